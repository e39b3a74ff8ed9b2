"""Whom a work is for where nobody says so: what an area itself carries out is for that area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.subjects import Scene
from kg.types import Claim, Fact

_SERVED = 0.55
#: What these works are for follows from their own names once it is known whose they are; those of the nation are for all.
_BY_NAME = ("works.programme", "works.described", "works.listed", "works.national")


def served(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """渭川市实施“清水”行动: an area's work whose goal no sentence tells is for the area."""
    facts = [claim for claim in claims if isinstance(claim, Fact)]
    aimed = {scene.mentions[f.subject].name for f in facts if f.predicate == "targets"}
    for fact in facts:
        if fact.predicate != "implements" or fact.object is None:
            continue
        work, area = scene.mentions[fact.object], scene.mentions[fact.subject]
        own = area.type == "Area" and work.type == "Project" and not work.rule.startswith(_BY_NAME)
        start, end = min(work.start, area.start), max(work.end, area.end)
        near = scene.sentence(start) == scene.sentence(work.start) and end <= scene.sentence(start)[1]
        if own and near and work.name not in aimed:
            aimed.add(work.name)
            source = scene.source(start, end, "served.area", _SERVED)
            yield Fact(fact.object, "targets", fact.subject, source, status=fact.status)
