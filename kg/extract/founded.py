"""Teams, task forces and offices that somebody sets up belong to whoever does: 某县组建“某某”志愿服务队."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.agents import Agents
from kg.extract.shape_parts import list_start
from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.knowledge.lexicon import body_head
from kg.types import Claim, EntityType, Fact, Mention

_SURE = 0.6
#: Right before what is set up.
_SETS_UP = re.compile(r"(?:成立|组建|设立|建立)(?:了|起)?(?:[\d一两百]+[支个名人])?“?$")
_REACH = 10
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization")
_FOUNDERS: tuple[EntityType, ...] = ("Area", "Agency", "Organization")
#: What is somebody's own; companies and schools stand by themselves, branches of the Party are where their members are.
_OWNED = frozenset({"association", "taskforce", "gov"})
_TEAMS = ("队", "团", "队伍", "工作室", "工作站", "专班", "小组")


def founded(scene: Scene, agents: Agents, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """The facts about bodies that nothing is said to belong to yet."""
    known = {
        scene.mentions[c.subject].name
        for c in claims
        if isinstance(c, Fact) and c.predicate in ("subOrganizationOf", "locatedIn")
    }
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
        yield from (Fact(index, "subOrganizationOf", f, source, status=status) for f in agent.mentions)


def _is_owned(body: Mention) -> bool:
    head = body_head(body.name)
    return body.name.endswith(_TEAMS) or (head is not None and head.kind in _OWNED)
