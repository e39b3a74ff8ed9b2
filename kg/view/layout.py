"""Where the nodes stand: computed once, from the graph alone, so that the picture is still from the start.

Each connected part is drawn on its own and the parts are then set side by side. Within a part, entities that
hang on one other entity only are put in a disc around it; what is left, the core, starts from distances to a
few pivots and is refined by forces; at the end boxes the size of the labels are pushed apart. No chance is
involved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
#: A node's box: half its width and half its height, label included, in canvas units (pixels at zoom 1).
Box = tuple[float, float]

#: A stretch of ground for the parts: from, to, and how high it is built up.
Step = tuple[float, float, float]

_GAP = 26.0  # free space kept between two boxes
_PIVOTS = 24
_PAIR_BUDGET = 50_000_000  # pairs looked at while refining one part: bounds the time at some seconds
_GOLDEN = 2.399963229728653


def layout(graph: nx.Graph[int], boxes: Sequence[Box], budget: int = _PAIR_BUDGET) -> list[tuple[int, int]]:
    """Whole-number positions of nodes 0…n-1 of ``graph``; ``boxes[i]`` is the room node ``i`` needs.

    ``budget`` is how many pairs of nodes are looked at while one connected part is refined.
    """
    positions = np.zeros((len(boxes), 2))
    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    for part in parts:
        positions[part] = _part(graph, part, np.array([boxes[i] for i in part]), budget)
    _pack(positions, parts, np.array(boxes).reshape(-1, 2))
    return [(round(x), round(y)) for x, y in positions.tolist()]


def _part(graph: nx.Graph[int], part: list[int], boxes: Points, budget: int) -> Points:
    """Positions of one connected part, in the order of ``part``."""
    place = {node: n for n, node in enumerate(part)}
    near = [sorted(place[other] for other in graph[node] if other != node) for node in part]
    leaves = _leaves(near)
    hanging = {leaf for found in leaves.values() for leaf in found}
    core = [n for n in range(len(part)) if n not in hanging]
    radius = np.array([_disc_radius(boxes, n, leaves.get(n, [])) for n in core])
    points = np.zeros((len(part), 2))
    points[core] = _lay_down(_core(_restrict(near, core), radius, budget))
    for anchor, found in leaves.items():
        points[found] = points[anchor] + _disc(boxes, anchor, found)
    return _separate(points, boxes, budget)


def _leaves(near: list[list[int]]) -> dict[int, list[int]]:
    """Nodes with one neighbour only, by that neighbour (which has more, or is the first of two)."""
    found: dict[int, list[int]] = {}
    for n, others in enumerate(near):
        if len(others) == 1 and (len(near[others[0]]) > 1 or others[0] < n):
            found.setdefault(others[0], []).append(n)
    return found


def _restrict(near: list[list[int]], core: list[int]) -> list[list[int]]:
    place = {n: k for k, n in enumerate(core)}
    return [[place[other] for other in near[n] if other in place] for n in core]


# -- leaves


def _disc(boxes: Points, anchor: int, found: list[int]) -> Points:
    """Offsets of leaves in a sunflower around their anchor, wider than high, as labels are."""
    width, height = (boxes[found] + _GAP / 2).mean(axis=0) if found else (0.0, 0.0)
    count = np.arange(len(found))
    first = 1.0 + (boxes[anchor].sum() / (2 * (width + height))) ** 2
    reach = 1.25 * np.sqrt(count + first)
    turn = count * _GOLDEN
    return 1.2 * np.column_stack((width * reach * np.cos(turn), height * reach * np.sin(turn)))


def _disc_radius(boxes: Points, anchor: int, found: list[int]) -> float:
    own = float(boxes[anchor].mean())
    return own + float(np.abs(_disc(boxes, anchor, found)).max(axis=0).mean()) if found else own


# -- the core


def _core(near: list[list[int]], radius: NDArray[np.float64], budget: int) -> Points:
    count = len(near)
    if count == 1:
        return np.zeros((1, 2))
    points = _pivot_start(near) * float(radius.mean() + _GAP) * 2
    return _refine(points, near, radius, budget)


def _pivot_start(near: list[list[int]]) -> Points:
    """A first drawing from the distances of every node to a few pivots far from one another (pivot MDS)."""
    count = len(near)
    pivot = max(range(count), key=lambda n: (len(near[n]), -n))
    columns: list[list[int]] = []
    nearest = [count] * count
    for _ in range(min(_PIVOTS, count)):
        columns.append(_distances(near, pivot))
        nearest = [min(a, b) for a, b in zip(nearest, columns[-1], strict=True)]
        pivot = max(range(count), key=lambda n: (nearest[n], -n))
    squares = np.array(columns, dtype=float).T ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    points = _two_axes(-centred / 2)
    # Nodes at equal distances would coincide, and coinciding nodes feel no force: spread them by their order.
    turn = np.arange(count) * _GOLDEN
    spread = 0.15 * np.sqrt(np.arange(count) + 1.0)
    points += np.column_stack((np.cos(turn), np.sin(turn))) * spread[:, None]
    return points


def _distances(near: list[list[int]], start: int) -> list[int]:
    found = [-1] * len(near)
    found[start] = 0
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in near[node]:
            if found[other] < 0:
                found[other] = found[node] + 1
                queue.append(other)
    return found


def _two_axes(matrix: NDArray[Any]) -> Points:
    """The two directions in which the columns differ most; signs are fixed, scale is about one per step."""
    values, vectors = np.linalg.eigh(matrix.T @ matrix)
    axes = vectors[:, -2:][:, ::-1]
    if axes.shape[1] < 2:
        axes = np.column_stack((axes, np.zeros(len(values))))
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    points: Points = matrix @ axes
    size = np.abs(points).max() or 1.0
    scaled: Points = points / size * np.sqrt(len(points))
    return scaled


def _lay_down(points: Points) -> Points:
    """Turned so that the longest extent lies flat, as screens do."""
    centred = points - points.mean(axis=0)
    (xx, xy), (_, yy) = (centred.T @ centred).tolist()
    turn = 0.5 * float(np.arctan2(2 * xy, xx - yy))
    cos, sin = np.cos(turn), np.sin(turn)
    turned: Points = centred @ np.array([[cos, -sin], [sin, cos]])
    return turned


def _refine(points: Points, near: list[list[int]], radius: NDArray[np.float64], budget: int) -> Points:
    """Fruchterman and Reingold's forces, with room for each node's own disc, cooled to rest."""
    count = len(near)
    pairs = np.array([(a, b) for a, others in enumerate(near) for b in others if a < b]).reshape(-1, 2)
    ideal = radius[:, None] + radius[None, :] + 2 * _GAP
    rest = ideal[pairs[:, 0], pairs[:, 1]]
    steps = int(np.clip(budget // count**2, 40, 220))
    heat = float(rest.mean()) * 2
    for step in range(steps):
        pull = _repulsion(points, ideal)
        delta = points[pairs[:, 0]] - points[pairs[:, 1]]
        force = delta * (np.hypot(delta[:, 0], delta[:, 1]) / rest)[:, None]
        np.add.at(pull, pairs[:, 0], -force)
        np.add.at(pull, pairs[:, 1], force)
        length = np.maximum(np.hypot(pull[:, 0], pull[:, 1]), 1e-9)
        limit = heat * (1 - step / steps) + 1
        points = points + pull * (np.minimum(length, limit) / length)[:, None]
    return points


def _repulsion(points: Points, ideal: NDArray[np.float64]) -> Points:
    """Push between pairs nearer than four times their ideal distance; further off it would only inflate."""
    x = points[:, None, 0] - points[None, :, 0]
    y = points[:, None, 1] - points[None, :, 1]
    square = np.maximum(x * x + y * y, 1.0)
    push = ideal * ideal / square
    push[square > 16 * ideal * ideal] = 0
    return np.column_stack(((x * push).sum(axis=1), (y * push).sum(axis=1)))


# -- room for the labels


def _separate(points: Points, boxes: Points, budget: int) -> Points:
    """Pushes boxes apart, along the axis that needs less, until none overlaps or the rounds are used up."""
    count = len(points)
    rounds = int(np.clip(budget // count**2, 20, 120))
    room = boxes[:, None, :] + boxes[None, :, :] + _GAP / 4
    order = np.sign(np.arange(count)[:, None] - np.arange(count)[None, :])
    for _ in range(rounds):
        delta = points[:, None, :] - points[None, :, :]
        lack = room - np.abs(delta)
        clash = (lack[..., 0] > 0) & (lack[..., 1] > 0)
        np.fill_diagonal(clash, False)
        if not clash.any():
            break
        sign = np.where(delta == 0, order[..., None], np.sign(delta))
        sideways = clash & (lack[..., 0] < lack[..., 1])
        points = points + 0.3 * np.column_stack(
            (
                (sign[..., 0] * lack[..., 0] * sideways).sum(axis=1),
                (sign[..., 1] * lack[..., 1] * (clash & ~sideways)).sum(axis=1),
            )
        )
    return points


def _pack(positions: Points, parts: list[list[int]], boxes: Points) -> None:
    """Sets the parts side by side, the largest first, each as high as it fits, on a field wider than high."""
    sizes = []
    for part in parts:
        low = (positions[part] - boxes[part]).min(axis=0)
        high = (positions[part] + boxes[part]).max(axis=0)
        positions[part] -= low
        sizes.append((high - low + 2 * _GAP).tolist())
    area = sum(width * height for width, height in sizes)
    limit = max([1.5 * float(np.sqrt(area)), *(width for width, _ in sizes)])
    skyline: list[Step] = [(0.0, limit, 0.0)]
    for part, (width, height) in zip(parts, sizes, strict=True):
        x, y = _lowest(skyline, width)
        positions[part] += (x, y)
        skyline = _raised(skyline, x, x + width, y + height)


def _lowest(skyline: list[Step], width: float) -> tuple[float, float]:
    """The place nearest to the ground, then leftmost, where something that wide can stand."""
    end = skyline[-1][1]
    places = (left for left, _, _ in skyline if left + width <= end + 1)
    return min(((x, _height(skyline, x, x + width)) for x in places), key=lambda place: (place[1], place[0]))


def _height(skyline: list[Step], left: float, right: float) -> float:
    return max(height for start, end, height in skyline if start < right - 1e-6 and end > left + 1e-6)


def _raised(skyline: list[Step], left: float, right: float, height: float) -> list[Step]:
    """The skyline with the stretch from ``left`` to ``right`` built up to ``height``."""
    before = [(start, min(end, left), top) for start, end, top in skyline if start < left - 1e-6]
    after = [(max(start, right), end, top) for start, end, top in skyline if end > right + 1e-6]
    return [*before, (left, right, height), *after]
