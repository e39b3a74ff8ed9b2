"""What all parts of the assembly share: the IRIs of one resolution's things, and where quads are gathered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.assemble.iri import Minter
from kg.errors import KnowledgeError
from kg.knowledge.ontology import ontology
from kg.types import Entity, Page, Resolution

Term = NamedNode | Literal


class Context:
    """Looks up pages, articles and entities of a resolution; gathers quads, one named graph a page."""

    def __init__(self, resolution: Resolution, minter: Minter) -> None:
        self.resolution = resolution
        self.minter = minter
        self.quads: set[Quad] = set()
        self.pages: Mapping[str, Page] = {page.id: page for page in resolution.pages}
        self.entities: Mapping[str, Entity] = {
            entity.key: entity for entity in resolution.entities if not entity.passing
        }
        self.mentions = tuple(m for m in resolution.mentions if m.entity in self.entities)
        self._page_nodes = {page.id: NamedNode(minter.page(page)) for page in resolution.pages}
        self._entity_nodes = {key: NamedNode(minter.entity(key)) for key in self.entities}

    def add(self, page: str, subject: NamedNode, *facts: tuple[NamedNode, Term]) -> None:
        """What the page of that id says about a subject: pairs of property and value."""
        graph = self._page_nodes[page]
        self.quads.update(Quad(subject, predicate, value, graph) for predicate, value in facts)

    def note(self, subject: NamedNode, *facts: tuple[NamedNode, Term]) -> None:
        """What holds over all pages, in a graph of its own."""
        graph = NamedNode(self.minter.decisions())
        self.quads.update(Quad(subject, predicate, value, graph) for predicate, value in facts)

    def page(self, page: str) -> NamedNode:
        """The IRI of the page of that id: also the name of its graph."""
        return self._page_nodes[page]

    def article(self, page: str, article: str) -> NamedNode:
        """The IRI of an article, by the ids of page and article."""
        return NamedNode(self.minter.article(self._page_nodes[page].value, article))

    def entity(self, key: str) -> NamedNode:
        """The IRI of an entity of the resolution."""
        return self._entity_nodes[key]


def vocabulary_term(kind: str, name: str) -> NamedNode:
    """The IRI of a term that a rule or a pattern named; ``kind`` is properties, measures, units or values.

    Raises KnowledgeError if the ontology has no such term: a graph must not use words that nobody defined.
    """
    found = getattr(ontology(), kind).get(name)
    if found is None:
        raise KnowledgeError(
            f"ontology/minsheng.ttl has no {name!r} among its {kind}; "
            "correct the rule or pattern that uses it, or define it there"
        )
    return NamedNode(found.iri.value)


@cache
def class_nodes(*names: str) -> tuple[NamedNode, ...]:
    """These classes, their superclasses in the project's vocabulary, and the standard classes that follow."""
    classes = ontology().classes
    unknown = [name for name in names if name not in classes]
    if unknown:
        raise KnowledgeError(
            f"ontology/minsheng.ttl has no class {unknown[0]!r}; correct the rule that uses it"
        )
    own = {upper for name in names for upper in (name, *classes[name].superclasses)}
    standard = {a.iri for name in own for a in classes[name].aligned if a.exact and not a.inverse}
    return tuple(sorted({classes[name].iri for name in own} | standard, key=str))
