"""What a work that is only planned will be like: 拟建设某基地，占地100亩，达产后年产值8亿元 is told of the work, not of the
company that builds it."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.subjects import Subject

#: Before what will come of it.
_ONCE = re.compile(
    "，(?:项目|工程)?(?:全部|全面|正式)?(?:达产|投产|建成|投用|运营|达效|竣工|完工|投运)(?:达产|投产|投用|运营|达效|投运)?(?:之|以)?后"
)
_GAINS = ("revenue", "tax", "other")
#: How much ground is taken.
_GROUND = re.compile("(?:占地|用地|建筑|总)[^，。；]{0,8}$")
_PLANNED = re.compile("[拟将]|计划|签订|签约|签署")
_RULES = ("works.building", "works.put_up")
_SURE = 0.85


def once_built(case: Case) -> Subject | None:
    """The work in the sentence before, where nobody else is named since."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    before = [i for i in scene.within(start, case.at) if scene.known(i)]
    works = [i for i in before if scene.mentions[i].type == "Project"]
    if not works:
        return None
    last = scene.mentions[works[-1]]
    clause = scene.clause(last.start)[1]
    since = (i for i in before if scene.mentions[i].start >= clause)
    if last.rule not in _RULES or case.at < clause or any(True for _ in since):
        return None
    planned = _PLANNED.search(scene.text, start, last.start) is not None
    gains = case.counted.rule.property in _GAINS and _ONCE.search(scene.text, clause, case.at) is not None
    ground = case.counted.quantity.unit == "m2" and _GROUND.search(case.counted.left) is not None
    return Subject(works[-1], _SURE) if planned and (gains or ground) else None
