"""What the shapes of relations share: where a verb stands beside a name, and what opens the phrase of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.agents import Agent, Agents
from kg.extract.subjects import Scene
from kg.knowledge.patterns import Relation
from kg.types import EntityType

#: Between a verb and its object stands nothing that closes the phrase.
CLOSED = re.compile(r"[，。；！？\n▲]|的是|之后|以来|以后|过程中")
#: An agency and an organization stand in one list.
_BODY: dict[EntityType, EntityType] = {"Agency": "Organization"}
_LIST_JOINT = re.compile(r"[”’》]?(?:、|和|及|以及|暨)?[“‘《]?")
#: What each way of working is for may stand before it: 治理“一网清”、综合执法“一队管”.
_WAYS_JOINT = re.compile(r"[”’》]?(?:(?:、|和|及|以及|暨)[一-龥]{0,6})?[“‘《]?")
#: The item before an item ends at most so many characters before it.
_APART = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A relation found: its object, where its verb stands, and who is its subject."""

    relation: Relation
    object: int
    verb: tuple[int, int]
    agent: Agent


def with_agent(
    agents: Agents, relation: Relation, index: int, verb: tuple[int, int] | None
) -> Iterator[Said]:
    """The relation with whoever acts at ``verb``."""
    if verb is None:
        return
    obj = agents.scene.mentions[index]
    agent = agents.of(verb[0], relation.subject, (obj.start, obj.end), relation.own)
    if agent is not None:
        yield Said(relation, index, verb, agent)


def list_start(scene: Scene, index: int) -> int:
    """Where the list begins that the object is an item of: its verb stands before the whole list."""
    start, kind = (
        scene.mentions[index].start,
        _BODY.get(scene.mentions[index].type, scene.mentions[index].type),
    )
    while (
        before := next(
            (i for back in range(1, _APART) if (i := scene.around(start - back)) is not None), None
        )
    ) is not None:
        item = scene.mentions[before]
        if (
            _BODY.get(item.type, item.type) != kind
            or item.end > start
            or not (_LIST_JOINT if item.type != "Method" else _WAYS_JOINT).fullmatch(
                scene.text, item.end, start
            )
        ):
            break
        start = item.start
    return start


def last_verb(scene: Scene, relation: Relation, start: int, end: int) -> tuple[int, int] | None:
    """The verb nearest before the object, with nothing between that closes the phrase."""
    last = None
    for match in relation.verbs.finditer(scene.text, start, end):
        around = scene.around(match.start())
        listed = scene.text[match.end() : match.end() + 1] == "、"  # 停车场建设、…改造: items of a list
        if not listed and (around is None or scene.mentions[around].end <= match.start()):
            last = match
    if last is None or CLOSED.search(scene.text, last.end(), end):
        return None
    return last.span()


def verb_after(scene: Scene, relation: Relation, index: int) -> tuple[int, int] | None:
    """The first verb behind the object in its clause."""
    mention = scene.mentions[index]
    end = min(scene.clause(mention.end - 1)[1], mention.end + relation.reach)
    for match in relation.verbs.finditer(scene.text, mention.end, end):
        around = scene.around(match.start())
        if around is None or scene.mentions[around].end <= match.start():
            return match.span()
    return None


def opened(agents: Agents, index: int, opening: re.Pattern[str]) -> bool:
    """Whether the phrase that ends in the mention stands right behind one of the opening words."""
    scene = agents.scene
    start = agents.phrase_start(index, joints="、")
    return opening.search(scene.text[scene.clause(scene.mentions[index].start)[0] : start]) is not None
