"""The third round: a range of subjects out of all shards becomes a piece of the graph, in the forms that it is wanted in.

Subjects do not cross the borders of ranges, and pieces are in order: put one behind the other they are the whole.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.assemble import united
from kg.census import Census, Counting
from kg.engine.assembling import Shard
from kg.engine.spool import Spool
from kg.export import Spelling, by_subject
from kg.knowledge.judgements import Judgements
from kg.knowledge.ontology import ontology

#: Bytes of lines in a range: so much is sorted at a time.
_RANGE = 16 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the graph: its sorted N-Quads, its triples as N-Triples, each once, and as Turtle without a head."""

    quads: Path
    triples: Path
    turtle: Path
    census: Census


@dataclass(frozen=True, slots=True)
class Range:
    """The subjects from ``low`` up to ``high`` (to the end if empty), of all ``shards``; IRIs are written under ``base``."""

    number: int
    shards: tuple[Path, ...]
    low: bytes
    high: bytes
    base: str | None

    def run(self, spool: Spool, _judged: Judgements) -> Iterator[Piece]:
        """Write the piece."""
        lines = [line for path in self.shards for line in between(path, self.low, self.high)]
        lines.sort()
        quads = list(united(lines))
        del lines
        triples = list(_triples(quads))
        counting, spelling = Counting(), Spelling(ontology().prefixes, self.base)
        turtle: list[bytes] = []
        for subject, said in by_subject(triples):
            counting.add(subject, said)
            turtle.append(spelling.subject(subject, said, first=not self.number and not turtle))
        quads_at, triples_at, turtle_at = (
            spool.folder / f"piece-{self.number:05}.{ending}" for ending in ("nq", "nt", "ttl")
        )
        quads_at.write_bytes(_text(quads))
        triples_at.write_bytes(_text(triples))
        turtle_at.write_bytes(b"".join(turtle))
        yield Piece(quads_at, triples_at, turtle_at, counting.result())


def ranges(shards: Sequence[Shard], base: str | None, least: int = 1) -> Iterator[Range]:
    """Ranges of about the same size that hold everything in ``shards``: ``least`` of them, if there are so many cuts."""
    paths = tuple(shard.path for shard in shards)
    cuts = sorted(cut for shard in shards for cut in shard.cuts)
    wanted = max(least, sum(shard.size for shard in shards) // _RANGE + 1)
    chosen = sorted({cuts[len(cuts) * at // wanted] for at in range(1, wanted)}) if cuts else []
    for number, (low, high) in enumerate(pairwise([b"", *chosen, b""])):
        yield Range(number, paths, low, high, base)


def _triples(quads: Iterable[bytes]) -> Iterator[bytes]:
    """The triples of sorted N-Quads lines, each once."""
    before = b""
    for quad in quads:
        triple = quad[: quad.rindex(b" ", 0, -2)] + b" ."
        if triple != before:
            before = triple
            yield triple


def _text(lines: list[bytes]) -> bytes:
    return b"\n".join(lines) + b"\n" if lines else b""


def between(path: Path, low: bytes, high: bytes) -> list[bytes]:
    """The lines of a sorted file from ``low`` up to ``high``."""
    if not path.stat().st_size:
        return []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        start = _first(view, low) if low else 0
        end = _first(view, high) if high else len(view)
        return view[start : max(start, end - 1)].split(b"\n") if end > start else []


def _first(view: mmap.mmap, bound: bytes) -> int:
    """Where the first line begins that is not before ``bound``: lines are sorted, so that halving finds it."""
    low, high = 0, len(view)
    while low < high:
        middle = (low + high) // 2
        start = view.rfind(b"\n", 0, middle) + 1
        end = view.find(b"\n", start) + 1
        if view[start : end - 1] < bound:
            low = end
        else:
            high = start
    return low
