"""Entities and claims to RDF in the project's vocabulary: own IRIs for everything, one named graph a page."""

from __future__ import annotations

from pyoxigraph import Quad, RdfFormat, serialize

from kg.assemble.claims import shortest
from kg.assemble.context import Part
from kg.assemble.corpus import Corpus, parts
from kg.assemble.decisions import add_decisions, decided, replaced, ruled
from kg.assemble.draft import Draft, drafted
from kg.assemble.iri import DEFAULT_BASE, BaseIriError, Minter
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
    "drafted",
    "replaced",
    "ruled",
    "shortest",
]


def assemble(resolution: Resolution, base: str = DEFAULT_BASE) -> tuple[Quad, ...]:
    """The graph of a resolved corpus: every quad once, sorted by its N-Quads line, without blank nodes.

    Each page's IRI names the graph of what was read there; what was decided over all pages has a graph of its own.
    ``base`` is where individuals live. Raises BaseIriError if it is no usable IRI, KnowledgeError if a claim uses a word
    that the ontology lacks.
    """
    minter = Minter(base)
    drafts = [drafted(part, minter) for part in parts(resolution)]
    shared = Corpus(resolution.entities, drafts)
    quads: set[Quad] = set()
    for draft in drafts:
        quads |= draft.finished(shared)
    add_decisions(quads, resolution, shared, minter)
    return _in_order(list(quads))


def _in_order(quads: list[Quad]) -> tuple[Quad, ...]:
    """By their N-Quads lines, written all at once: that costs half of ``str`` of each."""
    lines = (serialize(quads, None, RdfFormat.N_QUADS) or b"").split(b"\n")
    return tuple(map(quads.__getitem__, sorted(range(len(quads)), key=lines.__getitem__)))
