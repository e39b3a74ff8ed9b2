"""How long something is that runs past places: 某河流经甲镇、乙镇，全长[23公里]; 某路起于甲村，止于乙村，全长[9公里]."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.pointers import MEMORY
from kg.extract.subjects import Scene, Subject
from kg.types import EntityType

#: Right before the length of the whole.
_LENGTH = re.compile(
    "(?:全长|总长度?|总里程|全程|干流长|河长|流程|(?:路线|线路|河道|干流|道路|线)(?:全|总)?长)[约近达为]*$"
)
#: Right behind what runs there.
_RUNS = re.compile(
    "(?:由[东西南北]向[东西南北])?(?:流经|途经|途径|穿越|穿过|贯穿|横贯|纵贯|横穿|连接|串联|串起|串连|跨越|跨|经过|沿线经过|"
    "[东西南北]起|起于|起自|起点|发源于|源于|源自|从[^，。；]{1,12}?[到至])"
)
_LINES: tuple[EntityType, ...] = ("Place", "Project")
_SURE = 1.0


def along(case: Case) -> Subject | None:
    """The river, road or work on one that leads the sentence and runs past the places named behind it."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit != "m" or not is_length(case.counted.left):
        return None
    start, clause = scene.sentence(case.at)[0], scene.clause(case.at)[0]
    if any(scene.known(i) and scene.mentions[i].type in _LINES for i in scene.within(clause, case.at)):
        return None
    first = next((i for i in scene.within(start, clause) if scene.known(i)), None)
    if first is not None and _leads(scene, first):
        return Subject(first, _SURE)
    again = (i for i in reversed(scene.recent(start, MEMORY)) if _is_named_again(scene, i, start))
    return next((Subject(i, _SURE) for i in again), None)


def is_length(left: str) -> bool:
    """Whether the words before a number say that it is the length of the whole: 路线全长."""
    return _LENGTH.search(left) is not None


def _leads(scene: Scene, index: int) -> bool:
    line = scene.mentions[index]
    runs = line.type in _LINES and scene.is_leading(line)
    return runs and _RUNS.match(scene.text, line.end) is not None


def _is_named_again(scene: Scene, index: int, start: int) -> bool:
    """某河|流经…: a name of before at the head of a sentence, though it does not stand out there (河流 is a word)."""
    line = scene.mentions[index]
    if line.type not in _LINES or not scene.known(index) or not scene.text.startswith(line.name, start):
        return False
    return _RUNS.match(scene.text, start + len(line.name)) is not None
