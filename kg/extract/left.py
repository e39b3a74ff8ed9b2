"""Where a name begins: the right end is nearly certain (局, 社区, 路 …), the left end is the problem.

From the head back, word by word, until a unit ends there, a level character stands there (区|住建局), or a word comes
that cannot stand inside a name (``seeds/lexicons/boundaries.toml``).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.analysis import Analysis
from kg.extract.unit import Chains, Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.words import Word, frequency
from kg.types import EntityType

LEVELS = frozenset("省市县区镇乡州旗")
HARD = frozenset("，。；：！？、“”‘’（）《》()…—－- \n\t·□■●▲◆[]【】/|丨")
#: A name that says 中国 or 国家 begins with it.
_NATION = frozenset({"中国", "国家", "中华"})
#: Zones whose last character is no district.
ZONES = (
    "集聚区",
    "示范区",
    "合作区",
    "试验区",
    "保税区",
    "工业区",
    "产业区",
    "度假区",
    "园区",
    "景区",
    "片区",
    "库区",
    "灾区",
    "社区",
    "小区",
)
_CONJUNCTIONS = frozenset("和与及")
#: 四个, 五名: a counted noun follows, no name.
_COUNTERS = frozenset("个名家位处条座栋户项件次批届所支间")
_COUNTS = frozenset("一二三四五六七八九十两几0123456789")
#: With these many villages' names begin, right behind their town: 某镇|后河西村.
_SIDES = frozenset("前后里外内中上下")
#: Prepositions that the dictionary draws into the name of a road or hill, if so much is left of it: 沿|上南路.
_ALONG, _NAMED_ALONG = frozenset("沿往至经到从在"), 2
#: What joins two events: 某会暨|某某公园开园.
_AS_WELL = "暨"
#: On which side of a road another one lies.
SIDE = re.compile("[东南西北](?:接|至|邻|临|靠|抵|起|连)|道路(?=[\u4e00-\u9fff])")
#: What shows that a village is meant, and how long the name is then at most.
_OF_VILLAGE = re.compile("村(?:党[总支委]|村民|村支书|村委会|驻村|第一书记)")
#: What shows that 某镇|联合|村 is a village, though its name is a verb.
_IS_VILLAGE = re.compile(
    "村(?:[，。、；：的位是]|党|支部|小组|第一书记|村[民支委]|驻村|[\u4e00-\u9fff]{1,3}[村组])"
)
_LONGEST_VILLAGE, _NEW = 3, "新村"
#: So long are verbs that homes are called by, and so rare.
_VERB, _RARE, _WHERE = 2, 60, frozenset("在到于由向从对与和、区道镇乡")
#: What stands before no preposition or adverb: the single word behind it begins a name, 的|[同]兴路, 一条|[何]垛河; what may
#: stand behind 的 all the same, and what behind a comma, 和 and an area.
_POINTING, _PREDICATES = (
    frozenset("的该此这那各每某本我你他她它其全地得了着过之所"),
    frozenset("是有在就也都还对与和及为由"),
)
#: What stands behind something, and so at the head of no clause.
_BEHIND, _CLAUSE_ENDS = frozenset("时里间等"), frozenset("。！？；：\n，、（")
_JOINED_BY = frozenset("和与及")
#: Verbs that lead a list of bureaus: 涉及[建设与交通局]、经济发展局.
_LISTS = ("涉及", "包括", "包含", "整合", "进驻")
_PREPOSITIONS = frozenset("在对向从由被把将给让使为于到经用以有无是来去出进也都就还又再才更最很不跟同与和及")
#: What may be joined to homes by 和, and what stands before the name of homes.
_NO_FIRST_OF_TWO, _WHERE_HOMES = frozenset("路街巷城楼院厂店家户人党"), frozenset("在到于由")
_YEAR = re.compile("[0-9]年$")
#: 东进|西路: roads by their direction, and how many characters go before it.
_DIRECTIONS, _ROADS, _STEM = frozenset("东西南北中"), "路街巷", 2
_LONGEST_OWN = 18
_LONGEST_BRANCH = 8
#: What else stands in brackets inside a company's name.
_KINDS = frozenset({"集团", "中国", "控股", "股份"})
#: How far left of an unlikely word the area of a company's name is looked for, and what may not stand between.
_FARTHEST_AREA = 7
_JOINS = frozenset("的在由和与及对将把被从到向为是有等让给以了说称各该")


def left_end(
    analysis: Analysis, chains: Chains, head_start: int, kind: EntityType, joins: bool
) -> tuple[int, int | None]:
    """Where the own part begins, and the unit it hangs on: it ends at a unit, at a level character, or after a word
    that ends names. 和 ``joins`` only organs and associations of an area: 区|政务服务和大数据管理局."""
    at, joined = head_start, None
    while head_start - at <= _LONGEST_OWN:
        unit = chains.ending_at(at)
        if unit is not None and not _embedded(analysis, chains.units[unit], at, head_start):
            whole = joined is None or chains.units[unit].type == "Area"
            own = _without_verb(analysis, at, head_start, kind)
            return (at, unit) if whole and own == at else (max(own, joined or at), None)
        if kind == "Organization" and (opened := _branch(analysis, at)):
            before = _word_before(analysis, opened)
            cut = before is None or before.text in boundaries().stop | boundaries().before
            at = opened if before is None or cut else before.start
            continue
        word = None if at in analysis.title_ends and at < head_start else _word_before(analysis, at)
        if word is None:
            break
        if (across := _area_inside(chains, word, at)) is not None:
            return across
        if _is_level(analysis, word):
            return at, chains.add(Unit(word.start, at, word.start, "Area", relative=True))
        if word.text in _NATION and kind in {"Agency", "Organization"}:
            return word.start, None
        if word.text == "原":  # 区环卫中心原平湖环卫站
            return at, chains.ending_at(word.start)
        if kind == "Community" and (village := _village(analysis, chains, word, at, head_start)) is not None:
            return village
        if _ends(analysis, word) and is_no_word(analysis, chains, word, at, head_start):
            return word.start, _area_at(chains, word.start)
        if word.text in _CONJUNCTIONS and joined is None and joins:
            joined = at
        elif at == head_start and (begin := _ends_in_he(analysis, chains, word, kind)) is not None:
            return begin, _area_at(chains, begin)
        elif word.text in (*_CONJUNCTIONS, _AS_WELL) or _ends(analysis, word) or _acts(chains, word):
            if _belongs(analysis, word, at, head_start, kind):
                at = word.start
            area = _area_before(analysis, chains, at) if kind == "Organization" and at < head_start else None
            if area is not None:
                return chains.units[area].end, area
            break
        at = word.start
    at = at if joined is None or _listed_whole(analysis, at, head_start, kind) else joined
    return _without_verb(analysis, at, head_start, kind), None


def _listed_whole(analysis: Analysis, at: int, head_start: int, kind: EntityType) -> bool:
    """Whether a bureau of two things begins where the item of its list does, a laboratory where its line does:
    经济局、|规划与自然资源局."""
    alone = "、" if kind == "Agency" else "\n、，"
    led = (
        kind == "Agency"
        and analysis.text.endswith(_LISTS, 0, at)
        and "、" in analysis.text[head_start : head_start + 4]
    )
    return (
        at < head_start
        and (analysis.text[at - 1 : at] in alone or at == 0 or led)
        and kind in {"Agency", "Organization"}
    )


def _acts(chains: Chains, word: Word) -> bool:
    """Whether the word is what the body right before it does: 某市交警支队|联合|火车站公安分局."""
    unit = chains.ending_at(word.start) if word.text in boundaries().acting else None
    return unit is not None and chains.units[unit].type in {"Agency", "Organization"}


def _village(
    analysis: Analysis, chains: Chains, word: Word, at: int, head_start: int
) -> tuple[int, int | None] | None:
    """Where a village's name begins whose words alone would end it, and the unit it hangs on: 某镇|后河西村, 某镇|联合村."""
    built = analysis.text.startswith(_NEW, head_start) and len(word.text) == 1
    if built and (area := _area_at(chains, word.start)) is not None:
        return word.start, area  # 某镇|建新村
    begin = _short_village(analysis, head_start)
    if begin is not None and begin < at:
        return begin, chains.ending_at(begin)
    verbal = at == head_start and len(word.text) > 1 and _IS_VILLAGE.match(analysis.text, head_start)
    area = _area_at(chains, word.start) if word.text in _SIDES or verbal else None
    return None if area is None else (word.start, area)


