"""Organs that are listed side by side hang on what the first of them hangs on: 某县委办、|住建局 are the county's."""

from __future__ import annotations

import re

from kg.extract.analysis import Analysis
from kg.extract.unit import Chains, Unit
from kg.knowledge.posts import post_words

#: What shows that a list of bureaus goes on.
_GOES_ON = re.compile(r"、[\u4e00-\u9fff]{2,12}?局(?:[、和与及]|等)")
_JOINTS = frozenset("、和与及")
#: So long may the own part of a listed organ without an area of its own be.
_LONGEST_OWN = 6
#: Right ends of organs of an area, which are no parts of the organ before them: 县委办、|住建局; 某局办公室、|财务科 is one.
_OF_AREA = ("局", "委", "办", "政府", "法院", "检察院", "联", "公司", "投")
#: A bureau's name is no shorter.
_SHORTEST = 3


def sibling(analysis: Analysis, chains: Chains, unit: Unit) -> int | None:
    """What a listed organ without an area of its own hangs on: the same as the one listed before it."""
    before = _before(analysis, chains, unit)
    other = post_words().parties_begin.match(analysis.text, unit.start) is not None  # 、|民盟某市委
    if before is None or other or unit.head_start - unit.start > _LONGEST_OWN:
        return None
    parent = before.parent
    own = analysis.text[unit.start : unit.head_start]
    if parent is not None and own and analysis.text.startswith(own[:2], chains.units[parent].start):
        return None  # 某阳区委、|某阳团区委
    if analysis.text.endswith(_OF_AREA, unit.start, unit.end):
        while parent is not None and chains.units[parent].type == "Agency":
            parent = chains.units[parent].parent
    return parent


def is_listed(analysis: Analysis, chains: Chains, unit: Unit) -> bool:
    """Whether a bureau that nothing stands before is listed behind another one, or before others: 住建局、[体育局]."""
    named = unit.end - unit.start >= _SHORTEST and analysis.text[unit.end - 1] in "局委办"
    opens = analysis.text[unit.end - 1] == "局" and _GOES_ON.match(analysis.text, unit.end) is not None
    return named and (opens or _before(analysis, chains, unit) is not None)


def _before(analysis: Analysis, chains: Chains, unit: Unit) -> Unit | None:
    joint = analysis.text[unit.start - 1 : unit.start]
    if unit.type != "Agency" or joint not in _JOINTS or (joint != "、" and unit.start < unit.head_start):
        return None
    index = chains.ending_at(unit.start - 1)
    before = chains.units[index] if index is not None else None
    return before if before is not None and before.type == "Agency" and not before.anaphor else None
