"""The characters of a PDF page, each with its box, from the file's text layer."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.reader.layout.geometry import Box, advance

#: So many characters of a page tell which way its words run.
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Char:
    """A character as it is set: ``size`` is its height, ``heavy`` whether its font is bold; ``spaced``: a space stands
    before it."""

    char: str
    box: Box
    size: float
    heavy: bool
    spaced: bool = False


class Frame:
    """From the coordinates of a PDF page to those of the page turned by quarters of a circle: origin top left, y down."""

    def __init__(self, page: Any, quarters: int) -> None:
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        self._turned = quarters % 4
        self._across, self._high = self._right - self._left, self._top - self._bottom
        on_side = self._turned % 2 == 1
        self.width, self.height = (self._high, self._across) if on_side else (self._across, self._high)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the file on the turned page."""
        return _around(self._point(left, bottom), self._point(right, top))

    def back(self, box: Box) -> tuple[float, float, float, float]:
        """A rectangle of the turned page in the file: left, bottom, right, top."""
        found = _around(self._origin(box.x0, box.y0), self._origin(box.x1, box.y1))
        return found.x0, found.y0, found.x1, found.y1

    def shows(self, box: Box) -> bool:
        """Whether a box has a height and lies on the page."""
        across = box.x1 >= 0 and box.x0 <= self.width
        return box.height > 0 and across and box.y1 >= 0 and box.y0 <= self.height

    def _point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        across, high = self._across, self._high
        return ((x, high - y), (y, x), (across - x, y), (high - y, across - x))[self._turned]

    def _origin(self, x: float, y: float) -> tuple[float, float]:
        across, high = self._across, self._high
        x, y = ((x, high - y), (y, x), (across - x, y), (across - y, high - x))[self._turned]
        return x + self._left, y + self._bottom


def _around(one: tuple[float, float], other: tuple[float, float]) -> Box:
    xs, ys = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Box(xs[0], ys[0], xs[1], ys[1])


def quarters(text_page: Any) -> int:
    """By how many quarters of a circle a page must be turned clockwise for most of its words to run from left to right."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    step = max(1, count // _LOOKED_AT)
    angles = (raw.FPDFText_GetCharAngle(text_page.raw, i) for i in range(0, count, step))
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return max(turns, key=lambda turn: (turns[turn], -turn)) if turns else 0


def characters(text_page: Any, frame: Frame) -> Iterator[Char]:
    """The visible characters of a page in the order of the file."""
    from pypdfium2 import raw

    handle, fonts, boxes = text_page.raw, _Fonts(text_page.raw), _Boxes(text_page.raw, frame)
    spaced = False
    for i in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, i)
        generated = raw.FPDFText_IsGenerated(handle, i) == 1
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if generated or char.isspace() or not char.isprintable():
            spaced = spaced or (not generated and char.isspace())
            continue
        box = boxes.box(i, char)
        if box is not None and frame.shows(box):
            yield Char(char, box, box.height, fonts.heavy(i), spaced)
            spaced = False


class _Boxes:
    """The place that a character is given on its line, not that of its ink: 一 is as high as 国."""

    #: How far type reaches above and below its base line, in shares of its size.
    _ABOVE, _BELOW = 0.88, 0.12

    def __init__(self, handle: Any, frame: Frame) -> None:
        from pypdfium2 import raw

        self._handle, self._frame = handle, frame
        self._rect, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def box(self, i: int, char: str) -> Box | None:
        """The box of the i-th character; None if it has none."""
        from pypdfium2 import raw

        rect, matrix = self._rect, self._matrix
        if not raw.FPDFText_GetLooseCharBox(self._handle, i, rect):
            return None
        if not raw.FPDFText_GetMatrix(self._handle, i, matrix):
            return self._frame.box(rect.left, rect.bottom, rect.right, rect.top)
        size = raw.FPDFText_GetFontSize(self._handle, i) * math.hypot(matrix.c, matrix.d)
        known = raw.FPDFText_GetCharOrigin(self._handle, i, self._x, self._y)
        if size <= 0 or not known or not math.isfinite(size):
            return self._frame.box(rect.left, rect.bottom, rect.right, rect.top)
        return self._on_line(size, 1.0 if advance(char) == 1.0 else 0.0)

    def _on_line(self, size: float, least: float) -> Box:
        """The box from the origin of a character along its line, at least so many sizes wide."""
        matrix, rect = self._matrix, self._rect
        length = math.hypot(matrix.a, matrix.b) or 1.0
        cos, sin = matrix.a / length, matrix.b / length
        x, y = self._x.value, self._y.value
        ends = (
            (rect.left, rect.bottom),
            (rect.right, rect.top),
            (rect.left, rect.top),
            (rect.right, rect.bottom),
        )
        wide = max(size * least, *((right - x) * cos + (top - y) * sin for right, top in ends))
        low, high = -self._BELOW * size, self._ABOVE * size
        return self._frame.box(
            x - low * sin, y + low * cos, x + wide * cos - high * sin, y + wide * sin + high * cos
        )


class _Fonts:
    """Whether the font of a character is a bold one, by its name."""

    _HEAVY = ("bold", "black", "heavy", "simhei", "-hei", "heiti", "fzhei", "fzdbs", "xiaobiaosong", "fzxbs")

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._known: dict[bytes, bool] = {}
        self._held = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def heavy(self, i: int) -> bool:
        from pypdfium2 import raw

        raw.FPDFText_GetFontInfo(self._handle, i, self._held, 128, self._flags)
        name = self._held.value
        if name not in self._known:
            plain = name.decode("utf-8", "replace").lower()
            self._known[name] = any(word in plain for word in self._HEAVY)
        return self._known[name]
