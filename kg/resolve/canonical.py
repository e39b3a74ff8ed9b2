"""The full canonical name of a mention, given where its article plays.

区住建局 in an article on 云溪区 is 云溪区住房和城乡建设局; 区委 is 中共云溪区委; 县政府 is …县人民政府.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.knowledge.gazetteer import Area, gazetteer
from kg.knowledge.lexicon import body_head
from kg.knowledge.posts import post_words
from kg.knowledge.words import words
from kg.resolve.places import Setting
from kg.types import Mention

_RELATIVE = re.compile(r"^(?:[全我该本])?(自治区|[省市县区镇乡州旗])(?!道[A-Z\d])(?=.)")
#: How areas end that may begin like a level: 镇平县, 市中区.
_COUNTIES = ("县", "市", "区", "旗")
_AREA_ONLY = re.compile(r"^(?:[全我该本])?(自治区|[省市县区镇乡州旗])$")
_COMMITTEE = re.compile(r"^(?:中共)?(.*(?<!团)[省市县区州旗])委(常委会)?$")
#: 某市党委 is the committee of the city, 某社区党委 is called just that.
_PARTY = re.compile(r"^(.*[省市县区州旗])党委$")
#: 中共某市委某区第十二届委员会 is the committee of the district.
_ELECTED = re.compile(
    r"^(?:中共|中国共产党)?(?:.*[省市]委?)?(.+[省市县区州旗])第[一二三四五六七八九十]+届委员会$"
)
#: 政协某县第六届委员会, 政协第六届某县委员会, 中国人民政治协商会议某县委员会 is 某县政协.
_CONSULTATIVE = re.compile(
    r"^(?:中国人民政治协商会议|政协)(?:第?[一二三四五六七八九十]+届)?(.+[省市县区州旗])(?:第[一二三四五六七八九十]+届)?委员会$"
)
#: 某区第六届人大常委会, 某市八届人大常委会 is the standing body, in its term.
_TERM = re.compile(
    r"^(.+[省市县区州旗])第?[一二三四五六七八九十]+届(?=(?:人大|人民代表大会)(?:常委会|常务委员会)?$)"
)
#: 中共某县委员会 is the same, with all its words.
_WHOLE = re.compile(r"^(?:中共|中国共产党)?(.*[省市县区州旗])委员会$")
#: 某县团县委 is the county's committee of the Youth League.
_LEAGUE = re.compile(r"^(.*[省市县区州旗])团[省市县区州旗]委$")
#: 团市委 is that of the article's city: 市团市委.
_LEAGUE_HERE = re.compile(r"^团([省市县区州旗])委")
#: 某县政府办 is 某县人民政府办公室.
_GOVERNMENT = re.compile(r"^(.*[省市县区州旗镇乡])政府(党组|办(?:公室)?)?$")
_OFFICE = "办公室"
#: Bodies of the whole country carry no jurisdiction.
_NATIONAL = re.compile(r"^(?:国家|中国|中共中央|党中央|中华|全国|国务院|最高人民|中央)")
_COURT = re.compile(r"^(.+[省市区州盟])人民法院$")
_DEGREES = {"province": "高级", "prefecture": "中级"}
#: Bureaus that counties and cities have; 分局, 铁路局 and those of a group are others'.
_BUREAU = re.compile(r"^[\u4e00-\u9fff]{2,14}(?<![分总支路工程])局$")
_PROPER = frozenset({"ns", "nr", "nz"})
_OF_CITIES = "城市"
_FIXED = {"党中央": "中共中央", "共青团": "中国共产主义青年团"}


def relative_level(mention: Mention) -> str | None:
    """The level character of an area mention that names its area only by level (全区, 我市, 区)."""
    match = _AREA_ONLY.match(mention.name)
    return match.group(1) if match and mention.rule == "units.relative" else None


def relative(name: str) -> re.Match[str] | None:
    """The level at the beginning of a name that stands for the article's own area of it (区|住建局), where no area's name
    begins so: 镇平县人民政府 is of no town."""
    match = _RELATIVE.match(name)
    if match is None or match.start(1):
        return match
    area = next(iter(gazetteer().named_in(name)), None)
    return None if area is not None and not area.start and area.name.endswith(_COUNTIES) else match


def body_name(name: str, setting: Setting, areas: Mapping[str, Area]) -> str:
    """The full name of a body; an area that nothing decides stays as the text has it (区委)."""
    name = _LEAGUE_HERE.sub(r"\1\g<0>", _in_full(_FIXED.get(name, name), areas))
    if match := relative(name):
        area = setting.of(match.group(1))
        former = setting.formerly(match.group(1), areas) if area is None else None
        called = area.name if area else former[0] if former else None
        if called is None:
            return name[match.start(1) :]
        name = called + name[match.end() :]
    if match := _TERM.match(name):
        name = match.group(1) + name[match.end() :]
    if match := _CONSULTATIVE.match(name):
        return f"{match.group(1)}政协"
    if match := _ELECTED.match(name):
        return f"中共{match.group(1)}委"
    if (match := _COMMITTEE.match(name)) and not post_words().parties_begin.match(name):
        return f"中共{match.group(1)}委{match.group(2) or ''}"
    if ((match := _PARTY.match(name)) or (match := _WHOLE.match(name))) and gazetteer().find(match.group(1)):
        return f"中共{match.group(1)}委"
    if match := _LEAGUE.match(name):
        return f"共青团{match.group(1)}委"
    if match := _GOVERNMENT.match(name):
        part = match.group(2) or ""
        return f"{match.group(1)}人民政府{_OFFICE if part[:1] == _OFFICE[0] else part}"
    return _court(with_zone(name, areas), setting, areas)


def _in_full(name: str, areas: Mapping[str, Area]) -> str:
    """景宁县住建局 is 景宁畲族自治县住建局."""
    match = next(iter(gazetteer().named_in(name)), None)
    if match is None or match.start or not match.short or match.name[-1] not in "县旗":
        return name
    area = areas.get(match.name)
    return name if area is None else area.name + name[match.end :]


def _court(name: str, setting: Setting, areas: Mapping[str, Area]) -> str:
    """The court of a province is a high one, that of a city an intermediate one: 某省法院 is 某省高级人民法院."""
    match = _COURT.match(name)
    area = areas.get(match.group(1)) or setting.called(match.group(1)) if match else None
    degree = _DEGREES.get(area.level) if area is not None else None
    return f"{match.group(1)}{degree}人民法院" if match and degree else name


def at_home(name: str, setting: Setting) -> str:
    """The bureau of the county or city that an article plays in: 公安局 in 湖口县 is 湖口县公安局."""
    home = setting.narrowest()
    if home is None or home.level == "province":
        return name
    return gazetteer().everyday(home) + name if is_local(name) else name


def is_local(name: str) -> bool:
    """Whether a bureau's name says nothing of whose it is: 公安局, 规划与自然资源局; not 县公安局 of a county unknown."""
    local = _BUREAU.match(name) is not None and relative(name) is None and not is_national(name)
    local = local and not gazetteer().named_in(name)
    return local and not any(word.pos[:2] in _PROPER for word in words(name))


