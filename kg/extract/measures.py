"""Numbers about entities: every counted number that is about somebody named, with its evidence and its time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.bearers import bearer
from kg.extract.cases import Case
from kg.extract.counts import Counted, label, read
from kg.extract.measured import property_of
from kg.extract.parts import Numbered, with_parts
from kg.extract.shared_out import listed, shared_out
from kg.extract.shares import shares
from kg.extract.subjects import Scene, Subject
from kg.extract.times import TimeExpr
from kg.types import Claim, Measure

#: A claim's confidence by how near its bearer stands (up to 1): the share that is right, by bench/calibration.py.
_LEAST, _MORE = 0.1, 0.62
#: How sure it is that a share is whose name stands before it; behind the last one the whole is told of again.
_SHARE, _ENDS = 0.9, ("；", "。")
#: A number with whoever bears it.
Told = tuple[Counted, Subject]
#: 1999年|参加工作以来: since when, not on which day.
_SINCE = re.compile("[^，。；]{0,12}以来")
#: What may stand before a date that a figure speaks of.
_AS_OF = re.compile(r"(?:截至|截止|到|仅|其中|[“”\s])*")


def measures(scene: Scene) -> list[Claim[int]]:
    """The numbers of an article that are about one of its mentions, in order. Numbers whose clause and sentence name nobody
    fall back on what the article is most about, with less confidence. Where so many parts of a work are in one place and
    so many in another, it is for both."""
    found: list[Numbered] = []
    places: list[Claim[int]] = []
    last = whole = None
    for counted in read(scene.text):
        case = Case(scene, counted, last)
        if not scene.is_read(case.at):
            continue
        parts = shares(case)
        told = _same_kind(counted, last) if parts is not None else counted
        subjects = _shared(parts, whole) if parts is not None else _borne(case)
        found += [(told, _measure(scene, told, subject, scene.dates)) for subject in subjects]
        if not subjects:
            continue
        if parts is not None and whole is not None and case.last is not None:
            places += shared_out(scene, whole[1].mention, case.last[0].quantity.end, case.counted.quantity)
        elif parts is None:
            places += listed(scene, subjects[0].mention, case)
        whole = whole if parts is not None else (told, subjects[0])
        ends = scene.text.startswith(_ENDS, counted.quantity.end)
        last = whole if parts is not None and ends else (told, subjects[-1])
    return [*with_parts(scene, found), *dict.fromkeys(places)]


def _borne(case: Case) -> tuple[Subject, ...]:
    subject = bearer(case)
    return () if subject is None else (subject,)


def _shared(parts: tuple[int, ...], whole: Told | None) -> tuple[Subject, ...]:
    """Each who has a share; for what several have together whoever the whole is of."""
    if parts or whole is None:
        return tuple(Subject(index, _SHARE) for index in parts)
    return (whole[1],)


def _same_kind(counted: Counted, last: Told | None) -> Counted:
    """A share counts what the whole counts."""
    return counted if last is None else replace(counted, rule=last[0].rule)


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
        as_of=date.iso if (date := _as_of(scene, quantity.at, dates)) is not None else None,
        at=scene.article.text.span(quantity.start, quantity.end),
    )


def _evidence(scene: Scene, counted: Counted) -> tuple[int, int]:
    """The clause that holds the number, from its first word to the end of the counted noun."""
    start, end = scene.clause(counted.quantity.at)
    while start < end and scene.text[start] in " \u3000“”":
        start += 1
    return start, max(end, counted.quantity.end)


def _as_of(scene: Scene, at: int, dates: Sequence[TimeExpr]) -> TimeExpr | None:
    """The date at the head of the number's clause or sentence, if it is a point in time."""
    heads = {scene.sentence(at)[0], scene.clause(at)[0]}
    first, last = (bisect_left(dates, bound, key=lambda date: date.start) for bound in (min(heads), at))
    stated = (d for d in reversed(dates[first:last]) if d.kind == "point" and d.end <= at)
    heading = next((d for d in stated if _head(scene, d.start) in heads), None)
    return None if heading is None or _SINCE.match(scene.text, heading.end) else heading


def _head(scene: Scene, at: int) -> int:
    """Where the words begin that only lead in to ``at``."""
    start = scene.clause(at)[0]
    return start if _AS_OF.fullmatch(scene.text, start, at) else at
