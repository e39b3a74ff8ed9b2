"""Roads and lines that are called after their two ends: [轮马社区至胆扎社区道路], [圭峰镇至叠山镇的县道]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit, with_new
from kg.knowledge.boundaries import TO
from kg.knowledge.sites import sites
from kg.types import EntityType

#: What has two ends.
_ENDS: frozenset[EntityType] = frozenset({"Area", "Community", "Place"})


def with_lines(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units`` and the roads and lines between two of them; what was read of such a line behind its second end goes."""
    new = list(_lines(analysis, units))
    if not new:
        return units
    bearers = {unit.parent for unit in units}
    inside = [(line.start, line.end) for line in new]
    kept = [
        (i, u)
        for i, u in enumerate(units)
        if i in bearers or not any(start < u.start and u.end == end for start, end in inside)
    ]
    return with_new(kept, new)


def _lines(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Unit]:
    starts: dict[int, list[Unit]] = {}
    for unit in units:
        starts.setdefault(unit.start, []).append(unit)
    for unit in units:
        if unit.type not in _ENDS or unit.relative or not analysis.text.startswith(TO, unit.end):
            continue
        for other in sorted(starts.get(unit.end + 1, ()), key=lambda u: u.end):
            line = sites().line.match(analysis.text, other.end) if other.type in _ENDS else None
            if line is not None:
                yield Unit(unit.start, line.end(), line.start("head"), "Place", "road")
                break
