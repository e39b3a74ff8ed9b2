"""The full names of branches and stations of the police and of courts.

The police of a district are a branch of its city's: 鹤城公安分局, 区公安分局, 分局治安大队 of 怀化市鹤城区 are
怀化市公安局鹤城分局 and its 治安大队. A county has a bureau of its own: 郢中派出所, 刑侦大队 of 钟祥市 are
钟祥市公安局郢中派出所 and its 刑侦大队, 胜利人民法庭 of 罗田县 is 罗田县人民法院胜利人民法庭.
"""

from __future__ import annotations

import re

from kg.knowledge.gazetteer import Area, gazetteer
from kg.resolve.places import Setting

_SECURITY, _BUREAU, _BRANCH, _COURT = "公安", "公安局", "分局", "人民法院"
_BRIGADES = "(?:刑侦|治安|交警|经侦|禁毒|巡特警|特警|反诈|网安|交通警察)(?:大队|中队|支队)"
#: A branch with the area before it; without 公安 only what the police have stands behind it.
_POLICE = re.compile(rf"(?P<area>[一-龥]{{0,6}}?){_SECURITY}{_BRANCH}(?P<rest>.*)")
_UNITS = re.compile(rf"(?P<area>[一-龥]{{0,6}}?){_BRANCH}(?P<rest>(?:.{{1,4}}派出所|{_BRIGADES}).*)")
_FULL = re.compile(rf".+市{_BUREAU}(?P<district>.+){_BRANCH}")
_DISTRICT = "区"
#: A district of so short a name keeps its end: 东区|分局.
_SHORTEST = 2
#: Stations without a word of whose they are; those of railways, borders and the like are no county's.
_STATION = re.compile(r"[一-龥]{2,5}(?<!边境|铁路|机场|海防|森林|水上|车站|公安)派出所")
_TRIBUNAL = re.compile(r"[一-龥]{2,4}人民法庭")
_BRIGADE = re.compile(rf"(?P<area>.*[县市旗])?(?P<rest>{_BRIGADES}.*)")


def station_name(name: str, setting: Setting) -> str:
    """The full name of a branch, station or tribunal; any other name as it is, and so one of which the page does not tell
    whose it is."""
    return _branch(name, setting) or _of_county(name, setting) or name


def _branch(name: str, setting: Setting) -> str | None:
    branch = _POLICE.fullmatch(name) or _UNITS.fullmatch(name)
    district = _district(branch["area"], setting) if branch else None
    city = _city(district)
    if branch is None or district is None or city is None:
        return None
    stem = district.name.removesuffix(_DISTRICT)
    called = stem if len(stem) >= _SHORTEST else district.name
    return f"{gazetteer().everyday(city)}{_BUREAU}{called}{_BRANCH}{branch['rest']}"


def _of_county(name: str, setting: Setting) -> str | None:
    """The bureau's or court's of the county that the article plays in: what names no other area is that one's."""
    county = setting.county
    if county is None or county.name.endswith(_DISTRICT):
        return None
    home = gazetteer().everyday(county)
    brigade = _BRIGADE.fullmatch(name)
    if brigade is not None:
        own = brigade["area"] in (None, home, county.name)
        return f"{home}{_BUREAU}{brigade['rest']}" if own else None
    if any(match.start == 0 and not match.short for match in gazetteer().named_in(name)):
        return None
    court = _COURT if _TRIBUNAL.fullmatch(name) else None
    keeper = _BUREAU if _STATION.fullmatch(name) else court
    return f"{home}{keeper}{name}" if keeper else None


def district_of(name: str) -> str | None:
    """The district that a branch is of, by its full name: 柯城区 of 衢州市公安局柯城分局; None of any other name."""
    branch = _FULL.fullmatch(name)
    return branch["district"].removesuffix(_DISTRICT) + _DISTRICT if branch else None


def _district(called: str, setting: Setting) -> Area | None:
    """The district of the article, if it is called so or nothing is said, or one of its city."""
    own = setting.county
    if own is not None and called in ("", own.name, own.name.removesuffix(_DISTRICT)):
        return own
    found = gazetteer().find(called) or gazetteer().find(called + _DISTRICT) if called else ()
    city = setting.prefecture or setting.province
    near = [each for each in found if city is not None and gazetteer().within(each, city)]
    return near[0] if len(near) == 1 else found[0] if len(found) == 1 else None


def _city(district: Area | None) -> Area | None:
    """The city of a district; counties and cities at that level have bureaus of their own."""
    if district is None or district.level != "county" or not district.name.endswith(_DISTRICT):
        return None
    chain = gazetteer().chain(district)
    above = chain[-2] if len(chain) > 1 else None
    return above if above is not None and above.name.endswith("市") else None
