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
#: The work that the text speaks of: 某公司的|项目从签约到拿地.
_THE_WORK = re.compile("(?:^|[该的，。])(?:项目|工程)从")
#: Who only tells it, or leads others who did it.
_SPEAKS = re.compile("说|介绍|表示|告诉|坦言|透露|[带率]领|带着|组织")
#: What is planned, done every day or laid down as a penalty took nobody so long: 计划用[3个月], 每天走[2小时], 拘留[15天].
_NOT_TAKEN = re.compile(
    "计划|打算|准备|力争|争取|[拟将需要]|强调|每[天日周月年晚]|判处|拘留|扣|缓刑|徒刑|期限|不到|不超"
)
#: What befalls somebody is no time that he spent: 受灾[3天]的某某.
_BEFELL = re.compile("(?:去世|离世|受灾|受伤|患病|住院|被困|失踪|怀孕|结婚|失业|停[水电气暖])[了近已满]*$")
_SURE, _STATED = 0.9, 0.8


def seasoned(case: Case) -> Subject | None:
    """住了36年的居民|某某: the person named right behind."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit not in _STRETCHES or not scene.text.startswith("的", quantity.end):
        return None
    if _BEFELL.search(case.counted.left):
        return None
    then = scene.within(quantity.end, quantity.end + _OF_WHOM)
    return next((Subject(i, _SURE) for i in then if scene.mentions[i].type == "Person"), None)


def goes_by_steps(case: Case) -> bool:
    """从签约到投产只用了[76天]: whether the words before a short stretch tell of the steps of a work."""
    brief = case.counted.quantity.unit in BRIEF
    at = case.counted.quantity.start
    return brief and _STEPS.search(case.scene.text, case.scene.sentence(case.at)[0], at) is not None


def stepping(case: Case) -> Subject | None:
    """The last work named in the sentence of such steps, or before it where the sentence only speaks of 项目."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    before = scene.within(0 if _THE_WORK.search(scene.text, start, case.at) else start, case.at)
    works = (i for i in reversed(before) if scene.mentions[i].type == "Project")
    return next((Subject(i, _STATED) for i in works), None)


def spent(case: Case) -> Subject | None:
    """The person who leads up to the number in its clause and does not only speak."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit not in BRIEF:
        return None
    start = scene.clause(case.at)[0]
    people = [i for i in scene.within(start, quantity.start) if scene.mentions[i].type == "Person"]
    if not people or scene.text.startswith("的", end := scene.mentions[people[-1]].end):
        return None
    if _SPEAKS.search(scene.text, end, quantity.start) or _NOT_TAKEN.search(
        scene.text, start, quantity.start
    ):
        return None
    return Subject(people[0], _STATED)
