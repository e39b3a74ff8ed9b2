"""A renewal programme and what is said of it without its name: the compounds it renews, who sees to 改造工作."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from kg.extract.agents import Agents
from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.extract.taken_up import TAKEN_UP
from kg.knowledge.patterns import work_words
from kg.types import EntityType, Fact, Mention

_RENEWED, _BARE, _ANSWERING = 0.55, 0.6, 0.55
#: The rules of works that are the building of a place.
_BUILDINGS = ("works.construction", "works.building", "works.of_site")
#: So many clauses the body leads that answers a letter.
_LED = 2
#: A compound that the programme does not reach.
_LEFT_OUT = re.compile("不在(?:其列|其中|此列|范围)|(?:未|没有?)(?:被)?(?:纳入|列入)")
#: Compounds are put together for a renewal, two of them at least.
_TOGETHER = re.compile(
    "“?打包”?|整合[为成]|[并合]并?[作成为](?=[^，。；]{0,4}(?:片区|一个|“))|连片(?:改造|整治|更新)|(?:一道|一并|一起|同时)(?:被)?(?:列入|纳入|启动)"
)
_LEAST_HOMES = 2
_DOERS: tuple[EntityType, ...] = ("Agency", "Organization", "Area", "Community")
_ANSWERER: frozenset[EntityType] = frozenset({"Agency"})


def renewals(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """The facts about the renewal programmes of the article."""
    programmes = [i for i, m in enumerate(scene.mentions) if _is_renewal(m)]
    main = _main(scene, programmes)
    yield from _compounds(scene, programmes, main)
    yield from _of_only(scene, programmes)
    yield from _bundled(scene, programmes)
    yield from _behind_verb(scene, agents, main)
    yield from _meant(scene, agents)
    yield from _passive(scene)
    yield from _answering(scene, agents)


def _compounds(scene: Scene, programmes: list[int], main: int | None) -> Iterator[Fact[int]]:
    """Compounds named after a renewal programme in a sentence, or shown renewed in an article about one."""
    done: set[str] = set()
    for near_only in (True, False):
        for index in scene.outer:
            mention = scene.mentions[index]
            work = _renewer(scene, index, programmes, None if near_only else main)
            if work is not None and mention.name not in done:
                done.add(mention.name)
                source = scene.source(mention.start, mention.end, "renewals.compound", _RENEWED)
                yield Fact(work, "targets", index, source)


def _of_only(scene: Scene, programmes: list[int]) -> Iterator[Fact[int]]:
    """今年全市要改造老旧小区11个…某小区改造已开工: the one programme of an article is done to the compounds whose own
    renewal it tells of."""
    if len({scene.mentions[i].name for i in programmes}) != 1:
        return
    if _LEFT_OUT.search(scene.text):
        return
    renewed = {m.name for m in scene.mentions if m.type == "Project"}
    done: set[str] = set()
    for index in scene.outer:
        home = scene.mentions[index]
        compound = home.type == "Community" and home.kind in (None, "compound")
        if compound and home.name not in done and f"{home.name}改造" in renewed and scene.is_read(home.start):
            done.add(home.name)
            source = scene.source(home.start, home.end, "renewals.own", _RENEWED)
            yield Fact(programmes[0], "targets", index, source)


def _bundled(scene: Scene, programmes: list[int]) -> Iterator[Fact[int]]:
    """该院与相邻的某宿舍一道列入某区老旧小区改造计划, 将某宿舍、某家属院等7个小区整合为某片区: each work that the sentence
    names is done to all the compounds that it puts together."""
    for match in _TOGETHER.finditer(scene.text):
        start, end = scene.sentence(match.start())
        inside = scene.within(start, end)
        works = {i for i in inside if scene.mentions[i].type == "Project" and scene.known(i)}
        near = (bisect_left(programmes, at, key=lambda i: scene.mentions[i].start) for at in (start, end))
        works |= set(programmes[slice(*near)])
        homes = [i for i in inside if scene.mentions[i].start < match.end() and _is_compound(scene, i)]
        homes += [i for i, _ in scene.all_pointed(start, match.start()) if _is_compound(scene, i)]
        names = {scene.mentions[i].name for i in homes}
        if len(names) < _LEAST_HOMES:
            continue
        for work in sorted(works):
            if scene.mentions[work].name.startswith(tuple(names)):
                continue  # the renewal of one of them
            source = scene.source(
                start, max(match.end(), scene.mentions[work].end), "renewals.bundle", _RENEWED
            )
            yield from (Fact(work, "targets", home, source) for home in homes)


def _is_compound(scene: Scene, index: int) -> bool:
    mention = scene.mentions[index]
    home = mention.type == "Community" and mention.kind in (None, "compound")
    return home and scene.known(index) and scene.is_read(mention.start)


def _renewer(scene: Scene, index: int, programmes: list[int], main: int | None) -> int | None:
    """The programme named before the compound in its sentence, else ``main`` where the sentence shows it renewed."""
    mention = scene.mentions[index]
    if mention.type != "Community" or mention.kind not in (None, "compound"):
        return None
    start, end = scene.sentence(mention.start)
    unfit = mention.rule in ("units.open", "units.anaphor") or not scene.is_read(mention.start)
    if unfit or work_words().intended.search(scene.text, start, end):
        return None
    before = bisect_left(programmes, mention.start, key=lambda i: scene.mentions[i].start)
    if before and scene.mentions[programmes[before - 1]].start >= start:
        return programmes[before - 1]
    return main if work_words().renewed.search(scene.text, start, end) else None


def _is_renewal(mention: Mention) -> bool:
    is_programme = mention.rule.startswith("works.programme") and mention.type == "Project"
    return is_programme and work_words().renewal.search(mention.name) is not None


def _main(scene: Scene, programmes: list[int]) -> int | None:
    """The renewal that the article names at least twice or in its headline."""
    names = Counter(scene.mentions[i].name for i in programmes)
    heads = [i for i in programmes if not scene.is_read(scene.mentions[i].start)]
    often = [i for i in programmes if names[scene.mentions[i].name] > 1]
    return next(iter(heads + sorted(often, key=lambda i: -names[scene.mentions[i].name])), None)


def _told(scene: Scene) -> list[int]:
    """The renewals that an article tells of."""
    outer = ((i, scene.mentions[i]) for i in scene.outer)
    return [i for i, m in outer if m.type == "Project" and "改造" in m.name]


def _own(scene: Scene, doer: int, works: list[int]) -> int | None:
    """The renewal among ``works`` that is called after whoever sees to it."""
    name = scene.mentions[doer].name
    return next((i for i in works if scene.mentions[i].name.startswith(name)), None)


def _meant(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """启动改造项目: of the one renewal of the article, or of the one called after whoever does so."""
    works = _told(scene)
    main = works[0] if len({scene.mentions[i].name for i in works}) == 1 else None
    for act in work_words().meant.finditer(scene.text) if works else ():
        yield from _carried_out(scene, agents, act, main, works)


def _behind_verb(scene: Scene, agents: Agents, main: int | None) -> Iterator[Fact[int]]:
    """负责…改造前期工作: of the article's renewal."""
    for act in work_words().bare.finditer(scene.text) if main is not None else ():
        yield from _carried_out(scene, agents, act, main, [])


