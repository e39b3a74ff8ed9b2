"""One block's pairs, decided: the same, two, or open. A pure function of the nodes of the block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.knowledge.identity import RULE, identity, probability
from kg.resolve.corpus.blocks import pairs
from kg.resolve.corpus.evidence import Evidence
from kg.resolve.corpus.node import PAGE, Node, NodeId
from kg.resolve.corpus.people import Bodies, compare_people
from kg.resolve.corpus.things import compare_things
from kg.types import Decision, Verdict


class Judged(NamedTuple):
    """A decision with the nodes that it is about; ``bits`` of evidence; whether one is the successor of the other."""

    left: NodeId
    right: NodeId
    decision: Decision
    bits: float
    successor: bool = False


def decide(block: str, nodes: Sequence[Node], bodies: Bodies) -> Iterator[Judged]:
    """What is decided about the pairs of a block. ``bodies`` is what is known of the bodies that people hold posts in."""
    found = (decide_pair(one, other, bodies) for one, other in pairs(block, nodes))
    yield from (judged for judged in found if judged is not None)


def decide_pair(one: Node, other: Node, bodies: Bodies) -> Judged | None:
    """What is decided about two nodes, of which ``one`` has the smaller id; None where nothing brings them together."""
    if one.type != other.type:
        return None
    found = compare_people(one, other, bodies) if one.type == "Person" else compare_things(one, other)
    return None if found is None else _judged(one, other, found)


def left_alone(node: Node) -> Judged | None:
    """That a page's bearer of a common name, of whom it says nothing else, is taken for nobody."""
    if not node.tail.startswith(PAGE):
        return None
    name = node.key.rsplit("/", 1)[-1]
    why = (f"{name} is a common name, and the page tells nothing else",)
    return Judged(node.id, node.id, Decision(node.key, node.address, "open", 0.5, why, RULE), 0.0)


def _judged(one: Node, other: Node, found: Evidence) -> Judged:
    score = probability(found.bits)
    left, right = sorted((one, other), key=lambda node: node.address)
    decision = Decision(left.address, right.address, verdict(score), score, tuple(found.reasons), RULE)
    return Judged(left.id, right.id, decision, found.bits, found.successor)


def verdict(score: float) -> Verdict:
    """What a score amounts to."""
    if score >= identity().same:
        return "same"
    return "different" if score <= identity().different else "open"
