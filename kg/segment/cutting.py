"""Where a sentence is cut that is longer than any sentence is.

What is said in a sentence is compared with what else is said in it, so the work grows with the square of its length, or
faster. Whoever writes for a newspaper ends a sentence after some hundred characters at most; what goes on for longer is a
table, a list of names, or was never meant to be read, and loses nothing by being read piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Characters that a sentence may have.
_LONGEST = 600
_SENTENCE = re.compile(r"[^。！？\n]+")
#: Where it is cut, best places first.
_MARKS = ("；;", "，,", "、", "：:—…", "）】》”")


def cuts(text: str) -> list[int]:
    """The positions in ``text`` at which new blocks begin, so that no sentence has more than `_LONGEST` characters."""
    return [at for match in _SENTENCE.finditer(text) for at in _within(text, *match.span())]


def _within(text: str, start: int, end: int) -> Iterator[int]:
    while end - start > _LONGEST:
        start = _best(text, start, start + _LONGEST)
        yield start


def _best(text: str, start: int, end: int) -> int:
    """Behind the last good mark of the second half of [start, end), else at its end."""
    middle = start + _LONGEST // 2
    for marks in _MARKS:
        at = max(text.rfind(mark, middle, end) for mark in marks)
        if at >= 0:
            return at + 1
    return end
