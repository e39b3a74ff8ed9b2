"""Blocks and what is decided in each, by the functions that decide in any other build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.codec import dumped, loaded
from kg.resolve.corpus.blocks import blocks
from kg.resolve.corpus.decide import Judged, decide
from kg.resolve.corpus.link import succession
from kg.resolve.corpus.node import Node
from kg.resolve.corpus.people import Body
from kg.spark.frames import Row, decoded, encoded, grouped, mapped
from kg.spark.nodes import number

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: ``data`` is what was decided (``Judged``) about the two nodes; ``same`` whether it joins them; ``old`` and ``new`` are the
#: two where one body followed the other, else empty.
SCHEMA = "one binary, other binary, same boolean, old binary, new binary, data binary"
#: The bodies of a person by their keys.
Known = tuple[tuple[str, Body], ...]


def judged(nodes: DataFrame) -> DataFrame:
    """What is decided about ``nodes`` (``data``, and ``known`` bodies), each pair once."""
    rows = mapped(nodes.select("data", "known"), _in_blocks, "block binary, data binary, known binary")
    return grouped(rows, ["block"], _decided, SCHEMA).dropDuplicates(["one", "other"])


def _in_blocks(rows: Iterator[Row]) -> Iterator[Row]:
    for data, known in rows:
        for block in sorted(set(blocks(loaded(data, Node)))):
            yield encoded(block), data, known


def _decided(rows: Iterable[Row]) -> Iterator[Row]:
    members = list(rows)
    if len(members) < 2:
        return
    nodes = {node.id: node for node in (loaded(data, Node) for _, data, _ in members)}
    bodies: dict[str, Body] = {}
    for known in {known for _, _, known in members if known}:
        bodies.update(loaded(known, Known))
    for each in decide(decoded(members[0][0]), list(nodes.values()), bodies):
        followed = succession(each, nodes)
        old, new = (number(followed[0]), number(followed[1])) if followed else (b"", b"")
        same = each.decision.verdict == "same"
        yield number(each.left), number(each.right), same, old, new, dumped(each, Judged)
