"""Names of areas that the gazetteer knows, but those that are none where they stand: 沿河|的村, 示范|县, 县医院|和|县."""

from __future__ import annotations

import re

from kg.extract.analysis import Analysis
from kg.extract.left_words import LEVELS
from kg.extract.unit import Chains, Unit
from kg.extract.waters import is_water
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import AreaMatch, gazetteer
from kg.knowledge.short_forms import short_forms
from kg.knowledge.words import frequency
from kg.tagger import PLACE

#: Short names of areas that are words where these stand behind them: 沿河|的村, 日照|采光.
_IN_WORDS = re.compile(
    "沿河(?=[的两居村而]|一带|地区)|(?:(?<=[回测量算的])日照|日照(?=采光|时[间长数]|充足|不足|标准|间距|影响|强|分析|测|权))|太湖(?!县)|东方(?=[的人红])|南通(?=道)"
)
#: How frequent a word is that hides the beginning of an area's name; how short such a name is, and a longer one.
_WORD, _SHORT, _HIDDEN = 50, 2, "增城区"
#: Zones that are called like any other of their sort, and named by what stands before them.
_PLAIN_ZONES = frozenset({"特色产业园区", "汽车工业园", "新技术产业园区"})
#: Districts that are called like a quarter of any town.
_QUARTERS = frozenset({"老城区", "新城区", "古城区", "城中区", "城东区", "城西区", "城北区"})
#: 县妇幼保健院|和|县中医院: a county of that name stands behind no body.
_AND_COUNTY, _RAISES_COUNTY = "和县", "兴县"
#: Behind any other word 和 joins two: 省级补助|和|县财政.
_BESIDE_NAME = re.compile("[在到于从向赴由是的徽省]")
#: 市教育局|会同|县公安局.
_WITH_COUNTY, _WITH = "会同县", re.compile("[将并要会可再需应由时，、；已还也经局委办们府处司院]")
#: Where the county of that name lies, and what stands behind whoever does something with it.
_WITH_COUNTY_IN, _WITH_WHOM = (
    re.compile("怀化|湖南|湘西"),
    re.compile("[\u4e00-\u9fff]{1,12}?(?:局|委|办|队|站|所|中心|部门|政府|院|公司|镇|乡|街道)"),
)
#: A lone 小 or 大 before the name of a town, and what may not stand before it: 较|大.
_SIZE, _BEFORE_SIZE, _TOWNS = re.compile("(?<![较最很更不多大小老中])(?P<size>[小大])$"), 2, ("乡", "镇")
#: Institutions that have their parts in other cities, and none of another area's.
_HOUSES = frozenset({"health", "school"})
_BRANCHES = ("分院", "分校", "校区", "院区", "研究院", "附属", "教学点", "分部", "门诊部")
#: Areas that have zones, and how long their short names are.
_ZONED, _ZONED_LEVELS, _STEMS = frozenset("县市区旗"), ("county", "prefecture"), (3, 2)
#: 17个镇和县直单位: of the county itself.
_COUNTY_LEVEL = re.compile("[直级属委]")


def take_area(analysis: Analysis, chains: Chains, match: AreaMatch) -> None:
    """The unit of an area that the gazetteer knows, unless where it stands it is none: 示|范县."""
    ends = match.end in analysis.ends or _before_organ(analysis, match) or _before_zone(analysis, match)
    zone = match.name in short_forms().zones
    whole = (match.start in analysis.starts and ends) or zone
    short = len(match.name) == _SHORT or match.name == _HIDDEN
    inside = match.start not in analysis.starts and short  # 示|范县, 新|增城区
    if inside and frequency(analysis.text[match.start - 1 : match.start + 1]) > _WORD:
        return
    counted = analysis.text[match.start - 1 : match.start].isdecimal()  # 送了47|天水
    if match.short and (
        not whole or counted or _is_word(analysis, match) or _is_quarter(analysis, chains, match)
    ):
        return
    start = match.start - _called_small(analysis, match)
    parent = chains.ending_at(start)
    if parent is None and match.start not in analysis.starts and _is_small(match.name):
        return  # 召|开城镇
    if match.short and parent is not None and _is_town(analysis, chains.units[parent]):
        return  # 皇华镇|竹山, where no county of that name lies
    body = parent is not None and chains.units[parent].type in {"Agency", "Organization"}
    before = analysis.text[max(0, match.start - 1) : match.start]
    behind_word = "一" <= before <= "龥" and not _BESIDE_NAME.match(before)
    if parent is None and match.name in _PLAIN_ZONES:
        return  # 全省一流的|特色产业园区
    if match.name == _RAISES_COUNTY and parent is None and behind_word:
        return  # 科普|兴县
    joined = match.name == _AND_COUNTY and (
        parent is not None or behind_word or _COUNTY_LEVEL.match(analysis.text, match.end)
    )
    if joined or (match.name == _WITH_COUNTY and (body or _acts_with(analysis, match, parent))):
        chains.add(Unit(match.end - 1, match.end, match.end - 1, "Area", relative=True))
        return
    if parent is not None and _bears_no_area(analysis, chains.units[parent], match):
        parent = None
    if zone and parent is None:
        parent = _zone_bearer(analysis, chains, start)
    chains.add(Unit(start, match.end, start, "Area", parent=parent, short=match.short))


