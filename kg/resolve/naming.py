"""What each mention of a page is called in full, and the key that its entity has.

A key is a function of the type, the canonical name and the jurisdiction, read from one page alone: pages can be added or
reordered without changing it. Where nothing on the page tells the place, the page itself stands in its stead, so that
equal keys on two pages never come of ignorance.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.knowledge.countries import countries
from kg.knowledge.gazetteer import Area, gazetteer
from kg.knowledge.nationwide import full_name
from kg.knowledge.short_forms import short_forms
from kg.resolve import forms
from kg.resolve.bynames import Bynames
from kg.resolve.canonical import (
    at_home,
    body_name,
    is_local,
    is_national,
    is_shared_title,
    jurisdiction,
    relative_level,
    seat,
    undecided,
    work_name,
)
from kg.resolve.places import (
    Setting,
    area_names,
    certain_areas,
    headline_area,
    page_setting,
    setting_at,
    setting_of,
    unknown_in,
)
from kg.resolve.programme_years import OfYear, Years, is_programme, says_year
from kg.resolve.stations import station_name
from kg.resolve.zones import Zones
from kg.types import EntityType, Mention, Reading

#: 第三届某公园樱花节 counts the festival, not the park.
_ORDINAL = re.compile(r"^第[一二三四五六七八九十百\d]+届")
_OWN_AREA = re.compile("[我全][省市县区旗州镇乡]")
_BODIES = frozenset({"Agency", "Organization", "Place"})
_SHORT_NAME = 3
_WORKS = frozenset({"Project", "Event"})
#: What cannot be told where it is unless the area is decided that its name begins with.
_PLACED = frozenset({"Agency", "Organization", "Community", "Place", "Project", "Event"})
#: Begins the part of a key that says where, if the page does not tell; what follows is the page's own.
NOWHERE = "未定-"


#: Levels that stand for the area that was named: 县|民政局, 镇|政府.
_LOCAL, _ZONED = frozenset("县区镇乡"), frozenset("县市区旗")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention resolved within its page: the entity's key, type and canonical name, and the other forms it adds.

    ``area`` is the area that it is. Of everything else ``seat`` is the area that its name begins with, ``core`` the rest
    of its name and ``where`` the area in its key; ``doubtful`` the name of an area that the page does not decide.
    """

    key: str
    type: EntityType
    name: str
    forms: tuple[str, ...]
    area: Area | None = None
    seat: Area | None = None
    where: Area | None = None
    core: str = ""
    doubtful: str | None = None