def with_zone(name: str, areas: Mapping[str, Area]) -> str:
    """A name that begins with a zone, with the zone's everyday name: 某城高新区管委会 for 高新区管委会."""
    match = next(iter(gazetteer().named_in(name)), None)
    area = areas.get(match.name) if match and match.start == 0 else None
    if match is None or area is None or not area.is_zone:
        return name
    return gazetteer().everyday(area) + name[match.end :]


def is_national(name: str) -> bool:
    """Whether a body of that name is one of the whole country."""
    return _NATIONAL.match(name) is not None


def jurisdiction(name: str, setting: Setting, areas: Mapping[str, Area]) -> Area | None:
    """What tells bearers of one name apart: the area above the one that the name itself begins with (none above a
    province), else the narrowest area of the article; none for bodies of the whole country."""
    if is_national(name):
        return None
    for match in gazetteer().named_in(name):
        area = areas.get(match.name) or setting.called(match.name)
        if area is not None:
            chain = gazetteer().chain(area)
            return chain[-2] if len(chain) > 1 else None
    return setting.narrowest()


def seat(name: str, setting: Setting, areas: Mapping[str, Area]) -> tuple[Area | None, str]:
    """The narrowest area of those that stand side by side where ``name`` first names one, and the rest of the name:
    文峰区 and 住房和城乡建设局 of 安阳市文峰区住房和城乡建设局. None where it names none that can be told."""
    found: Area | None = None
    start = end = 0
    for match in gazetteer().named_in(name):
        area = areas.get(match.name) or setting.called(match.name)
        if area is None or (found is not None and match.start != end):
            break
        if found is None:
            start = match.start
        found, end = area, match.end
    return found, name[:start] + name[end:] if found else name


def undecided(name: str, setting: Setting, areas: Mapping[str, Area]) -> str | None:
    """The area at the beginning of ``name`` of which nothing on the page says which one it is: a name that several
    areas bear (朝阳区), or only a level (区) where the page names no place."""
    match = next(iter(gazetteer().named_in(name)), None)
    if match is not None and match.start == 0 and not match.short:
        known = areas.get(match.name) or setting.called(match.name)
        return match.name if known is None and len(gazetteer().find(match.name)) > 1 else None
    level = relative(name)
    return level.group(1) if level and setting.narrowest() is None else None


def is_shared_title(title: str) -> bool:
    """Whether documents of many places are called so: by their sort alone (倡议书), or by a level (区委…工作回顾)."""
    name = title.strip("《》")
    head = body_head(name)
    return (head is not None and head.head == name) or relative(name) is not None


def work_name(mention: Mention, setting: Setting, areas: Mapping[str, Area], home: Area | None) -> str:
    """The name of a project or event; a programme that every district runs gets the area that runs it: ``home``, what
    the article is about, where the text names none."""
    if mention.rule.endswith(".local"):
        home = _city(home) if _OF_CITIES in mention.name and home else home
        area = gazetteer().everyday(home) if home else ""
        return mention.name if mention.name.startswith(area) else area + mention.name
    if match := relative(mention.name):
        own = setting.of(match.group(1))
        if own is not None:
            return own.name + mention.name[match.end() :]
        if match.start(1) > 0:
            return mention.name[match.end() :]  # 我区|老旧小区改造 of a page that does not say which
    if mention.rule == "works.programme":
        return _with_full_area(mention.name, areas)
    return with_zone(mention.name, areas)


def _city(area: Area) -> Area:
    """The city or county that a programme for cities is about: no town and no district is one."""
    return next((each for each in reversed(gazetteer().chain(area)) if each.name[-1] in "市县旗"), area)


def _with_full_area(name: str, areas: Mapping[str, Area]) -> str:
    match = next(iter(gazetteer().named_in(name)), None)
    area = areas.get(match.name) if match and match.start == 0 else None
    if match is None or area is None:
        return name
    rest = name[match.end :]
    return gazetteer().everyday(_city(area) if _OF_CITIES in rest else area) + rest
