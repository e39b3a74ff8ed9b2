"""From decisions to clusters and keys, component by component: what hangs together by no decision that two are one is in no
cluster, so each component settled by itself gives what all of them settled at once would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.codec import dumped, loaded
from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.cluster import Clustered, Group, Pair, cluster
from kg.resolve.corpus.decide import Judged, left_alone
from kg.resolve.corpus.link import alike, by_hand, called, told_apart
from kg.resolve.corpus.meant import Meant, Rows
from kg.resolve.corpus.node import PAGE, Node, NodeId, address_of
from kg.spark.components import components
from kg.spark.frames import Row, decoded, encoded, grouped, mapped, saved
from kg.spark.nodes import address, number
from kg.types import Decision, Verdict

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FINALS = "node binary, key binary, tail binary, final binary, meant binary"
DECISIONS = "left binary, right binary, rule binary, data binary"
#: What comes of a component: of each node (``one``, with ``key`` and ``tail``) the first one of its cluster (``other``) and,
#: in ``data``, what people's decisions make of it; the decisions of rules, and the pairs that people joined.
_CLUSTERED = "kind string, one binary, other binary, key binary, tail binary, data binary"
_NODE, _RULED, _JOINED = "node", "ruled", "joined"
_EMPTY = b""


@dataclass(frozen=True, slots=True)
class Settled:
    """Who is who: of each node the key of its entity (``final``), and how rows of people mean it (``meant``, empty if none
    does); the decisions; which bodies are followed by which (``old``, ``new``: keys of entities)."""

    finals: DataFrame
    decisions: DataFrame
    successors: DataFrame


@dataclass(frozen=True, slots=True)
class ByHand:
    """What people have decided about nodes: the keys that mean each (``own``), what they took for one and told apart."""

    own: Mapping[NodeId, tuple[str, ...]] = field(default_factory=dict)
    same: tuple[Group, ...] = ()
    different: frozenset[Pair] = frozenset()

    def ends(self) -> Iterator[tuple[bytes, bytes]]:
        """Pairs that bring together, into one component, all nodes of a group."""
        for group in self.same:
            nodes = sorted({number(id_) for _, found in group.members for id_ in found})
            yield from pairwise(nodes)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node is in what people took for one: it gives the name, is another name, or is called by a key ``given``."""

    head: bool = False
    other: bool = False
    given: str = ""


def settle(nodes: DataFrame, judged: DataFrame, people: Judgements, work: str) -> Settled:
    """Who is who among ``nodes``, given what is ``judged`` about pairs of them and what ``people`` decided."""
    spark, rows = nodes.sparkSession, Rows(people)
    hand = _by_hand(nodes, rows)
    judged = saved(judged, f"{work}/judged")
    edges = judged.where("same").select("one", "other")
    if given := list(hand.ends()):
        edges = edges.unionByName(spark.createDataFrame(given, "one binary, other binary"))
    members = components(edges, work)
    inner, outer = _apart(judged, members)
    clustered = saved(_clustered(nodes, inner, members, hand), f"{work}/clusters")
    finals = saved(_finals(clustered.where(f"kind = '{_NODE}'"), rows, hand), f"{work}/finals")
    ruled = clustered.where(f"kind = '{_RULED}'").select("one", "other", "data").unionByName(outer)
    decisions = _called(ruled, finals, hand).unionByName(_alone(nodes)).unionByName(_decided(clustered, hand))
    successors = _successors(_not_by_hand(judged.where("length(old) > 0"), clustered, hand), finals)
    return Settled(
        finals, saved(decisions.distinct(), f"{work}/decisions"), saved(successors, f"{work}/successors")
    )


def _by_hand(nodes: DataFrame, rows: Rows) -> ByHand:
    """The nodes that people have named; few, so that the driver looks at them."""
    from pyspark.sql import functions as f

    names = sorted({base for key in rows.keys for base in rows.bases(key)})
    if not names:
        return ByHand()
    named = nodes.sparkSession.createDataFrame([(encoded(name),) for name in names], "name binary")
    met = nodes.select("key", "tail", f.explode(f.array_distinct(f.array("key", address()))).alias("name"))
    found = met.join(f.broadcast(named), "name").select("key", "tail").distinct().collect()
    ids = sorted((decoded(bytes(key)), decoded(bytes(tail))) for key, tail in found)
    there = frozenset(ids)
    own = {id_: keys for id_ in ids if (keys := rows.own(id_, lambda key: (key, "") in there))}
    return ByHand(own, tuple(alike(rows, own)), told_apart(rows, ids)) if own else ByHand()


