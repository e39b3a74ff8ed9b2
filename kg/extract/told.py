"""Works that a site's own sentences tell of without a name: 金墩新村1994年建成。今年3月[改造]进场，总投资2160万元.

Clause by clause the article has a site in focus: the one that led last in its paragraph, else the one that its heading
names. A site of which enough is told (``seeds/lexicons/told.toml``) is worked on, and each clause that tells of it
names the work.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.analysis import Analysis, Stretch
from kg.extract.naming import Chain, draft
from kg.extract.prominence import WHOLE
from kg.extract.wording import LEADS
from kg.knowledge.boundaries import boundaries
from kg.knowledge.told import told_words
from kg.knowledge.works import works
from kg.types import Mention

#: What is not there, or is there elsewhere: 尚未|加装电梯, 隔壁小区|加装电梯.
_NOUN = 2
_ONLY_WANTED = re.compile(
    "(?:未|没有?|无法|不能|难以|盼望?|希望|建议|要求|想|呼吁|申请|能否|是否|可否|隔壁|邻近|周边|别的|其他)[^，。；]{0,8}$"
)
#: The rule of works that are told of in so many words.
TOLD = "works.told"
_SURE = 0.6
#: Works of the article's area; so many lifts no home puts up.
_LOCAL, _OF_AREA, _AREA_HAS = "works.programme.local", "works.programme", 10
_VILLAGE = "village"
_HOMES = (None, "compound", _VILLAGE)
#: A street that leads no clause is where somebody is, if the name of no work begins with it.
_ROAD = "road"
#: Nobody renews a river.
_WATERS = re.compile("[河江湖溪山海川]$")
_NAMED = ("units.chain", "units.anaphor")
_HEADINGS = frozenset({"title", "heading", "subtitle", "kicker"})
_RENEWAL, _BUILDING = "改造", "建设"
_PROGRAMME = "老旧小区改造"
#: Behind a street or the like that only says where something is: 与某大街交叉口, 某河与某路之间, 某路两侧.
_BESIDE = re.compile(
    "(?:[与和][^，。；]{2,10})?(?:交[叉汇]|之间|两[侧旁边]|以[东南西北]|沿线|附近|旁边?|[东南西北]{1,2}[侧面])"
)
#: A site has a name of its own, not only the word for its sort.
_OWN_NAME = 3
#: Behind a site that is one thing of a list: 新建某水厂|1座.
_ONE_OF_MANY = re.compile("[1一][座个处条所家]")
#: Beyond the end of any text.
_FAR = 1 << 62
_THIS = re.compile("(?:这|此)[座条所家处栋](?P<what>[一-龥]{1,5})")
#: Stages are works themselves, of which the clauses that begin with them tell.
_STAGE, _STAGES = (
    "期",
    re.compile("(?<=[，。；：\n])(?:至于|而|其中)?(?P<stage>[一二三四五六]期)(?!间|限|待|望)"),
)


@dataclass(slots=True)
class _Story:
    """What is told of one site: where, and which sorts of things."""

    site: Mention
    acts: Counter[str] = field(default_factory=Counter)
    sorts: Counter[str] = field(default_factory=Counter)
    built: bool = False
    anchors: list[tuple[int, int]] = field(default_factory=list)


def find_told(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """The works of sites that are told of, outside ``named``; under the name that a site's work has there."""
    known = [m.name for m in named if m.type == "Project"]
    yield from _apart(analysis, chain, named)
    for story in _stories(analysis, chain, named):
        act = _act(analysis, story)
        if act is None:
            continue
        site = story.site.name
        others = {site, *(_beside(site) if story.acts else ())}
        own = sorted({name for name in known if name.startswith(site) and name not in others})
        if len(own) > 1:
            continue
        name = own[0] if own else site + act
        forms = tuple(dict.fromkeys(f"{site}{act}{head}" for head in ("", "项目", "工程")))
        forms = tuple(form for form in forms if form != name)
        for start, end in story.anchors:
            yield draft(analysis, "Project", start, end, TOLD, _SURE, name, None, forms, pointer=True)


