"""The names of countries and continents (``seeds/gazetteer/countries.tsv``)."""

from __future__ import annotations

from functools import cache

from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import rows


@cache
def countries() -> frozenset[str]:
    """Every name of a country or a continent in Chinese."""
    return frozenset(row.cells[1] for row in rows(seeds_dir() / "gazetteer" / "countries.tsv", 2))
