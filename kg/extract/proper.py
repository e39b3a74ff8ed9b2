"""Whether an own part and a head name something in particular, or are common nouns."""

from __future__ import annotations

import re

from kg.extract.analysis import Analysis
from kg.extract.common_names import FAMILIES, is_called_so
from kg.extract.unit import PARENTS, Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.countries import countries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.lexicon import roles
from kg.knowledge.words import frequency
from kg.knowledge.works import works
from kg.types import EntityType

#: How long the own part of a name that begins with a number may be: 一中, 一建.
_NUMBERED = 3

#: 市、区|两级|住建部门: those of several levels are none in particular.
_LEVELS = ("地级", "级", "属", "两级", "三级", "四级", "各级", "多级", "上级", "相关", "有关")
_MARKET = ("市场", "铁路", "高铁", "公路")
_LINES = ("高铁", "铁路", "高速", "客专", "城际")
#: 一[处温泉], 这[座城堡]: counted, no name.
_COUNTERS, _COUNTS = (
    frozenset("处座条个家所片栋间"),
    frozenset("一二三四五六七八九十两几数这那每各某多余0123456789"),
)
_PARTY = "党委"
#: [又一所]学校, [两所百年老]校, [近一万瓶青海]高原.
_COUNTED = re.compile(
    r"[又另近约]?[一两二三四五六七八九十百千万几数多\d]+[余多]?(?:大(?=[一-龥]{2})|所|家|座|个|名|位|栋|条(?!街)|瓶|盏|份|册|台|株|棵|吨|斤|件)"
)
#: 合资建设[4个]淀粉|厂, 某镇[3家]卫生院.
_COUNT_IN = re.compile(r"[\d一二两三四五六七八九十][余多]?[个家所层](?![园])")
#: Behind what there are several of: 养老院|11家，.
_SO_MANY = re.compile(
    r"(?:[2-9]|[1-9]\d{1,3}|[二两三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)[余多]?(?:座|处|家|所|个|间)(?=[，。；、）\n]|$)"
)
#: Behind one of a sort: 茶叶加工厂|1个，.
_ONE_OF = re.compile(r"[1一](?:座|处|家|所|个|间|栋|幢)(?=[，。；、）\n]|$)")
#: Before a place that is only now put up, and has no name yet: [新建]园路.
_NEW = ("新建", "改建", "扩建", "拟建", "在建", "续建")
_NEW_VILLAGE = "新村"
#: What is done to so many of them, one after the other: [新建改扩建]学校15所.
_DEEDS = re.compile("(?:新建|改扩建|新改扩建|新改建|改建|扩建|迁建|续建|重建|翻建|维修|改造|提升)+")
_ROUND = frozenset("百千万")
#: 第|三期, 最后|一期, 光|三期 stand for what has stages.
_NTH = frozenset({"第", "最后", "头", "光", "仅", "首", "前", "后"})
#: What has stages and is named by none: 项目|一期, [项目一期]工程.
_STAGED = frozenset({"项目", "工程", "该项目", "该工程"})
_STAGE = re.compile("(?:该?项目|该?工程)?[一二三四首]期")
#: A级旅游|景区: a sort of them.
_GRADED = re.compile("[0-9A-Za-z]+级")
#: Parks and squares of a city are names however plain, unless they are the whole city's: 某市|儿童文化公园.
_PARKS, _WHOLE_CITY = ("公园", "广场"), frozenset("全我该本各")
#: 本镇|发展|果园: a verb and what grows there.
_GROWS = frozenset({"发展", "新增", "种植", "流转", "开发", "承包"})
#: 沿|河, 绕|湖 is where somebody goes.
_ALONGSIDE = frozenset("沿顺傍绕跨")
#: Schools and hospitals go by numbers: 第二|小学, 人民路第二|小学.
_NUMBERED_KINDS, _ORDINAL = (
    frozenset({"school", "health"}),
    re.compile("(?:.{1,3}[路街])?第[一二三四五六七八九十]+"),
)
#: What waters are called by, on which something else is built.
_WATERS = frozenset("河江湖溪渠")
#: So long is an own part of common words that says what a centre is for.
_SHORT = 2
#: One of an area's institution that says for whom it is.
_FOR_WHOM = 4
#: A road may be called by one character that is no word: 光|大街, [光大街]片区.
_ROADS = frozenset("路街巷")
#: Of how many towns something is told: 西北部两|镇.
_SEVERAL = frozenset("两几多各数")
#: So far away is what quarters are called after, and what is only so far: 走了[五里]路.
_MILES, _MILES_AFTER = "里", ("路", "山路", "长", "水", "河段", "多", "地", "外", "远")
#: How the words before homes end that only say for what they are put up, and villages that a people lives in.
_DEEDS_OF_HOMES, _PEOPLE = ("改造", "项目", "工程", "搬迁", "扶贫"), re.compile("[一-龥]{1,3}族")
_COMPOUND = "compound"
#: Parts of speech that make no name alone: conjunctions, adverbs, prepositions, pronouns, counters, numbers.
_JOINTS, _LINKING = frozenset("cdprqm"), frozenset("cdprq")
#: How often an article names a building whose name is made of common words.
_OFTEN = 3


