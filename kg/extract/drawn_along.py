"""Whose numbers are that tell of others who gain: the collective income of a village is the village's, however many a park
or a company draws along are that one's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.cases import Case
from kg.extract.subjects import Scene, Subject
from kg.types import EntityType, Mention

_COLLECTIVE = re.compile("村集体(?:经济|经营性)?|村级集体经济|集体经济")
#: The income of many villages is not of the one named last.
_MANY = re.compile(
    "[个多数][^，。；]{0,4}村集体|各村|(?:全|所有|多数|周边)[县区市镇乡街][^，。；]{0,6}集体|行政村"
)
_INCOMES = ("revenue", "growthRate", "money", "other")
#: At the head of a clause: who else gains by what the sentence tells of.
_DRAWS = re.compile(
    "(?:[，。；\n]|^)(?:预计|届时|每年|可|能|已|将|还|也|直接|间接|示范|辐射|累计|常年|先后|长期|并){0,4}"
    "(?:带动|辐射|吸纳|帮带|带领|为(?:周边|附近|当地)?[^，。；]{0,6}?(?:村集体|村民|群众|农户)[^，。；]{0,4}?(?:增收|提供))"
)
_GAINED = ("households", "residents", "villages", "revenue", "other", "participants")
#: Who draws others along.
_DRAWERS: tuple[EntityType, ...] = ("Place", "Organization", "Project")
_VILLAGE = "村"
_SURE, _DRAWN = 1.0, 0.9


def collective(case: Case) -> Subject | None:
    """某村成立合作社，…，村集体增收30万元: the village named last in the sentence, also in the name of its branch."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    if case.counted.rule.property not in _INCOMES or not _tells(case):
        return None
    villages = [i for i in _named(scene, start, case.at) if scene.mentions[i].name.endswith(_VILLAGE)]
    return Subject(villages[-1], _SURE) if villages else None


def _tells(case: Case) -> bool:
    """Whether the clause, or the growth behind it, is of the collective income of one village."""
    scene, (begin, end) = case.scene, case.scene.clause(case.at)
    if case.counted.rule.property == "growthRate" and case.last is not None and case.goes_on:
        before = case.last[0].quantity.at
        begin = scene.clause(before)[0] if scene.clauses_between(before, case.at) == 1 else begin
    said = scene.text[begin : case.at]
    return _COLLECTIVE.search(said) is not None and not _MANY.search(scene.text, begin, end)


def _named(scene: Scene, start: int, end: int) -> Iterator[int]:
    """The homes named in [``start``, ``end``), in names of bodies as well."""
    for index in scene.within(start, end):
        mention = scene.mentions[index]
        here = (index,) if mention.type == "Community" else scene.starting(mention.start)
        yield from (i for i in here if _is_home(scene, mention, i))


def _is_home(scene: Scene, outer: Mention, index: int) -> bool:
    inner = scene.mentions[index]
    return inner.type == "Community" and scene.known(index) and inner.end <= outer.end


def draws_along(case: Case) -> Subject | None:
    """某产业园占地500亩，带动周边430户增收，吸纳200人务工: the park, where nobody else leads a clause since."""
    scene = case.scene
    begin = scene.clause(case.at)[0]
    if case.counted.rule.property not in _GAINED or not _DRAWS.match(scene.text, max(0, begin - 1)):
        return None
    if any(scene.known(i) for i in scene.within(begin, case.at)) or scene.points(begin, case.at):
        return None
    start = scene.sentence(case.at)[0]
    again = [(place, i) for i, place in scene.renamed(start, begin)]
    named = [
        (scene.mentions[i].start, i) for i in scene.within(start, begin) if scene.known(i) and scene.leads(i)
    ]
    last = max([*again, *named], default=None)
    return Subject(last[1], _DRAWN) if last and scene.mentions[last[1]].type in _DRAWERS else None
