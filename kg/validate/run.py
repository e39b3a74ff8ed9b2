"""The stage: triples in, a report out."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.validate.batches import batches
from kg.validate.explain import violation
from kg.validate.facts import index
from kg.validate.report import ValidationReport, Violation
from kg.validate.shacl import findings

#: Triples in one run of pySHACL: its start costs as much as some 5,000, and rdflib takes about 1 kB for each.
BATCH = 40_000


def validate(triples: Iterable[ox.Quad | ox.Triple], batch_size: int = BATCH) -> ValidationReport:
    """Check a graph against the shapes of the ontology.

    ``triples`` are quads or triples, in any order; named graphs are checked as one. Each fault is reported
    once, with the sentence it came from. An empty graph conforms.

    Raises KnowledgeError if the shapes themselves cannot be read.
    """
    facts = index(triples)
    found: dict[Violation, None] = {}
    for batch in batches(facts, batch_size):
        for finding in findings(batch):
            found[violation(facts, finding)] = None
    ordered = sorted(found, key=lambda v: (v.focus, v.path, v.message, v.value, v.severity))
    conforms = all(v.severity != "violation" for v in ordered)
    return ValidationReport(conforms, tuple(ordered), facts.size)
