"""Numbers in an attribute of a name, and of what somebody has: 建成1300平方米的某中心, 由11名居民组成的“某小组”,
园内设有球场3个."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.cases import Case
from kg.extract.subjects import Subject
from kg.types import EntityType

#: Between the number and the name: 1300平方米|的, 11名|居民组成的“, 3.2亿元|建设的.
_OF = re.compile("[^，。；：、！？了\\d]{0,9}的“?")
#: So far the stretch of a second attribute of the same name may reach: 占地300亩、总投资5亿元的某项目.
_ALSO = re.compile("、[^，。；：！？了]{0,14}\\d[^，。；：！？了]{0,12}的“?")
_REACH = 30
_OWNERS: tuple[EntityType, ...] = ("Project", "Place", "Organization", "Community", "Method", "Event")
_FORMED: tuple[EntityType, ...] = (*_OWNERS, "Agency")
_FORMS = re.compile("组成|参加|参与|规模")
#: A stretch of time is a name's own only if the words say that it lasts.
_LASTS = re.compile("(?:为期|历时|长达|持续)(?:近|约)?$")
_STRETCHES = ("year", "month", "day", "hour", "minute", "second")
#: What is left out: whoever is served, or lies so far away.
_TO = re.compile("(?:距|离|向|给|对|从|受|在)[^，。；]{0,8}$")


def attributive(case: Case) -> Subject | None:
    """建成1300平方米的[某中心], 由11名居民组成的“[某小组]”: the name right behind 的."""
    scene, quantity = case.scene, case.counted.quantity
    stretch = quantity.unit in _STRETCHES
    if stretch and not _LASTS.search(scene.text, max(0, quantity.start - 4), quantity.start):
        return None
    if _TO.search(case.counted.left):
        return None
    clause = scene.clause(case.at)
    behind = scene.within(quantity.end, min(clause[1], quantity.end + _REACH))
    if not behind:
        return None
    first = _costs(case, behind) or behind[0]
    owner = scene.mentions[first]
    between = scene.text[quantity.end : owner.start]
    near = _OF.fullmatch(between) or _ALSO.fullmatch(between)
    types = _FORMED if _FORMS.search(between) else _OWNERS
    fits = near is not None and owner.type in types and scene.known(first)
    return Subject(first, 0.9) if fits and not scene.is_listed(owner) else None


def _costs(case: Case, behind: Sequence[int]) -> int | None:
    """The work that begins where the name behind a sum does: 投资3150万元的[某中学教学楼] is what its building cost."""
    scene = case.scene
    begun = scene.starting(scene.mentions[behind[0]].start)
    works = (i for i in begun if scene.mentions[i].type == "Project")
    return next(works, None) if case.counted.quantity.unit == "CNY" else None
