"""Where an event is held of which only who holds it is told: in the area that the holder's name begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.subjects import Scene
from kg.types import Claim, Fact

_SURE = 0.55
#: Between who holds an event and its name.
_HOLDS = re.compile("(?:召开|举行|举办|组织召开|组织举办|主办)")


def held_in(scene: Scene, claims: Sequence[Claim[int]], posts: Mapping[int, int]) -> Iterator[Fact[int]]:
    """某区司法局举行某仪式, 某区区长某某主持召开某会: the event is in the district, where no other place of it is told;
    ``posts`` gives each person's body."""
    facts = [c for c in claims if isinstance(c, Fact) and c.object is not None]
    placed = {scene.mentions[f.subject].name for f in facts if f.predicate == "locatedIn"}
    areas = {m.name: i for i, m in reversed(list(enumerate(scene.mentions))) if m.type == "Area"}
    for fact in facts if areas else ():
        if fact.predicate != "participatesIn" or fact.object is None:
            continue
        who, event = scene.mentions[fact.subject], scene.mentions[fact.object]
        body = scene.mentions[posts.get(fact.subject, fact.subject)]
        if event.type != "Event" or body.type != "Agency" or event.name in placed or who.end > event.start:
            continue
        near = scene.sentence(event.start)[0] <= who.start
        area = next(
            (areas[body.name[:end]] for end in range(len(body.name) - 1, 1, -1) if body.name[:end] in areas),
            None,
        )
        if near and area is not None and _HOLDS.search(scene.text, who.end, event.start):
            placed.add(event.name)
            source = scene.source(who.start, event.end, "held_in.holder", _SURE)
            yield Fact(fact.object, "locatedIn", area, source)
