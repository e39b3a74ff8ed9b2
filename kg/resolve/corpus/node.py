"""What all pages together show of one key: counts that do not depend on the order of the pages, and that a page can be
taken out of again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import TypeVar

from kg.resolve.naming import NOWHERE
from kg.types import EntityType, Profile

#: A key as a page reads it, and what tells its bearers apart: nothing, a body, a year, the page.
NodeId = tuple[str, str]
#: A post: the body's key, the title, whether it is former, the year of the page ("" if unknown).
Tenure = tuple[str, str, bool, str]
#: Gives for a key of a page the key that it has over all pages.
Final = Callable[[str], str]

#: Begins a tail that is the page's own: nothing else tells whom the page means.
PAGE = "页·"


@dataclass(slots=True)
class Node:
    """One key, or the part of its pages that agree in what tells its bearers apart (``tail``). What is counted is pages."""

    key: str
    tail: str
    type: EntityType
    pages: dict[str, int] = field(default_factory=dict)
    earnest: int = 0
    names: dict[str, int] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    cores: dict[str, int] = field(default_factory=dict)
    owns: dict[str, int] = field(default_factory=dict)
    seats: dict[str, int] = field(default_factory=dict)
    wheres: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    posts: dict[Tenure, int] = field(default_factory=dict)
    above: dict[str, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    outlets: dict[str, int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)

    @property
    def id(self) -> NodeId:
        """Key and tail."""
        return self.key, self.tail

    @property
    def address(self) -> str:
        """The key by which decisions name it."""
        return address_of(self.id)

    @property
    def core(self) -> str:
        """The name behind the area that it begins with."""
        return _most(self.cores)

    @property
    def distinct(self) -> str:
        """How far the name is one bearer's own: in the nation, the city or neither."""
        return _most(self.owns)

    @property
    def seat(self) -> str | None:
        """The code of the area that its name begins with."""
        return _most(self.seats) or None

    @property
    def where(self) -> str | None:
        """The code of the area in its key."""
        return _most(self.wheres) or None

    @property
    def is_placed(self) -> bool:
        """Whether a page tells where it is."""
        return NOWHERE not in self.key

    def add(self, profile: Profile, page: str, final: Final, sign: int = 1) -> None:
        """Count what a page shows; with ``sign`` -1 take it out again."""
        year = year_of(profile)
        for counter, seen in self._seen(profile, final, year):
            _count(counter, seen, sign)
        tenures = {(final(held.body), held.title, held.former, year) for held in profile.posts}
        _count(self.posts, tenures, sign)
        _count(self.pages, (page,), sign)
        self.earnest += 0 if profile.passing else sign

    def include(self, other: Node) -> None:
        """Count what further pages show of the same node."""
        for name in _COUNTERS:
            counts = getattr(self, name)
            for each, count in getattr(other, name).items():
                counts[each] = counts.get(each, 0) + count
        self.earnest += other.earnest

    def _seen(
        self, profile: Profile, final: Final, year: str
    ) -> tuple[tuple[dict[str, int], Iterable[str]], ...]:
        return (
            (self.names, (profile.name,)),
            (self.forms, {profile.name, *profile.forms}),
            (self.kinds, profile.kinds),
            (self.cores, (profile.core or profile.name,)),
            (self.owns, (profile.distinct,)),
            (self.seats, (profile.seat,) if profile.seat else ()),
            (self.wheres, (profile.where,) if profile.where else ()),
            (self.areas, (profile.area,) if profile.area else ()),
            (self.places, profile.places),
            (self.above, {final(key) for key in profile.above}),
            (self.roles, profile.roles),
            (self.outlets, profile.outlets),
            (self.years, (year,) if year else ()),
            (self.held, {value[:4] for name, value in profile.datings if name in _HELD}),
        )


def address_of(id_: NodeId) -> str:
    """The key by which decisions name a node."""
    key, tail = id_
    return f"{key}（{tail}）" if tail else key


_COUNTERS = tuple(each.name for each in fields(Node) if each.name not in ("key", "tail", "type", "earnest"))

Item = TypeVar("Item")


def _count(counter: dict[Item, int], seen: Iterable[Item], sign: int) -> None:
    for each in seen:
        count = counter.get(each, 0) + sign
        if count:
            counter[each] = count
        else:
            del counter[each]


_HELD = frozenset({"heldOn", "occurredOn"})


def year_of(profile: Profile) -> str:
    """The year of the page, as far as its articles on the entity are dated."""
    return profile.dates[0][:4] if profile.dates else ""


def _most(counter: dict[str, int]) -> str:
    """What most pages say; of several the first."""
    return min(counter, key=lambda each: (-counter[each], each), default="")
