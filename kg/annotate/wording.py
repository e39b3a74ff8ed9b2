"""The words around a mark or between two, for a judgement's or a gold fact's quote."""

from __future__ import annotations

from kg.annotate.model import Mark

_AROUND = 8
_LONGEST_TITLE = 12
_ENDS = "\n\r，。；：、！？,;:!? 　（）()“”《》"


def around(text: str, mark: Mark) -> str:
    """The mark with some characters of its line on either side: what tells this place from another."""
    start, end = _line(text, mark.start, mark.end)
    return text[max(start, mark.start - _AROUND) : min(end, mark.end + _AROUND)]


def between(text: str, one: Mark, other: Mark) -> str:
    """From the first of two marks to the end of the last, as far as the line goes."""
    start, end = min(one.start, other.start), max(one.end, other.end)
    return text[start:end].splitlines()[0] if text[start:end].splitlines() else ""


def stretch(text: str, one: Mark, other: Mark) -> str:
    """The same with some characters on either side: it covers the words that a fact between them was read in."""
    left, right = (one, other) if one.start < other.start else (other, one)
    start, end = _line(text, left.start, max(left.end, right.end))
    return text[max(start, left.start - _AROUND) : min(end, max(left.end, right.end) + _AROUND)]


def title(text: str, person: Mark, body: Mark) -> str:
    """The post that stands between a body and a person: 局长 in 区住建局局长朱某某; empty where none does."""
    words = text[body.end : person.start]
    return words if 0 < len(words) <= _LONGEST_TITLE and not set(words) & set(_ENDS) else ""


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    left = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    rights = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    return left, min(rights, default=len(text))
