"""What the names of works, events and documents say by themselves: 某区老旧小区改造 is done by and to that district,
某委十届二次全会 is the committee's own, 《某委关于…的意见》 is issued by it.

A work on a compound is carried out by whoever the compound belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.agents import Agents
from kg.extract.area_deeds import HELPED
from kg.extract.labels import Labels
from kg.extract.put_up import put_up
from kg.extract.renewals import renewals
from kg.extract.subjects import Scene
from kg.extract.taken_up import TAKEN_UP
from kg.extract.undertaken import undertaken
from kg.knowledge.patterns import work_words
from kg.types import Claim, EntityType, Fact, Mention

#: Events that pass nothing.
_NO_ASSEMBLY = ("揭牌", "挂牌", "仪式", "典礼", "比赛", "大赛", "运动会", "调研", "演练")
#: Sessions, the term that they are counted in, and whose they are.
_SESSION, _TERM = "works.session", re.compile("第?[一二三四五六七八九十]{1,4}届")
_COUNTED_ORGAN = re.compile(
    "(?P<organ>.+?(?:人大常委会|人民代表大会|政协|委员会|常委会))第?[一二三四五六七八九十]{1,4}次"
)
_LEAST_ORGAN = 4
#: What an organ meets in by itself: 某区政府|第8次常务会议, 市委常委会|扩大会议.
_BUSINESS = re.compile(
    "(?:党组)?(?:20\\d\\d年)?(?:第?[0-9一二三四五六七八九十百]{1,4}次)?(?:常务|常委会?|党组|主任|主席|扩大|全体|工作|办公){1,3}(?:[（(]扩大[）)])?(?:会议|会)"
)
_COMMITTEE, _MEETS = "常委会", re.compile("(?:[（(]扩大[）)]|扩大)?会议")
_SIGNERS: tuple[EntityType, ...] = ("Agency", "Organization")
#: A class and a name.
Name = tuple[EntityType, str]

_NAMED, _ORGAN, _TITLE, _KEEPER = 0.8, 0.85, 0.75, 0.6
#: 上海江夏某项目 may be a company's that is called so; 上海市某项目 is the city's.
_UNDERTAKINGS = ("项目", "工程")
_LEVELS = ("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "街道")
#: An organ that moves sees to it itself: 某局|迁建项目.
_MOVED = "迁"
#: Companies carry out what is called after them; hospitals move themselves.
_COMPANIES, _MOVERS = ("公司", "集团"), ("医院", "保健院", "卫生院", "局", "院", "所", "中心")
#: What is kept by the area or community it lies in; a power station or a park may be anybody's.
_KEPT = ("compound", "village", "road", None)
#: In the name of what runs from one to the other.
_BETWEEN = re.compile("[镇乡村县市区路桥街道站口湾]至")
#: Areas that see to their streets and compounds themselves, as provinces and cities do not.
_NEAR = ("区", "县", "旗", "街道", "镇", "乡")
#: What somebody is charged with in an area is not the area's own work.
_CHARGED = "works.charged"
#: What is done to a site by its name.
_ON_PLACE = "works.on_place"
_PROGRAMMES = (_CHARGED, "works.programme", "works.named", "works.governed", "works.of_site")


def bearings(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """The facts that follow from names, and from which place a work's place belongs to."""
    agents, labels = Agents(scene, {}), Labels(scene.mentions)
    keepers = _keepers(scene, claims)
    told = [*renewals(scene, agents), *undertaken(scene, agents)]
    done = _done(scene, [*claims, *told])
    for index, mention in enumerate(scene.mentions):
        if mention.type == "Project":
            yield from _of_area(scene, labels, index, done)
            yield from _on_place(scene, labels, index, keepers, done)
            yield from _taken_up(scene, index)
            yield from _helped(scene, labels, index)
            yield from _companys(scene, labels, index)
            yield from put_up(scene, index)
        elif mention.type == "Event":
            yield from _session(scene, labels, index)
            yield from _unveiled(scene, labels, index)
            yield from _signed(scene, index)
        elif mention.type == "Document":
            yield from _title(scene, labels, index)
    yield from _acts(scene, agents)
    yield from told


def _done(scene: Scene, claims: Sequence[Claim[int]]) -> frozenset[str]:
    """The works of which the article says who carries them out, by name."""
    facts = (c for c in claims if isinstance(c, Fact) and c.predicate == "implements")
    return frozenset(scene.mentions[f.object].name for f in facts if f.object is not None)


def _fact(
    scene: Scene, subject: int, predicate: str, obj: int, at: Mention, rule: str, sure: float
) -> Fact[int]:
    return Fact(subject, predicate, obj, scene.source(at.start, at.end, f"bearings.{rule}", sure))


