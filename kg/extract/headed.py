"""Works, events, documents and methods that end in a head (专项整治, 推进会), by the verb before them or by the name that
they stand on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.around_works import ends_name
from kg.extract.called import CALLED, goes_on, is_on_site, is_told
from kg.extract.naming import Chain, draft
from kg.extract.wording import behind_price
from kg.knowledge.boundaries import boundaries
from kg.knowledge.words import Word
from kg.knowledge.works import works
from kg.types import EntityType, Mention

_LONGEST = 32
#: What only points at something has no name: 实施|该路段|大修工程.
_POINTS = ("该", "这", "此次", "本次")
#: What has pipes, walls and lines.
_PARTED: frozenset[EntityType] = frozenset({"Area", "Community", "Place"})
#: So many characters at least tell one way of working from others: 建立[专人结对]制度.
_WAY = 5
_STOPS = frozenset("，。；：！？“”‘’（）《》 \n…")
#: A plain 党员大会 is an event of its own where the sentence dates it.
_DATED = re.compile(r"\d月|\d日|日前|近日|当天|当日|昨|今天|上午|下午")
#: 全区某工作会议|召开, 某会|昨日在某地举行.
_HELD = re.compile(
    "(?:[今昨近日前]日|[\\d月日上下午年]{2,12})?(?:在[^，。；]{2,20}?)?(?:正式|隆重|圆满|顺利|成功|如期)?"
    "(?:召开|举行|举办|开幕|闭幕|开班|开营|开赛|开讲|启幕|落幕|收官|上演|结业)"
)
_CEREMONIES = ("仪式", "典礼")
_WORKS_ON = "工"
#: The part of speech of set phrases.
_PHRASE = "l"
_AFTER_NAME = frozenset("，。；、和与及等工暨\n”（？！")
#: A head of so many characters needs no own words behind a body that holds it: 县委|经济工作会议召开.
_SAYS_ENOUGH = 4
#: So many works of a sort are one: 实施城乡建设重点工程|86项.
_SO_MANY = re.compile("[0-9]{1,4}[余多]?[项个件](?![目月])")
#: A part of a work, behind its name: 某某项目|主体工程.
_PART_OF_WORK = re.compile("(?<=项目|工程)(?:主体(?:结构|施工)?|土建)工程$")
#: Verbs of building, and how much stands behind an area with one of them and a name.
_BUILDS, _ENOUGH, _THERE = ("建设", "新建", "打造", "实施"), 5, ("在", "于")
#: What parts names where it is a word of its own.
_JOINS = frozenset("和与及等")
_AFTER_VERB = re.compile(r"[了好以的]?(?:一[场次项个届])?")


def governed(analysis: Analysis, _: Chain) -> Iterator[Mention]:
    """What stands between a verb that carries works out and a head in its clause, whatever words it is made of:
    扎实开展[校外培训和考试收费问题专项整治]."""
    yield from after(analysis, "Project")
    yield from after(analysis, "Event")
    yield from after(analysis, "Method")


def after(analysis: Analysis, kind: EntityType) -> Iterator[Mention]:
    for clause in analysis.clauses:
        for verb in works().strong[kind].finditer(analysis.text, clause.start, clause.end):
            if kind == "Method" and works().sought.search(analysis.text, clause.start, verb.start()):
                continue  # 探索建立…机制: there is none yet
            yield from _objects(analysis, kind, verb.end(), clause.end)


def _objects(analysis: Analysis, kind: EntityType, start: int, end: int) -> Iterator[Mention]:
    """The listed objects after a verb, each with a head: 河道采砂专项整治、市容市貌综合整治行动."""
    particle = _AFTER_VERB.match(analysis.text, start, end)
    begin = particle.end() if particle else start
    begin = behind_price(analysis.text, begin, end)
    for match in works().plain.finditer(analysis.text, begin, end):
        behind = analysis.text[match.end() : match.end() + 1]
        counted = kind == "Project" and _SO_MANY.match(analysis.text, match.end()) is not None
        if not counted and behind not in _AFTER_NAME and match.end() != end:
            continue
        if kind == "Event" and works().bare.match(analysis.text, match.end()):
            continue  # 某大赛|启动仪式
        if works().plain_types[match.group()] != kind and behind == _WORKS_ON:
            continue  # 老旧小区改造|工作推进会
        if works().plain_types[match.group()] != kind or not _is_own(analysis, begin, match.start(), kind):
            return
        if kind in ("Project", "Method") and "等" in analysis.text[match.end() : match.end() + 2]:
            return  # 墙体改造、线路改造等: examples, no names
        type_ = _held_as(analysis, kind, begin, match.end())
        for first, last in _parted(analysis.text, type_, begin, match.end()):
            yield draft(analysis, type_, first, last, "works.governed", 0.75)
        if behind not in frozenset("、和与及"):
            return
        begin = match.end() + 1


def _parted(text: str, kind: EntityType, start: int, end: int) -> list[tuple[int, int]]:
    """Each of listed events that all end like one: 田园音乐节|、丰收美食周|、山地越野赛; 水利、农业工作会议 is one."""
    parts, at = list[tuple[int, int]](), start
    for part in text[start:end].split("、"):
        parts.append((at, at + len(part)))
        at += len(part) + 1
    alike = all(last - first > 2 and works().occasions.search(text, first, last) for first, last in parts)
    return parts if kind == "Event" and alike else [(start, end)]


def _is_built_in(analysis: Analysis, chain: Chain, area: int, start: int, end: int) -> bool:
    """Whether an area is only where something is built: the words behind it are the verb and what is built."""
    if chain.units[area].type != "Area" or not analysis.text.startswith(_BUILDS, start):
        return False
    root = chain.units[area]
    while root.parent is not None and chain.units[root.parent].end == root.start:
        root = chain.units[root.parent]
    return end - start >= _ENOUGH and analysis.text.endswith(_THERE, 0, root.start)


def _held_as(analysis: Analysis, kind: EntityType, start: int, end: int) -> EntityType:
    """A campaign that somebody carries out on a day is an event: 5月6日开展了某某活动."""
    begin = _sentence(analysis, start)[0]
    on_day = kind == "Project" and analysis.text.startswith("活动", end - 2)
    return "Event" if on_day and works().day.search(analysis.text, begin, start) else kind


def _is_own(
    analysis: Analysis, start: int, end: int, kind: EntityType, on_name: bool = False, whose: bool = False
) -> bool:
    """Whether the words before a head make a name of it; behind a name (``on_name``) verbs alone do, too, and so does a part
    of what that names (``whose``): 某街道|污水管网|改造工程."""
    own = analysis.text[start:end]
    if works().nameless.match(own) or (kind == "Method" and (len(own) < _WAY or works().loose.match(own))):
        return False
    if kind == "Project" and (works().several.search(own) or own.startswith(_POINTS)):
        return False
    if not 2 <= len(own) <= _LONGEST or any(c in own for c in "“”《》的了（"):
        return False
    joins = [w.start for w in analysis.words_in(start, end) if w.text in _JOINS]
    if start in joins or any(analysis.text[at] == "等" for at in joins):
        return False  # 等 may be a part of a word: 平等侗寨
    if "、" in own and analysis.text[end : end + 2] in ("活动", "行动", "工作"):
        return False  # 美术、手工活动: examples, no name
    nameless = works().parts if kind == "Project" else works().occasion
    if nameless.fullmatch(own) and not whose:
        return False
    if (
        kind == "Project"
        and not on_name
        and all(w.pos[:1] in {"v", "d", "a", "p", "m", "q", "r"} for w in analysis.words_in(start, end))
    ):
        return False
    if boundaries().is_generic(own):
        return kind == "Event" and _DATED.search(analysis.text, *_sentence(analysis, start)) is not None
    return True


def _sentence(analysis: Analysis, at: int) -> tuple[int, int]:
    sentence = analysis.sentence(at)
    return sentence.start, sentence.end


def on_names(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """A head with its own words before it, after a weaker verb or directly on the name of a body or an area."""
    last = -1
    for match in works().plain.finditer(analysis.text):
        if match.start() < last or not ends_name(analysis, match.end()):
            continue
        kind = works().plain_types[match.group()]
        if kind == "Method" or (kind == "Event" and works().bare.match(analysis.text, match.end())):
            continue  # those need a strong verb; 某大赛|启动仪式
        start, governed, unit = _left(analysis, match.start(), kind, chain)
        start = behind_price(analysis.text, start, match.start())
        if unit is not None and _is_built_in(analysis, chain, unit, start, match.start()):
            start, unit = start + len(_BUILDS[0]), None  # 在某高新区|建设|高精密线路板项目
        drafts = (
            kind == "Document" and works().worked_out.match(analysis.text, start, match.start()) is not None
        )
        acts = unit is not None and (drafts or _is_act(analysis, start, match))
        ceremony = match.group().endswith(_CEREMONIES)  # which has a reader of its own
        held = kind == "Event" and not ceremony and _HELD.match(analysis.text, match.end()) is not None
        whole = held and unit is not None and start == match.start() and len(match.group()) >= _SAYS_ENOUGH
        told = unit is None and kind == "Project" and is_told(analysis, start, match)
        if not (whole or is_on_site(analysis, chain, unit, start, match)) and (
            acts
            or not (governed or held or told or unit is not None)
            or not _is_own(
                analysis, start, match.start(), kind, unit is not None, _is_whose(chain, unit, kind)
            )
        ):
            continue
        last = match.end()
        end = _without_part(analysis, start, match)
        rule = "works.governed" if governed or held else "works.named"
        if unit is None:
            yield draft(analysis, kind, start, end, rule, 0.7)
            continue
        begin, name, aliases = _with_whose(analysis, chain, unit, (start, end))
        yield draft(analysis, kind, begin, end, rule, 0.7, name, None, aliases)


def _with_whose(
    analysis: Analysis, chain: Chain, unit: int, span: tuple[int, int]
) -> tuple[int, str, tuple[str, ...]]:
    """Where a name begins that stands on a unit, the name with the area before that, and its shorter forms."""
    own, area = analysis.text[slice(*span)], _area_before(chain, unit)
    begin, name, aliases = chain.mentions[unit].start, chain.mentions[unit].name + own, (own,)
    if area is not None and not name.startswith(area.name):
        return area.start, area.name + name, (name, *aliases)
    return begin, name, aliases


def _without_part(analysis: Analysis, start: int, head: re.Match[str]) -> int:
    """Where a work's name ends that only a part of the work stands behind: 某某搬迁项目|主体工程."""
    part = _PART_OF_WORK.search(analysis.text, start, head.end())
    return head.end() if part is None else part.start()


