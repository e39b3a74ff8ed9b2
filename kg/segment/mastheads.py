"""Lines that a newspaper prints around its articles: name, date, page, issue, editors, telephone; and the date
they give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.knowledge.alternatives import any_of
from kg.knowledge.segmenting import byline_words, head_words

_LONGEST = 120
#: A section (要闻, 城事) has no mark of its own: so many may stand beside marked parts.
_MOST_SECTIONS = 2
#: A paper may be called so, or a section of it.
_SECTIONS = ("新闻", "电子版", "数字报")
#: The parts of such a line that name somebody.
Imprint = Literal["paper", "staff"]
#: A county's paper may be called after the day: 今日青石.
_TODAY = "今日[\u4e00-\u9fff]{2,3}"
_GAP = re.compile(r"[\s|｜丨·•、/／:：◆■●▲—\-（）()【】\[\]]*")
_ONES: dict[str, int] = dict(zip("〇零○一二三四五六七八九", (0, 0, 0, *range(1, 10)), strict=True))
_HAN = "〇零○一二三四五六七八九十"
#: Full-width digits, to be read as ASCII ones.
WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DATE = re.compile(
    rf"((?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{{3}})\s?[年./-]\s?(\d{{1,2}}|[{_HAN}]{{1,3}})\s?[月./-]\s?"
    rf"(\d{{1,2}}|[{_HAN}]{{1,3}})\s?日?(?!\d)"
)
_JUMP = re.compile(
    r"[（(]?\s?(?:上接|下转|紧接|文接|转|接)\s?第?\s?[A-Z]?[\d一二三四五六七八九十]{1,3}\s?版\s?[）)]?"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """A line of newspaper furniture; ``date`` is its ISO date, None if it gives none with a year; ``alone``: the
    line holds no more, and may sign a letter as well; ``imprint``: its parts that name the paper or those who made
    the page (责任编辑 赵明), by kind and place.
    """

    date: str | None
    alone: bool = False
    imprint: tuple[tuple[Imprint, int, int], ...] = ()


def read_masthead(text: str) -> Masthead | None:
    """What a line tells if it is a newspaper's own: made of nothing but its name, date, page, editors …"""
    if len(text) > _LONGEST or not re.search(r"[\d年版责编辑期话线周校报]", text):
        return None
    if _JUMP.fullmatch(text):
        return Masthead(None)
    parts = _parts(text.translate(WIDE_DIGITS))
    found = [kind for kind, _ in parts]
    if not found or found.count("section") > _MOST_SECTIONS:
        return None
    sure = {"date", "weekday", "page", "issue", "staff", "contact"} & set(found)
    loose = "number" in found and found != ["number"] and not {"date", "staff"} & set(found)
    if loose or not (sure or found in (["number"], ["paper"])):
        return None
    return Masthead(_date(text), found == ["date"], tuple(_imprint(text, parts)))


def jump(text: str) -> int | None:
    """Where the words begin that send on to another page at the end of a paragraph: （下转第四版）."""
    match = re.search(rf"{_JUMP.pattern}$", text[-16:])
    return len(text) - len(text[-16:]) + match.start() if match and match.group()[0] in "（(" else None


def _imprint(text: str, parts: Sequence[tuple[str, tuple[int, int]]]) -> Iterator[tuple[Imprint, int, int]]:
    """The parts that name the paper or its staff; 综合新闻 may as well name a section."""
    for kind, (start, end) in parts:
        if kind == "staff":
            yield "staff", start, end
        elif kind == "paper" and not text.endswith(_SECTIONS, start, end):
            yield "paper", start, end


def staff(text: str) -> int:
    """Where in a part that names those who made the page their names begin: behind 责任编辑, 版式；0 in any other."""
    match = _staff().match(text)
    return match.end() if match else 0


def _parts(text: str) -> list[tuple[str, tuple[int, int]]]:
    """The parts of a line in order, with their kinds; none if some part is of no kind."""
    found: list[tuple[str, tuple[int, int]]] = []
    at = _end_of_gap(text, 0)
    while at < len(text):
        match = _part().match(text, at)
        if match is None or match.lastgroup is None:
            return []
        found.append((match.lastgroup, match.span()))
        at = _end_of_gap(text, match.end())
    return found


def _end_of_gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


@cache
def _staff() -> re.Pattern[str]:
    """What stands before the names of those who made the page."""
    return re.compile(rf"(?:{any_of(byline_words().notes)})[：:\s/／]{{0,3}}")


@cache
def _part() -> re.Pattern[str]:
    """One part of such a line; the surest kinds are tried first."""
    label, papers = any_of(byline_words().notes), any_of(head_words().paper_endings)
    end = r"(?![\u4e00-\u9fff\d])"
    count = rf"(?:[A-Z]?\d{{1,3}}|[{_HAN}]{{1,3}})"
    name = rf"[\u4e00-\u9fff]{{1,2}}\s?(?!{label})[\u4e00-\u9fff]{{1,2}}"
    kinds = {
        "date": rf"{_DATE.pattern}|\d{{1,2}}月\d{{1,2}}日",
        "weekday": rf"(?:星期|周|礼拜)[一二三四五六日天]{end}",
        "lunar": r"(?:农历|夏历)[\u4e00-\u9fff]{2,14}"
        r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[\u4e00-\u9fff]{2,10}",
        "page": rf"(?:(?:今日|本期|共)\s?\d{{1,3}}\s?版|第?\s?{count}\s?版面?|[A-Z]\d{{1,2}}|0\d){end}",
        "issue": r"(?:总)?第?\s?\d{1,6}\s?期|国内统一(?:连续出版物|刊)号|邮发代号"
        r"|CN\s?\d\d\s?-\s?\d{4}|\d\d-\d{1,4}(?!\d)",
        "contact": r"(?:新闻)?(?:电话|热线|传真|邮箱|网址|E-?mail|QQ群?)[：:\s]{0,3}[\w@.\-—/]{5,40}"
        r"|[\w.]{2,30}@[\w.]{4,30}|www\.[\w.]{4,40}",
        "staff": rf"{_staff().pattern}{name}"
        rf"(?:[\s、]{{1,2}}(?!{label})[\u4e00-\u9fff]{{2,3}})?(?![\u4e00-\u9fff\d：:])",
        "number": rf"\d{{1,2}}{end}",
        "paper": rf"{_TODAY}{end}|《?[\u4e00-\u9fff]{{2,10}}(?:{papers}|(?<![预通简公汇喜捷播战快海电])报)》?{end}",
        "section": rf"[\u4e00-\u9fff]{{2,4}}{end}",
    }
    # the names of the groups inside a date would hide that of its kind
    plain = {kind: re.sub(r"\((?!\?)", "(?:", pattern) for kind, pattern in kinds.items()}
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in plain.items()))


def _date(text: str) -> str | None:
    match = _DATE.search(text.translate(WIDE_DIGITS))
    if match is None:
        return None
    year, month, day = (_number(part) for part in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _number(words: str) -> int:
    """A number in figures, as digits in a row (二〇二四) or up to 九十九."""
    if words.isdigit():
        return int(words)
    if "十" not in words:
        return int("".join(str(_ONES[char]) for char in words))
    tens, _, ones = words.partition("十")
    return _ONES.get(tens, 1) * 10 + _ONES.get(ones, 0)
