"""What follows from names without being said: a town lies in the district that the gazetteer knows it in, a programme of
an area is for it, an organ belongs to what its name begins with. Each points at the words it follows from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from kg.knowledge.boundaries import TO
from kg.knowledge.gazetteer import LEVELS, Area, gazetteer
from kg.knowledge.posts import post_words
from kg.knowledge.short_forms import short_forms
from kg.resolve.cooperatives import cooperatives
from kg.resolve.levels import TOWNSHIP, rank
from kg.resolve.naming import Named, PageNames
from kg.resolve.places import dominant
from kg.resolve.placing import placed
from kg.resolve.seated import seated
from kg.resolve.stations import district_of
from kg.types import EntityType, Fact, Mention, Reading, Source

_BY_GAZETTEER, _PROGRAMME, _ORGAN = 0.9, 0.6, 0.6
_PROGRAMMES = frozenset(
    {"works.programme", "works.programme.local", "works.described", "works.described.local"}
)
#: Where something is by what a sentence says, not by its name.
_SAID = "relations."
#: Task forces that no county has: 国家防汛抗旱总指挥部, of a province, a railway.
_WIDER = re.compile("^(?:国家|国务院|中央|全国|省|市|自治区)|战区|铁路|高铁|客专|高速|流域")
#: What works are done to, of these homes and places whatever is done, how long its name is at least, and what may be all
#: that is done to a body.
_SITES: tuple[EntityType, ...] = ("Community", "Place", "Organization", "Agency")
_HOMES: tuple[EntityType, ...] = ("Community", "Place")
_LEAST_SITE, _SITE = 3, 0.5
_ACT = re.compile(
    "(?:整体|异地|[一二三]期|提升|升级|综合|新)*(?:建设|新建|改造|搬迁|迁建|扩建|改扩建|重建|翻新|修缮)(?:项目|工程)?"
)
#: A part of a river or a road; and who carries out what is called after it.
_STRETCH, _COMPANIES = "段", ("公司", "集团")
_STANDING, _PARTY, _SUPERVISORY = "人大常委会", "中共", "监委"

Resolved = Mapping[tuple[str, int], Named]


def derived(names: PageNames, resolved: Resolved, stated: Sequence[Fact[str]]) -> Iterator[Fact[str]]:
    """The facts that follow, given what each mention was resolved to and what the page states."""
    page = _Page(names, resolved)
    places = {f.subject: page.entities[f.object] for f in stated if f.predicate == "locatedIn" and f.object}
    yield from page.contained()
    for fact in placed(names, resolved, places):
        places[fact.subject] = page.entities[fact.object or ""]
        yield fact
    said = (f for f in stated if f.predicate == "locatedIn" and f.source.rule.startswith(_SAID))
    yield from cooperatives(names, resolved, {f.subject for f in said})
    yield from page.programmes({f.object for f in stated if f.predicate == "implements"})
    yield from page.sites(
        {(f.subject, f.object) for f in stated if f.predicate == "targets"},
        {f.object for f in stated if f.predicate == "implements"},
    )
    parents = {f.subject for f in stated if f.predicate == "subOrganizationOf"}
    yield from seated(names, resolved, {*places, *parents})
    of_bodies = {f.subject for f in stated if f.predicate == "subOrganizationOf" and page.is_body(f.object)}
    yield from page.organs(parents, of_bodies, places)


class _Page:
    def __init__(self, names: PageNames, resolved: Resolved) -> None:
        self._names = names
        self._resolved = resolved
        self._areas = {named.area.code: named.key for named in resolved.values() if named.area}
        self._by_name = {(named.type, named.name): named for named in resolved.values()}
        former = ((form, named) for named in resolved.values() if named.area for form in named.forms)
        self._by_name |= {("Area", form): named for form, named in former if gazetteer().until(form)}
        self.entities = {named.key: named for named in resolved.values()}

    def _each(self) -> Iterator[tuple[Reading, Mention, Named]]:
        for reading in self._names.readings:
            for at, mention in enumerate(reading.mentions):
                if named := self._resolved.get((reading.article.id, at)):
                    yield reading, mention, named

    def contained(self) -> Iterator[Fact[str]]:
        """An area lies in the next area above it that its article names, or that the whole page is about."""
        found: dict[str, tuple[Area, Fact[str]]] = {}
        shared = self._shared()
        own = {reading.article.id: self._areas_of(reading) | shared for reading in self._names.readings}
        for reading, mention, named in self._each():
            if named.area is None or mention.rule == "units.relative":
                continue
            above = _next_above(named.area, own[reading.article.id])
            if above is not None and (named.key not in found or _narrower(above, found[named.key][0])):
                source = _source(reading, mention, "gazetteer.contains", _BY_GAZETTEER)
                found[named.key] = above, Fact(named.key, "locatedIn", self._areas[above.code], source)
        yield from (fact for _, fact in found.values())

    def _areas_of(self, reading: Reading) -> set[str]:
        here = (self._resolved.get((reading.article.id, at)) for at in range(len(reading.mentions)))
        return {named.area.code for named in here if named and named.area}

    def _shared(self) -> set[str]:
        """The areas that the page as a whole is about, and names."""
        narrowest = self._names.page.narrowest("township")
        chain = gazetteer().chain(narrowest) if narrowest else ()
        return {area.code for area in chain if area.code in self._areas}

    def programmes(self, done: set[str | None]) -> Iterator[Fact[str]]:
        """A programme of an area is for it and, unless the page says who carries it out (``done``), carried out by it."""
        said: set[str] = set()
        for reading, mention, named in self._each():
            if mention.rule not in _PROGRAMMES or named.key in said:
                continue
            area = self._beginning(named.name, "Area")
            if area is not None:
                said.add(named.key)
                source = _source(reading, mention, "names.programme", _PROGRAMME)
                if named.key not in done:
                    yield Fact(area.key, "implements", named.key, source)
                yield Fact(named.key, "targets", area.key, source)

    def sites(self, aims: Set[tuple[str, str | None]], done: Set[str | None]) -> Iterator[Fact[str]]:
        """A work is done to the home or place that its name begins with (of a stretch also to the whole), and to the
        body of which nothing but what is done to it stands behind: 老电厂片区|更新, 某汽车厂|整体搬迁; a company
        carries out what is called after it. ``aims`` pairs works with what they are done to, ``done`` are those of which
        the page says who carries them out."""
        said, done = set(aims), set(done)
        for reading, mention, named in self._each():
            if named.type != "Project" or mention.passing:
                continue
            source = _source(reading, mention, "names.site", _SITE)
            company = self._beginning(named.name, "Organization")
            if company is not None and company.name.endswith(_COMPANIES):
                if named.key not in done:
                    done.add(named.key)
                    yield Fact(company.key, "implements", named.key, source)
                continue
            for site in self._sites(named.name):
                if (named.key, site.key) not in said:
                    said.add((named.key, site.key))
                    yield Fact(named.key, "targets", site.key, source)

    def _sites(self, name: str) -> Iterator[Named]:
        """The site that a work's name begins with; of a stretch also what it is one of."""
        for end in range(len(name) - 1, _LEAST_SITE - 1, -1):
            for type_ in _SITES:
                found = self._by_name.get((type_, name[:end]))
                if found is None or name.startswith(TO, end):
                    continue
                if type_ in _HOMES or _ACT.fullmatch(name, end):
                    yield found
                if not found.name.endswith(_STRETCH):
                    return

    def is_body(self, key: str | None) -> bool:
        """Whether an agency or an organisation has the key."""
        return key is not None and self.entities[key].type in ("Agency", "Organization")

    def organs(self, has: set[str], of_bodies: set[str], places: Mapping[str, Named]) -> Iterator[Fact[str]]:
        """An office of an area belongs to the body that its name begins with; an organ without a stated parent to what its
        name begins with, that of a neighbourhood to the street it lies in. The standing committee of a congress is the
        area's, as that is.
        ``has`` are the bodies with a parent, ``of_bodies`` those that belong to a body."""
        has = set(has)
        for reading, mention, named in self._each():
            if named.type != "Agency" or named.key in of_bodies or named.name.endswith(_STANDING):
                continue
            stated = named.key in has
            parent = self._whole(named.name) if stated else self._parent(named, places)
            if parent is not None:
                has.add(named.key)
                source = _source(reading, mention, "names.organ", _ORGAN)
                yield Fact(named.key, "subOrganizationOf", parent.key, source)
        yield from self._taskforces(has)

    def _taskforces(self, has: Set[str]) -> Iterator[Fact[str]]:
        """片区更新指挥部, 工程协调专班, which nobody is said to have set up: the county's that the article is about."""
        said: set[str] = set()
        for reading, mention, named in self._each():
            if (
                named.key in has | said
                or named.type != "Agency"
                or not named.name.endswith(short_forms().of_place)
                or _WIDER.search(named.name)
            ):
                continue
            home = dominant(reading, self._names.areas, self._names.settings[reading.article.id])
            chain = gazetteer().chain(home) if home is not None else ()
            area = next(
                (self._areas[a.code] for a in chain if a.level == "county" and a.code in self._areas), None
            )
            if area is not None:
                said.add(named.key)
                yield Fact(
                    named.key,
                    "subOrganizationOf",
                    area,
                    _source(reading, mention, "article.taskforce", _ORGAN),
                )

    def _parent(self, named: Named, places: Mapping[str, Named]) -> Named | None:
        home = self._beginning(named.name, "Community")
        if home is not None:
            street = places.get(home.key)
            return street if street is not None and rank(street) == TOWNSHIP else None
        name = post_words().parties_begin.sub("", named.name.removeprefix(_PARTY), count=1)
        district = self._by_name.get(("Area", district_of(name) or ""))
        whole = self._whole(named.name) or self._committee(named.name)
        return whole or district or self._beginning(name, "Area")

    def _whole(self, name: str) -> Named | None:
        """The body that ``name`` begins with; the 监委 beside a 纪委 is another."""
        return None if name.endswith(_SUPERVISORY) else self._beginning(name, "Agency", "Organization")

    def _committee(self, name: str) -> Named | None:
        """The committee of the Party whose department bears ``name``: 中共某区委 of 某区委宣传部."""
        department = post_words().of_committee_end.search(name)
        return self._by_name.get(("Agency", _PARTY + name[: department.start()])) if department else None

    def _beginning(self, name: str, *types: EntityType) -> Named | None:
        """The entity of one of the types whose name is the longest beginning of ``name``."""
        for end in range(len(name) - 1, 1, -1):
            for type_ in types:
                if found := self._by_name.get((type_, name[:end])):
                    return found
        return None


def _source(reading: Reading, mention: Mention, rule: str, confidence: float) -> Source:
    return Source(reading.article.page, reading.article.id, mention.span, rule, confidence)


def _next_above(area: Area, codes: set[str]) -> Area | None:
    chain = gazetteer().chain(area)[:-1]
    return next((each for each in reversed(chain) if each.code in codes), None)


def _narrower(area: Area, other: Area) -> bool:
    return LEVELS.index(area.level) > LEVELS.index(other.level)
