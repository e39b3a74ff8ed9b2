"""Rows as columns, as short as plain JSON allows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from typing import Any


def table(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Rows with the same keys as columns; what is empty becomes null, and a column of nothing falls away.

    A column whose values repeat is written as its distinct values and numbers into them.
    """
    names = rows[0] if rows else ()
    columns = {name: [_filled(row[name]) for row in rows] for name in names}
    return {
        name: _shortened(column)
        for name, column in columns.items()
        if any(value is not None for value in column)
    }


def _filled(value: Any) -> Any:
    """None for what is empty: 0 is a value, False and "" are not."""
    return None if value is False or value in ("", (), []) else value


def _shortened(column: list[Any]) -> list[Any] | dict[str, list[Any]]:
    """The column, or its values and the numbers of them where that is clearly shorter."""
    if all(value is None or isinstance(value, int) for value in column):
        return column
    numbers: dict[Hashable, int] = {}
    distinct: list[Any] = []
    at: list[int | None] = []
    for value in column:
        key = _hashable(value)
        if value is not None and key not in numbers:
            numbers[key] = len(distinct)
            distinct.append(value)
        at.append(None if value is None else numbers[key])
    return column if 2 * len(distinct) > len(column) else {"of": distinct, "at": at}


def _hashable(value: Any) -> Hashable:
    """What two values have in common if and only if they are written alike (1.0 is not 1)."""
    return (type(value), str(value)) if isinstance(value, list | tuple | float) else value


def utf16(text: str) -> Callable[[int], int]:
    """From a place counted in code points of ``text`` to the same place in UTF-16 units."""
    wide = [at for at, char in enumerate(text) if char > "\uffff"]
    return lambda place: place + bisect_left(wide, place)
