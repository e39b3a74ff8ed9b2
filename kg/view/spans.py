"""When, where and how surely: dates, pages and confidence of facts, and of the entities they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.view.model import Evidence, Fact, Picture

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Extent:
    """First and last ISO prefix (empty if there is none), pages, the greatest confidence (None if unstated)."""

    first: str
    last: str
    pages: tuple[int, ...]
    confidence: float | None


def fact_extents(picture: Picture) -> list[Extent]:
    """Of each fact: its own dates, or those of the articles that say it where it has none."""
    issued = [_iso(article.issued) for article in picture.articles]
    return [_of_fact(fact, issued) for fact in picture.facts]


def entity_extents(picture: Picture, facts: list[Extent]) -> list[Extent]:
    """Of each entity: all dates of its facts and of the articles that say them, all their pages."""
    issued = [_iso(article.issued) for article in picture.articles]
    dates: list[set[str]] = [set() for _ in picture.entities]
    pages: list[set[int]] = [set() for _ in picture.entities]
    best: list[float | None] = [None] * len(picture.entities)
    for fact, extent in zip(picture.facts, facts, strict=True):
        known = {extent.first, extent.last, *_issues(fact.evidence, issued)} - {""}
        for end in (fact.subject, fact.object):
            if end is not None:
                dates[end] |= known
                pages[end].update(extent.pages)
                best[end] = _greatest((best[end], extent.confidence))
    return [
        Extent(*_ends(dated), tuple(sorted(seen)), sure)
        for dated, seen, sure in zip(dates, pages, best, strict=True)
    ]


def whole(extents: Iterable[Extent]) -> tuple[str, str] | None:
    """From the first to the last date of all; None if there is none."""
    first, last = _ends({date for extent in extents for date in (extent.first, extent.last)} - {""})
    return (first, last) if first else None


def _of_fact(fact: Fact, issued: list[str]) -> Extent:
    own = {iso for iso in map(_iso, (*fact.dates, fact.text if fact.kind == "value" else "")) if iso}
    ends = _ends(own or (_issues(fact.evidence, issued) - {""}))
    pages = sorted({one.page for one in fact.evidence if one.page is not None})
    return Extent(*ends, tuple(pages), _greatest(one.confidence for one in fact.evidence))


def _issues(evidence: Iterable[Evidence], issued: list[str]) -> set[str]:
    return {issued[one.article] for one in evidence if one.article is not None}


def _ends(dates: set[str]) -> tuple[str, str]:
    return (min(dates), max(dates)) if dates else ("", "")


def _greatest(values: Iterable[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)


def _iso(text: str) -> str:
    """``text`` if it is a year, a month or a date in ISO form; else nothing."""
    return text if _DATE.fullmatch(text) else ""
