"""How far a name reaches to the left once words alone have shown where its own part begins: over a part that belongs to it,
over a place that it is called after, as far as the tagger sees it."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.left import SIDE
from kg.extract.left_words import is_no_word
from kg.extract.unit import OFFICE, PARENTS, Chains, Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.scanning import HeadMatch
from kg.knowledge.words import Word, frequency
from kg.tagger import BODY, Tagged
from kg.types import EntityType

#: A head whose name swallows the unit before it: 水泥厂|家属院, 桥头街|社区, 柳河路|街道, 建设路|派出所.
_SWALLOWS: dict[EntityType, frozenset[EntityType]] = {
    "Community": frozenset({"Organization", "Place", "Community", "Agency"}),
    "Area": frozenset({"Place", "Organization"}),
    "Agency": frozenset({"Place"}),
    "Organization": frozenset({"Place"}),
    "Place": frozenset({"Place"}),
}
#: Police posts that a railway station lends its name.
_STATIONED = frozenset({"派出所", "警务区", "警务室"})
#: What companies do that are called after something else: 某某产业园|发展|有限公司.
_TRADES = frozenset(
    {
        "发展",
        "开发",
        "建设",
        "投资",
        "运营",
        "管理",
        "服务",
        "投资发展",
        "开发建设",
        "工程",
        "工程集团",
        "集团",
    }
)
#: Offices of sub-districts and towns.
_OFFICES = ("办事处", "街道办", "镇政府", "乡政府")
#: How sure the tagger must be that a name is shorter, or longer, than its words show.
_CUTS, _LENGTHENS, _SURELY = 0.5, 0.5, 0.8
#: Places whose names the dictionary may cut; parts of speech that no name begins with, and how much of one is cut off.
_HELD: frozenset[EntityType] = frozenset({"Community", "Place"})
_JOINTS, _LONGEST_CUT = frozenset("pucdxil"), 4
_BRANCHES = ("分公司", "子公司", "分行", "支行", "营业部", "项目部")
_REGISTERED = ("有限公司", "有限责任公司")
_CROSSINGS = frozenset({"大桥", "桥", "隧道", "大堤", "大坝", "天桥"})
_HOMES, _HOME_ENDS = frozenset({"compound", "village"}), ("村", "社区", "小区", "家属院")
#: 通河[二]村 is called after no area.
_NUMERALS = frozenset("一二三四五六七八九十")
_COMPOUND, _SCHOOL = "小区", "学校"
#: What stands before a road and no verb: 对|盘旋东路, 、|盘旋东路.
_BEFORE_ROADS = frozenset("对沿、与")
#: What is a lane off the street that it is called after: 某路[西巷], 某街[三巷].
SIDE_LANE = re.compile(
    "[路街]?(?:[东西南北]|前|后|第?[一二三四五六七八九十]{1,3}|\\d{1,2})(?:巷|弄|里|胡同|支路|横路)"
)
#: What a right end of homes may be the own part of: 花苑|小区.
_PLAIN_HOMES = frozenset({"小区", "社区"})
_CALLED: frozenset[EntityType] = frozenset({"Place", "Organization"})
#: So long is the own part of a compound that is named behind a road; shorter ones are called after it: 建设路小区.
_OWN_NAME = 2
#: So long is what needs no own part behind a city: 儿童公园.
_WHOLE_NOUN = 3
#: A word is no longer than that.
_WORD = 4
#: Words that join a body's part to it: 某大学|附属|中山医院.
_ATTACHED = ("附属", "直属")


def swallowed(
    analysis: Analysis, chains: Chains, match: HeadMatch, left: int, parent: int | None
) -> tuple[int, int | None]:
    """What stands before may be a part of this name and no bearer of it: 千村|示范指挥部, 柳河路|街道, 云岭站|派出所."""
    if parent is not None and match.head.type == "Community" and _is_office(analysis, chains.units[parent]):
        return left, _street_of(analysis, chains, parent)
    while parent is not None:
        bearer = chains.units[parent]
        if match.head.kind in _HOMES and bearer.kind == "road" and match.start - left >= _OWN_NAME:
            return left, _street(chains, parent)  # 某某路|世纪小区
        if match.head.head in _BRANCHES and bearer.kind == "company" and left < match.start:
            return left, parent  # 某某有限公司|柳州分公司
        called = bearer.anaphor and left == match.start and _is_called(analysis, match, bearer)
        if not called and (bearer.anaphor or bearer.relative or not _is_part(analysis, match, bearer, left)):
            break
        eaten = chains.swallow(parent)
        if match.head.type == "Community" and (behind := _behind_verb(analysis, eaten)) is not None:
            return behind, None
        left, parent = eaten.start, eaten.parent
    return left, parent


def _behind_verb(analysis: Analysis, unit: Unit) -> int | None:
    """Where the rest of a body's name begins that is a verb and its object: 街道办事处|指导|九大院小区."""
    first = next(iter(analysis.words_in(unit.start, unit.head_start)), None)
    verb = first is not None and len(first.text) > 1 and first.text in boundaries().before
    return first.end if first is not None and verb and unit.parent is not None else None