def _apart(judged: DataFrame, members: DataFrame) -> tuple[DataFrame, DataFrame]:
    """The decisions about two nodes of one component (``component``, ``data``), and the others, which stay as they are."""
    from pyspark.sql import functions as f

    left = members.select(f.col("node").alias("one"), f.col("component").alias("component"))
    right = members.select(f.col("node").alias("other"), f.col("component").alias("there"))
    placed = judged.select("one", "other", "data").join(left, "one", "left").join(right, "other", "left")
    within = f.coalesce(f.col("component") == f.col("there"), f.lit(False))
    return placed.where(within).select("component", "data"), placed.where(~within).select(
        "one", "other", "data"
    )


def _clustered(nodes: DataFrame, inner: DataFrame, members: DataFrame, hand: ByHand) -> DataFrame:
    from pyspark.sql import functions as f

    empty = f.lit(_EMPTY)
    ids = members.join(nodes.select("node", "key", "tail"), "node")
    rows = ids.select("component", "key", "tail", empty.alias("data")).unionByName(
        inner.select("component", empty.alias("key"), empty.alias("tail"), "data")
    )
    joined = grouped(rows, ["component"], partial(_cluster, hand), _CLUSTERED)
    alone = nodes.join(members, "node", "left_anti").select("node", "key", "tail")
    return joined.unionByName(mapped(alone, partial(_single, hand), _CLUSTERED))


def _cluster(hand: ByHand, rows: Iterable[Row]) -> Iterator[Row]:
    """One component: its nodes with their clusters, and its decisions."""
    ids: list[NodeId] = []
    judged: list[Judged] = []
    for _, key, tail, data in rows:
        if data:
            judged.append(loaded(data, Judged))
        else:
            ids.append((decoded(key), decoded(tail)))
    yield from _rows(_of(hand, sorted(ids), judged))


def _single(hand: ByHand, rows: Iterator[Row]) -> Iterator[Row]:
    """Nodes that nothing is one with."""
    for node, key, tail in rows:
        id_ = decoded(key), decoded(tail)
        if id_ in hand.own:
            yield from _rows(_of(hand, [id_], ()))
        else:
            yield _NODE, node, node, key, tail, _EMPTY


def _of(hand: ByHand, ids: list[NodeId], judged: Iterable[Judged]) -> Clustered:
    """The clusters of one component, which has all nodes of a group or none."""
    there = frozenset(ids)
    same = [group for group in hand.same if group.members[0][1] <= there]
    return cluster(ids, judged, same, [pair for pair in hand.different if pair <= there])


def _rows(clustered: Clustered) -> Iterator[Row]:
    for members in clustered.clusters:
        first = number(members[0])
        for id_ in members:
            place = Place(id_ in clustered.heads, id_ in clustered.others, clustered.given.get(id_, ""))
            data = _EMPTY if place == Place() else dumped(place)
            yield _NODE, number(id_), first, encoded(id_[0]), encoded(id_[1]), data
    for each in clustered.settled:
        yield _RULED, number(each.left), number(each.right), _EMPTY, _EMPTY, dumped(each, Judged)
    for pair in clustered.same:
        one, other = sorted(pair)
        yield _JOINED, number(one), number(other), _EMPTY, _EMPTY, dumped(_hand_made(pair, "same"))


def _finals(clustered: DataFrame, people: Rows, hand: ByHand) -> DataFrame:
    """The keys of the entities. What a cluster is called depends on whether others have nodes of the same key."""
    from pyspark.sql import functions as f

    rows = clustered.select(
        f.col("other").alias("cluster"), f.col("one").alias("node"), "key", "tail", "data"
    )
    several = rows.groupBy("key").agg((f.count_distinct("cluster") > 1).alias("several"))
    shared = rows.join(several, "key").select("cluster", "node", "key", "tail", "several", "data")
    return grouped(shared, ["cluster"], partial(_name, people, hand), FINALS)


