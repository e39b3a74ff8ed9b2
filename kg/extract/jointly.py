"""Who carries out a work together with the one that leads the clause: 某分局会同[某局]、[某局]开展某行动."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.subjects import Scene
from kg.types import Claim, Fact

_SURE = 0.7


def jointly(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """An ``implements`` fact for each that is said to do something with who carries out a work in the same clause, and
    stands before the work."""
    facts = [c for c in claims if isinstance(c, Fact) and c.object is not None]
    done = [f for f in facts if f.predicate == "implements"]
    partners: dict[int, list[int]] = {}
    for fact in facts:
        if fact.predicate == "cooperatesWith" and fact.object is not None:
            partners.setdefault(fact.subject, []).append(fact.object)
    said = {(f.subject, f.object) for f in done}
    for fact in done:
        if fact.object is None:
            continue
        work = scene.mentions[fact.object].start
        clause = scene.clause(work)
        for other in partners.get(fact.subject, ()):
            inside = clause == scene.clause(scene.mentions[other].start) and scene.mentions[other].end <= work
            if inside and (other, fact.object) not in said:
                source = scene.source(clause[0], scene.mentions[fact.object].end, "jointly.with", _SURE)
                yield Fact(other, "implements", fact.object, source, status=fact.status)
