"""How long something took or went on, where the words beside it say whose it was: 在山区任教[33年]的教师某某,
民警某某[10分钟]赶到, 从签约到投产只用了[76天]."""

from __future__ import annotations

import re

from kg.extract.cases import BRIEF, Case
from kg.extract.subjects import Subject

_STRETCHES = ("year", *BRIEF)
#: Between the number and who went through it: 的|退休教师|某某.
_OF_WHOM = 8
#: From one step of a work to the next: 从签约到拿地只用了.
_STEPS = re.compile(
    "从[^，。；]{0,12}?(?:签约|考察|对接|拿地|立项|开工|洽谈|动工)[^，。；]{0,4}[到至再](?:(?!平均|压缩|缩短)[^。；]){0,24}$"
)
#: Who only tells it, or leads others who did it.
_SPEAKS = re.compile("说|介绍|表示|告诉|坦言|透露|[带率]领|带着|组织")
_SURE, _STATED = 0.9, 0.8


def seasoned(case: Case) -> Subject | None:
    """住了36年的居民|某某: the person named right behind."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit not in _STRETCHES or not scene.text.startswith("的", quantity.end):
        return None
    then = scene.within(quantity.end, quantity.end + _OF_WHOM)
    return next((Subject(i, _SURE) for i in then if scene.mentions[i].type == "Person"), None)


def spent(case: Case) -> Subject | None:
    """The work that went from one step to the next in so many days, else the person who leads up to the number in its
    clause and does not only speak."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit not in BRIEF:
        return None
    start = scene.clause(case.at)[0]
    if _STEPS.search(scene.text, scene.sentence(case.at)[0], quantity.start):
        works = (i for i in reversed(scene.within(0, case.at)) if scene.mentions[i].type == "Project")
        return next((Subject(i, _STATED) for i in works), None)
    people = [i for i in scene.within(start, quantity.start) if scene.mentions[i].type == "Person"]
    if not people or _SPEAKS.search(scene.text, scene.mentions[people[-1]].end, quantity.start):
        return None
    return Subject(people[0], _STATED)
