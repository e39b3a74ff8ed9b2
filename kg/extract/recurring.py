"""Residential compounds named again without their head: 风情巴黎 where the article has 风情巴黎小区."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit, with_new
from kg.knowledge.alternatives import any_of
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import gazetteer

_HEAD = "小区"
#: So long must the own part of a name be to mean the compound wherever it stands.
_LEAST = 3


def recurring(analysis: Analysis, units: Sequence[Unit]) -> list[Unit]:
    """``units`` and a unit for each compound that is named again by its own part; what was read inside it goes."""
    again = list(_again(analysis, units))
    if not again:
        return list(units)
    inside = {at for unit in again for at in range(unit.start, unit.end)}
    parents = {unit.parent for unit in units}
    kept = [(i, u) for i, u in enumerate(units) if i in parents or inside.isdisjoint(range(u.start, u.end))]
    return with_new(kept, again)


def _again(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Unit]:
    """Where the own part of a compound stands alone: in no longer name, and before no head of its own."""
    owns = {analysis.text[u.start : u.head_start] for u in units if _is_telling(analysis, u)}
    if not owns:
        return
    longer = {at for u in units if u.end - u.start > _LEAST for at in range(u.start, u.end)}
    for match in re.finditer(any_of(sorted(owns)), analysis.text):
        if longer.isdisjoint(range(*match.span())) and not analysis.text.startswith(_HEAD, match.end()):
            yield Unit(match.start(), match.end(), match.end(), "Community", "compound")


def _is_telling(analysis: Analysis, unit: Unit) -> bool:
    own, head = analysis.text[unit.start : unit.head_start], analysis.text[unit.head_start : unit.end]
    plain = gazetteer().find(own) or gazetteer().find_short(own) or boundaries().is_generic(own)
    return unit.type == "Community" and head == _HEAD and len(own) >= _LEAST and not plain