def _name(people: Rows, hand: ByHand, rows: Iterable[Row]) -> Iterator[Row]:
    ids: dict[NodeId, bytes] = {}
    several: set[str] = set()
    places: dict[NodeId, Place] = {}
    for _, node, key, tail, shared, data in rows:
        id_ = decoded(key), decoded(tail)
        ids[id_] = node
        several |= {id_[0]} if shared else set()
        places |= {id_: loaded(data, Place)} if data else {}
    clustered = Clustered(
        clusters=[sorted(ids)],
        heads=frozenset(id_ for id_, place in places.items() if place.head),
        others=frozenset(id_ for id_, place in places.items() if place.other),
        given={id_: place.given for id_, place in places.items() if place.given},
    )
    own = {id_: hand.own[id_] for id_ in ids if id_ in hand.own}
    finals, meant = people.settled(clustered, several, own)
    for id_, final in finals.items():
        data = dumped(meant[id_], Meant) if id_ in meant else _EMPTY
        yield ids[id_], *map(encoded, id_), encoded(final), data


def _called(ruled: DataFrame, finals: DataFrame, hand: ByHand) -> DataFrame:
    """The decisions of rules in terms of whole keys, without those that people have made."""
    from pyspark.sql import functions as f

    bearers = finals.groupBy("key").agg((f.count_distinct("final") == 1).alias("whole"))
    whole = finals.select("node", "key").join(bearers, "key").select("node", "whole")
    left = whole.select(f.col("node").alias("one"), f.col("whole").alias("left"))
    right = whole.select(f.col("node").alias("other"), f.col("whole").alias("right"))
    rows = ruled.join(left, "one").join(right, "other").select("data", "left", "right")
    return mapped(rows, partial(_in_keys, hand.different), DECISIONS)


def _in_keys(different: frozenset[Pair], rows: Iterator[Row]) -> Iterator[Row]:
    for data, left, right in rows:
        each = loaded(data, Judged)
        if frozenset({each.left, each.right}) not in different:
            ends = (each.left, left), (each.right, right)
            yield _decision(called(each, {end[0] for end, whole in ends if whole}))


def _decided(clustered: DataFrame, hand: ByHand) -> DataFrame:
    """What people have decided, as decisions."""
    joined = mapped(clustered.where(f"kind = '{_JOINED}'").select("data"), _as_decisions, DECISIONS)
    rows = [_decision(_hand_made(pair, "different")) for pair in hand.different]
    return joined.unionByName(clustered.sparkSession.createDataFrame(rows, DECISIONS)) if rows else joined


def _as_decisions(rows: Iterator[Row]) -> Iterator[Row]:
    yield from (_decision(loaded(data, Decision)) for (data,) in rows)


def _alone(nodes: DataFrame) -> DataFrame:
    """Who is taken for nobody, as a page tells no more than a common name."""
    from pyspark.sql import functions as f

    marked = nodes.where(f.col("tail").startswith(f.lit(encoded(PAGE)))).select("key", "tail")
    return mapped(marked, _left_alone, DECISIONS)


def _left_alone(rows: Iterator[Row]) -> Iterator[Row]:
    for key, tail in rows:
        found = left_alone(Node(decoded(key), decoded(tail), "Person"))
        if found is not None:
            yield _decision(found.decision)


def _not_by_hand(judged: DataFrame, clustered: DataFrame, hand: ByHand) -> DataFrame:
    """``judged`` without the pairs that people have decided about."""
    from pyspark.sql import functions as f

    if not hand.own:
        return judged
    pairs = clustered.where(f"kind = '{_JOINED}'").select("one", "other")
    if hand.different:
        rows = [tuple(map(number, pair)) for pair in hand.different]
        pairs = pairs.unionByName(clustered.sparkSession.createDataFrame(rows, "one binary, other binary"))
    both = pairs.unionByName(pairs.select(f.col("other").alias("one"), f.col("one").alias("other")))
    return judged.join(both, ["one", "other"], "left_anti")


def _successors(judged: DataFrame, finals: DataFrame) -> DataFrame:
    """Which entity was followed by which."""
    from pyspark.sql import functions as f

    keys = finals.select("node", "final")
    old = keys.select(f.col("node").alias("old"), f.col("final").alias("before"))
    new = keys.select(f.col("node").alias("new"), f.col("final").alias("after"))
    rows = judged.select("old", "new").join(old, "old").join(new, "new")
    return rows.select(f.col("before").alias("old"), f.col("after").alias("new")).distinct()


def _hand_made(pair: Pair, verdict: Verdict) -> Decision:
    left, right = sorted(map(address_of, pair))
    return by_hand(left, right, verdict)


def _decision(decision: Decision) -> Row:
    ends = encoded(decision.left), encoded(decision.right)
    return (*ends, encoded(decision.rule), dumped(decision))
