"""What follows from names and places without being said: a town lies in the district that the gazetteer knows it in, a
compound that an article on one district names is that district's. Each points at the words it follows from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.knowledge.gazetteer import LEVELS, Area, gazetteer
from kg.knowledge.short_forms import short_forms
from kg.resolve.naming import Named, PageNames
from kg.resolve.places import dominant
from kg.resolve.surroundings import Surroundings
from kg.types import Fact, Mention, Reading, Source

_BY_GAZETTEER, _BY_SENTENCE, _BY_ARTICLE, _PROGRAMME, _ORGAN = 0.9, 0.7, 0.6, 0.6, 0.6
_PROGRAMMES = frozenset({"works.programme", "works.programme.local"})
_KIND_LEVELS = {"Township": "township", "SubDistrict": "township"}
_STANDING = "常委会"

Resolved = Mapping[tuple[str, int], Named]


def derived(names: PageNames, resolved: Resolved, stated: Sequence[Fact[str]]) -> Iterator[Fact[str]]:
    """The facts that follow, given what each mention was resolved to and what the page states."""
    page = _Page(names, resolved)
    located = {fact.subject for fact in stated if fact.predicate == "locatedIn"}
    yield from page.contained()
    yield from page.placed(located)
    yield from page.programmes()
    yield from page.organs(stated)


class _Page:
    def __init__(self, names: PageNames, resolved: Resolved) -> None:
        self.names = names
        self.resolved = resolved
        self.areas = {named.area.code: named.key for named in resolved.values() if named.area}
        self.by_name = {
            named.name: named for named in resolved.values() if named.type in {"Area", "Community", "Agency"}
        }

    def _each(self) -> Iterator[tuple[Reading, Mention, Named]]:
        for reading in self.names.readings:
            for at, mention in enumerate(reading.mentions):
                if named := self.resolved.get((reading.article.id, at)):
                    yield reading, mention, named

    def contained(self) -> Iterator[Fact[str]]:
        """An area lies in the next area above it that its article names, or that the whole page is about."""
        found: dict[str, tuple[Area, Fact[str]]] = {}
        own = {id(r): self._areas_of(r) for r in self.names.readings}
        for reading, mention, named in self._each():
            if named.area is None or mention.rule == "units.relative":
                continue
            above = _next_above(named.area, own[id(reading)] | self._shared())
            if above is not None and (named.key not in found or _narrower(above, found[named.key][0])):
                source = _source(reading, mention, "gazetteer.contains", _BY_GAZETTEER)
                found[named.key] = above, Fact(named.key, "locatedIn", self.areas[above.code], source)
        yield from (fact for _, fact in found.values())

    def _areas_of(self, reading: Reading) -> set[str]:
        here = (self.resolved.get((reading.article.id, at)) for at in range(len(reading.mentions)))
        return {named.area.code for named in here if named and named.area}

    def _shared(self) -> set[str]:
        """The areas that the page as a whole is about, and names."""
        narrowest = self.names.page.narrowest("township")
        chain = gazetteer().chain(narrowest) if narrowest else ()
        return {area.code for area in chain if area.code in self.areas}

    def placed(self, located: set[str]) -> Iterator[Fact[str]]:
        """A community or a town without a stated place lies in the area its sentence named last before it, else where
        its article clearly plays."""
        located = set(located)
        for reading in self.names.readings:
            around = Surroundings(reading, self.resolved)
            home = dominant(reading, self.names.areas, self.names.settings[reading.article.id])
            hood = self._neighbourhood(reading)
            for at, mention in enumerate(reading.mentions):
                named = self.resolved.get((reading.article.id, at))
                if named is None or named.key in located or not _unplaced(named):
                    continue
                where = self._place(named, around.before(mention), home)
                if hood is not None and mention.kind == "compound" and hood.key != named.key:
                    where = hood.key, "article.neighbourhood", _BY_ARTICLE
                if where is not None:
                    located.add(named.key)
                    key, rule, sure = where
                    yield Fact(named.key, "locatedIn", key, _source(reading, mention, rule, sure))

    def _neighbourhood(self, reading: Reading) -> Named | None:
        """The only neighbourhood that an article names, where it does so repeatedly: its compounds are there."""
        found = [
            self.resolved[reading.article.id, at]
            for at, mention in enumerate(reading.mentions)
            if mention.kind == "neighbourhood" and (reading.article.id, at) in self.resolved
        ]
        return found[0] if len(found) > 1 and len({named.key for named in found}) == 1 else None

    def _place(self, named: Named, near: Named | None, home: Area | None) -> tuple[str, str, float] | None:
        if near is not None and LEVELS.index("county") <= _rank(near) < _rank(named):
            return near.key, "sentence.place", _BY_SENTENCE
        if near is not None and near.area and not (home and gazetteer().within(home, near.area)):
            return (near.key, "sentence.place", _BY_ARTICLE) if _rank(near) < _rank(named) else None
        for area in reversed(gazetteer().chain(home)) if home else ():
            key = self.areas.get(area.code)
            if key is not None and LEVELS.index(area.level) < _rank(named) and key != named.key:
                return key, "article.place", _BY_ARTICLE
        return None

    def programmes(self) -> Iterator[Fact[str]]:
        """A programme of an area is carried out by it and for it."""
        said: set[str] = set()
        for reading, mention, named in self._each():
            if mention.rule not in _PROGRAMMES or named.key in said:
                continue
            area = self._named_first(named.name, "Area")
            if area is not None:
                said.add(named.key)
                source = _source(reading, mention, "article.programme", _PROGRAMME)
                yield Fact(area.key, "implements", named.key, source)
                yield Fact(named.key, "targets", area.key, source)

    def _named_first(self, name: str, type_: str) -> Named | None:
        """The entity of that type whose name is the longest beginning of ``name``."""
        for end in range(len(name) - 1, 1, -1):
            found = self.by_name.get(name[:end])
            if found is not None and found.type == type_:
                return found
        return None

    def organs(self, stated: Sequence[Fact[str]]) -> Iterator[Fact[str]]:
        """The standing committee belongs to its committee, a neighbourhood's organ to the street it lies in."""
        has = {fact.subject for fact in stated if fact.predicate == "subOrganizationOf"}
        lies = {fact.subject: fact for fact in stated if fact.predicate == "locatedIn"}
        for reading, mention, named in self._each():
            if named.type != "Agency":
                continue
            parent = (
                self.by_name.get(named.name.removesuffix(_STANDING))
                if named.name.endswith(_STANDING)
                else None
            )
            if parent is None and named.key not in has:
                parent = self._street(named, lies) or self._named_first(
                    named.name.removeprefix("中共"), "Area"
                )
            if parent is not None and parent.key != named.key:
                has.add(named.key)
                source = _source(reading, mention, "names.organ", _ORGAN)
                yield Fact(named.key, "subOrganizationOf", parent.key, source)

    def _street(self, named: Named, lies: Mapping[str, Fact[str]]) -> Named | None:
        home = self._named_first(named.name, "Community")
        fact = lies.get(home.key) if home else None
        around = (each for each in self.by_name.values() if fact and each.key == fact.object)
        street = next(around, None)
        return street if street is not None and _rank(street) == LEVELS.index("township") else None


def _source(reading: Reading, mention: Mention, rule: str, confidence: float) -> Source:
    return Source(reading.article.page, reading.article.id, mention.span, rule, confidence)


def _next_above(area: Area, codes: set[str]) -> Area | None:
    chain = gazetteer().chain(area)[:-1]
    return next((each for each in reversed(chain) if each.code in codes), None)


def _narrower(area: Area, other: Area) -> bool:
    return LEVELS.index(area.level) > LEVELS.index(other.level)


def _unplaced(named: Named) -> bool:
    return named.type == "Community" or (named.type == "Area" and named.area is None)


def _rank(named: Named) -> int:
    """How far down a place stands among the levels of areas; communities stand below all of them."""
    if named.type != "Area":
        return len(LEVELS)
    if named.area is not None:
        return LEVELS.index(named.area.level)
    return LEVELS.index(_KIND_LEVELS.get(short_forms().area_kind(named.name) or "", "county"))
