"""From units to mentions: what each link of a chain is called in full, as far as the article says.

云溪区|柳河街道|党工委 is 柳河街道党工委; 区|住建局 is 区住房和城乡建设局 (resolution knows which 区); 云溪区|平湖镇|
柳庄中心小学 is 平湖镇柳庄中心小学; a community is called by its own name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kg.extract.analysis import Analysis
from kg.extract.unit import ADDRESS, BLOCK, HOUSE, OFFICE, SITE, Unit, is_addressed, is_plain
from kg.extract.zone_names import bearer_of, called_after
from kg.knowledge.boundaries import boundaries
from kg.knowledge.lexicon import expand
from kg.knowledge.short_forms import short_forms
from kg.knowledge.sites import sites
from kg.types import EntityType, Mention

_CERTAIN, _LIKELY, _LOOSE = 0.95, 0.85, 0.7
_LONGEST_HEAD = 8
#: With these begin the numbers of a village's groups, behind the village.
_GROUP, _NUMERALS = "组", frozenset("0123456789第一二三四五六七八九十")
#: What stands between those that are listed.
_LISTS = frozenset("、和与及")
#: How a registered name ends, and areas that others begin in: 六安市|金安区|某某有限公司.
_LIMITED, _WIDE = ("有限公司", "有限责任公司"), ("省", "市", "州", "盟", "自治区")
#: What is named as companies are, and is a place: 某某物流|产业园.
_PARK = "park"


@dataclass(frozen=True, slots=True)
class Chain:
    """The units of an article with their mentions, in the same order."""

    units: list[Unit]
    mentions: list[Mention]
    ends: dict[int, int]
    areas: tuple[int, ...]
    bearers: frozenset[int]

    @classmethod
    def of(cls, units: list[Unit], mentions: list[Mention]) -> Chain:
        """``units`` with their ``mentions``, indexed by where they end; ``areas`` are those that name an area, and
        ``bearers`` the ones that a body hangs on."""
        areas = tuple(i for i, u in enumerate(units) if u.type == "Area" and not u.anaphor)
        bearers = frozenset(u.parent for u in units if u.parent is not None and u.type != "Area")
        return cls(units, mentions, {u.end: i for i, u in enumerate(units)}, areas, bearers)

    def ending_at(self, position: int) -> int | None:
        """The unit that ends at ``position``."""
        return self.ends.get(position)

    def is_open(self, index: int) -> bool:
        """Whether the unit points at something the article does not name."""
        return self.mentions[index].rule == "units.open"

    def area_of(self, analysis: Analysis, at: int) -> int | None:
        """The area that the words at ``at`` are about: the last one named before in the sentence by itself, not as the
        first part of a body's name (区 in 区住建局)."""
        start = analysis.sentence(at).start
        for index in reversed(self.areas[: bisect_right(self.areas, at, key=lambda i: self.units[i].end)]):
            if self.units[index].start < start:
                return None
            if index not in self.bearers:
                return index
        return None


def draft(
    analysis: Analysis,
    type_: EntityType,
    start: int,
    end: int,
    rule: str,
    confidence: float,
    name: str | None = None,
    kind: str | None = None,
    aliases: tuple[str, ...] = (),
    pointer: bool = False,
) -> Mention:
    """A mention of the clean stretch [start, end); its name is its text unless a fuller one is given."""
    text = analysis.text[start:end]
    span = analysis.span(start, end)
    return Mention(type_, text, start, end, span, name or text, rule, confidence, kind, aliases, pointer)


def name_units(analysis: Analysis, units: list[Unit]) -> list[Mention]:
    """One mention for each unit, in the same order; anaphors take the name of what they refer to."""
    names: list[str] = []
    mentions: list[Mention] = []
    last, zones = _LastNamed(analysis), called_after(analysis, units)
    for at, unit in enumerate(units):
        antecedent = last.like(unit) if unit.anaphor else None
        name = names[antecedent] if antecedent is not None else _full(analysis, units, unit, names)
        name = zones.get(name, name) if unit.type == "Area" else name
        names.append(name)
        found = antecedent is not None or not (unit.anaphor or _hangs_open(mentions, unit))
        mentions.append(_mention(analysis, units, unit, name, found))
        last.saw(at, unit)
    return mentions


