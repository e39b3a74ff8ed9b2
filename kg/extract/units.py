"""Names that end in a head, found from the right: 云溪区|柳河街道|枫林社区|党支部 is a chain of four units.

Each head is taken where it ends; its own part runs back to the unit before it or to the nearest word that cannot stand
inside a name (``kg.extract.left``), and must say something in particular (``kg.extract.proper``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.area_units import take_area
from kg.extract.bare_heads import take_bare
from kg.extract.cover import Cover
from kg.extract.deeds import behind_deed, is_done_there
from kg.extract.left import left_end
from kg.extract.left_words import HARD, LEVELS, ZONES
from kg.extract.proper import is_new, is_one_of_so_many, is_proper, makes_name
from kg.extract.reach import SIDE_LANE, as_tagged, attached, called_before, swallowed, tagged_around
from kg.extract.siblings import is_listed, sibling
from kg.extract.unit import NAMED, PARENTS, Chains, Unit
from kg.knowledge.boundaries import boundaries, whole_sizes
from kg.knowledge.gazetteer import AreaMatch
from kg.knowledge.lexicon import bodies, body_head
from kg.knowledge.no_heads import no_heads
from kg.knowledge.scanning import HeadMatch
from kg.knowledge.works import works
from kg.tagger import BODY
from kg.types import EntityType

#: 全区, 我市, 该县, 本镇: the article's own area of that level.
_RELATIVE = re.compile(r"[全我该本][省市县区镇乡州旗](?!场|民(?![政营生办族兵宗]))")
#: 市|十七届人大二次会议: the article's own area meets.
_MEETS = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由在经是从据]))[省市县区州旗]"
    r"(?=第?[一二三四五六七八九十]{1,4}届(?:人大|人民代表大会|政协|委员会))"
)
#: 县|里今年出台的, 今年|县|上投资: the article's own area as people call it; 城区里 and 小区里 are inside something, 街镇上
#: is a place.
_SPOKEN = re.compile(
    r"(?<![^，。；：！？、“（\n由和与从在向到对给是让被据把经年月后前时来])"
    r"(?:[省市县区镇乡](?=里(?![程面边弄巷外头]))|[省市县区镇乡](?=上(?:[今去]年|[又再还将已]|先后|累计|共|统一|专门)*"
    r"(?:投资|投入|出资|筹资|筹措|安排|拨|配套|补助|补贴|争取|整合|统筹|落实|实施|启动|组织|决定|扶持|引进|出台)))"
)
#: 自治区|司法厅: the article's own autonomous region, where no people's name stands before it.
_REGION = re.compile(r"(?<![族古藏尔])自治区(?![级内])")
_GOVERNMENTS = frozenset({"政府", "人民政府"})
_CENTRE = "中心"
_SCHOOL, _FACULTIES = "school", ("学院", "系")
#: Behind one of a sort that is put up, and no more of its name: 某区|建设|口袋公园.
_ENDS_CLAUSE = ("", *"，。；、！？\n 0123456789")
#: A park that is put up is not named by the verb: 在某县|建设|青禾物流枢纽产业园.
_PARK, _PUTS_UP = "park", ("建设", "打造", "新建", "兴建", "投建", "建成", "规划")
#: How plants, schools and halls end, and how much stands before that behind a verb.
_BUILT, _LONG_ENOUGH = tuple("厂场馆园校学院"), 4
#: Parts of what is built one after the other.
_PHASES = ("一期", "二期", "三期", "四期", "五期")
_PARTS = (*_PHASES, "A区", "B区", "C区", "D区")
_OPEN_AIR = frozenset({"nature", "building"})
#: What has stages and is no home, and what is told of a stage.
_STAGES = re.compile(
    "(?:治理|改造|搬迁|工程|项目|建设|整治|更新|厂房?|系统|平台|作业区|码头|港区?|加工中心|电站|泵站|机场|隧道|大桥|管廊|绿廊|绿道|灌区|水库|公路|铁路|高速|大道|[路段])(?=[一-龥]期|$)"
)
_UNDER_WAY = re.compile(
    "(?:工程|项目|建设|已|去年|今年|明年|于|将|计划|预计|主体|正在)*(?:封顶|动工|开工|竣工|完工|投产|投用|投资|总投资|建设|复工|停工|是|处理能力)"
)
#: 气象和水文|部门, 区财政与|中央 are two.
_NEVER_JOINED = ("部门", "中央")
#: How long what is called after a town is at least, and the town's name at most.
_SHORTEST_HEAD, _LONGEST_TOWN, _LONGEST_WHOLE = 2, 8, 12
_CALLED_AFTER: frozenset[EntityType] = frozenset({"Organization", "Agency", "Place"})
#: How sure the tagger must be of a body whose right end is inside a word.
_TAGGED = 0.5
#: Before a name that is whole by itself.
_JOINTS = frozenset("和与及或原同经据由被对向给在")
#: Levels of towns, which may be called after waters and hills.
_TOWNS, _NATURE = frozenset("镇乡"), "nature"
#: What is called by common words.
_HOMES_AND_ROADS: frozenset[EntityType] = frozenset({"Community", "Place"})
#: What is no name where several are counted.
_COUNTED: frozenset[EntityType] = frozenset({"Agency", "Organization", "Place"})
#: What a lane's number or side stands behind: 某路|一巷.
_STREETS = ("路", "街", "大道", "巷")
#: Heads of one character that make names even in words of the dictionary: 水利|局.
_BUREAUS = frozenset({"局", "厅"})


def find_units(analysis: Analysis, blocked: Sequence[tuple[int, int]] = ()) -> list[Unit]:
    """All units of the article in order of their ends; none inside the ``blocked`` stretches of other names."""
    chains = Chains()
    covered = Cover(analysis, blocked)
    for _, _, item in sorted(_events(analysis), key=lambda e: e[:2]):
        if isinstance(item, AreaMatch):
            if not covered.blocks(item.start, item.end):
                take_area(analysis, chains, item)
        elif isinstance(item, HeadMatch):
            usable = item.head.type in PARENTS and not covered.holds(item.start, item.end)
            whole = usable and _ends_whole(analysis, item)
            inside = (
                usable and not whole and _in_common_word(analysis, item) and not _is_tagged(analysis, item)
            )
            if usable and not inside and not _known(chains, item):
                _take_head(analysis, chains, item)
        else:
            chains.add(Unit(item.start(), item.end(), item.end() - 1, "Area", relative=True))
    return chains.living()


def _events(analysis: Analysis) -> list[tuple[int, int, AreaMatch | HeadMatch | re.Match[str]]]:
    """Everything that may end a unit, by its end; areas before heads."""
    events: list[tuple[int, int, AreaMatch | HeadMatch | re.Match[str]]]
    events = [(m.end, 0, m) for m in analysis.areas]
    events += [(h.end, 2, h) for h in analysis.heads]
    for pattern in (_RELATIVE, _REGION, _SPOKEN, _MEETS):
        events += [(m.end(), 1, m) for m in pattern.finditer(analysis.text)]
    return events


def _known(chains: Chains, match: HeadMatch) -> bool:
    """Whether an area of the gazetteer ends with this head (达|州|, 东关|街道|, 黄|陵|), or is it: as the article's
    own, or as a zone of the area before it (宝鸡|高新区|)."""
    index = chains.ending_at(match.end)
    if index is None or chains.units[index].type != "Area":
        return False
    area = chains.units[index]
    same = area.relative or (area.short and area.parent is not None and area.start == match.start)
    return area.start < match.start or (same and match.head.type == "Area")


def _in_common_word(analysis: Analysis, match: HeadMatch) -> bool:
    """A head of one character is none inside a common word: 城|市|, 举|办|, 农|村|; but 第一印钞|厂| may be one."""
    if match.end - match.start > 1 or analysis.text[match.start - 1 : match.start] == "该":
        return False
    word = analysis.words[bisect_left(analysis.word_starts, match.end) - 1]
    lane = SIDE_LANE.fullmatch(word.text) and analysis.text.endswith(_STREETS, 0, word.start)
    if word.text in boundaries().whole or lane:
        return False  # 民主路|一巷
    common = word.start < match.start and word.pos[:2] not in {"ns", "nr", "nt", "nz"}
    if match.head.head in _BUREAUS and len(word.text) > 2:
        return False  # 水利|局
    plain = boundaries().roads if match.head.kind == "road" else boundaries().homesteads
    if match.head.type in _HOMES_AND_ROADS and analysis.text[word.start : match.start] in plain:
        return False  # 五一|路, 团结|村
    return common and not (
        match.head.type == "Organization" and word.pos.startswith("n") and _named_before(analysis, word.start)
    )


def _is_tagged(analysis: Analysis, match: HeadMatch) -> bool:
    """Whether the tagger sees a body end with the head, though the dictionary has a word there: 县文物|保管所|."""
    tag = analysis.tags_by_end.get(match.end)
    return tag is not None and tag.name == BODY and tag.probability >= _TAGGED and match.head.type == "Agency"


def _named_before(analysis: Analysis, at: int) -> bool:
    """Whether a name goes on before ``at``, where a common word begins."""
    word = analysis.words[bisect_left(analysis.word_starts, at) - 1] if at else None
    return word is not None and word.text not in HARD and not boundaries().ends_name(word)


def _ends_whole(analysis: Analysis, match: HeadMatch) -> bool:
    """Whether a name that is whole by itself ends with the head, wherever the dictionary parts its words: 农业|农村部."""
    starts = (match.end - size for size in whole_sizes() if size <= match.end)
    return any(at in analysis.starts and analysis.text[at : match.end] in boundaries().whole for at in starts)


def _whole(analysis: Analysis, chains: Chains, match: HeadMatch) -> Unit | None:
    """The name that is whole without anything before it and ends with this head: 教育|部, 中国工商|银行; not in the name of
    something else: 某公司工程|建设部."""
    tag = analysis.tags_by_end.get(match.end)
    for size in whole_sizes():
        start = match.end - size
        if tag is not None and tag.start < start:
            return None  # 致公|党中央, 美国|国务院
        if start < 0 or analysis.text[start : match.end] not in boundaries().whole:
            continue
        word = analysis.words[bisect_left(analysis.word_starts, start) - 1] if start else None
        if start == match.start:  # 联合国: a name that nothing goes before
            own = body_head(match.head.head) or match.head
            return Unit(start, match.end, start, own.type, own.kind)
        land = match.head.type == "Place"
        free = (
            land or word is None or word.end != start or word.text in _JOINTS or boundaries().ends_name(word)
        )
        before = chains.ending_at(start)
        if before is not None and chains.units[before].type == "Place":
            free, before = True, None  # 某某大道|国家税务总局
        if free and before is None and chains.ending_at(match.start) is None:
            head = body_head(analysis.text[start : match.end]) or match.head
            return Unit(start, match.end, start, head.type, head.kind)
    return None


def _take_head(analysis: Analysis, chains: Chains, match: HeadMatch) -> None:
    """The name that ends with the head: by what stands before it, else after a town that the article names."""
    before = len(chains.units)
    _take_by_left(analysis, chains, match)
    town = _town_before(analysis, match) if len(chains.units) == before else None
    if town is not None and not _is_none(analysis, match):
        _take_called_after(chains, match, town)


def _take_by_left(analysis: Analysis, chains: Chains, match: HeadMatch) -> None:
    if (whole := _whole(analysis, chains, match)) is not None:
        chains.add(whole)
        return
    if _is_none(analysis, match):
        return
    start = _after_level(analysis, chains, match)
    joins = match.head.type == "Agency" or match.head.kind in {"association", "research"}
    joins = joins and not match.head.head.endswith(_NEVER_JOINED)
    left, parent = left_end(analysis, chains, start, match.head.type, joins)
    if left == start and parent is not None and is_done_there(analysis, chains, match, parent):
        return
    left, parent = swallowed(analysis, chains, match, left, parent)
    left, parent = attached(analysis, chains, left, parent)
    left, parent = as_tagged(analysis, chains, match, left, start, parent)
    left, parent = called_before(analysis, chains, match, left, parent)
    if _is_put_up(analysis, chains, match, left, parent):
        left, parent = left + len(_PUTS_UP[0]), None
    elif (behind := behind_deed(analysis.text, left, start, match.head)) > left:
        left, parent = behind, None
    left, parent = _of_level(analysis, chains, match, left, start, parent)
    own = analysis.text[left:start]
    if own.startswith(boundaries().praises) and parent is not None and chains.units[parent].relative:
        return  # 获评全区|优秀人民法庭
    government = not own and match.head.head in _GOVERNMENTS
    if government and parent is not None and chains.units[parent].kind == "party":
        parent = chains.units[parent].parent  # 市|党委|政府 are two organs of the city
        if parent is None:
            return
    short = parent is None or chains.units[parent].short
    own_type = short or match.head.head in _PARTS
    type_ = _type(analysis, match, left, start) if own_type else match.head.type
    unit = Unit(left, match.end, start, type_, match.head.kind)
    beside = sibling(analysis, chains, unit) if parent is None else None
    if beside is not None:
        chains.add(replace(unit, parent=beside))  # 街道|安监办、|公安派出所
    elif not own:
        take_bare(analysis, chains, match, unit, parent)
    elif unit.type in NAMED:
        _take_own(analysis, chains, match, unit, parent)


def _is_put_up(analysis: Analysis, chains: Chains, match: HeadMatch, left: int, parent: int | None) -> bool:
    """Whether the name begins with the verb of putting it up; of a plant or a school only behind a body that acts, or where
    that is done: 由某镇政府|建设|松林岗油茶加工厂, where 建设小学 and 建设集团 are names."""
    if not analysis.text.startswith(_PUTS_UP, left):
        return False
    acts = parent is not None and (
        chains.units[parent].type == "Agency" or _is_where(analysis, chains, parent)
    )
    built = match.head.head.endswith(_BUILT) and match.start - left >= _LONG_ENOUGH
    sort = works().items.fullmatch(analysis.text, left + len(_PUTS_UP[0]), match.end) is not None
    sort = sort and analysis.text[match.end : match.end + 1] in _ENDS_CLAUSE
    return match.head.kind == _PARK or sort or (acts and built)


def _is_where(analysis: Analysis, chains: Chains, area: int) -> bool:
    """Whether an area only says where something is put up: 在某镇|建设|肉鸡加工厂."""
    root = chains.units[area]
    while root.parent is not None and chains.units[root.parent].end == root.start:
        root = chains.units[root.parent]
    return chains.units[area].type == "Area" and analysis.text.endswith(("在", "于"), 0, root.start)


def _of_level(
    analysis: Analysis, chains: Chains, match: HeadMatch, left: int, start: int, parent: int | None
) -> tuple[int, int | None]:
    """The level that the dictionary draws into a bureau's word: [市]工商局."""
    level = parent is None and match.head.type == "Agency" and analysis.text[left] in LEVELS
    words = analysis.words_in(left, left + 1) if level and start - left > 1 else ()
    if not words or words[0].start != left or words[0].end != match.end:
        return left, parent
    return left + 1, chains.add(Unit(left, left + 1, left, "Area", relative=True))


