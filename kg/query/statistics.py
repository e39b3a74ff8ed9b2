"""What a graph holds, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.knowledge.ontology import ontology
from kg.query.index import Index
from kg.query.terms import KG, OA, ORG, RDF, shorten


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


def statistics(quads: Iterable[Quad], *, top: int = 10) -> Statistics:
    """Count what ``quads`` say; the same triple in several named graphs counts once."""
    index = Index(quads)
    entity_classes = {KG + name for name in ontology().entity_classes}
    classes: Counter[str] = Counter()
    predicates: Counter[str] = Counter()
    for node in index.nodes():
        classes.update(index.types(node))
        predicates.update({predicate: len(objects) for predicate, objects in index.about(node).items()})
    return Statistics(
        triples=len(index),
        pages=classes[KG + "Page"],
        articles=classes[KG + "Article"],
        entities=sum(1 for node in index.nodes() if not entity_classes.isdisjoint(index.types(node))),
        statements=classes[RDF + "Statement"],
        evidence=classes[OA + "SpecificResource"],
        classes=_ranked(classes),
        predicates=_ranked(predicates),
        top_bodies=_top_bodies(index, top),
    )


def _ranked(counts: Counter[str]) -> dict[str, int]:
    named = ((shorten(iri), count) for iri, count in counts.items() if count)
    return dict(sorted(named, key=lambda item: (-item[1], item[0])))


def _top_bodies(index: Index, top: int) -> tuple[tuple[str, int], ...]:
    bodies = [n for n in index.nodes() if {KG + "Agency", KG + "Organization"} & set(index.types(n))]
    sizes = ((index.label(body), _size(index, body)) for body in bodies)
    return tuple(sorted(sizes, key=lambda item: (-item[1], item[0]))[:top])


def _size(index: Index, body: str) -> int:
    said = sum(len(objects) for predicate, objects in index.about(body).items() if predicate.startswith(KG))
    heard = sum(p.startswith(KG) or p == ORG + "organization" for _, p in index.pointing_at(body))
    return said + heard
