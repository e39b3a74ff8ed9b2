"""A page that lies askew is turned upright, and places found on it are turned back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from kg.reader.layout.geometry import Box

#: Angles below this many degrees leave a page as it is.
_STRAIGHT = 0.15


@dataclass(frozen=True, slots=True)
class Turn:
    """A rotation by ``angle`` degrees (clockwise as it is seen) about the middle of a picture of ``width`` by ``height``."""

    angle: float
    width: float
    height: float

    def back(self, box: Box) -> Box:
        """The upright box around a box of the turned page, on the page as it was given."""
        if not self.angle:
            return box
        corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))
        points = [self._point(x, y, self.angle) for x, y in corners]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def _point(self, x: float, y: float, angle: float) -> tuple[float, float]:
        """Where a point of the turned page lay before."""
        radians = math.radians(angle)
        x, y = x - self.width / 2, y - self.height / 2
        return (
            x * math.cos(radians) - y * math.sin(radians) + self.width / 2,
            x * math.sin(radians) + y * math.cos(radians) + self.height / 2,
        )


def skew(boxes: Any) -> float:
    """By how many degrees lines fall to the right: the middle of all long ones, each counting by its length."""
    import numpy as np

    if not len(boxes):
        return 0.0
    along = boxes[:, 1] - boxes[:, 0]
    across = boxes[:, 3] - boxes[:, 0]
    length, height = np.hypot(along[:, 0], along[:, 1]), np.hypot(across[:, 0], across[:, 1])
    long = length > 4 * height
    if long.sum() < 3:
        return 0.0
    angles = np.degrees(np.arctan2(along[long, 1], along[long, 0]))
    order = np.argsort(angles)
    weight = np.cumsum(length[long][order])
    return float(angles[order][np.searchsorted(weight, weight[-1] / 2)])


def refined(grey: Any, angle: float) -> float:
    """``angle`` made more exact: where rows of ink and rows of paper differ most. 0 for what is as good as level."""
    import cv2
    import numpy as np

    from kg.reader.scan.ink import dark

    scale = min(1.0, 1000 / max(grey.shape))
    ink = cv2.resize(dark(grey), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)

    def contrast(by: float) -> float:
        rows = upright(ink, angle + by, 0).mean(axis=1)
        return float(np.square(np.diff(rows)).sum())

    best = max((step / 20 for step in range(-8, 9)), key=lambda by: (contrast(by), -abs(by)))
    found = angle + best
    return found if abs(found) >= _STRAIGHT else 0.0


def upright(grey: Any, angle: float, paper: int = 255) -> Any:
    """The picture turned so that lines which fell by ``angle`` degrees lie level; its size stays, its corners become
    ``paper``."""
    import cv2

    if not angle:
        return grey
    high, wide = grey.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    return cv2.warpAffine(grey, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=paper)


def turned(boxes: Any, turn: Turn) -> Any:
    """Corners on the picture as it was given, where they lie on the turned one."""
    import numpy as np

    if not turn.angle:
        return boxes
    radians = math.radians(turn.angle)
    cos, sin = math.cos(radians), math.sin(radians)
    middle = np.array([turn.width / 2, turn.height / 2])
    return (boxes - middle) @ np.array([[cos, -sin], [sin, cos]]) + middle