def _acts_with(analysis: Analysis, match: AreaMatch, parent: int | None) -> bool:
    """Whether 会同 is what somebody does together with the county's offices (立即|会同|县交通局), and not the county of that
    name: 湖南省|会同县."""
    if _WITH_COUNTY_IN.search(analysis.text):
        lead = _WITH.match(analysis.text, max(0, match.start - 1), match.start)
        return parent is None and lead is not None and lead.group() != "、"
    before = analysis.text[max(0, match.start - 1) : match.start]
    behind = before != "" and not _BESIDE_NAME.match(before)
    others = any(area.name[-1] in LEVELS and area.name != match.name for area in analysis.areas)
    acts = parent is not None or (behind and before not in "。！？\n“《（")
    return (acts or others) and _WITH_WHOM.match(analysis.text, match.end) is not None


def _is_word(analysis: Analysis, match: AreaMatch) -> bool:
    """Whether a short name is only a word there: 沿河的村子, where the article names no 沿河县."""
    if is_water(analysis.text, match.end) and _is_county(match.name):
        return True  # 昌江、饶河|水位
    tag = analysis.tags_by_end.get(match.end)
    longer = tag is not None and tag.start < match.start and tag.name == PLACE
    if longer and is_water(analysis.text, match.end):
        return True  # 浦|阳江|的一级支流
    inside = _IN_WORDS.match(analysis.text, match.start) is not None
    full = any(match.name + level in analysis.text for level in "县市区") if inside else False
    return boundaries().is_generic(match.name) or (inside and not full)


def _is_county(name: str) -> bool:
    """Whether nobody but counties and districts is called so for short."""
    bearers = gazetteer().find_short(name)
    return bool(bearers) and all(area.level == "county" for area in bearers)


def _is_quarter(analysis: Analysis, chains: Chains, match: AreaMatch) -> bool:
    return chains.ending_at(match.start) is None and is_quarter(analysis, match.name)


def is_quarter(analysis: Analysis, name: str) -> bool:
    """Whether a district is called like a quarter of any town, and nothing tells of its own city: 启动[老城区]片区更新."""
    if name not in _QUARTERS:
        return False
    above = (city for area in gazetteer().find(name) for city in gazetteer().chain(area) if city.name != name)
    return not any(gazetteer().stem(city) in analysis.text for city in above)


def _called_small(analysis: Analysis, match: AreaMatch) -> int:
    """How many characters before a town's name belong to it: 小|江口乡 is no small 江口乡."""
    size = _SIZE.search(analysis.text, max(0, match.start - _BEFORE_SIZE), match.start)
    return len(size["size"]) if size and match.name.endswith(_TOWNS) and _is_small(match.name) else 0


def _is_small(name: str) -> bool:
    """Whether only towns and sub-districts bear the name."""
    return all(area.level == "township" for area in gazetteer().find(name))


def _is_town(analysis: Analysis, unit: Unit) -> bool:
    """Whether a unit is a town, in which no county, city or province lies."""
    return unit.type == "Area" and analysis.text.endswith(("镇", "街道"), unit.start, unit.end)


def _bears_no_area(analysis: Analysis, unit: Unit, area: AreaMatch) -> bool:
    """Whether an area that stands behind ``unit`` is no part of it: 某客户端|某市日报, 某大道|某县税务局; behind a house,
    if it has its full name and no branch there: 某县医院|某市医院, but 某大学|苏州|研究院."""
    other = unit.kind in _HOUSES and not area.short and not analysis.text.startswith(_BRANCHES, area.end)
    return other or unit.kind == "media" or unit.type in {"Place", "Community"}


def _zone_bearer(analysis: Analysis, chains: Chains, at: int) -> int | None:
    """The area that a zone at ``at`` is called after and that is no name by itself: 县|经开区, 无为|高新区."""
    if at - 1 in analysis.starts and analysis.text[at - 1 : at] in _ZONED:
        return chains.add(Unit(at - 1, at, at - 1, "Area", relative=True))
    for start in (at - size for size in _STEMS if at - size in analysis.starts):
        found = gazetteer().find_short(analysis.text[start:at])
        if any(area.level in _ZONED_LEVELS for area in found):
            return chains.add(Unit(start, at, start, "Area", short=True))
    return None


def _before_zone(analysis: Analysis, match: AreaMatch) -> bool:
    """Whether a zone that is called after the area stands right behind it: 肥西|经开区."""
    zones = short_forms().zones
    return any(h.start == match.end and analysis.text[h.start : h.end] in zones for h in analysis.heads)


def _before_organ(analysis: Analysis, match: AreaMatch) -> bool:
    """Whether an organ's short name begins with the last character of an area's full name: 西山|区委."""
    level = match.name[-1] in LEVELS and bool(gazetteer().find(match.name))
    return level and any(h.start == match.end - 1 and h.head.type == "Agency" for h in analysis.heads)
