"""When a page appeared, by its own evidence: mastheads, stamps, datelines, else the year that its words
support and the latest day told.

Where the evidence supports no year, the page has no date; where it supports no month, it has a year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.segment.dates import DateMention, explicit_dates, plain_dates
from kg.segment.mastheads import WIDE_DIGITS, read_masthead
from kg.segment.years import gather, latest_month, year_of
from kg.types import Article, Page

#: A full date so near to the beginning of an article is that of its news.
_OPENING = 24
#: So far behind a month with its year a day of that month is of the same year.
_GOES_ON = 100
_DATELINE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:专|[一-龥]{2,6}?)?[电讯]")


def date_articles(page: Page, articles: tuple[Article, ...], lines: Sequence[str]) -> tuple[Article, ...]:
    """The articles with ``published`` set: by their own dateline, else by the page, whose ``lines`` hold the
    newspaper's own as well.
    """
    mastheads = [line.translate(WIDE_DIGITS) for line in lines if read_masthead(line)]
    published = (
        page.date
        or _stated(page.text[page.begins :].translate(WIDE_DIGITS), mastheads)
        or _told(articles, mastheads)
    )
    return tuple(replace(article, published=_by_dateline(page, article, published)) for article in articles)


def _stated(text: str, mastheads: Sequence[str]) -> str | None:
    """The date of the newspaper, else the stamp, else a date on a line of its own that nothing told is later
    than.
    """
    found = [masthead for masthead in map(read_masthead, mastheads) if masthead and masthead.date]
    told = max(
        (m.iso for m in explicit_dates(text) if m.day and not (m.planned or m.ahead or m.past)), default=""
    )
    printed = next((masthead.date for masthead in found if not masthead.alone), None)
    signed = (masthead.date for masthead in found if masthead.date and masthead.date >= told)
    return printed or _stamp(text) or next(signed, None)


def _stamp(text: str) -> str | None:
    """The date that the page states about itself."""
    return next((mention.iso for mention in explicit_dates(text) if mention.stamp), None)


def _told(articles: tuple[Article, ...], mastheads: Sequence[str]) -> str | None:
    """What the words of all articles tell together: clean, since a line end may cut a date in two.

    A masthead may give the day and leave the year to them.
    """
    openings: list[int] = []
    at = 0
    for article in articles:
        openings += [at + block.start for block in article.blocks if block.kind == "paragraph"][:1]
        at += len(article.text.chars) + 1
    words = [*(article.text.chars for article in articles), *mastheads]
    told = page_date("\n".join(words), openings)
    day = next(plain_dates("\n".join(mastheads)), None)
    if not (told and day and day.month and day.day):
        return told
    own = f"{told[:4]}-{day.month:02d}-{day.day:02d}"
    return own if own[: len(told)] >= told else told  # a day that a letter was written on is no newspaper's


def page_date(text: str, openings: Sequence[int] = ()) -> str | None:
    """The ISO prefix of the day, month or year on which a page appeared, None if its text supports none.

    ``openings`` are the offsets at which the articles' own words begin.
    """
    stamp = _stamp(text)
    if stamp is not None:
        return stamp
    years = [
        replace(
            mention,
            current=mention.current or (text[mention.start - 1] != "于" and _opens(mention, openings)),
        )
        for mention in explicit_dates(text)
        if not mention.planned
    ]
    days = _of_the_page(list(plain_dates(text)), years)
    year = year_of(gather(text, years, days))
    if year is None:
        return None
    told = [mention.month or 0 for mention in years if mention.year == year and mention.day]
    month = max(latest_month(days) or 0, *told, 0)
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def _of_the_page(days: Sequence[DateMention], years: Sequence[DateMention]) -> Sequence[DateMention]:
    """The days without those that go on telling of a month named with its year just before, if others are left."""
    free = [
        day
        for day in days
        if not any(0 < day.start - m.start <= _GOES_ON and m.month == day.month for m in years)
    ]
    return free or days


def _opens(mention: DateMention, openings: Sequence[int]) -> bool:
    return mention.day is not None and any(0 <= mention.start - at <= _OPENING for at in openings)


def _by_dateline(page: Page, article: Article, published: str | None) -> str | None:
    """The day that an article states about itself (回复时间), or of its dateline, with its year from the dateline or the
    page."""
    if not page.date and (own := _stamp(article.text.chars)) is not None:
        return own
    for block in article.blocks:
        words = article.text.chars[block.start : block.end]
        match = _DATELINE.search(words) if block.kind == "byline" else None
        if match is None:
            continue
        year = match.group(1) or (published or "")[:4]
        if year and not (page.date and len(page.date) == 10):
            return f"{year}-{int(match.group(2)):02d}-{int(match.group(3)):02d}"
    return published
