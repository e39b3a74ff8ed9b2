"""The stage: triples in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.validate.batches import batches
from kg.validate.explain import violation
from kg.validate.facts import Subject, index
from kg.validate.report import ValidationReport, Violation
from kg.validate.shacl import findings
from kg.validate.suspects import suspects

#: Triples in one run of pySHACL: its start costs as much as some 5,000, and rdflib takes about 1 kB for each.
BATCH = 40_000


def validate(triples: Iterable[ox.Quad | ox.Triple], batch_size: int = BATCH) -> ValidationReport:
    """Check a graph against the shapes of the ontology.

    ``triples`` are quads or triples, in any order; named graphs are checked as one. Each fault is reported
    once, with the sentence it came from. An empty graph conforms.

    Raises KnowledgeError if the shapes themselves cannot be read.
    """
    rows = list(triples) if isinstance(triples, Iterator) else triples
    suspected = suspects(rows)
    found = judged(rows, suspected.nodes, batch_size)
    conforms = all(v.severity != "violation" for v in found)
    return ValidationReport(conforms, found, suspected.triples)


def judged(
    triples: Iterable[ox.Quad | ox.Triple], nodes: frozenset[Subject] | None = None, batch_size: int = BATCH
) -> tuple[Violation, ...]:
    """What pySHACL finds at ``nodes``, or at every node of the graph: each fault once, sorted."""
    if nodes is not None and not nodes:
        return ()
    facts = index(triples)
    found = {
        violation(facts, finding)
        for batch in batches(facts, batch_size, nodes)
        for finding in findings(batch)
    }
    return tuple(sorted(found, key=lambda v: (v.focus, v.path, v.message, v.value, v.severity)))
