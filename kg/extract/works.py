"""Projects, events and documents without quotation marks: the programmes every district runs, and what ends in a head
(专项整治, 推进会, 实施方案) after a verb that carries works out, holds events or issues documents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.around_works import TAILS, about_works, ends_name, is_about, with_tail
from kg.extract.ceremonies import find_ceremonies, in_full
from kg.extract.described import find_described
from kg.extract.funded import called, find_funded
from kg.extract.joined import joined
from kg.extract.named_again import named_again
from kg.extract.naming import Chain, draft
from kg.extract.of_area import of_areas
from kg.extract.programmes import find_programmes
from kg.extract.sessions import anniversaries, editions, held_by, sessions
from kg.extract.stages import find_stages
from kg.extract.taken_up import find_enrolled, find_taken_up
from kg.extract.techniques import find_techniques
from kg.extract.told import find_told
from kg.extract.undertakings import find_undertakings
from kg.knowledge.boundaries import boundaries
from kg.knowledge.words import Word
from kg.knowledge.works import works
from kg.types import EntityType, Mention

_LONGEST = 32
#: So many characters at least tell one way of working from others: 建立[专人结对]制度.
_WAY = 5
_STOPS = frozenset("，。；：！？“”‘’（）《》 \n…")
_MOVE = re.compile(r"[^，。]{4,}?(?:搬迁|迁建)")
#: 关于全面防控疫情(的)通知
_ON_SOMETHING = re.compile(
    r"关于[^，。；：《》“”\s]{4,30}?(?:通知|意见|决定|方案|公告|通告|决议)(?![书书信员])"
)
#: A plain 党员大会 is an event of its own where the sentence dates it.
_DATED = re.compile(r"\d月|\d日|日前|近日|当天|当日|昨|今天|上午|下午")
#: 全区某工作会议|召开, 某会|昨日在某地举行.
_HELD = re.compile("(?:[今昨近日前]日)?(?:在[^，。；]{2,14})?(?:召开|举行|举办|开幕|闭幕)")
_WORKS_ON = "工"
_AFTER_NAME = frozenset("，。；、和与及等工暨\n”（？！")
_DESCRIBED = "works.described.local"
#: Ceremonies of one sort end in so many characters: 揭牌仪式.
_CEREMONY, _HEAD = "仪式", 4
#: A head of so many characters needs no own words behind a body that holds it: 县委|经济工作会议召开.
_SAYS_ENOUGH = 4
#: What makes a part of a post or of a body of what stands before it: 某某项目|经理, 设计院工程|师.
_NO_WORK = re.compile("(?<=项目)(?:部|经理|负责人|总监|指挥|主管)|(?<=工程)(?:师|学|院|兵|队|处|部|指挥)")
#: What calls a work one.
_CALLED = ("工程", "项目")
_AFTER_VERB = re.compile(r"[了好以的]?(?:一[场次项个届])?")


def find_works(analysis: Analysis, chain: Chain, quoted: Sequence[Mention]) -> list[Mention]:
    """Every work, event and document that a programme's name or a head with its verb shows; ``quoted`` are the names in
    quotation marks."""
    found: list[Mention] = []
    covered = {at: m for m in quoted for at in range(m.start, m.end)}
    inside = _inside_bodies(chain)

    def keep(mentions: Iterable[Mention]) -> None:
        for mention in mentions:
            stretch = range(mention.start, mention.end)
            cut = mention.type == "Project" and _NO_WORK.match(analysis.text, mention.end)
            over = [covered[at] for at in stretch if at in covered]
            free = not over or is_about(mention, over)
            if not cut and free and mention.end - 1 not in inside:
                covered.update(dict.fromkeys(stretch, mention))
                found.append(mention)

    readers = (sessions, editions, anniversaries, _issued, held_by, find_programmes, _governed, _plain)
    for read in readers:
        keep(read(analysis, chain))
    keep(about_works(analysis, found))
    keep(find_techniques(analysis))
    found = [in_full(chain, m) if m.type == "Event" else m for m in _one_type(found)]
    keep(find_ceremonies(analysis, chain, [*quoted, *found]))
    keep(find_funded(analysis, covered.keys()))
    found = of_areas(analysis, chain, found)
    found = called(analysis, joined(analysis, _as_told(analysis, found, quoted)))
    found += find_undertakings(analysis, chain, found)
    found += find_taken_up(analysis, chain, [m.name for m in found if m.type == "Project"])
    found += find_described(analysis, chain, [*quoted, *found])
    found += find_enrolled(analysis, chain, [*quoted, *found])
    found += find_told(analysis, chain, [*quoted, *found])
    found += find_stages(analysis, chain, [*quoted, *found])
    found += named_again(analysis, [*quoted, *found], inside)
    return _word_for_word([with_tail(analysis, m) for m in found])


def _word_for_word(found: list[Mention]) -> list[Mention]:
    """A work described in the words of a name and the noun behind it is the one of that name: 某某集中整治|行动."""
    known = {m.name for m in found if m.type == "Project" and m.rule != _DESCRIBED}
    return [_by_its_name(m, known) if m.rule == _DESCRIBED else m for m in found]


def _by_its_name(work: Mention, known: set[str]) -> Mention:
    short = next((work.name[: -len(tail)] for tail in TAILS if work.name.endswith(tail)), "")
    return replace(work, name=short, aliases=(*work.aliases, work.name)) if short in known else work


def _as_told(analysis: Analysis, found: list[Mention], quoted: Sequence[Mention]) -> list[Mention]:
    """A ceremony that only the headline calls so is the one of its sort that the text tells of: 调解室|揭牌仪式."""
    titles = [(b.start, b.end) for b in analysis.article.blocks if b.kind == "title"]
    events = [m for m in (*found, *quoted) if m.type == "Event" and m.name.endswith(_CEREMONY)]
    told = {m.name: m for m in events if not any(start <= m.start < end for start, end in titles)}
    if len(told) != 1:
        return found
    (event,) = told.values()
    head = event.name[-_HEAD:]
    return [
        replace(m, name=event.name, aliases=(*m.aliases, m.name))
        if m.type == "Event" and m.name not in told and m.name.endswith(head) and m.name.endswith(_CEREMONY)
        else m
        for m in found
    ]


def _one_type(found: Sequence[Mention]) -> list[Mention]:
    """A campaign that is an event where its day is told is one throughout, by every end of its name."""
    held = [m.name for m in found if m.type == "Event" and m.name.endswith("活动")]
    again = (m.type == "Project" and any(name.endswith(m.name) for name in held) for m in found)
    typed = [replace(m, type="Event") if same else m for m, same in zip(found, again, strict=True)]
    return [replace(m, name=_longest_move(m, typed)) for m in typed]


def _longest_move(mention: Mention, found: Sequence[Mention]) -> str:
    """某县某医院整体搬迁项目 is the 某医院整体搬迁改扩建项目 of its article: of all names of one move the longest beginning
    and the longest end."""
    move = _MOVE.match(mention.name) if mention.type == "Project" else None
    if move is None:
        return mention.name
    moves = ((m.name, _MOVE.match(m.name)) for m in found if m.type == "Project")
    same = [
        (name, other.group()) for name, other in moves if other and _is_same_move(other.group(), move.group())
    ]
    begins = max((begin for _, begin in same), key=lambda begin: (len(begin), begin))
    ends = max((name[len(begin) :] for name, begin in same), key=lambda end: (len(end), end))
    return begins + ends


def _is_same_move(one: str, other: str) -> bool:
    """县医院整体搬迁 and 某县医院整体搬迁."""
    return one.endswith(other) or other.endswith(one)


def _inside_bodies(chain: Chain) -> frozenset[int]:
    """Where the name of a body goes on: a work that ends there is a part of it (某某工程|有限公司)."""
    bodies = (u for u in chain.units if u.type in {"Agency", "Organization"})
    return frozenset(at for u in bodies for at in range(u.start, u.end - 1))


def _issued(analysis: Analysis, _: Chain) -> Iterator[Mention]:
    """Documents without book-title marks: 印发[优化营商环境工作方案], [关于全面防控疫情的通知]."""
    for match in _ON_SOMETHING.finditer(analysis.text):
        yield draft(analysis, "Document", match.start(), match.end(), "works.notice", 0.75)
    yield from _after(analysis, "Document")


def _governed(analysis: Analysis, _: Chain) -> Iterator[Mention]:
    """What stands between a verb that carries works out and a head in its clause, whatever words it is made of:
    扎实开展[校外培训和考试收费问题专项整治]."""
    yield from _after(analysis, "Project")
    yield from _after(analysis, "Event")
    yield from _after(analysis, "Method")


def _after(analysis: Analysis, kind: EntityType) -> Iterator[Mention]:
    for clause in analysis.clauses:
        for verb in works().strong[kind].finditer(analysis.text, clause.start, clause.end):
            if kind == "Method" and works().sought.search(analysis.text, clause.start, verb.start()):
                continue  # 探索建立…机制: there is none yet
            yield from _objects(analysis, kind, verb.end(), clause.end)


def _objects(analysis: Analysis, kind: EntityType, start: int, end: int) -> Iterator[Mention]:
    """The listed objects after a verb, each with a head: 河道采砂专项整治、市容市貌综合整治行动."""
    particle = _AFTER_VERB.match(analysis.text, start, end)
    begin = particle.end() if particle else start
    for match in works().plain.finditer(analysis.text, begin, end):
        behind = analysis.text[match.end() : match.end() + 1]
        if behind not in _AFTER_NAME and match.end() != end:
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
        yield draft(analysis, type_, begin, match.end(), "works.governed", 0.75)
        if behind not in frozenset("、和与及"):
            return
        begin = match.end() + 1


def _held_as(analysis: Analysis, kind: EntityType, start: int, end: int) -> EntityType:
    """A campaign that somebody carries out on a day is an event: 5月6日开展了某某活动."""
    begin = _sentence(analysis, start)[0]
    on_day = kind == "Project" and analysis.text.startswith("活动", end - 2)
    return "Event" if on_day and works().day.search(analysis.text, begin, start) else kind


def _is_own(analysis: Analysis, start: int, end: int, kind: EntityType) -> bool:
    """Whether the words before a head make a name of it."""
    own = analysis.text[start:end]
    if works().nameless.match(own) or (kind == "Method" and (len(own) < _WAY or works().loose.match(own))):
        return False
    if kind == "Project" and works().several.search(own):
        return False
    if not 2 <= len(own) <= _LONGEST or own[0] in "和与及等" or any(c in own for c in "“”《》的了（等"):
        return False
    if "、" in own and analysis.text[end : end + 2] in ("活动", "行动", "工作"):
        return False  # 美术、手工活动: examples, no name
    nameless = works().parts if kind == "Project" else works().occasion
    if nameless.fullmatch(own):
        return False
    if kind == "Project" and all(
        w.pos[:1] in {"v", "d", "a", "p", "m", "q", "r"} for w in analysis.words_in(start, end)
    ):
        return False
    if boundaries().is_generic(own):
        return kind == "Event" and _DATED.search(analysis.text, *_sentence(analysis, start)) is not None
    return True


def _sentence(analysis: Analysis, at: int) -> tuple[int, int]:
    sentence = analysis.sentence(at)
    return sentence.start, sentence.end


def _plain(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """A head with its own words before it, after a weaker verb or directly on the name of a body or an area."""
    last = -1
    for match in works().plain.finditer(analysis.text):
        if match.start() < last or not ends_name(analysis, match.end()):
            continue
        kind = works().plain_types[match.group()]
        if kind == "Method" or (kind == "Event" and works().bare.match(analysis.text, match.end())):
            continue  # those need a strong verb; 某大赛|启动仪式
        start, governed, unit = _left(analysis, match.start(), kind, chain)
        acts = unit is not None and _is_act(analysis, start, match.start())
        held = kind == "Event" and _HELD.match(analysis.text, match.end()) is not None
        whole = held and unit is not None and start == match.start() and len(match.group()) >= _SAYS_ENOUGH
        if not whole and (
            acts
            or not (governed or held or unit is not None)
            or not _is_own(analysis, start, match.start(), kind)
        ):
            continue
        last = match.end()
        rule = "works.governed" if governed or held else "works.named"
        begin, name = start, None
        if unit is not None:
            begin, name = (
                chain.mentions[unit].start,
                chain.mentions[unit].name + analysis.text[start : match.end()],
            )
        aliases = (analysis.text[start : match.end()],) if unit is not None else ()
        yield draft(analysis, kind, begin, match.end(), rule, 0.7, name, None, aliases)


def _is_act(analysis: Analysis, start: int, head: int) -> bool:
    """Whether the words after a body's name say what it does, or who does, not what the work is called: 某区|成功改造,
    县人大常委会|主任某某主持|会议."""
    if any(at in analysis.title_ends for at in range(start + 1, head + 1)):
        return True
    first = next(iter(analysis.words_in(start, head)), None)
    return first is None or (
        first.pos[:1] in {"v", "a", "d", "p", "r", "c", "u"} and first.text not in boundaries().inside
    )


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
    某区轨道站点|接驳|道路工程."""
    if analysis.text.startswith(_CALLED, head):
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
