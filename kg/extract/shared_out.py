"""The places that a work is shared out to, as its numbers tell: so many parts here, so many there; so many towns by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.cases import Case
from kg.extract.quantities import Quantity
from kg.extract.subjects import Scene
from kg.types import EntityType, Fact

#: The share of such claims that is right, by bench/calibration.py.
_CONFIDENCE = 0.72
#: What a work may be shared out to.
_PLACES: tuple[EntityType, ...] = ("Area", "Community")
#: What is counted where such places are, 惠及甲乡、乙镇、丙镇3个乡镇.
_COUNTED = (
    "乡镇",
    "镇",
    "乡",
    "街道",
    "社区",
    "小区",
    "村",
    "行政村",
    "县",
    "区",
    "市",
    "院",
    "家属院",
    "片区",
)
#: Before the places that a work is for: 惠及甲乡、乙镇2个乡镇.
_REACHES = re.compile("(?:惠及|涉及|覆盖|辐射|受益|遍及|涵盖|包括|涉|在|于)(?:了|到)?(?:全[县市区])?$")
#: Words that take it back: 暂不|包括.
_NOT = re.compile("(?:不|未|没有?)(?:再|曾)?[一-龥]{2}$")
#: What stands between the names of a list, and before its number.
_LINK = re.compile("(?:、[一-龥]{2,4}){0,2}[、和与及等这]?")
_NEAR = 6


def shared_out(scene: Scene, work: int, start: int, quantity: Quantity) -> Iterator[Fact[int]]:
    """整治背街小巷42个，其中[某区]31个: the work is for the places that it is shared out to."""
    named = scene.within(start, quantity.start) if scene.mentions[work].type == "Project" else ()
    seats = {scene.mentions[index].start for index in named}  # 某区|某街道31个: the street's
    for index in named:
        place = scene.mentions[index]
        if place.type in _PLACES and scene.known(index) and place.end not in seats:
            source = scene.source(place.start, quantity.end, "measures.share", _CONFIDENCE)
            yield Fact(work, "targets", index, source)


def listed(scene: Scene, work: int, case: Case) -> Iterator[Fact[int]]:
    """惠及[甲乡]、[乙镇]、[丙镇]3个乡镇: the work is for those that are counted up."""
    quantity = case.counted.quantity
    if quantity.counter != "个" or not case.counted.right.startswith(_COUNTED):
        return
    end = quantity.start
    places: list[int] = []
    for index in reversed(scene.within(scene.clause(quantity.at)[0], quantity.start)):
        place = scene.mentions[index]
        if _LINK.fullmatch(scene.text, place.end, end) is None:
            break
        places.append(index)
        end = scene.chain_start(place)
    reaches = _REACHES.search(scene.text, max(0, end - _NEAR), end)
    among = "等" in scene.text[max(0, quantity.start - _NEAR) : quantity.start]  # 红庙镇等7个乡镇
    if (
        places
        and (len(places) > 1 or among)
        and reaches
        and not _NOT.search(scene.text, max(0, end - _NEAR), end)
    ):
        yield from shared_out(scene, work, scene.mentions[places[-1]].start, quantity)
