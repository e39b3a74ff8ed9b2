"""Numbers of those who are listed with them: 治理背街小巷60条，其中[解放区]24条、[山阳区]22条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.cases import Case
from kg.extract.subjects import Scene
from kg.types import EntityType

_SHARERS: tuple[EntityType, ...] = ("Area", "Community", "Agency", "Organization", "Place")
#: Between whose share it is and the number.
_HAS = re.compile("(?:占了?|各|有|为|分到|合计|共|一共)?|(?P<more>[、和与及][一-龥]{2,9}(?:合计|一共|共))")
_EACH, _AND = "各", re.compile("[、和与及]")
#: Between the number before and the names.
_LISTS = re.compile("[^，。；！？\n]{0,4}(?:[，、；]|，?其中)")


def shares(case: Case) -> tuple[int, ...] | None:
    """Who has the number, which counts what the number before it counts, in one list with it: whoever is named right
    before it, each of several that are (甲区和乙区各7条); nobody where several have it together (甲区和乙区合计11条).
    None where it is no such list."""
    scene, quantity = case.scene, case.counted.quantity
    if case.last is None or not case.goes_on or quantity.counter != case.last[0].quantity.counter:
        return None
    before = case.last[0].quantity.end
    names = _last_of_chains(scene, [i for i in scene.within(before, quantity.start) if scene.known(i)])
    if not names or any(scene.mentions[i].type not in _SHARERS for i in names):
        return None
    has = _HAS.fullmatch(scene.text, scene.mentions[names[-1]].end, quantity.start)
    listed = _LISTS.fullmatch(scene.text, before, scene.chain_start(scene.mentions[names[0]]))
    joined = all(_AND.fullmatch(scene.text, *between) for between in _gaps(scene, names))
    if has is None or listed is None or not joined:
        return None
    alone = len(names) == 1 and has["more"] is None
    return tuple(names) if alone or has[0] == _EACH else ()


def _last_of_chains(scene: Scene, names: Sequence[int]) -> list[int]:
    """The names without those that only say where the next one is: 某区|某街道."""
    starts = {scene.mentions[i].start for i in names}
    return [i for i in names if scene.mentions[i].end not in starts]


def _gaps(scene: Scene, names: Sequence[int]) -> Iterator[tuple[int, int]]:
    for one, two in pairwise(names):
        yield scene.mentions[one].end, scene.chain_start(scene.mentions[two])
