"""Cuts a graph into pieces that can be checked alone, so that memory and time stay in proportion.

A piece holds whole nodes: all triples of its entities, memberships and measures, the statements about them
with their sources and selectors, and of every other node that they point at its types and labels.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from kg.validate.facts import DERIVED, IDENTITY, SELECTOR, SUBJECT, Facts, Object, Subject

Row = tuple[Subject, str, Object]


@dataclass(frozen=True, slots=True)
class Batch:
    """``own`` are the nodes to be judged; ``rows`` also hold what is needed to judge them."""

    own: frozenset[Subject]
    rows: tuple[Row, ...]


def batches(facts: Facts, size: int, wanted: Container[Subject] | None = None) -> Iterator[Batch]:
    """Pieces of about ``size`` triples; every node (of ``wanted``, if given) is judged in at least one of them.

    Nodes that bring each other along in a circle have no root: what is left over in the end becomes one.
    """
    own: dict[Subject, None] = {}
    count = 0
    judged: set[Subject] = set()
    for root in chain(_roots(facts), facts.about):
        if root in judged:
            continue
        family = list(_family(facts, root))
        if wanted is not None and not any(node in wanted for node in family):
            continue
        for node in family:
            if node not in own:
                own[node] = None
                judged.add(node)
                count += len(facts.about.get(node, ()))
        if count >= size:
            yield _batch(facts, own)
            own, count = {}, 0
    if own:
        yield _batch(facts, own)


def _roots(facts: Facts) -> Iterator[Subject]:
    """The nodes that no other brings along: what is stated about, and evidence that hangs on nothing."""
    for node, pairs in facts.about.items():
        stated = any(p == SUBJECT and o in facts.about for p, o in pairs)
        if not stated and node not in facts.pointing:
            yield node


def _family(facts: Facts, root: Subject) -> Iterator[Subject]:
    """The node, the statements about it, their sources, and the selectors of these."""
    yield root
    for node in (root, *facts.statements.get(root, ())):
        yield node
        for predicate in (DERIVED, SELECTOR):
            yield from _present(facts, node, predicate)
        for source in _present(facts, node, DERIVED):
            yield from _present(facts, source, SELECTOR)


def _neighbours(facts: Facts, node: Subject) -> Iterator[Subject]:
    """Whose triples the rules need to judge ``node``: in a sound graph those that are judged along with it."""
    yield from facts.statements.get(node, ())
    for predicate in (SUBJECT, SELECTOR):
        yield from _present(facts, node, predicate)


def _present(facts: Facts, node: Subject, predicate: str) -> Iterator[Subject]:
    for o in facts.objects(node, predicate):
        if not isinstance(o, ox.Literal) and o in facts.about:
            yield o


def _batch(facts: Facts, own: dict[Subject, None]) -> Batch:
    whole = own | {near: None for node in own for near in _neighbours(facts, node)}
    rows: list[Row] = [(s, p, o) for s in whole for p, o in facts.about[s]]
    near = {o: None for _, _, o in rows if not isinstance(o, ox.Literal) and o not in whole}
    for node in near:
        rows.extend((node, p, o) for p, o in facts.about.get(node, ()) if p in IDENTITY)
    return Batch(frozenset(own), tuple(rows))