#: The house number behind a road's name.
_NUMBER = re.compile(f"{HOUSE}$")
#: Between the ends of a line and what runs there: 某镇至某镇|的|县道.
_OF_LINE = re.compile("(?<=.)(?:之间)?的(?:这[条段])?(?=.)")


#: Kinds of which one noun points at any: 该小区 at 毛纺厂家属楼, 该校 at a grammar school, 该公司 at a works.
_ONE_NOUN = frozenset({"compound", "school", "health", "company"})


class _LastNamed:
    """The unit last named of each type and ending: what 该局, 该小区, 街道 refer to."""

    def __init__(self, analysis: Analysis) -> None:
        self._text = analysis.text
        self._by_end: dict[tuple[EntityType, str], int] = {}
        self._by_kind: dict[str, int] = {}

    def saw(self, index: int, unit: Unit) -> None:
        """Remember ``unit`` under every ending of its name."""
        if not unit.anaphor and not unit.relative:
            for start in range(max(unit.start, unit.end - _LONGEST_HEAD), unit.end):
                self._by_end[unit.type, self._text[start : unit.end]] = index
            if unit.kind in _ONE_NOUN and unit.start < unit.head_start:
                self._by_kind[unit.kind] = index

    def like(self, unit: Unit) -> int | None:
        """The last unit that ends with the head of ``unit``; 该小区 is any compound, 该校 any school, whatever its end."""
        found = self._by_end.get((unit.type, self._text[unit.head_start : unit.end]))
        pointed = self._text.startswith("该", unit.start)
        return self._by_kind.get(unit.kind or "") if found is None and pointed else found


def _hangs_open(mentions: list[Mention], unit: Unit) -> bool:
    """Whether the name rests on something the article does not name: 小区|改造, 街道|安监办."""
    if unit.parent is None or unit.type in {"Area", "Community"}:
        return False
    return mentions[unit.parent].rule == "units.open"


def _full(analysis: Analysis, units: list[Unit], unit: Unit, names: list[str]) -> str:
    own = _own(analysis, unit)
    if unit.kind == OFFICE:
        return own.removesuffix("街道办事处").removesuffix("办事处") + "街道"
    if unit.parent is not None and own[-1] == _GROUP and own[0] in _NUMERALS:
        return names[unit.parent] + own  # 某村|5组
    if unit.parent is None or unit.type in {"Area", "Community"}:
        called = bearer_of(analysis, units, unit, own)
        return own if called is None else called + own
    parent = units[unit.parent]
    if is_addressed(units, unit):
        return own
    particular, lists = analysis.text[unit.start : unit.head_start], boundaries()
    telling = not (lists.is_generic(particular) or particular in lists.inside or is_plain(unit, particular))
    street = unit.kind in ("road", ADDRESS) and particular in lists.roads
    if unit.type == "Place" and parent.type == "Area" and (telling or street) and not parent.short:
        return own
    if street and parent.type == "Community":
        return own
    if (first := _registered_under(analysis, units, unit)) is not None:
        return analysis.text[first : unit.start] + own  # 云南|罗平|锌电股份有限公司
    if (first := _of_group(analysis, units, unit)) is not None:
        return analysis.text[first : unit.end]  # 国网|涉县|供电公司
    if parent.type == "Area" and parent.parent is not None:
        root = _root(units, parent)
        if root.parent is not None and units[root.parent].type != "Area":
            return names[root.parent] + analysis.text[root.start : parent.end] + own  # 国家统计局|达州|调查队
    return names[unit.parent] + own


def _own(analysis: Analysis, unit: Unit) -> str:
    text = analysis.text[unit.start : unit.end]
    if unit.kind == ADDRESS:
        return _NUMBER.sub("", text)
    if unit.kind == "road":
        return _OF_LINE.sub("", text)
    return expand(text, analysis.text) if unit.type == "Agency" else text


def _mention(analysis: Analysis, units: list[Unit], unit: Unit, name: str, found: bool) -> Mention:
    rule = "units." + ("anaphor" if unit.anaphor else "relative" if unit.relative else "chain")
    if not found:
        rule = "units.open"
    aliases = tuple(dict.fromkeys(_other_forms(analysis, units, unit, name)))
    sure = (
        _CERTAIN
        if unit.type == "Area" and not unit.anaphor
        else _LIKELY
        if unit.parent is not None
        else _LOOSE
    )
    beside = unit.parent is not None and units[unit.parent].end < unit.start and _is_listed(analysis, unit)
    start = unit.start if unit.anaphor or beside else _reach(analysis, units, unit)
    group = _of_group(analysis, units, unit)
    start = start if group is None else group
    points = unit.anaphor or unit.relative
    type_ = _class_of(analysis, unit)
    kind = "road" if unit.kind == ADDRESS else unit.kind
    return draft(analysis, type_, start, unit.end, rule, sure, name, kind, aliases, points)


