"""What the ontology says, as frozen types: classes, properties, measured properties, units, display."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

#: The namespace of the project's own terms.
KG = "https://w3id.org/minsheng/ontology#"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology. ``name`` is the local name of a ``kg:`` term, else ``prefix:name``."""

    iri: NamedNode
    name: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str

    def label(self, language: str = "zh") -> str:
        """The label in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Alignment:
    """A term of a standard vocabulary: ``exact`` if it follows logically (subclass, subproperty), else only
    close; ``inverse`` if it runs the other way."""

    iri: NamedNode
    exact: bool
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A class. ``superclasses`` are local names inside ``kg:``, nearest first. Display values are inherited.

    ``colour`` and ``colour_dark`` are ``#rrggbb`` on a light and a dark ground, ``shape`` is a vis-network
    shape, ``icon`` one character, ``order`` the place in the legend; None for what is not drawn as a node.
    """

    superclasses: tuple[str, ...]
    aligned: tuple[Alignment, ...]
    colour: str | None
    colour_dark: str | None
    shape: str | None
    icon: str | None
    order: int | None


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A property. ``domain`` and ``range`` are local names of classes (``prefix:name`` for foreign ones);
    of a literal property ``range`` is empty and ``datatypes`` holds the IRIs it may have."""

    domain: frozenset[str]
    range: frozenset[str]
    datatypes: frozenset[str]
    aligned: tuple[Alignment, ...]
    is_fact: bool
    is_date: bool
    is_edge: bool
    is_symmetric: bool
    order: int | None

    def accepts(self, subject: str, object: str | None = None) -> bool:
        """Whether contract classes fit as subject and, unless None, as object."""
        return subject in self.domain and (object is None or object in self.range)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``code`` as in ``kg.types.Measure.unit`` (CNY, m2, count …)."""

    iri: NamedNode
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class MeasureProperty(Term):
    """A value of ``kg:property``; ``units`` are the codes it takes, the usual one first."""

    quantity_kind: NamedNode | None
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value(Term):
    """A named value: ``kind`` is Status or Role."""

    kind: str


@dataclass(frozen=True, slots=True)
class EdgeClass(Term):
    """A class whose individuals are drawn as edges: from the value of ``source`` to that of ``target``,
    with the value of ``caption`` written on it."""

    source: NamedNode
    target: NamedNode
    caption: NamedNode


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole vocabulary, keyed by local name; ``units`` by code; ``prefixes`` as the file declares."""

    prefixes: Mapping[str, str]
    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    measures: Mapping[str, MeasureProperty]
    units: Mapping[str, Unit]
    values: Mapping[str, Value]
    edges: tuple[EdgeClass, ...]
    entity_classes: tuple[str, ...]
    date_types: frozenset[str]

    @property
    def facts(self) -> tuple[Property, ...]:
        """The fact properties, in the order of the legend."""
        facts = (p for p in self.properties.values() if p.is_fact)
        return tuple(sorted(facts, key=lambda p: (p.order or 0, p.name)))

    @property
    def dates(self) -> tuple[Property, ...]:
        """The date properties, by name."""
        return tuple(sorted((p for p in self.properties.values() if p.is_date), key=lambda p: p.name))

    def superclasses(self, name: str) -> tuple[NamedNode, ...]:
        """The IRIs of the ``kg:`` superclasses of a class, nearest first, without itself.

        Raises KeyError if the ontology has no class of that name.
        """
        return tuple(self.classes[c].iri for c in self.classes[name].superclasses)

    def types(self, *names: str) -> tuple[NamedNode, ...]:
        """The IRIs of these classes and all their ``kg:`` superclasses, each once, sorted."""
        found = {iri for name in names for iri in (self.classes[name].iri, *self.superclasses(name))}
        return tuple(sorted(found, key=lambda iri: iri.value))