def _apart(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """某小区…[加装电梯]: a work of its own at the home in focus; so many of them ([加装电梯46部]) are the area's."""
    taken = {at for m in named for at in range(m.start, m.end)}
    focus = [
        (stretch, site) for stretch, site in _in_focus(analysis, chain, named) if site.type == "Community"
    ]
    starts = [stretch.start for stretch, _ in focus]
    homes = sorted(m.start for m in chain.mentions if m.type == "Community")
    projects = sorted(m.start for m in named if m.type == "Project")
    for name, pattern in told_words().apart.items():
        for match in pattern.finditer(analysis.text):
            clause = analysis.clause(match.start()).start
            if match.start() in taken or _ONLY_WANTED.search(analysis.text, clause, match.start()):
                continue
            counted = match["behind"] is not None
            end = analysis.text.rindex(name[-_NOUN:], *match.span()) + _NOUN if counted else match.end()
            at = bisect_right(starts, match.start()) - 1
            home = focus[at][1] if at >= 0 and match.start() < focus[at][0].end else None
            sentence = analysis.sentence(match.start()).start
            among_homes = bisect_left(homes, sentence) < bisect_left(homes, match.start())
            if _many(match) and not among_homes:
                listed = bisect_left(projects, sentence) < bisect_left(projects, match.start())
                if not listed or analysis.text.count(name) > 1:
                    yield _of_area(analysis, chain, (match.start(), end), name, listed)
            elif home is not None:
                own = home.name + name
                yield draft(
                    analysis, "Project", match.start(), end, TOLD, _SURE, own, None, (name,), pointer=True
                )


def _of_area(analysis: Analysis, chain: Chain, span: tuple[int, int], name: str, listed: bool) -> Mention:
    """某街道累计[加装电梯46台]: by the area that the sentence names, else, and behind another work of it (``listed``), of
    the article's own."""
    area = None if listed else chain.area_of(analysis, span[0])
    rule, called = (_LOCAL, "") if area is None else (_OF_AREA, chain.mentions[area].name)
    return draft(analysis, "Project", *span, rule, _SURE, called + name)


def _beside(site: str) -> Iterator[str]:
    """The works at a site that are their own beside its renewal."""
    return (site + name for name in told_words().apart)


def _many(match: re.Match[str]) -> bool:
    numbers = (match[key] for key in ("before", "behind", "first"))
    return any(number is not None and number.isdigit() and int(number) >= _AREA_HAS for number in numbers)


def _act(analysis: Analysis, story: _Story) -> str | None:
    """What the work on a site is called; None where too little is told of it."""
    sorts, home = story.sorts, story.site.type == "Community"
    if story.acts:
        act = next(iter(story.acts))
        return told_words().called.get(act, act) if sorts else None
    enough = sorts["milestone"] > 1 or (sorts["milestone"] and len(sorts) > 1)
    enough = enough or (home and sorts["quantity"] > 1 and _PROGRAMME in analysis.text)
    if not enough or story.site.kind == _VILLAGE:
        return None
    if home:
        return _RENEWAL
    return _BUILDING if story.built else _RENEWAL if _RENEWAL in analysis.text else None


def _stories(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> list[_Story]:
    taken = {at for m in (*named, *chain.mentions) for at in range(m.start, m.end)}
    stories: dict[str, _Story] = {}
    for clause, site in _in_focus(analysis, chain, named):
        story = stories.setdefault(site.name, _Story(site))
        _tell(analysis, story, clause, taken)
    return list(stories.values())


def _tell(analysis: Analysis, story: _Story, clause: Stretch, taken: set[int]) -> None:
    """Add what ``clause`` tells to the story."""
    text, words = analysis.text, told_words()
    anchors: list[tuple[int, int]] = []
    for match in words.act.finditer(text, clause.start, clause.end):
        if match.start() not in taken:
            story.acts[match["act"]] += 1
            anchors.append(match.span("act"))
    for sort in ("milestone", "money", "quantity"):
        for match in getattr(words, sort).finditer(text, clause.start, clause.end):
            if match.start() not in taken:
                story.sorts[sort] += 1
                anchors.append(match.span())
    story.built = story.built or words.built.search(text, clause.start, clause.end) is not None
    if anchors:
        story.anchors.append(anchors[0])


def _in_focus(
    analysis: Analysis, chain: Chain, named: Sequence[Mention]
) -> Iterator[tuple[Stretch, Mention]]:
    """The clauses of the article, each from where its site is in focus."""
    headings = _headings(analysis)
    leads = _leads(analysis, chain, headings, frozenset(m.start for m in named if m.type == "Project"))
    starts = [at for at, _ in leads]
    headed: Mention | None = None
    focus: Mention | None = None
    paragraph, below = -1, False
    for clause in analysis.clauses:
        begins = analysis.text.rfind("\n", 0, clause.start) + 1
        heading = _is_heading(headings, clause.start)
        if begins != paragraph:
            headed = None if heading and not below else headed  # a subtitle stands below the headline
            paragraph, focus, below = begins, headed, heading
        inside = leads[bisect_right(starts, clause.start - 1) : bisect_right(starts, clause.end - 1)]
        if heading:
            headed = headed or next((site for _, site in inside if site is not None), None)
            continue
        at = clause.start
        for start, site in inside:
            if focus is not None and site is not focus:
                yield Stretch(at, start), focus
            at, focus = start, site
        if focus is not None:
            yield Stretch(at, clause.end), focus


def _is_heading(headings: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether ``at`` lies in one of the stretches ``headings``, which are in order."""
    place = bisect_right(headings, (at, _FAR)) - 1
    return place >= 0 and at < headings[place][1]


def _headings(analysis: Analysis) -> list[tuple[int, int]]:
    return [(b.start, b.end) for b in analysis.article.blocks if b.kind in _HEADINGS]


def _leads(
    analysis: Analysis, chain: Chain, headings: Sequence[tuple[int, int]], works_at: frozenset[int]
) -> list[tuple[int, Mention | None]]:
    """Where a site comes into focus, and where an area or a stage of a work takes it out of it."""
    first: dict[int, int] = {}
    stages = _STAGES.finditer(analysis.text)
    found: list[tuple[int, Mention | None]] = [(stage.start("stage"), None) for stage in stages]
    longest = {
        m.start: m
        for m in sorted(chain.mentions, key=lambda m: m.end)
        if m.rule in _NAMED or m.text.startswith(WHOLE)
    }
    for mention in sorted(longest.values(), key=lambda m: m.start):
        sentence = analysis.sentence(mention.start).start
        leading = _is_leading(analysis, chain, mention)
        if _is_site(mention) and not (mention.type == "Place" and _BESIDE.match(analysis.text, mention.end)):
            if _ONE_OF_MANY.match(analysis.text, mention.end):
                continue
            new = sentence not in first
            first.setdefault(sentence, mention.start)
            if (
                leading
                or (new and (mention.kind != _ROAD or mention.start in works_at))
                or _is_heading(headings, mention.start)
            ):
                found.append((mention.start, mention))
        elif mention.type == "Area" and leading and _takes_over(analysis, mention, sentence):
            found.append((mention.start, None))
    sites = sorted((m for m in longest.values() if _is_site(m)), key=lambda m: m.start)
    found += _pointed(analysis, sites)
    return sorted(found, key=lambda lead: lead[0])


def _pointed(analysis: Analysis, sites: Sequence[Mention]) -> Iterator[tuple[int, Mention]]:
    """这座水厂 at the head of a clause: the site named last that ends so."""
    for match in _THIS.finditer(analysis.text):
        if LEADS.fullmatch(analysis.text, analysis.clause(match.start()).start, match.start()) is None:
            continue
        before = [site for site in sites if site.end <= match.start()]
        for end in range(match.end("what"), match.start("what"), -1):
            word = analysis.text[match.start("what") : end]
            site = next((site for site in reversed(before) if site.name.endswith(word)), None)
            if site is not None:
                yield match.start(), site
                break


def _takes_over(analysis: Analysis, area: Mention, sentence: int) -> bool:
    """Whether what follows is told of an area that leads its clause: at the head of a sentence, and 全区, 我市 anywhere."""
    return analysis.clause(area.start).start == sentence or area.text.startswith(WHOLE)


def _is_leading(analysis: Analysis, chain: Chain, mention: Mention) -> bool:
    """Whether ``mention``, or the chain that it ends, leads its clause."""
    start = mention.start
    while (unit := chain.ending_at(start)) is not None and chain.mentions[unit].start < start:
        start = chain.mentions[unit].start
    return LEADS.fullmatch(analysis.text, analysis.clause(mention.start).start, start) is not None


def _is_site(mention: Mention) -> bool:
    """Whether something may be renewed or put up."""
    if len(mention.name) < _OWN_NAME or mention.name.endswith(_STAGE):
        return False
    if mention.type == "Community":
        return mention.kind in _HOMES
    if mention.type == "Place":
        return _WATERS.search(mention.name) is None and not boundaries().is_region(mention.name)
    return mention.type == "Organization" and works().site.search(mention.name) is not None
