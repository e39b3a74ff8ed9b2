"""What a graph holds, counted subject by subject, so that parts of a graph are counted apart and put together.

Terms are N-Triples (``<http://…>``, ``"名"@zh``), as bytes. A census takes each triple once; the same one in several named
graphs is one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from kg.knowledge.ontology import KG, ontology

if TYPE_CHECKING:
    import numpy as np

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE = f"<{_RDF}type>".encode()
_LABEL = b"<http://www.w3.org/2000/01/rdf-schema#label>"
_ISSUED = b"<http://purl.org/dc/terms/issued>"
_OF_BODY = b"<http://www.w3.org/ns/org#organization>"
_OWN = f"<{KG}".encode()
_BODIES = frozenset(f"<{KG}{name}>".encode() for name in ("Agency", "Organization"))

#: A property and a value.
Said = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Body:
    """An agency or organisation: its label, and in how many facts and posts it is the subject."""

    label: str
    said: int


@dataclass(slots=True)
class Census:
    """Counts of a graph, or of all that it says of some subjects.

    ``examples`` is of each class of entities the named one of which most is said (how much, which); ``heard`` counts the
    facts and posts in which a node is the object; ``objects`` holds a hash of 64 bits for each object, each part's by
    itself: see ``distinct_objects``.
    """

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    classes: Counter[bytes] = field(default_factory=Counter)
    properties: Counter[bytes] = field(default_factory=Counter)
    dates: set[bytes] = field(default_factory=set)
    examples: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    bodies: dict[bytes, Body] = field(default_factory=dict)
    heard: Counter[bytes] = field(default_factory=Counter)
    objects: list[np.ndarray] = field(default_factory=list)

    @property
    def distinct_objects(self) -> int:
        """How many different objects there are."""
        import numpy as np

        return int(np.unique(np.concatenate(self.objects)).size) if self.objects else 0

    def add(self, other: Census) -> None:
        """Count in what is said of other subjects."""
        self.triples += other.triples
        self.subjects += other.subjects
        self.entities += other.entities
        self.classes.update(other.classes)
        self.properties.update(other.properties)
        self.heard.update(other.heard)
        self.dates |= other.dates
        self.bodies |= other.bodies
        self.objects += other.objects
        for kind, (size, node) in other.examples.items():
            self._exemplify(kind, size, node)

    def ranked(self) -> list[tuple[str, int]]:
        """Bodies by the number of facts and posts that they have to do with, most first."""
        sizes = ((body.label, body.said + self.heard[node]) for node, body in self.bodies.items())
        return sorted(sizes, key=lambda item: (-item[1], item[0]))

    def _exemplify(self, kind: bytes, size: int, node: bytes) -> None:
        best = self.examples.get(kind)
        if best is None or (-size, node) < (-best[0], best[1]):
            self.examples[kind] = size, node


class _Joining(dict[bytes, bool]):
    """Whether a property joins entities, once it has been asked for."""

    def __missing__(self, predicate: bytes) -> bool:
        return self.setdefault(predicate, predicate.startswith(_OWN) or predicate == _OF_BODY)


class Counting:
    """Counts subject after subject."""

    def __init__(self) -> None:
        self._census = Census()
        self._mains = frozenset(f"<{KG}{name}>".encode() for name in ontology().entity_classes)
        self._joining = _Joining()
        self._objects: set[bytes] = set()

    def add(self, subject: bytes, said: Sequence[Said]) -> None:
        """All that is said of a subject, each pair once."""
        census = self._census
        census.triples += len(said)
        census.subjects += 1
        kinds: list[bytes] = []
        for predicate, value in said:
            if predicate == _TYPE:
                kinds.append(value)
            elif self._joining[predicate] and not value.startswith(b'"'):
                census.heard[value] += 1
            elif predicate == _ISSUED and value.startswith(b'"'):
                census.dates.add(value)
        census.properties.update([predicate for predicate, _ in said])
        census.classes.update(kinds)
        self._objects.update([value for _, value in said])
        mains = self._mains.intersection(kinds)
        if mains:
            self._add_entity(subject, said, mains)

    def _add_entity(self, subject: bytes, said: Sequence[Said], mains: frozenset[bytes]) -> None:
        census = self._census
        census.entities += 1
        if subject.startswith(b"<"):
            for kind in mains:
                census._exemplify(kind, len(said), subject)
        if not _BODIES.isdisjoint(mains):
            labels = [value for predicate, value in said if predicate == _LABEL]
            label = words(min(labels)) if labels else subject.strip(b"<>").decode()
            census.bodies[subject] = Body(label, sum(p.startswith(_OWN) for p, _ in said))

    def result(self) -> Census:
        """The census; counting ends with it."""
        import numpy as np

        hashes = b"".join(hashlib.blake2b(each, digest_size=8).digest() for each in self._objects)
        self._census.objects = [np.sort(np.frombuffer(hashes, dtype=np.uint64))] if hashes else []
        return self._census


def census_of(graph: Iterable[Quad | Triple]) -> Census:
    """The census of any graph."""
    counting = Counting()
    triples = {item.triple if isinstance(item, Quad) else item for item in graph}
    rows: Iterator[tuple[bytes, bytes, bytes]] = (
        (str(t.subject).encode(), str(t.predicate).encode(), str(t.object).encode()) for t in triples
    )
    for subject, group in groupby(sorted(rows), key=lambda row: row[0]):
        counting.add(subject, [(predicate, value) for _, predicate, value in group])
    return counting.result()


def words(term: bytes) -> str:
    """The words of a literal, or the name of a node."""
    return literal(term).value if term.startswith(b'"') else term.strip(b"<>").decode()


def literal(term: bytes) -> Literal:
    """The literal that a term spells."""
    value = next(iter(parse(b"<x:> <x:> " + term + b" .", RdfFormat.N_TRIPLES))).object
    if not isinstance(value, Literal):
        raise TypeError(f"{term!r} is no literal")
    return value
