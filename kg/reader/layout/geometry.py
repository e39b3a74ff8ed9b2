"""What stands on a page and where: lines of words, ruled lines, pictures. Origin top left, y grows downwards.

Lengths are in any unit, one for the whole page (points of a PDF, pixels of a scan).
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of one column.

    ``edges[i]`` is the middle x of ``text[i]``; ``size`` the height of its type (the side of a Chinese character);
    ``heavy``: set in bold; ``confidence`` 0…1 how sure the recognition is (1 where characters were stored).
    """

    text: str
    box: Box
    middles: tuple[float, ...]
    size: float
    heavy: bool = False
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if len(self.text) != len(self.middles):
            raise ValueError("every character needs its place")


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that was found on one page of ``width`` by ``height``; ``number`` counts the pages of a file from 1.

    ``rules`` are printed lines: far longer than thick, standing or lying.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of ``boxes`` (at least one)."""
    every = tuple(boxes)
    return Box(
        min(box.x0 for box in every),
        min(box.y0 for box in every),
        max(box.x1 for box in every),
        max(box.y1 for box in every),
    )


def advance(char: str) -> float:
    """How wide a character is set, in units of a Chinese one."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def joined(parts: Sequence[Line], gap: str = " ") -> Line:
    """Pieces of one line, from left to right, as one; ``gap`` stands between them."""
    text, middles = parts[0].text, list(parts[0].middles)
    for before, part in itertools.pairwise(parts):
        if gap:
            middles.append((before.box.x1 + part.box.x0) / 2)
        text += gap + part.text
        middles += part.middles
    longest = max(parts, key=lambda part: len(part.text))
    return Line(
        text,
        hull(part.box for part in parts),
        tuple(middles),
        longest.size,
        longest.heavy,
        min(part.confidence for part in parts),
    )
