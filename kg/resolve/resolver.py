"""Mentions become entities: within the article and the page, then over all pages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from kg.knowledge.judgements import Judgements, judgements
from kg.resolve.corpus import link
from kg.resolve.corpus.claims import claims, mentions, met_together
from kg.resolve.corpus.entities import entities
from kg.resolve.matched import unmatched
from kg.resolve.page import PageResolver
from kg.resolve.places import printed_in
from kg.resolve.profiles import notices, profiles
from kg.types import Page, PageResolution, Reading, Resolution, Skipped


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
    whole, page = _resolvers(readings, judged, text, place)
    said = page.claims()
    seen, matched = {each.key: each for each in profiles(page, said)}, page.met(judged)
    if page is not whole:
        named = {each.key: each for each in profiles(whole, whole.claims())}
        seen |= {key: named[key] for key in named if key in seen or key in judged.drop}
        matched |= whole.met(judged)
    return PageResolution(
        page=page_id,
        articles=tuple(reading.article for reading in readings),
        mentions=tuple(page.mentions()),
        claims=tuple(said),
        profiles=tuple(seen[key] for key in sorted(seen)),
        met=matched,
        notices=tuple(notices(page, page_id)),
        sign=_sign(readings),
    )


def _sign(readings: Sequence[Reading]) -> str:
    text = "\n".join(reading.article.text.chars for reading in readings)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _resolvers(
    readings: Sequence[Reading], judged: Judgements, text: str, place: str | None
) -> tuple[PageResolver, PageResolver]:
    """The page with all that it names, and without what is dropped; one and the same where nothing is. Linking needs the
    former, as else what is dropped here would stand under another key on other pages."""
    home = printed_in(place)
    if not judged.drop:
        page = PageResolver(readings, judged, text, home)
        return page, page
    # a key that is another's name is that other one's, whatever other pages say
    whole = PageResolver(readings, replace(judged, drop=judged.drop & judged.same.keys()), text, home)
    dropped = not whole.keys().isdisjoint(judged.drop)
    return whole, PageResolver(readings, judged, text, home) if dropped else whole


def resolve(
    pages: Sequence[Page],
    resolved: Sequence[PageResolution],
    skipped: Sequence[Skipped] = (),
    judged: Judgements | None = None,
) -> Resolution:
    """Who is who over all pages, each ``resolved`` by itself: whatever their order, the same entities and decisions.

    ``judged`` is what people have decided, by default the project's own judgements; it outranks every score, and what
    of it met nothing is told.
    """
    judged = judgements() if judged is None else judged
    links = link(resolved, judged)
    return Resolution(
        pages=tuple(pages),
        articles=tuple(article for page in resolved for article in page.articles),
        entities=tuple(entities(links, resolved, judged)),
        mentions=tuple(mentions(links, resolved)),
        claims=tuple(claims(links, resolved, judged)),
        skipped=tuple(skipped),
        decisions=tuple(links.decisions),
        replaced=tuple(links.replaced()),
        notices=(
            *(notice for page in resolved for notice in page.notices),
            *unmatched(judged, resolved, met_together(links, resolved, judged), links.finals),
        ),
    )
