"""Entities of the corpus: what pages show of each, put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import cast

from kg.resolve.corpus.told import Shown, class_of
from kg.types import Entity, EntityType


@dataclass(slots=True)
class Seen:
    """How many pages call an entity what, and what else they show of it. ``others`` are names of what people took for
    another name of it, ``given`` those that people gave it."""

    names: Mapping[str, int] = field(default_factory=Counter)
    others: Mapping[str, int] = field(default_factory=Counter)
    given: Set[str] = field(default_factory=set)
    forms: Set[str] = field(default_factory=set)
    kinds: Set[str] = field(default_factory=set)
    earnest: bool = False


def entities(shown: Iterable[Shown]) -> Iterator[Entity]:
    """Each entity of which pages show anything, once, by key."""
    seen: defaultdict[str, Seen] = defaultdict(Seen)
    for each in shown:
        _add(seen[each.key], each)
    for key in sorted(seen):
        yield entity(key, seen[key])


def _add(seen: Seen, shown: Shown) -> None:
    profile = shown.profile
    names = cast("Counter[str]", seen.others if shown.other else seen.names)
    names[profile.name] += 1
    cast("set[str]", seen.forms).update(profile.forms, (profile.name,))
    cast("set[str]", seen.kinds).update(profile.kinds)
    if shown.given:
        cast("set[str]", seen.given).add(shown.given)
    seen.earnest = seen.earnest or not profile.passing


def entity(key: str, seen: Seen) -> Entity:
    """Called as a person decided, else as most of its pages call it, of names equally common the longest."""
    usual = called(seen.names or seen.others)
    name = min(seen.given, default=usual)
    aliases = tuple(sorted({*seen.forms, usual} - {name}))
    kind = cast(EntityType, class_of(key))
    return Entity(key, kind, name, tuple(sorted(seen.kinds)), aliases, not seen.earnest)


def called(names: Mapping[str, int]) -> str:
    """What an entity is called, given how many pages call it what: as most do, of names equally common the longest."""
    return max(names, key=lambda each: (names[each], len(each), each))
