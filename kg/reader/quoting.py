"""Rows of a table with quotes (CSV), also where those are not closed: such a quote takes the rows behind it along, up to the
next one, and nobody would see that they are gone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

#: A table is gone through so many times at most to find where rows begin.
_TIMES = 8


class Row(NamedTuple):
    """The cells of a row, the line (from 1) that it ends on, and what is odd about its quotes, if anything; no cells where
    it is no CSV at all."""

    cells: list[str]
    line: int
    odd: str = ""


def rows(lines: Sequence[str], delimiter: str) -> Iterator[Row]:
    """The rows that hold anything. The first is the header, which says how many cells the others have; ``lines`` have their
    ends.

    A row with quotes that are none of CSV ends before the next line that is a row by itself; where none is, it is read as
    most programs do. Whatever is not read to the letter is told in ``odd``.
    """
    return (row for row in _Table(lines, delimiter).rows() if row.odd or any(map(str.strip, row.cells)))


class _Table:
    """Reads on from the line ``_at``; ``_taken`` counts the characters that were gone through."""

    def __init__(self, lines: Sequence[str], delimiter: str) -> None:
        self._lines, self._delimiter = lines, delimiter
        self._at = self._taken = self._width = 0
        self._most = _TIMES * sum(map(len, lines))

    def rows(self) -> Iterator[Row]:
        reader = self._reader()
        while True:
            start = self._at
            try:
                cells = next(reader)
                row = Row(cells, self._at, self._doubt(start, cells))
            except StopIteration:
                return
            except csv.Error:
                row = self._mended(start)
                reader = self._reader()
            self._width = self._width or len(row.cells)
            yield row

    def _reader(self, strict: bool = True) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=strict)

    def _feed(self) -> Iterator[str]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            self._taken += len(line)
            yield line

    def _doubt(self, start: int, cells: Sequence[str]) -> str:
        """What may be wrong with a row whose quotes are right: a cell whose lines are rows, all of them."""
        within = range(start + 1, self._at)
        if len(within) < 2 or len(cells) != self._width or not all(map(self._is_row, within)):
            return ""
        return (
            f"its lines {start + 2} to {self._at} lie between quotes, and each would be a row by itself: "
            "they are read as one cell"
        )

    def _mended(self, start: int) -> Row:
        """The row that begins at ``start``, whose quotes are wrong."""
        self._at = start
        try:
            cells = next(self._reader(strict=False))
        except csv.Error as error:
            self._at = start + 1
            return Row([], self._at, f"no CSV: {error}")
        self._width = self._width or len(self._parsed([self._lines[start]], literal=True))
        if self._at == start + 1:
            return self._literal(
                start, cells, f"the quotes of line {start + 1} are none of a table; they are read as text"
            )
        before = self._next_row(start + 1)
        if before is None:
            how = "is never closed" if self._at == len(self._lines) else "is closed in the middle of a cell"
            odd = (
                f"a quote that opens in line {start + 1} {how}; all up to line {self._at} is read as one row"
            )
            return Row(cells, self._at, odd)
        self._at = before
        closed = self._closed(start, before)
        opened = before - closed[-1].count("\n") if closed else start + 1
        odd = f"the quote that opens in line {opened} is not closed; read as if it were at the end of line {before}"
        if len(closed) == self._width or before > start + 1:
            return Row(closed, before, odd)
        return self._literal(start, closed, odd)

    def _literal(self, at: int, cells: list[str], odd: str) -> Row:
        """The row of one line with its quotes as text; ``cells`` if these are not as many as there should be."""
        literal = self._parsed([self._lines[at]], literal=True)
        return Row(literal if len(literal) == self._width else cells, at + 1, odd)

    def _next_row(self, first: int) -> int | None:
        """The first line from ``first`` to where the reading stands that is a row by itself. Of a table of one column any
        line is; and one that would have to be gone through again and again is not searched."""
        if self._width < 2 or self._taken > self._most:
            return None
        return next(filter(self._is_row, range(first, self._at)), None)

    def _is_row(self, at: int) -> bool:
        self._taken += len(self._lines[at])
        return self._width > 1 and len(self._parsed([self._lines[at]])) == self._width

    def _closed(self, start: int, end: int) -> list[str]:
        """The cells of some lines as if a quote were closed at their end."""
        return self._parsed([*self._lines[start : end - 1], self._lines[end - 1].rstrip("\r\n") + '"'])

    def _parsed(self, lines: Iterable[str], literal: bool = False) -> list[str]:
        """The first row in ``lines``, with quotes as text or not."""
        quoting: Literal[0, 3] = csv.QUOTE_NONE if literal else csv.QUOTE_MINIMAL
        try:
            return next(csv.reader(lines, delimiter=self._delimiter, quoting=quoting), [])
        except csv.Error:
            return []