def _carried_out(
    scene: Scene, agents: Agents, act: re.Match[str], main: int | None, works: list[int]
) -> Iterator[Fact[int]]:
    agent = agents.of(act.start(), _DOERS, (0, 0), own=True) if scene.is_read(act.start()) else None
    for doer in agent.mentions if agent else ():
        work = _own(scene, doer, works) if main is None else main
        if work is None or _is_renewed(scene, doer, work, act.start()):
            continue
        start = min(act.start(), max(scene.mentions[doer].start, scene.sentence(act.start())[0]))
        source = scene.source(start, act.end(), "renewals.bare", _BARE)
        yield Fact(doer, "implements", work, source, status=status_at(scene, act.start()))


def _is_renewed(scene: Scene, doer: int, work: int, at: int) -> bool:
    """Whether a compound is only what is renewed, and does not pay for it itself."""
    mention = scene.mentions[doer]
    own = mention.type == "Community" and scene.mentions[work].name.startswith(mention.name)
    return own and not work_words().pays.search(scene.text, scene.clause(at)[0], at)


#: A sentence that goes on about the work of the one before: 项目选址某街道，由某局牵头实施.
_GOES_ON = re.compile("(?:该|这个|整个)?(?:项目|工程|改造)(?!部)")


def _passive(scene: Scene) -> Iterator[Fact[int]]:
    """工程由某局负责: of the work named last."""
    works = [i for i in scene.outer if scene.mentions[i].type == "Project"]
    yield from _passively(scene, work_words().bare_by, works)
    yield from _by_whom(scene, works)
    yield from _passively(
        scene, work_words().site_by, [i for i in works if scene.mentions[i].rule in _BUILDINGS]
    )


