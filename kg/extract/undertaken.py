"""Who carries out the works that no head names, and on what: a body moves itself, a building is put up for itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.agents import Agents
from kg.extract.agreements import investors
from kg.extract.hosted import hosted
from kg.extract.meant_work import told_of
from kg.extract.stages import STAGE
from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.extract.taken_up import ENROLLED
from kg.extract.taskforces import taskforces
from kg.extract.told import TOLD
from kg.knowledge.patterns import work_words
from kg.types import EntityType, Fact, Mention

_MOVED, _BUILT = 0.7, 0.65
_DOERS: tuple[EntityType, ...] = ("Agency", "Organization", "Community", "Area")
#: The work is one of the last so many names.
_BACK = 12
#: So many names back the compound stands that comes under renewal.
_FAR = 20
_ON_SITES = ("works.renewal", "works.renewed", "works.construction", "works.site_move")
_SITES = ("Place", "Community", "Area")
#: What a work that is told of is done to.
_TOLD_OF = ("Community", "Place", "Organization")
_PROGRAMME = "works.programme"
#: Between an area and what it has so many of.
_SO_MANY, _COUNT = re.compile(r"的?[0-9一二三四五六七八九十百]{1,4}[余多]?[处个座条所家]$"), 10
_TELLS = re.compile("介绍|告诉|表示|说")
#: Money is given for what stands behind.
_GRANTED = re.compile(
    "[0-9][余多]?[万亿]*元[^，。；0-9]{0,8}，?(?:专项|全力|重点)?(?:用于|支持|帮助|资助|扶持|助力)[^，。；]{0,16}$"
)
#: How far behind the verb the new site stands: 搬迁至|某区|某路某号.
_SITE_REACH = 12


def undertaken(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """The facts about moves, buildings, and what is done to places and things."""
    yield from _parties(scene)
    yield from taskforces(scene)
    yield from hosted(scene, agents)
    moves = [i for i, m in enumerate(scene.mentions) if m.rule == "works.move"]
    sited = {scene.mentions[i].name for i in moves if _site(scene, i) is not None}
    for index in moves:
        name = scene.mentions[index].name
        yield from _move(scene, index, any(name.endswith(each) or each.endswith(name) for each in sited))
    programmes = sorted((m.start, i) for i, m in enumerate(scene.mentions) if m.rule.startswith(_PROGRAMME))
    for index, work in enumerate(scene.mentions):
        if work.rule == "works.building":
            yield from _building(scene, agents, index)
        elif work.rule in _ON_SITES:
            yield from _renewal(scene, agents, index)
        elif work.rule.startswith(("works.described", "works.activity")):
            yield from _described(scene, agents, index)
        elif work.rule.startswith("quoted") and work.type == "Project":
            yield from _counted(scene, index)
        elif work.rule == "works.listed.local":
            yield from _listed(scene, index)
        elif work.rule in (ENROLLED, TOLD, STAGE):
            yield from _enrolled(scene, index, programmes)


def _move(scene: Scene, index: int, sited: bool) -> Iterator[Fact[int]]:
    """An organ that moves carries the move out itself, a school or a works is moved; the move is for the new site, or for
    the body where none is told (``sited`` says that some sentence tells it)."""
    work = scene.mentions[index]
    start = scene.clause(work.start)[0]
    bodies = [i for i in scene.within(max(0, start - 1), work.start) if _owns(scene, i, index)]
    if not bodies:
        return
    body, site = bodies[-1], _site(scene, index)
    goal = body if site is None else site
    begin, end = scene.mentions[body].start, max(work.end, scene.mentions[goal].end)
    if scene.mentions[body].type == "Agency":
        yield Fact(body, "implements", index, scene.source(begin, work.end, "undertaken.move", _MOVED))
    if site is not None or not sited:
        yield Fact(index, "targets", goal, scene.source(begin, end, "undertaken.move", _MOVED))


def _owns(scene: Scene, body: int, work: int) -> bool:
    mention = scene.mentions[body]
    return mention.type in _DOERS[:2] and scene.mentions[work].name.startswith(mention.name)


def _site(scene: Scene, index: int) -> int | None:
    """The narrowest place of the chain behind 至."""
    work = scene.mentions[index]
    if not work.text.endswith(("至", "到", "往")):
        return None
    end = min(scene.clause(work.end)[1], work.end + _SITE_REACH)
    sites = [i for i in scene.within(work.end, end) if scene.mentions[i].type in _SITES]
    return sites[-1] if sites and scene.mentions[sites[0]].start == work.end else None


def _building(scene: Scene, agents: Agents, index: int) -> Iterator[Fact[int]]:
    """The building behind the verb is what the work is for; who acts puts it up."""
    work = scene.mentions[index]
    built = next((i for i, m in _behind(scene, work.end) if work.name.startswith(m.name)), None)
    if built is None:
        return
    end = scene.mentions[built].end
    yield Fact(index, "targets", built, scene.source(work.start, end, "undertaken.building", _BUILT))
    agent = agents.of(work.start, _DOERS, (work.start, end), own=True)
    for doer in investors(scene, agent.mentions, work.start) if agent else ():
        start = max(scene.sentence(work.start)[0], min(work.start, scene.mentions[doer].start))
        yield Fact(doer, "implements", index, scene.source(start, end, "undertaken.building", _BUILT))


def _renewal(scene: Scene, agents: Agents, index: int) -> Iterator[Fact[int]]:
    """What is renewed or built stands in the clause before; a neighbourhood sees to its renewal itself, and who renews
    something else acts in the sentence."""
    work = scene.mentions[index]
    inside = scene.within(scene.clause(work.start)[0], work.start)
    renewed = next((i for i in reversed(inside) if _is_site(scene.mentions[i], work)), None)
    if renewed is None:
        return
    site = scene.mentions[renewed]
    source = scene.source(site.start, work.end, "undertaken.renewal", _BUILT)
    yield Fact(index, "targets", renewed, source, status=status_at(scene, work.start))
    if work.rule == "works.renewal" and site.kind == "neighbourhood":
        yield Fact(renewed, "implements", index, source)
    agent = (
        agents.of(site.start, _DOERS, (site.start, work.end), own=True)
        if work.rule == "works.renewed"
        else None
    )
    for doer in agent.mentions if agent else ():
        start = max(scene.sentence(work.start)[0], min(site.start, scene.mentions[doer].start))
        told = scene.source(start, work.end, "undertaken.renewal", _BUILT)
        yield Fact(doer, "implements", index, told, status=status_at(scene, work.start))


def _parties(scene: Scene) -> Iterator[Fact[int]]:
    """施工方某公司, 建设单位为某局: of the work named last."""
    for match in work_words().party.finditer(scene.text):
        doer = _last_of_chain(scene, match.end())
        topics = (i for i in scene.topics if scene.mentions[i].type == "Project")
        ahead = scene.within(match.end(), scene.sentence(match.start())[1])
        here = [i for i in ahead if scene.mentions[i].type == "Project"] if _opens(scene, match) else []
        work = here[0] if here else told_of(scene, match.start(), match.end())
        work = next(topics, None) if work is None else work
        if work is not None and doer is not None and scene.mentions[doer].type in _DOERS[:2]:
            source = scene.source(match.start(), scene.mentions[doer].end, "undertaken.party", _BUILT)
            yield Fact(doer, "implements", work, source, status=status_at(scene, match.start()))


def _opens(scene: Scene, party: re.Match[str]) -> bool:
    """据施工方某公司介绍，某小区改造…: whether somebody of it tells of a work, and the sentence names none before."""
    start, end = scene.sentence(party.start())[0], scene.clause(party.end())[1]
    named = any(scene.mentions[i].type == "Project" for i in scene.within(start, party.start()))
    return not named and _TELLS.search(scene.text, party.end(), end) is not None


def _last_of_chain(scene: Scene, at: int) -> int | None:
    """The last name of the chain that begins at ``at``: 中标单位|陕西|某某工程公司."""
    found = None
    while (index := scene.around(at)) is not None and scene.mentions[index].start == at:
        found, at = index, scene.mentions[index].end
    return found


def _is_site(place: Mention, work: Mention) -> bool:
    """Whether a work is called after a place, by whichever of its names."""
    return any(work.name.startswith(name) for name in (place.name, *place.aliases))


def _described(scene: Scene, agents: Agents, index: int) -> Iterator[Fact[int]]:
    """对公益广告进行集中整治: by whoever acts there, not by who only gives money for it:
    下拨资金2000万元，支持某县抗洪救灾."""
    work = scene.mentions[index]
    if _GRANTED.search(scene.text, scene.sentence(work.start)[0], work.start):
        return
    agent = agents.of(work.start, _DOERS, (work.start, work.end))
    for doer in agent.mentions if agent else ():
        start = min(work.start, max(scene.sentence(work.start)[0], scene.mentions[doer].start))
        source = scene.source(
            start, work.end, "undertaken.described", _BUILT * agent.score if agent else _BUILT
        )
        yield Fact(doer, "implements", index, source, status=status_at(scene, work.start))


def _listed(scene: Scene, index: int) -> Iterator[Fact[int]]:
    """某小区、某苑等5个精品示范小区建设: the communities listed before it."""
    work = scene.mentions[index]
    start = scene.clause(work.start)[0]
    for place in scene.within(start, work.start):
        mention = scene.mentions[place]
        if mention.type == "Community" and mention.rule != "units.open":
            source = scene.source(mention.start, work.end, "undertaken.listed", _MOVED)
            yield Fact(index, "targets", place, source, status=status_at(scene, mention.start))


def _enrolled(scene: Scene, index: int, programmes: Sequence[tuple[int, int]]) -> Iterator[Fact[int]]:
    """某宿舍…被列入改造计划: the renewal is of the compound that it is called after, and so is the programme (one of
    ``programmes``, by where they stand) that the words name: 被列入某区某年老旧小区改造计划."""
    work = scene.mentions[index]
    homes = (i for i in reversed(scene.recent(work.end, _FAR)) if _is_site(scene.mentions[i], work))
    fits = [i for i in homes if scene.mentions[i].type in _TOLD_OF]
    home = max(fits, key=lambda i: len(scene.mentions[i].name), default=None)
    if home is not None:
        start = max(scene.sentence(work.start)[0], min(work.start, scene.mentions[home].start))
        source = scene.source(start, work.end, "undertaken.enrolled", _MOVED)
        yield Fact(index, "targets", home, source, status=status_at(scene, work.start))
        within = bisect_left(programmes, (work.start, 0)) if work.rule == ENROLLED else len(programmes)
        for place, programme in programmes[within : within + 1]:
            if place < work.end:
                yield Fact(programme, "targets", home, source, status=status_at(scene, work.start))


def _counted(scene: Scene, index: int) -> Iterator[Fact[int]]:
    """某区的15处“口袋公园”建设: so many of an area are put up by it, and for it."""
    work = scene.mentions[index]
    count = _SO_MANY.search(scene.text, max(0, work.start - _COUNT), work.start)
    area = scene.around(count.start() - 1) if count else None
    if area is None or scene.mentions[area].type != "Area":
        return
    source = scene.source(scene.mentions[area].start, work.end, "undertaken.counted", _BUILT)
    yield Fact(area, "implements", index, source, status=status_at(scene, work.start))
    yield Fact(index, "targets", area, source, status=status_at(scene, work.start))


def _behind(scene: Scene, at: int) -> Iterator[tuple[int, Mention]]:
    found = scene.within(at, at + 1)
    return ((i, scene.mentions[i]) for i in found)
