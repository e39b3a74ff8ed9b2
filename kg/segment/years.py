"""Which year a page is of: what its words tell, weighed; no year where nothing speaks clearly for one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kg.knowledge.segmenting import Anchor, year_anchors
from kg.segment.dates import DateMention
from kg.segment.editions import editions

#: A year needs so much weight to be believed.
_BELIEVED = 3.0
#: What a year weighs that is named as the present one, told with its month (so another than the present),
#: or told.
_CURRENT, _TOLD_WITH_MONTH, _TOLD, _TOLD_AGAIN, _MOST_REPEATS = 3.0, 1.0, 2.0, 0.5, 3
#: What the year after a named one weighs: its results are out, it ends with 上月, the new year begins, it
#: is not over.
_COMPLETED, _LAST_MONTH, _TURN_OF_YEAR, _NOT_YET = 2.0, 2.0, 1.0, 2.0
#: What a year weighs for which something is announced, or planned (before the next year's plans are made), or
#: whose calendar agrees with a weekday, or that is named with a day that is told without it as well.
_AHEAD, _SCHEDULED, _WEEKDAY, _SAME_DAY = 1.0, 3.0, 3.0, 3.0
#: What it adds that the page's month follows the latest date told soon: in that year within a quarter or
#: later, or in the next year; that it is told to the day, and near; that the year before is told as well.
_SOON, _LATER, _NEXT_SOON, _NEXT_LATER, _TO_THE_DAY, _ROW = 1.5, 0.5, 1.0, 0.5, 0.5, 1.0
#: What the year weighs of which a part is told, and how many months a quarter has.
_PART, _QUARTER = 2.0, 3
_NEW_YEAR = re.compile(r"新的一年|岁末年初|新年伊始|开年|春节将至|盘点去年")
_NEARBY_YEAR = re.compile(r"今年|去年")
_THIS_YEAR = re.compile(r"今年(\d{1,2})月")
#: 从2021年的54.6%提到去年的68.9%: last year is another year than the one before it.
_THEN_LAST_YEAR = re.compile(r"从(20\d\d)年[^。！？\n]{0,24}(?:到|至)[^。！？\n]{0,4}去年")
#: 2023年3月启动某改造。今年4月完工: who gives one month its year and calls another one this year's means two years; not
#: where the first one lies ahead, or ends a stretch.
_THEN_THIS_YEAR = re.compile(
    r"(?<![计划将争拟保在至到—-])(20\d\d)年\d{1,2}月(?!\d{0,2}日?底?前)(?![^，。；\n]{0,12}将)[^\n]{0,160}?今年\d{1,2}月"
)
#: From this month on plans are made for the next year.
_YEARS_END = 11
_COUNT = r"(\d{1,3}|[一二三四五六七八九十百]{1,5})"
#: How many years later a page is than what it tells of so.
_TOLD_AS = {"前年": 2, "去年": 1, "今年": 0, "明年": -1}
#: 前年，也就是2022年: the page itself says so.
_EQUATED, _SAID = re.compile(r"(前年|去年|今年|明年)[，,]?(?:也就是|即|就是|[（(])(20\d\d)年?"), 4
#: What the year in the name of an event weighs that is held.
_EDITION = 3
#: How a meeting passes on what another has decided.
_PASSING = "传达(?:学习)?(?:贯彻)?"
#: What goes on after a campaign tells nothing of its time.
_NOT_OVER = r"(?!(?:开展)?常态化|长效化|成果)"
#: Years that a weekday can tell apart.
_CALENDAR = range(2000, 2036)

Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page tells of its time: ``years`` named, ``days`` told without a year, ``month`` of the latest of
    these (or, failing them, of what is told of 今年), years that anchors name, the months they allow.
    """

    years: Sequence[DateMention]
    days: Sequence[DateMention]
    month: int | None
    anchored: Counter[int]
    not_before: Month
    turn: bool
    this_year: bool


def gather(text: str, years: Iterable[DateMention], days: Sequence[DateMention]) -> Evidence:
    """The evidence of a text with the dates found in it; ``years`` without those that lie far ahead."""
    month = latest_month(days) or max(
        (int(m) for m in _THIS_YEAR.findall(text) if 1 <= int(m) <= 12), default=None
    )
    anchored, not_before = _anchors(text, month)
    apart = [(int(year) + 2, 1) for year in _THEN_LAST_YEAR.findall(text)]
    apart += [(int(year) + 1, 1) for year in _THEN_THIS_YEAR.findall(text)]
    not_before = max([not_before, *apart])
    turn, this_year = bool(_NEW_YEAR.search(text)), bool(_NEARBY_YEAR.search(text))
    told = tuple(_as_planned(mention, month) for mention in years)
    return Evidence(told, days, month, anchored, not_before, turn, this_year)


