"""Who takes part in an event that the sentence does not name again: 某某出席会议并讲话, 会上，某某指出."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.agents import Agents
from kg.extract.subjects import Scene
from kg.knowledge.patterns import Role, work_words
from kg.types import EntityType, Fact

_CONFIDENCE = 0.65
#: How far back the event may have been named.
_REACH = 260
_PEOPLE: tuple[EntityType, ...] = ("Person",)


def attendance(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """A ``participatesIn`` fact for each person who leads a clause of attending, with its role."""
    for role, pattern in work_words().attending.items():
        for act in pattern.finditer(scene.text):
            event = _event(scene, agents, act) if scene.is_read(act.start()) else None
            if event is not None:
                yield from _facts(scene, agents, act, event, role)


def _event(scene: Scene, agents: Agents, act: re.Match[str]) -> int | None:
    """The event that is held and was named last, in the sentence or shortly before, and not behind the verb."""
    if any(
        scene.mentions[i].type == "Event" for i in scene.within(act.start(), scene.clause(act.start())[1])
    ):
        return None
    before = scene.within(max(0, act.start() - _REACH), act.start())
    held = (i for i in reversed(before) if agents.is_held(i))
    return next(held, None)


def _facts(scene: Scene, agents: Agents, act: re.Match[str], event: int, role: Role) -> Iterator[Fact[int]]:
    agent = agents.of(act.start(), _PEOPLE, (act.start(), act.end()), own=True)
    for person in agent.mentions if agent else ():
        who = scene.mentions[person]
        near = scene.sentence(act.start())[0] <= who.start < act.start()
        start = who.start if near else act.start()
        source = scene.source(start, act.end(), "attendance.clause", _CONFIDENCE)
        yield Fact(person, "participatesIn", event, source, role=None if role == "none" else role)
