"""Numbers that somebody tells of where he is from, before he is named: “我们社区有小区9个、居民[4200户]。”
某社区党委书记某某说."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.cases import Case
from kg.extract.said_before import SAYS, named_behind, names_nobody, quotation
from kg.extract.subjects import Scene, Subject
from kg.types import EntityType

#: At the head of a clause of what is said: what kind of place or body is told of.
_OURS = re.compile(
    "[“，。；！？]?(?:目前|如今|现在|去年|今年|这几年|其实|原来|以前)*，?(?:(?:我们|咱们|我|咱|俺们|俺)(?:这个|这)?"
    "(?P<our>社区|小区|村|镇|乡|街道|园区|公司|厂|合作社|学校|医院)|(?P<bare>小区|社区|园区|合作社)(?=[现共原已总占建辖有住是]))"
)
_KINDS: tuple[EntityType, ...] = ("Community", "Organization", "Area", "Place")
_SURE, _FAR = 0.9, 0.6
#: What an office tells of its area.
_OF_AREAS = (
    "compounds",
    "households",
    "residents",
    "buildings",
    "villages",
    "projects",
    "parkingSpaces",
    "length",
)


def spoken_for(case: Case) -> Subject | None:
    """What the speaker's name says that he is from, where his words name nobody else before the number."""
    scene, at = case.scene, case.at
    said = quotation(scene, at)
    if said is None or not names_nobody(scene, said[0], at):
        return None
    kind = _kind(scene, said[0], at)
    found = next(_of_speaker(scene, said[1], kind), None) if kind is not None else None
    return None if found is None else Subject(found, _SURE)


def of_speakers_area(case: Case) -> Subject | None:
    """“今年计划改造老旧小区32个。”[某县]住建局副局长某某介绍: the area of the office that speaks, where the article has
    told of nothing else before."""
    scene, at = case.scene, case.at
    said = quotation(scene, at)
    if said is None:
        return None
    told = any(scene.is_read(scene.mentions[i].start) for i in scene.within(0, at) if _is_told(scene, i))
    if told or case.counted.rule.property not in _OF_AREAS:
        return None
    offices = _before_speaker(scene, said[1])
    inner = [i for office in offices[:1] for i in scene.starting(scene.mentions[office].start)]
    agency = any(scene.mentions[i].type == "Agency" for i in offices[:1])
    area = next((i for i in inner if scene.mentions[i].type == "Area" and scene.known(i)), None)
    return Subject(area, _FAR) if agency and area is not None else None


def _is_told(scene: Scene, index: int) -> bool:
    return scene.known(index) and scene.mentions[index].type != "Person"


def _kind(scene: Scene, opens: int, at: int) -> str | None:
    """The last kind of place that the sentence of the number says it tells of."""
    start = max(opens, scene.sentence(at)[0] - 1)
    last = None
    while True:
        ours = _OURS.match(scene.text, start, at)
        last = (ours["our"] or ours["bare"]) if ours else last
        following = scene.clause(start + 1)[1]
        if following >= at or following <= start:
            return last
        start = following


def _before_speaker(scene: Scene, close: int) -> tuple[int, ...]:
    """What is named between the end of what is said and whoever says it."""
    named = named_behind(scene, close)
    person = next((i for i in named if scene.mentions[i].type == "Person"), None)
    if person is None or SAYS.match(scene.text, scene.mentions[person].end) is None:
        return ()
    return named[: named.index(person)]


def _of_speaker(scene: Scene, close: int, kind: str) -> Iterator[int]:
    """The places and bodies of that kind named before whoever speaks, in the names of their branches as well."""
    for outer in reversed(_before_speaker(scene, close)):
        for index in (outer, *scene.starting(scene.mentions[outer].start)):
            mention = scene.mentions[index]
            if mention.type in _KINDS and scene.known(index) and mention.name.endswith(kind):
                yield index