class PageNames:
    """Resolves the mentions of one page's readings."""

    def __init__(self, readings: Sequence[Reading], text: str = "", home: Area | None = None) -> None:
        """``text`` is the page as given. ``home`` is the area that the page is from, where that is stated: it decides where
        the words leave it open."""
        self.readings = readings
        self._nowhere = f"{NOWHERE}{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        areas = _resolved_areas(readings, home)
        self._unknown = unknown_in(readings, areas)
        self._bynames = Bynames(readings, areas, self._unknown)
        self.areas = self._bynames.places
        self._zones = Zones(readings, self.areas)
        self.page = page_setting(readings, self.areas).filled(setting_at(home))
        self._headlined = {r.article.id: headline_area(r, self.areas) for r in readings}
        self.settings = {r.article.id: self._setting(r) for r in readings}
        self.homes = {r.article.id: self._home(r) for r in readings}
        self._programmes = {r.article.id: self._named_programmes(r) for r in readings}
        self._years = {r.article.id: self._programme_years(r) for r in readings}

    def _setting(self, reading: Reading) -> Setting:
        """Where an article plays: in the county of its page if its headline names that one, however often it speaks of the
        city that helps it (无锡援建阿合奇县)."""
        read = setting_of(reading, self.areas).filled(self.page)
        own = read.county is None and self._headlined[reading.article.id] == self.page.county
        return self.page if own and self.page.county is not None else read

    def _home(self, reading: Reading) -> Area | None:
        """The area an article is about: the narrowest that its headline names, else that of its setting."""
        return self._headlined[reading.article.id] or self.settings[reading.article.id].narrowest()

    def _named_programmes(self, reading: Reading) -> dict[str, set[str]]:
        """The programmes that an article names with their area, by every end of their names."""
        setting = self.settings[reading.article.id]
        found: defaultdict[str, set[str]] = defaultdict(set)
        for mention in reading.mentions:
            if mention.rule == "works.programme":
                name = work_name(OfYear.split(mention).mention, setting, self.areas, None)
                for at in range(1, len(name)):
                    found[name[at:]].add(name)
        return dict(found)

    def _programme_years(self, reading: Reading) -> Years:
        """The years of an article's programmes, by their names without them, and the meetings that say theirs."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        plain: set[str] = set()
        meetings: list[str] = []
        for mention in reading.mentions:
            meets = mention.type == "Event" and says_year(mention.name)
            if not (meets or is_programme(mention)):
                continue
            split = OfYear.split(mention)
            name = self._work(reading, split.mention, self._setting_at(reading, mention))
            if meets:
                meetings.append(name)
            elif split.year:
                found[name].add(split.year)
            if not (meets or split.written):
                plain.add(name)
        return Years(found, plain, meetings, (reading.article.published or "")[:4])

    def named(self, reading: Reading, mention: Mention) -> Named | None:
        """Who or what ``mention`` is; None where it names nothing that can be told."""
        setting = self._setting_at(reading, mention)
        if mention.rule == "units.open":
            return None
        if mention.type == "Area":
            byname = self._bynames.holds(reading.article.id, mention, setting.province)
            return None if byname else self._area(mention, setting)
        if mention.type == "Person":
            return self._person(mention, setting)
        if mention.type == "Place" and (district := _district(mention, setting)) is not None:
            area = gazetteer().qualified(district)
            return Named(f"Area/{area}", "Area", district.name, (mention.text,), district)
        return self._other(reading, mention, setting)

    def _setting_at(self, reading: Reading, mention: Mention) -> Setting:
        """Where the article plays; for what a level alone tells (县民政局), where the article leaves that level open, the
        area of it that the paragraph named last."""
        setting, level = self.settings[reading.article.id], mention.name[:1]
        if level not in _LOCAL or mention.type == "Person" or setting.of(level) is not None:
            return setting
        paragraph = reading.article.text.chars.rfind("\n", 0, mention.start) + 1
        named = self._areas_by_end[reading.article.id]
        end = bisect_right(named, mention.start, key=lambda each: each.end)
        begin = bisect_right(named, paragraph, hi=end, key=lambda each: each.end)
        fit = (self.areas.get(each.name) for each in reversed(named[begin:end]) if each.name.endswith(level))
        last = next((area for area in fit if area is not None), None)
        if last is None:
            return setting
        return replace(setting_at(last), township=last) if last.level == "township" else setting_at(last)

    def _area(self, mention: Mention, setting: Setting) -> Named | None:
        if (own := _zone_of_level(mention.name)) is not None:
            area = setting.of(own)
            called = None if area is None else gazetteer().stem(area) + mention.name[1:]
            return None if called is None else self._area(replace(mention, name=called), setting)
        level = relative_level(mention)
        if level is None and mention.name in self._unknown:
            wider, read = self._unknown[mention.name], self._forms(mention, mention.name)
            return Named(
                f"Area/{gazetteer().qualified(wider)}{mention.name}", "Area", mention.name, read, where=wider
            )
        area = self._of_level(level, setting) if level else self._in_setting(mention.name, setting)
        if area is None:
            return None if level else self._unplaced(mention, setting)
        spoken = () if level else (mention.text,)
        name = gazetteer().everyday(area)
        aliases = (*spoken, area.name) if name != area.name else spoken
        return Named(f"Area/{gazetteer().qualified(area)}", "Area", name, aliases, area)

    def _of_level(self, level: str, setting: Setting) -> Area | None:
        former = setting.formerly(level, self.areas)
        return setting.of(level) or (former[1] if former else None)

    def _in_setting(self, name: str, setting: Setting) -> Area | None:
        """The bearer of ``name`` that lies where the article plays, else the one that the page decides on."""
        near = [
            a
            for a in (setting.township, setting.county, setting.prefecture, setting.province)
            if a is not None
        ]
        return (gazetteer().resolve(name, near) if near else None) or self.areas.get(name)

    def _unplaced(self, mention: Mention, setting: Setting) -> Named | None:
        """An area that the gazetteer does not know, or does not tell from its namesakes."""
        forms_ = self._forms(mention, mention.name)
        if short_forms().is_area_noun(mention.name):
            named = self._zones.called(mention.name)
            if len(named) == 1:
                return self._area(replace(mention, name=named[0]), setting)
            return None if named else _zone(mention.name, setting, forms_)
        if gazetteer().find_short(mention.name) and not gazetteer().find(mention.name):
            return None
        if mention.name in countries():
            return Named(f"Area/{mention.name}", "Area", mention.name, forms_)
        if (city := self._zones.city_of(mention.name)) is not None:
            name = self._zones.in_city(mention.name)
            key = f"Area/{gazetteer().qualified(city)}{mention.name}"
            return Named(
                key, "Area", name, tuple(f for f in (mention.name, *forms_) if f != name), where=city
            )
        wider = setting.narrowest()
        if wider is None or len(gazetteer().find(mention.name)) > 1:
            key = f"Area/{self._nowhere}/{mention.name}"
            doubtful = mention.name if gazetteer().find(mention.name) else None
            return Named(key, "Area", mention.name, forms_, doubtful=doubtful)
        return Named(
            f"Area/{gazetteer().qualified(wider)}{mention.name}", "Area", mention.name, forms_, where=wider
        )

    def _person(self, mention: Mention, setting: Setting) -> Named:
        """One name in one city is one person, as far as a page alone can tell."""
        if everywhere := full_name("Person", mention.name):
            read = self._forms(mention, everywhere)
            return Named(f"Person//{everywhere}", "Person", everywhere, read, core=everywhere)
        city = setting.prefecture or setting.province
        where = gazetteer().qualified(city) if city else self._nowhere
        aliases = self._forms(mention, mention.name)
        return Named(f"Person/{where}/{mention.name}", "Person", mention.name, aliases, where=city)

    def _other(self, reading: Reading, mention: Mention, setting: Setting) -> Named:
        if everywhere := full_name(mention.type, mention.name):
            key = f"{mention.type}//{everywhere}"
            return Named(key, mention.type, everywhere, self._forms(mention, everywhere), core=everywhere)
        name = self._name(reading, mention, setting)
        identity = _identity(mention.type, name)
        own, core = seat(identity, setting, self.areas)
        inside = self._inside(identity)
        may_doubt = inside is None and mention.type in _PLACED
        doubtful = undecided(identity, setting, self.areas) if may_doubt else None
        title = mention.type == "Document" and not is_shared_title(identity)
        where = None if doubtful or title else inside or jurisdiction(identity, setting, self.areas)
        placed = where or own or title or (is_national(identity) and not doubtful)
        path = gazetteer().qualified(where) if where else "" if placed else self._nowhere
        key = f"{mention.type}/{path}/{identity}"
        read = (*self._forms(mention, name), *self._years[reading.article.id].forms(mention, name))
        return Named(key, mention.type, name, read, seat=own, where=where, core=core, doubtful=doubtful)

    def _inside(self, name: str) -> Area | None:
        """The area in which the text puts the unknown one that ``name`` begins with."""
        match = next(iter(gazetteer().scan(name)), None) if self._unknown else None
        return self._unknown.get(match.name) if match is not None and match.start == 0 else None

    def _name(self, reading: Reading, mention: Mention, setting: Setting) -> str:
        name = mention.name
        if mention.type == "Place":
            name = _ORDINAL.sub("", name)
        if mention.type in _BODIES:
            called = self._zones.in_city(body_name(name, setting, self.areas))
            if mention.type != "Agency":
                return called
            called = station_name(called, setting)
            zone = self._zones.only_of(reading.article.id)
            if zone is None:
                return at_home(called, setting)
            return self._zones.in_city(zone) + called if zone and is_local(called) else called
        if mention.type in _WORKS or (mention.type == "Document" and not name.startswith("《")):
            split = OfYear.split(mention)
            name = self._years[reading.article.id].name(self._work(reading, split.mention, setting), split)
        if mention.type == "Event":
            name = forms.event_name(self._years[reading.article.id].meeting(name))
        return forms.quoted_name(name)

    def _work(self, reading: Reading, mention: Mention, setting: Setting) -> str:
        """A programme named without its area is the one of that sort that its article names with one."""
        if mention.rule.endswith(".local"):
            same = self._programmes[reading.article.id].get(mention.name, set())
            if len(same) == 1:
                return next(iter(same))
        return work_name(mention, setting, self.areas, self._runs(reading, mention))

    def _runs(self, reading: Reading, work: Mention) -> Area | None:
        """The area that runs a programme without one: what the headline names, else what 我市, 全区 last meant before it,
        else what the article is about."""
        home = self.homes[reading.article.id]
        if not work.rule.endswith(".local") or self._headlined[reading.article.id] is not None:
            return home
        spoken = self._spoken[reading.article.id]
        last = bisect_right(spoken, work.start, key=lambda mention: mention.start) - 1
        return (self.settings[reading.article.id].of(spoken[last].text[1:]) if last >= 0 else None) or home

    @cached_property
    def _areas_by_end(self) -> dict[str, list[Mention]]:
        """The areas that each article names by themselves, in order of their ends."""
        return {
            r.article.id: sorted(area_names(r.mentions), key=lambda each: each.end) for r in self.readings
        }

    @cached_property
    def _spoken(self) -> dict[str, list[Mention]]:
        """Where each article says 我市, 全区, in order."""
        return {
            r.article.id: sorted(
                (m for m in r.mentions if m.rule == "units.relative" and _OWN_AREA.fullmatch(m.text)),
                key=lambda mention: mention.start,
            )
            for r in self.readings
        }

    def _forms(self, mention: Mention, name: str) -> tuple[str, ...]:
        read = mention.aliases if mention.pointer else (mention.text, mention.name, *mention.aliases)
        return tuple(form for form in dict.fromkeys(read) if form != name)


def _district(mention: Mention, setting: Setting) -> Area | None:
    """The district of the article's city that a place without a right end is called like: 天河 in Guangzhou."""
    city = setting.prefecture or setting.province
    if city is None or mention.kind is not None or len(mention.name) > _SHORT_NAME:
        return None
    found = [each for each in gazetteer().find(mention.name + "区") if gazetteer().within(each, city)]
    return found[0] if len(found) == 1 and found[0].level == "county" else None


