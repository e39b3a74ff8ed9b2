"""House numbers on a named road: 汉黄路6号|某某广场, 人民路|8号院; roads by numbers, and by what lies on their side
(329省道, 某某道|以南); groups of a village by their names: 六合村|上台组."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.unit import ADDRESS, BLOCK, HOUSE, Unit, with_new
from kg.knowledge.words import frequency

_NUMBER = re.compile(r"\d{1,4}号(?:院|楼|大院)(?!线|文|令|栋)")
#: The number itself is no place: what stands there lies on the road.
_HOUSE = re.compile(f"{HOUSE}(?![院楼线文令井地机门桥通开])")
#: 公司搬到|某广场|17楼: the floor that somebody moves to; of any other floor nothing is told.
_FLOOR = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:楼|层)(?![高盘以楼])")
_STOREYED = frozenset({"building", "institution"})
_MOVED_TO = re.compile("(?:搬|迁|移|设|落户|入驻)[到至在于往入]$|入驻$|位于$|地址[：:为]?$")
#: Homes of several buildings.
_BUILT_UP = frozenset({"compound", "village", None})
#: 329省道, 国道214线, G107国道, S308省道; 县道X031线|青石至白塔段公路 is a part of one.
_NUMBERED = re.compile(
    r"(?<![A-Za-z\d])(?:[GS]?\d{3}(?:国道|省道)|[GS]\d{1,4}[\u4e00-\u9fff]{0,4}高速(?:公路)?"
    r"|(?:(?:国道|省道|县道|乡道|村道)[GSXYC]?\d{3}线?|[GSXYC]\d{3}线)"
    r"(?:(?:(?![的起于由从在是经位])[\u4e00-\u9fff]){2,9}?至(?:(?![的起于由从在是经位])[\u4e00-\u9fff]){2,8}?段(?:公路|道路)?)?)"
)
_STRETCHES = ("段", "公路", "道路")
#: 位于甲路以东、[乙道]以南, 在[甲道]与乙路交口.
_BESIDE = re.compile(
    r"(?<=[、于，和至在与])[\u4e00-\u9fff]{2,4}[道路街](?=以[东南西北]|[与和][\u4e00-\u9fff]{2,5}[道路街]交)"
)
_NUMBERS = frozenset("第一二三四五六七八九十几各每两小")
#: A word that is so frequent in jieba's dictionary is no group's name.
_WORD = 50
#: 某村|5组, 某村|第三村民小组.
_NUMBERED_GROUP = re.compile(r"第?[\d一二三四五六七八九十]{1,3}(?:村民小?)?组(?![织长员成建合团委办])")
#: 组 behind a village: one of its groups, by a name that is no number and no word (青年组).
_GROUP = re.compile(r"([\u4e00-\u9fff]{1,3})组(?![织长员成建合团委办])")


#: 某小区|3号楼, 某新村|17栋2单元; 5栋 of which somebody is, not a count of them.
_BLOCK = re.compile(
    r"\d{1,3}(?:号楼(?:\d{1,2}单元)?|[栋幢座](?:\d{1,2}单元|(?=[业居]主?民?|住户|的|[一二三四五六七八九十\d]{1,2}[楼层])))"
)


def with_groups(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units``, and behind them each group of a village, by name or number, unless something else is read there."""
    villages = {u.end: i for i, u in enumerate(units) if u.type == "Community" and u.kind == "village"}
    groups = [m for end in villages if (m := _group(analysis.text, end)) is not None]
    starts = {m.start() for m in groups}
    parents = {u.parent for u in units}
    longer = {  # 六合村|上台组石坎
        i
        for i, u in enumerate(units)
        if u.start in starts and u.type == "Community" and u.parent is not None and i not in parents
    }
    kept = [(i, u) for i, u in enumerate(units) if i not in longer]
    taken = {at for _, u in kept for at in range(u.start, u.end)}
    new = [
        Unit(m.start(), m.end(), m.end() - 1, "Community", "village", villages[m.start()])
        for m in groups
        if taken.isdisjoint(range(*m.span()))
    ]
    return with_new(kept, new) if new else units


