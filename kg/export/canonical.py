"""One number for a graph, whatever file it stands in: the hash of its canonical form by RDFC-1.0.

https://www.w3.org/TR/rdf-canon/ gives each blank node its name, writes every quad as a line of canonical N-Quads and sorts
the lines by code point. A graph without blank nodes, such as those of this project, needs only the lines.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Quad, Triple

from kg.errors import ExportError, InputError
from kg.export.loading import in_process


def canonical_hash(graph: Iterable[Quad] | Iterable[Triple], *, timeout_s: float = 60.0) -> str:
    """The SHA-256 of the canonical N-Quads, in hexadecimal digits.

    Raises ExportError if the blank nodes of a foreign graph cannot be named within the time: some are made to take for
    ever.
    """
    items: set[Quad | Triple] = set(graph)
    if any(isinstance(term, BlankNode | Triple) for item in items for term in tuple(item)):
        lines = _named(items, timeout_s)
    else:
        lines = [f"{item} .\n" for item in items]
    digest = hashlib.sha256()
    for line in sorted(lines):
        digest.update(line.encode())
    return digest.hexdigest()


def _named(items: set[Quad | Triple], timeout_s: float) -> list[str]:
    """The lines, with blank nodes as RDFC-1.0 names them: in a process of its own, which can be ended."""
    with tempfile.NamedTemporaryFile(suffix=".nq") as file:
        file.writelines(f"{item} .\n".encode() for item in items)
        file.flush()
        try:
            content = in_process(Path(file.name), "canonical", timeout_s)
        except InputError as error:
            raise ExportError(f"the blank nodes of the graph cannot be named by RDFC-1.0: {error}") from None
    return [f"{line}\n" for line in content.decode().split("\n") if line]
