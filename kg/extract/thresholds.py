"""Sums by which something is only sorted: 5000万元以上工业项目18个, 超10亿元项目3个."""

from __future__ import annotations

import re
from functools import cache

from kg.knowledge.alternatives import any_of
from kg.knowledge.quantities import units

_ABOVE = ("超", "超过", "过", "逾")


def sorts(text: str, start: int, end: int) -> bool:
    """Whether the sum at [``start``, ``end``) says which of what it stands before are meant."""
    above = text.endswith(_ABOVE, 0, start)
    return _above().match(text, end) is not None or (above and _counted().match(text, end) is not None)


@cache
def _above() -> re.Pattern[str]:
    return re.compile(f"以[上下]的?[一-龥]{{0,6}}?(?:{any_of(units().sorted_by)})")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(f"的?[一-龥]{{0,4}}?(?:{any_of(units().sorted_by)})(?:[达有共]|[0-9])")
