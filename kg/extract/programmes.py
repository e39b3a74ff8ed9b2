"""Programmes that every district runs, and works that are called after the place or institution they are done to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.area_deeds import undertaken_by_areas
from kg.extract.done_to_several import done_to_several
from kg.extract.inverted import inverted
from kg.extract.naming import Chain, draft
from kg.extract.on_sites import works_on_sites
from kg.extract.programme_years import ProgrammeYears
from kg.extract.wording import Wording
from kg.knowledge.boundaries import boundaries
from kg.knowledge.works import works
from kg.types import Mention

_TAIL = re.compile(r"(?:工程|项目|行动|工作|活动|试点)")
#: How long what something is done to may be.
_OWN, _LONGEST = 3, 18
#: What the same work may leave out where it is named again: [村庄]消毒杀菌.
_SITE = re.compile("^(?:村庄|道路|街道|小区)(?=[一-龥]{4})")
#: The year of a programme between it and its area.
_YEAR, _YEARS = re.compile("(?:19|20)[0-9]{2}年(?:度)?$"), 6
#: What meets on a programme, and for how wide an area.
_WIDER = ("全省", "全国", "全自治区")
_MEETING = re.compile("[一-龥]{0,6}?会(?!员|计)")
_PIPES = "管"
#: Between a site and what is done to it: 清溪河|生态|河道治理.
_SORTS = re.compile("(?:水?生态|流域|全流域|水环境|沿线|沿岸|综合|全域){1,2}$")
_SORT = 6
#: A water behind a verb, though nothing else tells of it: 启动|蔷薇河|生态|河道治理工程.
_WATER = re.compile(
    "(?:启动|实施|推进|开展|完成|推动|加快|投资|建设|总投资[0-9.]{1,6}[万亿]元的)(?:了)?"
    "(?P<water>(?![内外各中主全])[一-龥]{1,3}(?:河|江|湖|溪|渠))(?:水?生态|流域|水环境|沿线|沿岸|综合)?$"
)
_FAR = 24
#: Between a village or a neighbourhood and the programme that it runs itself: 刘庄村|同步开展|人居环境整治.
_RUNS = re.compile(
    "(?:同步|积极|大力|扎实|全面|持续|深入|还|也|正|正在|先后|组织){0,2}(?:开展|推进|实施|启动|抓好)(?:了)?$"
)
_RUN = 10
_GRASSROOTS = frozenset({"village", "neighbourhood"})
_PLACES = frozenset({"Community", "Place"})


def find_programmes(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """老旧小区改造 of an area, 某小区|燃气改造, 某街|整治提升, 某养老中心|项目."""
    for match in works().national.finditer(analysis.text):
        if not works().no_programme.match(analysis.text, match.end()):
            yield draft(analysis, "Project", match.start(), match.end(), "works.national", 0.8)
    years = ProgrammeYears(analysis)
    yield from _local(analysis, chain, years)
    yield from inverted(analysis, chain, years)
    yield from done_to_several(analysis, chain)
    yield from works_on_sites(analysis, chain)
    yield from _responses(analysis, chain)
    yield from _described(analysis)
    yield from _campaigns(analysis)
    yield from _charged(analysis, chain)
    yield from undertaken_by_areas(analysis, chain)


def _local(analysis: Analysis, chain: Chain, years: ProgrammeYears) -> Iterator[Mention]:
    """The programme of the area that stands before it or that the sentence is about, else of the article's own; where a
    community or place stands before it, the work there, which the same words without it mean, too."""
    bare: list[tuple[re.Match[str], int | None]] = []
    placed: dict[str, str] = {}
    for match in works().local.finditer(analysis.text):
        if works().brought_about.search(analysis.text, max(0, match.start() - 2), match.start()):
            continue
        if analysis.text.startswith(_PIPES, match.end()) or _is_met_on(analysis.text, match):
            continue  # 雨污分流|管网
        if (village := _runner(analysis.text, chain, match)) is not None:
            name = chain.mentions[village].name + match.group()
            yield draft(analysis, "Project", *match.span(), "works.on_place", 0.75, name)
            continue
        before = _before(analysis.text, chain, match)
        water = _water(analysis.text, match) if before is None else None
        if water is not None:
            name = placed[match.group()] = analysis.text[water : match.end()]
            yield draft(analysis, "Project", water, match.end(), "works.on_place", 0.75, name)
        elif before is None or chain.units[before].type not in _PLACES:
            bare.append((match, before))
        elif not chain.is_open(before):
            unit = chain.units[before]
            name = chain.mentions[before].name + analysis.text[unit.end : match.end()]
            placed[match.group()] = name
            yield draft(analysis, "Project", unit.start, match.end(), "works.on_place", 0.8, name)
    home = Wording(analysis, chain).home
    for match, before in bare:
        if before is None and home is not None and works().in_homes.search(match.group()):
            name = home.name + match.group()
            yield draft(analysis, "Project", *match.span(), "works.on_place", 0.7, name)
        elif before is None and match.group() in placed:
            name = placed[match.group()]
            yield draft(analysis, "Project", *match.span(), "works.on_place", 0.7, name)
        else:
            yield _programme(analysis, chain, match, before, years)


def _is_met_on(text: str, match: re.Match[str]) -> bool:
    """Whether only a meeting of a wider area is called so: 全省|春耕生产|现场推进会."""
    return text.endswith(_WIDER, 0, match.start()) and _MEETING.match(text, match.end()) is not None


def _before(text: str, chain: Chain, match: re.Match[str]) -> int | None:
    """The unit that a programme's words stand on, or that ends within them (某家属院棚户区|改造); a site also before a word
    that says of what sort the work is (某河|生态|河道治理)."""
    for at in range(match.start() + 1, match.end()):
        inner = chain.ending_at(at)
        if inner is not None and chain.units[inner].start < match.start():
            return inner
    sort = _SORTS.search(text, max(0, match.start() - _SORT), match.start())
    site = chain.ending_at(sort.start()) if sort is not None else None
    on_site = site is not None and chain.units[site].type in _PLACES
    return site if on_site else chain.ending_at(match.start())


def _water(text: str, match: re.Match[str]) -> int | None:
    """Where the name of a water begins that a verb leads and that nothing but the programme's words follow."""
    found = _WATER.search(text, max(0, match.start() - _FAR), match.start())
    named = found is not None and not boundaries().is_generic(found["water"])
    return found.start("water") if found is not None and named else None


