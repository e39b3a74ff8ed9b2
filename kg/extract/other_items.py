"""Numbers of a list that count another thing than the programme that it begins with: 改造老旧小区12个、背街小巷[31条]."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.subjects import Subject
from kg.knowledge.works import works

_PROGRAMME = "works.programme"
#: Between the number before and the next thing of the list.
_NEXT = re.compile("[、和及与](?P<what>[一-龥]{2,10})")
#: At the head of a clause that tells the parts of what the one before it told.
_AMONG_THEM = "其中"
#: So sure it is whoever lists them.
_SURE = 0.75


def other_item(case: Case) -> Subject | None:
    """The area whose programme the thing counted before is; None where the number counts no other thing."""
    if case.last is None:
        return None
    scene, (before, subject) = case.scene, case.last
    work = scene.mentions[subject.mention]
    between = _NEXT.fullmatch(scene.text, before.quantity.end, case.counted.quantity.start)
    if between is None or not work.rule.startswith(_PROGRAMME) or between["what"] in work.name:
        return None
    if not any(words.fullmatch(between["what"]) for words in (works().counted, works().items)):
        return None
    if scene.text.startswith(_AMONG_THEM, scene.clause(case.at)[0]):
        return None
    named = reversed(scene.within(scene.sentence(case.at)[0], case.at))
    areas = (i for i in named if scene.mentions[i].type == "Area" and scene.known(i))
    return next((Subject(i, _SURE) for i in areas if work.name.startswith(scene.mentions[i].name)), None)