def _town_before(analysis: Analysis, match: HeadMatch) -> int | None:
    """Where the name begins of what is called after a town that the article names: 大河岸镇 and [大河岸]水厂."""
    if match.head.type not in _CALLED_AFTER or match.end - match.start < _SHORTEST_HEAD:
        return None
    sizes = range(min(_LONGEST_TOWN, match.start), 1, -1)
    starts = (match.start - size for size in sizes)
    return next((at for at in starts if analysis.text[at : match.start] in analysis.towns), None)


def _take_called_after(chains: Chains, match: HeadMatch, town: int) -> None:
    """A name that a town's begins, on what stands before it: 某中心|[宝莲寺]站 in 宝莲寺镇, where no temple is meant."""
    if (inner := chains.ending_at(match.start)) is not None and chains.units[inner].start >= town:
        chains.swallow(inner)
    parent = chains.ending_at(town)
    kept = parent is not None and chains.units[parent].type in PARENTS[match.head.type]
    unit = Unit(town, match.end, match.start, match.head.type, match.head.kind, parent if kept else None)
    chains.add(unit)


def _take_own(analysis: Analysis, chains: Chains, match: HeadMatch, unit: Unit, parent: int | None) -> None:
    """A head with an own part is a name where the tagger, a list or its words say so."""
    kind = chains.units[parent].type if parent is not None else None
    own = analysis.text[unit.start : unit.head_start]
    if unit.type == "Place" and is_new(own):
        return
    if (
        tagged_around(analysis, match) is not None
        or _is_faculty(chains, match.head.head, parent)
        or is_listed(analysis, chains, unit)
        or makes_name(analysis, own, unit, kind, match.head.generic)
    ):
        chains.add(replace(unit, parent=parent if kind in PARENTS[unit.type] else None))


