"""What follows from names and places without being said: a town lies in the district that the gazetteer knows it in, a
compound that an article on one district names is that district's. Each points at the words it follows from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.knowledge.gazetteer import Area, gazetteer
from kg.resolve.naming import Named, PageNames
from kg.types import Fact, Mention, Reading, Source

_BY_GAZETTEER, _BY_ARTICLE = 0.9, 0.6


def derived(
    names: PageNames, resolved: Mapping[tuple[str, int], Named], located: set[str]
) -> Iterator[Fact[str]]:
    """The facts that follow, given what each mention was resolved to and which entities already have a place."""
    yield from _contained(names, resolved)
    yield from _in_article(names, resolved, located)


def _source(reading: Reading, mention: Mention, rule: str, confidence: float) -> Source:
    return Source(reading.article.page, reading.article.id, mention.span, rule, confidence)


def _each(
    names: PageNames, resolved: Mapping[tuple[str, int], Named]
) -> Iterator[tuple[Reading, Mention, Named]]:
    for reading in names.readings:
        for at, mention in enumerate(reading.mentions):
            if named := resolved.get((reading.article.id, at)):
                yield reading, mention, named


def _contained(names: PageNames, resolved: Mapping[tuple[str, int], Named]) -> Iterator[Fact[str]]:
    """An area lies in the next area above it that the page names, too."""
    keys = {named.area.code: named.key for named in resolved.values() if named.area}
    said = set()
    for reading, mention, named in _each(names, resolved):
        if named.area is None or named.key in said or mention.rule == "units.relative":
            continue
        above = _above(named.area, keys)
        if above is not None:
            said.add(named.key)
            source = _source(reading, mention, "gazetteer.contains", _BY_GAZETTEER)
            yield Fact(named.key, "locatedIn", keys[above.code], source)


def _above(area: Area, keys: Mapping[str, str]) -> Area | None:
    for each in reversed(gazetteer().chain(area)[:-1]):
        if each.code in keys:
            return each
    return None


def _in_article(
    names: PageNames, resolved: Mapping[tuple[str, int], Named], located: set[str]
) -> Iterator[Fact[str]]:
    """A community or town without a stated place lies where its article plays."""
    keys = {named.area.code: named.key for named in resolved.values() if named.area}
    for reading, mention, named in _each(names, resolved):
        unplaced = named.type == "Community" or (named.type == "Area" and named.area is None)
        if not unplaced or named.key in located:
            continue
        area = names.settings[reading.article.id].narrowest("township")
        where = area and (keys.get(area.code) or (above := _above(area, keys)) and keys[above.code])
        if where and where != named.key:
            located.add(named.key)
            source = _source(reading, mention, "article.place", _BY_ARTICLE)
            yield Fact(named.key, "locatedIn", where, source)
