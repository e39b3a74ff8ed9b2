"""Which pairs of nodes are to be compared again after some have changed, and what comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.knowledge.identity import identity
from kg.resolve.corpus.blocks import blocks
from kg.resolve.corpus.decide import Judged, decide_pair
from kg.resolve.corpus.node import Node, NodeId
from kg.store.bodies import Bodies
from kg.store.nodes import Nodes
from kg.store.pairs import Pairs
from kg.store.region import Region

Ends = tuple[int, int]


def compare(
    nodes: Nodes, pairs: Pairs, bodies: Bodies, counted: Mapping[int, Node], touched: set[int], region: Region
) -> None:
    """Save what is counted of nodes, and decide again about every pair that this may matter to; tell ``region`` which
    nodes are gone and which decisions came out otherwise."""
    plan = _Plan(nodes, counted, touched)
    candidates = set(plan.candidates())
    for number in sorted(touched & counted.keys()):
        if nodes.save(number, counted[number]):
            bodies.note(number, counted[number])
        else:
            bodies.forget(number)
            region.lose(number)
    candidates |= set(plan.candidates())
    for one, other in sorted(candidates):
        if {one, other} & region.gone:
            continue
        if not nodes.meet(one, other):
            if pairs.has(one, other):
                region.differ(one, other)
                pairs.drop(one, other)
        elif {one, other} & touched or not pairs.has(one, other):
            _decide(nodes, pairs, bodies, (one, other), region)


def _decide(nodes: Nodes, pairs: Pairs, bodies: Bodies, ends: Ends, region: Region) -> None:
    shown = {number: nodes.shown(number) for number in ends}
    one, other = sorted(shown.values(), key=lambda node: node.id)
    judged: Judged | None = decide_pair(one, other, bodies)  # type: ignore[arg-type]
    if judged is None:
        if pairs.has(*ends):
            region.differ(*ends)
            pairs.drop(*ends)
    elif pairs.put({shown[n].id: n for n in ends}, {one.id: one, other.id: other}, judged):
        region.differ(*ends)


class _Plan:
    """The blocks that changed nodes are or were in, and how many members these have before and after."""

    def __init__(self, nodes: Nodes, counted: Mapping[int, Node], touched: Iterable[int]) -> None:
        self._nodes = nodes
        self._ids: dict[int, NodeId] = {}
        self._changed: defaultdict[str, set[int]] = defaultdict(set)
        more: defaultdict[str, int] = defaultdict(int)
        for number in touched:
            node = counted[number] if number in counted else nodes.load(number)
            self._ids[number] = node.id
            old, new = nodes.blocks(number), set(blocks(node)) if nodes.is_there(number) else set()
            for block in old | new:
                self._changed[block].add(number)
                more[block] += (block in new) - (block in old)
        most = identity().most
        self._small: dict[str, bool | None] = {}
        for block, members in self._changed.items():
            size = nodes.size(block, most + len(members) + 1)
            sizes = {size <= most, size + more[block] <= most}
            self._small[block] = sizes.pop() if len(sizes) == 1 else None

    def candidates(self) -> Iterator[Ends]:
        """The pairs that are or are no longer compared, as the blocks are now."""
        for block, changed in self._changed.items():
            for one, other in self._of_block(block, changed):
                if one != other:
                    yield (one, other) if one < other else (other, one)

    def _of_block(self, block: str, changed: set[int]) -> Iterator[Ends]:
        if self._small[block]:
            members = self._nodes.members(block)
            yield from ((number, member) for number in changed for member in members)
        elif self._small[block] is None:
            yield from combinations(self._nodes.members(block), 2)
        else:
            for number in changed:
                yield from combinations(self._nodes.near(block, self._ids[number]), 2)