def _as_planned(mention: DateMention, month: int | None) -> DateMention:
    """The year for which plans are made, where the page is of the end of a year: the next one."""
    ahead = mention.year_plan and month is not None and month >= _YEARS_END
    return replace(mention, ahead=True, scheduled=False, current=False) if ahead else mention


def latest_month(days: Sequence[DateMention]) -> int | None:
    """The month of the latest day told; where December and January meet, January is the later."""
    months = {mention.month for mention in days if mention.month}
    if not months:
        return None
    if months & {1, 2} and months & {11, 12} and not months & {5, 6, 7, 8}:
        return max(months & {1, 2})
    return max(months)


def year_of(evidence: Evidence) -> int | None:
    """The year with most weight that contradicts nothing; of equals the later."""
    weights = _weigh(evidence)
    possible = {year: weight for year, weight in weights.items() if _agrees(year, evidence)}
    best = max(possible, key=lambda year: (possible[year], year), default=None)
    return best if best is not None and possible[best] >= _BELIEVED else None


def _anchors(text: str, month: int | None) -> tuple[Counter[int], Month]:
    """The years that anchors name, with their weights, and the earliest month that they allow."""
    weights: Counter[int] = Counter()
    windows: list[Anchor] = []
    bare = re.sub(r"[“”‘’\"\s]", "", text)
    for anchor, found in _anchor_tests():
        if anchor.kind == "during":
            windows += [anchor] * bool(found(bare))
            continue
        for count in found(bare):
            year = anchor.year + _distance(anchor, count)
            weights[year] = max(weights[year], anchor.weight)
    for word, told in _EQUATED.findall(bare):
        year = int(told) + _TOLD_AS[word]
        weights[year] = max(weights[year], _SAID)
    not_before = max(((window.year, window.month or 1) for window in windows), default=(0, 0))
    for year in editions(text):
        weights[year] = max(weights[year], _EDITION)
    return weights + _only_year(windows, not_before, month), not_before


def _distance(anchor: Anchor, found: str) -> int:
    """How far the page's year lies behind that of ``anchor``: 建党|一百|周年, |去年|杭州亚运会."""
    if anchor.kind == "told":
        return _TOLD_AS[found]
    return _number(found) if anchor.kind == "count" else 0


def _number(numeral: str) -> int:
    """100, 一百."""
    if numeral.isdecimal():
        return int(numeral)
    import cn2an  # costs a seventh of a second, and few pages need it

    try:
        return int(cn2an.cn2an(numeral, "normal"))
    except ValueError:  # 十十
        return 0


def _only_year(windows: Sequence[Anchor], first: Month, month: int | None) -> Counter[int]:
    """The year that windows of time leave open for a month, if it is only one."""
    ends = [window.until for window in windows if window.until and window.until >= first]
    if not ends:
        return Counter()
    last = min(ends)
    open_years = [
        year
        for year in range(first[0], last[0] + 1)
        if first <= (year, month or 12) and (year, month or 1) <= last
    ]
    weight = max(window.weight for window in windows if window.until)
    return Counter({open_years[0]: weight}) if len(open_years) == 1 else Counter()


@cache
def _anchor_tests() -> tuple[tuple[Anchor, Callable[[str], list[str]]], ...]:
    """Each anchor with what finds its counts (or itself) in a text."""
    return tuple((anchor, re.compile(_expression(anchor)).findall) for anchor in year_anchors())


def _expression(anchor: Anchor) -> str:
    words = re.escape(anchor.words).replace(re.escape("{n}"), _COUNT)
    words = words.replace(re.escape("{passing}"), _PASSING)
    return words.replace(re.escape("{when}"), f"({'|'.join(_TOLD_AS)})") + _NOT_OVER


def _weigh(evidence: Evidence) -> dict[int, float]:
    weights: defaultdict[int, float] = defaultdict(float)
    for year, weight in _clues(evidence):
        weights[year] += weight
    return weights


def _clues(evidence: Evidence) -> Iterator[tuple[int, float]]:
    yield from evidence.anchored.items()
    yield from _announced(evidence)
    yield from _before(evidence)
    told = [mention for mention in evidence.years if not mention.ahead]
    latest = max((mention.year for mention in told if mention.year), default=None)
    if latest is not None:
        named = [mention for mention in told if mention.year == latest]
        yield latest, _named(named, evidence)
        yield latest + 1, _following(named, evidence)
        yield from _near(told, evidence)
    yield from _parts(evidence)
    yield from _twice(evidence)
    yield from _by_weekday(evidence)


