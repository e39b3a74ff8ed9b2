"""What is drawn on a PDF page: ruled lines and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.reader.layout.geometry import Box
from kg.reader.pdf.characters import Frame

#: A rule is at most so thick (points), and at least so long.
_THICK, _LONG = 4.0, 24.0
#: A picture is at least so wide and high (points), and covers no more than this share of the page (else it is its ground).
_PICTURE, _GROUND = 30.0, 0.8
#: No more drawn objects are looked at: maps and charts hold hundreds of thousands.
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Drawn:
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]


def drawn(page: Any, frame: Frame) -> Drawn:
    """The rules and pictures of a page; the sides of a frame count as rules."""
    rules: list[Box] = []
    pictures: list[Box] = []
    for kind, box in _objects(page, frame):
        if min(box.width, box.height) <= _THICK:
            rules += [box] if max(box.width, box.height) >= _LONG else []
        elif kind == "picture" and _is_picture(box, frame):
            pictures.append(box)
        elif kind == "path" and min(box.width, box.height) >= _LONG:
            rules += _sides(box)
    return Drawn(tuple(rules), tuple(pictures))


def _is_picture(box: Box, frame: Frame) -> bool:
    covers = box.width * box.height < _GROUND * frame.width * frame.height
    return box.width >= _PICTURE and box.height >= _PICTURE and covers


def _sides(box: Box) -> list[Box]:
    return [
        Box(box.x0, box.y0, box.x1, box.y0),
        Box(box.x0, box.y1, box.x1, box.y1),
        Box(box.x0, box.y0, box.x0, box.y1),
        Box(box.x1, box.y0, box.x1, box.y1),
    ]


def _objects(page: Any, frame: Frame) -> Iterator[tuple[str, Box]]:
    from pypdfium2 import raw

    kinds = {
        raw.FPDF_PAGEOBJ_PATH: "path",
        raw.FPDF_PAGEOBJ_IMAGE: "picture",
        raw.FPDF_PAGEOBJ_SHADING: "picture",
    }
    for number, item in enumerate(page.get_objects(filter=tuple(kinds), max_depth=4)):
        if number >= _MOST:
            return
        yield kinds[item.type], frame.box(*item.get_bounds())