def _is_part(analysis: Analysis, match: HeadMatch, bearer: Unit, left: int) -> bool:
    """Whether the unit that ends at ``left`` belongs to the name that ends with the head."""
    alone = left == match.start
    own = analysis.text[left : match.start]
    sure = _is_surely(analysis, match, bearer, left)
    if sure is not None:
        return sure
    taken = match.head.type in {"Community", "Area", "Place"} or match.head.kind == "school"
    plain = match.head.type == "Place" and alone and len(match.head.head) >= _WHOLE_NOUN
    if bearer.short and plain:
        return False  # 江门|儿童公园
    if bearer.short and taken and (alone or _NUMERALS.issuperset(own) or match.head.kind == "school"):
        return True
    plain = alone or own in _TRADES or own.endswith("）")
    firm = match.head.kind == "company" and len(match.head.head) > 1 and plain
    called = bearer.kind == "compound" and match.head.head.endswith(_REGISTERED)  # 南苑|集团股份有限公司
    if firm and (bearer.type in {"Organization", "Agency"} or called):
        return True
    if match.head.kind == "company" and _is_middle(analysis, match, bearer):
        return True
    stationed = match.head.head in _STATIONED and analysis.text[match.start - 1 : match.start] == "站"
    if stationed and alone and bearer.type in {"Agency", "Place"}:
        return True
    if match.head.head in _CROSSINGS and bearer.kind == "nature":
        return True  # 某江|公铁大桥
    if alone and bearer.kind == "village" and match.head.type == "Organization":
        return True
    if (
        match.head.kind == "neighbourhood"
        and match.start - left >= _OWN_NAME
        and bearer.type == "Organization"
    ):
        return False  # 某学院|龙舟社区
    if bearer.kind == "nature" and match.head.type == "Place" and boundaries().is_generic(own):
        return True  # 黄河|文化公园
    may = _SWALLOWS.get(match.head.type, frozenset())
    return bearer.type in may and (alone or bearer.type not in PARENTS[match.head.type])


def _is_surely(analysis: Analysis, match: HeadMatch, bearer: Unit, left: int) -> bool | None:
    """What the kinds of the unit and of the head decide by themselves; None where they do not."""
    alone, own = left == match.start, analysis.text[left : match.start]
    homes = match.head.kind == "compound" and bearer.kind == "neighbourhood"
    if homes and alone and analysis.text.startswith(_COMPOUND, match.end):
        return False  # 虹城社区|花园小区
    if match.head.head == _SCHOOL and alone and bearer.kind == "school" and bearer.head_start < bearer.end:
        return True  # 某县职业中专|学校
    if match.head.kind == bearer.kind == "village" and len(own) == 1 and bearer.end == left:
        return True  # 东庄|头村
    lane = match.head.kind == "road" and bearer.type == "Place" and bool(own)
    return True if lane and SIDE_LANE.fullmatch(own + match.head.head) else None  # 解放路|西巷, 荆州街|三巷


def _is_middle(analysis: Analysis, match: HeadMatch, bearer: Unit) -> bool:
    """Whether what looks like a home is the middle of a company's name, as the tagger sees it: 某县|秦苑|果业有限公司."""
    tag = analysis.tags_by_end.get(match.end)
    if tag is None or tag.name != BODY or tag.probability < _LENGTHENS or tag.start > bearer.start:
        return False
    home = analysis.text.endswith(_HOME_ENDS, bearer.head_start, bearer.end)
    return bearer.kind in _HOMES and not home


