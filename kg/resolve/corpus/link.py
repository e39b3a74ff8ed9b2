"""All pages together: the nodes, their blocks, decisions and clusters, first of bodies and places, then of people, who are
known by their bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial

from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.blocks import blocks
from kg.resolve.corpus.cluster import Group, Pair, cluster
from kg.resolve.corpus.decide import Judged, decide, left_alone
from kg.resolve.corpus.keys import followed, replacements
from kg.resolve.corpus.meant import NOT_MEANT, Meant, Rows
from kg.resolve.corpus.names import is_older, plain
from kg.resolve.corpus.node import Final, Node, NodeId
from kg.resolve.corpus.people import Bodies, Body
from kg.resolve.corpus.tails import tail
from kg.types import Decision, PageResolution, Profile, Verdict

#: The rule of a decision that a person made.
PERSON_RULE = "judgements"
BODIES = frozenset({"Agency", "Organization", "Area", "Community"})


@dataclass(slots=True)
class Links:
    """Who is who over all pages: ``nodes`` by id, ``final`` the key of the entity of each, the id of each page's key in
    ``at``; the decisions, and which bodies are successors of which (old key, new key); how ``nodes`` are meant by what
    people have decided. ``drop`` are keys that they have decided to be no entity's: all else goes on as if they were.
    ``later`` gives of those that are not dropped the successors of each body, by its key."""

    nodes: dict[NodeId, Node] = field(default_factory=dict)
    final: dict[NodeId, str] = field(default_factory=dict)
    at: dict[tuple[str, str], NodeId] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    successors: set[tuple[str, str]] = field(default_factory=set)
    later: Mapping[str, Sequence[str]] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    by_row: dict[NodeId, Meant] = field(default_factory=dict)

    def key(self, page: str, key: str) -> str | None:
        """The key over all pages of what ``key`` names on a page; None for what is dropped."""
        node = self.at[page, key]
        final = self.final[node]
        return None if self.drop and is_dropped(self.drop, final, self.by_row.get(node, NOT_MEANT)) else final

    def meant(self, page: str, key: str) -> Meant:
        """How rows of people mean what ``key`` names on a page."""
        return self.by_row.get(self.at[page, key], NOT_MEANT) if self.by_row else NOT_MEANT

    def known(self, page: str, key: str) -> str:
        """The same, as far as it is settled already; else the key itself."""
        return self.final.get(self.at.get((page, key), (key, "")), key)

    def thing(self, key: str) -> str:
        """The same, of a key that is one on all pages."""
        return self.final.get((key, ""), key)

    def replaced(self) -> list[tuple[str, str]]:
        """Pairs of a key that names nothing any more and one that stands for it."""
        return sorted(pair for pair in set(replacements(self.final)) if self.drop.isdisjoint(pair))

    def named(self, rows: Rows) -> dict[str, set[str]]:
        """For each key of ``rows`` that means anything, the keys over all pages of what it means, dropped or not."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for node, meant in self.by_row.items():
            for key in meant.own:
                found[key].add(self.final[node])
        for key in rows.keys & set(self.final.values()):
            found[key].add(key)
        return found


def link(pages: Iterable[PageResolution], judged: Judgements) -> Links:
    """Who is who over ``pages``, whatever their order."""
    pages = list(pages)
    links, rows = Links(drop=judged.drop), Rows(judged)
    _settle(links, _gathered(links, pages, people=False), rows, {})
    later = followed(links.successors)
    bodies: dict[str, Body] = {}
    for id_, node in sorted(links.nodes.items(), key=lambda item: item[0]):
        if node.type in BODIES:
            key = links.final[id_]
            bodies.setdefault(key, body(node, links.thing, later.get(key, ())))
    _settle(links, _gathered(links, pages, people=True), rows, bodies)
    links.decisions = sorted(set(links.decisions))
    links.later = followed(pair for pair in links.successors if links.drop.isdisjoint(pair))
    return links


def _gathered(links: Links, pages: Sequence[PageResolution], people: bool) -> dict[NodeId, Node]:
    nodes: dict[NodeId, Node] = {}
    for page in pages:
        for profile in page.profiles:
            if (profile.type == "Person") == people:
                final = partial(links.known, page.page) if people else _itself
                node = node_of(profile, page.sign, final)
                links.at[page.page, profile.key] = node
                nodes.setdefault(node, Node(*node, profile.type)).add(profile, page.page, final)
    return nodes


def node_of(profile: Profile, sign: str, final: Final) -> NodeId:
    """The node that a page's profile belongs to; ``sign`` is that of the page."""
    return profile.key, tail(profile, sign, final)


def _itself(key: str) -> str:
    return key


