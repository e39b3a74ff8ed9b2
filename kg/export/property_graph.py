"""A graph as a property graph: labelled nodes and typed relationships with properties, every one sorted.

Entities, pages and articles keep their IRIs. A number, a date or an award of an entity is a node of its own, and so is
each place where a fact was read (``Evidence``); both are named by a hash of what they say.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.export.model import EdgeRow, FactRow
from kg.export.rows import Rows
from kg.knowledge.ontology import KG

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ISSUED = "http://purl.org/dc/terms/issued"
_PART_OF = "http://purl.org/dc/terms/isPartOf"

#: What a property may hold; None where a node or a relationship has none.
Value = str | int | float | bool | tuple[str, ...] | None
#: The label of every node: under it all of them are found by their ``iri``.
RESOURCE = "Resource"


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its key (``iri``), its labels beside ``Resource``, its properties."""

    iri: str
    labels: tuple[str, ...]
    properties: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship between two nodes, by their keys."""

    source: str
    target: str
    type: str
    properties: dict[str, Value]


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """Nodes and relationships by the kind of row they are, so that all of a kind have the same properties."""

    nodes: dict[str, tuple[Node, ...]]
    relationships: dict[str, tuple[Relationship, ...]]


def property_graph(quads: Iterable[Quad]) -> PropertyGraph:
    """The property graph of a graph of the vocabulary."""
    quads = tuple(quads)
    rows = Rows(quads)
    entities = [
        Node(row.iri, ("Entity", *row.classes), {"label": row.label, "aliases": row.aliases or None})
        for row in rows.nodes
    ]
    sources, parts = _sources(quads)
    nodes = {
        "entities": tuple(entities),
        "sources": tuple(sources),
        "values": _unique(_value(row) for row in rows.facts if _is_value(row)),
        "evidence": _unique(_evidence(row) for row in rows.facts),
    }
    known = {node.iri for each in nodes.values() for node in each}
    links = {link for row in rows.facts for link in _links(row)} | {
        (s, t, "PART_OF") for s, t in parts if t in known
    }
    facts = tuple(_fact(edge) for edge in rows.edges if {edge.source, edge.target} <= known)
    bare = tuple(Relationship(*link, {}) for link in sorted(links) if {link[0], link[1]} <= known)
    return PropertyGraph(nodes, {"facts": facts, "links": bare})


def _sources(quads: Iterable[Quad]) -> tuple[list[Node], list[tuple[str, str]]]:
    """Pages and articles, and which article stands on which page."""
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for quad in sorted(quads, key=str, reverse=True):
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            said[subject.value][quad.predicate.value] = value.value
            if quad.predicate.value == _TYPE:
                kinds[subject.value].add(value.value)
    nodes = []
    for iri in sorted(kinds):
        kind = next((name for name in ("Page", "Article") if KG + name in kinds[iri]), None)
        if kind is not None:
            properties: dict[str, Value] = {
                "label": said[iri].get(_LABEL, iri),
                "issued": said[iri].get(_ISSUED),
            }
            nodes.append(Node(iri, (kind,), properties))
    return nodes, [(node.iri, said[node.iri][_PART_OF]) for node in nodes if _PART_OF in said[node.iri]]


def _is_value(row: FactRow) -> bool:
    """Whether the object is a number, a date or words."""
    return not row.object_iri


def _value(row: FactRow) -> Node:
    properties: dict[str, Value] = {
        "property": row.predicate,
        "value": row.object,
        "unit": row.unit or None,
        "counted": row.title or None,
    }
    return Node(_value_key(row), ("Value",), properties)


def _evidence(row: FactRow) -> Node:
    properties: dict[str, Value] = {
        "predicate": row.predicate,
        "quote": row.quote,
        "start": row.start,
        "end": row.end,
        "rule": row.rule or None,
        "status": row.status or None,
        "role": row.role or None,
        "title": (row.title or None) if row.object_iri else None,
        "confidence": row.confidence,
    }
    return Node(_key("evidence", row), ("Evidence",), properties)


def _links(row: FactRow) -> Iterator[tuple[str, str, str]]:
    evidence = _key("evidence", row)
    target = row.object_iri or _value_key(row)
    yield evidence, row.subject_iri, "SUBJECT"
    yield evidence, target, "OBJECT"
    yield evidence, row.page_iri, "ON_PAGE"
    yield evidence, row.article_iri, "IN_ARTICLE"
    if _is_value(row) and row.status != "denied":
        yield row.subject_iri, target, "HAS_VALUE"


def _fact(edge: EdgeRow) -> Relationship:
    properties: dict[str, Value] = {
        # Tells two posts of one person in one body apart.
        "id": _key("fact", (edge.source, edge.relation, edge.target, edge.title)),
        "title": edge.title or None,
        "former": edge.former,
        "attested": edge.attested or None,
        "status": edge.status or None,
        "confidence": edge.confidence,
        "quote": edge.quote or None,
    }
    return Relationship(edge.source, edge.target, edge.relation, properties)


def _value_key(row: FactRow) -> str:
    return _key("value", (row.subject_iri, row.predicate, row.object, row.title, row.unit))


def _key(kind: str, said: object) -> str:
    return f"{kind}:{hashlib.sha256(repr(said).encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def _unique(nodes: Iterable[Node]) -> tuple[Node, ...]:
    found = {node.iri: node for node in nodes}
    return tuple(found[iri] for iri in sorted(found))
