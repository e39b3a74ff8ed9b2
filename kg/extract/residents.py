"""Who lives where: 五道沟村村民[某某], 该小区居民[某某], and 居民[某某] of the community the text is speaking of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.subjects import Scene
from kg.knowledge.lexicon import roles
from kg.knowledge.scanning import scan_roles
from kg.types import Fact

_STATED, _CONTEXT = 0.9, 0.6
_HOMES = ("Community",)


def residents(scene: Scene) -> Iterator[Fact[int]]:
    """A fact for each person whom a noun of residence introduces."""
    starts = {m.start: i for i, m in enumerate(scene.mentions) if m.type == "Person"}
    ends = {m.end: i for i, m in enumerate(scene.mentions) if m.type in {"Community", "Area"}}
    for role in scan_roles(scene.text):
        person = starts.get(role.end)
        if person is None or roles()[role.role] != "resident" or not scene.is_read(role.start):
            continue
        stated = ends.get(role.start)
        if stated is not None:
            yield _fact(scene, person, stated, role.start, _STATED, "residents.stated")
        elif (home := scene.subject(role.start, _HOMES)) is not None:
            yield _fact(scene, person, home.mention, role.start, _CONTEXT, "residents.context")


def _fact(scene: Scene, person: int, home: int, at: int, sure: float, rule: str) -> Fact[int]:
    who, where = scene.mentions[person], scene.mentions[home]
    start = where.start if 0 <= at - where.start < 120 else at
    return Fact(person, "residentOf", home, scene.source(start, who.end, rule, sure))