def _is_whose(chain: Chain, unit: int | None, kind: EntityType) -> bool:
    """Whether a work stands on the full name of something that has parts."""
    if unit is None or kind != "Project":
        return False
    return chain.units[unit].type in _PARTED and not chain.units[unit].relative


def _area_before(chain: Chain, unit: int) -> Mention | None:
    """The town or district right before a place that a work is called after: 槐荫镇|农安村|茶园|提升工程."""
    if chain.units[unit].type != "Place":
        return None
    while (parent := chain.units[unit].parent) is not None and chain.units[parent].end == chain.units[
        unit
    ].start:
        unit = parent
    area = chain.mentions[unit]
    return area if chain.units[unit].type == "Area" and area.rule == "units.chain" else None


def _is_act(analysis: Analysis, start: int, head: re.Match[str]) -> bool:
    """Whether the words after a body's name say what it does, or who does, not what the work is called: 某区|成功改造,
    县人大常委会|主任某某主持|会议. What is called a work and is told of is none: 某水库|复建工程|日前竣工."""
    if any(at in analysis.title_ends for at in range(start + 1, head.start() + 1)):
        return True
    first = next(iter(analysis.words_in(start, head.start())), None)
    told = head.group().endswith(CALLED) and goes_on(analysis, head.end())
    if first is not None and first.pos[:1] == "a" and len(first.text) == 1 and told:
        return False  # 某县|孤|山川综合治理工程
    if first is None or first.pos[:1] in {"a", "d", "p", "r", "c", "u"}:
        return True
    return first.pos[:1] == "v" and first.text not in boundaries().inside and not told


