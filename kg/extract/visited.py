"""Who comes on an official visit, and where to: 区委书记某某到某社区调研…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.agents import Agents
from kg.extract.subjects import Scene
from kg.extract.visiting import VISIT
from kg.types import EntityType, Fact

_COMES, _GOES = 0.7, 0.7
_PEOPLE: frozenset[EntityType] = frozenset({"Person"})
_SITES: tuple[EntityType, ...] = ("Place", "Community", "Area")
#: Right before the first place that is visited, and between places.
_TO = re.compile("(?:到|来到|深入|赴|前往|莅临|走进)(?:了)?$")
_AND = re.compile("(?:、|和|及|以及|与)?")
#: Whom somebody leads there, and how those end who have no name: 率|县水利局、县住建局|主要负责人|到….
_LEADS = re.compile("(?:率领|率|带领|带着|会同|偕同)(?:了)?$")
_UNNAMED = re.compile("(?:等)?(?:部门|单位)?(?:主要|相关|有关|分管)*(?:负责人|负责同志|领导|人员|同志|干部)")
_BODIES: frozenset[EntityType] = frozenset({"Agency", "Organization"})
#: So many places of one visit.
_MOST = 4


def visited(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """The facts about the visits that an article describes."""
    for index, visit in enumerate(scene.mentions):
        if visit.type != "Event" or visit.rule != VISIT:
            continue
        start = scene.sentence(visit.start)[0]
        before = scene.within(start, visit.start)
        comes = next(
            (i for i in before if scene.mentions[i].type == "Person" and _is_of(scene, i, index)), None
        )
        if comes is None:
            continue
        for person in agents.together(comes, _PEOPLE):
            source = scene.source(scene.mentions[person].start, visit.end, "visited.comes", _COMES)
            yield Fact(person, "participatesIn", index, source)
        for body in _led(scene, agents, comes, index):
            source = scene.source(scene.mentions[comes].start, visit.end, "visited.led", _COMES)
            yield Fact(body, "participatesIn", index, source)
        for place in _places(scene, comes, index):
            source = scene.source(scene.mentions[place].start, visit.end, "visited.goes", _GOES)
            yield Fact(index, "locatedIn", place, source)


def _is_of(scene: Scene, person: int, visit: int) -> bool:
    return scene.mentions[visit].name.startswith(scene.mentions[person].text)


def _led(scene: Scene, agents: Agents, comes: int, visit: int) -> tuple[int, ...]:
    """The bodies whose heads somebody leads on the visit."""
    start = scene.mentions[comes].end
    for index in scene.within(start, scene.mentions[visit].start):
        body = scene.mentions[index]
        if body.type not in _BODIES or not _LEADS.search(scene.text, start, scene.chain_start(body)):
            continue
        led = agents.together(index, _BODIES)
        unnamed = _UNNAMED.match(scene.text, scene.mentions[led[-1]].end)
        return tuple(i for i in led if scene.known(i)) if unnamed else ()
    return ()


def _places(scene: Scene, comes: int, visit: int) -> list[int]:
    """The narrowest of each chain of places between who comes and what for."""
    start, end = scene.mentions[comes].end, scene.mentions[visit].start
    found: list[int] = []
    at = None
    for index in scene.within(start, end):
        place = scene.mentions[index]
        goes = _TO.search(scene.text, start, place.start) is not None
        if at is None and not goes:
            continue
        if at is not None and not goes and _AND.fullmatch(scene.text, at, place.start) is None:
            break
        if at == place.start and found:
            found.pop()  # 某镇|某村: the village
        found.append(index)
        at = place.end
    return [i for i in found if scene.mentions[i].type in _SITES and scene.known(i)][:_MOST]
