"""The nodes that a shape may find fault with, found by the compiled shapes in pyoxigraph: of a sound graph none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.knowledge.shapes import vocabulary_for_shapes
from kg.validate.compiled import queries
from kg.validate.facts import Subject

#: pyoxigraph keeps literals of these types as values: 1 and 01 become one, and a node seems to have one value where it has
#: two.
_VALUES = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}"
    for name in ("boolean", "integer", "nonNegativeInteger", "decimal", "double", "float", "date", "dateTime")
)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """``nodes``: every node that breaks a shape is among them. ``triples``: how many different ones were looked at."""

    nodes: frozenset[Subject]
    triples: int


def suspects(triples: Iterable[ox.Quad | ox.Triple]) -> Suspicion:
    """What pySHACL has to look at; ``triples`` are gone through twice. Named graphs are taken as one: what many pages say
    of a node stands there once, or a query that asks twice for a value would meet it as often as the square of them."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    (size,) = next(_solutions(store, "SELECT (COUNT(DISTINCT *) AS ?n) WHERE { ?s ?p ?o }"))
    store.extend(ox.Quad(*map(ox.NamedNode, row)) for row in vocabulary_for_shapes())
    nodes = set(_doubly_written(triples))
    for query in queries():
        nodes.update(node for (node,) in _solutions(store, query))
    return Suspicion(frozenset(nodes), int(size.value))


def _solutions(store: ox.Store, query: str) -> Iterator[Any]:
    return iter(store.query(query))  # type: ignore[arg-type]


def _doubly_written(triples: Iterable[ox.Quad | ox.Triple]) -> Iterator[Subject]:
    """Nodes with two values of one property that may be the same value, written in two ways."""
    first: dict[tuple[Subject, ox.NamedNode], ox.Literal] = {}
    for triple in triples:
        value = triple.object
        if not isinstance(value, ox.Literal) or value.datatype.value not in _VALUES:
            continue
        if first.setdefault((triple.subject, triple.predicate), value) != value:
            yield triple.subject
