"""The picture of a page becomes its lines, rules and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.reader.layout.geometry import Box, Line, Sheet, advance
from kg.reader.scan.engine import Recognized, recognized, text_boxes
from kg.reader.scan.ink import dark, printed, type_size
from kg.reader.scan.turning import Turn, refined, skew, turned, upright

#: Lines are looked for where characters are about so many pixels high, on at most so many pixels; on so many at once, in
#: bands that overlap by so many rows.
_SOUGHT, _MOST_PIXELS, _AT_ONCE, _OVERLAP = 15.0, 12_000_000, 1_500_000, 96
#: So many Chinese characters side by side tell the size of a line's type.
_ENOUGH = 4
#: Ink of a Chinese character in shares of its size.
_INKED = 0.92
#: A blank so many sizes wide between two characters, and so much wider than the others of its line, is a space; one of so
#: many sizes parts two lines.
_SPACE, _WIDER, _PARTED = 0.24, 0.14, 0.7
#: A line ends so many sizes beyond the middle of its last character: boxes are found with some paper around.
_BEYOND = 0.62
#: What is read with less certainty is no text: a picture's texture, a stamp.
_LEAST_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was found on a picture, upright; ``turn`` leads back to the picture as it was given."""

    sheet: Sheet
    turn: Turn


def scanned(grey: Any, number: int) -> Scanned:
    """Read a grey picture (array of height and width, 0 is black) of page ``number``."""
    high, wide = grey.shape
    boxes = _text_boxes(grey)
    turn = Turn(refined(grey, skew(boxes)), float(wide), float(high))
    grey, boxes = upright(grey, turn.angle), turned(boxes, turn)
    flat = _flat(boxes, wide, high)
    found = [each for box in flat for each in _lines(grey, box)]
    size = sorted(line.size for line in found)[len(found) // 2] if found else 25.0
    drawn = printed(grey, size, flat)
    pictures = tuple(box for box in drawn.pictures if not _covered(box, found))
    sheet = Sheet(number, float(wide), float(high), tuple(found), drawn.rules, pictures)
    return Scanned(sheet, turn)


def _text_boxes(grey: Any) -> Any:
    """The corners of the lines of a picture, looked for in bands that overlap: memory grows with what is looked at."""
    import cv2
    import numpy as np

    scale = min(1.5, _SOUGHT / type_size(grey), (_MOST_PIXELS / grey.size) ** 0.5)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how)
    found = []
    for top, bottom, first, last in _bands(*sized.shape):
        boxes = text_boxes(cv2.cvtColor(sized[top:bottom], cv2.COLOR_GRAY2BGR))
        boxes[:, :, 1] += top
        middles = boxes[:, :, 1].mean(axis=1)
        found.append(boxes[(middles >= first) & (middles < last)])
    return np.concatenate(found) / np.float32(scale)