def _announced(evidence: Evidence) -> Iterator[tuple[int, float]]:
    """The first year for which something is announced."""
    ahead = sorted((m.year or 0, not m.scheduled) for m in evidence.years if m.ahead)
    for year, unsure in ahead[:1]:
        late = (evidence.month or 12) > 10
        yield year, _AHEAD if unsure else _TOLD if late else _SCHEDULED


def _before(evidence: Evidence) -> Iterator[tuple[int, float]]:
    """At the end of a year, the one before that for which plans are made: 做好2022年经济工作."""
    planned = [m.year for m in evidence.years if m.year and m.year_plan]
    if planned and (evidence.month or 0) >= _YEARS_END:
        yield max(planned) - 1, _SCHEDULED


def _named(named: Sequence[DateMention], evidence: Evidence) -> float:
    if any(mention.current for mention in named):
        return _CURRENT
    told = [mention for mention in named if not mention.past and not (mention.month and evidence.days)]
    if not told:
        return _TOLD_WITH_MONTH
    repeats = 0 if evidence.this_year else min(len(told), _MOST_REPEATS) - 1
    return _TOLD + _TOLD_AGAIN * repeats


def _following(named: Sequence[DateMention], evidence: Evidence) -> float:
    month = evidence.month
    early = month is None or month <= 3
    over = any(m.month and month and m.month > month for m in named if not m.current)
    return (
        _LAST_MONTH * (month == 1 and any(mention.last_month for mention in named))
        + _COMPLETED * (early and any(mention.completed for mention in named))
        + _TURN_OF_YEAR * (early and evidence.turn)
        + _NOT_YET * over
    )


def _near(told: Sequence[DateMention], evidence: Evidence) -> Iterator[tuple[int, float]]:
    """News follows soon after the latest thing that it dates."""
    dated = [m for m in told if m.month and m.year and not m.past]
    if evidence.month is None or not dated:
        return
    last = max(dated, key=lambda m: (m.year or 0, m.month or 0, m.day or 0))
    year, month = last.year or 0, last.month or 0
    gap = evidence.month - month
    if gap < 0:
        soon = gap + 12 <= 7
        yield year + 1, (_NEXT_SOON if gap + 12 <= 6 else _NEXT_LATER) + _TO_THE_DAY * bool(last.day and soon)
        return
    row = any(mention.year == year - 1 for mention in told)
    same = last.day is not None and gap == 0
    yield year, (_SOON if gap <= 3 else _LATER) + _ROW * row + _TO_THE_DAY * same


def _parts(evidence: Evidence) -> Iterator[tuple[int, float]]:
    """The year of the latest quarter or so that is told of: its figures come out, and its works begin, in that year, unless
    the page is of a month before it."""
    told = [(m.year, m.part) for m in evidence.years if m.year and m.part and not (m.ahead or m.past)]
    if told and evidence.month is not None:
        year, last = max(told)
        yield year + (evidence.month <= last - _QUARTER), _PART


def _twice(evidence: Evidence) -> Iterator[tuple[int, float]]:
    """The year of a day that is named with it and without it."""
    days = {(day.month, day.day) for day in evidence.days}
    yield from {
        m.year: _SAME_DAY for m in evidence.years if m.year and m.day and (m.month, m.day) in days
    }.items()


def _by_weekday(evidence: Evidence) -> Iterator[tuple[int, float]]:
    """The first year not before everything told in which the weekdays named are right."""
    named = [day for day in evidence.days if day.weekday is not None and day.month and day.day]
    first = max((m.year for m in evidence.years if m.year and not m.ahead), default=evidence.not_before[0])
    if named and first:
        right = [year for year in _CALENDAR if year >= first and all(_falls(day, year) for day in named)]
        yield from ((year, _WEEKDAY) for year in right[:1])


def _falls(day: DateMention, year: int) -> bool:
    try:
        return date(year, day.month or 0, day.day or 0).weekday() == day.weekday
    except ValueError:
        return False


def _agrees(year: int, evidence: Evidence) -> bool:
    """Whether a page of that year and month can tell of everything that it dates in the past."""
    last = (year, evidence.month or 12)
    told = max(((m.year, m.month or 1) for m in evidence.years if m.year and _is_over(m)), default=(0, 0))
    return last >= told and last >= evidence.not_before


def _is_over(mention: DateMention) -> bool:
    """Whether a date is told as one before the page's own: not announced, and not the present."""
    return not mention.ahead and not mention.current
