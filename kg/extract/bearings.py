"""What the names of works, events and documents say by themselves: 某区老旧小区改造 is done by and to that district,
某委十届二次全会 is the committee's own, 《某委关于…的意见》 is issued by it.

A work on a compound is carried out by whoever the compound belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.agents import Agents
from kg.extract.renewals import renewals
from kg.extract.subjects import Scene
from kg.knowledge.patterns import work_words
from kg.types import Claim, Fact, Mention

_NAMED, _ORGAN, _TITLE, _KEEPER = 0.8, 0.85, 0.75, 0.6
_PROGRAMMES = ("works.programme", "works.named", "works.governed")
_RELATIVE = ("units.relative", "units.chain")


def bearings(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """The facts that follow from names, and from which place a work's place belongs to."""
    agents = Agents(scene, {})
    keepers = _keepers(claims)
    for index, mention in enumerate(scene.mentions):
        if mention.type == "Project":
            yield from _of_area(scene, index)
            yield from _on_place(scene, index, keepers)
        elif mention.type == "Event":
            yield from _session(scene, index)
        elif mention.type == "Document":
            yield from _title(scene, index)
    yield from _acts(scene, agents)
    yield from renewals(scene, agents)


def _fact(
    scene: Scene, subject: int, predicate: str, obj: int, at: Mention, rule: str, sure: float
) -> Fact[int]:
    return Fact(subject, predicate, obj, scene.source(at.start, at.end, f"bearings.{rule}", sure))


def _of_area(scene: Scene, index: int) -> Iterator[Fact[int]]:
    """某区老旧小区改造, 全区某整治: the area that the name begins with runs the programme, and it is for the area."""
    work = scene.mentions[index]
    if work.rule not in _PROGRAMMES:
        return
    if (owner := _owner(scene, work)) is not None:
        yield _fact(scene, index, "targets", owner, work, "owner", _NAMED)
        return
    area = _area_of(scene, work)
    if area is not None:
        yield _fact(scene, area, "implements", index, work, "programme", _KEEPER)
        yield _fact(scene, index, "targets", area, work, "programme", _NAMED)


def _owner(scene: Scene, work: Mention) -> int | None:
    """The institution that a work's name begins with: 某县医院|搬迁项目."""
    names = [i for i, m in enumerate(scene.mentions) if m.start == work.start and m.end < work.end]
    longest = max(names, key=lambda i: scene.mentions[i].end, default=None)
    return longest if longest is not None and scene.mentions[longest].type == "Organization" else None


def _area_of(scene: Scene, work: Mention) -> int | None:
    """The area mention that a work's name begins with: at its own start, else the last one before it, else any."""
    areas = [
        i
        for i, m in enumerate(scene.mentions)
        if m.type == "Area" and m.rule in _RELATIVE and len(m.text) > 1 and work.name.startswith(m.text)
    ]
    longest = max((len(scene.mentions[i].text) for i in areas), default=0)
    areas = [i for i in areas if len(scene.mentions[i].text) == longest]
    before = [i for i in areas if scene.mentions[i].start <= work.start]
    return next(iter(before[-1:] or areas[:1]), None)


def _keepers(claims: Sequence[Claim[int]]) -> dict[int, int]:
    """The place that each place is said to lie in: mention to mention."""
    return {
        c.subject: c.object
        for c in claims
        if isinstance(c, Fact) and c.predicate == "locatedIn" and c.object is not None
    }


def _on_place(scene: Scene, index: int, keepers: dict[int, int]) -> Iterator[Fact[int]]:
    """某小区改造 is done to the compound, by the community or district that it lies in; a community's own by itself."""
    work = scene.mentions[index]
    place = _place_of(scene, index)
    if place is None:
        return
    yield _fact(scene, index, "targets", place, work, "on_place", _NAMED)
    name = scene.mentions[place].name
    same = [i for i, m in enumerate(scene.mentions) if (m.type, m.name) == (scene.mentions[place].type, name)]
    found = [keepers[i] for i in same if i in keepers]
    if scene.mentions[place].kind == "neighbourhood":
        yield _fact(scene, place, "implements", index, work, "keeper", _KEEPER)
    elif found:
        keeper = max(found, key=lambda i: (scene.mentions[i].type == "Community", -i))
        yield _fact(scene, keeper, "implements", index, work, "keeper", _KEEPER)


def _place_of(scene: Scene, index: int) -> int | None:
    """The community, street or building at the start of a work's name."""
    work = scene.mentions[index]
    inside = [
        i
        for i, m in enumerate(scene.mentions)
        if m.type in ("Community", "Place")
        and work.start <= m.start
        and m.end < work.end
        and m.rule != "units.open"
    ]
    named = [i for i in inside if work.name.startswith(scene.mentions[i].name)]
    return named[0] if named else None


def _session(scene: Scene, index: int) -> Iterator[Fact[int]]:
    """The organ whose session it is takes part in it: 市委|十届二次全会."""
    event = scene.mentions[index]
    if event.rule != "works.session":
        return
    for organ, mention in enumerate(scene.mentions):
        inside = event.start <= mention.start and mention.end < event.end
        if (
            mention.type == "Agency"
            and inside
            and "届" not in mention.text
            and work_words().session.match(scene.text, mention.end)
        ):
            yield _fact(scene, organ, "participatesIn", index, event, "session", _ORGAN)


def _title(scene: Scene, index: int) -> Iterator[Fact[int]]:
    """《某委关于制定…的建议》 is issued by the body at its start, which the article names, too."""
    work = scene.mentions[index]
    title = work.text.lstrip("《")
    for body, mention in enumerate(scene.mentions):
        if mention.type not in ("Agency", "Organization") or not title.startswith(mention.text):
            continue
        if work_words().about.match(title, len(mention.text)):
            yield _fact(scene, body, "issues", index, work, "title", _TITLE)
            return


def _acts(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """会议审议通过《…》: the event of the article that is held."""
    held = next(
        (i for i in scene.outer if agents.is_held(i) and scene.is_read(scene.mentions[i].start)), None
    )
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
