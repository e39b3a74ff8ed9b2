"""What was decided over all pages, as the lines of its graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.assemble import Minter, decided, replaced, ruled
from kg.assemble.lines import to_lines
from kg.codec import loaded
from kg.spark.frames import Row, decoded, encoded, mapped
from kg.spark.nodes import address
from kg.types import Decision

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

LINES = "line string"


def gone(finals: DataFrame, drop: frozenset[str]) -> DataFrame:
    """Pairs of a key that names nothing any more (``key``) and one that stands for it (``final``): see
    `kg.resolve.corpus.keys.replacements`."""
    from pyspark.sql import functions as f

    living = finals.select(f.col("final").alias("living")).distinct()
    several = finals.groupBy("key").count().where("count > 1").select("key")
    parts = finals.join(several, "key", "left_semi").select(address().alias("key"), "final")
    named = finals.select("key", "final").unionByName(parts).distinct()
    pairs = named.join(living, f.col("key") == f.col("living"), "left_anti")
    if not drop:
        return pairs
    names = [f.lit(encoded(name)) for name in sorted(drop)]
    return pairs.where(~f.col("key").isin(names) & ~f.col("final").isin(names))


def lines(decisions: DataFrame, moved: DataFrame, entities: DataFrame, base: str) -> DataFrame:
    """The lines of the decisions between entities of the graph, and of what stands for keys that are none any more."""
    from pyspark.sql import functions as f

    living = entities.where("length(known) > 0").select("final")
    moved = moved.join(living, "final", "left_semi").select("key", "final")
    known = (
        living.select(f.col("final").alias("end"))
        .unionByName(moved.select(f.col("key").alias("end")))
        .distinct()
    )
    shown = decisions.join(known.withColumnRenamed("end", "left"), "left", "left_semi").join(
        known.withColumnRenamed("end", "right"), "right", "left_semi"
    )
    parts = (
        mapped(moved, partial(_replaced, base), LINES),
        mapped(shown.select("data"), partial(_decided, base), LINES),
        mapped(shown.select("rule").distinct(), partial(_ruled, base), LINES),
    )
    return parts[0].unionByName(parts[1]).unionByName(parts[2])


def _replaced(base: str, rows: Iterator[Row]) -> Iterator[Row]:
    minter = Minter(base)
    yield from _written(replaced(decoded(old), decoded(new), minter) for old, new in rows)


def _decided(base: str, rows: Iterator[Row]) -> Iterator[Row]:
    minter = Minter(base)
    for (data,) in rows:
        yield from _written(decided(loaded(data, Decision), minter))


def _ruled(base: str, rows: Iterator[Row]) -> Iterator[Row]:
    minter = Minter(base)
    for (rule,) in rows:
        yield from _written(ruled(decoded(rule), minter))


def _written(quads: Iterable[Quad]) -> Iterator[Row]:
    yield from ((line.decode(),) for line in to_lines(quads))
