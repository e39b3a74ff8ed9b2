"""Runs pySHACL over one piece of the graph and reads its results.

pySHACL gets a plain rdflib graph: over other stores it is slow and has given wrong answers.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import IdentifiedNode, Node

from kg.errors import KnowledgeError
from kg.knowledge.shapes import GRAPH_NODE, predicates_of_shapes, shapes, vocabulary_for_shapes
from kg.validate.batches import Batch
from kg.validate.facts import Object
from kg.validate.report import Severity

_SEVERITIES: dict[Node, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of pySHACL: the node at fault, the path, the value and the messages by language."""

    focus: Node
    path: str
    value: Node | None
    messages: tuple[tuple[str, str], ...]
    severity: Severity


def findings(batch: Batch) -> Iterator[Finding]:
    """What the shapes find in one batch. Nodes that only help to judge others are not reported."""
    import pyshacl  # takes as long to import as to check a page, and most commands never need it

    own = {_node(s) for s in batch.own}
    with _ill_typed_literals_unlogged():
        _, results, _ = pyshacl.validate(_graph(batch), shacl_graph=shapes(), inplace=True)
    if not isinstance(results, Graph):
        raise KnowledgeError(f"ontology/shapes.ttl: pySHACL cannot apply the shapes: {results}")
    for result in results.objects(None, SH.result):  # and not its details, which have a type of result, too
        found = _finding(results, result)
        if found.focus in own:
            yield found


@contextmanager
def _ill_typed_literals_unlogged() -> Iterator[None]:
    """rdflib logs a traceback for each; the shapes report them anyway, and in words."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _graph(batch: Batch) -> Graph:
    """The rows that the shapes can see, as rdflib terms."""
    seen = predicates_of_shapes()
    graph = Graph()
    for row in vocabulary_for_shapes():
        graph.add(row)
    for s, p, o in batch.rows:
        if p in seen:
            graph.add((_node(s), _iri(p), _node(o)))
    return graph


@cache
def _iri(iri: str) -> URIRef:
    return URIRef(iri)


def _node(term: Object) -> IdentifiedNode | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        return _literal(term)
    return BNode(str(term))


def _literal(term: ox.Literal) -> Literal:
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=_iri(term.datatype.value), normalize=False)


def _finding(results: Graph, result: Node) -> Finding:
    focus, value = results.value(result, SH.focusNode), results.value(result, SH.value)
    if focus == GRAPH_NODE:
        focus, value = value, None
    return Finding(
        focus=focus if focus is not None else GRAPH_NODE,
        path=_path(results, results.value(result, SH.resultPath)),
        value=value,
        messages=_messages(results.value(result, SH.sourceShape)),
        severity=_SEVERITIES.get(results.value(result, SH.resultSeverity) or SH.Violation, "violation"),
    )


def _messages(shape: Node | None) -> tuple[tuple[str, str], ...]:
    """The messages of a shape by language; pySHACL's own copies lose the language of some."""
    found = (m for m in shapes().objects(shape, SH.message) if isinstance(m, Literal))
    return tuple(sorted((m.language or "en", str(m)) for m in found))


def _path(results: Graph, path: Node | None) -> str:
    """The IRI of a plain path, the IRIs of a sequence joined by ``/``."""
    if path is None or isinstance(path, URIRef):
        return str(path or "")
    return "/".join(str(step) for step in results.items(path))
