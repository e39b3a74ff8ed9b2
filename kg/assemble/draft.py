"""The graph of one page, in two steps: what the page says by itself, then what it takes from all pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.assemble import terms as t
from kg.assemble.claims import add_claims
from kg.assemble.context import Context, Part
from kg.assemble.entities import add_entities, names_read
from kg.assemble.evidence import add_statements
from kg.assemble.iri import Minter
from kg.assemble.repairs import add_repairs
from kg.assemble.shared import Shared
from kg.assemble.sources import add_sources


def drafted(part: Part, minter: Minter) -> Draft:
    """The first step. Raises KnowledgeError if a claim uses a word that the ontology lacks."""
    context = Context(part, minter)
    add_statements(context, [*add_claims(context), *add_sources(context)])
    add_repairs(context)
    return Draft(context)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a page says by itself, and what it adds to that which pages have in common."""

    _context: Context

    @property
    def graph(self) -> str:
        """The IRI of the page, which names its graph."""
        return self._context.page.value

    @property
    def confidences(self) -> Mapping[str, float]:
        """How sure the page's best source of a statement is (0…1), by its IRI."""
        return self._context.confidences

    @property
    def words(self) -> Mapping[str, str]:
        """The page's wording of a measure, by its IRI."""
        return self._context.words

    @property
    def names(self) -> Mapping[str, set[str]]:
        """The names that the page uses for an entity, by its key."""
        return names_read(self._context.part.mentions)

    def finished(self, shared: Shared) -> set[Quad]:
        """The second step: all quads of the page's graph. A draft is finished once."""
        context = self._context
        for statement in context.confidences:
            sure = t.number(round(shared.confidence(statement), 4))
            context.add(NamedNode(statement), (t.kg("confidence"), sure))
        for measure in context.words:
            context.add(NamedNode(measure), (t.kg("text"), t.text(shared.words(measure))))
        add_entities(context, shared)
        return context.quads
