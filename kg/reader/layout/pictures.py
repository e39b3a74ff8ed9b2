"""Which lines are the words of a picture: those right below it, no wider than it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.reader.layout.cutting import Item
from kg.reader.layout.geometry import Box, Line
from kg.reader.layout.measures import Measures

#: The words begin so near below a picture, in sizes of the body type.
_NEAR = 1.6
_MOST_LINES = 8
_CREDIT = re.compile(r"(?:摄|供图|制图|绘|资料图|摄影报道)[)）]?$")
_CLOSED = re.compile(r"[。！？!?)）]$|摄$|供图$")


def captions(column: Sequence[Item], size: Measures) -> dict[int, int]:
    """For each picture of a column (by its index) how many items below it are its words."""
    found = {}
    for at, item in enumerate(column):
        if item.line is None:
            found[at] = _below(item.box, column[at + 1 : at + 1 + _MOST_LINES], size)
    return found


def _below(picture: Box, items: Sequence[Item], size: Measures) -> int:
    """How many of ``items`` stand under the picture as its words: up to a wider gap, other type or an indented line that
    follows a closed one."""
    count = 0
    bottom = picture.y1
    for item in items:
        line = item.line
        if line is None or not _under(picture, line, bottom, size, first=count == 0):
            break
        above = items[count - 1].line if count else None
        if above is not None and _parts(above, line, items[0].line, size):
            break
        count += 1
        bottom = line.box.y1
    return count


def _under(picture: Box, line: Line, bottom: float, size: Measures, first: bool) -> bool:
    near = _NEAR * size.body if first else size.leading + 0.5 * size.body
    inside = line.box.x0 > picture.x0 - size.body and line.box.x1 < picture.x1 + size.body
    return inside and line.box.y0 - bottom < near and line.size < 1.2 * size.body


def _parts(above: Line, line: Line, first: Line | None, size: Measures) -> bool:
    if first is not None and line.size > 1.06 * first.size:
        return True
    credit = _CREDIT.search(line.text) and len(line.text) < 30
    if credit:
        return False
    if _CREDIT.search(above.text):
        return True
    indented = first is not None and line.box.x0 - min(above.box.x0, first.box.x0) > size.body
    return bool(_CLOSED.search(above.text)) and indented
