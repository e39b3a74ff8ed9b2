"""Ways of working, and undertakings in quotation marks, that are only mentioned: whoever acts there has taken them up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.agents import Agents
from kg.extract.subjects import Scene
from kg.types import Claim, EntityType, Fact

_SURE = 0.5
#: What somebody only speaks of.
_IS_SAID = re.compile("强调|指出|要求|提出|倡导|称赞|学习|借鉴|所谓")
_SAYS: dict[EntityType, str] = {"Method": "adopts", "Project": "implements"}
#: Behind words in quotation marks that are aims, or hours.
_AIM = re.compile("[”’]?(?:目标|任务|时间|口号|理念|精神|主题|原则)")
_DOERS: tuple[EntityType, ...] = ("Agency", "Organization", "Community", "Area")


def practised(scene: Scene, agents: Agents, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """“一户一策”精准帮扶: a quoted way of working of which no verb says who has taken it up."""
    facts = [c for c in claims if isinstance(c, Fact) and c.object is not None]
    known = {
        scene.mentions[f.object].name
        for f in facts
        if f.predicate in ("adopts", "implements") and f.object is not None
    }
    told = {f.object for f in facts}
    for index in scene.outer:
        way = scene.mentions[index]
        if way.type not in _SAYS or way.name in known or index in told or not scene.is_read(way.start):
            continue
        if _AIM.match(scene.text, way.end):
            continue
        if not way.rule.startswith("quoted.") or _IS_SAID.search(
            scene.text, scene.clause(way.start)[0], way.start
        ):
            continue
        agent = agents.of(way.start, _DOERS, (way.start, way.end))
        if agent is None:
            continue
        known.add(way.name)
        for doer in agent.mentions:
            start, end = scene.clause(way.start)
            source = scene.source(min(start, way.start), max(way.end, end), "practised.way", _SURE)
            yield Fact(doer, _SAYS[way.type], index, source)