def _bands(high: int, wide: int) -> Iterator[tuple[int, int, int, int]]:
    """Bands of a picture: top and bottom, and between which heights what is found in them counts."""
    count = max(1, -(-high * wide // _AT_ONCE))
    step = -(-high // count)
    for number in range(count):
        first, last = number * step, min(high, (number + 1) * step)
        ends = -1 if number == 0 else first, high + 1 if last == high else last
        yield max(0, first - _OVERLAP), min(high, last + _OVERLAP), *ends


def _flat(boxes: Any, wide: int, high: int) -> Any:
    """Corners as upright boxes: left, top, right, bottom; from top to bottom."""
    import numpy as np

    if not len(boxes):
        return np.zeros((0, 4))
    lefts, rights = (boxes[:, 0, 0] + boxes[:, 3, 0]) / 2, (boxes[:, 1, 0] + boxes[:, 2, 0]) / 2
    tops, bottoms = (boxes[:, 0, 1] + boxes[:, 1, 1]) / 2, (boxes[:, 2, 1] + boxes[:, 3, 1]) / 2
    flat = np.stack([lefts, tops, rights, bottoms], axis=1)
    flat = np.clip(np.round(flat), 0, [wide, high, wide, high])
    kept = flat[(flat[:, 2] - flat[:, 0] >= 4) & (flat[:, 3] - flat[:, 1] >= 4)]
    return kept[np.lexsort((kept[:, 0], kept[:, 1]))]


def _lines(grey: Any, box: Any) -> Iterator[Line]:
    """What stands in a box: mostly one line; several where a box runs over a gutter."""
    import cv2

    x0, y0, x1, y1 = (int(value) for value in box)
    crop = grey[y0:y1, x0:x1]
    read = recognized(cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR))
    if not read.text or sum(read.confidences) / len(read.confidences) < _LEAST_SURE:
        return
    middles = [x0 + share * (x1 - x0) for share in read.middles]
    size = _size(read.text, middles, crop)
    for start, end in _parted(read, middles, size):
        yield _line(read, middles, (start, end), size, (x0, y0, x1, y1), crop)


def _size(text: str, middles: list[float], crop: Any) -> float:
    """The size of a line's type: how far Chinese characters stand apart; in short lines, how high their ink is."""
    steps = sorted(
        right - left
        for (a, b), (left, right) in zip(pairwise(text), pairwise(middles), strict=True)
        if _is_han(a) and _is_han(b)
    )
    high = _ink_height(crop) / _INKED
    if len(steps) < _ENOUGH:
        return high
    usual = steps[len(steps) // 2]
    near = [step for step in steps if step < 1.5 * usual]
    return min(sum(near) / len(near), 1.1 * high)


def _ink_height(crop: Any) -> float:
    """How high the ink stands in the middle of a crop."""
    import cv2

    _, ink = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    rows = ink.sum(axis=1)
    inked = rows > max(1.0, 0.06 * float(rows.max()))
    middle = len(rows) // 2
    top = bottom = middle
    blank = 0
    while top > 0 and blank <= len(rows) * 0.12:
        top -= 1
        blank = 0 if inked[top] else blank + 1
    top += blank
    blank = 0
    while bottom < len(rows) - 1 and blank <= len(rows) * 0.12:
        bottom += 1
        blank = 0 if inked[bottom] else blank + 1
    return float(max(4, bottom - blank - top + 1))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _parted(read: Recognized, middles: list[float], size: float) -> Iterator[tuple[int, int]]:
    start = 0
    for i, (left, right) in enumerate(pairwise(middles), start=1):
        own = (advance(read.text[i - 1]) + advance(read.text[i])) / 2
        if right - left > (own + _PARTED) * size:
            yield start, i
            start = i
    yield start, len(middles)


def _line(
    read: Recognized,
    middles: list[float],
    part: tuple[int, int],
    size: float,
    box: tuple[int, int, int, int],
    crop: Any,
) -> Line:
    start, end = part
    left = max(box[0], middles[start] - _BEYOND * size * advance(read.text[start]))
    right = min(box[2], middles[end - 1] + _BEYOND * size * advance(read.text[end - 1]))
    text, places = _spaced(read.text[start:end], middles[start:end], size, crop, box[0])
    sure = sum(read.confidences[start:end]) / (end - start)
    slack = max(0.0, (box[3] - box[1]) - 1.1 * size) / 2
    around = Box(float(left), box[1] + slack, float(right), box[3] - slack)
    return Line(text, around, tuple(places), size, False, round(sure, 3))


def _spaced(text: str, middles: list[float], size: float, crop: Any, left: int) -> tuple[str, list[float]]:
    """The characters of a line with spaces where the paper between two of them is wide."""
    blanks = list(_blanks(middles, crop, left, size))
    usual = sorted(blanks)[len(blanks) // 2] if blanks else 0.0
    out, places = [text[:1]], middles[:1]
    for i, blank in enumerate(blanks, start=1):
        words = text[i - 1].isalnum() and text[i].isalnum()
        if (
            words
            and blank > max(_SPACE, usual + _WIDER)
            and not (text[i - 1].isascii() and text[i].isascii())
        ):
            out.append(" ")
            places.append((middles[i - 1] + middles[i]) / 2)
        out.append(text[i])
        places.append(middles[i])
    return "".join(out), places


def _blanks(middles: list[float], crop: Any, left: int, size: float) -> Iterator[float]:
    """How wide the paper is between each two characters of a line, in sizes of its type."""
    columns = (dark(crop) > 0).sum(axis=0) <= max(1, int(0.05 * crop.shape[0]))
    for one, other in pairwise(middles):
        start, end = int(one - left), int(other - left) + 1
        longest = run = 0
        for blank in columns[max(0, start) : end]:
            run = run + 1 if blank else 0
            longest = max(longest, run)
        yield longest / size


def _covered(picture: Box, lines: list[Line]) -> bool:
    """Whether what looks like a picture is text on a ground."""
    inside = [line.box for line in lines if _inside(line.box, picture)]
    return sum(box.width * box.height for box in inside) > 0.3 * picture.width * picture.height


def _inside(box: Box, picture: Box) -> bool:
    return picture.x0 <= box.middle <= picture.x1 and picture.y0 <= (box.y0 + box.y1) / 2 <= picture.y1
