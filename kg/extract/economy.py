"""Figures of an area's economy: of the area that the sentence tells of, else of the one that the article is about, never
of the office that publishes them."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.datelines import is_sent_from
from kg.extract.subjects import THRESHOLD, Subject
from kg.extract.tellers import is_compared
from kg.knowledge.quantities import measure_words
from kg.types import EntityType

_AREA: tuple[EntityType, ...] = ("Area",)
_UNITS = ("CNY", "percent")
#: Where a paragraph tells of the economy, these are its area's, too: 138个重点项目完成投资61亿元，占年计划的54%.
_PLANS = re.compile("重[点大]项目|年度?计划|计划投资|完成投资|规上|规模以上|留抵退税|同口径")
_PLANNED: tuple[str, ...] = ("projects", "investment", "rate", "growthRate", "enterprises")
#: A village that leads the clause has its own income.
_OWN: tuple[EntityType, ...] = ("Community", "Organization")


def is_economy(case: Case) -> bool:
    """A figure of an area's economy, or a percentage behind one in its sentence, or a plan among them."""
    counted, unit = case.counted, case.counted.quantity.unit
    if _tells(counted.left + counted.right):
        return unit in _UNITS and _own_income(case) is None
    if _is_plan(case):
        return True
    if case.last is None or counted.rule.property != "growthRate":
        return False
    before = case.last[0]
    return case.goes_on and _tells(before.left + before.right)


def economy(case: Case) -> Subject | None:
    """The area of its sentence, else the one that the article is most about."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    areas = (m for i in scene.within(start, case.at) if (m := scene.mentions[i]).type == "Area")
    named = any(not is_compared(scene, area) for area in areas)
    if not named and not scene.points(start, case.at):
        whole = next((i for i in scene.topics if scene.mentions[i].type == "Area"), None)
        if whole is not None and not scene.is_passing(whole):
            return Subject(whole, max(THRESHOLD, 0.6))
    return scene.subject(
        case.at, _AREA, lambda area: not (is_compared(scene, area) or is_sent_from(scene.text, area))
    )


def _tells(words: str) -> bool:
    return any(word in words for word in measure_words().economy)


def _own_income(case: Case) -> int | None:
    """某村人均可支配收入2.9万元: the village that leads the clause."""
    scene, villagers = case.scene, "村民" in case.counted.left
    start = (scene.sentence if villagers else scene.clause)(case.at)[0]
    named = (i for i in reversed(scene.within(start, case.at)) if villagers or scene.leads(i))
    return next((i for i in named if scene.mentions[i].type in _OWN), None)


def _is_plan(case: Case) -> bool:
    """Whether a paragraph on the economy says of nobody else what was planned and done."""
    scene, counted = case.scene, case.counted
    if counted.rule.property not in _PLANNED or not _PLANS.search(counted.left + counted.right):
        return False
    start = scene.sentence(case.at)[0]
    if any(scene.known(i) and scene.mentions[i].type != "Area" for i in scene.within(start, case.at)):
        return False
    paragraph = scene.text.rfind("\n", 0, case.at) + 1
    return case.last is not None and case.last[0].quantity.at >= paragraph and _told_before(case, paragraph)


def _told_before(case: Case, paragraph: int) -> bool:
    """Whether the figure before is an area's, in a paragraph of economic figures."""
    before = case.scene.mentions[case.last[1].mention].type == "Area" if case.last else False
    return before and _tells(case.scene.text[paragraph : case.at])
