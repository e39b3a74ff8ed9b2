"""Organs that share words: 市、区[住建局] are the city's and the district's, 某市气象和水文[部门] two of that city's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extract.analysis import Analysis
from kg.extract.naming import draft
from kg.extract.unit import Unit
from kg.knowledge.alternatives import any_of
from kg.knowledge.lexicon import bodies
from kg.knowledge.posts import post_words
from kg.types import Mention

#: The levels before the last one, nearest last: 省、市、|县农业农村局.
_BEFORE = re.compile(r"(?<![\u4e00-\u9fff])(?:[省市县区州][、和与及])+$")
_WIDEST = "省州市县旗区镇乡"
_DEPARTMENT = "部门"
_SURE, _CERTAIN = 0.7, 0.95
_REACH = 8


def listed_departments(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Mention]:
    """A mention of each department of those that are named with one 部门 behind an area."""
    for unit in units:
        match = _departments().match(analysis.text, unit.end) if unit.type == "Area" else None
        for field in _fields().finditer(match.group()) if match else ():
            start, end = unit.end + field.start(), unit.end + field.end()
            name = analysis.text[unit.start : unit.end] + field.group() + _DEPARTMENT
            yield draft(analysis, "Agency", start, end, "units.listed", _SURE, name, "gov", pointer=True)


@cache
def _fields() -> re.Pattern[str]:
    """What departments are for: 气象 of 气象部门."""
    names = [head.removesuffix(_DEPARTMENT) for head in bodies() if head.endswith(_DEPARTMENT)]
    return re.compile(any_of(names))


@cache
def _departments() -> re.Pattern[str]:
    one = f"(?:{_fields().pattern})"
    return re.compile(f"(?:{one}、)*{one}[和与及]{one}(?=等?{_DEPARTMENT})")


def shared_organs(
    analysis: Analysis, units: Sequence[Unit], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    """A mention of the organ of each level that stands before that of a level alone."""
    for unit, mention in zip(units, mentions, strict=True):
        parent = units[unit.parent] if unit.parent is not None else None
        if unit.type != "Agency" or parent is None or parent.type != "Area" or not parent.relative:
            continue
        last = analysis.text[parent.start : parent.end]
        before = _BEFORE.search(analysis.text, max(0, parent.start - _REACH), parent.start)
        if before is None or last not in _WIDEST:
            continue
        rest = mention.name.removeprefix(last)
        for at in range(before.start(), before.end(), 2):
            level = analysis.text[at]
            if _WIDEST.index(level) < _WIDEST.index(last) and rest != mention.name:
                name = level + (rest[:-1] + "厅" if level == "省" and rest.endswith("局") else rest)
                yield draft(
                    analysis, "Agency", at, unit.end, "units.shared", _SURE, name, unit.kind, pointer=True
                )


def areas_of_parties(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Mention]:
    """The area inside the name of a committee that is no organ of the area's own: 政协[某县]第十一届委员会."""
    starts = [area.start for area in analysis.areas]
    named = {(unit.start, unit.end) for unit in units if unit.type == "Area"}
    for unit in units:
        if unit.type != "Agency" or not post_words().parties_begin.match(analysis.text, unit.start):
            continue
        for area in analysis.areas[bisect_left(starts, unit.start) : bisect_left(starts, unit.end)]:
            if not area.short and (area.start, area.end) not in named:
                yield draft(analysis, "Area", area.start, area.end, "units.chain", _CERTAIN)
