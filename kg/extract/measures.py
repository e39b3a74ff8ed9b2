"""Numbers about entities: every counted number that is about somebody named, with its evidence and its time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.extract.bearers import bearer
from kg.extract.cases import Case
from kg.extract.counts import Counted, label, read
from kg.extract.measured import property_of
from kg.extract.parts import Numbered, with_parts
from kg.extract.shares import share
from kg.extract.subjects import Scene, Subject
from kg.extract.times import TimeExpr
from kg.types import Measure

#: A claim's confidence by how near its bearer stands (up to 1): the share that is right, by bench/calibration.py.
_LEAST, _MORE = 0.1, 0.62
#: What may stand before a date that a figure speaks of.
_AS_OF = re.compile(r"(?:截至|截止|到|仅|其中|[“”\s])*")


def measures(scene: Scene) -> list[Measure[int]]:
    """The numbers of an article that are about one of its mentions, in order. Numbers whose clause and sentence name nobody
    fall back on what the article is most about, with less confidence."""
    found: list[Numbered] = []
    last: tuple[Counted, Subject] | None = None
    for counted in read(scene.text):
        case = Case(scene, counted, last)
        subject = bearer(case) if scene.is_read(case.at) else None
        if subject is not None:
            found.append((counted, _measure(scene, counted, subject, scene.dates)))
            last = counted, _told_on(case, subject)
    return with_parts(scene, found)


def _told_on(case: Case, subject: Subject) -> Subject:
    """Of whom the next number is told: 全市整治42个，其中某区31个；新增…, behind the last share again of the whole."""
    scene, end = case.scene, case.counted.quantity.end
    ends = scene.text.startswith(("；", "。"), end)
    return case.last[1] if case.last is not None and ends and share(case) is not None else subject


def _measure(scene: Scene, counted: Counted, subject: Subject, dates: Sequence[TimeExpr]) -> Measure[int]:
    quantity, rule = counted.quantity, counted.rule
    start, end = _evidence(scene, counted)
    name = property_of(scene.mentions[subject.mention], counted)
    return Measure(
        subject=subject.mention,
        property=name,
        value=rule.sign * quantity.value,
        unit=quantity.unit,
        approximate=quantity.approximate,
        text=scene.text[quantity.start : quantity.end],
        source=scene.source(start, end, f"measures.{rule.name}", _LEAST + _MORE * min(1.0, subject.score)),
        label=label(counted) if name == "other" else None,
        as_of=_as_of(scene, quantity.at, dates),
        at=scene.article.text.span(quantity.start, quantity.end),
    )


def _evidence(scene: Scene, counted: Counted) -> tuple[int, int]:
    """The clause that holds the number, from its first word to the end of the counted noun."""
    start, end = scene.clause(counted.quantity.at)
    while start < end and scene.text[start] in " \u3000“”":
        start += 1
    return start, max(end, counted.quantity.end)


def _as_of(scene: Scene, at: int, dates: Sequence[TimeExpr]) -> str | None:
    """The date at the head of the number's clause or sentence, if it is a point in time."""
    heads = {scene.sentence(at)[0], scene.clause(at)[0]}
    first, last = (bisect_left(dates, bound, key=lambda date: date.start) for bound in (min(heads), at))
    stated = (d for d in reversed(dates[first:last]) if d.kind == "point" and d.end <= at)
    return next((d.iso for d in stated if _head(scene, d.start) in heads), None)


def _head(scene: Scene, at: int) -> int:
    """Where the words begin that only lead in to ``at``."""
    start = scene.clause(at)[0]
    return start if _AS_OF.fullmatch(scene.text, start, at) else at