def _is_faculty(chains: Chains, head: str, parent: int | None) -> bool:
    """Whether it is a part of the university before it, however plain its name: 某某大学|管理学院, 某某大学|经济系."""
    return parent is not None and head.endswith(_FACULTIES) and chains.units[parent].kind == _SCHOOL


def _is_none(analysis: Analysis, match: HeadMatch) -> bool:
    """Whether the head ends no name, by what stands beside it (高速|电梯), or because 所 only leads in to the verb behind it
    (某地一带|所|盛行). A phase of an institution is a work on it (某校区|一期), see stages.py; that of a park is a place."""
    head = match.head
    if head.type in _COUNTED and is_one_of_so_many(analysis, match.end):
        return True
    if no_heads().is_none(analysis.text, head.head, head.kind, match.start, match.end):
        return True
    before = analysis.text[max(0, match.start - _LONGEST_WHOLE) : match.start]
    if head.head in _PHASES and _is_built(before, _OPEN_AIR):
        return True
    if head.head != "所" or match.end in analysis.tags_by_end:
        return False
    behind = analysis.words_in(match.end, match.end + 1)
    return bool(behind) and behind[0].pos.startswith("v")


def _is_built(name: str, but: frozenset[str] = frozenset()) -> bool:
    """Whether a name is of what is built but no home, and of no kind of ``but``: 某公园, 某校区."""
    whole = body_head(name)
    if whole is None or whole.kind in but:
        return False
    return whole.type in ("Place", "Organization") and len(whole.head) > 1