def _of_area(scene: Scene, labels: Labels, index: int, done: frozenset[str]) -> Iterator[Fact[int]]:
    """某区老旧小区改造, 全区某整治: the area that the name begins with runs the programme, and it is for the area."""
    work = scene.mentions[index]
    if work.rule not in _PROGRAMMES:
        return
    if (owner := _owner(scene, labels, work)) is not None:
        if scene.mentions[owner].name.endswith(_COMPANIES):
            return
        yield _fact(scene, index, "targets", owner, work, "owner", _NAMED)
        if _MOVED in work.name and scene.mentions[owner].name.endswith(_MOVERS):
            yield _fact(scene, owner, "implements", index, work, "owner", _KEEPER)
        return
    area = labels.area_of(work)
    if area is not None and not (
        work.name.endswith(_UNDERTAKINGS) and not scene.mentions[area].text.endswith(_LEVELS)
    ):
        told = any(work.name.endswith(name) or name.endswith(work.name) for name in done)
        if not told and work.rule != _CHARGED:
            yield _fact(scene, area, "implements", index, work, "programme", _KEEPER)
        yield _fact(scene, index, "targets", area, work, "programme", _NAMED)


def _owner(scene: Scene, labels: Labels, work: Mention) -> int | None:
    """The institution that a work's name begins with: 某县医院|搬迁项目."""
    names = [i for i in labels.inside(work) if scene.mentions[i].start == work.start]
    longest = max(names, key=lambda i: scene.mentions[i].end, default=None)
    built = work.rule == "works.of_site" or work.name.endswith(_UNDERTAKINGS)
    kinds = ("Organization", "Agency") if built else ("Organization",)
    return longest if longest is not None and scene.mentions[longest].type in kinds else None


def _keepers(scene: Scene, claims: Sequence[Claim[int]]) -> dict[Name, list[int]]:
    """The places that each place, by its class and name, is said to lie in."""
    found: dict[Name, dict[int, int]] = {}
    for c in claims:
        if isinstance(c, Fact) and c.predicate == "locatedIn" and c.object is not None:
            inner = scene.mentions[c.subject]
            found.setdefault((inner.type, inner.name), {})[c.subject] = c.object
    return {name: [by[i] for i in sorted(by)] for name, by in found.items()}


def _on_place(
    scene: Scene, labels: Labels, index: int, keepers: dict[Name, list[int]], done: frozenset[str]
) -> Iterator[Fact[int]]:
    """某小区改造 is done to the compound, by the community or district that it lies in; a community's own by itself."""
    work = scene.mentions[index]
    place = _place_of(scene, labels, work)
    if place is None:
        return
    yield _fact(scene, index, "targets", place, work, "on_place", _NAMED)
    if work.name in done:
        return
    mention = scene.mentions[place]
    whole = scene.around(work.start)
    if _BETWEEN.search(mention.name if whole is None else scene.mentions[whole].name):
        return  # 某镇至某乡公路 is neither's
    found = keepers.get((mention.type, mention.name), [])
    if mention.kind == "neighbourhood":
        yield _fact(scene, place, "implements", index, work, "keeper", _KEEPER)
    elif mention.kind in _KEPT and (found := [i for i in found if _sees_to_it(scene.mentions[i])]):
        keeper = max(found, key=lambda i: (scene.mentions[i].type == "Community", -i))
        yield _fact(scene, keeper, "implements", index, work, "keeper", _KEEPER)


def _taken_up(scene: Scene, index: int) -> Iterator[Fact[int]]:
    """某院、某小区|改造, of compounds that were taken into a programme: it is done to each of them."""
    work = scene.mentions[index]
    if work.rule != TAKEN_UP:
        return
    clause = scene.sentence(work.start)
    for name in work.name.removesuffix("改造").split("、"):
        homes = (i for i, m in enumerate(scene.mentions) if m.type == "Community" and m.name == name)
        home = next(homes, None)
        if home is not None:
            source = scene.source(clause[0], work.end, "bearings.taken_up", _NAMED)
            yield Fact(index, "targets", home, source)


def _companys(scene: Scene, labels: Labels, index: int) -> Iterator[Fact[int]]:
    """某食品有限公司的|中央厨房项目, 某新材料有限公司|年产6万吨材料项目: the company carries it out."""
    work = scene.mentions[index]
    if not scene.is_read(work.start):
        return
    inside = [i for i in labels.inside(work) if scene.mentions[i].start == work.start]
    before = [
        i
        for i in scene.within(scene.clause(work.start)[0], work.start)
        if scene.text[scene.mentions[i].end : work.start] == "的"
    ]
    for owner in (*inside, *before):
        if scene.mentions[owner].type == "Organization" and scene.mentions[owner].name.endswith(_COMPANIES):
            yield _fact(scene, owner, "implements", index, work, "company", _NAMED)
            return


def _helped(scene: Scene, labels: Labels, index: int) -> Iterator[Fact[int]]:
    """某市|对口支援|某县: the one does it, and it is for the other."""
    work = scene.mentions[index]
    if work.rule != HELPED:
        return
    giver = next((i for i in labels.inside(work) if scene.mentions[i].start == work.start), None)
    taker = next((i for i in scene.within(work.end, work.end + 1) if scene.mentions[i].type == "Area"), None)
    if giver is not None and taker is not None:
        yield _fact(scene, giver, "implements", index, work, "helped", _NAMED)
        yield _fact(scene, index, "targets", taker, work, "helped", _NAMED)


