"""The lines of one column: pieces that stand side by side in it are one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.reader.layout.cutting import Column, Item
from kg.reader.layout.geometry import Line, advance, joined
from kg.reader.layout.measures import Measures

#: A line starts a paragraph if it is indented by so many sizes; a deeper one is centred or set to the right.
_INDENT, _DEEPEST_INDENT = 0.9, 3.4
#: A gap so much wider than the leading also parts paragraphs.
_PARTING = 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """A line in its column: how far it is indented and how much it leaves free at its end, in sizes of the body type;
    ``parted``: a wider gap stands above it; ``column`` counts the columns of the page; ``cells``: it is a table's row."""

    line: Line
    column: int
    indent: float
    free: float
    parted: bool
    cells: bool = False

    @property
    def starts(self) -> bool:
        """Whether it begins a paragraph by the look of it."""
        return self.parted or self.indent > _INDENT

    @property
    def apart(self) -> bool:
        """Whether it stands by itself: centred, set to the right, the row of a table."""
        return self.cells or self.indent > _DEEPEST_INDENT


def in_rows(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items from top to bottom, those joined that stand on one line."""
    found: list[list[Item]] = []
    for item in items:
        last = found[-1][-1] if found else None
        if last is not None and last.line and item.line and _beside(last.line, item.line):
            found[-1].append(item)
        else:
            found.append([item])
    return tuple(_as_one(items) for items in found)


def _as_one(items: Sequence[Item]) -> Item:
    lines = [item.line for item in items if item.line is not None]
    if len(lines) < 2:
        return items[0]
    line = joined(lines)
    return Item(line.box, line)


def _beside(left: Line, right: Line) -> bool:
    shared = min(left.box.y1, right.box.y1) - max(left.box.y0, right.box.y0)
    return shared > 0.5 * min(left.box.height, right.box.height) and right.box.x0 >= left.box.x1 - left.size


def rows(column: Column, lines: Sequence[Line], number: int, size: Measures) -> Iterator[Row]:
    """``lines`` of a column (those of its text) with their place in it."""
    left, right = _edges(column, lines, size)
    bottom: float | None = None
    for line in lines:
        gap = line.box.y0 - bottom if bottom is not None else 0.0
        parted = gap > size.leading + _PARTING * size.body
        indent, free = (line.box.x0 - left) / size.body, (right - line.box.x1) / size.body
        yield Row(line, number, indent, free, parted, column.row)
        bottom = line.box.y1


def _edges(column: Column, lines: Sequence[Line], size: Measures) -> tuple[float, float]:
    """Where lines of text begin and end in a column: but for a tenth of them, and for hanging marks."""
    text = [line for line in lines if line.size < 1.2 * size.body] or list(lines)
    if not text:
        return column.x0, column.x1
    lefts = sorted(line.box.x0 for line in text)
    rights = sorted((line.box.x1 + _hanging(line) for line in text), reverse=True)
    left, right = lefts[len(lefts) // 10], rights[len(rights) // 10]
    if len(text) < 3:
        return min(left, column.x0), max(right, column.x1)
    return left, right


def _hanging(line: Line) -> float:
    """What a mark at the end of a line takes beyond its ink."""
    return (
        line.size / 2 if line.text and advance(line.text[-1]) == 1.0 and not line.text[-1].isalnum() else 0.0
    )
