"""The whole way of one page: its own lines, its columns in order, their blocks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.reader.layout.blocks import Block, blocks
from kg.reader.layout.cutting import Item, columns
from kg.reader.layout.furniture import parted
from kg.reader.layout.geometry import Line, Sheet
from kg.reader.layout.measures import measures


@dataclass(frozen=True, slots=True)
class Arranged:
    """The blocks of a page in reading order, and the lines around them (running head, page number)."""

    number: int
    blocks: tuple[Block, ...]
    around: tuple[Line, ...]


def arrange(sheet: Sheet, repeated: Collection[str] = ()) -> Arranged:
    """Put what stands on a page in reading order. ``repeated`` are words at the edges of several pages."""
    if not sheet.lines:
        return Arranged(sheet.number, (), ())
    size = measures(sheet.lines)
    lines = parted(sheet, size, repeated)
    items = [Item(line.box, line) for line in lines.own]
    items += [Item(box, None) for box in sheet.pictures]
    return Arranged(sheet.number, blocks(columns(items, sheet.rules, size), size), lines.around)
