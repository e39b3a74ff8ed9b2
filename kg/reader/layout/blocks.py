"""Columns become blocks: headlines by their type, paragraphs by indents and short ends, the words of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from kg.reader.layout.cutting import Column
from kg.reader.layout.geometry import Line
from kg.reader.layout.measures import Measures
from kg.reader.layout.pictures import captions
from kg.reader.layout.rows import Row, in_rows, rows

Kind = Literal["title", "side", "heading", "text", "caption"]

#: Type so much larger than the body's is a heading's, and so much larger a headline's.
_HEADING, _TITLE = 1.13, 1.33
#: A line that fills its column as text does is a heading only if its type is so much larger.
_SURE = 1.25
#: Lines of one headline differ no more in size than by this factor, and stand no further apart than this share of it.
_ONE_SIZE, _ONE_HEAD = 1.08, 0.9
#: A line that leaves so much free ends a paragraph; so much, whatever its last character is.
_FREE, _VERY_FREE = 1.3, 4.0
_LONGEST_HEAVY = 30
_STOP = re.compile(r"[。．！？!?…：:；;][”’」』）)]*$")
_UNFINISHED = re.compile(r"[，、,（(《“—]$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, with what they are: a ``title`` opens an article, ``side`` lines stand beside one, a
    ``heading`` stands inside the text. ``gaps[i]`` is what stands between line i and the next."""

    kind: Kind
    lines: tuple[Line, ...]
    gaps: tuple[str, ...]

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Set:
    """A row with what it is by its type; ``width`` is that of its column."""

    kind: Kind
    row: Row
    width: float
    #: Which picture's words it belongs to.
    picture: int = -1


def blocks(columns: Sequence[Column], size: Measures) -> tuple[Block, ...]:
    """The blocks of a page in reading order."""
    lines = [each for number, column in enumerate(columns) for each in _column(column, number, size)]
    return tuple(_ranked(list(_grouped(lines)), size))


def _column(column: Column, number: int, size: Measures) -> Iterator[_Set]:
    items = in_rows(column.items)
    pictures = {at + 1 + i: at for at, count in captions(items, size).items() for i in range(count)}
    own = [item.line for i, item in enumerate(items) if item.line and i not in pictures]
    places = rows(column, own, number, size)
    for i, item in enumerate(items):
        if item.line is None:
            continue
        if i in pictures:
            row = Row(item.line, number, 0.0, 0.0, False)
            yield _Set("caption", row, 0.0, pictures[i] + 1000 * number)
        else:
            row = next(places)
            yield _Set(_kind(row, size), row, column.x1 - column.x0)


def _kind(row: Row, size: Measures) -> Kind:
    line = row.line
    fills = row.free <= _FREE and row.indent < 1.0
    if line.size >= (_SURE if fills else _HEADING) * size.body:
        return "heading"
    alone = row.free > _FREE and not _STOP.search(line.text) and len(line.text) <= _LONGEST_HEAVY
    return "heading" if line.heavy and not size.heavy and alone else "text"


def _grouped(lines: Sequence[_Set]) -> Iterator[Block]:
    """Lines of one kind that belong together; the words of a picture come after the paragraph that they break."""
    waiting: list[Block] = []
    held: list[_Set] = []
    for each in lines:
        if each.kind == "caption" and held and held[-1].kind == "text" and not _ends(held[-1].row):
            waiting = _with_words(waiting, each)
            continue
        if held and not _belongs(held[-1], each):
            yield _block(held)
            yield from waiting
            held, waiting = [], []
        held.append(each)
    if held:
        yield _block(held)
    yield from waiting


def _with_words(waiting: list[Block], each: _Set) -> list[Block]:
    last = waiting[-1] if waiting else None
    if (
        last is not None
        and last.lines[-1].box.y1 < each.row.line.box.y0 < last.lines[-1].box.y1 + each.row.line.size
    ):
        return [*waiting[:-1], Block("caption", (*last.lines, each.row.line), (*last.gaps, ""))]
    return [*waiting, Block("caption", (each.row.line,), ())]


def _belongs(before: _Set, each: _Set) -> bool:
    if before.kind != each.kind:
        return False
    if each.kind == "caption":
        return before.picture == each.picture
    if each.kind == "text" and _is_open(before.row.line.text):
        return True
    if each.kind == "text":
        return not (_ends(before.row) or each.row.apart or before.row.apart or _starts(before.row, each.row))
    return _one_head(before.row, each.row)


def _is_open(text: str) -> bool:
    """Whether a line that begins with a bracket leaves it open: a credit in two lines."""
    return text[:1] in "（(" and text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _starts(before: Row, row: Row) -> bool:
    """Whether a row begins a paragraph below (or in the next column after) another."""
    if row.column != before.column:
        return row.indent > 0.9
    return row.starts


def _ends(row: Row) -> bool:
    if row.free <= _FREE:
        return False
    return bool(_STOP.search(row.line.text)) or (
        row.free > _VERY_FREE and not _UNFINISHED.search(row.line.text)
    )


def _one_head(before: Row, row: Row) -> bool:
    above, below = before.line, row.line
    ratio = max(above.size, below.size) / max(min(above.size, below.size), 1e-6)
    near = -0.5 * above.size < below.box.y0 - above.box.y1 < _ONE_HEAD * above.size
    return ratio < _ONE_SIZE and near and before.column == row.column and above.heavy == below.heavy


def _block(held: Sequence[_Set]) -> Block:
    gaps = tuple(_gap(above, below) for above, below in pairwise(held))
    return Block(held[0].kind, tuple(each.row.line for each in held), gaps)


def _gap(above: _Set, below: _Set) -> str:
    """What stands between two lines: a space between Latin words, and where a headline was parted on purpose."""
    left, right = above.row.line, below.row.line
    if above.kind == "heading":
        return " " if left.box.width + 1.2 * left.size < above.width else ""
    latin = left.text[-1:].isascii() and right.text[:1].isascii()
    return " " if latin and left.text[-1:].isalpha() and right.text[:1].isalpha() else ""


def _ranked(found: Sequence[Block], size: Measures) -> Iterator[Block]:
    """Of headlines that follow each other the largest is the title."""
    group: list[Block] = []
    for block in found:
        if block.kind == "heading":
            group.append(block)
            continue
        yield from _group(group, size)
        group = []
        yield block
    yield from _group(group, size)


def _group(group: Sequence[Block], size: Measures) -> Iterator[Block]:
    largest = max((block.size for block in group), default=0.0)
    titled = largest >= _TITLE * size.body
    title = next((block for block in group if block.size == largest), None)
    for block in group:
        yield replace(block, kind="title" if block is title else "side") if titled else block
