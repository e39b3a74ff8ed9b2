"""Which nodes hang together by decisions that two are one.

Alternating large stars and small stars (Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii: Connected Components in
MapReduce and Beyond, 2014): each round links what a node is linked with to the least of them, until nothing changes; the
number of rounds grows with the logarithm of the size of the largest component, a round is a shuffle of the edges.
Few edges are joined in one process instead, which takes less time than one round.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.spark.frames import saved

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

#: Edges up to which the driver joins them by itself: about 200 MB of its memory.
FEW = 1 << 20

SCHEMA = "node binary, component binary"


def components(edges: DataFrame, work: str, few: int = FEW) -> DataFrame:
    """For each end of ``edges`` (``one``, ``other``) the least node of its component. ``work`` is a folder for what lies
    between the rounds."""
    edges = edges.where("one != other").distinct()
    rows = edges.limit(few + 1).collect()
    if len(rows) <= few:
        ends = joined((bytes(one), bytes(other)) for one, other in rows)
        return edges.sparkSession.createDataFrame(ends, SCHEMA)
    return saved(_by_stars(edges, work), f"{work}/components")


def joined(edges: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The same in this process: pairs of a node and the least one of its component."""
    root: dict[bytes, bytes] = {}

    def find(node: bytes) -> bytes:
        while root.setdefault(node, node) != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for ends in edges:
        least, most = sorted(map(find, ends))
        root[most] = least
    return sorted((node, find(node)) for node in root)


def _by_stars(edges: DataFrame, work: str) -> DataFrame:
    from pyspark.sql import functions as f

    stars = edges.select(f.greatest("one", "other").alias("node"), f.least("one", "other").alias("component"))
    before: object = None
    for number in range(1 << 10):
        stars = saved(_small(_large(stars)), f"{work}/stars-{number % 2}")
        now = stars.agg(f.count("*"), f.bit_xor(f.xxhash64("node", "component"))).first()
        if now == before:
            break
        before = now
    roots = stars.select("component").distinct().select(f.col("component").alias("node"), "component")
    return stars.unionByName(roots)


def _large(stars: DataFrame) -> DataFrame:
    """Link the neighbours of each node that are greater than it to the least of them and itself."""
    from pyspark.sql import functions as f

    back = stars.select(f.col("component").alias("node"), f.col("node").alias("component"))
    both = stars.unionByName(back).withColumn("least", f.least("node", _least()))
    linked = both.where("component > node").select(
        f.col("component").alias("node"), f.col("least").alias("component")
    )
    return linked.distinct()


def _small(stars: DataFrame) -> DataFrame:
    """Link each node, and its neighbours that are less than it, to the least of them."""
    from pyspark.sql import functions as f

    known = stars.withColumn("least", _least())
    below = known.where("component != least").select(
        f.col("component").alias("node"), f.col("least").alias("component")
    )
    return below.unionByName(known.select("node", f.col("least").alias("component"))).distinct()


def _least() -> Column:
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    return f.min("component").over(Window.partitionBy("node"))