#: 各街道成立|某工作领导小组: there are as many of them.
_BY_EACH, _REACH = re.compile("(?:各|每个)[^，。；：、\n]{1,8}?(?:成立|组建|设立|建立)(?:了|起)?$"), 16


def makes_name(
    analysis: Analysis, own: str, unit: Unit, parent: EntityType | None, generic_head: bool
) -> bool:
    """Whether an own part and a head name something in particular.

    物业服务|公司 does not; 竹之声|合唱团 does; 云溪区|环卫|中心 does, because it hangs on an area.
    """
    hangs = parent is not None and parent in PARENTS[unit.type]
    road = unit.kind == "road" and own in boundaries().every
    if road or _BY_EACH.search(analysis.text, max(0, unit.start - _REACH), unit.start):
        return False
    if _ONE_OF.match(analysis.text, unit.end) and not is_proper(analysis, unit.start, unit.head_start):
        return False  # 茶叶加工厂|1个
    if _names_by_form(analysis, own, unit, hangs):
        return True
    if boundaries().is_generic(analysis.text[unit.start : unit.end]):
        whose = (parent == "Area" and len(own) >= _SHORT) or parent in {"Agency", "Organization"}
        for_many = unit.kind == "institution" and parent == "Area" and len(own) >= _FOR_WHOM
        return for_many or (unit.type == "Agency" and whose)  # 某县|妇女儿童活动中心, 市|公共文化中心
    if own.startswith(_LEVELS) or _is_counted(analysis, own, unit):
        return False
    village = unit.kind == "village" and hangs and len(own) > 1 and own not in boundaries().generic
    if boundaries().is_generic(own) and not _founded(analysis, unit) and not village:
        return _names_though_generic(analysis, own, unit, parent, generic_head)
    if _describes(analysis, own, unit, hangs):
        return False
    if unit.type == "Community":
        return _makes_home(analysis, own, unit, parent, hangs)
    if unit.kind == "association" and not generic_head:
        return True
    if unit.type == "Area":
        return _makes_area(analysis, own, unit, parent)
    if generic_head and not hangs and unit.type == "Agency" and unit.end - unit.head_start <= 2:
        single = unit.end - unit.head_start == 1 and analysis.text[unit.head_start] not in "局厅部委署"
        return not single and is_proper(analysis, unit.start, unit.head_start, strict=True)
    named = is_proper(analysis, unit.start, unit.head_start) or _recurs(analysis, own, unit)
    return hangs or named or _founded(analysis, unit)


def _makes_area(analysis: Analysis, own: str, unit: Unit, parent: EntityType | None) -> bool:
    """Whether words before the head of an area are its name; 西北部两|镇 names none."""
    listed = unit.end - unit.head_start == 1 and analysis.text[unit.head_start] in "省市县区州旗"
    proper = parent == "Area" or is_proper(analysis, unit.start, unit.head_start)
    return own[-1] not in _SEVERAL and not listed and 2 <= len(own) <= 5 and proper


def _names_by_form(analysis: Analysis, own: str, unit: Unit, hangs: bool) -> bool:
    """Whether the form alone makes a name, whatever words the own part is of."""
    if unit.kind == "taskforce" and len(own) >= 4:
        return True
    if analysis.text[unit.end - 1] == "局" and own.startswith(boundaries().builds):
        return True  # 中铁|隧道局
    if unit.kind in _NUMBERED_KINDS and _ORDINAL.fullmatch(own):
        return True
    if unit.kind == "nature" and unit.end - unit.head_start > 1 and gazetteer().find_short(own):
        return True  # 平陆|运河
    if unit.type == "Place" and len(own) > 1 and own[-1] in _WATERS and not boundaries().is_generic(own):
        return True  # 沋河|水库
    if hangs and len(own) == 1 and analysis.text.startswith(_NEW_VILLAGE, unit.head_start):
        return True  # 某镇|建新村
    if is_called_so(analysis, unit):
        return True
    return unit.kind == "media" and analysis.text.startswith("讯", unit.end)  # 现代快报|讯