def _taken_up(scene: Scene, works: list[int], place: int) -> int:
    """某院一并列入|某区老旧小区改造计划，由…牵头: the renewal of what was taken in, not the whole programme."""
    before = works[place - 1] if place else works[place]
    same = scene.clause(scene.mentions[before].start) == scene.clause(scene.mentions[works[place]].start)
    return before if same and scene.mentions[before].rule == TAKEN_UP else works[place]


def _by_whom(scene: Scene, works: list[int]) -> Iterator[Fact[int]]:
    """…开工建设，由某公司负责施工: of the work that its sentence named last."""
    for act in work_words().by_whom.finditer(scene.text) if works else ():
        doer, start = scene.around(act.end()), scene.sentence(act.start())[0]
        named = bisect_left(works, act.start(), key=lambda i: scene.mentions[i].start)
        if _GOES_ON.match(scene.text, start) and start > 1:
            start = scene.sentence(start - 2)[0]
        near = bool(named) and scene.mentions[works[named - 1]].start >= start
        if near and doer is not None and scene.mentions[doer].type in _DOERS:
            source = scene.source(act.start(), scene.mentions[doer].end, "renewals.by_whom", _BARE)
            yield Fact(doer, "implements", _taken_up(scene, works, named - 1), source)


def _passively(scene: Scene, pattern: re.Pattern[str], works: list[int]) -> Iterator[Fact[int]]:
    for act in pattern.finditer(scene.text) if works else ():
        doer = scene.around(act.end())
        named = bisect_left(works, act.start(), key=lambda i: scene.mentions[i].start)
        leads = scene.clause(act.start())[0] == act.start()
        if named and leads and doer is not None and scene.mentions[doer].type in _DOERS:
            source = scene.source(act.start(), scene.mentions[doer].end, "renewals.bare", _BARE)
            yield Fact(doer, "implements", works[named - 1], source)
            yield from _further(scene, works[named - 1], scene.clause(act.start())[1])


def _further(scene: Scene, work: int, end: int) -> Iterator[Fact[int]]:
    """工程由某局组织实施，某公司承建: who has a part in it leads a later clause of the sentence."""
    while scene.text[end : end + 1] == "，":
        start, end = scene.clause(end + 1)
        doer = scene.around(start)
        builds = doer is not None and work_words().builds.match(scene.text, scene.mentions[doer].end)
        if doer is None or not builds or scene.mentions[doer].type not in _DOERS:
            return
        source = scene.source(start, builds.end(), "renewals.bare", _BARE)
        yield Fact(doer, "implements", work, source)


def _answering(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """In the answer to a citizen's letter, the body that acts in it runs the programme that the letter is about."""
    programmes = [i for i, m in enumerate(scene.mentions) if m.rule.startswith("works.programme")]
    if not programmes or not work_words().answer.search(scene.text):
        return
    led: dict[str, list[int]] = {}
    for index in scene.outer:
        mention = scene.mentions[index]
        clause = scene.clause(mention.start)
        fits = mention.type == "Agency" and scene.is_read(mention.start)
        if fits and agents.may_act(index, _ANSWERER, (0, 0)) and agents.leads(index, clause[0]):
            led.setdefault(mention.name, []).append(index)
    for places in led.values():
        if len(places) >= _LED:
            at = scene.mentions[places[0]]
            source = scene.source(at.start, scene.clause(at.start)[1], "renewals.answering", _ANSWERING)
            yield Fact(places[0], "implements", programmes[0], source)