def _is_called(analysis: Analysis, match: HeadMatch, bearer: Unit) -> bool:
    """Whether what is a right end elsewhere is all that a home or a house is called: 花苑|小区, 新城|菜市场."""
    built = match.head.type in _CALLED and len(match.head.head) > 1
    return (match.head.head in _PLAIN_HOMES or built) and analysis.text[
        bearer.start : bearer.end
    ] in boundaries().homes


def _street(chains: Chains, road: int) -> int | None:
    """What a compound that is named behind its road lies in: what the road lies in, if that is no road."""
    above = chains.units[road].parent
    return above if above is not None and chains.units[above].type in PARENTS["Community"] else None


def attached(analysis: Analysis, chains: Chains, left: int, parent: int | None) -> tuple[int, int | None]:
    """A part of a body that is called after a place, or has a name of its own: 某大学|附属[中山]医院."""
    at = chains.units[parent].start if parent is not None and chains.units[parent].short else left
    for word in _ATTACHED:
        body = chains.ending_at(at - len(word)) if analysis.text.endswith(word, 0, at) else None
        if body is not None and chains.units[body].type == "Organization":
            if at < left and parent is not None:
                chains.swallow(parent)
            return at - len(word), body
    return left, parent


def called_before(
    analysis: Analysis, chains: Chains, match: HeadMatch, left: int, parent: int | None
) -> tuple[int, int | None]:
    """A company's own name that stands before its area, where nothing stands behind: [数字]宁波有限公司."""
    area = chains.units[parent] if parent is not None and left == match.start else None
    if area is None or match.head.head not in _REGISTERED or not area.short or area.parent is not None:
        return left, parent
    before = analysis.words_in(max(0, area.start - _WORD), area.start)
    word = before[-1] if before and before[-1].end == area.start else None
    named = word is not None and len(word.text) >= _OWN_NAME and word.pos.startswith("n")
    if word is None or not named or boundaries().ends_name(word):
        return left, parent
    chains.swallow(parent if parent is not None else 0)
    return word.start, None


def _is_word(analysis: Analysis, start: int, end: int) -> bool:
    """Whether what is cut off ends in a whole word: 举行, 天下; not in 时 of 同州时|荔合塑业; one character is one if it is
    all that is cut off, and a verb: 掌|某局. So may be what stands before names: 曾任|安凯 has no word 曾任 in it."""
    if analysis.text[start:end] in boundaries().before:
        return True
    last = analysis.words_in(start, end)[-1:]
    if not last or last[0].end != end or last[0].text in _ATTACHED:
        return False
    alone = last[0].start == start and last[0].pos == "v"
    return (len(last[0].text) > 1 or alone) and frequency(last[0].text) > 0


def as_tagged(
    analysis: Analysis, chains: Chains, match: HeadMatch, left: int, start: int, parent: int | None
) -> tuple[int, int | None]:
    """Where the tagger sees the name begin, if its own part begins with words of the clause ([举行]某某产业园,
    [天下]黄河) or if it sees a company's name begin farther left: [中铁]成都局集团公司."""
    tag = analysis.tags_by_end.get(match.end) or tagged_around(analysis, match)
    if tag is None:
        return left, parent
    if match.head.type in _HELD and tag.start < left and parent is None:
        begin, area = _behind_area(chains, tag.start, left)
        return (begin, area) if _is_uncut(analysis, match, begin, left) else (left, parent)
    if match.head.type == "Community":
        return left, parent
    first = analysis.words_in(left, tag.start)[:1]
    needed = (
        bool(first) and tag.start - left == 1 and is_no_word(analysis, chains, first[0], tag.start, start)
    )
    stopped = analysis.text[left : tag.start] in boundaries().before  # 曾任|安凯汽车, though 任安 is somebody
    cuts = left < tag.start < start and (stopped or tag.probability >= _CUTS)
    if cuts and not needed and _is_word(analysis, left, tag.start):
        return tag.start, None
    whole = chains.units[parent].start if parent is not None and left < match.end else left
    area = parent is None or (chains.units[parent].short and chains.units[parent].parent is None)
    least = (
        _LENGTHENS if match.head.kind == "company" else _SURELY if match.head.type == "Organization" else 1.0
    )
    longer = tag.start < whole and tag.probability >= least
    if longer and parent is None and match.head.kind == "company":
        opened = _opened(chains, tag.start, whole)
        if opened is not None and chains.units[opened].type == "Area":
            return chains.units[opened].end, opened  # 云南|大为制焦有限公司
        if opened is not None:
            chains.swallow(opened)  # 长江新纶新材料科技有限公司
            return tag.start, None
    if longer and area and not any(chains.ending_at(at) is not None for at in range(tag.start + 1, whole)):
        if parent is not None:
            chains.swallow(parent)
        return tag.start, None
    return left, parent


