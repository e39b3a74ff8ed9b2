"""What the page shows, taken from the graph: entities, facts, and for each fact the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: ``link`` joins two entities, ``post`` is a membership, ``measure`` a number, ``value`` another literal.
FactKind = Literal["link", "post", "measure", "value"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a fact was read from.

    ``before`` and ``after`` are what the graph keeps of the sentence around ``quote``. ``page`` is the index
    of the page, ``article`` that of the article or None. ``start`` and ``end`` count code points in the page
    as given. ``rule`` names what read it, ``confidence`` lies in 0…1 or is None where the graph does not say.
    ``notes`` are further statements about the reading (a role, a status) as pairs of property and value.
    ``text`` and ``at`` are set where the whole text is known: ``Picture.texts[text][at[0]:at[1]] == quote``.
    ``boxes`` are the fragments of the file in which the words stand, one a line; ``scans`` are the pieces on which
    they are seen: a number into ``Picture.scans``, and boxes there (left, top, width, height).
    """

    quote: str
    before: str
    after: str
    page: int | None
    article: int | None
    start: int | None
    end: int | None
    rule: str
    confidence: float | None
    notes: tuple[tuple[str, str], ...] = ()
    text: int | None = None
    at: tuple[int, int] | None = None
    boxes: tuple[str, ...] = ()
    scans: tuple[tuple[int, tuple[tuple[int, int, int, int], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the graph says about ``subject`` (an index into ``Picture.entities``).

    ``relation`` is the local name of the property, ``holdsPost`` for a membership, the measured property for
    a measure. ``text`` is the literal, the post's title or the measure's own words. ``dates`` are ISO
    prefixes: when a post is attested, as of when a measure holds.
    """

    kind: FactKind
    subject: int
    relation: str
    evidence: tuple[Evidence, ...]
    object: int | None = None
    text: str = ""
    number: float | None = None
    unit: str = ""
    approximate: bool = False
    former: bool = False
    dates: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An entity: ``type`` is one of the contract's ten classes, ``kinds`` its further classes."""

    iri: str
    name: str
    type: str
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """An article: its title, the index of its page, the ISO date of issue, the entities in its byline, the index
    of its text where that is known."""

    title: str
    page: int | None
    issued: str
    byline: tuple[int, ...]
    iri: str = ""
    text: int | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A piece of a scan as a data URI, and how many pixels wide and high it is."""

    source: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the page can show. Everything is sorted, so that equal graphs give equal pictures.

    ``texts`` are whole texts of articles or pages, ``scans`` pieces of pictures of pages, ``focus`` is the entity that the
    page opens with.
    """

    pages: tuple[str, ...]
    articles: tuple[SourceArticle, ...]
    entities: tuple[Item, ...]
    facts: tuple[Fact, ...]
    page_iris: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    scans: tuple[Scan, ...] = ()
    focus: int | None = None