def _runner(text: str, chain: Chain, match: re.Match[str]) -> int | None:
    """The village or neighbourhood that is said to run the programme itself: 刘庄村|同步开展|人居环境整治."""
    runs = _RUNS.search(text, max(0, match.start() - _RUN), match.start())
    village = chain.ending_at(runs.start()) if runs is not None else None
    return village if village is not None and chain.units[village].kind in _GRASSROOTS else None


def _programme(
    analysis: Analysis, chain: Chain, match: re.Match[str], before: int | None, years: ProgrammeYears
) -> Mention:
    """The programme of the area that stands before it; of the year that stands between (某区|2022年度|老旧小区改造), or in
    which so many are renewed."""
    tail = _TAIL.match(analysis.text, match.end())
    end = tail.end() if tail and tail.group() != "工作" else match.end()
    year = _YEAR.search(analysis.text, max(0, match.start() - _YEARS), match.start())
    if year is not None and before is None:
        before = chain.ending_at(year.start())
    adjacent = before is not None and chain.units[before].type == "Area"
    start = chain.units[before].start if adjacent and before is not None else match.start()
    area = before if adjacent else chain.area_of(analysis, match.start())
    core = re.sub("^城镇|工作$", "", match.group())
    called = "" if area is None else analysis.text[chain.units[area].start : chain.units[area].end]
    rule = "works.programme.local" if area is None else "works.programme"
    if year is not None and adjacent:
        of_year = year.group() + core
    else:
        counted = years.counted(match.start(), match.end())
        of_year = f"{counted}年{core}" if counted else core
    forms = dict.fromkeys((match.group(), analysis.text[match.start() : end], called + core))
    aliases = tuple(form for form in forms if form != called + of_year)
    return draft(analysis, "Project", start, end, rule, 0.85, called + of_year, None, aliases)


def _responses(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """启动[防汛Ⅳ级应急响应]: of the area whose body the sentence names before, else of the article's; called by its grade,
    where the article knows of one only."""
    found = list(works().response.finditer(analysis.text))
    grades = {match["grade"] for match in found if match["grade"]}
    for match in found:
        start = analysis.sentence(match.start()).start
        bodies = (
            u for u in chain.units if start <= u.start and u.end <= match.start() and u.type == "Agency"
        )
        owners = [chain.mentions[u.parent] for u in bodies if u.parent is not None]
        areas = [m for m in owners if m.type == "Area" and m.rule == "units.chain"]
        rule = "works.described" if areas else "works.described.local"
        area, grade = areas[-1].name if areas else "", next(iter(grades)) if len(grades) == 1 else ""
        name = area + match["what"] + grade + match["act"]
        forms = (match.group(), (match["level"] or "") + match["what"] + match["act"])
        yield draft(analysis, "Project", *match.span(), rule, 0.65, name, None, forms)


def _campaigns(analysis: Analysis) -> Iterator[Mention]:
    """为期100天的[背街小巷整治百日攻坚行动]收官: a campaign that is told of by its length, or by its beginning and end."""
    for match in works().campaign.finditer(analysis.text):
        own = match["what"]
        if not boundaries().is_generic(own):
            span = match.start("what"), match.end("what")
            yield draft(analysis, "Project", *span, "works.described.local", 0.65, own, None, (own,))


def _described(analysis: Analysis) -> Iterator[Mention]:
    """What is said to be done to things of the area that the article is about: 对公益广告进行[集中整治]."""
    for match in works().described.finditer(analysis.text):
        own = works().scope.sub("", match["what"])
        if not _OWN <= len(own) <= _LONGEST or boundaries().is_generic(own):
            continue
        start = match.end("what") - len(own)
        name, forms = own + match["act"], (match["act"],)
        yield draft(
            analysis, "Project", start, match.end("act"), "works.described.local", 0.6, name, None, forms
        )


def _charged(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """负责某镇178万平方米[道路清扫保洁]任务, 承担该镇各村[村庄消毒杀菌]的工作任务: what somebody is charged with there, and
    where it is named again."""
    for match in works().charged.finditer(analysis.text):
        found = _charge(analysis, chain, match)
        if found is None:
            continue
        yield found
        for again in re.finditer(re.escape(found.aliases[-1]), analysis.text):
            if again.start() > found.end:
                yield draft(analysis, "Project", *again.span(), "works.charged", 0.65, found.name)


def _charge(analysis: Analysis, chain: Chain, match: re.Match[str]) -> Mention | None:
    for at in range(match.end("what"), match.start("where"), -1):
        unit = chain.ending_at(at)
        if unit is None or chain.units[unit].type not in {"Area", *_PLACES} or chain.is_open(unit):
            continue
        over = works().charged_over.match(analysis.text, at)
        start = over.end() if over else at
        end = match.end("what") - match["what"].endswith("的")
        what = analysis.text[start:end]
        if not _OWN < len(what) <= _LONGEST or boundaries().is_generic(what):
            return None
        name, forms = chain.mentions[unit].name + what, (what, _SITE.sub("", what))
        return draft(analysis, "Project", start, end, "works.charged", 0.7, name, None, forms)
    return None
