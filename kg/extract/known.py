"""Bodies of the whole country, and of many, that everybody knows by names which need no right end: 一汽, 世界银行."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit
from kg.knowledge.nationwide import scan_nationwide


def with_known(analysis: Analysis, units: Sequence[Unit], blocked: Iterable[tuple[int, int]]) -> list[Unit]:
    """``units`` and those bodies, where neither they nor ``blocked`` stand and whole words do."""
    taken = {at for start, end in blocked for at in range(start, end)}
    taken |= {at for unit in units for at in range(unit.start, unit.end)}
    taken |= {at for work in analysis.works for at in range(work.start, work.end)}
    found = (s for s in scan_nationwide(analysis.text) if s[0] in analysis.starts and s[1] in analysis.ends)
    new = [
        Unit(start, end, end, "Organization", "company")
        for start, end in found
        if taken.isdisjoint(range(start, end))
    ]
    return [*units, *new]
