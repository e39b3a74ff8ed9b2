"""The characters of a PDF page, each with its box, from the file's text layer."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.reader.layout.geometry import Box, advance


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
    """From the coordinates of a PDF page to those of the page as it is shown: top left, turned upright."""

    def __init__(self, page: Any) -> None:
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        self._turned = page.get_rotation() // 90 % 4
        across, high = self._right - self._left, self._top - self._bottom
        self.width, self.height = (high, across) if self._turned % 2 else (across, high)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the file as it is shown."""
        ends = [self._point(left, bottom), self._point(right, top)]
        xs, ys = sorted(x for x, _ in ends), sorted(y for _, y in ends)
        return Box(xs[0], ys[0], xs[1], ys[1])

    def shows(self, box: Box) -> bool:
        """Whether a box has a height and lies on the page."""
        return (
            box.height > 0 and box.x1 >= 0 and box.x0 <= self.width and box.y1 >= 0 and box.y0 <= self.height
        )

    def _point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        across, high = self._right - self._left, self._top - self._bottom
        turns = ((x, high - y), (y, x), (across - x, y), (high - y, across - x))
        return turns[self._turned]


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
        upright = raw.FPDFText_GetMatrix(self._handle, i, matrix) and abs(matrix.b) + abs(matrix.c) < 1e-3
        size = raw.FPDFText_GetFontSize(self._handle, i) * abs(matrix.d) if upright else 0.0
        if size > 0 and raw.FPDFText_GetCharOrigin(self._handle, i, self._x, self._y):
            left, base = self._x.value, self._y.value
            right = max(rect.right, left + size) if advance(char) == 1.0 else rect.right
            return self._frame.box(left, base - self._BELOW * size, right, base + self._ABOVE * size)
        return self._frame.box(rect.left, rect.bottom, rect.right, rect.top)


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
