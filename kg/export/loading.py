"""Reads a graph back from a file.

Turtle, TriG, N-Triples and N-Quads are parsed here. RDF/XML and JSON-LD can kill their parser (entity bombs,
deep nesting), so a process of their own reads them, with limits of memory and time.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat

from kg.durable import finish
from kg.errors import InputError

_DIRECT = {
    "ttl": RdfFormat.TURTLE,
    "turtle": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
}
_GUARDED = {"rdf": "rdf", "xml": "rdf", "owl": "rdf", "jsonld": "jsonld", "json": "jsonld"}
_WORKER = Path(__file__).with_name("reader.py")
#: What a reader may need at all, and for each byte of its file: an honest file stays far below it.
_MEMORY, _MEMORY_PER_BYTE = 512 << 20, 64

#: Endings of the files that can be loaded.
ENDINGS = (*_DIRECT, *_GUARDED)


def load(path: Path, *, timeout_s: float = 600.0) -> tuple[Quad, ...]:
    """The quads of an RDF file whose ending names its syntax, each once, sorted.

    Raises InputError if there is no such file, its ending is unknown, or it is broken (with the line).
    """
    return tuple(sorted(set(stream(path, timeout_s=timeout_s)), key=str))


def stream(path: Path, *, timeout_s: float = 600.0) -> Iterator[Quad]:
    """The quads of an RDF file as they stand there, one by one: for a graph that need not fit into memory.

    Raises InputError as `load` does.
    """
    ending = path.suffix.lstrip(".").lower()
    if ending not in ENDINGS:
        raise InputError(
            f"{path}: the ending names no graph format that can be read; use .{', .'.join(ENDINGS)}"
        )
    finish(path.parent)
    if not path.is_file():
        raise InputError(f"{path}: no such graph file; build one with kg build PAGES -o output")
    if ending in _DIRECT:
        yield from _parsed(path, None, _DIRECT[ending])
    else:
        yield from _parsed(path, in_process(path, _GUARDED[ending], timeout_s), RdfFormat.N_QUADS)


def _parsed(path: Path, content: bytes | None, format: RdfFormat) -> Iterator[Quad]:
    """The quads of ``content``, or of the file itself."""
    try:
        yield from (
            ox.parse(content, format=format) if content is not None else ox.parse(path=path, format=format)
        )
    except SyntaxError as error:
        raise InputError(
            f"{path}:{error.lineno}: not valid {format.name}: {error.msg}; repair the file"
        ) from error
    except ValueError as error:
        raise InputError(f"{path}: not valid {format.name}: {error}; repair the file") from error


def in_process(path: Path, kind: str, timeout_s: float) -> bytes:
    """What reader.py makes of a file. Raises InputError if it is broken, or takes too much time or memory."""
    memory = _MEMORY + _MEMORY_PER_BYTE * path.stat().st_size
    command = [sys.executable, "-P", str(_WORKER), str(path), kind, str(memory)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=timeout_s, check=False)
    except subprocess.TimeoutExpired:
        raise InputError(f"{path}: not read within {timeout_s:g} s; convert it to N-Triples first") from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if done.returncode == 3 and said:
        raise InputError(f"{path}: {said[-1]}; repair the file")
    raise InputError(
        f"{path}: its reader broke down (over {memory >> 20} MiB, or nested too deeply); "
        "convert it to N-Triples first"
    )
