"""Entities and claims to RDF in the project's vocabulary: own IRIs for everything, one named graph a page."""

from __future__ import annotations

from heapq import merge

from pyoxigraph import Quad

from kg.assemble.claims import shortest
from kg.assemble.context import Part
from kg.assemble.corpus import known, parts
from kg.assemble.decisions import decided, decision_lines, replaced, ruled, shown
from kg.assemble.draft import Draft, drafted
from kg.assemble.entities import names_read
from kg.assemble.iri import DEFAULT_BASE, BaseIriError, Minter
from kg.assemble.lines import from_lines, page_lines, to_lines, united
from kg.assemble.piecemeal import pieces
from kg.assemble.shared import Known, Shared
from kg.types import Resolution

__all__ = [
    "DEFAULT_BASE",
    "BaseIriError",
    "Draft",
    "Known",
    "Minter",
    "Part",
    "Shared",
    "assemble",
    "decided",
    "decision_lines",
    "drafted",
    "from_lines",
    "known",
    "names_read",
    "page_lines",
    "pieces",
    "replaced",
    "ruled",
    "shortest",
    "shown",
    "to_lines",
    "united",
]


def assemble(resolution: Resolution, base: str = DEFAULT_BASE) -> tuple[Quad, ...]:
    """The graph of a resolved corpus: every quad once, sorted by its N-Quads line, without blank nodes.

    Each page's IRI names the graph of what was read there; what was decided over all pages has a graph of its own.
    ``base`` is where individuals live. Raises BaseIriError if it is no usable IRI, KnowledgeError if a claim uses a word
    that the ontology lacks.
    """
    minter = Minter(base)
    knowing = known(resolution.entities, names_read(resolution.mentions).items())
    pages = [page_lines(part, knowing.get, minter) for part in parts(resolution)]
    decisions = shown(resolution.decisions, resolution.replaced, knowing.keys())
    return tuple(from_lines(united(merge(*pages, decision_lines(*decisions, minter)))))