def _opened(chains: Chains, start: int, end: int) -> int | None:
    """The short name of an area, or the water or the like, that a company's name begins with, if nothing else ends in
    ]``start``, ``end``[."""
    inside = {index for at in range(start + 1, end) if (index := chains.ending_at(at)) is not None}
    first = next(iter(inside)) if len(inside) == 1 else None
    if first is None or chains.units[first].start != start or chains.units[first].parent is not None:
        return None
    unit = chains.units[first]
    return first if unit.type == "Place" or (unit.type == "Area" and unit.short) else None


def _behind_area(chains: Chains, start: int, end: int) -> tuple[int, int | None]:
    """Where the own part of a tagged name begins: behind the last unit that ends inside it, and that unit."""
    for at in range(end, start, -1):
        if (unit := chains.ending_at(at)) is not None:
            return at, unit if chains.units[unit].type == "Area" else None
    return start, None


def _is_uncut(analysis: Analysis, match: HeadMatch, begin: int, left: int) -> bool:
    """Whether no word that stands before names is what a home's name was cut at, but one that the dictionary sees in it:
    兴华东|里|社区, [吾]悦广场; 对[盘旋]东路巷, where a verb would have no other before it."""
    cut = analysis.words_in(begin, left)
    road = match.head.kind == "road" and analysis.text[begin - 1 : begin] in _BEFORE_ROADS
    plain = all(_may_be_inside(word, road) for word in cut) and not SIDE.search(analysis.text, begin, left)
    return bool(cut) and cut[0].start == begin and plain and left - begin <= _LONGEST_CUT


def _may_be_inside(word: Word, verbs: bool) -> bool:
    """Whether a word may stand inside a name after all: 里, 上; single verbs that stop nothing, or ``verbs`` at all."""
    lists, sort = boundaries(), word.pos[:1]
    stops = word.text in lists.before or (word.text in lists.stop and sort != "f")
    return not stops and sort not in _JOINTS and (sort != "v" or verbs or len(word.text) == 1)


def tagged_around(analysis: Analysis, match: HeadMatch) -> Tagged | None:
    """What the tagger sees around the registered name of a company that has a branch: [一汽某某有限公司]某市分公司."""
    if not match.head.head.endswith(_REGISTERED):
        return None
    tags = (t for t in analysis.tags if t.name == BODY and t.start < match.start and t.end > match.end)
    return next((tag for tag in tags if analysis.text.endswith(_BRANCHES, 0, tag.end)), None)


def _street_of(analysis: Analysis, chains: Chains, office: int) -> int | None:
    """The sub-district whose office stands before a home: 官黎坪办事处|杆子坪村 lies in 官黎坪街道. None where the gazetteer
    knows no street of that name."""
    unit = chains.units[office]
    above = chains.units[unit.parent] if unit.parent is not None else None
    if above is not None and above.type == "Area" and analysis.text.endswith("街道", above.start, above.end):
        return unit.parent
    stem = (
        analysis.text[unit.start : unit.end]
        .removesuffix("街道办")
        .removesuffix("街道办事处")
        .removesuffix("办事处")
    )
    if not gazetteer().find(stem + "街道"):
        return None
    chains.units[office] = replace(unit, type="Area", kind=OFFICE)
    return office


def _is_office(analysis: Analysis, unit: Unit) -> bool:
    """Whether a unit is the office of a sub-district or town, which no community's name begins with: 某某办事处|某村."""
    street = unit.type == "Agency" and analysis.text.endswith("街道办", 0, unit.end)  # 张家堡街道|办
    return street or analysis.text.endswith(_OFFICES, unit.start, unit.end)
