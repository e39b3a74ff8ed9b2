"""When a page appeared, by its own evidence: stamps, datelines, years weighed against each other, the
latest day told.

Where the evidence supports no year, the page has no date; where it supports no month, it has a year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.knowledge.segmenting import Anchor, year_anchors
from kg.segment.dates import DateMention, explicit_dates, plain_dates
from kg.types import Article, Page

#: A year needs so much weight to be believed.
_BELIEVED = 3.0
#: What a year weighs that is named as the present one, told with its month (so another than the present),
#: or told.
_CURRENT, _TOLD_WITH_MONTH, _TOLD, _TOLD_AGAIN, _MOST_REPEATS = 3.0, 1.0, 2.0, 0.5, 3
#: What the year after a named one weighs: its results are out, it ends with 上月, the new year begins, it
#: is not over.
_COMPLETED, _LAST_MONTH, _TURN_OF_YEAR, _NOT_YET = 2.0, 2.0, 1.0, 2.0
#: A full date so near to the beginning of an article is that of its news.
_OPENING = 24
_NEW_YEAR = re.compile(r"新的一年|岁末年初|新年伊始|开年|春节将至|盘点去年")
_DATELINE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日[电讯]")
_COUNT = r"(\d{1,3})"


@dataclass(frozen=True, slots=True)
class _Evidence:
    years: Sequence[DateMention]
    days: Sequence[DateMention]
    anchored: Counter[int]
    not_before: tuple[int, int]
    turn: bool


def date_articles(page: Page, articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """The articles with ``published`` set: by their own dateline, else by the page."""
    published = page.date or _stamp(page.text) or _told(articles)
    return tuple(replace(article, published=_by_dateline(page, article, published)) for article in articles)


def _stamp(text: str) -> str | None:
    """The date that the page states about itself."""
    return next((mention.iso for mention in explicit_dates(text) if mention.stamp), None)


def _told(articles: tuple[Article, ...]) -> str | None:
    """What the words of all articles tell together: clean, since a line end may cut a date in two."""
    openings: list[int] = []
    at = 0
    for article in articles:
        openings += [at + block.start for block in article.blocks if block.kind == "paragraph"][:1]
        at += len(article.text.chars) + 1
    return page_date("\n".join(article.text.chars for article in articles), openings)


def page_date(text: str, openings: Sequence[int] = ()) -> str | None:
    """The ISO prefix of the day, month or year on which a page appeared, None if its text supports none.

    ``openings`` are the offsets at which the articles' own words begin.
    """
    stamp = _stamp(text)
    if stamp is not None:
        return stamp
    evidence = _gather(text, openings)
    month = _latest_month(evidence.days)
    year = _year(evidence, month)
    if year is None:
        return None
    month = max(month or 0, *(m.month or 0 for m in evidence.years if m.year == year and m.day), 0)
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def _gather(text: str, openings: Sequence[int]) -> _Evidence:
    years = [
        replace(mention, current=mention.current or _opens(mention, openings))
        for mention in explicit_dates(text)
        if not mention.planned
    ]
    anchored, not_before = _anchors(text)
    return _Evidence(years, list(plain_dates(text)), anchored, not_before, bool(_NEW_YEAR.search(text)))


def _opens(mention: DateMention, openings: Sequence[int]) -> bool:
    return mention.day is not None and any(0 <= mention.start - at <= _OPENING for at in openings)


def _anchors(text: str) -> tuple[Counter[int], tuple[int, int]]:
    """The years that anchors name, with their weights, and the earliest month that they allow."""
    weights: Counter[int] = Counter()
    not_before = (0, 0)
    bare = re.sub(r"[“”‘’\"\s]", "", text)
    for anchor, pattern in _anchor_patterns():
        for match in pattern.finditer(bare):
            if anchor.kind == "since":
                not_before = max(not_before, (anchor.year, anchor.month or 1))
                continue
            year = anchor.year + (int(match.group(1)) if anchor.kind == "count" else 0)
            weights[year] = max(weights[year], anchor.weight)
    return weights, not_before


@cache
def _anchor_patterns() -> tuple[tuple[Anchor, re.Pattern[str]], ...]:
    return tuple(
        (a, re.compile(re.escape(a.words).replace(re.escape("{n}"), _COUNT))) for a in year_anchors()
    )


def _latest_month(days: Sequence[DateMention]) -> int | None:
    """The month of the latest day told; where December and January meet, January is the later."""
    months = {mention.month for mention in days if mention.month}
    if not months:
        return None
    if months & {1, 2} and months & {11, 12} and not months & {5, 6, 7, 8}:
        return max(months & {1, 2})
    return max(months)


def _year(evidence: _Evidence, month: int | None) -> int | None:
    """The year with most weight that contradicts nothing; of equals the later."""
    weights = _weigh(evidence, month)
    possible = {year: weight for year, weight in weights.items() if _agrees(year, month, evidence)}
    best = max(possible, key=lambda year: (possible[year], year), default=None)
    return best if best is not None and possible[best] >= _BELIEVED else None


def _weigh(evidence: _Evidence, month: int | None) -> dict[int, float]:
    weights: dict[int, float] = {year: float(weight) for year, weight in evidence.anchored.items()}
    latest = max((mention.year for mention in evidence.years if mention.year), default=None)
    if latest is None:
        return weights
    named = [mention for mention in evidence.years if mention.year == latest]
    weights[latest] = weights.get(latest, 0) + _named(named, bool(evidence.days))
    following = _following(named, evidence, month)
    if following:
        weights[latest + 1] = weights.get(latest + 1, 0) + following
    return weights


def _named(named: Sequence[DateMention], has_days: bool) -> float:
    if any(mention.current for mention in named):
        return _CURRENT
    told = [mention for mention in named if not mention.past and not (mention.month and has_days)]
    return _TOLD + _TOLD_AGAIN * (min(len(told), _MOST_REPEATS) - 1) if told else _TOLD_WITH_MONTH


def _following(named: Sequence[DateMention], evidence: _Evidence, month: int | None) -> float:
    early = month is None or month <= 3
    over = any(mention.month and month and mention.month > month for mention in named)
    return (
        _LAST_MONTH * (month == 1 and any(mention.last_month for mention in named))
        + _COMPLETED * (early and any(mention.completed for mention in named))
        + _TURN_OF_YEAR * (early and evidence.turn)
        + _NOT_YET * over
    )


def _agrees(year: int, month: int | None, evidence: _Evidence) -> bool:
    """Whether a page of that year and month can tell of everything that it dates in the past."""
    last = (year, month or 12)
    told = max(((m.year, m.month or 1) for m in evidence.years if m.year and not m.planned), default=(0, 0))
    return last >= told and last >= evidence.not_before


def _by_dateline(page: Page, article: Article, published: str | None) -> str | None:
    """The day of an article's dateline, its year from the dateline or the page."""
    for block in article.blocks:
        words = article.text.chars[block.start : block.end]
        match = _DATELINE.search(words) if block.kind == "byline" else None
        if match is None:
            continue
        year = match.group(1) or (published or "")[:4]
        if year and not (page.date and len(page.date) == 10):
            return f"{year}-{int(match.group(2)):02d}-{int(match.group(3)):02d}"
    return published
