"""Pieces of the picture of a page, with the places of words on them: for showing where a thing stands in the file."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

from kg.reader.unreadable import Unreadable
from kg.types import Cutting

_FRAGMENT = re.compile(r"page=(\d+)&xywh=(percent:)?([\d.]+),([\d.]+),([\d.]+),([\d.]+)")
_PART = re.compile(r"#page=\d+$")
#: A piece reaches so many heights of a line beyond its words, and is cut on a grid of so many, so that words near each other
#: share one.
_ABOVE, _BESIDE, _GRID = 1.6, 2.0, 4.0
#: Words so many heights above or below others are shown on a piece of their own; so many pieces are cut at most.
_TOGETHER, _MOST = 8.0, 3
#: A piece shows lines so many pixels high, and is at most so many pixels wide.
_SHOWN, _WIDEST = 20.0, 640
_QUALITY = 40
#: So many pages are kept open in memory.
_HELD = 2

Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A box of words on a page: left, top, width, height; in percent of its sides, or in pixels."""

    number: int
    percent: bool
    box: Place


def cutter() -> Callable[[str, Sequence[str]], tuple[Cutting, ...]]:
    """A function from the id of a page and the boxes of words on it (fragments such as ``page=1&xywh=…``) to the pieces of
    the picture with them; none where the file is gone, is part of another, or cannot be pictured here."""
    held = lru_cache(maxsize=_HELD)(_picture)

    def cut(page: str, fragments: Sequence[str]) -> tuple[Cutting, ...]:
        path = Path(_PART.sub("", page))
        if find_spec("PIL") is None or not path.is_file():
            return ()
        found = []
        for number, asked in groupby(map(_asked, fragments), key=lambda each: each.number):
            grey = held(path, number)
            found += [] if grey is None else list(_pieces(grey, tuple(asked)))
        return tuple(found[:_MOST])

    return cut


def _asked(fragment: str) -> _Asked:
    match = _FRAGMENT.fullmatch(fragment)
    if match is None:
        raise ValueError(f"{fragment!r} is no box on a page")
    number, unit, *box = match.groups()
    left, top, width, height = map(float, box)
    return _Asked(int(number), unit is not None, (left, top, width, height))


def _picture(path: Path, number: int) -> Any | None:
    """A page of a file as an array of greys."""
    try:
        with path.open("rb") as stream:
            pdf = b"%PDF-" in stream.read(1024)
        return _of_pdf(path, number) if pdf else _of_image(path, number)
    except (Unreadable, OSError, EOFError, ValueError):
        return None


def _of_pdf(path: Path, number: int) -> Any | None:
    if find_spec("pypdfium2") is None:
        return None
    import pypdfium2

    from kg.reader.pdf.reading import pictured

    try:
        with closing(pypdfium2.PdfDocument(str(path))) as file, closing(file[number - 1]) as page:
            return pictured(page)
    except (pypdfium2.PdfiumError, IndexError):
        return None


def _of_image(path: Path, number: int) -> Any:
    from kg.reader.scan.opening import grey, opened

    with path.open("rb") as stream, opened(stream) as picture:
        picture.seek(number - 1)
        return grey(picture)


def _pieces(grey: Any, asked: Sequence[_Asked]) -> Iterator[Cutting]:
    """The pieces with words of one page, those near each other on one."""
    high, wide = grey.shape
    held: list[Place] = []
    for each in asked:
        unit_x, unit_y = (wide / 100, high / 100) if each.percent else (1.0, 1.0)
        x, y, width, height = each.box
        box = (x * unit_x, y * unit_y, width * unit_x, height * unit_y)
        if held and abs(box[1] - held[-1][1]) > _TOGETHER * box[3]:
            yield _cut(grey, held)
            held = []
        held.append(box)
    if held:
        yield _cut(grey, held)


def _cut(grey: Any, boxes: Sequence[Place]) -> Cutting:
    high, wide = grey.shape
    line = max(4.0, median(box[3] for box in boxes))
    left, top, right, bottom = _frame(boxes, line, wide, high)
    scale = min(1.0, _SHOWN / line, _WIDEST / (right - left))
    marks = tuple(
        (
            round((x - left) * scale),
            round((y - top) * scale),
            max(1, round(w * scale)),
            max(1, round(h * scale)),
        )
        for x, y, w, h in boxes
    )
    return _packed(grey[top:bottom, left:right], scale, marks)


def _frame(boxes: Sequence[Place], line: float, wide: int, high: int) -> tuple[int, int, int, int]:
    """The piece around boxes, on the grid: left, top, right, bottom."""
    grid = _GRID * line
    left = math.floor((min(x for x, _, _, _ in boxes) - _BESIDE * line) / grid) * grid
    top = math.floor((min(y for _, y, _, _ in boxes) - _ABOVE * line) / grid) * grid
    right = math.ceil((max(x + w for x, _, w, _ in boxes) + _BESIDE * line) / grid) * grid
    bottom = math.ceil((max(y + h for _, y, _, h in boxes) + _ABOVE * line) / grid) * grid
    edges = max(0, int(left)), max(0, int(top)), min(wide, math.ceil(right)), min(high, math.ceil(bottom))
    return edges[0], edges[1], max(edges[0] + 1, edges[2]), max(edges[1] + 1, edges[3])


def _packed(piece: Any, scale: float, marks: tuple[tuple[int, int, int, int], ...]) -> Cutting:
    from PIL import Image

    picture = Image.fromarray(piece)
    if scale < 1.0:
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.BOX)
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=_QUALITY, optimize=True)
    return Cutting(held.getvalue(), "image/jpeg", picture.width, picture.height, marks)
