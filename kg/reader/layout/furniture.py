"""What a newspaper or an office prints around its text: running heads with date and page, page numbers, editors."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from kg.knowledge.alternatives import any_of
from kg.knowledge.segmenting import byline_words, head_words
from kg.reader.layout.geometry import Line, Sheet
from kg.reader.layout.measures import Measures

#: Such lines stand in this share of a page's height at its top and at its bottom; those that are only told by coming again,
#: in this share of it at either.
_TOP, _BOTTOM, _EDGE = 0.14, 0.08, 0.07
_LONGEST = 60
#: But for the newspaper's name they are set in type of at most so many sizes of the body's.
_LARGEST = 1.6
DATE = re.compile(r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
_NUMBER = r"[-—–·•\s]*(?:\d{1,4}|[ivxlc]{1,6})[-—–·•\s]*"
_OF = r"第?\s*\d{1,4}\s*页?\s*[/／，,共]\s*共?\s*\d{1,4}\s*页?"
PAGE = re.compile(r"第?\s?([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s?版")


@dataclass(frozen=True, slots=True)
class Parted:
    """A page's own lines, and those around them."""

    own: tuple[Line, ...]
    around: tuple[Line, ...]


def parted(sheet: Sheet, size: Measures, repeated: Collection[str] = ()) -> Parted:
    """The lines of ``sheet`` without its running heads and page numbers. ``repeated`` are words that stand at the same
    edge of several pages of the file."""
    edge = [line for line in sheet.lines if _at_edge(line, sheet) and len(line.text) <= _LONGEST]
    sure = [line for line in edge if _is_furniture(line, sheet, repeated, size)]
    beside = [line for line in edge if any(_beside(line, other) for other in sure) and _small(line, size)]
    around = {id(line) for line in (*sure, *beside)}
    return Parted(
        tuple(line for line in sheet.lines if id(line) not in around),
        tuple(line for line in sheet.lines if id(line) in around),
    )


def edge_words(sheet: Sheet) -> frozenset[str]:
    """The words at the edges of a page, digits aside: what comes again on other pages is a running head."""
    return frozenset(plain(line.text) for line in sheet.lines if _outermost(line, sheet))


def plain(text: str) -> str:
    """Words without digits and spaces."""
    return re.sub(r"[\d\s]", "", text)


def paper_name(text: str) -> str | None:
    """The newspaper that a line names, if it is nothing but its name."""
    found = _paper().fullmatch(text.strip())
    return found.group().strip("《》") if found else None


def _at_edge(line: Line, sheet: Sheet) -> bool:
    return line.box.y1 < _TOP * sheet.height or line.box.y0 > (1 - _BOTTOM) * sheet.height


def _outermost(line: Line, sheet: Sheet) -> bool:
    return line.box.y1 < _EDGE * sheet.height or line.box.y0 > (1 - _EDGE) * sheet.height


def _is_furniture(line: Line, sheet: Sheet, repeated: Collection[str], size: Measures) -> bool:
    text = line.text.strip()
    words = plain(text)
    if words and words in repeated and _outermost(line, sheet):
        return True
    if re.fullmatch(_NUMBER, text) or re.fullmatch(_OF, text):
        return True
    return bool(_paper().fullmatch(text)) or (
        line.size < _LARGEST * size.body and bool(_masthead().fullmatch(text))
    )


def _small(line: Line, size: Measures) -> bool:
    return len(line.text) <= 24 and line.size < _LARGEST * size.body


def _beside(line: Line, other: Line) -> bool:
    return min(line.box.y1, other.box.y1) - max(line.box.y0, other.box.y0) > 0.4 * min(
        line.box.height, other.box.height
    )


@cache
def _masthead() -> re.Pattern[str]:
    """A line of nothing but date, weekday, page, issue, editors, address, or the newspaper's name."""
    staff = any_of(byline_words().notes)
    parts = (
        DATE.pattern,
        r"(?:星期|周)[一二三四五六日天]",
        r"(?:农历|夏历)[\u4e00-\u9fff]{2,14}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[\u4e00-\u9fff]{2,10}",
        PAGE.pattern.replace("(", "(?:"),
        r"(?:总)?第\s?\d{1,6}\s?期|今日\s?\d{1,3}\s?版|国内统一(?:连续出版物|刊)号|邮发代号|CN\s?\d\d\s?-\s?\d{4}",
        rf"(?:{staff})[：:\s/／]{{0,3}}[\u4e00-\u9fff]{{1,2}}\s?[\u4e00-\u9fff]{{1,2}}",
        r"(?:新闻)?(?:电话|热线|传真|邮箱|网址|E-?mail)[：:\s]{0,3}[\w@.\-—/]{5,40}|www\.[\w.]{4,40}",
        _paper().pattern,
    )
    one = "|".join(f"(?:{part})" for part in parts)
    return re.compile(rf"(?:(?:{one})[\s|｜丨·•、/／:：◆■●—\-（）()]*)+(?:[\u4e00-\u9fff]{{2,4}})?")


@cache
def _paper() -> re.Pattern[str]:
    return re.compile(rf"《?[\u4e00-\u9fff]{{2,8}}(?:{any_of(head_words().paper_endings)})》?")
