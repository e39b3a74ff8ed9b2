"""Blocks become a page's text, with the place of its characters in the file, and how surely each line was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.reader.layout.flowing import Placed
from kg.reader.layout.geometry import Box, Line, advance
from kg.types import Anchor, Legibility, Region

_MARKS = {"title": "# ", "side": "## ", "heading": "### "}
#: Where characters lie, by the widths of those before them, is right but for this share of their size.
_SLACK = 0.3


@dataclass(slots=True)
class Composed:
    """Text in reading order, the places of its characters, and the lines of which the reader is not quite sure."""

    parts: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    legibility: list[Legibility] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, blocks: Iterable[Placed]) -> None:
        """Add blocks, each as a paragraph of its own: headlines behind their marks, a picture's words in its markup."""
        for placed in blocks:
            block = placed.block
            caption = block.kind == "caption"
            self._put("\n\n" if self.parts else "")
            self._put("![" if caption else _MARKS.get(block.kind, ""))
            for line, gap in zip(block.lines, (*block.gaps, ""), strict=True):
                self._line(line, placed.locate)
                self._put(gap)
            self._put("]()" if caption else "")

    def _put(self, words: str) -> None:
        if words:
            self.parts.append(words)
            self.length += len(words)

    def _line(self, line: Line, locate: Callable[[Box], Region]) -> None:
        for start, end, box in _pieces(line):
            self.anchors.append(Anchor(self.length + start, self.length + end, locate(box)))
        if line.confidence < 1.0:
            self.legibility.append(Legibility(self.length, self.length + len(line.text), line.confidence))
        self._put(line.text)


def _pieces(line: Line) -> Iterator[tuple[int, int, Box]]:
    """Stretches of a line in which characters stand evenly."""
    stack = [(0, len(line.text))]
    while stack:
        start, end = stack.pop()
        box = _stretch(line, start, end)
        middle = _uneven(line, start, end, box)
        if middle is None:
            yield start, end, box
        else:
            stack += [(middle, end), (start, middle)]


def _stretch(line: Line, start: int, end: int) -> Box:
    half = line.size / 2
    left = line.middles[start] - half * advance(line.text[start]) if start else line.box.x0
    right = (
        line.middles[end - 1] + half * advance(line.text[end - 1]) if end < len(line.text) else line.box.x1
    )
    return Box(left, line.box.y0, max(left, right), line.box.y1)


def _uneven(line: Line, start: int, end: int, box: Box) -> int | None:
    """Where to part a stretch whose characters stand elsewhere than their widths would have it."""
    widths = [advance(char) for char in line.text[start:end]]
    unit = box.width / sum(widths) if widths else 0.0
    at, worst, where = box.x0, _SLACK * line.size, None
    for i, width in enumerate(widths):
        off = abs(line.middles[start + i] - (at + unit * width / 2))
        if off > worst and end - start > 2:
            worst, where = off, start + max(1, i)
        at += unit * width
    return where
