"""The triples to be checked, by subject, with the ways between a fact, its statement and its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Object = Subject | ox.Literal

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OA = "http://www.w3.org/ns/oa#"
TYPE = _RDF + "type"
SUBJECT = _RDF + "subject"
PREDICATE = _RDF + "predicate"
OBJECT = _RDF + "object"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
SOURCE = _OA + "hasSource"
SELECTOR = _OA + "hasSelector"
START, END, EXACT = _OA + "start", _OA + "end", _OA + "exact"

#: What a node that is only pointed at brings along, so that its class is known.
IDENTITY = frozenset((TYPE, LABEL))


@dataclass(frozen=True, slots=True)
class Facts:
    """``about[s]`` are the (predicate, object) pairs of a subject, ``statements[s]`` the statements about it,
    ``pointing[n]`` the statements and sources that point at a source or selector; ``size`` counts triples."""

    about: dict[Subject, list[tuple[str, Object]]]
    statements: dict[Object, list[Subject]]
    pointing: dict[Object, list[Subject]]
    size: int

    def objects(self, subject: Subject, predicate: str) -> Iterator[Object]:
        return (o for p, o in self.about.get(subject, ()) if p == predicate)

    def first(self, subject: Subject, predicate: str) -> Object | None:
        """The least object, so that the order of the input does not matter."""
        return min(self.objects(subject, predicate), key=str, default=None)


def index(triples: Iterable[ox.Quad | ox.Triple]) -> Facts:
    """Index triples or quads; the same triple in several named graphs counts once."""
    about: dict[Subject, dict[tuple[str, Object], None]] = defaultdict(dict)
    for t in triples:
        about[t.subject][(t.predicate.value, t.object)] = None
    statements: dict[Object, list[Subject]] = defaultdict(list)
    pointing: dict[Object, list[Subject]] = defaultdict(list)
    for s, pairs in about.items():
        for p, o in pairs:
            if p == SUBJECT:
                statements[o].append(s)
            elif p in (DERIVED, SELECTOR):
                pointing[o].append(s)
    size = sum(map(len, about.values()))
    return Facts({s: list(pairs) for s, pairs in about.items()}, dict(statements), dict(pointing), size)
