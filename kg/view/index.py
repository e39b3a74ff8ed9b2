"""Triples by subject and property, and how single values are read from them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

KG = "https://w3id.org/minsheng/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
QUDT = "http://qudt.org/schema/qudt/"

TYPE = RDF + "type"
_LABELS = (RDFS + "label", SKOS + "prefLabel")

Term = NamedNode | BlankNode | Literal | Triple


def key(term: Term) -> str:
    """The IRI of a node, the words of a literal."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def local(iri: str) -> str:
    """The last part of an IRI, decoded."""
    return unquote(iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1])


class Index:
    """What is said of each subject; the same triple in several named graphs counts once. All sorted."""

    def __init__(self, quads: Iterable[Quad | Triple]) -> None:
        sets: dict[str, dict[str, set[Term]]] = defaultdict(dict)
        for quad in quads:
            subject, predicate, term = quad.subject, quad.predicate.value, quad.object
            said = sets[subject.value if isinstance(subject, NamedNode) else str(subject)]
            if predicate in said:
                said[predicate].add(term)
            else:
                said[predicate] = {term}
        self.said = {s: {p: _sorted(sets[s][p]) for p in sorted(sets[s])} for s in sorted(sets)}

    def all(self, subject: str, predicate: str) -> list[Term]:
        return self.said.get(subject, {}).get(predicate, [])

    def first(self, subject: str, predicate: str) -> str:
        found = self.said.get(subject, {}).get(predicate)
        return key(found[0]) if found else ""

    def number(self, subject: str, predicate: str) -> float | None:
        try:
            number = float(self.first(subject, predicate))
        except ValueError:
            return None
        return number if math.isfinite(number) else None

    def flag(self, subject: str, predicate: str) -> bool:
        return self.first(subject, predicate) in {"true", "1"}

    def label(self, iri: str) -> str:
        return next((self.first(iri, p) for p in _LABELS if self.all(iri, p)), "") or local(iri)

    def instances(self, cls: str) -> Iterator[str]:
        return (s for s, said in self.said.items() if any(key(t) == cls for t in said.get(TYPE, [])))

    def types(self, iri: str) -> list[str]:
        """The project's own classes of a node, as local names."""
        found = (key(term) for term in self.all(iri, TYPE))
        return [t.removeprefix(KG) for t in found if t.startswith(KG)]


def _sorted(terms: set[Term]) -> list[Term]:
    return list(terms) if len(terms) == 1 else sorted(terms, key=str)  # nearly all hold one
