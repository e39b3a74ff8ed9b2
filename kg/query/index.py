"""The triples of a graph by subject and by object, for questions that follow a node both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.knowledge.judgement_rows import key_of
from kg.query.table import Term, text
from kg.query.terms import RDF, RDFS


class Index:
    """Triples of all named graphs together, each once. Nodes are named by their IRI (or ``_:id``)."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._by_subject: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._quads = {quad.triple for quad in quads}
        for triple in sorted(self._quads, key=str):
            self._by_subject[text(triple.subject)][triple.predicate.value].append(triple.object)

    @cached_property
    def _by_object(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for subject, said in self._by_subject.items():
            for predicate, objects in said.items():
                for term in objects:
                    if isinstance(term, NamedNode | BlankNode):
                        found[text(term)].append((subject, predicate))
        return found

    @cached_property
    def by_key(self) -> dict[str, str]:
        """The nodes with a label, by the key of the entity that their IRI ends in."""
        return {key_of(node): node for node, said in self._by_subject.items() if RDFS + "label" in said}

    def __len__(self) -> int:
        return len(self._quads)

    def quads(self) -> Iterable[Quad]:
        """The triples, as quads of the default graph."""
        return (Quad(*triple) for triple in self._quads)

    def nodes(self) -> Iterable[str]:
        """Every node that is the subject of something, in order."""
        return self._by_subject.keys()

    def about(self, node: str) -> dict[str, list[Term]]:
        """What is said about ``node``: objects by predicate IRI."""
        return self._by_subject.get(node, {})

    def pointing_at(self, node: str) -> list[tuple[str, str]]:
        """(subject, predicate IRI) of every triple whose object is ``node``."""
        return self._by_object.get(node, [])

    def values(self, node: str, predicate: str) -> list[str]:
        """The objects of one predicate as text."""
        return [text(term) for term in self.about(node).get(predicate, [])]

    def value(self, node: str, predicate: str) -> str:
        """The first object of one predicate as text, or nothing."""
        return next(iter(self.values(node, predicate)), "")

    def types(self, node: str) -> list[str]:
        """The IRIs of the classes of ``node``."""
        return self.values(node, RDF + "type")

    def label(self, node: str) -> str:
        """The label of ``node``, or the node itself."""
        return self.value(node, RDFS + "label") or node

    def show(self, term: Term) -> str:
        """A term for a reader: a label for a node, the value of a literal."""
        return term.value if isinstance(term, Literal) else self.label(text(term))
