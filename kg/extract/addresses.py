"""House numbers on a named road: 城乡路|113号, 人民路|8号院; groups of a village by their names: 六合村|上台组."""

from __future__ import annotations

import re

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit, with_new
from kg.knowledge.words import frequency

_NUMBER = re.compile(r"\d{1,4}号(?:院|楼|大院)?(?!线|文|令|楼栋)")


_NUMBERS = frozenset("第一二三四五六七八九十几各每两小")
#: A word that is so frequent in jieba's dictionary is no group's name.
_WORD = 50
#: 组 behind a village: one of its groups, by a name that is no number and no word (青年组).
_GROUP = re.compile(r"([\u4e00-\u9fff]{1,3})组(?![织长员成建合团委办])")


def with_groups(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units``, and behind them each group of a village that bears a name, unless something else is read there."""
    villages = {u.end: i for i, u in enumerate(units) if u.type == "Community" and u.kind == "village"}
    groups = [m for end in villages if (m := _GROUP.match(analysis.text, end)) and _is_named(m.group(1))]
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


def _is_named(own: str) -> bool:
    return frequency(own) < _WORD and not _NUMBERS.intersection(own)


def with_numbers(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units``, and behind them a place for each house number that stands directly on a road."""
    roads = {u.end: i for i, u in enumerate(units) if u.type == "Place" and u.kind == "road"}
    numbers = (m for m in _NUMBER.finditer(analysis.text) if m.start() in roads)
    return units + [
        Unit(m.start(), m.end(), m.start(), "Place", "building", roads[m.start()]) for m in numbers
    ]
