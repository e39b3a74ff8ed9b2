"""Dates, as they stand in an article, with the year resolved from its day of publication.

Abstains where the year cannot be known: 1月12日 in an article without a date of its own is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest
from typing import Literal

from kg.extract.numerals import number
from kg.knowledge.alternatives import any_of
from kg.knowledge.datings import time_words
from kg.types import Article

Granularity = Literal["year", "month", "day"]

#: point: on that date; from, to: the ends of a stretch of time; bound: a limit (2000年以前), nothing's date.
Kind = Literal["point", "from", "to", "bound"]

_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SENTENCE_END = re.compile(r"[。！？\n]")
_COMPARED = ("同期", "同比", "相比", "的水平")
#: A month this far ahead of the issue is one of the year before: 12月 in a January issue.
_AHEAD = 1
#: 每月|28日, 每年|12月4日 are no days.
_EVERY = ("每月", "每年")
#: Before a month that lies ahead.
_MEANT = re.compile("(?:计划|预计|拟|将于|将在|力争|确保|有望|争取|预期)(?:于|在|到)?$")
#: Behind a limit: what is to be done by then.
_BEFORE, DUE = (
    "前",
    re.compile(
        "(?:全部|全面|正式|顺利|可|陆续|基本|实现)*(?:完工|竣工|建成|完成|交付|投用|投产|通车|通水|开工|动工|进场|投入使用)"
    ),
)


@dataclass(frozen=True, slots=True)
class TimeExpr:
    """A date at [start, end) of the clean text: ISO year, year-month or date in ``iso``."""

    start: int
    end: int
    iso: str
    granularity: Granularity
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Known:
    """As much of a date as is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, iso: str | None) -> _Known:
        return cls(*(int(part) for part in (iso or "").split("-") if part))

    def shifted(self, months: int) -> _Known:
        """That many months later, without the day; nothing where the month is not known."""
        if self.year is None or self.month is None:
            return _Known()
        total = self.year * 12 + self.month - 1 + months
        return _Known(total // 12, total % 12 + 1)

    def iso(self) -> str | None:
        """The ISO prefix, or None where the year is unknown or there is no such day."""
        if self.year is None:
            return None
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return None
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@cache
def _pattern() -> re.Pattern[str]:
    words = time_words()
    month = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
    day = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
    digits = r"(?:1[89]|20)\d\d|[一二][〇零一二三四五六七八九]{3}"
    return re.compile(
        r"(?<![\d第])(?:"
        r"(?P<iso>(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2})|"
        rf"(?:(?P<year>{digits})\s?年(?!代|级)|(?P<years>{any_of(words.years)})(?![少轻事]))"
        rf"(?:\s?(?P<ymonth>{month})\s?月(?:份)?(?:\s?(?P<yday>{day})\s?[日号](?!楼))?)?|"
        rf"(?<![一二三四五六七八九十两几数半多余每全学])(?P<within>{any_of(words.within_year)})|"
        rf"(?P<months>{any_of(words.months)})(?:(?P<mday>{day})[日号])?|"
        rf"(?P<days>{any_of(words.days)})(?![年后天])|"
        rf"(?P<syear>{any_of(words.same_year)})(?:\s?(?P<symonth>{month})\s?月(?:份)?(?:(?P<syday>{day})[日号])?)?|"
        rf"(?P<smonth>{any_of(words.same_month)})(?:(?P<smday>{day})[日号])?|"
        rf"(?P<sday>{any_of(words.same_day)})|"
        rf"(?P<month>{month})\s?月(?:份)?(?:\s?(?P<day>{day})\s?[日号](?!楼))?(?!球|饼|票|经|嫂|季|薪|租|均)|"
        rf"(?P<only>{day})日(?![常报前夜益渐均照程志历产用子本元])"
        rf")(?P<part>(?:{any_of(words.parts)})*)(?P<bound>{any_of(words.bounds)})?"
    )


def times(article: Article) -> list[TimeExpr]:
    """The dates of ``article`` whose year is known, in order."""
    text, issue = article.text.chars, _Known.of(article.published)
    found: list[TimeExpr] = []
    last, named, sentence_end = _Known(), _Known(), -1
    for match in _pattern().finditer(text):
        if text.endswith(_EVERY, 0, match.start()):
            continue
        if match.start() > sentence_end:
            near = not _SENTENCE_END.search(text[sentence_end + 1 : match.start()].lstrip("\n"))
            named = last if near else _Known()  # 同月 goes back to the sentence before, no further
            last, sentence_end = _Known(), _end_of_sentence(text, match.start())
        elif _is_ahead(last, issue) and "；" in text[found[-1].end : match.start()]:
            last = _Known()  # 二期顺延到明年3月；三期8月18日才进场
        known = _resolve(match, issue, last, named if last.year is None else last)
        iso = known.iso() if known else None
        if known is None or iso is None:
            continue
        if not text.startswith(_COMPARED, match.end()):  # 高于去年同期: what follows is told of another year
            last = known
        found.append(_placed(match, known, iso))
    return list(_ranges(text, found))


def _is_ahead(last: _Known, issue: _Known) -> bool:
    return last.year is not None and issue.year is not None and last.year > issue.year


def _end_of_sentence(text: str, at: int) -> int:
    end = _SENTENCE_END.search(text, at)
    return end.start() if end else len(text)


def _resolve(match: re.Match[str], issue: _Known, last: _Known, named: _Known) -> _Known | None:
    """The date that ``match`` names in an article of ``issue``, after ``last`` in the same sentence.

    ``named``: the date named last, in this sentence or the one before.
    """
    words = time_words()
    if match["syear"] or match["smonth"] or match["sday"]:
        return _same(match, named)
    if match["iso"]:
        return _Known(*(int(part) for part in re.split("[-/]", match["iso"])))
    if match["year"] or match["years"]:
        return replace(_year(match, issue), month=_int(match["ymonth"]), day=_int(match["yday"]))
    if match["within"]:
        planned = _MEANT.search(match.string, max(0, match.start() - 6), match.start())
        return _Known(issue.year if last.year is None or planned else last.year)
    if match["months"]:
        return replace(issue.shifted(words.months[match["months"]]), day=_int(match["mday"]))
    if match["days"]:
        return _days_from(issue, words.days[match["days"]])
    if match["month"]:
        month = _Known(None, _int(match["month"]), _int(match["day"]))
        return _planned_year(month, issue) if _is_meant(match, last, issue) else _in_year(month, issue, last)
    return _in_month(_int(match["only"]), issue, last)


def _same(match: re.Match[str], named: _Known) -> _Known | None:
    """同年3月, 同月, 次日: from the date that was named last."""
    words = time_words()
    if match["syear"]:
        year = None if named.year is None else named.year + words.same_year[match["syear"]]
        return _Known(year, _int(match["symonth"]), _int(match["syday"]))
    if match["smonth"]:
        return replace(named.shifted(words.same_month[match["smonth"]]), day=_int(match["smday"]))
    return _days_from(named, words.same_day[match["sday"]])


def _int(text: str | None) -> int | None:
    value = number(text) if text else None
    return None if value is None else int(value)


def _year(match: re.Match[str], issue: _Known) -> _Known:
    if match["year"]:
        return _Known(int(match["year"].translate(_CHINESE_DIGITS)))
    shift = time_words().years[match["years"]]
    return _Known(None if issue.year is None else issue.year + shift)


def _days_from(issue: _Known, days: int) -> _Known | None:
    if issue.year is None or issue.month is None or issue.day is None:
        return None
    day = date(issue.year, issue.month, issue.day) + timedelta(days)
    return _Known(day.year, day.month, day.day)


def _is_meant(match: re.Match[str], last: _Known, issue: _Known) -> bool:
    """确保10月底前; 去年11月开工，预计6月底完工: whether a month without its year is one that is planned for."""
    meant = _MEANT.search(match.string, max(0, match.start() - 6), match.start()) or _is_due(match, issue)
    gone = issue.year is not None and last.year is not None and last.year < issue.year
    return bool(meant) and (last.year is None or gone)


def _is_due(match: re.Match[str], issue: _Known) -> bool:
    """9月底前完工, in an issue of May: by when something is to be done."""
    month = _int(match["month"])
    ahead = month is not None and issue.month is not None and month >= issue.month
    return ahead and match["bound"] == _BEFORE and DUE.match(match.string, match.end()) is not None


def _planned_year(known: _Known, issue: _Known) -> _Known:
    """What is planned lies ahead: in a month before the issue's, next year."""
    if issue.year is None or issue.month is None or known.month is None:
        return replace(known, year=issue.year)
    return replace(known, year=issue.year + (known.month < issue.month))


def _in_year(known: _Known, issue: _Known, last: _Known) -> _Known | None:
    """A month without its year: the year just named in the sentence, else the issue's or the one before."""
    if last.year is not None:
        return replace(known, year=last.year)
    if issue.year is None:
        return None
    ahead = issue.month is not None and known.month is not None and known.month > issue.month + _AHEAD
    return replace(known, year=issue.year - 1 if ahead else issue.year)


def _in_month(day: int | None, issue: _Known, last: _Known) -> _Known | None:
    """A day without its month: the month just named in the sentence, else the issue's, or the one before."""
    if last.month is not None:
        return replace(last, day=day)
    if issue.month is None or day is None:
        return None
    before = issue.day is not None and day > issue.day
    return replace(issue.shifted(-1 if before else 0), day=day)


def _placed(match: re.Match[str], known: _Known, iso: str) -> TimeExpr:
    granularity: Granularity = "day" if known.day else "month" if known.month else "year"
    return TimeExpr(match.start(), match.end(), iso, granularity, "bound" if match["bound"] else "point")


def _ranges(text: str, found: list[TimeExpr]) -> Iterator[TimeExpr]:
    """Mark the two ends of 从T到T, and a lone 从T, 自T, T起, T以来."""
    after_range = False
    for here, then in zip_longest(found, found[1:]):
        joined = then is not None and re.fullmatch(r"\s?(?:[至到—–~～-]|——)\s?", text[here.end : then.start])
        since = text.endswith(("从", "自", "自从"), 0, here.start) or text.startswith(
            ("起", "以来"), here.end
        )
        if here.kind == "bound":
            yield here
        elif after_range:
            yield replace(here, kind="to")
        else:
            yield replace(here, kind="from" if joined or since else "point")
        after_range = bool(joined)
