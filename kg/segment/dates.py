"""The dates and years that a page's text names, each with what it says about when the page appeared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d\d"
_EXPLICIT = re.compile(
    rf"(?<!\d)({_YEAR})(?:年(?:(\d{{1,2}})月(?:(\d{{1,2}})日)?)?|[-/.](\d{{1,2}})[-/.](\d{{1,2}}))(?!\d)"
)
_PLAIN = re.compile(r"(?<![\d年.])(\d{1,2})月(\d{1,2})日")
_STAMP_BEFORE = re.compile(r"(?:回复时间|发布时间|发布日期|更新时间|发稿时间|日期|时间)[：:\s]{0,3}$")
_STAMP_AFTER = re.compile(r"\s{0,3}(?:星期[一二三四五六日天]|第\d+期|来源[：:])|讯|电(?![力网动话子影视])")
_CLOCK_AFTER = re.compile(r"\s{0,3}\d{1,2}:\d\d")
_PLANNED_BEFORE = re.compile(r"(?:将于|拟于|计划|预计|力争|争取|定于|至|到|力争到|展望|—|－|-)$")
_PLANNED_AFTER = re.compile(r"(?:年?底?前|底前|远景|末前)")
_PAST_BEFORE = re.compile(r"(?:建于|始建于|成立于|创建于|生于|建成于|自|从|早在|于|截至|毕业于)$")
_PAST_AFTER = re.compile(r"(?:以来|起|建成|出生|建造|前|至)")
_COMPLETED_AFTER = re.compile(
    r"(?:度|全年|[^，。；]{0,24}(?:典型成果|工作回顾|年度|总结表彰|先进个人|先进集体|成绩单|工作总结))"
)
#: What is being prepared or held under the name of a year happens in that year.
_CURRENT_BEFORE = re.compile(
    r"(?:举行|举办|召开|启动|部署|安排|谋划|做好|参加|列入|纳入|印发|开展|推进|完成)(?:了)?[《“]?$"
)
_CURRENT_AFTER = re.compile(
    r"度?[^，。；、]{0,6}?(?:民生实事|惠民实事|实事项目|重点(?:项目|工程|工作)|工作(?!回顾|总结)|目标|任务|要点)"
)
_LAST_YEAR = re.compile(r"(?:去年|上年|前年)(?:的)?$")
_CLAUSE_END = re.compile(r"[。！？!?\n\r]")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text: ``year`` is None where the text leaves it out (1月12日).

    ``stamp``: it dates the page itself; ``planned``: it lies ahead; ``past``: it is told as long ago;
    ``completed``: its year is over; ``current``: something is held or prepared under its name;
    ``last_month``: its sentence also says 上月.
    """

    start: int
    year: int | None
    month: int | None = None
    day: int | None = None
    stamp: bool = False
    planned: bool = False
    past: bool = False
    completed: bool = False
    current: bool = False
    last_month: bool = False

    @property
    def iso(self) -> str:
        """ISO prefix of a mention that has a year."""
        month = f"-{self.month:02d}" if self.month else ""
        return f"{self.year:04d}{month}" + (f"-{self.day:02d}" if self.month and self.day else "")


def explicit_dates(text: str) -> Iterator[DateMention]:
    """Every year named in figures, with the month and day that follow it."""
    for match in _EXPLICIT.finditer(text):
        year, month, day, month_2, day_2 = (int(part) if part else None for part in match.groups())
        month, day = month or month_2, day or day_2
        if year is None or not _possible(month, day):
            continue
        before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 32]
        clock = "年" not in match.group() and _CLOCK_AFTER.match(after)
        stamped = bool(day) and bool(_STAMP_BEFORE.search(before) or _STAMP_AFTER.match(after) or clock)
        past = bool(_PAST_BEFORE.search(before) or _PAST_AFTER.match(after))
        completed = month is None and bool(_COMPLETED_AFTER.match(after))
        current = bool(_CURRENT_BEFORE.search(before) or (month is None and _CURRENT_AFTER.match(after)))
        yield DateMention(
            match.start(),
            year,
            month,
            day,
            stamp=stamped,
            planned=bool(_PLANNED_BEFORE.search(before) or _PLANNED_AFTER.match(after)),
            past=past,
            completed=completed,
            current=current and not completed and not past,
            last_month="上月" in _sentence_before(text, match.start()),
        )


def plain_dates(text: str) -> Iterator[DateMention]:
    """Every month and day without a year that is told as news: not planned, not the end of a range from
    another year.
    """
    for match in _PLAIN.finditer(text):
        month, day = int(match.group(1)), int(match.group(2))
        before = text[max(0, match.start() - 8) : match.start()]
        after = text[match.end() : match.end() + 4]
        told = not (
            _PLANNED_BEFORE.search(before) or _LAST_YEAR.search(before) or after.startswith(("前", "起至"))
        )
        if told and _possible(month, day):
            yield DateMention(match.start(), None, month, day)


def _possible(month: int | None, day: int | None) -> bool:
    return (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31)


def _sentence_before(text: str, at: int) -> str:
    window = text[max(0, at - 60) : at]
    return _CLAUSE_END.split(window)[-1]
