"""People are known by their bodies: for each page the bodies' keys over all pages, and of each body what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.codec import dumped, loaded
from kg.resolve.corpus.link import BODIES, body, node_of
from kg.resolve.corpus.node import Node, NodeId
from kg.resolve.corpus.people import Body
from kg.spark.deciding import Known
from kg.spark.frames import Row, decoded, encoded, grouped, mapped, saved
from kg.spark.nodes import Sums, itself, number, together
from kg.spark.reading import Profiles
from kg.spark.settling import Settled
from kg.types import Profile

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: A key of a page: the node that it belongs to, and whether the page shows anything of it (``own``), or only speaks of it as
#: of a body.
PLACES = "page binary, key binary, node binary, own boolean"
_SHOWN = "page binary, key binary, node binary, own boolean, data binary"


def places(pages: DataFrame) -> DataFrame:
    """The keys of all but people that pages name, with their nodes."""
    return mapped(pages.select("page", "sign", "profiles"), _places, PLACES)


def linked(keys: DataFrame, finals: DataFrame) -> DataFrame:
    """The keys of pages with those of the entities; one that no page shows anything of stays what it is."""
    from pyspark.sql import functions as f

    found = keys.join(finals.select("node", "final", "meant"), "node", "left")
    meant = f.coalesce("meant", f.lit(b"")).alias("meant")
    return found.select("page", "key", f.coalesce("final", "key").alias("final"), "own", meant)


def persons(pages: DataFrame, things: DataFrame, work: str) -> tuple[DataFrame, DataFrame]:
    """The nodes of people, and the keys of people that pages name (as ``places``); ``things`` are the keys of the rest with
    those of their entities."""
    from pyspark.sql import functions as f

    empty = f.lit(b"")
    bodies = things.select("page", "key", "final", empty.alias("profiles"), f.lit("").alias("sign"))
    shown = pages.select("page", empty.alias("key"), empty.alias("final"), "profiles", "sign")
    rows = grouped(bodies.unionByName(shown), ["page"], _of_people, _SHOWN, within=["key"])
    rows = saved(rows, f"{work}/shown")
    nodes = together(rows.where("length(data) > 0").select("node", "data"))
    return nodes, rows.where("length(data) = 0").select("page", "key", "node", "own")


def bodies(nodes: DataFrame, settled: Settled) -> DataFrame:
    """What is known of each body that people may hold posts in (``final``, ``data``)."""
    from pyspark.sql import functions as f

    empty = f.lit(b"")
    finals = settled.finals.select("node", "final")
    parts = nodes.join(finals, "node").select("final", "key", "tail", "data")
    firsts = _firsts(parts)
    above = mapped(firsts, _above, "final binary, node binary, above binary")
    known = above.join(finals.withColumnRenamed("final", "thing"), "node", "left")
    upper = known.select(
        "final", empty.alias("data"), f.coalesce("thing", "above").alias("above"), empty.alias("later")
    )
    whole = firsts.select("final", "data", empty.alias("above"), empty.alias("later"))
    later = settled.successors.select(
        f.col("old").alias("final"), empty.alias("data"), empty.alias("above"), f.col("new").alias("later")
    )
    rows = whole.unionByName(upper).unionByName(later)
    return grouped(rows, ["final"], _body, "final binary, data binary")


def with_bodies(nodes: DataFrame, known: DataFrame) -> DataFrame:
    """``nodes`` of people, each with what is ``known`` of their bodies."""
    from pyspark.sql import functions as f

    empty = f.lit(b"")
    posts = mapped(nodes.select("node", "data"), _posts, "node binary, final binary")
    found = posts.join(known.withColumnRenamed("data", "body"), "final")
    rows = found.select("node", empty.alias("data"), "final", "body").unionByName(
        nodes.select("node", "data", empty.alias("final"), empty.alias("body"))
    )
    return grouped(rows, ["node"], _with_known, "data binary, known binary")


def _firsts(parts: DataFrame) -> DataFrame:
    """Of the nodes of one entity the first one that is a body."""
    return grouped(parts, ["final"], _first, "final binary, data binary")


def _places(rows: Iterator[Row]) -> Iterator[Row]:
    for page, sign, profiles in rows:
        shown: tuple[Profile, ...] = loaded(profiles, Profiles)
        own: dict[str, NodeId] = {p.key: node_of(p, sign, itself) for p in shown if p.type != "Person"}
        asked = {key for profile in shown for key in _bodies_of(profile)} - own.keys()
        for key, id_ in own.items():
            yield page, encoded(key), number(id_), True
        for key in sorted(asked):
            yield page, encoded(key), number((key, "")), False


def _bodies_of(profile: Profile) -> set[str]:
    """The keys by which a person is known."""
    if profile.type != "Person":
        return set()
    return {*profile.above, *(held.body for held in profile.posts)}


def _of_people(rows: Iterable[Row]) -> Iterator[Row]:
    """One page: the keys of its bodies come behind what it shows, as that has an empty key."""
    profiles: tuple[Profile, ...] = ()
    finals: dict[str, str] = {}
    page, sign = b"", ""
    for at, key, final, shown, mark in rows:
        if key:
            finals[decoded(key)] = decoded(final)
        else:
            page, sign, profiles = at, mark, loaded(shown, Profiles)
    sums = Sums()
    for profile in profiles:
        if profile.type == "Person":
            id_ = node_of(profile, sign, finals.__getitem__)
            sums.node(id_, profile.type).add(profile, decoded(page), finals.__getitem__)
            yield page, encoded(profile.key), number(id_), True, b""
    yield from ((page, b"", node, True, data) for node, data in sums.rest())


def _first(rows: Iterable[Row]) -> Iterator[Row]:
    of_bodies = (
        (key, tail, final, data) for final, key, tail, data in rows if loaded(data, Node).type in BODIES
    )
    first = min(of_bodies, default=None)
    if first is not None:
        yield first[2], first[3]


def _above(rows: Iterator[Row]) -> Iterator[Row]:
    for final, data in rows:
        for key in loaded(data, Node).above:
            yield final, number((key, "")), encoded(key)


def _body(rows: Iterable[Row]) -> Iterator[Row]:
    node: Node | None = None
    above: set[str] = set()
    later: set[str] = set()
    name = b""
    for final, data, upper, new in rows:
        name = final
        node = loaded(data, Node) if data else node
        above |= {decoded(upper)} if upper else set()
        later |= {decoded(new)} if new else set()
    if node is not None:
        node.above = dict.fromkeys(above, 1)
        yield name, dumped(body(node, itself, later))


def _posts(rows: Iterator[Row]) -> Iterator[Row]:
    for node, data in rows:
        for key in sorted({post[0] for post in loaded(data, Node).posts}):
            yield node, encoded(key)


def _with_known(rows: Iterable[Row]) -> Iterator[Row]:
    whole = b""
    known: dict[str, Body] = {}
    for _, data, final, found in rows:
        if data:
            whole = data
        else:
            known[decoded(final)] = loaded(found, Body)
    yield whole, dumped(tuple(sorted(known.items(), key=lambda item: item[0])), Known)