def is_new(own: str) -> bool:
    """Whether the own part of a place only says that it is put up now: [新建园]路."""
    return own.startswith(_NEW) and (len(own) <= _NUMBERED or boundaries().is_generic(own[2:]))


def is_one_of_so_many(analysis: Analysis, end: int) -> bool:
    """Whether a count of several stands behind what ends there: 建成滨水公园|5处，."""
    return _SO_MANY.match(analysis.text, end) is not None


def _is_counted(analysis: Analysis, own: str, unit: Unit) -> bool:
    """Whether the own part is a count, or begins with what the number before it counts: 3.9万|人巡堤."""
    before = analysis.text[unit.start - 1 : unit.start]
    counted = (own[0] in _COUNTERS and before in _COUNTS) or (own[0] == "人" and before in _ROUND)
    if unit.kind == "road" and len(own) == _NUMBERED and own[1] in FAMILIES:
        return False  # 万家丽|路
    return (
        (counted and unit.start > 0) or _COUNTED.match(own) is not None or _COUNT_IN.search(own) is not None
    )


def _names_though_generic(
    analysis: Analysis, own: str, unit: Unit, parent: EntityType | None, generic_head: bool
) -> bool:
    """Whether an own part of common words makes a name, by what it hangs on: 云溪区|环卫|中心."""
    park = unit.type == "Place" and len(own) > 1 and analysis.text.endswith(_PARKS, unit.start, unit.end)
    whole = analysis.text[max(0, unit.start - 2) : unit.start - 1] in _WHOLE_CITY
    if parent == "Area" and park and not whole and own[0] not in _COUNTS:
        return True
    if parent is None or parent not in PARENTS[unit.type] or unit.kind == "nature":
        return False
    kept = unit.type == "Agency" or unit.kind == "institution" or not generic_head
    return kept or (parent == "Area" and _recurs(analysis, own, unit))


def _describes(analysis: Analysis, own: str, unit: Unit, hangs: bool) -> bool:
    """Whether the own part says which or what sort and names none: 各|社区, 公益性|社区, 中国|市场, 党委|政府."""
    if own[0] in "各该其每某您" or _GRADED.match(own) or _is_some(analysis, own, unit):
        return True
    if len(own) > _SHORT and _DEEDS.fullmatch(own):
        return True
    if unit.type == "Place":
        if own in _GROWS or (own in _ALONGSIDE and unit.end - unit.head_start == 1):
            return True
        market = own in countries() and analysis.text.startswith(_MARKET, unit.head_start)
        if market or works().superlative.search(own) or _is_of_nation(own):
            return True
    if unit.type == "Community" and own == "全":
        return True
    if unit.type in {"Community", "Place"}:
        head = analysis.text[unit.head_start : unit.end]
        twice = own[-1] == head or (unit.kind == "road" and head in own)  # 黄鹤楼|楼内, 灌口|桥危桥
        nth = own in _NTH and head.endswith("期")
        return own in boundaries().before or own in _STAGED or twice or nth or own.endswith("性")
    if hangs:
        return False
    if unit.type == "Agency":
        return own.endswith(_PARTY)
    return unit.type == "Project" and _STAGE.fullmatch(own) is not None


def _only_links(analysis: Analysis, unit: Unit) -> bool:
    """只是|小区, 一张|小区: whether nothing but words that link stands before the right end, and not again and again."""
    kinds = {word.pos[:1] for word in analysis.words_in(unit.start, unit.head_start)}
    if not (kinds <= _JOINTS and kinds & _LINKING):
        return False
    return analysis.text.count(analysis.text[unit.start : unit.end]) < _OFTEN


