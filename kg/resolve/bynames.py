"""Names of areas that say nothing of a place, since other names only begin with them: [浦江]物业公司, 某[省]医科大学."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from kg.knowledge.alternatives import any_of
from kg.knowledge.gazetteer import Area, gazetteer
from kg.knowledge.short_forms import short_forms
from kg.types import EntityType, Mention, Reading

#: What is called after far places, too.
_NAMED_AFTER: frozenset[EntityType] = frozenset({"Agency", "Organization", "Place", "Community"})
_MEDIA = "media"


class Bynames:
    """Which areas of one page are only the beginnings of other names.

    ``areas`` are those that its names may be, ``unknown`` the names among them that mean an area which no list holds; what
    is left of ``areas`` without both is ``places``.
    """

    def __init__(
        self, readings: Sequence[Reading], areas: Mapping[str, Area], unknown: Collection[str]
    ) -> None:
        self._readings = readings
        self._brands = {name for name in areas if self._only_begins(name, areas)}
        self.places = {n: area for n, area in areas.items() if n not in unknown and n not in self._brands}
        self._edges = {(r.article.id, start) for r in readings for start in _beginnings(r)}

    def holds(self, article: str, mention: Mention, province: Area | None) -> bool:
        """Whether a short area name in the article with this id, which plays in ``province``, is the beginning of a name."""
        if gazetteer().find(mention.text) or short_forms().area_kind(mention.text) is not None:
            return False
        brand = mention.name in self._brands or self._is_brand(article, mention, province)
        return not self._edges.isdisjoint({(article, mention.start), (article, mention.end)}) or brand

    def _is_brand(self, article: str, mention: Mention, province: Area | None) -> bool:
        """Whether another name begins with the short name of a county of which nothing else of the page speaks, and which
        is of another province than the article's: [浦江]物业公司 in Shanghai."""
        area = self.places.get(mention.name)
        if area is not None and area.level == "province" and mention.name not in self._alone:
            alone = (self.places[name] for name in self._alone if name in self.places)
            placed = any(gazetteer().within(each, area) for each in alone)
            return placed and (article, mention.start) in self._companies  # 河南宏基安装有限公司
        if area is None or province is None or area.level != "county":
            return False
        if (article, mention.start) not in self._covered:
            return False
        others = (each for name, each in self.places.items() if name != mention.name)
        kin = any(gazetteer().within(each, gazetteer().chain(area)[1]) for each in others)
        return not kin and not gazetteer().within(area, province)

    def _only_begins(self, name: str, areas: Mapping[str, Area]) -> bool:
        """Whether ``name`` is the short name of a county that the page has only as the beginning of other names, and the
        other areas it names are of other provinces."""
        area = areas[name]
        if area.level != "county" or gazetteer().find(name) or name in self._alone:
            return False
        province = gazetteer().chain(area)[0]
        others = [each for other, each in areas.items() if other != name]
        return bool(others) and not any(gazetteer().within(each, province) for each in others)

    @cached_property
    def _covered(self) -> frozenset[tuple[str, int]]:
        """The places that the names of bodies, homes and places cover, by article."""
        return frozenset(
            (reading.article.id, at)
            for reading in self._readings
            for mention in reading.mentions
            if mention.type in _NAMED_AFTER
            for at in range(mention.start, mention.end)
        )

    @cached_property
    def _companies(self) -> frozenset[tuple[str, int]]:
        """Where the names of companies begin, by article."""
        found = ((reading.article.id, m) for reading in self._readings for m in reading.mentions)
        return frozenset((article, m.start) for article, m in found if m.kind == "company")

    @cached_property
    def _alone(self) -> frozenset[str]:
        """The areas that the page names by themselves, not as the beginning of another name."""
        return frozenset(
            mention.name
            for reading in self._readings
            for mention in reading.mentions
            if mention.type == "Area" and (reading.article.id, mention.start) not in self._covered
        )


def _beginnings(reading: Reading) -> set[int]:
    """Where names of bodies begin that may begin with a province or a city without lying there: 某省医科大学; a newspaper
    writes about it."""
    registered = re.compile(any_of(short_forms().registered))
    bodies = [mention for mention in reading.mentions if mention.type == "Organization"]
    telling = (m for m in bodies if registered.search(m.name) or m.kind == _MEDIA)
    return {m.start for m in bodies} - {m.start for m in telling}
