"""What a graph holds, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.census import Census
from kg.query.terms import KG, OA, RDF, shorten


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of one graph; classes and predicates as ``kg:Person``, the most frequent first.

    ``statements`` counts the facts that are backed, ``evidence`` the quotes that back them. ``top_bodies``
    are the agencies and organisations with most posts and facts.
    """

    triples: int
    pages: int
    articles: int
    entities: int
    statements: int
    evidence: int
    classes: dict[str, int]
    predicates: dict[str, int]
    top_bodies: tuple[tuple[str, int], ...]


def statistics(census: Census, *, top: int = 10) -> Statistics:
    """The counts of a graph that a reader asks for."""
    return Statistics(
        triples=census.triples,
        pages=_of_class(census, KG + "Page"),
        articles=_of_class(census, KG + "Article"),
        entities=census.entities,
        statements=_of_class(census, RDF + "Statement"),
        evidence=_of_class(census, OA + "SpecificResource"),
        classes=_ranked(census.classes),
        predicates=_ranked(census.properties),
        top_bodies=tuple(census.ranked()[:top]),
    )


def _of_class(census: Census, iri: str) -> int:
    return census.classes[f"<{iri}>".encode()]


def _ranked(counts: Counter[bytes]) -> dict[str, int]:
    named = ((shorten(iri.decode().strip("<>")), count) for iri, count in counts.items())
    return dict(sorted(named, key=lambda item: (-item[1], item[0])))
