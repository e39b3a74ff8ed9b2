"""Where an event is held of which only who holds it is told: in the area that the holder's name begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.subjects import Scene
from kg.types import Claim, Fact

_SURE = 0.55
#: Between who holds an event and its name.
_HOLDS = re.compile("(?:召开|举行|举办|组织召开|组织举办|主办)")


def held_in(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """某区司法局举行某仪式: the event is in the district, where no other place of it is told."""
    facts = [c for c in claims if isinstance(c, Fact) and c.object is not None]
    placed = {scene.mentions[f.subject].name for f in facts if f.predicate == "locatedIn"}
    areas = {m.name: i for i, m in reversed(list(enumerate(scene.mentions))) if m.type == "Area"}
    for fact in facts if areas else ():
        if fact.predicate != "participatesIn" or fact.object is None:
            continue
        body, event = scene.mentions[fact.subject], scene.mentions[fact.object]
        if event.type != "Event" or body.type != "Agency" or event.name in placed or body.end > event.start:
            continue
        near = scene.sentence(event.start)[0] <= body.start
        area = next(
            (areas[body.name[:end]] for end in range(len(body.name) - 1, 1, -1) if body.name[:end] in areas),
            None,
        )
        if near and area is not None and _HOLDS.search(scene.text, body.end, event.start):
            placed.add(event.name)
            source = scene.source(body.start, event.end, "held_in.holder", _SURE)
            yield Fact(fact.object, "locatedIn", area, source)
