"""What all pages show of each key, summed up: within each task first, so that what every page names is no burden."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.codec import dumped, loaded
from kg.resolve.corpus.link import node_of
from kg.resolve.corpus.node import Node, NodeId
from kg.spark.frames import Row, decoded, encoded, grouped, mapped
from kg.spark.reading import Profiles

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

#: ``node`` is the number of a node's id (``number``), ``data`` the node as JSON, ``known`` the bodies of a person.
SCHEMA = "node binary, key binary, tail binary, data binary"
#: Nodes that a task holds before it hands them on.
_HELD = 50_000


def number(id_: NodeId) -> bytes:
    """A node in 16 bytes."""
    key, tail = id_
    return hashlib.blake2b(encoded(key) + b"\xff" + encoded(tail), digest_size=16).digest()


def address() -> Column:
    """Of the columns ``key`` and ``tail`` the key by which decisions name the node."""
    from pyspark.sql import functions as f

    left, right = (f.lit(encoded(bracket)) for bracket in "（）")
    return f.when(f.length("tail") == 0, f.col("key")).otherwise(f.concat("key", left, "tail", right))


def things(pages: DataFrame) -> DataFrame:
    """The nodes of all that is no person."""
    shown = mapped(pages.select("page", "sign", "profiles"), _of_things, "node binary, data binary")
    return together(shown)


def together(shown: DataFrame) -> DataFrame:
    """Nodes as several tasks have counted them (``node``, ``data``), each once."""
    return grouped(shown, ["node"], _sum, SCHEMA)


def itself(key: str) -> str:
    """A key as the page reads it."""
    return key


class Sums:
    """Counts what pages show of nodes, in so much memory and no more."""

    def __init__(self) -> None:
        self._nodes: dict[NodeId, Node] = {}

    def node(self, id_: NodeId, type_: str) -> Node:
        """The node of that id, to count in it."""
        return self._nodes.setdefault(id_, Node(*id_, type_))  # type: ignore[arg-type]

    def full(self) -> Iterator[Row]:
        """What is counted, if it is much: rows of ``node`` and ``data``."""
        if len(self._nodes) >= _HELD:
            yield from self.rest()

    def rest(self) -> Iterator[Row]:
        """What is counted. Then counting begins anew."""
        yield from ((number(id_), dumped(node)) for id_, node in self._nodes.items())
        self._nodes = {}


def _of_things(rows: Iterator[Row]) -> Iterator[Row]:
    sums = Sums()
    for page, sign, profiles in rows:
        for profile in loaded(profiles, Profiles):
            if profile.type != "Person":
                sums.node(node_of(profile, sign, itself), profile.type).add(profile, decoded(page), itself)
        yield from sums.full()
    yield from sums.rest()


def _sum(rows: Iterable[Row]) -> Iterator[Row]:
    whole: Node | None = None
    for node, data in rows:
        part = loaded(data, Node)
        if whole is None:
            whole, number_ = part, node
        else:
            whole.include(part)
    if whole is not None:
        yield number_, encoded(whole.key), encoded(whole.tail), dumped(whole)
