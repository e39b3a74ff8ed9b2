"""A graph on its way, on disk: sorted by named graph and triple, each triple once, whatever its size.

Runs that fit into memory are sorted and written, then merged into one file, in which every named graph is one stretch.
"""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse

#: Lines that are sorted in memory: about 100 MB.
_RUN = 200_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """One named graph in the file, or the default graph (None): ``triples`` of them from the byte ``start`` on."""

    graph: str | None
    triples: int
    start: int


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
    """Quads in a file that vanishes with the ``with`` block."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kg-spool-")
        self._path = Path(self._folder.name) / "merged"
        try:
            self.blank, runs = self._write_runs(quads)
            self.stretches = tuple(self._merge(runs))
        except BaseException:
            self._folder.cleanup()
            raise

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the file."""
        self._folder.cleanup()

    def __len__(self) -> int:
        return sum(stretch.triples for stretch in self.stretches)

    def lines(self, stretch: Stretch) -> Iterator[bytes]:
        """The triples of one graph, a line of N-Triples each, sorted."""
        with self._path.open("rb") as file:
            file.seek(stretch.start)
            for _ in range(stretch.triples):
                yield file.readline()

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
        """All quads as lines of N-Quads, in order."""
        for stretch in self.stretches:
            end = b" .\n" if stretch.graph is None else f" <{stretch.graph}> .\n".encode()
            for line in self.lines(stretch):
                yield line.removesuffix(b" .\n") + end

    def _write_runs(self, quads: Iterable[Quad]) -> tuple[bool, list[Path]]:
        """The sorted runs, and whether any quad has a blank node."""
        blank, paths, run = False, list[Path](), list[bytes]()
        for quad in quads:
            blank = blank or isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
            run.append(_line(quad))
            if len(run) >= _RUN:
                paths.append(self._write_run(run, len(paths)))
                run = []
        if run:
            paths.append(self._write_run(run, len(paths)))
        return blank, paths

    def _write_run(self, run: list[bytes], number: int) -> Path:
        path = Path(self._folder.name) / f"run{number}"
        run.sort()
        with path.open("wb") as file:
            file.writelines(run)
        return path

    def _merge(self, runs: list[Path]) -> Iterator[Stretch]:
        """Write the merged file and say what lies where in it."""
        files: list[BinaryIO] = []
        try:
            for path in runs:
                files.append(path.open("rb"))
            with self._path.open("wb") as out:
                yield from _write_merged(heapq.merge(*files), out)
        finally:
            for file in files:
                file.close()
            for path in runs:
                path.unlink()


def _line(quad: Quad) -> bytes:
    """Graph, tab, triple: no IRI holds a tab, and literals have theirs escaped."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
    return f"{graph}\t{quad.triple} .\n".encode()


def _write_merged(lines: Iterable[bytes], out: BinaryIO) -> Iterator[Stretch]:
    last, graph, start, count = b"", b"", 0, 0
    for line in lines:
        if line == last:
            continue
        last = line
        name, _, triple = line.partition(b"\t")
        if name != graph:
            if count:
                yield Stretch(graph.decode() or None, count, start)
            graph, start, count = name, out.tell(), 0
        out.write(triple)
        count += 1
    if count:
        yield Stretch(graph.decode() or None, count, start)
