"""Works and events that no head names: a body that moves house, a building that is put up, a disaster on a day; and
quoted campaigns that are held like events."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.datelines import is_sent_from
from kg.extract.naming import Chain, draft
from kg.knowledge.works import works
from kg.types import Mention

_MOVERS = frozenset({"Agency", "Organization"})
_BUILT = frozenset({"Organization", "Place"})
_SITES = frozenset({"Area", "Community", "Place"})
#: A body is known by so many characters at the end of its name, whatever area stands before them.
_CORE = 5
#: Where a disaster rather happens than along a railway or in a city.
_NEAR = ("村", "社区", "镇", "乡", "街道")
#: Nothing burns all over these.
_PROVINCES = ("省", "自治区")
#: What a disaster brought about tells that it came, without its day.
_BROUGHT = ("导致", "造成", "致使", "影响")
#: What the building of something is called where the article calls it so.
_HEADS = ("项目", "工程")
#: A building's own name is at least so long: 建设[图书馆] names none.
_OWN_NAME = 4

_RENEWAL = "改造"
_BUILDING = "works.building"
#: Behind a building that is counted among others: 新建某水厂|1座.
_ONE_OF_THEM = re.compile("[一-龥]{2,16}?[1一][座个处条所家]")
#: So far before a site its preposition stands: 对某镇至某镇的[某路].
_UPON = 32


def find_undertakings(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> list[Mention]:
    """The undertakings that are none of the works ``named``."""
    taken = {at for m in named for at in range(m.start, m.end)}
    known = [m.name for m in named if m.type == "Project"]
    readers = (_moves, _buildings, _renewals, _constructions)
    found = [m for read in readers for m in read(analysis, chain, known)]
    projects = sorted(m.start for m in named if m.type == "Project")
    found = [m for m in found if m.rule != _BUILDING or not _is_part(analysis, m, projects)]
    disasters = _one_disaster(analysis, [*_disasters(analysis, chain)])
    return [m for m in (*found, *disasters) if not taken.intersection(range(m.start, m.end))]


#: Of a whole body, which its move may say or leave out.
_WHOLE = ("整体", "整体性")


def _moves(analysis: Analysis, chain: Chain, known: list[str]) -> Iterator[Mention]:
    """某局|正式|搬迁至…, 启动某医院|整体|搬迁: the body's move, unless its name is known as a work."""
    for match in works().moves.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        if unit is None or chain.units[unit].type not in {*_MOVERS, "Place"} or chain.is_open(unit):
            continue
        body, act = chain.mentions[unit].name, match["built"] or "搬迁"
        if not any(body[-_CORE:] in name and "迁" in name for name in known):
            start = match.start("moved") if match["moved"] else match.start("built")
            rule = "works.site_move" if chain.units[unit].type == "Place" else "works.move"
            office = works().office.search(match.group())
            forms: tuple[str, ...] = (office.group() + act, body + office.group() + act) if office else ()
            between = analysis.text[match.start() : start]
            forms = (*forms, f"{body}{between}{act}") if between in _WHOLE else forms
            head = works().headed.match(analysis.text, match.end())
            end = head.end() if head else match.end()
            name = body + act + analysis.text[match.end() : end]
            forms = tuple(form + analysis.text[match.end() : end] for form in forms)
            yield draft(analysis, "Project", start, end, rule, 0.7, name, None, forms)


def _buildings(analysis: Analysis, chain: Chain, known: list[str]) -> Iterator[Mention]:
    """新建|某博物馆, 扩建了|某小学: the building's 建设, 扩建."""
    starts = {chain.mentions[i].start: i for i in range(len(chain.units))}
    for match in works().builds.finditer(analysis.text):
        unit = starts.get(match.end())
        if unit is None or not _is_built(chain, unit, match["changed"] is not None):
            continue
        name = chain.mentions[unit].name
        if len(name) >= _OWN_NAME and not any(work.startswith(name) for work in known):
            act = match["changed"] or "建设"
            span = match.start(), match.end()
            yield draft(analysis, "Project", *span, _BUILDING, 0.65, name + act, pointer=True)


