"""Characters become lines: those that stand side by side on one base line, no wider apart than words are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from kg.reader.layout.geometry import Box, Line, hull
from kg.reader.pdf.characters import Char

#: Characters of one line overlap by this share of their height; a gap of so many sizes ends it, or its run.
_SHARED, _GAP, _NEAR = 0.6, 1.15, 0.8
_OPENING, _CLOSING = frozenset("“‘（《【「『〔"), frozenset("，。、；：！？”’）》】」』〕．")
#: A gap so many sizes wider than the others of its line is a space; so is one of so many between Latin letters.
_SPACE, _LATIN_SPACE = 0.17, 0.22


def lines(chars: Iterable[Char]) -> tuple[Line, ...]:
    """The lines of a page, pieces of columns side by side apart."""
    return tuple(_line(run) for run in _merged(list(_runs(chars))))


def _runs(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Characters that follow each other in the file and on the page."""
    run: list[Char] = []
    for char in _apart(chars):
        if run and not _follows(run[-1], char):
            yield run
            run = []
        if run and _doubled(run[-1], char):
            continue
        run.append(char)
    if run:
        yield run


def _apart(chars: Iterable[Char]) -> Iterator[Char]:
    """Characters that share one glyph (the two halves of a dash) stand side by side in it."""
    for box, group in groupby(chars, key=lambda char: char.box):
        same = list(group)
        step = box.width / len(same)
        for i, char in enumerate(same):
            place = Box(box.x0 + i * step, box.y0, box.x0 + (i + 1) * step, box.y1)
            yield replace(char, box=place) if len(same) > 1 else char


def _follows(before: Char, char: Char) -> bool:
    size = max(before.size, char.size)
    gap = char.box.x0 - before.box.x1
    return _level(before, char) and -0.6 * size < gap < _GAP * size


def _goes_on(before: Char, char: Char) -> bool:
    """Whether a run goes on with one that stands elsewhere in the file: nearer than columns stand to each other."""
    end = before.box.x0 + before.size / 2 if before.char in _CLOSING else before.box.x1
    return _follows(before, char) and char.box.x0 - end < _NEAR * before.size


def _level(one: Char, other: Char) -> bool:
    shared = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
    alike = max(one.size, other.size) < 1.6 * min(one.size, other.size)
    return alike and shared > _SHARED * min(one.box.height, other.box.height)


def _doubled(before: Char, char: Char) -> bool:
    """Bold type is at times the same character printed twice, a hair apart."""
    return before.char == char.char and abs(before.box.x0 - char.box.x0) < 0.2 * char.size


def _merged(runs: list[list[Char]]) -> Iterator[list[Char]]:
    """Runs that go on where others end, on the same line: a file may hold its characters in any order."""
    runs.sort(key=lambda run: (run[0].box.x0, run[0].box.y0))
    ends: defaultdict[int, list[list[Char]]] = defaultdict(list)
    whole: list[list[Char]] = []
    cell = max(1.0, median(run[0].size for run in runs)) if runs else 1.0
    for run in runs:
        at = round(run[0].box.y1 / cell)
        near = (held for row in (at - 1, at, at + 1) for held in ends[row])
        left = next((held for held in near if _goes_on(held[-1], run[0])), None)
        if left is None:
            whole.append(run)
            ends[at].append(run)
        else:
            left += [char for char in run if not _doubled(left[-1], char)]
    return iter(whole)


def _line(run: Sequence[Char]) -> Line:
    text, middles = [run[0].char], [run[0].box.middle]
    size = median(char.size for char in run)
    usual = max(0.0, median(_gaps(run))) if len(run) > 3 else 0.0
    for before, char in pairwise(run):
        if _is_space(before, char, size, usual):
            text.append(" ")
            middles.append((before.box.x1 + char.box.x0) / 2)
        text.append(char.char)
        middles.append(char.box.middle)
    heavy = sum(char.heavy for char in run) * 2 > len(run)
    return Line("".join(text), _trimmed(run, size), tuple(middles), size, heavy)


def _trimmed(run: Sequence[Char], size: float) -> Box:
    """The box of a line without the blank halves of the marks at its ends."""
    box = hull(char.box for char in run)
    left = box.x0 + size / 2 if run[0].char in _OPENING and len(run) > 1 else box.x0
    right = min(box.x1, run[-1].box.x0 + size / 2) if run[-1].char in _CLOSING and len(run) > 1 else box.x1
    return Box(left, box.y0, max(left, right), box.y1)


def _gaps(run: Sequence[Char]) -> Iterator[float]:
    for before, char in pairwise(run):
        yield char.box.x0 - before.box.x1


def _is_space(before: Char, char: Char, size: float, usual: float) -> bool:
    gap = char.box.x0 - before.box.x1
    if before.char.isascii() and char.char.isascii():
        return char.spaced or gap > _LATIN_SPACE * size
    words = before.char.isalnum() and char.char.isalnum()
    return (char.spaced and gap > 0) or gap > usual + (_SPACE if words else 3 * _SPACE) * size
