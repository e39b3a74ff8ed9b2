"""Typhoons by their names, which look like somebody's: 第5号台风[“山猫”], and [山猫] afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.extract.nobody import STORM
from kg.types import Mention

_SURE = 0.85


def storms(analysis: Analysis, _chain: Chain) -> Iterator[Mention]:
    """Each typhoon that is named, as the event that it is."""
    for storm in STORM.finditer(analysis.text):
        forms = (storm["name"], f"“{storm['name']}”")
        yield draft(analysis, "Event", *storm.span(), "works.storm", _SURE, None, None, forms)
