"""A graph that lies in files, to be gone through as often as wanted without ever being in memory as a whole."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from kg.census import Census
from kg.engine.uniting import Piece
from kg.export import head
from kg.knowledge.ontology import ontology

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class GraphFiles:
    """A graph as pieces, in order. ``canonical`` is its hash by RDFC-1.0 (it has no blank nodes: that of its sorted
    N-Triples); ``base`` is what its Turtle is written relative to."""

    pieces: tuple[Path, ...]
    turtle: tuple[Path, ...]
    census: Census
    canonical: str
    base: str | None

    def __iter__(self) -> Iterator[Quad]:
        """The quads, sorted by their N-Quads lines."""
        return chain.from_iterable(parse(path=path, format=RdfFormat.N_QUADS) for path in self.pieces)

    def write_turtle(self, path: Path) -> None:
        """Write all graphs in one, grouped by subject."""
        with path.open("wb") as file:
            file.write(head(ontology().prefixes, self.base))
            if not self.census.triples:
                return
            for piece in self.turtle:
                with piece.open("rb") as part:
                    shutil.copyfileobj(part, file, _BLOCK)


def collected(pieces: Iterable[Piece], base: str | None) -> GraphFiles:
    """The graph of these pieces; their N-Triples are hashed as they come, and let go of."""
    census, digest = Census(), hashlib.sha256()
    quads: list[Path] = []
    turtle: list[Path] = []
    for piece in pieces:
        with piece.triples.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        piece.triples.unlink()
        census.add(piece.census)
        quads.append(piece.quads)
        turtle.append(piece.turtle)
    return GraphFiles(tuple(quads), tuple(turtle), census, digest.hexdigest(), base)
