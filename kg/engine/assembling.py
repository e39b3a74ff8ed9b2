"""The second round: some pages at a time become sorted lines, now that it is settled who is who."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.assemble import Known, Minter, Part, decision_lines, page_lines, pieces
from kg.engine.spool import Place, Spool
from kg.knowledge.judgements import Judgements
from kg.resolve import NOT_MEANT, Meant, Obeyed
from kg.types import Decision

#: Bytes of lines for each subject that tells where a shard may be cut.
_STEP = 128 << 10


#: Lines that are held until they are written as a shard: some hundred bytes each.
_LINES = 200_000


@dataclass(frozen=True, slots=True)
class Keys:
    """Who is who for one page: ``moved`` gives for a key of the page that of the entity, where that is another one, or
    None where people have dropped it; ``by_row`` how rows of people mean a key; ``later`` the keys of the successors of
    bodies, by the key of the body."""

    moved: Mapping[str, str | None]
    by_row: Mapping[str, Meant]
    later: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def key(self, _page: str, key: str) -> str | None:
        """The key over all pages of what ``key`` names on the page; None for what is dropped."""
        return self.moved.get(key, key)

    def meant(self, _page: str, key: str) -> Meant:
        """How rows of people mean what ``key`` names on the page."""
        return self.by_row.get(key, NOT_MEANT)


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of sorted lines of some pages; at ``cuts`` (subjects, with the space behind) it may be cut. ``counts`` are,
    page by page, its mentions and its claims."""

    path: Path
    size: int
    cuts: tuple[bytes, ...]
    counts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Some pages to be assembled under ``base``: where they lie, who is who for each, what all pages know of the entities
    that they name."""

    places: tuple[Place, ...]
    keys: tuple[Keys, ...]
    known: Mapping[str, Known]
    base: str

    def run(self, spool: Spool, judged: Judgements) -> Iterator[Shard]:
        """Write their shards: one, unless they say a lot."""
        minter, obeyed = Minter(self.base), Obeyed(judged)
        held: list[bytes] = []
        counts: list[tuple[int, int]] = []
        for place, keys in zip(self.places, self.keys, strict=True):
            page, resolved = spool.get(place)
            told = obeyed.told(keys, resolved)
            for part in pieces(Part(page, resolved.articles, told.mentions, told.claims)):
                held += page_lines(part, self.known.get, minter)
                if len(held) > _LINES:
                    yield shard(sorted(held), spool.folder, tuple(counts))
                    held, counts = [], []
            counts.append((sum(not each.mention.pointer for each in told.mentions), len(told.claims)))
        yield shard(sorted(held), spool.folder, tuple(counts))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Some of what was decided over all pages, and some of what stands for keys that are no entity's any more."""

    decisions: tuple[Decision, ...]
    moved: tuple[tuple[str, str], ...]
    base: str

    def run(self, spool: Spool, _judged: Judgements) -> Iterator[Shard]:
        """Write the shard."""
        yield shard(decision_lines(self.decisions, self.moved, Minter(self.base)), spool.folder)


def shard(lines: Sequence[bytes], folder: Path, counts: tuple[tuple[int, int], ...] = ()) -> Shard:
    """Write sorted lines as a shard in ``folder``."""
    text = b"\n".join([*lines, b""])
    step = max(1, len(lines) * _STEP // max(1, len(text)))
    cuts = tuple(line[: line.index(b" ") + 1] for line in lines[step::step])
    with tempfile.NamedTemporaryFile(prefix="shard-", dir=folder, delete=False) as file:
        file.write(text)
    return Shard(Path(file.name), len(text), cuts, counts)
