"""Zones of a page and the cities that they are called after: 南京|江北新区 is a zone of 南京市, which no list holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from kg.knowledge.gazetteer import Area, gazetteer
from kg.knowledge.short_forms import short_forms
from kg.resolve.places import area_names
from kg.types import Mention, Reading

#: The levels of the areas that zones are called after.
_CITIES = ("prefecture", "county", "province")


class Zones:
    """The development zones that the readings of one page name; ``areas`` are the areas that its names are known to be."""

    def __init__(self, readings: Sequence[Reading], areas: Mapping[str, Area]) -> None:
        self._readings, self._areas = readings, areas

    def called(self, noun: str) -> list[str]:
        """The names of zones that end in ``noun``, which stands for a sort of them (经开区), in order."""
        return [name for name in self._names if name.endswith(noun)]

    def only_of(self, article: str) -> str | None:
        """The zone of the article with this id; empty where it names several, None where it names none."""
        zones = self._by_article.get(article)
        if zones is None:
            return None
        (zone,) = zones if len(zones) == 1 else ("",)
        return zone

    def city_of(self, zone: str) -> Area | None:
        """The city that the text names right before the zone."""
        return self._cities.get(zone)

    def in_city(self, name: str) -> str:
        """A name that begins with such a zone, with the city before it: 南京|江北新区党工委."""
        city = next((city for zone, city in self._cities.items() if name.startswith(zone)), None)
        return name if city is None else gazetteer().stem(city) + name

    @cached_property
    def _names(self) -> list[str]:
        found = {m.name for reading in self._readings for m in reading.mentions if _is_zone(m)}
        return sorted(name for name in found if not short_forms().is_area_noun(name))

    @cached_property
    def _by_article(self) -> dict[str, set[str]]:
        named = ((r.article.id, {m.name for m in r.mentions if _is_zone(m)}) for r in self._readings)
        return {article: zones for article, zones in named if zones}

    @cached_property
    def _cities(self) -> dict[str, Area]:
        """The city of each zone that the gazetteer does not know."""
        found: dict[str, Area] = {}
        for reading in self._readings:
            named = area_names(reading.mentions)
            ends = {m.end: self._areas[m.name] for m in named if m.name in self._areas}
            for zone in named:
                city = ends.get(zone.start)
                own = zone.name not in self._areas and not short_forms().is_area_noun(zone.name)
                if city is None or city.level not in _CITIES or not own or not _is_zone(zone):
                    continue
                if not zone.name.startswith(gazetteer().stem(city)):
                    found.setdefault(zone.name, city)
        return found


def _is_zone(mention: Mention) -> bool:
    """Whether it is a zone, which has bureaus of its own."""
    return mention.type == "Area" and short_forms().area_kind(mention.name) == "DevelopmentZone"
