"""From decisions to clusters: pairs are joined from the surest down, and never across a decision that two are two.

Where a node could be one with either of two that are not one, and neither is clearly better, it is joined to none.

People's decisions outrank every score: what they told apart no chain of rules joins, and what they took for one is one,
with all that rules join to either, however much rules speak against it. A key of theirs that means several, which rules do
not take for one, joins nothing: nobody knows which of them is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from kg.knowledge.identity import identity
from kg.resolve.corpus.decide import Judged
from kg.resolve.corpus.node import NodeId

Pair = frozenset[NodeId]


@dataclass(frozen=True, slots=True)
class Group:
    """What people took for one: the key that stands for it, and for each key of theirs that is there its nodes."""

    head: str
    members: tuple[tuple[str, frozenset[NodeId]], ...]


@dataclass(frozen=True, slots=True)
class Clustered:
    """The clusters, each sorted, in order; the decisions of rules as they came out; the pairs that people's decisions
    joined. Of what they took for one: ``heads`` the nodes that it is called by, ``others`` those that are another name,
    ``given`` the key of those for which no page has a node."""

    clusters: list[list[NodeId]]
    settled: list[Judged] = field(default_factory=list)
    same: frozenset[Pair] = frozenset()
    heads: frozenset[NodeId] = frozenset()
    others: frozenset[NodeId] = frozenset()
    given: Mapping[NodeId, str] = field(default_factory=dict)


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
    nodes: Iterable[NodeId],
    judged: Iterable[Judged],
    same: Sequence[Group] = (),
    different: Iterable[Pair] = (),
) -> Clustered:
    """The clusters; of what rules take for one and could not be joined, the decision is open, with the reason why.

    ``same`` and ``different`` are what people have decided; of these ``different`` wins.
    """
    nodes, different = list(nodes), frozenset(different)
    known = sorted({each.decision: each for each in judged}.values(), key=lambda each: each.decision)
    groups = _certain(sorted(same, key=_of_head), _ruled(nodes, known, different)) if same else []
    whole = Clusters(nodes)
    for pair in sorted(different, key=sorted):
        whole.forbid(*sorted(pair))
    joined = frozenset(_obeyed(whole, groups))
    left = [each for each in known if frozenset({each.left, each.right}) not in joined | different]
    return Clustered(
        settled=_joined(Clusters(nodes), whole, left),
        clusters=list(whole.all()),
        same=joined,
        heads=frozenset(node for group in groups for node in _head(group)),
        others=frozenset(
            node for group in groups for _, found in group.members for node in found - _head(group)
        ),
        given={
            node: group.head
            for group in groups
            if not _head(group)
            for _, found in group.members
            for node in found
        },
    )


def _of_head(group: Group) -> str:
    return group.head


def _ruled(nodes: Sequence[NodeId], known: Sequence[Judged], different: frozenset[Pair]) -> Clusters:
    """The clusters as they would be without what people took for one."""
    whole = Clusters(nodes)
    for pair in sorted(different, key=sorted):
        whole.forbid(*sorted(pair))
    left = [each for each in known if frozenset({each.left, each.right}) not in different]
    _joined(Clusters(nodes), whole, left)
    return whole


def _certain(same: Iterable[Group], ruled: Clusters) -> list[Group]:
    """The groups without keys that mean several, as far as there is anything left to be joined or named."""
    found = []
    for group in same:
        clear = tuple(each for each in group.members if len({ruled.find(node) for node in each[1]}) == 1)
        keys, there = [key for key, _ in clear], {key for key, _ in group.members}
        if len(clear) > 1 or (clear and group.head not in there):
            unclear = group.head in there and group.head not in keys
            found.append(Group(keys[0] if unclear else group.head, clear))
    return found


def _head(group: Group) -> frozenset[NodeId]:
    """The nodes of the key that stands for the group, if it is there."""
    return next((found for key, found in group.members if key == group.head), frozenset())


def _obeyed(whole: Clusters, groups: Iterable[Group]) -> Iterator[Pair]:
    """Join what people took for one; the pairs that are."""
    for group in groups:
        first = group.members[0][1]
        for _, found in group.members[1:]:
            for one, other in product(sorted(first), sorted(found)):
                if one != other and whole.may_join(one, other):
                    whole.join(one, other)
                    yield frozenset({one, other})


def _joined(ruled: Clusters, whole: Clusters, known: Sequence[Judged]) -> list[Judged]:
    """Join what rules take for one, in ``ruled`` by rules alone, in ``whole`` with what people decided; the decisions."""
    for each in known:
        if each.decision.verdict == "different":
            ruled.forbid(each.left, each.right)
    settled = list(_without_rivals(known, whole))
    out = [each for each in settled if each.decision.verdict != "same"]
    for each in sorted((s for s in settled if s.decision.verdict == "same"), key=_surest):
        if ruled.may_join(each.left, each.right) and whole.may_join(each.left, each.right):
            ruled.join(each.left, each.right)
            whole.join(each.left, each.right)
            out.append(each)
        else:
            out.append(_open(each, "joined with others, they would be one with what is not one with them"))
    return sorted(out, key=lambda each: each.decision)


def _surest(each: Judged) -> tuple[float, str, str]:
    return -each.bits, each.decision.left, each.decision.right


def _without_rivals(judged: Sequence[Judged], whole: Clusters) -> Iterator[Judged]:
    """``judged``, where a node that could be one with either of two others that are not one is one with none, unless one
    of them is better by a margin. ``whole`` is what people took for one."""
    apart = {
        frozenset({each.left, each.right})
        for each in judged
        if each.decision.verdict != "same" and whole.find(each.left) != whole.find(each.right)
    }
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
