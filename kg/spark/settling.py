"""From decisions to clusters and keys, component by component: what hangs together by no decision that two are one is in no
cluster, so each component settled by itself gives what all of them settled at once would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.codec import dumped, loaded
from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.cluster import Pair, cluster
from kg.resolve.corpus.decide import Judged, left_alone
from kg.resolve.corpus.keys import final_keys
from kg.resolve.corpus.link import by_hand, called, decided_by_hand
from kg.resolve.corpus.node import PAGE, Node, NodeId
from kg.spark.components import components
from kg.spark.frames import Row, decoded, encoded, grouped, mapped, saved
from kg.spark.nodes import number
from kg.types import Decision

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FINALS = "node binary, key binary, final binary, whole boolean"
DECISIONS = "left binary, right binary, rule binary, data binary"
#: What comes of a component: of each node the cluster (``one``, ``other``), and the decisions as they came out.
_CLUSTERED = "one binary, other binary, key binary, tail binary, data binary"


@dataclass(frozen=True, slots=True)
class Settled:
    """Who is who: of each node the key of its entity (``final``), and whether all bearers of its own key are one
    (``whole``); the decisions; which bodies are followed by which (``old``, ``new``: keys of entities)."""

    finals: DataFrame
    decisions: DataFrame
    successors: DataFrame


@dataclass(frozen=True, slots=True)
class ByHand:
    """Pairs of nodes that people have decided to be one, and to be two."""

    same: tuple[Pair, ...]
    different: tuple[Pair, ...]

    def decisions(self) -> list[Decision]:
        """The same as decisions."""
        return [
            *(by_hand(*_ends_of(pair), "same") for pair in self.same),
            *(by_hand(*_ends_of(pair), "different") for pair in self.different),
        ]


def _ends_of(pair: Pair) -> tuple[str, str]:
    one, other = sorted(Node(*id_, "Person").address for id_ in pair)
    return one, other


def settle(nodes: DataFrame, judged: DataFrame, people: Judgements, work: str) -> Settled:
    """Who is who among ``nodes``, given what is ``judged`` about pairs of them and what ``people`` decided."""
    from pyspark.sql import functions as f

    spark = nodes.sparkSession
    hand = _by_hand(nodes, people)
    judged = saved(judged, f"{work}/judged")
    given = [(number(one), number(other)) for one, other in map(sorted, hand.same)]
    edges = judged.where("same").select("one", "other")
    if given:
        edges = edges.unionByName(spark.createDataFrame(given, "one binary, other binary"))
    members = components(edges, work)
    inner, outer = _apart(judged, members)
    clustered = saved(_clustered(nodes, inner, members, hand), f"{work}/clusters")
    finals = saved(_finals(clustered.where("length(other) > 0")), f"{work}/finals")
    came = clustered.where("length(other) = 0").select("data").unionByName(outer)
    pairs = judged.select("one", "other", "old", "new")
    decisions = _called(_numbered(came), finals, hand).unionByName(_alone(nodes))
    if hand.same or hand.different:
        rows = [_decision(each) for each in hand.decisions()]
        decisions = decisions.unionByName(spark.createDataFrame(rows, DECISIONS))
    keys = finals.select("node", "final")
    successors = (
        pairs.where("length(old) > 0")
        .join(keys.select(f.col("node").alias("old"), f.col("final").alias("before")), "old")
        .join(keys.select(f.col("node").alias("new"), f.col("final").alias("after")), "new")
        .select(f.col("before").alias("old"), f.col("after").alias("new"))
        .distinct()
    )
    return Settled(
        finals, saved(decisions.distinct(), f"{work}/decisions"), saved(successors, f"{work}/successors")
    )


def _by_hand(nodes: DataFrame, people: Judgements) -> ByHand:
    """The nodes that people have named; few, so that the driver looks at them."""
    from pyspark.sql import functions as f

    names = sorted({*people.same, *people.same.values(), *(key for pair in people.different for key in pair)})
    if not names:
        return ByHand((), ())
    named = nodes.sparkSession.createDataFrame([(encoded(name),) for name in names], "name binary")
    address = f.expr(
        "if(length(tail) = 0, key, concat(key, encode('（', 'UTF-8'), tail, encode('）', 'UTF-8')))"
    )
    met = nodes.select("key", "tail", f.explode(f.array_distinct(f.array("key", address))).alias("name"))
    rows = met.join(f.broadcast(named), "name").select("key", "tail").distinct().collect()
    ids = sorted((decoded(bytes(key)), decoded(bytes(tail))) for key, tail in rows)
    same, different = decided_by_hand(people, [Node(*id_, "Person") for id_ in ids])
    return ByHand(tuple(same), tuple(different))


def _apart(judged: DataFrame, members: DataFrame) -> tuple[DataFrame, DataFrame]:
    """The decisions about two nodes of one component (``component``, ``data``), and the others, which stay as they are."""
    from pyspark.sql import functions as f

    left = members.select(f.col("node").alias("one"), f.col("component").alias("component"))
    right = members.select(f.col("node").alias("other"), f.col("component").alias("there"))
    placed = judged.select("one", "other", "data").join(left, "one", "left").join(right, "other", "left")
    within = f.coalesce(f.col("component") == f.col("there"), f.lit(False))
    return placed.where(within).select("component", "data"), placed.where(~within).select("data")


def _clustered(nodes: DataFrame, inner: DataFrame, members: DataFrame, hand: ByHand) -> DataFrame:
    from pyspark.sql import functions as f

    empty = f.lit(b"")
    ids = members.join(nodes.select("node", "key", "tail"), "node").select(
        "component", "key", "tail", empty.alias("data")
    )
    pairs = inner.select("component", empty.alias("key"), empty.alias("tail"), "data")
    joined = grouped(ids.unionByName(pairs), ["component"], partial(_cluster, hand), _CLUSTERED)
    alone = nodes.join(members, "node", "left_anti")
    single = alone.select(
        f.col("node").alias("one"), f.col("node").alias("other"), "key", "tail", empty.alias("data")
    )
    return joined.unionByName(single)


def _cluster(hand: ByHand, rows: Iterable[Row]) -> Iterator[Row]:
    """One component: its nodes with their clusters, and its decisions."""
    ids: list[NodeId] = []
    judged: list[Judged] = []
    for _, key, tail, data in rows:
        if data:
            judged.append(loaded(data, Judged))
        else:
            ids.append((decoded(key), decoded(tail)))
    members = set(ids)
    same, different = ([pair for pair in pairs if pair <= members] for pairs in (hand.same, hand.different))
    clusters, settled = cluster(sorted(ids), judged, same, different)
    for each in clusters:
        yield from ((number(id_), number(each[0]), *map(encoded, id_), b"") for id_ in each)
    yield from ((number(each.left), b"", b"", b"", dumped(each, Judged)) for each in settled)


def _finals(clustered: DataFrame) -> DataFrame:
    """The keys of the entities. What a cluster is called depends on whether others have nodes of the same key."""
    from pyspark.sql import functions as f

    rows = clustered.select(f.col("other").alias("cluster"), f.col("one").alias("node"), "key", "tail")
    several = rows.groupBy("key").agg((f.count_distinct("cluster") > 1).alias("several"))
    shared = rows.join(several, "key").select("cluster", "node", "key", "tail", "several")
    named = grouped(shared, ["cluster"], _name, "node binary, key binary, final binary")
    whole = named.groupBy("key").agg((f.count_distinct("final") == 1).alias("whole"))
    return named.join(whole, "key").select("node", "key", "final", "whole")


def _name(rows: Iterable[Row]) -> Iterator[Row]:
    ids: dict[NodeId, bytes] = {}
    several: set[str] = set()
    for _, node, key, tail, shared in rows:
        id_ = decoded(key), decoded(tail)
        ids[id_] = node
        several |= {id_[0]} if shared else set()
    for id_, final in final_keys([sorted(ids)], several).items():
        yield ids[id_], encoded(id_[0]), encoded(final)


def _numbered(came: DataFrame) -> DataFrame:
    return mapped(came, _ends, "one binary, other binary, data binary")


def _ends(rows: Iterator[Row]) -> Iterator[Row]:
    for (data,) in rows:
        each = loaded(data, Judged)
        yield number(each.left), number(each.right), data


def _called(came: DataFrame, finals: DataFrame, hand: ByHand) -> DataFrame:
    """The decisions in terms of whole keys, without those that people have made."""
    from pyspark.sql import functions as f

    whole = finals.select("node", "whole")
    left = whole.select(f.col("node").alias("one"), f.col("whole").alias("left"))
    right = whole.select(f.col("node").alias("other"), f.col("whole").alias("right"))
    rows = came.join(left, "one").join(right, "other").select("data", "left", "right")
    return mapped(rows, partial(_in_keys, frozenset((*hand.same, *hand.different))), DECISIONS)


def _in_keys(decided: frozenset[Pair], rows: Iterator[Row]) -> Iterator[Row]:
    for data, left, right in rows:
        each = loaded(data, Judged)
        if frozenset({each.left, each.right}) not in decided:
            whole = {end[0] for end, is_whole in ((each.left, left), (each.right, right)) if is_whole}
            yield _decision(called(each, whole))


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


def _decision(decision: Decision) -> Row:
    ends = encoded(decision.left), encoded(decision.right)
    return (*ends, encoded(decision.rule), dumped(decision))
