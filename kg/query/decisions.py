"""What was decided about who an entity is: whom it was taken for, whom not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from kg.query.index import Index
from kg.query.terms import DCTERMS, KG, PROV, RDFS

_REPLACED = DCTERMS + "isReplacedBy"
_USED = PROV + "used"
#: Of a part of a graph a decision may not be there whole.
_TWO = 2


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: ``verdict`` is same, different or open, ``score`` the probability that the two keys name one."""

    verdict: str
    score: float
    left: str
    right: str
    reasons: tuple[str, ...]
    rule: str


def decided(index: Index, node: str) -> tuple[Decided, ...]:
    """The decisions about an entity, and about the keys that it stands for now; the surest first."""
    found = {
        decision
        for one in (node, *replaced_by(index, node))
        for decision, predicate in index.pointing_at(one)
        if predicate == _USED
    }
    read = (_read(index, decision) for decision in found if len(index.values(decision, _USED)) == _TWO)
    return tuple(sorted(read, key=lambda each: (-each.score, each.left, each.right)))


def replaced_by(index: Index, node: str) -> list[str]:
    """The IRIs that ``node`` stands for now."""
    return [old for old, predicate in index.pointing_at(node) if predicate == _REPLACED]


def living(index: Index, node: str) -> Iterator[str]:
    """``node`` itself, or what stands for it now."""
    now = index.values(node, _REPLACED)
    if now and not index.value(node, RDFS + "label"):
        yield from now
    else:
        yield node


def of_key(index: Index, key: str) -> list[str]:
    """The nodes whose IRI is made from an entity's key, such as ``Person/某省某市/某人``."""
    if "/" not in key:
        return []
    return [node for node in index.nodes() if unquote(node).endswith(f"/{key}")]


def _read(index: Index, node: str) -> Decided:
    base = node.rsplit("/decision/", 1)[0] + "/"
    left, right = (unquote(iri.removeprefix(base)) for iri in sorted(index.values(node, _USED)))
    return Decided(
        verdict=index.value(node, KG + "verdict").removeprefix(KG),
        score=float(index.value(node, KG + "score")),
        left=left,
        right=right,
        reasons=tuple(index.values(node, KG + "reason")),
        rule=index.label(index.value(node, PROV + "wasInformedBy")),
    )
