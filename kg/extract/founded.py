"""Teams, task forces and offices that somebody sets up belong to whoever does: 某县组建“某某”志愿服务队. Quoted places are
where they are built, or where they are named right behind: 某村“某某”食堂."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.agents import Agents
from kg.extract.shape_parts import list_start
from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.knowledge.lexicon import body_head
from kg.knowledge.short_forms import short_forms
from kg.types import Claim, EntityType, Fact, Mention

_SURE = 0.6
#: Right before what is set up.
_SETS_UP = re.compile(r"(?:成立|组建|设立|建立)(?:了|起)?(?:[\d一两百]+[支个名人])?“?$")
#: Right before a place that is built.
_BUILDS = re.compile(r"(?:打造|建成|建立|建设|设立|建起|修建)(?:了|起)?(?:[\d一两百]+[个座处家])?“?$")
#: Before a cooperative that a village's branch of the Party runs.
_LED = re.compile(r"领办(?:成立|创办|组建)?(?:了)?“?$")
_BRANCHES: tuple[EntityType, ...] = ("Agency",)
_REACH = 10
_HELD: tuple[EntityType, ...] = ("Place", "Organization")
_WHERE: tuple[EntityType, ...] = ("Area", "Community")
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization")
_FOUNDERS: tuple[EntityType, ...] = ("Area", "Agency", "Organization")
#: What is somebody's own; companies and schools stand by themselves, branches of the Party are where their members are.
_OWNED = frozenset({"association", "taskforce", "gov"})
#: The organs that lead an area.
_LEADERS = ("委", "工委", "党工委", "党委", "政府", "人民政府", "办事处", "人民政府办公室", "政府办公室")
_TEAMS = ("队", "团", "队伍", "工作室", "工作站", "专班", "小组")


def founded(scene: Scene, agents: Agents, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """The facts about bodies that nothing is said to belong to yet."""
    known = _held(scene, claims)
    for index in scene.outer:
        body = scene.mentions[index]
        if body.type not in _BODIES or body.name in known or not scene.is_read(body.start):
            continue
        first = list_start(scene, index)
        verb = _SETS_UP.search(scene.text, max(0, first - _REACH), first) if _is_owned(body) else None
        agent = agents.of(verb.start(), _FOUNDERS, (body.start, body.end)) if verb else None
        if verb is None or agent is None:
            continue
        known.add(body.name)
        source = scene.source(verb.start(), body.end, "founded.body", _SURE)
        status = status_at(scene, verb.start())
        owners = dict.fromkeys(_area_of(scene, index, founder) for founder in agent.mentions)
        yield from (Fact(index, "subOrganizationOf", f, source, status=status) for f in owners)


def _area_of(scene: Scene, body: int, founder: int) -> int:
    """The area whose committee or government sets a task force up, else who sets something up."""
    organ = scene.mentions[founder]
    own = scene.mentions[body].name.endswith(short_forms().of_place)
    if not own or organ.type != "Agency" or not organ.name.endswith(_LEADERS):
        return founder
    inside = (i for i in scene.starting(organ.start) if scene.mentions[i].type == "Area")
    area = next(inside, founder)
    return area if scene.text[scene.mentions[area].end : organ.end] in _LEADERS else founder


def led(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """村党支部领办成立某合作社: it belongs to the branch of the Party that runs it."""
    for index in scene.outer:
        body = scene.mentions[index]
        verb = _LED.search(scene.text, max(0, body.start - _REACH), body.start)
        if body.type != "Organization" or verb is None:
            continue
        agent = agents.of(verb.start(), _BRANCHES, (body.start, body.end), own=True)
        source = scene.source(verb.start(), body.end, "founded.led", _SURE)
        yield from (Fact(index, "subOrganizationOf", f, source) for f in (agent.mentions if agent else ()))


def built(scene: Scene, agents: Agents, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """The facts about quoted places and bodies that nothing is said to hold yet."""
    known = _held(scene, claims)
    for index in scene.outer:
        place = scene.mentions[index]
        if place.type not in _HELD or place.name in known or not place.rule.startswith("quoted."):
            continue
        found = _right_before(scene, place) or _builder(scene, agents, index)
        if found is not None:
            known.add(place.name)
            begin = min(place.start, scene.mentions[found].end)
            source = scene.source(begin, place.end, "founded.place", _SURE)
            yield Fact(index, "locatedIn", found, source)


def _held(scene: Scene, claims: Sequence[Claim[int]]) -> set[str]:
    """The names of what something is said to hold already."""
    return {
        scene.mentions[c.subject].name
        for c in claims
        if isinstance(c, Fact) and c.predicate in ("subOrganizationOf", "locatedIn")
    }


def _right_before(scene: Scene, place: Mention) -> int | None:
    """The area or home that stands right before a quoted name: 某村[“某某”食堂]."""
    owner = scene.around(place.start - 1)
    if (
        owner is None
        or scene.mentions[owner].type not in _WHERE
        or scene.mentions[owner].rule == "units.open"
    ):
        return None
    return owner if scene.mentions[owner].end == place.start else None


def _builder(scene: Scene, agents: Agents, index: int) -> int | None:
    """The area or home that builds a place: 某县打造“某某”广场."""
    place = scene.mentions[index]
    first = list_start(scene, index)
    verb = _BUILDS.search(scene.text, max(0, first - _REACH), first) if place.type == "Place" else None
    agent = agents.of(verb.start(), _WHERE, (place.start, place.end)) if verb else None
    return agent.mentions[0] if agent is not None and len(agent.mentions) == 1 else None


def _is_owned(body: Mention) -> bool:
    head = body_head(body.name)
    return body.name.rstrip("”").endswith(_TEAMS) or (head is not None and head.kind in _OWNED)
