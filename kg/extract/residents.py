"""Who lives where, by a noun of residence: 五道沟村村民[某某], 该小区居民[某某], and 居民[某某] of the community the text is
speaking of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.at_home import CONTEXT, STATED, home_before, lives, may_live
from kg.extract.dwellings import dwellings
from kg.extract.subjects import Scene
from kg.knowledge.lexicon import roles
from kg.knowledge.scanning import scan_roles
from kg.types import Fact

#: Between a home and the noun: 某村|68岁的|村民某某; between the noun and the name: 某小区居民| |某某.
_AGED, _LONGEST_AGE = re.compile("的?(?:\\d{1,3}岁的)?\\Z"), 8
#: Residents live where the text is; a 农民 or a 匠人 is of the place right before the word.
_RESIDENT, _OF_PLACES = "resident", ("resident", "local")
#: Between those who live in one place: 村民[甲]、[乙].
_JOINT = re.compile(
    "[、和与及](?:(?:老|困难|贫困)?党员|退役军人|退伍军人|老兵|老人|低保户|困难户|脱贫户|监测户|五保户)?"
)
_SPACES = frozenset(" \u3000")


def residents(scene: Scene) -> Iterator[Fact[int]]:
    """A fact for each person whom a noun of residence introduces, and for those who are said to live somewhere."""
    starts = {m.start: i for i, m in enumerate(scene.mentions) if may_live(m)}
    ends = {m.end: i for i, m in enumerate(scene.mentions) if m.type in {"Community", "Area"}}
    for role in scan_roles(scene.text):
        spaced = scene.text[role.end : role.end + 1] in _SPACES
        person = starts.get(role.end + spaced)
        kind = roles()[role.role]
        if person is None or kind not in _OF_PLACES or not scene.is_read(role.start):
            continue
        aged = _AGED.search(scene.text, max(0, role.start - _LONGEST_AGE), role.start)
        stated = ends.get(aged.start() if aged else role.start)
        if stated is not None and scene.mentions[stated].rule != "units.open":
            for each in _row(scene, person):
                yield lives(scene, each, stated, role.start, STATED, "residents.stated")
        elif kind == _RESIDENT and (home := home_before(scene, role.start)) is not None:
            for each in _row(scene, person):
                yield lives(scene, each, home, role.start, CONTEXT, "residents.context")
    yield from dwellings(scene)


def _row(scene: Scene, person: int) -> Iterator[int]:
    """The person and those named right behind: 村民[甲]、[乙]和退役军人[丙]."""
    at: int | None = person
    while at is not None:
        yield at
        joint = _JOINT.match(scene.text, scene.mentions[at].end)
        behind = scene.around(joint.end()) if joint else None
        at = behind if behind is not None and may_live(scene.mentions[behind]) else None