def _area_at(chains: Chains, at: int) -> int | None:
    """The area that ends at ``at``."""
    unit = chains.ending_at(at)
    return unit if unit is not None and chains.units[unit].type == "Area" else None


def _short_village(analysis: Analysis, head_start: int) -> int | None:
    """Where a village's name begins of which the clause shows both ends, whatever words it is made of: ，四都|村党支部."""
    if not _OF_VILLAGE.match(analysis.text, head_start):
        return None
    begin = head_start
    while begin > 0 and analysis.text[begin - 1] not in HARD and head_start - begin <= _LONGEST_VILLAGE:
        begin -= 1
    return begin if 2 <= head_start - begin <= _LONGEST_VILLAGE else None


def _branch(analysis: Analysis, at: int) -> int | None:
    """Where the bracket opens that ends at ``at`` and holds an area or a sort, as in names of companies:
    青禾（广东）|科技有限公司, 安禾（集团）|股份有限公司."""
    if analysis.text[at - 1 : at] != "）":
        return None
    opened = analysis.text.rfind("（", max(0, at - _LONGEST_BRANCH), at)
    inside = analysis.text[opened + 1 : at - 1]
    return opened if opened > 0 and (inside in _KINDS or gazetteer().find_short(inside)) else None


def _area_inside(chains: Chains, word: Word, at: int) -> tuple[int, int] | None:
    """Where an area ends inside a word that runs over its end, and the area: 柳河[镇|里]三元村."""
    for position in range(at - 1, word.start, -1):
        unit = chains.ending_at(position)
        if unit is not None and chains.units[unit].type == "Area" and chains.units[unit].start < word.start:
            return position, unit
    return None


