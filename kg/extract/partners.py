"""Bodies that make something together, each with each of the others: 由某公司、某大学和某集团共同注册成立."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.extract.shape_parts import list_start
from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.knowledge.patterns import work_words
from kg.types import Claim, EntityType, Fact

_SURE = 0.7
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization", "Community")


def partners(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """A ``cooperatesWith`` fact for each pair of a list that such a verb follows, unless ``claims`` has it. Two agencies,
    which act together as a matter of course (某县委、县政府), make no pair."""
    known = {
        frozenset((scene.mentions[c.subject].name, scene.mentions[c.object].name))
        for c in claims
        if isinstance(c, Fact) and c.predicate == "cooperatesWith" and c.object is not None
    }
    for act in work_words().together.finditer(scene.text):
        for one, other in combinations(_listed(scene, act.start()), 2):
            first, second = scene.mentions[one], scene.mentions[other]
            pair = frozenset((first.name, second.name))
            if len(pair) == 2 and pair not in known and not first.type == second.type == "Agency":
                known.add(pair)
                source = scene.source(first.start, act.end(), "partners.together", _SURE)
                yield Fact(one, "cooperatesWith", other, source, status=status_at(scene, act.start()))


def _listed(scene: Scene, at: int) -> list[int]:
    """The bodies of the list that ends at ``at``."""
    last = scene.around(at - 1) if at else None
    if last is None or scene.mentions[last].end != at or scene.mentions[last].type not in _BODIES:
        return []
    inside = scene.within(list_start(scene, last), at)
    return [
        i for i in inside if scene.mentions[i].type in _BODIES and scene.around(scene.mentions[i].start) == i
    ]
