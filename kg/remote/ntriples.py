"""N-Triples from elsewhere, read with care."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import RdfFormat, Triple, parse

from kg.errors import RemoteError
from kg.remote.client import Call

MEDIA_TYPE = "application/n-triples"
#: A triple within a triple within a triple: no graph nests them deeply, and the parser cannot bear it without end.
_DEEPEST = 50


def triples(call: Call, lines: bytes) -> Iterator[Triple]:
    """The triples of whole lines that ``call`` was answered with. Raises RemoteError if they are none."""
    if lines.count(b"<<") > _DEEPEST and any(line.count(b"<<") > _DEEPEST for line in lines.split(b"\n")):
        raise RemoteError(f"{call.place}: answers triples that are nested too deeply")
    try:
        for quad in parse(lines, format=RdfFormat.N_TRIPLES):
            yield quad.triple
    except (SyntaxError, ValueError) as error:
        raise RemoteError(
            f"{call.place}: answers no N-Triples ({error}); are URL and --store right?"
        ) from None