def _settle(links: Links, nodes: dict[NodeId, Node], rows: Rows, bodies: Bodies) -> None:
    """Decide about ``nodes`` and add what comes of it to ``links``."""
    found: dict[tuple[NodeId, NodeId], Judged] = {}
    for block, members in sorted(in_blocks(nodes.values()).items()):
        for each in decide(block, members, bodies):
            found[each.left, each.right] = each
    own = {id_: names for id_ in nodes if (names := rows.own(id_, lambda key: (key, "") in nodes))}
    different = told_apart(rows, nodes) if own else frozenset()
    clustered = cluster(nodes, found.values(), alike(rows, own), different)
    final, by_row = rows.settled(clustered, (), own)
    links.nodes |= nodes
    links.final |= final
    links.by_row |= by_row
    whole = _undivided(links.final)
    links.decisions += [called(each, whole) for each in clustered.settled]
    links.decisions += _by_hand(nodes, clustered.same, "same") + _by_hand(nodes, different, "different")
    links.decisions += [alone.decision for node in nodes.values() if (alone := left_alone(node))]
    links.successors |= set(_successors(clustered.settled, nodes, links.final))


def in_blocks(nodes: Iterable[Node]) -> Mapping[str, list[Node]]:
    """The blocks of more than one node."""
    found: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        for block in set(blocks(node)):
            found[block].append(node)
    return {block: members for block, members in found.items() if len(members) > 1}


def _undivided(final: Mapping[NodeId, str]) -> set[str]:
    """The keys whose bearers are all one."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for (key, _), now in final.items():
        holders[key].add(now)
    return {key for key, now in holders.items() if len(now) == 1}


def called(settled: Judged, whole: Container[str]) -> Decision:
    """The decision in terms of whole keys, where no part of them is meant."""
    decision, (left, _), (right, _) = settled.decision, settled.left, settled.right
    if left == right:
        return decision
    ends = (left if left in whole else decision.left), (right if right in whole else decision.right)
    one, other = sorted(ends)
    return replace(decision, left=one, right=other)


def alike(rows: Rows, own: Mapping[NodeId, Iterable[str]]) -> list[Group]:
    """What people took for one."""
    named: defaultdict[str, set[NodeId]] = defaultdict(set)
    for id_, keys in own.items():
        for key in keys:
            named[key].add(id_)
    return rows.same(named)


def told_apart(rows: Rows, nodes: Iterable[NodeId]) -> frozenset[Pair]:
    """The pairs of nodes that people told apart: by a key without a tail all that have it."""
    named: defaultdict[str, set[NodeId]] = defaultdict(set)
    for id_ in nodes:
        for key in rows.naming(id_):
            named[key].add(id_)
    return rows.told_apart(named)


def is_dropped(drop: Set[str], final: str, meant: Meant) -> bool:
    """Whether what a page names, which is the entity ``final``, is none after all: as a whole, or what pages call so."""
    return final in drop or not drop.isdisjoint(meant.own)


def _by_hand(nodes: Mapping[NodeId, Node], pairs: Iterable[Pair], verdict: Verdict) -> list[Decision]:
    ends = (sorted(nodes[node].address for node in pair) for pair in pairs)
    return [by_hand(one, other, verdict) for one, other in ends]


def by_hand(left: str, right: str, verdict: Verdict) -> Decision:
    """That a person decided so."""
    score = 1.0 if verdict == "same" else 0.0
    return Decision(left, right, verdict, score, ("a person decided so",), PERSON_RULE)


def _successors(
    settled: Iterable[Judged], nodes: Mapping[NodeId, Node], final: Mapping[NodeId, str]
) -> Iterator[tuple[str, str]]:
    """The keys of old and new bodies in the same place."""
    for each in settled:
        pair = succession(each, nodes)
        if pair is not None:
            yield final[pair[0]], final[pair[1]]


def succession(each: Judged, nodes: Mapping[NodeId, Node]) -> tuple[NodeId, NodeId] | None:
    """The old and the new body, where a decision is about two in one place of which one followed the other."""
    one, other = nodes[each.left], nodes[each.right]
    if not each.successor or (one.seat or one.where) != (other.seat or other.where):
        return None
    names = plain(one.type, one.core), plain(other.type, other.core)
    return (one.id, other.id) if is_older(*names) else (other.id, one.id)


def body(node: Node, final: Final, later: Iterable[str]) -> Body:
    """What is known of a body, of which ``node`` is the first part: ``final`` gives the keys of those it belongs to,
    ``later`` are those of its successors."""
    name = min(node.names, key=lambda each: (-node.names[each], each))
    return Body(name, node.seat, frozenset(map(final, node.above)), frozenset(later))
