"""What each mention of a page is called in full, and the key that its entity has.

A key is a function of the type, the canonical name and the jurisdiction, read from one page alone: pages can be added or
reordered without changing it, and equal keys on two pages are one entity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.knowledge.gazetteer import Area, gazetteer
from kg.resolve.canonical import body_name, jurisdiction, relative_level, work_name
from kg.resolve.places import Setting, certain_areas, page_setting, setting_of
from kg.types import EntityType, Mention, Reading

#: Mentions that only point at what was named elsewhere in the article add no form of the name.
_SILENT = ("units.anaphor", "units.relative", "posts.government")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention resolved within its page: the entity's key, type and canonical name, and the other forms it adds."""

    key: str
    type: EntityType
    name: str
    forms: tuple[str, ...]
    area: Area | None = None


class PageNames:
    """Resolves the mentions of one page's readings."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.areas = _resolved_areas(readings)
        page = page_setting(readings, self.areas)
        self.settings = {r.article.id: setting_of(r, self.areas).filled(page) for r in readings}
        self.page = page

    def named(self, reading: Reading, mention: Mention) -> Named | None:
        """Who or what ``mention`` is; None where it names nothing that can be told."""
        setting = self.settings[reading.article.id]
        if mention.rule == "units.open":
            return None
        if mention.type == "Area":
            return self._area(mention, setting)
        if mention.type == "Person":
            return self._person(mention, setting)
        return self._other(mention, setting)

    def _area(self, mention: Mention, setting: Setting) -> Named | None:
        level = relative_level(mention)
        area = setting.of(level) if level else self._in_setting(mention.name, setting)
        if area is not None:
            forms = () if level else (mention.text,)
            return Named(f"Area/{gazetteer().qualified(area)}", "Area", area.name, forms, area)
        if level or gazetteer().find(mention.name) or gazetteer().find_short(mention.name):
            return None if level else self._unplaced(mention, setting)
        return self._unplaced(mention, setting)

    def _in_setting(self, name: str, setting: Setting) -> Area | None:
        """The bearer of ``name`` that lies where the article plays, else the one that the page decides on."""
        near = [a for a in (setting.township, setting.county, setting.prefecture, setting.province) if a is not None]
        return (gazetteer().resolve(name, near) if near else None) or self.areas.get(name)

    def _unplaced(self, mention: Mention, setting: Setting) -> Named | None:
        """An area that the gazetteer does not know, or does not tell from its namesakes."""
        if gazetteer().find_short(mention.name) and not gazetteer().find(mention.name):
            return None
        wider = setting.narrowest()
        where = gazetteer().qualified(wider) if wider else ""
        return Named(f"Area/{where}{mention.name}", "Area", mention.name, self._forms(mention))

    def _person(self, mention: Mention, setting: Setting) -> Named:
        """One name in one city is one person, as far as a page alone can tell."""
        city = setting.prefecture or setting.province
        where = gazetteer().qualified(city) if city else ""
        return Named(f"Person/{where}/{mention.name}", "Person", mention.name, self._forms(mention))

    def _other(self, mention: Mention, setting: Setting) -> Named | None:
        name: str | None = mention.name
        if mention.type in {"Agency", "Organization", "Place"}:
            name = body_name(mention.name, setting)
        elif mention.type in {"Project", "Event"}:
            name = work_name(mention, setting)
        if not name:
            return None
        where = jurisdiction(name, setting, self.areas)
        if mention.type == "Document":
            where = ""
        return Named(f"{mention.type}/{where}/{name}", mention.type, name, self._forms(mention, name))

    def _forms(self, mention: Mention, name: str | None = None) -> tuple[str, ...]:
        if mention.rule.startswith(_SILENT):
            return ()
        forms = (mention.text, mention.name, *mention.aliases)
        return tuple(f for f in dict.fromkeys(forms) if f != (name or mention.name))


def _resolved_areas(readings: Sequence[Reading]) -> dict[str, Area]:
    """What each area name of the page means, decided by the names that only one area bears."""
    near = certain_areas(readings)
    names = {m.name for r in readings for m in r.mentions if m.type == "Area" and m.rule == "units.chain"}
    found = {name: gazetteer().resolve(name, near) for name in sorted(names)}
    return {name: area for name, area in found.items() if area is not None}
