"""Entities and claims to RDF in the project's vocabulary: own IRIs for everything, one named graph a page."""

from __future__ import annotations

from pyoxigraph import Quad

from kg.assemble.claims import add_claims
from kg.assemble.context import Context
from kg.assemble.entities import add_entities
from kg.assemble.evidence import add_statements
from kg.assemble.iri import DEFAULT_BASE, BaseIriError, Minter
from kg.assemble.repairs import add_repairs
from kg.assemble.sources import add_sources
from kg.types import Resolution

__all__ = ["DEFAULT_BASE", "BaseIriError", "Minter", "assemble"]


def assemble(resolution: Resolution, base: str = DEFAULT_BASE) -> tuple[Quad, ...]:
    """The graph of a resolved corpus: every quad once, sorted by its N-Quads line, without blank nodes.

    Each page's IRI names the graph of what was read there. ``base`` is where individuals live. Raises
    BaseIriError if it is no usable IRI, KnowledgeError if a claim uses a word that the ontology lacks.
    """
    context = Context(resolution, Minter(base))
    add_statements(context, [*add_claims(context), *add_sources(context)])
    add_repairs(context)
    add_entities(context)
    return tuple(sorted(context.quads, key=str))