def _area_before(analysis: Analysis, chains: Chains, at: int) -> int | None:
    """The area that a company's name begins with, a few characters farther left: 某省|宏图富强农业有限公司. What
    stands between may be any words but such as join or place."""
    for position in range(at - 1, max(0, at - _FARTHEST_AREA) - 1, -1):
        word = analysis.words[bisect_left(analysis.word_starts, position + 1) - 1]
        verb = len(word.text) > 1 and word.text in boundaries().before - boundaries().inside
        acts = word.pos == "m" or verb or (len(word.text) > 1 and word.text in boundaries().stop)
        if analysis.text[position] in HARD or word.text in _JOINS or acts:
            return None
        unit = chains.ending_at(position)
        if unit is not None:
            named = chains.units[unit]
            return unit if named.type == "Area" and not (named.relative or named.anaphor) else None
    return None


def _belongs(analysis: Analysis, word: Word, at: int, head_start: int, kind: EntityType) -> bool:
    """A verb that begins a name after all: 饮马|河巷; or what is founded is named by it: 成立|心理咨询工作室."""
    if at == head_start and kind == "Community" and word.pos == "d" and len(word.text) > 1:
        return analysis.text.count(analysis.text[word.start : at + 2]) > 1  # 大为|小区, named again
    if not word.pos.startswith("v"):
        return False
    if at == head_start and kind == "Community" and _is_rare(word):
        return analysis.text[max(0, word.start - 1) : word.start] in _WHERE  # 在|育新社区
    if head_start - at == 1:
        return word.text not in boundaries().before
    before = analysis.text[max(0, word.start - 5) : word.start].rstrip("了")
    return kind in {"Agency", "Organization"} and before.endswith(boundaries().founds)


def is_no_word(analysis: Analysis, chains: Chains, word: Word, at: int, head_start: int) -> bool:
    """Whether a single character that looks like a preposition, an adverb or a verb cannot be one where it stands, and so
    begins a name that the dictionary does not know: 和|[时]堰中学, 某镇|[太]升村, 1983年[怀]阳热电厂."""
    if len(word.text) > 1 or word.text in _POINTING or at == head_start:
        return False
    if len(analysis.words_in(at, head_start)[0].text) > 1:
        return False
    before = analysis.text[word.start - 1 : word.start]
    if before in _CLAUSE_ENDS and (word.text in _BEHIND or _again(analysis, word, head_start)):
        return True  # 。|[时]堰中学; [太]升村, named before behind its town
    if before == "的" and word.text not in _PREDICATES:
        return True
    if word.text in _PREPOSITIONS:
        return False
    if before == "、":
        return True
    if before and before in _COUNTERS and analysis.text[word.start - 2 : word.start - 1] in _COUNTS:
        return True
    area = _area_at(chains, word.start) is not None
    return (
        before in _JOINED_BY
        or area
        or _YEAR.search(analysis.text, max(0, word.start - 2), word.start) is not None
    )