def _class_of(analysis: Analysis, unit: Unit) -> EntityType:
    """A park is a place; what its owners set up in a compound and the station that serves it are no organs of state."""
    if unit.kind == _PARK:
        return "Place"
    ends = (*short_forms().of_owners, *short_forms().of_residents)
    return "Organization" if analysis.text.endswith(ends, unit.start, unit.end) else unit.type


def _root(units: list[Unit], area: Unit) -> Unit:
    """The widest area of those that stand side by side before ``area``: 江西省 of 江西省余江县."""
    while (
        area.parent is not None and units[area.parent].type == "Area" and units[area.parent].end == area.start
    ):
        area = units[area.parent]
    return area


def _is_listed(analysis: Analysis, unit: Unit) -> bool:
    """Whether what the unit hangs on stands before others of its list (某县住建局、[财政局]), or the unit alone means it:
    the owners' committee of the compound that the article is about."""
    listed = analysis.text[unit.start - 1 : unit.start] in _LISTS
    return listed or analysis.text[unit.start : unit.end] in short_forms().of_owners


def _registered_under(analysis: Analysis, units: list[Unit], unit: Unit) -> int | None:
    """Where a company's name begins that two areas open, by their short names or as it is registered; None of any other."""
    parent = units[unit.parent] if unit.parent is not None else None
    above = units[parent.parent] if parent is not None and parent.parent is not None else None
    if parent is None or above is None or unit.kind != "company" or parent.end != unit.start:
        return None
    whole = analysis.text.endswith(_LIMITED, unit.start, unit.end)
    whole = whole and analysis.text.endswith(_WIDE, above.start, above.end)
    areas = parent.type == above.type == "Area" and ((parent.short and above.short) or whole)
    return above.start if areas and above.end == parent.start else None


def _of_group(analysis: Analysis, units: list[Unit], unit: Unit) -> int | None:
    """Where the name of a company begins that has its group's before the area's: 国网|涉县|供电公司."""
    parent = units[unit.parent] if unit.parent is not None else None
    if unit.type != "Organization" or parent is None or parent.type != "Area" or parent.end != unit.start:
        return None
    start = _root(units, parent).start
    group = next((name for name in sites().groups if analysis.text.endswith(name, 0, start)), None)
    return start - len(group) if group else None


def _reach(analysis: Analysis, units: list[Unit], unit: Unit) -> int:
    """Where the mention begins: with the body it hangs on, where that belongs to its name."""
    alone = unit.type in {"Area", "Community"} or unit.kind in (BLOCK, SITE) or is_addressed(units, unit)
    if unit.parent is None or alone:
        return unit.start
    parent = units[unit.parent]
    if (first := _registered_under(analysis, units, unit)) is not None:
        return first
    if parent.type not in {"Area", "Community"}:
        return _reach(analysis, units, parent)
    above = units[parent.parent] if parent.parent is not None else None
    return (
        parent.start
        if above is None or above.type in {"Area", "Community"}
        else _reach(analysis, units, above)
    )


def _other_forms(analysis: Analysis, units: list[Unit], unit: Unit, name: str) -> list[str]:
    """Forms that the chain licenses: its own part alone, and with what stands before it."""
    if unit.anaphor or unit.relative:
        return []
    own = analysis.text[unit.start : unit.end]
    forms = [own] if unit.head_start > unit.start else []
    parent = units[unit.parent] if unit.parent is not None else None
    if (
        parent is not None
        and not (parent.anaphor or is_addressed(units, unit))
        and (parent.end == unit.start or not (unit.kind == SITE or _is_listed(analysis, unit)))
    ):
        forms.append(analysis.text[parent.start : unit.end])
        if unit.type in {"Agency", "Organization"} and parent.type == "Area":
            forms.append(analysis.text[_root(units, parent).start : unit.end])
    return [form for form in forms if form != name]
