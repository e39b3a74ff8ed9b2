"""The further classes of entities: what level an area has, what sort of unit a community is, who is an official."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.knowledge.gazetteer import Area
from kg.knowledge.short_forms import short_forms
from kg.resolve.naming import Named
from kg.types import Claim, EntityType, Mention, Post

#: The class of the people with such a post.
OFFICIAL = "Official"
_COMMUNITIES = {"neighbourhood": "Neighbourhood", "compound": "Compound", "village": "Village"}
_LEVELS = {"province": "Province", "prefecture": "Prefecture", "county": "County"}
_OFFICES = frozenset({"Agency", "Area", "Community"})


def kind_of(named: Named, mention: Mention) -> str | None:
    """The subclass that ``mention`` shows ``named`` to be; None where it shows none."""
    if named.type == "Community":
        return _COMMUNITIES.get(mention.kind or "")
    if named.type == "Area":
        return _level(named.area) if named.area else short_forms().area_kind(named.name)
    return None


def _level(area: Area) -> str:
    by_name = short_forms().area_kind(area.name)
    if area.level == "township":
        return "SubDistrict" if by_name == "SubDistrict" or area.name.endswith("办事处") else "Township"
    return "DevelopmentZone" if area.is_zone else _LEVELS[area.level]


def officials(claims: Iterable[Claim[str]], types: Mapping[str, EntityType]) -> set[str]:
    """The people with a post, present or former, in a body that governs: an agency, an area or a community."""
    return {c.person for c in claims if isinstance(c, Post) and types.get(c.body) in _OFFICES}
