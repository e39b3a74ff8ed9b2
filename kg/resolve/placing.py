"""Where communities and towns lie of which the page does not say it: in the area that a sentence about them names last
before them, else where their article clearly plays. Where several areas could be meant, nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.knowledge.boundaries import TO, boundaries
from kg.knowledge.gazetteer import LEVELS, gazetteer
from kg.knowledge.nationwide import full_name
from kg.resolve.forms import township_stem
from kg.resolve.levels import COUNTY, rank
from kg.resolve.naming import Named, PageNames
from kg.resolve.places import dominant
from kg.resolve.surroundings import Surroundings
from kg.types import Fact, Mention, Reading, Source

_BY_SENTENCE, _BY_HOOD, _BY_ARTICLE = 0.7, 0.7, 0.6
_RECURS = 2
#: Ends of streets and of what else lies where its article plays; railways, motorways and rivers go through many places.
_STREETS, _LINES = ("路", "街", "巷", "大道"), ("铁路", "公路")
_LOCAL = (*_STREETS, "公园", "植物园", "动物园", "博物馆", "纪念馆", "院区", "校区")

Resolved = Mapping[tuple[str, int], Named]


def placed(names: PageNames, resolved: Resolved, stated: Mapping[str, Named]) -> Iterator[Fact[str]]:
    """A place for each community and unknown town without one; ``stated`` holds for a key the place the page gives."""
    located = set(stated)
    articles = [_Article(names, reading, resolved) for reading in names.readings]
    ways = (_Article.by_name, _Article.by_neighbourhood, _Article.by_sentence, _Article.by_article)
    for place in ways:
        for article in articles:
            for mention, named in article.unplaced():
                fact = None if named.key in located else place(article, mention, named)
                if fact is not None:
                    located.add(named.key)
                    yield fact


class _Article:
    """What one article names and is about."""

    def __init__(self, names: PageNames, reading: Reading, resolved: Resolved) -> None:
        self._reading = reading
        pairs = ((m, resolved.get((reading.article.id, at))) for at, m in enumerate(reading.mentions))
        self._named = [(mention, named) for mention, named in pairs if named is not None]
        self._areas = {named.area.code: named for _, named in self._named if named.area}
        self._around = Surroundings(self._named, reading.article.text.chars)
        self._home = dominant(reading, names.areas, names.settings[reading.article.id])
        self._page = {named.area.code: named for named in resolved.values() if named.area}
        self._kinds: defaultdict[str | None, set[str]] = defaultdict(set)
        for mention, named in self._named:
            self._kinds[mention.kind].add(named.key)
        self._hood = self._neighbourhood()
        self._beginnings = dict(_beginnings(list(self._areas.values())))

    def unplaced(self) -> Iterator[tuple[Mention, Named]]:
        """What the gazetteer cannot place, but great rivers and parts of the country, which no county holds."""
        for mention, named in self._named:
            if named.type == "Place" and (
                boundaries().is_region(named.name) or full_name("Place", named.name) is not None
            ):
                continue
            if named.type in {"Community", "Place"} or (named.type == "Area" and named.area is None):
                yield mention, named

    def by_name(self, mention: Mention, named: Named) -> Fact[str] | None:
        """In the area whose name its own begins with: 柳河镇中心广场, 柳河社区 for the town of 柳河; a line (某镇至某镇公路)
        not in that of its one end."""
        for end in range(len(named.name) - 1, 1, -1):
            where = self._beginnings.get(named.name[:end])
            if where is not None and not named.name.startswith(TO, end) and rank(where) < rank(named):
                return self._fact(mention, named, where, "names.place", _BY_ARTICLE)
        return None

    def by_neighbourhood(self, mention: Mention, named: Named) -> Fact[str] | None:
        """A compound in the neighbourhood that its paragraph names last before it."""
        hood = self._around.neighbourhood(mention) if mention.kind == "compound" else None
        return None if hood is None else self._fact(mention, named, hood, "paragraph.neighbourhood", _BY_HOOD)

    def by_sentence(self, mention: Mention, named: Named) -> Fact[str] | None:
        """In the county or town that its sentence, for a road or a building its clause, names last before it."""
        near = self._around.before(mention, in_clause=named.type == "Place")
        if near is None or near.key == named.key:
            return None
        if near.type == "Area" and not COUNTY <= rank(near) < rank(named):
            return None
        return self._fact(mention, named, near, "sentence.place", _BY_SENTENCE)

    def by_article(self, mention: Mention, named: Named) -> Fact[str] | None:
        """In the neighbourhood (the only compound of an article), town, county or city that the article is clearly about."""
        if self._home is None or (named.type == "Place" and not self._is_local(mention, named)):
            return None
        if self._hood is not None and mention.kind == "compound" and self._is_only(mention):
            return self._fact(mention, named, self._hood, "article.neighbourhood", _BY_ARTICLE)
        for area in reversed(gazetteer().chain(self._home)):
            where = self._page.get(area.code)
            street = named.type == "Place" and area.level == "township"  # it may run on behind the town
            if where is not None and LEVELS.index(area.level) < rank(named) and not street:
                return self._fact(mention, named, where, "article.place", _BY_ARTICLE)
        return None

    def _is_only(self, mention: Mention) -> bool:
        """Whether the article names no other community of the kind."""
        return len(self._kinds[mention.kind]) == 1

    def _is_local(self, mention: Mention, named: Named) -> bool:
        quoted = self._reading.article.text.chars[mention.start - 1 : mention.start] == "“"
        return named.name.endswith(_LOCAL) and not named.name.endswith(_LINES) and not quoted

    def _neighbourhood(self) -> Named | None:
        """The only neighbourhood that the article names, where it does so repeatedly."""
        counts = Counter(named for mention, named in self._named if mention.kind == "neighbourhood")
        keys = {named.key: named for named in counts}
        return next(iter(keys.values())) if len(keys) == 1 and counts.total() >= _RECURS else None

    def _fact(self, mention: Mention, named: Named, where: Named, rule: str, sure: float) -> Fact[str]:
        article = self._reading.article
        return Fact(
            named.key, "locatedIn", where.key, Source(article.page, article.id, mention.span, rule, sure)
        )


def _beginnings(areas: Sequence[Named]) -> Iterator[tuple[str, Named]]:
    """The names of areas, and what towns are called for short, where it says something."""
    for named in areas:
        stem = township_stem(named.name)
        if stem is not None:
            yield stem, named
    yield from ((named.name, named) for named in areas)
