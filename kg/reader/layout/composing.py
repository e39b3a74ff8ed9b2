"""Blocks become a page's text, with the place of its characters on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.reader.layout.blocks import Block
from kg.reader.layout.geometry import Box, Line, advance

_MARKS = {"title": "# ", "side": "## ", "heading": "### "}
#: Where characters lie, by the widths of those before them, is right but for this share of their size.
_SLACK = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """The characters [start, end) of a text stand in ``box`` of page ``number``, side by side."""

    start: int
    end: int
    number: int
    box: Box
    confidence: float


@dataclass(slots=True)
class Composed:
    """Text in reading order, and the places of its characters."""

    parts: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def line(self, line: Line, number: int) -> None:
        for start, end, box in _pieces(line):
            self.places.append(Place(self.length + start, self.length + end, number, box, line.confidence))
        self.add(line.text)

    def block(self, block: Block, number: int) -> None:
        """Add a block as a paragraph of its own: headlines behind their marks, a picture's words in its markup."""
        caption = block.kind == "caption"
        self.add("![" if caption else _MARKS.get(block.kind, ""))
        for line, gap in zip(block.lines, (*block.gaps, ""), strict=True):
            self.line(line, number)
            self.add(gap)
        self.add("]()\n\n" if caption else "\n\n")


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
    right = line.middles[end - 1] + half * advance(line.text[end - 1]) if end < len(line.text) else line.box.x1
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


def composed(blocks: Sequence[Block], number: int) -> Composed:
    """The text of one page's blocks."""
    made = Composed()
    for block in blocks:
        made.block(block, number)
    return made
