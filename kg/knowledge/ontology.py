"""Loads ``ontology/minsheng.ttl`` into the types of ``kg.knowledge.vocabulary``, once.

``ontology()`` is what the stages call; ``superclasses`` is its shortest use. A term that lacks what the types
need is a KnowledgeError that names file and line; all faults are listed by ``kg.knowledge.ontology_check``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from kg.errors import KnowledgeError
from kg.knowledge.locate import ontology_dir
from kg.knowledge.triples import RDF, Node, Triples, read_triples
from kg.knowledge.vocabulary import (
    KG,
    Alignment,
    Class,
    EdgeClass,
    MeasureProperty,
    Ontology,
    Property,
    Unit,
    Value,
)

__all__ = ["KG", "load_ontology", "ontology", "superclasses"]

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
QUDT = "http://qudt.org/schema/qudt/"
TYPE = RDF + "type"
_VALUE_KINDS = ("Status", "Role", "Capacity", "Verdict")


@cache
def ontology() -> Ontology:
    """The vocabulary that ships with the project.

    Raises KnowledgeError if the file is missing or wrong.
    """
    return load_ontology(ontology_dir() / "minsheng.ttl")


def superclasses(name: str) -> tuple[NamedNode, ...]:
    """The IRIs of the ``kg:`` superclasses of a class given by its local name, nearest first."""
    return ontology().superclasses(name)


def load_ontology(path: Path) -> Ontology:
    """Read a vocabulary file. Raises KnowledgeError naming file and line."""
    return _Loader(read_triples(path)).ontology()


class _Loader:
    """Builds the types from one file's triples."""

    def __init__(self, triples: Triples) -> None:
        self.t = triples

    def ontology(self) -> Ontology:
        classes = {c.name: c for c in map(self._class, self._own(OWL + "Class"))}
        units = {u.code: u for u in self._units()}
        return Ontology(
            prefixes=self.t.prefixes,
            classes=classes,
            properties={p.name: p for p in self._properties()},
            measures={m.name: m for m in map(self._measure, self._own(KG + "MeasureProperty"))},
            units=units,
            values={v.name: v for k in _VALUE_KINDS for v in self._values(k)},
            edges=tuple(self._edges()),
            entity_classes=tuple(self._members(NamedNode(KG + "Entity"))),
            date_types=frozenset(self._date_types()),
        )

    def _own(self, kind: str) -> list[NamedNode]:
        """The ``kg:`` terms of that type, in the order of the file."""
        return [n for n in self._typed(kind) if n.value.startswith(KG)]

    def _typed(self, kind: str) -> list[NamedNode]:
        return [s for s in self.t.index if isinstance(s, NamedNode) and kind in self.t.iris(s, TYPE)]

    def _fail(self, node: NamedNode, what: str) -> KnowledgeError:
        return KnowledgeError(f"{self.t.where(node.value)}: {self.t.compact(node.value)} {what}")

    def _name(self, iri: str) -> str:
        return iri[len(KG) :] if iri.startswith(KG) else self.t.compact(iri)

    def _literal(self, node: NamedNode, predicate: str, language: str) -> str:
        value = self.t.value(node, predicate, language)
        if not value:
            raise self._fail(node, f"needs {self.t.compact(predicate)} in @{language}")
        return value

    def _term(self, node: NamedNode) -> tuple[NamedNode, str, str, str, str, str]:
        label, definition = RDFS + "label", SKOS + "definition"
        texts = [self._literal(node, p, lang) for p in (label, definition) for lang in ("zh", "en")]
        return (node, self._name(node.value), texts[0], texts[1], texts[2], texts[3])

    def _class(self, node: NamedNode) -> Class:
        supers = self._closure(node)
        lineage = [node, *(NamedNode(KG + s) for s in supers)]
        order = self._inherited(lineage, "order")
        return Class(
            *self._term(node),
            superclasses=supers,
            aligned=tuple(self._alignments(node, RDFS + "subClassOf")),
            colour=self._inherited(lineage, "colour"),
            colour_dark=self._inherited(lineage, "colourDark"),
            shape=self._inherited(lineage, "shape"),
            icon=self._inherited(lineage, "icon"),
            order=int(order) if order else None,
        )

    def _closure(self, node: NamedNode) -> tuple[str, ...]:
        """Superclasses inside ``kg:``, breadth first; a cycle is an error."""
        found: list[str] = []
        queue = [node.value]
        while queue:
            for parent in self.t.iris(NamedNode(queue.pop(0)), RDFS + "subClassOf"):
                if parent == node.value:
                    raise self._fail(node, "is its own superclass: the classes form a circle")
                if parent.startswith(KG) and parent[len(KG) :] not in found:
                    found.append(parent[len(KG) :])
                    queue.append(parent)
        return tuple(found)

    def _inherited(self, lineage: list[NamedNode], name: str) -> str | None:
        """The display value of the nearest class that has one."""
        return next((v for n in lineage if (v := self.t.value(n, KG + name))), None)

    def _alignments(self, node: NamedNode, exact: str) -> Iterator[Alignment]:
        for predicate in (exact, SKOS + "closeMatch"):
            for target in self.t.objects(node, predicate):
                if isinstance(target, NamedNode) and not target.value.startswith(KG):
                    yield Alignment(target, predicate == exact)
                for other in self.t.iris(target, OWL + "inverseOf"):
                    yield Alignment(NamedNode(other), predicate == exact, inverse=True)

    def _properties(self) -> Iterator[Property]:
        for kind, is_object in ((OWL + "ObjectProperty", True), (OWL + "DatatypeProperty", False)):
            for node in self._own(kind):
                yield self._property(node, is_object)

    def _property(self, node: NamedNode, is_object: bool) -> Property:
        types = self.t.iris(node, TYPE)
        order = self._inherited([node], "order")
        return Property(
            *self._term(node),
            domain=self._classes_of(node, RDFS + "domain"),
            range=self._classes_of(node, RDFS + "range") if is_object else frozenset(),
            datatypes=frozenset() if is_object else self._datatypes(node),
            aligned=tuple(self._alignments(node, RDFS + "subPropertyOf")),
            is_fact=KG + "FactProperty" in types,
            is_date=KG + "DateProperty" in types,
            is_edge=self._inherited([node], "drawsAsEdge") == "true",
            is_symmetric=OWL + "SymmetricProperty" in types,
            order=int(order) if order else None,
        )

    def _classes_of(self, node: NamedNode, predicate: str) -> frozenset[str]:
        """The classes that a domain or range names, unions taken apart."""
        named = self.t.objects(node, predicate)
        if not named:
            raise self._fail(node, f"needs an {self.t.compact(predicate)}")
        found = {name for n in named for name in self._members(n) or self._declared(node, n)}
        return frozenset(found)

    def _members(self, node: Node) -> list[str]:
        unions = self.t.objects(node, OWL + "unionOf")
        return [self._name(n.value) for u in unions for n in self.t.items(u) if isinstance(n, NamedNode)]

    def _declared(self, node: NamedNode, cls: Node) -> list[str]:
        if not isinstance(cls, NamedNode) or OWL + "Class" not in self.t.iris(cls, TYPE):
            raise self._fail(node, f"names {cls}, which is no class of this file")
        return [self._name(cls.value)]

    def _datatypes(self, node: NamedNode) -> frozenset[str]:
        named = self.t.iris(node, RDFS + "range")
        if not named:
            raise self._fail(node, "needs an rdfs:range")
        return frozenset(self._date_types() if named == [KG + "Date"] else named)

    def _date_types(self) -> list[str]:
        equivalents = self.t.objects(NamedNode(KG + "Date"), OWL + "equivalentClass")
        lists = [u for e in equivalents for u in self.t.objects(e, OWL + "unionOf")]
        return [n.value for u in lists for n in self.t.items(u) if isinstance(n, NamedNode)]

    def _measure(self, node: NamedNode) -> MeasureProperty:
        kinds = self.t.iris(node, QUDT + "hasQuantityKind")
        units = self.t.iris(node, QUDT + "applicableUnit")
        if not units:
            raise self._fail(node, "needs a qudt:applicableUnit")
        codes = tuple(self._unit(NamedNode(u)).code for u in units)
        return MeasureProperty(*self._term(node), NamedNode(kinds[0]) if kinds else None, codes)

    def _units(self) -> Iterator[Unit]:
        for node in self.t.index:
            if isinstance(node, NamedNode) and self.t.objects(node, KG + "unitCode"):
                yield self._unit(node)

    def _unit(self, node: NamedNode) -> Unit:
        code = self.t.value(node, KG + "unitCode")
        if not code:
            raise self._fail(node, "is used as a unit and needs a kg:unitCode")
        label = RDFS + "label"
        return Unit(node, code, self._literal(node, label, "zh"), self._literal(node, label, "en"))

    def _values(self, kind: str) -> Iterator[Value]:
        for node in self._own(KG + kind):
            yield Value(*self._term(node), kind)

    def _edges(self) -> Iterator[EdgeClass]:
        for node in self._typed(OWL + "Class"):
            if self._inherited([node], "drawsAsEdge") != "true":
                continue
            ends = [self.t.iris(node, KG + p) for p in ("edgeFrom", "edgeTo", "edgeLabel")]
            if not all(ends):
                raise self._fail(node, "draws as an edge and needs kg:edgeFrom, kg:edgeTo and kg:edgeLabel")
            yield EdgeClass(*self._term(node), *(NamedNode(e[0]) for e in ends))
