"""How far down the places of a page stand: an area lies in a wider one, a community below all areas."""

from __future__ import annotations

from kg.knowledge.gazetteer import LEVELS
from kg.knowledge.short_forms import short_forms
from kg.resolve.naming import Named

COUNTY, TOWNSHIP, COMMUNITY = LEVELS.index("county"), LEVELS.index("township"), len(LEVELS)
_KINDS = {"Township": TOWNSHIP, "SubDistrict": TOWNSHIP}


def rank(named: Named) -> int:
    """The level of an area, counted from the province down; an area without an entry in the gazetteer is placed by the
    end of its name."""
    if named.type != "Area":
        return COMMUNITY
    if named.area is not None:
        return LEVELS.index(named.area.level)
    if named.name.endswith(tuple(sorted(short_forms().zones))):
        return TOWNSHIP  # 湖口经开区
    return _KINDS.get(short_forms().area_kind(named.name) or "", COUNTY)
