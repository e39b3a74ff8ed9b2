"""The rows that a graph is read into: entities, what joins them, facts with their words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class NodeRow:
    """An entity. ``type`` is one of the ten classes, ``classes`` all of the project's own, as local names."""

    iri: str
    label: str
    type: str
    classes: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class EdgeRow:
    """What joins two entities: a fact, or a post (``relation`` is holdsPost, ``title`` the post).

    ``attested`` are the dates on which a source shows the post. ``confidence`` is that of the best statement,
    ``quote`` the words of its first source; both are empty where the graph has no statement.
    """

    source: str
    target: str
    relation: str
    title: str
    former: bool
    attested: tuple[str, ...]
    status: str
    confidence: float | None
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class FactRow:
    """One fact as one source says it.

    ``object_iri`` is empty for a literal. A post has a ``title``. Of a measure ``predicate`` is what it
    measures, ``object`` the number, ``title`` what is counted. ``start`` and ``end`` count code points of the
    page.
    """

    subject_iri: str
    subject: str
    predicate: str
    object_iri: str
    object: str
    title: str
    unit: str
    status: str
    role: str
    confidence: float | None
    rule: str
    page_iri: str
    page: str
    article_iri: str
    article: str
    start: int | None
    end: int | None
    quote: str
