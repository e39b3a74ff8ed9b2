"""Brings graphs back from a store, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import RemoteError
from kg.remote.spool import Spool
from kg.remote.store import Store


def pull(
    store: Store, graphs: Sequence[str] = (), *, tell: Callable[[int], None] = lambda _done: None
) -> Spool:
    """The quads of the named ``graphs``; without them, of all graphs and of the default graph.

    Raises RemoteError if a graph is empty or not there, or the store does not hand out all that it counts.
    """
    wanted: dict[str | None, int] = {graph: store.count(graph) for graph in graphs or _all(store)}
    empty = [graph for graph in graphs if wanted[graph] == 0]
    if empty:
        raise RemoteError(f"{store.services.query}: the graph {empty[0]} is empty or not there")
    spool = Spool(_quads(store, [graph for graph, count in wanted.items() if count], tell))
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


def _quads(store: Store, graphs: Sequence[str | None], tell: Callable[[int], None]) -> Iterator[Quad]:
    done = 0
    for graph in graphs:
        name = DefaultGraph() if graph is None else NamedNode(graph)
        for triple in store.triples(graph):
            done += 1
            if done % 10_000 == 0:
                tell(done)
            yield Quad(triple.subject, triple.predicate, triple.object, name)