def _is_part(analysis: Analysis, building: Mention, projects: Sequence[int]) -> bool:
    """某供水工程总投资2亿元，新建[某水厂]1座，铺设管道…: whether a building is one of the things that the work which its
    sentence is about puts up; ``projects`` is where works are named."""
    start = analysis.sentence(building.start).start
    listed = _ONE_OF_THEM.match(analysis.text, building.end) is not None
    return listed and bisect_left(projects, start) < bisect_left(projects, building.start)


def _is_built(chain: Chain, unit: int, changed: bool) -> bool:
    mention = chain.mentions[unit]
    kinds = {*_BUILT, *_MOVERS, "Community"} if changed else _BUILT
    return mention.type in kinds and mention.rule == "units.chain"


def _renewals(analysis: Analysis, chain: Chain, known: list[str]) -> Iterator[Mention]:
    """某社区|在改造中, 某公园|完成升级改造, 对某公园|进行了提升改造: the renewal of a community or place."""
    for match in works().renewed.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        if unit is not None and _is_renewable(chain, unit):
            start = chain.mentions[unit].start
            passive = works().upon.search(analysis.text, max(0, start - _UPON), start)
            yield from _renewal(analysis, chain, unit, match, known, passive is not None)


def _is_renewable(chain: Chain, unit: int) -> bool:
    mention = chain.mentions[unit]
    site = mention.type in _MOVERS and works().site.search(mention.name) is not None
    return not chain.is_open(unit) and (mention.type in {"Community", "Place"} or site)


def _renewal(
    analysis: Analysis, chain: Chain, unit: int, match: re.Match[str], known: list[str], upon: bool
) -> Iterator[Mention]:
    """The work, under the name it has in the article where it has one."""
    if not upon and not works().over.match(analysis.text, match.end()):
        return
    name = chain.mentions[unit].name
    same = {work for work in known if work.startswith(name) and work != name}
    if len(same) <= 1:
        own = name + match["act"]
        forms = (name + "改造",) if "改造" in match["act"] and match["act"] != "改造" else ()
        rule = "works.renewed" if upon else "works.renewal"
        called = next(iter(same), own)
        yield draft(analysis, "Project", *match.span("act"), rule, 0.65, called, None, forms)


def _constructions(analysis: Analysis, chain: Chain, known: list[str]) -> Iterator[Mention]:
    """某隧道|全线贯通, 某公园|正式封顶: the building of what is said to be under way or at its end; of a home that
    stands, in an article on renewals, its renewal."""
    for match in works().constructed.finditer(analysis.text):
        unit = _built(analysis, chain, match.start())
        if unit is None:
            continue
        name = chain.mentions[unit].name
        if len(name) >= _OWN_NAME and not any(work.startswith(name) for work in known):
            renewed = chain.mentions[unit].type == "Community" and _RENEWAL in analysis.text
            head = next((h for h in _HEADS if name + h in analysis.text), _RENEWAL if renewed else "建设")
            forms = (*(f"{form}建设" for form in _shorter(chain, name)), name + "建设")
            span, forms = match.span(), tuple(form for form in forms if form != name + head)
            yield draft(
                analysis, "Project", *span, "works.construction", 0.65, name + head, None, forms, True
            )


def _shorter(chain: Chain, name: str) -> list[str]:
    """What else the article calls a place, by the end of its name: 小三峡隧道 for 郑万高铁小三峡隧道."""
    forms = {m.text for m in chain.mentions if m.type == "Place" and name.endswith(m.text) and m.text != name}
    return sorted(form for form in forms if len(form) >= _OWN_NAME)


