"""Ink and paper: how large the type of a picture is, where rules are printed and where pictures stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.reader.layout.geometry import Box

#: Rules are looked for on a picture of at most so many pixels on its longer side.
_COARSE = 2200
#: A printed rule is so many sizes of type long, and at most so much of one thick.
_LONG, _THICK = 5.0, 0.35
#: Pictures are at least so many sizes wide and high, and so densely inked.
_PICTURE, _DENSE = 5.0, 0.35
#: Rows and columns at the edge of a picture hold so much ink.
_SOLID = 0.45


@dataclass(frozen=True, slots=True)
class Printed:
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]


def dark(grey: Any) -> Any:
    """Where a grey picture has ink: compared with the paper around, so that shades do not matter."""
    import cv2

    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    side = max(15, int(min(grey.shape) / 24) | 1)
    return cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, min(side, 101), 18
    )


def type_size(grey: Any) -> float:
    """About how high most characters are, in pixels: parts of characters are nearly as high as the whole."""
    import cv2
    import numpy as np

    _, _, stats, _ = cv2.connectedComponentsWithStats(dark(grey), connectivity=8)
    heights, widths, areas = (
        stats[1:, i].astype(float) for i in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA)
    )
    kept = (heights >= 5) & (widths >= 2) & (areas >= 12) & (widths < 4 * heights) & (heights < 5 * widths)
    if kept.sum() < 10:
        return 25.0
    order = np.argsort(heights[kept])
    weight = np.cumsum(areas[kept][order])
    return float(heights[kept][order][np.searchsorted(weight, 0.6 * weight[-1])])


def printed(grey: Any, size: float, words: Any) -> Printed:
    """The rules and the pictures of an upright page; ``words`` are the boxes of its lines (left, top, right, bottom)."""
    import cv2

    scale = min(1.0, _COARSE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    ink, em = dark(small), size * scale
    clear = _without_words(ink, words * scale)
    rules = [*_rules(clear, em, lying=True), *_rules(clear, em, lying=False)]
    shades = _without_words(255 - small, words * scale)
    for box in rules:
        shades[int(box.y0) - 2 : int(box.y1) + 3, int(box.x0) - 2 : int(box.x1) + 3] = 0
    pictures = _pictures(shades, em)
    return Printed(
        tuple(_scaled(box, scale) for box in rules), tuple(_scaled(box, scale) for box in pictures)
    )


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.x0 / scale, box.y0 / scale, box.x1 / scale, box.y1 / scale)


def _without_words(ink: Any, words: Any) -> Any:
    clear = ink.copy()
    for x0, y0, x1, y1 in words.astype(int):
        clear[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 0
    return clear


def _rules(ink: Any, em: float, lying: bool) -> list[Box]:
    import cv2

    length = max(12, int(_LONG * em))
    # a scratch or a dot may break a rule: gaps in it are closed first
    close = max(3, int(em / 2))
    shape, gap = ((length, 1), (close, 3)) if lying else ((1, length), (3, close))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    boxes = [Box(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[1:]]
    most = max(4.0, _THICK * em)
    return [box for box in boxes if (box.height if lying else box.width) <= most]


def _pictures(darkness: Any, em: float) -> list[Box]:
    """Regions that are inked all over, as photographs are."""
    import cv2

    step = max(3, int(em))
    _, shaded = cv2.threshold(darkness, 60, 255, cv2.THRESH_BINARY)
    joined = cv2.morphologyEx(
        shaded, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (step, step))
    )
    solid = cv2.morphologyEx(
        joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (2 * step, 2 * step))
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    found = []
    high, wide = darkness.shape
    for x, y, w, h, _ in stats[1:]:
        filled = shaded[y : y + h, x : x + w].mean() / 255
        if min(w, h) >= _PICTURE * em and filled >= _DENSE and w * h < 0.8 * wide * high:
            found.append(_tight(shaded, (int(x), int(y), int(x + w), int(y + h))))
    return found


def _tight(shaded: Any, box: tuple[int, int, int, int]) -> Box:
    """A picture without what touches it: a rule beside it, a line below it."""
    x0, y0, x1, y1 = box
    inside = shaded[y0:y1, x0:x1] > 0
    left, right = _longest(inside.mean(axis=0) >= _SOLID)
    top, bottom = _longest(inside.mean(axis=1) >= _SOLID)
    return Box(float(x0 + left), float(y0 + top), float(x0 + right), float(y0 + bottom))


def _longest(solid: Any) -> tuple[int, int]:
    """Where the longest run of what is true begins and ends; all of it if nothing is."""
    import numpy as np

    changes = np.flatnonzero(np.diff(np.concatenate(([0], solid.astype(np.int8), [0]))))
    if not len(changes):
        return 0, len(solid)
    starts, ends = changes[::2], changes[1::2]
    at = int(np.argmax(ends - starts))
    return int(starts[at]), int(ends[at])
