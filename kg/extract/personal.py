"""Numbers of people: how old they are, how long they have served, what they earned, did or gave."""

from __future__ import annotations

import re

from kg.extract.cases import AGES, Case
from kg.extract.own_words import says_of_himself
from kg.extract.protagonists import is_personal, protagonist
from kg.extract.subjects import Subject
from kg.knowledge.quantities import measure_words

_HOUSEHOLD = re.compile(
    "家里|(?<![唯第])一家(?![企公医单])|自家|[我你他她]家|一人每|分红得|(?<![获取])得了|领到|拿到|分到"
)
#: 某公司董事长[某某]连续两年各捐|20万元: the person gave it, whatever body he leads.
_GAVE = re.compile(
    "[^，。；！？：的]{0,8}?(?:捐(?:款|赠|资|献|出|助)?|资助)(?:了|现金|善款|人民币)*[约近超]?"
)
#: 我今年|76岁: how old the speaker is.
_MY_AGE, _SAID = re.compile("(?:我|俺)(?:今年|现在|已经?|都|也|都快|快|马上|虚岁|周岁|就要)*$"), 0.8
#: An age stands this close before whose it is.
_PERSON_REACH = 30


def is_age(case: Case) -> bool:
    """Whether the number is how old somebody is, or for how long somebody has served."""
    return case.counted.rule.name in AGES


def aged(case: Case) -> Subject | None:
    """70多岁的居民某某; 某某今年70多岁: the person in the clause, or the one that leads the sentence."""
    scene, quantity = case.scene, case.counted.quantity
    start, end = scene.clause(quantity.at)
    if _MY_AGE.search(scene.text, start, quantity.start):
        speaker = says_of_himself(scene, quantity.at)
        return None if speaker is None else Subject(speaker, _SAID)
    behind = scene.text[quantity.end : quantity.end + 5]
    behind = behind.removeprefix(case.counted.right[:2]) if case.counted.rule.name == "seniority" else behind
    if any(word in behind for word in measure_words().kin):
        return None
    people = [
        i for i in scene.within(scene.sentence(quantity.at)[0], end) if scene.mentions[i].type == "Person"
    ]
    then = [i for i in people if 0 <= scene.mentions[i].start - quantity.end <= _PERSON_REACH]
    before = [i for i in people if scene.mentions[i].end <= quantity.start]
    chosen = then[:1] if behind.startswith("的") else before[-1:] or then[:1]
    near = chosen and scene.clauses_between(scene.mentions[chosen[0]].start, quantity.at) <= 1
    return Subject(chosen[0], 1.0) if near else None


def is_persons(case: Case) -> bool:
    """Whether it may be a person's own number and a person leads the sentence."""
    if not is_personal(case.counted.rule.name) or case.scene.points(case.scene.clause(case.at)[0], case.at):
        return False
    return protagonist(case.scene, case.at) is not None


def person(case: Case) -> Subject | None:
    """The person that leads the sentence."""
    index = protagonist(case.scene, case.at)
    return None if index is None else Subject(index, 0.8)


def giver(case: Case) -> Subject | None:
    """The person named last before what somebody gave."""
    scene, quantity = case.scene, case.counted.quantity
    last = scene.within(scene.clause(case.at)[0], case.at)[-1:] if quantity.unit == "CNY" else ()
    people = (i for i in last if scene.mentions[i].type == "Person" and scene.known(i))
    gave = (i for i in people if _GAVE.fullmatch(scene.text, scene.mentions[i].end, quantity.start))
    return next((Subject(i, 0.8) for i in gave), None)


def is_household(case: Case) -> bool:
    """某某家有9亩地, 一家收入8万元: a family's own figures."""
    scene, start = case.scene, case.scene.clause(case.at)[0]
    people = [m for i in scene.within(start, case.at) if (m := scene.mentions[i]).type == "Person"]
    named = any(scene.text.startswith("家", person.end) for person in people)
    return named or _HOUSEHOLD.search(scene.text, start, case.at) is not None


def household(case: Case) -> Subject | None:
    """Whoever is named last in the sentence, if that is a person."""
    scene = case.scene
    last = scene.within(scene.sentence(case.at)[0], case.at)[-1:]
    return next((Subject(i, 0.7) for i in last if scene.mentions[i].type == "Person"), None)
