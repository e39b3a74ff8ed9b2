"""How many came: numbers of those who attend are the event's, whoever sent them."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.pointers import MEMORY
from kg.extract.subjects import Subject
from kg.types import EntityType

#: Behind the number, to the end of its clause: 36家企业负责人|参加会议.
_CAME = re.compile("[^，。；！？\n]{0,18}?(?:参加|出席|参会|与会|到场|列席|观摩)[^，。；！？\n]{0,8}$")
#: They come to something else: 报名参加培训, 每年参加.
_ELSEWHERE = re.compile("每[年月周天]|长期|报名|先后")
_FROM = "来自"
#: 某人带领20余名委员到…调研.
_LED = re.compile("(?:带领|率领|率队|率)$")
_HELD: tuple[EntityType, ...] = ("Event",)
_COUNTS = ("participants", "enterprises", "other", "residents", "households")


def came(case: Case) -> bool:
    """Whether the number tells how many attended something."""
    counted, scene = case.counted, case.scene
    if counted.quantity.unit != "count" or counted.rule.property not in _COUNTS:
        return False
    start, end = scene.clause(case.at)
    came = _CAME.match(scene.text, counted.quantity.end, end) or _LED.search(counted.left)
    if _FROM in counted.left:
        return False  # 来自全区28家单位的选手
    return came is not None and _ELSEWHERE.search(scene.text, start, end) is None


def attended(case: Case) -> Subject | None:
    """The event named last in the sentence, in the paragraph, or the one that the article is about."""
    scene = case.scene
    paragraph = scene.text.rfind("\n", 0, case.at) + 1
    start, end = scene.sentence(case.at)
    ahead = scene.within(start, end)
    before = [i for i in scene.recent(case.at, MEMORY) if scene.mentions[i].start >= paragraph]
    named = (*(i for i in reversed(before)), *ahead)
    event = next((i for i in named if scene.mentions[i].type in _HELD and scene.known(i)), None)
    return None if event is None else Subject(event, 0.8)