def _type(analysis: Analysis, match: HeadMatch, left: int, start: int) -> EntityType:
    """The class of the head; a centre that bears a proper name is no office: 阿里|中心, 梅奔|文化中心; a further part of a
    park is no home: 某公园|二期."""
    if match.head.head in _PARTS:
        if _STAGES.search(analysis.text, left, start) or _UNDER_WAY.match(analysis.text, match.end):
            return "Project"  # 某河治理|二期, 某轻卡|二期|封顶: told.py says whose
        return "Place" if _is_built(analysis.text[left:start]) else match.head.type
    if match.head.head[-1] == "局" and analysis.text.startswith(boundaries().builds, left):
        return "Organization"  # 中铁|二局
    named = match.head.type == "Agency" and match.head.head.endswith(_CENTRE) and left < start
    return "Organization" if named and is_proper(analysis, left, start) else match.head.type


def _after_level(analysis: Analysis, chains: Chains, match: HeadMatch) -> int:
    """Where the head proper begins: 区委 is 区 + 委, on the area that 区 ends or stands for; 街道办事处 is 办事处 where a
    street's name ends inside it."""
    for at in range(match.start + 1, match.end):
        inner = chains.ending_at(at)
        if (
            inner is not None
            and chains.units[inner].type == "Area"
            and match.head.head[at - match.start :] in bodies()
        ):
            return at
    head = match.head.head
    if analysis.text.endswith(ZONES, 0, match.start + 1):
        return match.start  # 产业集聚区|管委会
    own = match.head.type == "Agency" and head[0] in LEVELS and body_head(head[1:]) == bodies().get(head[1:])
    if not own:
        return match.start
    water = chains.ending_at(match.start) if head[0] in _TOWNS else None
    if water is not None and chains.units[water].kind == _NATURE:
        called = chains.swallow(water)  # 湘江|镇政府, where no such town is known
        chains.add(Unit(called.start, match.start + 1, match.start, "Area", parent=called.parent))
        return match.start + 1
    chains.add(Unit(match.start, match.start + 1, match.start, "Area", relative=True))
    return match.start + 1
