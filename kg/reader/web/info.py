"""The lines that stand with a headline: where an article is from, of what day, by whom, on which page of which paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.knowledge.segmenting import head_words
from kg.knowledge.webpages import web_pages
from kg.reader.web.stating import Stated

_LONGEST = 120
#: A date alone makes a line one of information if no more than this stands beside it.
_BESIDE_DATE = 40
#: Parts are parted by wide or several spaces, by | and, before a label or a date and behind a time, by one space.
_PARTS = re.compile(
    r"\s*[|｜\u3000]\s*|\s{2,}| (?=[\u4e00-\u9fff/]{2,6}[：:])| (?=(?:19|20)\d\d[-年./])|(?<=[\d日]) (?=[\u4e00-\u9fff])"
)
_DAY = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日?|[-/.]\d{1,2}[-/.]\d{1,2})")
_NUMBER = re.compile(
    r"第\s?([A-D]?\d{1,3})\s?版|版次\s?[：:]\s?([A-D]?\d{1,3})|(?:^|\s)([A-D]?\d{1,3})\s?版(?:[：:\s]|$)"
)
_LABEL = re.compile(r"^[(（\[【]?([\u4e00-\u9fff/]{1,6})\s?[：:]\s?")
_SENTENCE = re.compile(r"[。！？；]")
_EDITORS = ("编辑", "责编", "责任编辑")


def is_info(text: str) -> bool:
    """Whether a line tells of an article and is none of its own words."""
    if len(text) > _LONGEST or _SENTENCE.search(text):
        return False
    words, label = web_pages().info, _LABEL.match(text)
    if label and any(label[1] in known for known in words.values()):
        return True
    return bool(_DAY.search(text)) and len(_DAY.sub("", text)) <= _BESIDE_DATE and "，" not in text


def info_parts(text: str) -> list[tuple[int, int]]:
    """The parts of a line of information as stretches of it, without what tells of the site alone; the whole line where
    none of them is known to tell from where or by whom an article is."""
    bounds, at = [], 0
    for match in _PARTS.finditer(text):
        bounds.append((at, match.start()))
        at = match.end()
    parts = [*bounds, (at, len(text))]
    told = [(start, end) for start, end in parts if _tells(text[start:end])]
    known = len(told) < len(parts) or any(
        _field(text[start:end]) in ("source", "author") for start, end in told
    )
    return told if known else [(0, len(text))]


def _tells(part: str) -> bool:
    """Whether a part tells of the article, not how often it was read and how to print it."""
    bare = part.lstrip("[【（(")
    return bool(bare) and (bare.startswith(_EDITORS) or not bare.startswith(web_pages().info["other"]))


def add_shown(found: Stated, lines: Iterable[str]) -> None:
    """Add what these lines state."""
    for line in lines:
        if is_info(line):
            parts = [line[start:end] for start, end in info_parts(line)]
            for part in parts:
                _add_part(found, part)
            if any(_field(part) == "source" for part in parts):
                continue
        if len(line) <= _LONGEST and not _SENTENCE.search(line):
            _add_masthead(found, line)


def _field(part: str) -> str | None:
    label = _LABEL.match(part)
    info = web_pages().info
    return next((f for f in ("source", "date", "author") if label and label[1] in info[f]), None)


def _add_part(found: Stated, part: str) -> None:
    field, label = _field(part), _LABEL.match(part)
    if field and label:
        found.add(field, part[label.end() :].rstrip("]】）)"), "line below the headline")
    if day := _DAY.search(part):
        found.add("date", day.group(), "line below the headline")


def _add_masthead(found: Stated, line: str) -> None:
    """A newspaper, its day and page, as a digital edition names them above an article."""
    paper, number, day = _paper().search(line), _NUMBER.search(line), _DAY.search(line)
    alone = paper is not None and paper.group() == line.strip("《》")
    if number or alone or (paper and day):
        found.add("paper", paper and paper.group(), "masthead")
        found.add("number", number and next(filter(None, number.groups())), "masthead")
        found.add("date", day and day.group(), "masthead")


@cache
def _paper() -> re.Pattern[str]:
    names = (ending for ending in head_words().paper_endings if ending.endswith("报"))
    endings = "|".join(sorted(names, key=lambda ending: (-len(ending), ending)))
    return re.compile(rf"[\u4e00-\u9fff]{{2,6}}?(?:{endings})(?![\u4e00-\u9fff])")