def _group(text: str, at: int) -> re.Match[str] | None:
    """The group of a village that ends at ``at``, by its number or its name."""
    numbered = _NUMBERED_GROUP.match(text, at)
    named = _GROUP.match(text, at)
    return numbered or (named if named is not None and _is_named(named.group(1)) else None)


def _is_named(own: str) -> bool:
    return frequency(own) < _WORD and not _NUMBERS.intersection(own)


def with_roads(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units``, and the roads that are named by a number or told by what lies on their side."""
    found = [m.span() for pattern in (_NUMBERED, _BESIDE) for m in pattern.finditer(analysis.text)]
    if not found:
        return units
    within = {at for start, end in found for at in range(start + 1, end)}  # 闽江 in 闽江道
    within.update(m.end() for m in _NUMBERED.finditer(analysis.text) if m.group().endswith(_STRETCHES))
    bearers = _bearers(units, within)
    kept = [(i, u) for i, u in enumerate(units) if i in bearers or u.end not in within]
    taken = {at for _, u in kept for at in range(u.start, u.end)}
    new = [Unit(s, e, e, "Place", "road") for s, e in found if taken.isdisjoint(range(s, e))]
    return with_new(kept, new)


def _bearers(units: list[Unit], within: set[int]) -> set[int]:
    """The units that one which does not end ``within`` hangs on, however far."""
    found: set[int] = set()
    for unit in (u for u in units if u.end not in within):
        parent = unit.parent
        while parent is not None and parent not in found:
            found.add(parent)
            parent = units[parent].parent
    return found


def with_numbers(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units``, and behind them a place for each house with a number that stands directly on a road, for each block of a
    compound and for the floor that somebody moves to; what is named behind a house number lies on the road."""
    units = _at_numbers(analysis, units)
    roads = {u.end: i for i, u in enumerate(units) if _is_road(u)}
    houses = {
        u.end: i for i, u in enumerate(units) if u.kind in _STOREYED and _is_moved_to(analysis, units, u)
    }
    homes = {u.end: i for i, u in enumerate(units) if u.type == "Community" and u.kind in _BUILT_UP}
    starts = ((_NUMBER, roads, "building"), (_FLOOR, houses, "building"), (_BLOCK, homes, BLOCK))
    new = [
        Unit(m.start(), m.end(), m.start(), "Place", kind, on[m.start()])
        for pattern, on, kind in starts
        for m in pattern.finditer(analysis.text)
        if m.start() in on
    ]
    taken, bearers = {(u.start, u.end) for u in new}, {u.parent for u in units}
    kept = [(i, u) for i, u in enumerate(units) if i in bearers or (u.start, u.end) not in taken]
    return with_new(kept, new) if new else units


def _is_moved_to(analysis: Analysis, units: list[Unit], building: Unit) -> bool:
    """Whether somebody moves to ``building``, or has the address there."""
    root = building
    while root.parent is not None and units[root.parent].end == root.start:
        root = units[root.parent]
    return (
        not building.anaphor
        and _MOVED_TO.search(analysis.text, max(0, root.start - 4), root.start) is not None
    )


def _at_numbers(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units`` with each road as far as its house number, and what is named behind that hung on the road, without the
    number: 南环东路788号|某某广场."""
    found = ((i, _HOUSE.match(analysis.text, u.end)) for i, u in enumerate(units) if _is_road(u))
    numbers = {i: m for i, m in found if m is not None}
    roads = {m.end(): i for i, m in numbers.items()}
    ends = {m.start(): m.end() for m in numbers.values()}

    def addressed(index: int, unit: Unit) -> Unit:
        if index in numbers:
            return replace(unit, end=numbers[index].end(), kind=ADDRESS)
        begin = ends.get(unit.start, unit.start)
        if unit.parent is not None or begin not in roads or begin >= unit.head_start or unit.type == "Area":
            return unit
        return replace(unit, start=begin, parent=roads[begin])

    return [addressed(i, unit) for i, unit in enumerate(units)] if numbers else units


def _is_road(unit: Unit) -> bool:
    return unit.type == "Place" and unit.kind == "road"
