"""What all pages together know of each entity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.assemble import Known, known
from kg.codec import dumped, loaded
from kg.resolve.corpus.entities import Seen, entity
from kg.resolve.corpus.told import Shown
from kg.spark.frames import Row, decoded, grouped, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: ``known`` is what all pages know of the entity (``Known``); empty if they name it only in passing.
SCHEMA = "final binary, known binary"
#: Entities that a task holds before it hands them on.
_HELD = 50_000


@dataclass(slots=True)
class Share:
    """What some pages show of an entity (`kg.resolve.corpus.entities.Seen`); ``read`` are the names that they use for it."""

    names: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    given: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    earnest: bool = False
    read: frozenset[str] = frozenset()

    def add(self, shown: Shown) -> None:
        """Count what a page shows."""
        profile = shown.profile
        (self.others if shown.other else self.names)[profile.name] += 1
        self.given |= {shown.given} if shown.given else frozenset()
        self.forms |= {*profile.forms, profile.name}
        self.kinds |= frozenset(profile.kinds)
        self.earnest = self.earnest or not profile.passing

    def include(self, other: Share) -> None:
        """Count what further pages show."""
        self.names.update(other.names)
        self.others.update(other.others)
        for name in ("given", "forms", "kinds", "read"):
            setattr(self, name, getattr(self, name) | getattr(other, name))
        self.earnest = self.earnest or other.earnest

    def known(self, key: str) -> Known | None:
        """What the pages know of the entity of that key; None if they show nothing of it, or name it only in
        passing."""
        if not (self.names or self.others):
            return None
        seen = Seen(self.names, self.others, self.given, self.forms, self.kinds, self.earnest)
        return known([entity(key, seen)], [(key, self.read)]).get(key)


def entities(shares: DataFrame) -> DataFrame:
    """Every entity, given what pages show of it (``final``, ``share``)."""
    parts = mapped(shares, _summed, "final binary, share binary")
    return grouped(parts, ["final"], _entity, SCHEMA)


def _summed(rows: Iterator[Row]) -> Iterator[Row]:
    """The shares of one task, together."""
    held: dict[bytes, Share] = {}
    for final, data in rows:
        share = loaded(data, Share)
        if final in held:
            held[final].include(share)
        else:
            held[final] = share
        if len(held) >= _HELD:
            yield from ((key, dumped(each)) for key, each in held.items())
            held = {}
    yield from ((key, dumped(each)) for key, each in held.items())


def _entity(rows: Iterable[Row]) -> Iterator[Row]:
    for final, share in _summed(iter(rows)):
        found = loaded(share, Share).known(decoded(final))
        yield final, b"" if found is None else dumped(found)
