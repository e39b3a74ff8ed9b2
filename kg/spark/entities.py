"""What all pages together know of each entity, and what of that each page needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from kg.assemble import Known, known
from kg.codec import dumped, loaded, unpacked
from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.dropped import is_dropped, profiles_left
from kg.resolve.corpus.entities import entity
from kg.resolve.corpus.node import Node
from kg.spark.frames import Row, decoded, encoded, grouped, mapped
from kg.spark.reading import Names, Profiles
from kg.types import EntityType, PageResolution, Profile

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: ``known`` is what all pages know of the entity (``Known``); empty if they name it only in passing.
SCHEMA = "final binary, known binary"
#: Entities that a task holds before it hands them on.
_HELD = 50_000


@dataclass(slots=True)
class Share:
    """What some pages show of an entity, in counts of pages; ``read`` are the names that they use for it."""

    type: EntityType
    names: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    earnest: int = 0
    read: frozenset[str] = frozenset()

    def add(self, profile: Profile, read: Iterable[str]) -> None:
        """Count what a page shows."""
        self.names[profile.name] += 1
        self.forms.update({profile.name, *profile.forms})
        self.kinds.update(profile.kinds)
        self.earnest += not profile.passing
        self.read = self.read.union(read)

    def include(self, other: Share) -> None:
        """Count what further pages show."""
        self.type = min(self.type, other.type)
        for mine, more in zip(self._counters(), other._counters(), strict=True):
            mine.update(more)
        self.earnest += other.earnest
        self.read |= other.read

    def _counters(self) -> tuple[Counter[str], ...]:
        return self.names, self.forms, self.kinds

    def node(self, key: str) -> Node:
        """The same as one node."""
        names, forms, kinds = self._counters()
        return Node(key, "", self.type, names=names, forms=forms, kinds=kinds, earnest=self.earnest)


def entities(pages: DataFrame, keys: DataFrame, judged: Judgements) -> DataFrame:
    """Every entity. ``keys`` are those of the pages with those of the entities."""
    from pyspark.sql import functions as f

    empty = f.lit(b"")
    resolved = f.col("resolved") if judged.drop else empty
    shown = pages.select(
        "page", empty.alias("key"), empty.alias("final"), "profiles", "names", resolved.alias("resolved")
    )
    named = keys.where("own").select(
        *("page", "key", "final"), *(empty.alias(name) for name in ("profiles", "names", "resolved"))
    )
    rows = shown.unionByName(named)
    shares = grouped(
        rows, ["page"], partial(_of_page, judged.drop), "final binary, data binary", within=["key"]
    )
    parts = mapped(shares, _summed, "final binary, data binary")
    return grouped(parts, ["final"], partial(_entity, judged), SCHEMA)


def left(drop: frozenset[str], finals: Mapping[str, str], key: str) -> str | None:
    """The key of the entity that a page calls ``key``; None for what people have dropped."""
    final = finals[key]
    return None if drop and is_dropped(drop, key, final) else final


def _of_page(drop: frozenset[str], rows: Iterable[Row]) -> Iterator[Row]:
    profiles: tuple[Profile, ...] = ()
    names: dict[str, tuple[str, ...]] = {}
    resolved = b""
    finals: dict[str, str] = {}
    for _, key, final, shown, used, whole in rows:
        if key:
            finals[decoded(key)] = decoded(final)
        else:
            profiles, resolved = loaded(shown, Profiles), whole
            names = dict(loaded(used, Names))
    shares: dict[str, Share] = {}
    kept: Iterable[Profile] = profiles
    if resolved:
        kept = profiles_left(unpacked(resolved, PageResolution), partial(left, drop, finals))
    for profile in kept:
        share = shares.setdefault(finals[profile.key], Share(profile.type))
        share.add(profile, names.get(profile.key, ()))
    yield from ((encoded(final), dumped(share)) for final, share in shares.items())


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


def _entity(judged: Judgements, rows: Iterable[Row]) -> Iterator[Row]:
    for final, share in _summed(iter(rows)):
        key, whole = decoded(final), loaded(share, Share)
        found = known([entity(key, [whole.node(key)], judged)], {key: whole.read}).get(key)
        yield final, dumped(found, Known) if found is not None else b""
