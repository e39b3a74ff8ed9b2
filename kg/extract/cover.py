"""Stretches of an article in which no unit is looked for: inside other names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg.extract.analysis import Analysis


class Cover:
    """Stretches in which no head is looked for: inside an area's full name, inside 《》, inside other names."""

    def __init__(self, analysis: Analysis, blocked: Sequence[tuple[int, int]]) -> None:
        self._blocked = _Stretches(blocked)
        own = [
            (m.start, m.end) for m in analysis.areas if not m.short and not self._blocked.meet(m.start, m.end)
        ]
        own += [(w.start + _issuer(analysis.text[w.start : w.end]), w.end) for w in analysis.works]
        own += [(t.start, t.end) for t in analysis.titles]
        self._own = _Stretches(own)

    def blocks(self, start: int, end: int) -> bool:
        """Whether [start, end) meets another name."""
        return self._blocked.meet(start, end)

    def holds(self, start: int, end: int) -> bool:
        """Whether no head is looked for in [start, end)."""
        return self._own.hold(start, end) or self._blocked.meet(start, end)


def _issuer(title: str) -> int:
    """How far the name of the body that issues it reaches into a document's title: 《|国务院办公厅|关于…》."""
    about = title.find("关于")
    return about if about >= 3 else 0


class _Stretches:
    """Stretches in order, asked whether one of them holds or meets another."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def hold(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def meet(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and start < self._ends[at]
