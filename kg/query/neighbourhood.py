"""The part of a graph that a reader of one node needs: what is said of it, by whom, and what the rest is called."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.query.dataset import Dataset
from kg.query.terms import DCTERMS, KG, OA, ORG, PROV, RDF, RDFS

_SUBJECT, _SOURCE, _SELECTOR = RDF + "subject", PROV + "wasDerivedFrom", OA + "hasSelector"
#: What stands between two entities and is told as one thing: posts, figures, decisions about who is who.
_BETWEEN = frozenset({ORG + "member", ORG + "organization", KG + "measureOf", PROV + "used"})
_STATED = frozenset({_SUBJECT, RDF + "object"})
_NAMES = (NamedNode(RDFS + "label"), NamedNode(DCTERMS + "identifier"))

Node = NamedNode | BlankNode


class Neighbourhood:
    """Collects triples around ``node``; of those that point at it, ``limit`` at most."""

    def __init__(self, dataset: Dataset, node: NamedNode, limit: int) -> None:
        self._dataset = dataset
        self._told: set[Node] = set()
        self.triples: set[Triple] = set()
        pointing = sorted(dataset.about(None, None, node), key=str)
        self.own = len(self._tell(node))
        self.incoming = len(pointing)
        self._gather(node, pointing[:limit], limit)
        self._name()

    def _gather(self, node: NamedNode, pointing: Iterable[Triple], limit: int) -> None:
        self.triples.update(pointing)
        between: list[object] = [t.subject for t in pointing if t.predicate.value in _BETWEEN]
        statements: list[object] = [t.subject for t in pointing if t.predicate.value in _STATED]
        between += [t.object for t in self._tell(node) if t.predicate.value == _SUBJECT]
        for one in between:
            self._tell(one)
            about = islice(self._dataset.about(None, NamedNode(_SUBJECT), _node(one)), limit)
            statements += [triple.subject for triple in about]
        for statement in (node, *statements):
            for source in self._follow(statement, _SOURCE):
                for selector in self._follow(source, _SELECTOR):
                    self._tell(selector)

    def _follow(self, subject: object, predicate: str) -> list[object]:
        return [t.object for t in self._tell(subject) if t.predicate.value == predicate]

    def _tell(self, subject: object) -> list[Triple]:
        """What is said of a node, kept."""
        if not isinstance(subject, NamedNode | BlankNode):
            return []
        said = list(self._dataset.about(subject))
        self.triples.update(said)
        self._told.add(subject)
        return said

    def _name(self) -> None:
        """The names of all that is mentioned."""
        mentioned = {node for t in self.triples for node in (t.subject, t.predicate, t.object)}
        for node in mentioned - self._told:
            if isinstance(node, NamedNode | BlankNode):
                for predicate in _NAMES:
                    self.triples.update(self._dataset.about(node, predicate))


def _node(term: object) -> Node | None:
    return term if isinstance(term, NamedNode | BlankNode) else None
