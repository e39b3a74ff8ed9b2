"""A process of its own that reads foreign RDF and answers one query, and may be killed for it.

Run as a script. It reads a line of JSON and then, unless the line names a file, N-Quads from its standard
input. It answers on standard output; what is wrong with the input is one line on standard error and exit
code 3. Once the graph is open it may open nothing more: no file, no socket. It stands alone and imports
nothing of this package.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

REFUSED = 3

_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
}


def main() -> int:
    """Answer the query that standard input describes."""
    task = json.loads(sys.stdin.buffer.readline())
    _limit_resources(task)
    try:
        with _graph_input(task) as source:
            close_the_doors()
            store = ox.Store()
            store.bulk_extend(merged(ox.parse(source, _format(task))))
    except (SyntaxError, ValueError, OSError) as error:
        return _refuse(f"graph: {error}")
    try:
        _answer(task, store, sys.stdout.buffer)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return _refuse(str(error))
    return 0


def merged(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads, and in the default graph what any of the named ones says: there each triple counts once."""
    for quad in quads:
        yield quad
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _refuse(reason: str) -> int:
    sys.stderr.buffer.write(" ".join(reason.split()).encode("utf-8", "replace") + b"\n")
    return REFUSED


def _limit_resources(task: dict[str, Any]) -> None:
    """Memory and processor time; the parent keeps the clock on the wall."""
    try:
        import resource
    except ImportError:  # not a POSIX system: the parent's clock is the only limit
        return
    memory = int(task["memory_mb"]) << 20
    seconds = int(task["timeout_s"]) + 2
    wanted = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0))
    for kind, value in wanted:
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # known by name, but not to be had on this system
            resource.setrlimit(kind, (value, value))


def close_the_doors() -> None:
    """From here on no file and no socket can be opened, whatever a query or a document asks for."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _graph_input(task: dict[str, Any]) -> BinaryIO:
    if task["path"] is None:
        return sys.stdin.buffer
    return Path(task["path"]).open("rb")


def _format(task: dict[str, Any]) -> ox.RdfFormat:
    if task["path"] is None:
        return ox.RdfFormat.N_QUADS
    return _FORMATS[task["format"]]


def _answer(task: dict[str, Any], store: ox.Store, out: BinaryIO) -> None:
    result = store.query(task["query"], prefixes=task["prefixes"])
    if isinstance(result, ox.QueryBoolean):
        _line(out, {"kind": "ask", "columns": ["answer"]})
        rows: Iterator[list[Any]] = iter([[_encode(ox.Literal(bool(result)))]])
    elif isinstance(result, ox.QueryTriples):
        _line(out, {"kind": "triples", "columns": ["subject", "predicate", "object"]})
        rows = ([_encode(t.subject), _encode(t.predicate), _encode(t.object)] for t in result)
    else:
        columns = [variable.value for variable in result.variables]
        _line(out, {"kind": "select", "columns": columns})
        rows = ([_encode(row[name]) for name in columns] for row in result)
    _line(out, {"truncated": _write_rows(rows, out, task["max_rows"], task["max_bytes"])})
    out.flush()


def _write_rows(rows: Iterator[list[Any]], out: BinaryIO, max_rows: int, max_bytes: int) -> bool:
    """Whether the rows had to be cut off."""
    size = 0
    for count, row in enumerate(rows):
        if count >= max_rows or size > max_bytes:
            return True
        size += _line(out, row)
    return False


def _line(out: BinaryIO, value: Any) -> int:
    return out.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _encode(term: Any) -> list[Any] | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value]
    if isinstance(term, ox.BlankNode):
        return ["blank", term.value]
    if isinstance(term, ox.Literal):
        return ["literal", term.value, term.datatype.value, term.language]
    return ["triple", _encode(term.subject), _encode(term.predicate), _encode(term.object)]


if __name__ == "__main__":
    sys.exit(main())
