"""The reading order of what stands on a page: cut along rules, gaps and gutters until columns are left.

A page is cut where nothing stands across: first along what parts stories (a rule or a wide gap over the whole width),
then where a headline over several columns ends them, then along the gutters between columns. Parts are read from top to
bottom and from left to right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.reader.layout.geometry import Box, Line, hull, joined
from kg.reader.layout.measures import Measures

#: Cells of the grid on which gutters are looked for, per size of the body type.
_FINE = 8
#: The least width of a gutter in sizes of the body type, with and without a rule in it, and how far lines may stand out
#: into it at either side.
_RULED_GUTTER, _GUTTER, _RAGGED = 0.7, 1.1, 0.2
#: A gap so much wider than the leading parts stories; a rule parts them if it spans this share of the width.
_WIDE_GAP, _SPANNING = 1.4, 0.85
#: A line in type so much larger than the body's is a headline, and heads all columns below it.
HEAD = 1.25
#: What a headline heads ends so many sizes before what stands beside it.
_BESIDE = 2.0
#: A headline stands so many sizes beside the middle at most.
_OFF = 1.0
#: The cells of a table have so many lines; these marks stand between two of them and behind the last, as in other documents.
_CELL, _BETWEEN, _END = 2, "；", "。"
#: Deeper nesting than any newspaper's.
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Item:
    """A line or a picture, and the box that counts for cutting."""

    box: Box
    line: Line | None


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of one column, in reading order; ``x0`` and ``x1`` are the edges of the place it stands in. ``row``: it is
    the row of a ruled table, its cells one line."""

    items: tuple[Item, ...]
    x0: float
    x1: float
    row: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Items that overlap in height; ``taken`` has a bit for every cell that something stands in."""

    items: tuple[Item, ...]
    top: float
    bottom: float
    taken: int


def columns(items: Sequence[Item], rules: Sequence[Box], size: Measures) -> tuple[Column, ...]:
    """The columns of a page in reading order."""
    if not items:
        return ()
    around = hull(item.box for item in items)
    return tuple(_Cutter(size).cut(items, rules, around.x0, around.x1, 0))


class _Cutter:
    def __init__(self, size: Measures) -> None:
        self._size = size
        self._cell = size.body / _FINE

    def cut(
        self, items: Sequence[Item], rules: Sequence[Box], x0: float, x1: float, depth: int
    ) -> Iterator[Column]:
        """The columns between ``x0`` and ``x1``."""
        bands = self._bands(items, rules, x0, x1)
        for parts in (self._stories, self._runs):
            groups = parts(bands, rules, x0, x1)
            if len(groups) > 1 and depth < _DEEPEST:
                for group in groups:
                    inner = [item for band in group for item in band.items]
                    inside = _within(rules, group[0].top, group[-1].bottom)
                    yield from self.cut(inner, inside, x0, x1, depth + 1)
                return
        gutters = self._gutters(self._free(bands, x0, x1), rules, bands, x0)
        if gutters and self._is_row(bands, rules, gutters):
            yield Column((_row(bands),), x0, x1, row=True)
        elif gutters and depth < _DEEPEST:
            yield from self._side_by_side(items, rules, gutters, (x0, x1), depth)
        else:
            yield Column(tuple(_in_lines(bands)), x0, x1)

    def _is_row(
        self, bands: Sequence[Band], rules: Sequence[Box], gutters: Sequence[tuple[float, float]]
    ) -> bool:
        """Whether what stands side by side are the cells of a ruled table: a few lines, rules between all of them that
        reach beyond the words."""
        if len(bands) > _CELL or any(
            item.line is None or self._is_head(item) for b in bands for item in b.items
        ):
            return False
        top, bottom = bands[0].top - self._cell / 2, bands[-1].bottom + self._cell / 2
        return all(
            any(left <= rule.middle <= right and rule.y0 < top and rule.y1 > bottom for rule in rules)
            for left, right in gutters
        )

    def _side_by_side(
        self,
        items: Sequence[Item],
        rules: Sequence[Box],
        gutters: Sequence[tuple[float, float]],
        edges: tuple[float, float],
        depth: int,
    ) -> Iterator[Column]:
        lefts = [edges[0], *(right for _, right in gutters)]
        rights = [*(left for left, _ in gutters), edges[1]]
        for left, right in zip(lefts, rights, strict=True):
            inner = [item for item in items if left <= item.box.middle <= right]
            inside = [rule for rule in rules if rule.x1 > left and rule.x0 < right]
            if inner:
                yield from self.cut(inner, inside, left, right, depth + 1)

    def _bands(self, items: Sequence[Item], rules: Sequence[Box], x0: float, x1: float) -> list[Band]:
        bands: list[Band] = []
        held: list[Item] = []
        bottom = float("-inf")
        for item in sorted(items, key=lambda item: (item.box.y0, item.box.x0)):
            slack = 0.15 * min(self._size.body, item.box.height)
            if held and item.box.y0 > bottom - slack:
                bands.append(self._band(held, rules, x0, x1))
                held, bottom = [], float("-inf")
            held.append(item)
            bottom = max(bottom, item.box.y1)
        bands.append(self._band(held, rules, x0, x1))
        return self._widened(bands, x0, x1)

    def _band(self, items: Sequence[Item], rules: Sequence[Box], x0: float, x1: float) -> Band:
        around = hull(item.box for item in items)
        taken = 0
        for item in items:
            left, right = item.box.x0, item.box.x1
            if self._is_head(item):
                left, right = self._headed(item, items, rules, (x0, x1))
            slack = min(_RAGGED * self._size.body, (right - left) / 4)
            taken |= self._mask(left + slack - x0, right - slack - x0)
        return Band(tuple(items), around.y0, around.y1, taken)

    def _is_head(self, item: Item) -> bool:
        return item.line is not None and item.line.size >= HEAD * self._size.body

    def _headed(
        self, item: Item, items: Sequence[Item], rules: Sequence[Box], edges: tuple[float, float]
    ) -> tuple[float, float]:
        """What a headline heads: it stands in the middle of it, or at its left, and nothing else beside it."""
        box, em = item.box, self._size.body
        beside = [other.box for other in items if other is not item]
        beside = [box for box in beside if _overlap(box, item.box)]
        beside += [rule for rule in rules if rule.height > rule.width and _overlap(rule, box)]
        left = max((other.x1 + _BESIDE * em for other in beside if other.x1 <= box.x0), default=edges[0])
        right = min((other.x0 - _BESIDE * em for other in beside if other.x0 >= box.x1), default=edges[1])
        half = min(box.middle - left, right - box.middle) - _OFF * em
        if box.x0 - left < em and right - box.x1 > 4 * em:
            return min(left, box.x0), max(box.x1, right)
        return min(box.x0, box.middle - half), max(box.x1, box.middle + half)

    def _mask(self, left: float, right: float) -> int:
        start, end = max(0, int(left / self._cell)), max(0, int(right / self._cell) + 1)
        return ((1 << max(0, end - start)) - 1) << start

    def _widened(self, bands: Sequence[Band], x0: float, x1: float) -> list[Band]:
        """Headlines that stand alone in their height head the whole width, and so do centred lines next to them."""
        full = self._mask(0, x1 - x0)
        found: list[Band] = []
        heads = False
        for band in bands:
            heads = self._heads(band) or (heads and self._centred(band, x0, x1))
            found.append(replace(band, taken=full) if heads else band)
        return found

    def _heads(self, band: Band) -> bool:
        large = all(map(self._is_head, band.items))
        return large and _whole(band, max(_GUTTER * self._size.body, 1.1 * _largest(band)))

    def _centred(self, band: Band, x0: float, x1: float) -> bool:
        around = hull(item.box for item in band.items)
        off = abs(around.middle - (x0 + x1) / 2)
        alone = off < 1.5 * self._size.body and around.x0 - x0 > self._size.body
        return alone and _whole(band, _GUTTER * self._size.body)

    def _stories(self, bands: Sequence[Band], rules: Sequence[Box], x0: float, x1: float) -> list[list[Band]]:
        """Bands parted by a rule or a wide gap over the whole width; headlines stay with what they head."""
        wide = self._size.leading + _WIDE_GAP * self._size.body
        lying = [rule for rule in rules if rule.width > rule.height]
        groups = [[bands[0]]]
        for above, below in pairwise(bands):
            ruled = [r for r in lying if above.bottom - self._cell <= r.y0 and r.y1 <= below.top + self._cell]
            spans = sum(min(rule.x1, x1) - max(rule.x0, x0) for rule in ruled)
            apart = below.top - above.bottom > wide or spans >= _SPANNING * (x1 - x0)
            if apart and not all(map(self._is_head, above.items)):
                groups.append([])
            groups[-1].append(below)
        return groups

    def _runs(self, bands: Sequence[Band], rules: Sequence[Box], x0: float, x1: float) -> list[list[Band]]:
        """Bands that share gutters, and those that share none, by turns."""
        width = self._mask(0, x1 - x0)
        groups: list[list[Band]] = []
        free, columned = 0, False
        for band in bands:
            own = width & ~band.taken
            both = free & own
            if groups and columned and self._gutters(both, rules, [*groups[-1], band], x0):
                groups[-1].append(band)
                free = both
                continue
            alone = not self._gutters(own, rules, [band], x0)
            if groups and not columned and alone:
                groups[-1].append(band)
                continue
            groups.append([band])
            free, columned = own, not alone
        return groups

    def _free(self, bands: Sequence[Band], x0: float, x1: float) -> int:
        free = self._mask(0, x1 - x0)
        for band in bands:
            free &= ~band.taken
        return free

    def _gutters(
        self, free: int, rules: Sequence[Box], bands: Sequence[Band], x0: float
    ) -> list[tuple[float, float]]:
        """The inner runs of free cells that are wide enough, as left and right ends."""
        found = []
        top, bottom = bands[0].top, bands[-1].bottom
        at = 0
        while (start := _next_one(free, at)) is not None:
            at = start + _first_zero(free >> start)
            left, right = x0 + start * self._cell, x0 + at * self._cell
            wide = right - left >= self._least(rules, left, right, top, bottom)
            if wide and not self._is_edge(bands, left, right):
                found.append((left, right))
        return found

    def _is_edge(self, bands: Sequence[Band], left: float, right: float) -> bool:
        """Whether nothing stands to the left or nothing to the right of a gap."""
        boxes = [item.box for band in bands for item in band.items]
        return all(box.x0 >= left for box in boxes) or all(box.x1 <= right for box in boxes)

    def _least(self, rules: Sequence[Box], left: float, right: float, top: float, bottom: float) -> float:
        ruled = any(
            rule.height > rule.width
            and left <= rule.middle <= right
            and min(rule.y1, bottom) - max(rule.y0, top) > 0.5 * (bottom - top)
            for rule in rules
        )
        return (_RULED_GUTTER if ruled else _GUTTER) * self._size.body


def _overlap(one: Box, other: Box) -> bool:
    return one.y0 < other.y1 and other.y0 < one.y1


def _whole(band: Band, gap: float) -> bool:
    """Whether no gap as wide parts what stands in a band."""
    boxes = sorted((item.box for item in band.items), key=lambda box: box.x0)
    return all(right.x0 - left.x1 < gap for left, right in pairwise(boxes))


def _largest(band: Band) -> float:
    return max((item.line.size for item in band.items if item.line is not None), default=0.0)


def _first_zero(bits: int) -> int:
    return (~bits & (bits + 1)).bit_length() - 1


def _next_one(bits: int, at: int) -> int | None:
    rest = bits >> at
    return at + (rest & -rest).bit_length() - 1 if rest else None


def _within(rules: Sequence[Box], top: float, bottom: float) -> list[Box]:
    return [rule for rule in rules if rule.y1 > top and rule.y0 < bottom]


def _row(bands: Sequence[Band]) -> Item:
    """The cells of a row as one line: those side by side, then what is left of them."""
    lines = [item.line for item in _in_lines(bands) if item.line is not None]
    line = joined(lines, _BETWEEN)
    if not line.text.endswith(tuple("。！？；")):
        line = replace(line, text=line.text + _END, middles=(*line.middles, line.box.x1))
    return Item(line.box, line)


def _in_lines(bands: Sequence[Band]) -> Iterator[Item]:
    for band in bands:
        yield from sorted(band.items, key=lambda item: (item.box.x0, item.box.y0))
