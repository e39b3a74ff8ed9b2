"""Sites of which only the work on them is said to lie somewhere: 某产业园项目位于某村."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.subjects import Scene
from kg.types import Claim, EntityType, Fact

_SURE = 0.65
_SITES: tuple[EntityType, ...] = ("Place", "Organization", "Agency")


def sited(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """A ``locatedIn`` fact for each site that a work is for which is called after it, where the work lies."""
    facts = [c for c in claims if isinstance(c, Fact) and c.object is not None]
    places = {scene.mentions[f.subject].name: f for f in facts if f.predicate == "locatedIn"}
    done: set[str] = set()
    for fact in facts:
        if fact.predicate != "targets" or fact.object is None:
            continue
        work, site = scene.mentions[fact.subject], scene.mentions[fact.object]
        where = places.get(work.name)
        if (
            where is None
            or site.type not in _SITES
            or site.name in done
            or not work.name.startswith(site.name)
        ):
            continue
        done.add(site.name)
        source = replace(where.source, rule="sited.work", confidence=_SURE)
        yield Fact(fact.object, "locatedIn", where.object, source)
