"""What a page is set in: the size of its body type, and how far apart its lines stand."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kg.reader.layout.geometry import Line

#: Sizes closer than this share count as one.
_STEP = 1.06


@dataclass(frozen=True, slots=True)
class Measures:
    """``body`` is the size of the body type, ``leading`` the gap between two of its lines, ``heavy`` whether most of it
    is set in bold.
    """

    body: float
    leading: float
    heavy: bool = False


def measures(lines: Sequence[Line]) -> Measures:
    """The measures of a page (at least one line): the size in which most of its characters are set."""
    import math

    sizes: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        sizes[round(math.log(max(line.size, 1e-3), _STEP))].append(line)

    # neighbours count in: a size may fall on the border of two steps
    def weight(step: int) -> int:
        near = (line for at in (step - 1, step, step + 1) for line in sizes.get(at, ()))
        return sum(len(line.text) for line in near)

    best = max(sorted(sizes), key=weight)
    chosen = [line for at in (best - 1, best, best + 1) for line in sizes.get(at, ())]
    body = median(line.size for line in chosen)
    heavy = sum(len(line.text) for line in chosen if line.heavy)
    return Measures(body, _leading(chosen, body), heavy * 2 > sum(len(line.text) for line in chosen))


def _leading(lines: Sequence[Line], body: float) -> float:
    """The middle of the gaps between a line and the next one below it in the same column."""
    columns: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        columns[round(line.box.x0 / (body * 3))].append(line)
    gaps = []
    for column in columns.values():
        column.sort(key=lambda line: line.box.y0)
        for above, below in itertools.pairwise(column):
            gap = below.box.y0 - above.box.y1
            if -body < gap < 2 * body:
                gaps.append(gap)
    return max(0.0, median(gaps)) if gaps else body / 2