def _ends_in_he(analysis: Analysis, chains: Chains, word: Word, kind: EntityType) -> int | None:
    """Where the name of homes begins that ends in 和 before its head, behind one character that leads the clause or
    follows its area, and can be joined to nothing: ，[定和]社区, 某镇|[义和]村."""
    first = _word_before(analysis, word.start) if word.text == "和" and kind == "Community" else None
    if (
        first is None
        or len(first.text) > 1
        or first.text in LEVELS | _NO_FIRST_OF_TWO
        or first.pos[:1] == "r"
    ):
        return None
    before = analysis.text[first.start - 1 : first.start]
    leads = (
        not before or before in HARD or before in _WHERE_HOMES or _area_at(chains, first.start) is not None
    )
    return first.start if leads else None


def _again(analysis: Analysis, word: Word, head_start: int) -> bool:
    """Whether the article has the words from ``word`` to the head's first character elsewhere, not at the head of a
    clause."""
    name = analysis.text[word.start : head_start + 1]
    places = (analysis.text.find(name), analysis.text.rfind(name))
    return any(at > 0 and analysis.text[at - 1] not in HARD for at in places)


def _without_verb(analysis: Analysis, start: int, end: int, kind: EntityType) -> int:
    """Places and communities are not named by a verb and its object: 指导|枫林社区, 成功改造|老旧小区. Some verbs begin
    names all the same: 安居|园."""
    lists = boundaries()
    if kind in {"Community", "Place", "Area"}:
        for word in analysis.words_in(start, end):
            acts = len(word.text) > 1 and (word.pos.startswith("v") or word.text in lists.inside)
            acts = acts or word.text in lists.before or word.text == _AS_WELL
            rare = kind == "Community" and _is_rare(word)
            begins = (word.text in lists.begins or rare) and end - word.end < 2
            if acts and word.end < end and not begins:
                start = word.end
        for side in SIDE.finditer(analysis.text, start, max(start, end - 1)):
            start = side.end()  # 某路东接|港务西路
    along = kind == "Place" and end - start > _NAMED_ALONG and analysis.text[start] in _ALONG
    return start + 1 if along else start


def _is_rare(word: Word) -> bool:
    """Whether a verb is so rare that homes are called by it: 在|育新|社区."""
    listed = word.text in boundaries().before or word.text in boundaries().inside
    return not listed and len(word.text) == _VERB and 0 < frequency(word.text) < _RARE


def _embedded(analysis: Analysis, unit: Unit, at: int, head_start: int) -> bool:
    """A short area name inside a longer proper name: 陕煤[黄陵]矿业有限公司, 中电[哈密]热发电有限公司."""
    if unit.type != "Area" or unit.relative or unit.anaphor or at == head_start:
        return False
    if analysis.text[at - 1] in LEVELS or analysis.text[at - 1] == "道" or unit.parent is not None:
        return False
    word = _word_before(analysis, unit.start)
    return word is not None and word.text not in _CONJUNCTIONS and not _ends(analysis, word)


def _word_before(analysis: Analysis, at: int) -> Word | None:
    """The word that ends at ``at``, or the part of it before ``at``; None at a hard boundary."""
    if at == 0 or analysis.text[at - 1] in HARD:
        return None
    word = analysis.words[bisect_left(analysis.word_starts, at) - 1]
    return word if word.end == at else Word(word.start, at, analysis.text[word.start : at], "n")


def _is_level(analysis: Analysis, word: Word) -> bool:
    if analysis.text.endswith(ZONES, 0, word.end):
        return False
    before = analysis.text[word.start - 1 : word.start]
    market = word.text == "市" and before in frozenset("东西南北")  # 东市南街
    return word.text in LEVELS and before not in frozenset("老城新全我该本场集古强立兴") and not market


def _ends(analysis: Analysis, word: Word) -> bool:
    if word.text == "之":  # 竹之声
        before = _word_before(analysis, word.start)
        return before is None or len(before.text) > 1
    if word.text.isascii() or (word.pos == "m" and word.text[-1] in _COUNTERS):
        return True
    before = _word_before(analysis, word.start)
    if word.pos == "i" and before is not None and before.text[-1] in LEVELS:
        return False  # 县|心连心|服务中心
    counted = before is not None and (before.text.isascii() or before.pos == "m")
    single = before is not None and before.text.isascii() and len(word.text) == 1
    verb = before is not None and len(before.text) == len(word.text) == 1
    verb = (
        verb and before is not None and before.text + word.text in boundaries().before
    )  # 拉|上|某某大学, 网|传|某湖
    return (counted and word.pos == "q") or single or verb or boundaries().ends_name(word)
