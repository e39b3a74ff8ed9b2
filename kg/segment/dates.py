"""The dates and years that a page's text names, each with what it says about when the page appeared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_YEAR = r"(?:19|20)\d\d"
_EXPLICIT = re.compile(
    rf"(?<!\d)({_YEAR})(?:年(?:(\d{{1,2}})月(?:(\d{{1,2}})日)?)?|[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d))"
)
_PLAIN = re.compile(r"(?<![\d年.])(\d{1,2})月(\d{1,2})日")
_STAMP_BEFORE = re.compile(r"(?:回复时间|发布时间|发布日期|更新时间|发稿时间|日期|时间)[：:\s]{0,3}$")
#: A text that was taken over says from where and when: （原载2022年5月12日《…》）.
_SOURCE_BEFORE = re.compile(
    r"(?:原载|原刊|转载自|转自|摘自|选自|刊于|载于|(?:^|[（(\n])\s?(?:来源|稿件来源|据))[：:\s]?[^（()）。；，\n]{0,24}$"
)
_STAMP_AFTER = re.compile(
    r"\s{0,3}(?:星期[一二三四五六日天]|第\d+期|来源[：:])|讯|消息|电(?![力网动话子影视])"
)
_CLOCK_AFTER = re.compile(r"\s{0,3}\d{1,2}:\d\d")
_PLANNED_BEFORE = re.compile(
    r"(?:将于|拟于|时间为|计划|预计|力争|争取|定于|(?<!截)至|(?<!截[至止])到|力争到|展望|—|－|-)$"
)
_PLANNED_AFTER = re.compile(r"(?:[^，。；、]{0,4}前(?!夕|后|来|往|三|期)|远景)")
_PAST_BEFORE = re.compile(r"(?:建于|始建于|成立于|创建于|生于|建成于|自|从|早在|毕业于)$")
_PAST_AFTER = re.compile(r"(?:起|建成|出生|建造|前(?![二三]季度|\d{1,2}个月)|至)")
_SINCE_BEFORE, _SINCE_AFTER = re.compile(r"(?:自|从)$"), re.compile(r"[^，。；]{0,6}以来")
_COMPLETED_AFTER = re.compile(
    r"(?:年?[底末]|全年|[^，。；]{0,24}(?:典型成果|工作回顾|年度|总结表彰|先进个人|先进集体|成绩单|工作总结))"
)
#: What is being prepared or held under the name of a year happens in that year.
_CURRENT_BEFORE = re.compile(
    r"(?:举行|举办|召开|启动|部署|安排|谋划|做好|参加|列入|纳入|印发|开展|推进|完成)(?:了)?[《“]?$"
)
_CURRENT_AFTER = re.compile(
    r"度?[^，。；、]{0,6}?(?:民生实事|惠民实事|实事项目|重点(?:项目|工程|工作)|工作(?!回顾|总结)|目标|任务|要点)"
)
#: 2024年老旧小区改造项目于3月26日开工: the works of a year begin in it.
_BEGINS = re.compile(
    r"[^，。；、]{2,20}?(?:项目|工程|改造|行动)[^，。；]{0,6}?(?:于|，)?\d{1,2}月(?:\d{1,2}日)?[^，。；]{0,6}?(?:开工|动工|启动|开建|进场)"
)
#: 今年（2023年）, 2023年是……之年, 2024年春节: the present year by its own words.
_PRESENT_BEFORE = re.compile(r"(?:今年(?:[（(]|是|即)?|截[至止]到?)$")
_PRESENT_AFTER = re.compile(
    r"[）)]?(?:是[^，。；]{2,40}(?:之年|一年|周年|元年)|(?:元旦|新年|春节|元宵节?|清明节?|端午节?|中秋节?|国庆节?|春运|全国两会"
    r"|全国?节能宣传周|春季|夏季|秋季|冬季|高考|中考|暑期|暑假|寒假|“[^”]{2,20}”|政府工作报告|度?[^，。；、]{0,10}(?:推进会|动员会|部署会|启动仪式)))"
)
_AHEAD_AFTER = re.compile(
    r"[^，。；]{0,6}?(?:计划|将|拟|力争|预计|安排|准备)|(?:建成|竣工|投产|投用)[^，。；]{0,4}，(?:全部)?(?:达产|届时|投产后|建成后)"
)
#: 明年（2022年）: the year to come by its own words.
_AHEAD_BEFORE = re.compile(r"明年[（(]$")
#: 2024年一季度, 2022年1至8月: a part of the year, by whose months it is told when its figures come out.
_PART_AFTER = re.compile(
    r"第?(?P<quarter>[一二三四])季度|前(?P<quarters>[二三])季度|(?P<half>上半年)|前(?P<first>\d{1,2})个月|1\s?(?:[至到]|[—－~-]{1,2})\s?(?P<until>\d{1,2})月"
)
_QUARTER, _HALF = 3, 6
_SCHEDULED_AFTER = re.compile(r"，?[^，。；]{0,8}?(?:计划|拟|安排)(?!生育)")
#: 做好2022年经济工作, 2022年要…, 提前谋划2022年项目: said of the year by its end, or of the one to come.
_YEAR_PLAN = re.compile(
    r"(?:度)?(?:要(?!求|闻)|(?:经济|政府|各项|全[省市县区旗州镇乡])?工作(?:作出|作了|作|进行|提出)?(?:了)?(?:安排|部署|任务|思路)|(?:经济|各项)工作"
    r"|经济社会发展(?:的)?(?:主要|预期)?(?:目标|总体要求))"
)
_PLANS_BEFORE = re.compile(r"(?:谋划|筹划)(?:好|了)?$")
_WEEKDAY = re.compile(
    r"[，,（(\s]{0,2}(?:这天)?(?:是|正是|正值|恰逢|恰是|恰好是|适逢|又是)?(?:星期|周|礼拜)([一二三四五六日天])(?![边围年期])"
)
_LAST_YEAR = re.compile(r"(?:去年|上年|前年)(?:的)?$")
_CLAUSE_END = re.compile(r"[。！？!?\n\r]")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text: ``year`` is None where the text leaves it out (1月12日).

    ``stamp``: it dates the page itself; ``planned``: it lies ahead; ``past``: it is told as long ago;
    ``completed``: its year is over; ``current``: something is held or prepared under its name;
    ``ahead``: something is announced for it, ``scheduled`` by plan; ``year_plan``: what is to be done in it as a whole is
    laid down; ``last_month``: its sentence also says 上月; ``part``: the last month of the part of the year that is named
    (一季度); ``weekday`` counts from Monday as 0.
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
    ahead: bool = False
    scheduled: bool = False
    year_plan: bool = False
    last_month: bool = False
    part: int | None = None
    weekday: int | None = None

    @property
    def iso(self) -> str:
        """ISO prefix of a mention that has a year."""
        month = f"-{self.month:02d}" if self.month else ""
        return f"{self.year:04d}{month}" + (f"-{self.day:02d}" if self.month and self.day else "")


def explicit_dates(text: str) -> Iterator[DateMention]:
    """Every year named in figures, with the month and day that follow it."""
    for match in _EXPLICIT.finditer(text):
        year, month, day, month_2, day_2 = (int(part) if part else None for part in match.groups())
        if year is not None and _possible(month or month_2, day or day_2):
            plain = DateMention(match.start(), year, month or month_2, day or day_2)
            yield _in_context(plain, text, match)


def _in_context(date: DateMention, text: str, match: re.Match[str]) -> DateMention:
    """``date`` with what the words around it say."""
    before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 48]
    past = _is_past(before, after) or (date.day is None and before.endswith("于"))
    present, completed = _is_current(date, before, after), _is_completed(date, before, after)
    scheduled = date.month is None and not present and bool(_SCHEDULED_AFTER.match(after))
    announced = _AHEAD_AFTER.match(after) or _AHEAD_BEFORE.search(before)
    ahead = not present and (scheduled or bool(announced))
    return replace(
        date,
        stamp=date.day is not None and _is_stamp(text, match, before, after),
        planned=bool(_PLANNED_BEFORE.search(before) or _PLANNED_AFTER.match(after)),
        past=past,
        completed=completed,
        ahead=ahead,
        scheduled=scheduled,
        year_plan=date.month is None and bool(_YEAR_PLAN.match(after) or _PLANS_BEFORE.search(before)),
        current=present and not (completed or past),
        last_month="上月" in _sentence_before(text, match.start()),
        part=_part(after) if date.month is None else None,
    )


def _part(after: str) -> int | None:
    """The last month of the part of a year that ``after`` begins with, or None."""
    part = _PART_AFTER.match(after)
    if part is None:
        return None
    quarters = part["quarter"] or part["quarters"]
    if quarters:
        return _QUARTER * ("一二三四".index(quarters) + 1)
    return _HALF if part["half"] else int(part["first"] or part["until"])


def _is_stamp(text: str, match: re.Match[str], before: str, after: str) -> bool:
    clock = "年" not in match.group() and _CLOCK_AFTER.match(after)
    taken = _SOURCE_BEFORE.search(text[max(0, match.start() - 32) : match.start()])
    return bool(clock or taken or _STAMP_BEFORE.search(before) or _STAMP_AFTER.match(after))


def _is_past(before: str, after: str) -> bool:
    since = _SINCE_BEFORE.search(before) and _SINCE_AFTER.match(after)
    return bool(since or _PAST_BEFORE.search(before) or _PAST_AFTER.match(after))


def _is_completed(date: DateMention, before: str, after: str) -> bool:
    """Whether the results of a year are told; what is held under the name of a year does not end it."""
    if date.month not in (None, 12) or "目标" in after[:6]:
        return False
    annual = after.startswith("度") and not _CURRENT_BEFORE.search(before)
    return annual or bool(_COMPLETED_AFTER.match(after))


def _is_current(date: DateMention, before: str, after: str) -> bool:
    if _CURRENT_BEFORE.search(before) or _PRESENT_BEFORE.search(before):
        return True
    named = (_CURRENT_AFTER, _PRESENT_AFTER, _BEGINS)
    return date.month is None and any(words.match(after) for words in named)


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
            weekday = _WEEKDAY.match(text, match.end())
            named = "一二三四五六日".index(weekday.group(1).replace("天", "日")) if weekday else None
            yield DateMention(match.start(), None, month, day, weekday=named)


def _possible(month: int | None, day: int | None) -> bool:
    return (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31)


def _sentence_before(text: str, at: int) -> str:
    window = text[max(0, at - 60) : at]
    return _CLAUSE_END.split(window)[-1]