def _built(analysis: Analysis, chain: Chain, at: int) -> int | None:
    """The last site of the clause before ``at``, with nothing but times and adverbs between; where nothing else stands
    in the clause (目前|正在建设中), the site that leads the one before it."""
    start = analysis.clause(at).start
    if works().adverbs.fullmatch(analysis.text, start, at) and analysis.text[start - 1 : start] == "，":
        before = analysis.clause(start - 2).start
        led = [unit for unit, m in enumerate(chain.mentions) if m.start == before and m.type == "Place"]
        return led[-1] if led and not chain.is_open(led[-1]) else None
    for end in range(at, start, -1):
        unit = chain.ending_at(end)
        if unit is not None:
            free = works().adverbs.fullmatch(analysis.text, end, at) is not None
            built = chain.mentions[unit].type == "Place" or works().site.search(chain.mentions[unit].name)
            own = not works().superlative.search(chain.mentions[unit].name) and not chain.is_open(unit)
            return unit if free and built and own else None
    return None


def _disasters(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """突发|山洪, 山火|被扑灭: named after the last place before it, where its paragraph says a day."""
    for match in works().disasters.finditer(analysis.text):
        start = analysis.text.rfind("\n", 0, match.start()) + 1
        site = _site(analysis, chain, start, match.start())
        kind = match["came"] or match["ended"]
        dated = works().dated.search(analysis.text, start, match.start())
        told = (
            dated or match.group().endswith(_BROUGHT) or (match["came"] and _is_here(analysis, site, match))
        )
        if site is None or not told:
            continue
        at = match.start("came") if match["came"] else match.start("ended")
        name = site.name + kind
        yield draft(analysis, "Event", at, at + len(kind), "works.disaster", 0.65, name, None, (kind,))


def _one_disaster(analysis: Analysis, found: Sequence[Mention]) -> Iterator[Mention]:
    """强降雨 here and 大暴雨 there are one to an article: it is called as its own words call it first, not its headline."""
    titles = [b for b in analysis.article.blocks if b.kind == "title"]
    for family in works().families:
        same = [m for m in found if family.search(m.text)]
        told = [m for m in same if not any(t.start <= m.start < t.end for t in titles)]
        first = next(iter(told or same), None)
        forms = tuple(dict.fromkeys(form for m in same for form in (m.text, m.name)))
        for mention in same:
            name = mention.name if first is None else first.name
            yield replace(mention, name=name, aliases=tuple(f for f in forms if f != name))
    yield from (m for m in found if not any(family.search(m.text) for family in works().families))


def _is_here(analysis: Analysis, site: Mention | None, match: re.Match[str]) -> bool:
    """Whether the sentence itself says where something broke out."""
    return site is not None and analysis.sentence(match.start()).start <= site.start


def _site(analysis: Analysis, chain: Chain, start: int, at: int) -> Mention | None:
    """The area, community or place named last in [start, ``at``), else the one named most before; by its own name and
    not as the first part of a body's, nor as where the news was sent from (新华社[某市]7月12日电)."""
    alone = (m for i, m in enumerate(chain.mentions) if i not in chain.bearers and m.rule == "units.chain")
    sites = [m for m in alone if m.type in _SITES and m.end <= at and not is_sent_from(analysis.text, m)]
    near = max((m for m in sites if m.start >= start), key=lambda m: m.end, default=None)
    often = Counter(m.name for m in sites)
    narrow = [m for m in sites if not m.name.endswith(_PROVINCES)]
    return near or max(narrow, key=lambda m: (often[m.name], m.name.endswith(_NEAR), -m.start), default=None)


def as_events(analysis: Analysis, quoted: Sequence[Mention]) -> list[Mention]:
    """``quoted`` with the campaigns that are held at a place or time taken for events: “某某”活动在某地举行."""
    held = {m.name for m in quoted if m.type == "Project" and _is_held(analysis, m)}
    return [replace(m, type="Event") if m.type == "Project" and m.name in held else m for m in quoted]


def _is_held(analysis: Analysis, mention: Mention) -> bool:
    clause, sentence = analysis.clause(mention.end - 1), analysis.sentence(mention.start)
    if works().held.match(analysis.text, mention.end, clause.end) is not None:
        return True
    long = works().for_long.search(analysis.text, sentence.start, sentence.end) is not None
    verb = works().carries_on if works().once.search(mention.name) and not long else works().holds
    holds = verb.search(analysis.text, sentence.start, mention.start)
    ends = holds is not None and holds.end() == mention.start
    return ends and works().day.search(analysis.text, sentence.start, mention.start) is not None
