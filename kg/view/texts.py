"""Whole texts behind the evidence: which text holds a quote, and where in it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from kg.view.model import Evidence, Picture

#: Texts are put into the page as long as all of them together have no more bytes than this.
MOST = 4 << 20
#: So many places of a quote are tried to find out where an article begins in its page.
_TRIES = 16
#: Halves of characters, which no file can hold; each becomes one replacement character, so that places stay.
_SURROGATE = re.compile("[\ud800-\udfff]")


def with_texts(picture: Picture, given: Mapping[str, str]) -> Picture:
    """The picture with the texts of its articles and pages, given by the IRI of an article or of a page.

    A quote keeps its bare context where no text is given or the text does not hold it at its place.
    """
    chosen = _chosen(picture, given)
    number = {text: n for n, text in enumerate(dict.fromkeys(chosen.values()))}
    where = {source: number[text] for source, text in chosen.items()}
    placed = _placed(picture, where, list(number))
    facts = (
        replace(fact, evidence=tuple(placed[one] for one in fact.evidence)) if fact.evidence else fact
        for fact in picture.facts
    )
    articles = (replace(each, text=where.get((n, each.page))) for n, each in enumerate(picture.articles))
    return replace(picture, facts=tuple(facts), articles=tuple(articles), texts=tuple(number))


#: An article and its page; either may be unknown.
Origin = tuple[int | None, int | None]


def _chosen(picture: Picture, given: Mapping[str, str]) -> dict[Origin, str]:
    """The text of each article, else of its page, in order, while there is room."""
    origins: dict[Origin, None] = {(n, each.page): None for n, each in enumerate(picture.articles)}
    origins |= {(one.article, one.page): None for fact in picture.facts for one in fact.evidence}
    found: dict[Origin, str] = {}
    room, seen = MOST, set()
    for origin in origins:
        text = _given(picture, origin, given)
        size = 0 if text in seen else len(text.encode("utf-8"))
        if text and size <= room:
            room -= size
            seen.add(text)
            found[origin] = text
    return found


def _given(picture: Picture, origin: Origin, given: Mapping[str, str]) -> str:
    article, page = origin
    own = given.get(picture.articles[article].iri, "") if article is not None else ""
    text = own or (given.get(picture.page_iris[page], "") if page is not None else "")
    return _SURROGATE.sub("\ufffd", text)


def _placed(picture: Picture, where: Mapping[Origin, int], texts: list[str]) -> dict[Evidence, Evidence]:
    by_origin: dict[Origin, list[Evidence]] = defaultdict(list)
    for one in dict.fromkeys(one for fact in picture.facts for one in fact.evidence):
        by_origin[one.article, one.page].append(one)
    placed: dict[Evidence, Evidence] = {}
    for origin, found in by_origin.items():
        number = where.get(origin)
        shift = None if number is None else _shift(texts[number], found)
        for one in found:
            placed[one] = one if number is None or shift is None else _at(one, number, texts[number], shift)
    return placed


def _shift(text: str, found: list[Evidence]) -> int | None:
    """How many characters of the page stand before ``text``: what most quotes agree on."""
    votes: Counter[int] = Counter()
    for one in found:
        if one.start is not None and one.quote:
            votes.update(one.start - place for place in _places(text, one.quote))
    return min(votes, key=lambda shift: (-votes[shift], abs(shift))) if votes else None


def _places(text: str, quote: str) -> list[int]:
    places: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(places) < _TRIES:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _at(one: Evidence, number: int, text: str, shift: int) -> Evidence:
    """The evidence with its place in the text, if its words do stand there."""
    start = (one.start or 0) - shift
    end = start + len(one.quote)
    if start < 0 or not one.quote or text[start:end] != one.quote:
        return one
    return replace(one, text=number, at=(start, end))
