"""Which numbers are parts of which: 农户4056户，其中贫困户656户; 总投资90万元，其中财政补助60万元，居民自筹30万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.counts import Counted
from kg.extract.subjects import Scene
from kg.types import Measure, Span

_OF_WHICH = "其中"
_CLAUSE_END = re.compile("[，；：]")
#: What is no sum of its parts.
_RATIOS = frozenset({"percent", "year", "month", "day", "hour", "minute", "second", "km/h"})

Numbered = tuple[Counted, Measure[int]]


def with_parts(scene: Scene, found: Sequence[Numbered]) -> list[Measure[int]]:
    """The measures, those behind 其中 with the place of the number that they are a part of: the last one before it, in
    the same sentence, that counts the same."""
    wholes = (_whole(scene, found[:at], *each) for at, each in enumerate(found))
    return [
        measure if whole is None else replace(measure, part_of=whole)
        for whole, (_, measure) in zip(wholes, found, strict=True)
    ]


def _whole(scene: Scene, before: Sequence[Numbered], counted: Counted, measure: Measure[int]) -> Span | None:
    start, at = scene.sentence(counted.quantity.at)[0], counted.quantity.start
    opened = scene.text.rfind(_OF_WHICH, start, at)
    between = scene.text[opened:at]
    if opened < 0 or measure.unit in _RATIOS or between.count("（") > between.count("）"):
        return None
    if measure.property == "other" and _CLAUSE_END.search(between, len(_OF_WHICH) + 1):
        return None  # 其中建成4个，有31个车位: another thing that is counted alike
    same = (
        other.at
        for number, other in reversed(before)
        if start <= number.quantity.start < opened
        and (other.property, other.unit) == (measure.property, measure.unit)
        and number.quantity.counter == counted.quantity.counter
    )
    return next(same, None)
