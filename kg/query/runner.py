"""Hands a query and its graph to a disposable worker process and reads what comes back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.durable import finish
from kg.errors import InputError, KgError, QueryError
from kg.query.guard import check
from kg.query.table import Table, Term, Title
from kg.query.terms import prefixes

#: A graph: quads in memory, or a file in an RDF format that its name's ending tells.
Source = Iterable[Quad] | str | Path

_ENDINGS = ("ttl", "turtle", "nt", "nq", "trig", "jsonld", "json", "rdf", "xml", "owl")
_WORKER = Path(__file__).with_name("worker.py")
_REFUSED = 3
_MAX_BYTES = 256 << 20


def run(
    query: str,
    source: Source,
    *,
    timeout_s: float = 30.0,
    max_rows: int = 100_000,
    memory_mb: int = 4096,
    title: Title | None = None,
) -> Table:
    """Answer a SPARQL query about one graph, in a process that is ended when it exceeds its limits.

    The prefixes of the vocabulary are declared already, and all named graphs are searched together.
    ``timeout_s`` is seconds on the wall, loading included; an answer of more than ``max_rows`` rows is cut
    off. Raises QueryError (malformed, not allowed, too slow, too big) and InputError (the graph cannot be
    read).
    """
    check(query)
    path, payload = _graph(source)
    task = {
        "query": query,
        "prefixes": prefixes(),
        "path": path and str(path),
        "format": path and _ending(path),
        "timeout_s": timeout_s,
        "memory_mb": memory_mb,
        "max_rows": max_rows,
        "max_bytes": _MAX_BYTES,
    }
    try:
        done = _work(json.dumps(task).encode() + b"\n" + payload, timeout_s)
    except subprocess.TimeoutExpired:
        reason = f"the query took longer than {timeout_s:g} s: narrow it down, or allow more time"
        raise QueryError(reason) from None
    if done.returncode != 0:
        raise _failure(done, path, memory_mb)
    return _table(done.stdout, title)


def _graph(source: Source) -> tuple[Path | None, bytes]:
    if not isinstance(source, str | Path):
        return None, ox.serialize(source, format=ox.RdfFormat.N_QUADS) or b""
    path = Path(source)
    finish(path.parent)
    if not path.is_file():
        raise InputError(f"{path}: no such graph file; build one with kg build PAGES -o output")
    return path, b""


def _ending(path: Path) -> str:
    ending = path.suffix.lstrip(".").lower()
    if ending not in _ENDINGS:
        raise InputError(f"{path}: the ending names no RDF format; use one of .{', .'.join(_ENDINGS)}")
    return ending


def _work(task: bytes, timeout_s: float) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-P", str(_WORKER)]
    return subprocess.run(command, input=task, capture_output=True, timeout=timeout_s, check=False)


def _table(answer: bytes, title: Title | None) -> Table:
    """Bytes, not text, are split: a literal may hold characters that str takes for line ends."""
    head, *rows, end = map(json.loads, answer.splitlines())
    return Table(
        columns=tuple(head["columns"]),
        rows=tuple(tuple(_decode(cell) for cell in row) for row in rows),
        kind=head["kind"],
        title=title,
        truncated=end["truncated"],
    )


def _failure(done: subprocess.CompletedProcess[bytes], path: Path | None, memory_mb: int) -> KgError:
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    reason = said[-1] if said else ""
    if done.returncode != _REFUSED:
        return QueryError(f"the query needs more than {memory_mb} MiB or is nested too deeply: simplify it")
    if reason.startswith("graph: "):
        return InputError(f"{path or 'the graph'} is no readable RDF: {reason.removeprefix('graph: ')}")
    return QueryError(f"the query is malformed: {syntax(reason)}")


def syntax(reason: str) -> str:
    """pyoxigraph's complaint without the dozens of characters that could also have come next."""
    place, expected, options = reason.partition(": expected ")
    place = re.sub(r"^error at (\d+):(\d+)$", r"line \1, column \2", place)
    if "Prefix not found" in options:
        return f"{place}: the prefix before this is not declared; known are {', '.join(prefixes())}"
    parts = re.split(r", | or ", options.removeprefix("one of "))
    words = [part for part in parts if "[" not in part and "'" not in part]
    return f"{place}{expected}{' or '.join(words[:8])}" if words else place


def _decode(cell: list[Any] | None) -> Term | None:
    if cell is None:
        return None
    kind, value, *rest = cell
    if kind == "iri":
        return ox.NamedNode(value)
    if kind == "blank":
        return ox.BlankNode(value)
    if kind == "triple":
        return _triple(value, *rest)
    datatype, language = rest
    if language:
        return ox.Literal(value, language=language)
    return ox.Literal(value, datatype=ox.NamedNode(datatype))


def _triple(subject: list[Any], predicate: list[Any], obj: list[Any]) -> ox.Triple:
    return ox.Triple(_decode(subject), _decode(predicate), _decode(obj))  # type: ignore[arg-type]
