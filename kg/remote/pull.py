"""Brings graphs back from a store, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import RemoteError
from kg.remote.spool import Spool
from kg.remote.store import Store


def pull(
    store: Store,
    graphs: Sequence[str] = (),
    *,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Spool:
    """The quads of the named ``graphs``; without them, of all graphs and of the default graph.

    Raises RemoteError if a graph is empty or not there, or the store does not hand out all that it counts.
    """
    wanted: dict[str | None, int] = {graph: store.count(graph) for graph in graphs or _all(store)}
    empty = [graph for graph in graphs if wanted[graph] == 0]
    if empty:
        raise RemoteError(f"{store.services.query}: the graph {empty[0]} is empty or not there")
    full = {graph: count for graph, count in wanted.items() if count}
    spool = Spool(_quads(store, full, tell))
    found = {stretch.graph: stretch.triples for stretch in spool.stretches}
    for graph, count in wanted.items():
        if found.get(graph, 0) != count:
            spool.close()
            raise RemoteError(
                f"{store.services.query}: gives {found.get(graph, 0)} of the {count} triples of "
                f"{graph or 'the default graph'}; if it is being written to, pull again"
            )
    return spool


def _all(store: Store) -> list[str | None]:
    bare = [None] if store.profile.default_graph else []
    return [*bare, *store.graphs()]


def _quads(
    store: Store, graphs: Mapping[str | None, int], tell: Callable[[int, int], None]
) -> Iterator[Quad]:
    done = 0
    for graph in graphs:
        name = DefaultGraph() if graph is None else NamedNode(graph)
        for triple in store.triples(graph):
            done += 1
            if done % 10_000 == 0:
                tell(done, sum(graphs.values()))
            yield Quad(triple.subject, triple.predicate, triple.object, name)