def _sees_to_it(keeper: Mention) -> bool:
    return keeper.type != "Area" or keeper.name.endswith(_NEAR)


def _place_of(scene: Scene, labels: Labels, work: Mention) -> int | None:
    """The community, street or building at the start of a work's name."""
    for index in labels.inside(work):
        mention = scene.mentions[index]
        built = mention.type == "Organization" and work.rule == _ON_PLACE
        placed = (mention.type in ("Community", "Place") or built) and mention.rule != "units.open"
        if placed and work.name.startswith(mention.name):
            return index
    return None


def _session(scene: Scene, labels: Labels, index: int) -> Iterator[Fact[int]]:
    """The organ whose session it is takes part: 市委|十届二次全会, 县人大常委会 in 某县十七届人大常委会第九次会议."""
    event = scene.mentions[index]
    for organ in labels.inside(event):
        mention = scene.mentions[organ]
        meets = _MEETS if mention.text.endswith(_COMMITTEE) else _BUSINESS
        if mention.type == "Agency" and meets.fullmatch(scene.text, mention.end, event.end):
            yield _fact(scene, organ, "participatesIn", index, event, "session", _ORGAN)
            return
    if not event.rule.startswith(_SESSION):
        return
    for organ in labels.inside(event):
        mention = scene.mentions[organ]
        counted = work_words().session.match(scene.text, mention.end)
        if mention.type == "Agency" and "届" not in mention.text and counted:
            yield _fact(scene, organ, "participatesIn", index, event, "session", _ORGAN)
            return
    whose = _COUNTED_ORGAN.match(_TERM.sub("", event.name))
    organs = (i for i, m in enumerate(scene.mentions) if m.type == "Agency" and len(m.name) >= _LEAST_ORGAN)
    organ_ = next((i for i in organs if whose and whose["organ"].endswith(scene.mentions[i].name)), None)
    if organ_ is not None:
        yield _fact(scene, organ_, "participatesIn", index, event, "session", _ORGAN)


def _unveiled(scene: Scene, labels: Labels, index: int) -> Iterator[Fact[int]]:
    """某医院|揭牌仪式: what is unveiled takes part, by whichever of its names the event's begins with."""
    event = scene.mentions[index]
    if work_words().unveiled.search(event.name) is None:
        return
    unveils = work_words().unveiled
    hosts = labels.bodies_before(event.name, lambda end: unveils.fullmatch(event.name, end) is not None)
    for host in hosts[-1:]:
        yield _fact(scene, host, "participatesIn", index, event, "unveiled", _TITLE)


def _signed(scene: Scene, index: int) -> Iterator[Fact[int]]:
    """某医院与某医院建立某联合体[签约仪式]: those who stand before it in its clause, or in its name, sign."""
    event = scene.mentions[index]
    if work_words().signing.search(event.name) is None:
        return
    start = scene.clause(event.start)[0]
    before = [i for i in scene.within(start, event.end) if scene.mentions[i].type in _SIGNERS]
    parties = [i for i in before if scene.known(i) and scene.around(scene.mentions[i].start) in (i, index)]
    for party in parties if len({scene.mentions[i].name for i in parties}) > 1 else ():
        yield _fact(scene, party, "participatesIn", index, event, "signed", _TITLE)


def _title(scene: Scene, labels: Labels, index: int) -> Iterator[Fact[int]]:
    """《某委关于制定…的建议》 is issued by the body at its start, which the article names, too."""
    work = scene.mentions[index]
    title = work.text.lstrip("《")
    bodies = labels.bodies_before(title, lambda end: work_words().about.match(title, end) is not None)
    if bodies:
        yield _fact(scene, bodies[0], "issues", index, work, "title", _TITLE)


def _assembles(scene: Scene, agents: Agents, index: int) -> bool:
    """Whether an event is one that may act on documents, which no unveiling does."""
    event = scene.mentions[index]
    return agents.is_held(index) and scene.is_read(event.start) and not event.name.endswith(_NO_ASSEMBLY)


def _acts(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """会议审议通过《…》: the event of the article that is held."""
    held = next((i for i in scene.outer if _assembles(scene, agents, i)), None)
    if held is None:
        return
    for index, mention in enumerate(scene.mentions):
        if (
            mention.type != "Document"
            or not scene.is_read(mention.start)
            or mention.start < scene.mentions[held].end
        ):
            continue
        start, end = max(scene.sentence(mention.start)[0], agents.block(mention.start).start), mention.start
        act = work_words().assembly_acts.search(scene.text, start, end)
        if act is not None and not work_words().not_acted.search(scene.text, act.end(), end):
            source = scene.source(act.start(), mention.end, "bearings.assembly", _ORGAN)
            yield Fact(held, "issues", index, source)
