"""House numbers on a named road: 城乡路|113号, 人民路|8号院."""

from __future__ import annotations

import re

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit

_NUMBER = re.compile(r"\d{1,4}号(?:院|楼|大院)?(?!线|文|令|楼栋)")


def with_numbers(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units``, and behind them a place for each house number that stands directly on a road."""
    roads = {u.end: i for i, u in enumerate(units) if u.type == "Place" and u.kind == "road"}
    numbers = (m for m in _NUMBER.finditer(analysis.text) if m.start() in roads)
    return units + [
        Unit(m.start(), m.end(), m.start(), "Place", "building", roads[m.start()]) for m in numbers
    ]
