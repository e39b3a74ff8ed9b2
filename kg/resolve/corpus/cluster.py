"""From decisions to clusters: pairs are joined from the surest down, and never across a decision that two are two.

People's decisions come first and outrank every score. Where a node could be one with either of two that are not one, and
neither is clearly better, it is joined to none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.knowledge.identity import identity
from kg.resolve.corpus.decide import Judged
from kg.resolve.corpus.node import NodeId

Pair = frozenset[NodeId]


class Clusters:
    """A partition of nodes that grows by joining, and refuses to join what is forbidden."""

    def __init__(self, nodes: Iterable[NodeId]) -> None:
        self._root = {node: node for node in nodes}
        self._members: dict[NodeId, set[NodeId]] = {node: {node} for node in self._root}
        self._apart: defaultdict[NodeId, set[NodeId]] = defaultdict(set)

    def find(self, node: NodeId) -> NodeId:
        """The node that stands for the cluster of ``node``."""
        while self._root[node] != node:
            self._root[node] = self._root[self._root[node]]
            node = self._root[node]
        return node

    def forbid(self, one: NodeId, other: NodeId) -> None:
        """Never join the clusters of the two from now on, unless they are joined already."""
        a, b = self.find(one), self.find(other)
        if a != b:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def may_join(self, one: NodeId, other: NodeId) -> bool:
        """Whether nothing forbids it."""
        return self.find(other) not in self._apart[self.find(one)]

    def join(self, one: NodeId, other: NodeId) -> None:
        """Make one cluster of the two, whatever is forbidden; the smaller moves into the larger."""
        a, b = sorted((self.find(one), self.find(other)), key=lambda root: (-len(self._members[root]), root))
        if a == b:
            return
        self._root[b] = a
        self._members[a] |= self._members.pop(b)
        for enemy in self._apart.pop(b, set()):
            self._apart[enemy].discard(b)
            if enemy != a:
                self._apart[enemy].add(a)
                self._apart[a].add(enemy)
        self._apart[a].discard(a)

    def all(self) -> Iterator[list[NodeId]]:
        """The clusters, each sorted, in order."""
        yield from sorted(sorted(members) for members in self._members.values())


def cluster(
    nodes: Iterable[NodeId], judged: Iterable[Judged], same: Sequence[Pair], different: Sequence[Pair]
) -> tuple[list[list[NodeId]], list[Judged]]:
    """The clusters, and the decisions as they came out: what could not be joined is open, with the reason why.

    ``same`` and ``different`` are pairs that people have decided; of these ``different`` wins.
    """
    clusters = Clusters(nodes)
    known = sorted({each.decision: each for each in judged}.values(), key=lambda each: each.decision)
    _obey(clusters, same, different)
    for each in known:
        if each.decision.verdict == "different":
            clusters.forbid(each.left, each.right)
    settled = list(_without_rivals(known))
    out = [each for each in settled if each.decision.verdict != "same"]
    for each in sorted((s for s in settled if s.decision.verdict == "same"), key=_surest):
        if clusters.may_join(each.left, each.right):
            clusters.join(each.left, each.right)
            out.append(each)
        else:
            out.append(_open(each, "joined with others, they would be one with what is not one with them"))
    return list(clusters.all()), sorted(out, key=lambda each: each.decision)


def _obey(clusters: Clusters, same: Sequence[Pair], different: Sequence[Pair]) -> None:
    for pair in different:
        clusters.forbid(*sorted(pair))
    for pair in sorted(same, key=sorted):
        one, other = sorted(pair)
        if clusters.may_join(one, other):
            clusters.join(one, other)


def _surest(each: Judged) -> tuple[float, str, str]:
    return -each.bits, each.decision.left, each.decision.right


def _without_rivals(judged: Sequence[Judged]) -> Iterator[Judged]:
    """``judged``, where a node that could be one with either of two others that are not one is one with none, unless one
    of them is better by a margin."""
    apart = {frozenset({each.left, each.right}) for each in judged if each.decision.verdict != "same"}
    options: defaultdict[NodeId, list[tuple[float, NodeId]]] = defaultdict(list)
    for each in judged:
        if each.decision.verdict == "same":
            options[each.left].append((each.bits, each.right))
            options[each.right].append((each.bits, each.left))
    for each in judged:
        ends = ((each.left, each.right), (each.right, each.left))
        if each.decision.verdict == "same" and any(
            _has_rival(each.bits, there, options[here], apart) for here, there in ends
        ):
            yield _open(each, "another one could be meant as well, which is not the same")
        else:
            yield each


def _has_rival(bits: float, chosen: NodeId, options: list[tuple[float, NodeId]], apart: set[Pair]) -> bool:
    margin = identity().rival
    return any(
        other != chosen and strength > bits - margin and frozenset({chosen, other}) in apart
        for strength, other in options
    )


def _open(each: Judged, why: str) -> Judged:
    return each._replace(
        decision=replace(each.decision, verdict="open", reasons=(*each.decision.reasons, why))
    )
