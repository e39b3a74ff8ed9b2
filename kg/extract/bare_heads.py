"""Heads without words of their own: what they hang on, or what they refer back to (区|住建局, 该局, 社区 alone, 业委会)."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.siblings import is_listed
from kg.extract.unit import NAMED, PARENTS, Chains, Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.posts import post_words
from kg.knowledge.scanning import HeadMatch
from kg.knowledge.short_forms import short_forms
from kg.types import EntityType

#: 县委 and 区政府 are names; 县队 and 市站 are not.
_ORGANS = frozenset({"委", "政府", "部", "办"})
#: What is the middle of an area, unless it has a name.
_MIDDLE = "中心"
#: A hill has a name of its own, if not the short one of a district (鱼峰|山).
_NATURE = "nature"
#: 从某公司|处, 某局|院内 is where somebody is, no body of its own.
_WHERE = frozenset("处院")
_COMMITTEE, _LONGEST_PARTY = "委员会", 11
_POLICE, _FORCES = "武警", ("总队", "支队", "大队", "中队")
_ALL = frozenset("全各")
#: 公司|工会: an organ of the company that was named.
_ORGAN_BEHIND = re.compile("工会|团委|党委|党总支|党支部|纪委|董事会")
#: 村|党支部书记某某: an organ of the village that was named.
_VILLAGE, _ORGAN_OF_VILLAGE = (
    "village",
    re.compile("党支部|党总支|党委|村?委会|村?民委员会|集体经济|股份经济|经济合作社"),
)
#: What an area is called after whose seat was a village.
_TOWNS = frozenset({"街道", "镇", "乡"})
#: What shows that a sub-district is meant, and no streets of the town: 某镇|街道|某社区.
_STREET, _OF_STREET = (
    "街道",
    re.compile("(?:办|党工委)|[^各等和与、，。；的环整清干一]{1,6}?(?:社区|居委会|[小]区)"),
)
#: Before a bare head that points at none: 各|社区, 3个镇（|街道）, 乡镇|街道.
_ONE_OF_MANY = frozenset("各旧每个新（(镇乡")
#: 与全县17个镇|卫生院: so many of them.
_SO_MANY = re.compile("[0-9一二三四五六七八九十百][余多]?[个所家座]$")
_MANY_BEHIND = re.compile("[0-9一二三四五六七八九十百][0-9余多百]*[个所家座处]")
#: On a city's short name it is where trains stop, no office.
_STATION = "站"
_LEAGUE = re.compile("团[省市县区州旗]委")
#: What stands before one committee of many; how many units back the compound is named.
_COMPOUND, _ANY, _REMEMBERED = "compound", frozenset("各个家立无有组"), 60


def take_bare(analysis: Analysis, chains: Chains, match: HeadMatch, unit: Unit, parent: int | None) -> None:
    """A head without an own part is of what stands before it, a bearer of that name on a list, or refers back."""
    if parent is not None and analysis.text[unit.start : unit.end] in boundaries().whole:
        chains.add(replace(unit, parent=None))  # 中共中央|国务院
    elif parent is not None:
        kind = chains.units[parent].type
        if kind == "Area" and match.head.head == _MIDDLE:
            return  # 某区|中心 is the middle of the district
        if kind == "Area" and unit.kind == _NATURE and not chains.units[parent].short:
            return  # 某新区|山海路
        if (begin := _other_system(analysis, chains, parent, unit)) is not None:
            chains.add(replace(unit, start=begin, parent=None))
            return
        generic = match.head.generic and match.head.head not in _ORGANS
        _hang(analysis, chains, parent, kind, unit, match.head.head, generic)
    elif is_listed(analysis, chains, unit):
        chains.add(unit)
    else:
        _refer(analysis, chains, unit)


def _other_system(analysis: Analysis, chains: Chains, parent: int, unit: Unit) -> int | None:
    """Where the name begins of the committee of another party, or of a force of the armed police, which are no organs of
    the area: [民盟]某市|委, [武警]某省|总队."""
    text, root = analysis.text, chains.units[parent]
    while root.parent is not None:
        root = chains.units[root.parent]
    if chains.units[parent].type != "Area":
        return None
    if text.endswith(_POLICE, 0, root.start) and text.startswith(_FORCES, unit.head_start):
        return root.start - len(_POLICE)
    party = post_words().parties_end.search(text, max(0, root.start - _LONGEST_PARTY), root.start)
    committee = unit.kind == "party" or text[unit.head_start : unit.end] == _COMMITTEE
    return party.start() if party is not None and committee else None


def _hang(
    analysis: Analysis, chains: Chains, parent: int, kind: EntityType, unit: Unit, head: str, generic: bool
) -> None:
    """A head directly after a unit hangs on it: 枫林社区|党支部."""
    above = chains.units[parent]
    if above.relative and unit.type == "Place" and analysis.text[above.start] in _ALL:
        return  # 全市|口袋公园
    if above.anaphor and _MANY_BEHIND.match(analysis.text, unit.end):
        return  # 建成小区|党群服务站|24个
    if above.relative and _SO_MANY.search(analysis.text, max(0, above.start - 4), above.start):
        return  # 17个镇|卫生院
    if head in _TOWNS and above.kind == _VILLAGE and not analysis.text.endswith("村", 0, above.end):
        chains.swallow(parent)  # 五老屯|街道; 某村|街道 are its streets
        chains.add(replace(unit, start=above.start, parent=above.parent))
        return
    town = kind == "Area" and analysis.text.endswith(("镇", "乡"), above.start, above.end)
    if head == _STREET and town and not above.relative and _OF_STREET.match(analysis.text, unit.end):
        chains.swallow(parent)  # 古南镇|街道|某社区, a sub-district that was a town
        chains.add(replace(unit, start=above.start, parent=above.parent))
        return
    if unit.type in {"Area", "Community"}:
        return  # 全省|开发区, 某区|社区: no name of its own
    if kind == "Community" and generic and unit.kind == "company":
        return  # 某小区|物业, 某社区|工厂: one of many
    if above.kind == unit.kind == "media":
        return  # 某某新闻客户端|日报
    if head in _WHERE and kind in {"Agency", "Organization"}:
        return
    if above.kind == unit.kind == "party" and above.end - above.head_start <= 2 and above.parent is not None:
        chains.swallow(parent)  # 区|委组织部 is an organ of the district's
        chains.add(replace(unit, start=above.start, head_start=above.start, parent=above.parent))
    elif head == _STATION and above.short:
        chains.add(replace(unit, type="Place", kind="building", parent=parent))  # 杭州|站
    elif kind in PARENTS[unit.type] and not (above.relative and generic and unit.end - unit.head_start == 1):
        chains.add(replace(unit, parent=parent))


def _refer(analysis: Analysis, chains: Chains, unit: Unit) -> None:
    """该局, and 社区, 街道, 小区 alone, 公司 before its 工会, stand for one that was named."""
    before = analysis.text[unit.start - 1 : unit.start] if unit.start else ""
    if analysis.text[unit.start : unit.end] in boundaries().whole or _is_league(analysis, unit):
        chains.add(unit)
    elif (
        _is_of_owners(analysis, unit)
        and before not in _ANY
        and (home := _only_home(analysis, chains)) is not None
    ):
        chains.add(replace(unit, parent=home))
    elif (unit.type == "Organization" and _ORGAN_BEHIND.match(analysis.text, unit.end)) or (
        unit.kind == _VILLAGE and _ORGAN_OF_VILLAGE.match(analysis.text, unit.end)
    ):
        chains.add(replace(unit, anaphor=True))
    elif before == "该" and unit.type in NAMED:
        chains.add(replace(unit, start=unit.start - 1, anaphor=True))
    elif unit.type in {"Community", "Area"} and unit.end - unit.start > 1 and before not in _ONE_OF_MANY:
        chains.add(replace(unit, anaphor=True))


def _is_league(analysis: Analysis, unit: Unit) -> bool:
    """团市委: the League's committee of the article's own city, whose level stands inside."""
    return _LEAGUE.fullmatch(analysis.text, unit.start, unit.end) is not None


def _is_of_owners(analysis: Analysis, unit: Unit) -> bool:
    return unit.type == "Agency" and analysis.text[unit.start : unit.end] in short_forms().of_owners


def _only_home(analysis: Analysis, chains: Chains) -> int | None:
    """The compound whose owners 业委会 alone stands for: the only one that the article has named so far."""
    homes = [i for i, unit in enumerate(chains.units[-_REMEMBERED:], max(0, len(chains.units) - _REMEMBERED))]
    homes = [i for i in homes if chains.units[i].kind == _COMPOUND and not chains.units[i].anaphor]
    names = {analysis.text[chains.units[i].start : chains.units[i].end] for i in homes}
    return homes[-1] if len(names) == 1 else None
