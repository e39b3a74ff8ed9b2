"""Numbers of those who are listed with them: 治理背街小巷60条，其中[解放区]24条、[山阳区]22条."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.subjects import Subject
from kg.types import EntityType

_SHARERS: tuple[EntityType, ...] = ("Area", "Community", "Agency", "Organization", "Place")
#: Between whose share it is and the number.
_HAS = re.compile("(?:占了?|各|有|为|分到|合计|共|一共)?")
#: Between the number before and the name.
_LISTS = re.compile("[^，。；！？\n]{0,4}(?:[，、；]|，?其中|[，、]?(?:[一-龥]{2,6}[和与]))")


def share(case: Case) -> Subject | None:
    """Whoever is named right before a number that counts what the number before it counts, in one list with it."""
    scene, quantity = case.scene, case.counted.quantity
    if case.last is None or not case.goes_on or quantity.counter != case.last[0].quantity.counter:
        return None
    before = case.last[0].quantity.end
    named = [i for i in scene.within(before, quantity.start) if scene.known(i)]
    if not named:
        return None
    sharer = scene.mentions[named[-1]]
    near = _HAS.fullmatch(scene.text, sharer.end, quantity.start)
    listed = _LISTS.fullmatch(scene.text, before, sharer.start)
    fits = near is not None and listed is not None and sharer.type in _SHARERS
    return Subject(named[-1], 0.9) if fits else None