def _makes_home(analysis: Analysis, own: str, unit: Unit, parent: EntityType | None, hangs: bool) -> bool:
    """The same of a community's name that is no common noun."""
    if unit.kind == _COMPOUND and _only_links(analysis, unit):
        return False
    if (parent is None and _is_sort(analysis, own, unit)) or boundaries().is_sort(own):
        return False
    if own in boundaries().inside | boundaries().before and own not in boundaries().begins:
        return False
    if own in roles() or (unit.kind == "village" and parent is None and _is_epithet(analysis, own, unit)):
        return False  # 专家|宿舍, “悬崖村”
    if own.endswith(_DEEDS_OF_HOMES):
        return False  # 棚户区改造|安置房
    plain = analysis.text[unit.head_start : unit.end] in boundaries().plain
    return len(own) <= 10 and (not plain or hangs or is_proper(analysis, unit.start, unit.head_start))


def _is_epithet(analysis: Analysis, own: str, unit: Unit) -> bool:
    """Whether it says what sort of village it is, in quotation marks or by who lives there: “光棍|村”, 回族|村."""
    quoted = analysis.text.startswith("“", unit.start - 1) and analysis.text.startswith("”", unit.end)
    return (quoted and unit.start > 0) or _PEOPLE.fullmatch(own) is not None


def _is_sort(analysis: Analysis, own: str, unit: Unit) -> bool:
    """Whether it is a sort of village, or villages in round numbers: 薄弱|村, 千企兴千|村."""
    words = analysis.words_in(unit.start, unit.head_start)
    plain = (
        len(words) == 1 and words[0].end == unit.head_start and words[0].pos in {"a", "v", "ad", "vn", "b"}
    )
    rounded = own[0] in _ROUND and own[-1] in _ROUND
    return unit.kind == "village" and (rounded or (plain and own not in boundaries().begins))


def _is_of_nation(own: str) -> bool:
    """Whether it is one of the country's: [国家]湿地公园, 国家级森林公园."""
    return own.startswith("国家") and boundaries().is_generic(own.removeprefix("国家").removeprefix("级"))


def _is_some(analysis: Analysis, own: str, unit: Unit) -> bool:
    """Whether it is one of many: [一]蔬菜种植专业合作社; 一中 and 一汽 are names."""
    return own[0] == "一" and len(own) > _NUMBERED and analysis.words_in(unit.start, unit.end)[0].text == "一"


def _recurs(analysis: Analysis, own: str, unit: Unit) -> bool:
    """Whether a building or a company is called so again and again: [新城菜市场], 某市[雪山饭店]; no sector's market is."""
    if _is_sector(analysis, unit):
        return False
    often = analysis.text.count(analysis.text[unit.start : unit.end]) >= _OFTEN
    return unit.kind in {"building", "company"} and len(own) > 1 and often


def _founded(analysis: Analysis, unit: Unit) -> bool:
    """What is founded is named, however plain its name: 成立了[心理咨询工作室]."""
    words = analysis.text[max(0, unit.start - 5) : unit.start].rstrip("了")
    plain = unit.type == "Community" or (unit.type == "Place" and unit.head_start - unit.start < 4)
    return not plain and words.endswith(boundaries().founds) and not _is_sector(analysis, unit)


def _is_sector(analysis: Analysis, unit: Unit) -> bool:
    """Whether it may be the market for something as well: 手机|市场, 社会主义|市场经济."""
    return analysis.text[unit.head_start : unit.end] == _MARKET[0]


def is_proper(analysis: Analysis, start: int, end: int, strict: bool = False) -> bool:
    """Whether [start, end) holds something that is no common word: a name in the dictionary, or (unless ``strict``) no
    word at all."""
    inside = analysis.words_in(start, end)
    if any(w.pos[:2] in {"nr", "ns", "nt", "nz"} for w in inside):
        return True
    if analysis.text.startswith(_LINES, end) and any(w.pos == "j" and len(w.text) > 1 for w in inside):
        return True  # 京沪|高铁
    if strict:
        return False
    miles = bool(inside) and inside[0].pos == "m" and inside[0].text.endswith(_MILES)
    if miles and inside[0].end < end and not analysis.text.startswith(_MILES_AFTER, inside[0].end):
        return True  # 五里牌|站
    loose = [w for w in inside if len(w.text) == 1 and not boundaries().is_generic(w.text)]
    road = end - start >= 2 and bool(set(analysis.text[end - 1 : end + 1]) & _ROADS)
    return len(loose) >= (1 if road else 2) or any(
        frequency(w.text) == 0 and not w.text.isascii() for w in inside
    )
