"""Lines of a city's railways by their numbers: [柳州轨道交通3号线], and [3号线] where the article names one so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit, with_new

_END = "号线"
_LINE = re.compile(
    r"(?P<rail>地铁|轨道交通|有轨电车|有轨|轻轨|城轨)?(?<![A-Za-z\d])(?P<number>[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,3})"
    + _END
)


def with_rails(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units`` and the lines; what begins inside of one begins behind it: 地铁3号|线城西|站."""
    lines = list(_lines(analysis, units)) if _END in analysis.text else []
    if not lines:
        return units
    inside = {at: line.end for line in lines for at in range(line.start, line.end)}
    bearers = {u.parent for u in units}
    kept = [(i, _behind(u, inside)) for i, u in enumerate(units)]
    of_line = {at for line in lines for at in range(line.start, line.end + 1)}
    return with_new(
        [(i, u) for i, u in kept if i in bearers or u.start not in inside or u.end not in of_line], lines
    )


def _lines(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Unit]:
    """Each line, from the area or the name before it on: [柳州]地铁3号线, [广清地铁]18号线."""
    found = list(_LINE.finditer(analysis.text))
    named = {match["number"] for match in found if match["rail"]}
    ending = {u.end: (i, u) for i, u in enumerate(units) if not u.relative}
    taken = {at for work in analysis.works for at in range(work.start, work.end)}
    for match in found:
        if match["number"] not in named or not taken.isdisjoint(range(*match.span())):
            continue
        _, longer = ending.get(match.start("number"), (None, None))
        start = longer.start if longer is not None and longer.type == "Place" else match.start()
        at, area = ending.get(start, (None, None))
        parent = at if area is not None and area.type == "Area" else None
        yield Unit(start, match.end(), match.end() - len(_END), "Place", "road", parent)


def _behind(unit: Unit, inside: dict[int, int]) -> Unit:
    """``unit`` without what belongs to the line that it begins in."""
    end = inside.get(unit.start)
    return unit if end is None or unit.head_start < end else replace(unit, start=end)
