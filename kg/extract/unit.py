"""A unit is one link of a chain of names: 云溪区|柳河街道|枫林社区|党支部 has four."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.words import frequency, words
from kg.types import EntityType

#: What a head of its own words names: no work, event, method or document.
NAMED: frozenset[EntityType] = frozenset({"Agency", "Organization", "Area", "Community", "Place"})
#: What an own part may hang on.
PARENTS: dict[EntityType, frozenset[EntityType]] = {
    "Agency": frozenset({"Area", "Community", "Agency", "Organization"}),
    "Organization": frozenset({"Area", "Community", "Agency", "Organization"}),
    "Place": frozenset({"Area", "Community", "Agency", "Organization", "Place"}),
    "Community": frozenset({"Area", "Community"}),
    "Area": frozenset({"Area"}),
    "Project": frozenset({"Community", "Place"}),
}


#: The kind of a sub-district that is named by its office.
OFFICE = "office"
#: The kinds of a building that is named by its number in a home, and of a site that is called after whose it is.
BLOCK, SITE = "block", "site"
#: The kind of a road with a house number, which is part of the road's mention and not of its name.
ADDRESS, HOUSE = "address", r"\d{1,4}(?:[-－—]\d{1,4})?号"


#: Places whose names may be common words (文化|街), and what the words are that say of what sort another one is.
_BY_ANY_WORD = frozenset({"road", "nature", ADDRESS})
_SORTS, _AGES = frozenset({"n", "vn", "v", "b", "j", "m", "nt"}), "新老旧"


@dataclass(frozen=True, slots=True)
class Unit:
    """One link of a chain: [start, end) of its own part, ``head_start`` where its head begins.

    ``parent`` is the index of the unit that stands directly before it. ``relative`` marks an area named only by
    its level (区 in 区住建局, 全区), ``short`` one without its 省, 市 or 县; ``anaphor`` marks 该局, 该小区 and a bare
    社区 or 街道: something named before.
    """

    start: int
    end: int
    head_start: int
    type: EntityType
    kind: str | None = None
    parent: int | None = None
    relative: bool = False
    anaphor: bool = False
    short: bool = False


class Chains:
    """The units found so far, and which of them ends where."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._ending: dict[int, int] = {}
        self._swallowed: set[int] = set()

    def add(self, unit: Unit) -> int:
        """Keep ``unit``; its index. Units that end inside its head were no names: 住房和城|乡| in 住房和城乡建设局."""
        for position in range(unit.head_start + 1, unit.end):
            if (inner := self.ending_at(position)) is not None and self.units[inner].start >= unit.start:
                self._swallowed.add(inner)
        self.units.append(unit)
        self._ending[unit.end] = len(self.units) - 1
        return len(self.units) - 1

    def ending_at(self, position: int) -> int | None:
        """The unit that ends at ``position``."""
        index = self._ending.get(position)
        return None if index in self._swallowed else index

    def swallow(self, index: int) -> Unit:
        """Take the unit out: it was only a part of a longer name."""
        self._swallowed.add(index)
        return self.units[index]

    def living(self) -> list[Unit]:
        """The units that were not swallowed, with parents renumbered, in order of their ends."""
        self._drop_embedded()
        keep = [i for i in range(len(self.units)) if i not in self._swallowed]
        renumbered = {old: new for new, old in enumerate(keep)}
        units = (self.units[index] for index in keep)
        return [u if u.parent is None else replace(u, parent=renumbered.get(u.parent)) for u in units]

    def _drop_embedded(self) -> None:
        """A short area name in the middle of another name is no area: 陕煤[黄陵]矿业有限公司."""
        inside = {at for u in self.units for at in range(u.start + 1, u.head_start)}
        parents = {u.parent for u in self.units}
        for index, unit in enumerate(self.units):
            if unit.short and unit.start in inside and index not in parents:
                self._swallowed.add(index)


def is_addressed(units: Sequence[Unit], unit: Unit) -> bool:
    """Whether the unit hangs on a road because its house has a number there: 汉黄路6号|某某广场."""
    parent = units[unit.parent] if unit.parent is not None else None
    return parent is not None and parent.kind == ADDRESS


def is_plain(unit: Unit, particular: str) -> bool:
    """Whether the words before the head only say what sort of place it is: 苹果分选|中心, 防汛物资|仓库; streets, hills and
    waters are called by any word."""
    if unit.kind in _BY_ANY_WORD:
        return False
    return all(
        len(w.text) > 1 and w.pos in _SORTS and frequency(w.text) for w in words(particular.rstrip(_AGES))
    )


def with_new(kept: Iterable[tuple[int, Unit]], new: Iterable[Unit]) -> list[Unit]:
    """``kept`` units, each with the index it had, and ``new`` ones, in order of their ends. Parents are given by those
    indices and renumbered; all of them must be kept."""
    together = sorted([*kept, *((None, unit) for unit in new)], key=lambda pair: pair[1].end)
    places = {old: at for at, (old, _) in enumerate(together) if old is not None}
    return [u if u.parent is None else replace(u, parent=places[u.parent]) for _, u in together]
