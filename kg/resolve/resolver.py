"""Mentions become entities: within the article and the page, then over all pages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kg.knowledge.judgements import Judgements, judgements
from kg.resolve.corpus import link
from kg.resolve.corpus.entities import entities
from kg.resolve.corpus.told import Obeyed
from kg.resolve.decided import Quotes
from kg.resolve.matched import unmatched
from kg.resolve.page import PageResolver
from kg.resolve.places import printed_in
from kg.resolve.profiles import notices, profiles
from kg.types import Page, PageResolution, Quoted, Reading, Resolution, Skipped


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
    home = printed_in(place)
    page, quotes = PageResolver(readings, judged, text, home), Quotes(judged, text)
    said = page.claims()
    return PageResolution(
        page=page_id,
        articles=tuple(reading.article for reading in readings),
        mentions=tuple(page.mentions()),
        claims=tuple(said),
        profiles=tuple(profiles(page, said)),
        met=page.met(judged),
        notices=tuple(notices(page, page_id)),
        sign=_sign(readings),
        quotes=quotes.found,
        quoted=_quoted(PageResolver(readings, judged, text, home), quotes) if quotes.limit else None,
    )


def _sign(readings: Sequence[Reading]) -> str:
    text = "\n".join(reading.article.text.chars for reading in readings)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _quoted(page: PageResolver, quotes: Quotes) -> Quoted | None:
    """How the page reads if what stands within quoted words is not what has the same key elsewhere."""
    if not page.mark(quotes):
        return None
    said = page.claims()
    marks = tuple((mark, *quotes.marks[mark]) for mark in sorted(quotes.marks))
    return Quoted(tuple(page.mentions()), tuple(said), tuple(profiles(page, said)), marks)


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
    links, obeyed = link(resolved, judged), Obeyed(judged)
    told = [obeyed.told(links, page) for page in resolved]
    seen = frozenset().union(*(each.met for each in told))
    return Resolution(
        pages=tuple(pages),
        articles=tuple(article for page in resolved for article in page.articles),
        entities=tuple(entities(shown for each in told for shown in each.shown)),
        mentions=tuple(mention for each in told for mention in each.mentions),
        claims=tuple(claim for each in told for claim in each.claims),
        skipped=tuple(skipped),
        decisions=tuple(links.decisions),
        replaced=tuple(links.replaced()),
        notices=(
            *(notice for page in resolved for notice in page.notices),
            *unmatched(judged, seen, links.named),
        ),
    )