def _left(analysis: Analysis, head: int, kind: EntityType, chain: Chain) -> tuple[int, bool, int | None]:
    """Where the own words begin, whether a verb of its class stands right before, and the unit it stands on."""
    at = head
    verbs = works().verbs[kind]
    while head - at < _LONGEST and at > 0 and analysis.text[at - 1] not in _STOPS:
        unit = chain.ending_at(at)
        if unit is not None and not chain.is_open(unit):
            return at, _governs(analysis, chain.mentions[unit].start, verbs), unit
        word = analysis.words[bisect_left(analysis.word_starts, at) - 1]
        if word.text == "了" and verbs.fullmatch(_word_before(analysis, word.start)):
            return at, True, None
        if verbs.fullmatch(word.text) and at < head and not _is_inner(analysis, word):
            return at, True, None
        joins = word.text in ("和", "与", "及", "、", "暨")
        if joins and works().plain.search(analysis.text, max(0, word.start - 6), word.start):
            return at, verbs.search(analysis.text, max(0, word.start - 30), word.start) is not None, None
        if word.text == "、" or (_ends_left(analysis, word, head) and not joins):
            return at, False, None
        at = word.start
    return at, False, None


def _ends_left(analysis: Analysis, word: Word, head: int) -> bool:
    """Whether a name cannot reach over ``word``; a work that is called one may have any verb that is not about it:
    某区轨道站点|接驳|道路工程; and any set phrase before its head or with it: 某河|综合治理|工程, 某川|防洪工程."""
    if word.pos == _PHRASE and word.end >= head and analysis.text.startswith(CALLED, head):
        return False
    if analysis.text.startswith(CALLED, head):
        return word.text in boundaries().before or boundaries().cuts(word)
    return boundaries().ends_name(word)


def _is_inner(analysis: Analysis, word: Word) -> bool:
    """Whether 建设 belongs to the name: 百城|建设|提质工程, behind a noun."""
    before = analysis.words[bisect_left(analysis.word_starts, word.start) - 1]
    return word.text == "建设" and before.end == word.start and before.pos[:1] in {"n", "m"}


def _word_before(analysis: Analysis, at: int) -> str:
    return analysis.words[bisect_left(analysis.word_starts, at) - 1].text if at else ""


def _governs(analysis: Analysis, start: int, verbs: re.Pattern[str]) -> bool:
    return verbs.fullmatch(_word_before(analysis, start)) is not None
