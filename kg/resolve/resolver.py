"""Mentions become entities: within the article and the page, then over all pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.knowledge.judgements import Judgements, judgements
from kg.resolve.matched import unmatched
from kg.resolve.page import PageResolver
from kg.resolve.places import printed_in
from kg.resolve.profiles import profiles
from kg.types import Entity, Page, PageResolution, Profile, Reading, Resolution, Skipped


def resolve_page(
    page_id: str,
    text: str,
    readings: Sequence[Reading],
    judged: Judgements | None = None,
    place: str | None = None,
) -> PageResolution:
    """Who is who on one page, which no other page has a say in.

    ``text`` is the page as given. ``judged`` is what people have decided, by default the project's own judgements; it
    outranks every rule. ``place`` is the city, or else the newspaper, that is stated beside the page.
    """
    judged = judgements() if judged is None else judged
    page = PageResolver(readings, judged, text, printed_in(place))
    claims = page.claims()
    return PageResolution(
        page=page_id,
        articles=tuple(reading.article for reading in readings),
        mentions=tuple(page.mentions()),
        claims=tuple(claims),
        profiles=tuple(profiles(page, claims)),
        met=page.met(judged),
    )


def resolve(
    pages: Sequence[Page],
    resolved: Sequence[PageResolution],
    skipped: Sequence[Skipped] = (),
    judged: Judgements | None = None,
) -> Resolution:
    """Who is who over all pages, each ``resolved`` by itself: equal keys of several pages are one entity.

    ``judged`` is what people have decided, by default the project's own judgements: what of it met nothing is told.
    """
    judged = judgements() if judged is None else judged
    return Resolution(
        pages=tuple(pages),
        articles=tuple(article for page in resolved for article in page.articles),
        entities=tuple(_entities([profile for page in resolved for profile in page.profiles])),
        mentions=tuple(mention for page in resolved for mention in page.mentions),
        claims=tuple(claim for page in resolved for claim in page.claims),
        skipped=tuple(skipped),
        notices=tuple(unmatched(judged, resolved)),
    )


def _entities(seen: Sequence[Profile]) -> Iterator[Entity]:
    """Each entity once, by key: called as most of its pages call it, of names equally common the longest."""
    by_key: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in seen:
        by_key[profile.key].append(profile)
    for key in sorted(by_key):
        yield _entity(key, by_key[key])


def _entity(key: str, seen: Sequence[Profile]) -> Entity:
    names = Counter(profile.name for profile in seen)
    name = max(names, key=lambda each: (names[each], len(each), each))
    forms = {form for profile in seen for form in (profile.name, *profile.forms)}
    kinds = {kind for profile in seen for kind in profile.kinds}
    passing = all(profile.passing for profile in seen)
    return Entity(key, seen[0].type, name, tuple(sorted(kinds)), tuple(sorted(forms - {name})), passing)