def _zone_of_level(name: str) -> str | None:
    """The level of whose area a zone is: 县 of 县经开区."""
    return name[0] if name[0] in _ZONED and name[1:] in short_forms().zones else None


def _zone(noun: str, setting: Setting, read: tuple[str, ...]) -> Named | None:
    """The zone of the county or city that an article plays in, of which the gazetteer knows none: 经开区 in 湖口县 is
    湖口经开区."""
    home = setting.narrowest()
    if home is None or home.level == "province" or home.is_zone or noun not in short_forms().zones:
        return None
    stem = home.name[:-1] if len(home.name) > 2 and home.name[-1] in "市县区旗" else home.name
    key = f"Area/{gazetteer().qualified(home)}{noun}"
    return Named(key, "Area", stem + noun, (noun, *read), where=home)


def _identity(type_: EntityType, name: str) -> str:
    """What all forms of a name have in common, for the key: a project's core, a session's numbers, no quotation marks."""
    if type_ == "Project":
        return forms.project_core(forms.bare(name))
    if type_ == "Event":
        return forms.session(name) or forms.bare(name)
    return forms.bare(name) if type_ in {"Method", "Document"} else name


def _resolved_areas(readings: Sequence[Reading], home: Area | None) -> dict[str, Area]:
    """What each area name of the page means, decided by the names that only one area bears, and by where it is from."""
    near = [*certain_areas(readings), *([home] if home is not None else [])]
    names = {m.name for r in readings for m in r.mentions if m.type == "Area" and m.rule == "units.chain"}
    found = {name: gazetteer().resolve(name, near) for name in sorted(names)}
    return {name: area for name, area in found.items() if area is not None}
