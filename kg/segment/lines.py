"""A page's lines: what stands on them without markup, how many blank lines stand before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

#: A missing picture leaves this many blank lines, and counts as so many where its markup is left.
PICTURE_GAP = 3
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)|<img\b[^>\n]*>")
#: The words of a picture are its caption if they hold so many Chinese characters.
_CAPTION = re.compile(r"[\u4e00-\u9fff]{4}")
_VISIBLE = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff\xad*]")
_EDGE = " \t\u3000\xa0\u200b\ufeff*_"
_MARKUP = re.compile(r"[ \t\u3000\xa0\u200b\ufeff]*(#{1,6})(?!#)")
#: White space where a one-line page had a line end: after the end of a sentence, or between Chinese and
#: Chinese, or before a date.
_LOST_BREAK = re.compile(
    r"(?<=[。！？!?…：”）])[ \t\u3000]+(?=[^\s”’」』）)])"
    r"|(?:(?<=[\u4e00-\u9fff】》…!.])|(?<=Paper))[ \t\u3000]+"
    r"(?=[\u4e00-\u9fff“《【△▲（]|\d{1,4}[年月日])(?!摄(?:[\s。]|$)|文[/／]图)"
)
#: In a long line of a page with several: after the end of a sentence, and behind a numbered heading.
_SENTENCE_BREAK = re.compile(
    r"(?<=[。！？!?…：])[ \t\u3000]+(?=[^\s”’」』）)])|(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff])"
)
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十]{1,3}、[^，。；：]{2,30}")
_REPORTER = re.compile(r"记者[ \u3000]?[\u4e00-\u9fff]{0,4}$")
_LONG = 80


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line: ``page[start:end]`` is ``text``; ``level`` counts its ``#``, ``gap`` the blank
    lines before; ``item``: a mark that other lines have as well (▲, ●) stood before it; ``picture``: these
    are the words in a picture's markup; ``site``: they are the site's name behind the page's title.
    """

    start: int
    end: int
    text: str
    level: int = 0
    gap: int = 0
    item: bool = False
    picture: bool = False
    site: bool = False


def split_lines(text: str, begins: int = 0) -> tuple[Line, ...]:
    """The lines of a page that hold words, from the offset ``begins``. A page on one line is split where its spaces
    stand for line ends.
    """
    lines = tuple(_physical(text, begins))
    if len(lines) < 2:
        return tuple(part for line in lines for part in _parts(line, _LOST_BREAK))
    return tuple(part for line in lines for part in _parts(line, _SENTENCE_BREAK))


def is_one_line(text: str) -> bool:
    """Whether a page has lost its line ends."""
    return _BREAK.search(text.strip()) is None


def narrowed(line: Line, start: int, end: int) -> Line:
    """The part [start, end) of a line's words, without the spaces around it; positions count in the line."""
    words = line.text[start:end]
    start += len(words) - len(words.lstrip(_EDGE))
    words = words.strip(_EDGE)
    return replace(line, start=line.start + start, end=line.start + start + len(words), text=words)


def _physical(text: str, begins: int) -> Iterator[Line]:
    gap = 0
    for start, end in _bounds(text, begins):
        line = _stripped(text, start, end)
        if not _VISIBLE.search(line.text):
            gap += 1
        elif picture := _PICTURE.fullmatch(line.text):
            gap += PICTURE_GAP
            if picture.group(1) and _CAPTION.search(picture.group(1)):
                yield replace(narrowed(line, *picture.span(1)), gap=gap, picture=True)
        else:
            yield replace(line, gap=gap)
            gap = 0


def _bounds(text: str, at: int) -> Iterator[tuple[int, int]]:
    for match in _BREAK.finditer(text, at):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _stripped(text: str, start: int, end: int) -> Line:
    markup = _MARKUP.match(text, start, end)
    level = len(markup.group(1)) if markup else 0
    whole = Line(start, end, text[start:end], level)
    return narrowed(whole, markup.end() - start if markup else 0, end - start)


def _parts(line: Line, breaks: re.Pattern[str]) -> Iterator[Line]:
    if len(line.text) < _LONG or line.level:
        yield line
        return
    at = seen = depth = 0
    for match in breaks.finditer(line.text):
        depth += _opened(line.text[seen : match.start()])
        seen = match.start()
        if depth <= 0 and _is_break(line.text, at, match.start(), breaks):
            yield narrowed(line, at, match.start())
            at, depth = match.end(), 0
    yield narrowed(line, at, len(line.text))


def _is_break(text: str, at: int, space: int, breaks: re.Pattern[str]) -> bool:
    """Whether the space at ``space`` ends the words from ``at``: not between a reporter and his name."""
    if _REPORTER.search(text, max(at, space - 8), space):
        return False
    if breaks is _SENTENCE_BREAK and text[space - 1] not in "。！？!?…：":
        return bool(_NUMBERED.fullmatch(text, at, min(space, at + 60)) and space - at < 60)
    return True


def _opened(text: str) -> int:
    """How many more brackets open than close in ``text``."""
    return text.count("（") + text.count("(") - text.count("）") - text.count(")")
