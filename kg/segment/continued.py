"""Articles longer than any that a newspaper prints go on as further articles, each called by its own first words.

What is looked up while an article is read takes some thousand bytes a character; so what a page takes grows only by what is
found in it. Nobody writes of "the bureau" and means one forty thousand characters before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from kg.segment.body import Part
from kg.segment.compose import Draft

#: Characters of a page that an article may take up, and one paragraph of it before it is cut.
_LONGEST, _PIECE = 40_000, 20_000
#: Where that is cut, best places first.
_ENDS = ("\n。！？", "；，、")


def continued(page: str, draft: Draft) -> Iterator[Draft]:
    """``draft``, or those that it goes on in."""
    if sum(map(_size, draft.parts)) <= _LONGEST:
        yield draft
        return
    held: list[Part] = []
    size = 0
    for part in chain.from_iterable(_pieces(page, part) for part in draft.parts):
        if held and size + _size(part) > _LONGEST:
            yield replace(draft, parts=tuple(held))
            held, size = [], 0
        held.append(part)
        size += _size(part)
    yield replace(draft, parts=tuple(held))


def _pieces(page: str, part: Part) -> Iterator[Part]:
    """A part in pieces that are not too long; most are one."""
    ranges: list[tuple[int, int]] = []
    size = 0
    for start, end in part.ranges:
        if ranges and size + end - start > _PIECE:
            yield Part(part.kind, tuple(ranges))
            ranges, size = [], 0
        while end - start > _PIECE:
            stop = _stop(page, start)
            yield Part(part.kind, ((start, stop),))
            start = stop
        ranges.append((start, end))
        size += end - start
    yield Part(part.kind, tuple(ranges))


def _stop(page: str, start: int) -> int:
    """Behind the last good mark of the second half of what may be taken from ``start``, else at its end."""
    end = start + _PIECE
    for marks in _ENDS:
        at = max(page.rfind(mark, start + _PIECE // 2, end) for mark in marks)
        if at >= 0:
            return at + 1
    return end


def _size(part: Part) -> int:
    return sum(end - start for start, end in part.ranges)
