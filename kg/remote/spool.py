"""A graph on its way, on disk: sorted by named graph and triple, each triple once, whatever its size."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse

from kg.remote.iri import bracketed
from kg.remote.sorting import sorted_lines

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """One named graph in the file, or the default graph (None): ``triples``, in ``size`` bytes from ``start`` on."""

    graph: str | None
    triples: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Triples of one named graph as N-Triples, and what tells them from any others."""

    content: bytes
    triples: int

    @property
    def digest(self) -> str:
        """The same for the same triples."""
        return hashlib.sha256(self.content).hexdigest()


class Spool:
    """Quads in a file that vanishes with the ``with`` block; those of the default graph stand in ``graph``, if it is given.

    ``blank`` says whether any has a blank node.
    """

    def __init__(self, quads: Iterable[Quad], graph: str | None = None) -> None:
        self.blank = False
        self._default = "" if graph is None else bracketed(graph)[1:-1]
        # Without a name: it vanishes with the process, however that ends.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self.stretches = tuple(_write(sorted_lines(self._lines(quads)), self._file))
        except BaseException:
            self.close()
            raise

    def _lines(self, quads: Iterable[Quad]) -> Iterator[bytes]:
        """Graph, tab, triple: no IRI holds a tab, and literals have theirs escaped."""
        for quad in quads:
            self.blank = (
                self.blank or isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
            )
            graph = self._default if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
            yield f"{graph}\t{quad.triple} .\n".encode()

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def __len__(self) -> int:
        return sum(stretch.triples for stretch in self.stretches)

    def lines(self, stretch: Stretch) -> Iterator[bytes]:
        """The triples of one graph, a line of N-Triples each, sorted."""
        rest, place, end = b"", stretch.start, stretch.start + stretch.size
        while place < end:
            self._file.seek(place)
            chunk = self._file.read(min(_CHUNK, end - place))
            place += len(chunk)
            *whole, rest = (rest + chunk).split(b"\n")
            yield from (line + b"\n" for line in whole)

    def pieces(self, stretch: Stretch, most: int, most_bytes: int) -> Iterator[Piece]:
        """The triples of one graph in pieces of at most ``most`` triples and about ``most_bytes``."""
        gathered: list[bytes] = []
        size = 0
        for line in self.lines(stretch):
            gathered.append(line)
            size += len(line)
            if len(gathered) >= most or size >= most_bytes:
                yield Piece(b"".join(gathered), len(gathered))
                gathered, size = [], 0
        if gathered:
            yield Piece(b"".join(gathered), len(gathered))

    def quads(self) -> Iterator[Quad]:
        """All quads, in order."""
        for stretch in self.stretches:
            graph = DefaultGraph() if stretch.graph is None else NamedNode(stretch.graph)
            for piece in self.pieces(stretch, 10_000, 16 << 20):
                for found in parse(piece.content, format=RdfFormat.N_TRIPLES):
                    yield Quad(found.subject, found.predicate, found.object, graph)

    def nquads(self) -> Iterator[bytes]:
        """All quads as lines of N-Quads, in the order of the lines."""
        return sorted_lines(self._nquads())

    def _nquads(self) -> Iterator[bytes]:
        for stretch in self.stretches:
            end = b" .\n" if stretch.graph is None else f" <{stretch.graph}> .\n".encode()
            for line in self.lines(stretch):
                yield line.removesuffix(b" .\n") + end


def _write(lines: Iterable[bytes], out: IO[bytes]) -> Iterator[Stretch]:
    """Write the triples and say what lies where."""
    graph, start, count = b"", 0, 0
    for line in lines:
        name, _, triple = line.partition(b"\t")
        if name != graph:
            if count:
                yield Stretch(graph.decode() or None, count, start, out.tell() - start)
            graph, start, count = name, out.tell(), 0
        out.write(triple)
        count += 1
    if count:
        yield Stretch(graph.decode() or None, count, start, out.tell() - start)
