"""What a store holds, for everything that reads a graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.codec import unpacked
from kg.engine import Built, of_quads
from kg.store.content import Content, check
from kg.store.database import Database
from kg.store.fingerprint import fingerprint
from kg.store.graph import Graph
from kg.store.layout import Layout
from kg.store.lock import locked_for_reading
from kg.store.opening import judgements_of, settled
from kg.types import Page, Skipped


def result(
    content: Content, skipped: tuple[Skipped, ...], timings: dict[str, float], place: Path | None = None
) -> Built:
    """The graph of a store, as a build from scratch of its pages gives it; its files lie hidden at ``place``. ``skipped``
    and ``timings`` are those of the update before it."""
    resolution = content.resolution(skipped)
    return of_quads(content.graph.quads(), resolution, base=content.base, timings=timings, place=place)


def page_ids(folder: Path) -> Iterator[str]:
    """The pages of a store, in order. Raises StoreError if it cannot be read, or another process writes."""
    with locked_for_reading(folder), closing(Database(Layout(folder).current(), read_only=True)) as database:
        yield from (row[0] for row in database.each("SELECT id FROM page ORDER BY id"))


def pages_of(folder: Path) -> list[Page]:
    """The pages of a store as they were read, by id. Raises StoreError as ``page_ids`` does."""
    with locked_for_reading(folder), closing(Database(Layout(folder).current(), read_only=True)) as database:
        return [unpacked(row[0], Page) for row in database.each("SELECT content FROM page ORDER BY id")]


def status(folder: Path) -> list[tuple[str, str]]:
    """What there is to say of a store, as pairs. Raises StoreError as ``page_ids`` does."""
    with locked_for_reading(folder), closing(Database(Layout(folder).current(), read_only=True)) as database:
        counts = {
            "pages": "SELECT count(*) FROM page",
            "sources": "SELECT count(DISTINCT source) FROM page",
            "entities": "SELECT count(*) FROM tally WHERE sort = 'earnest'",
            "statements": "SELECT count(DISTINCT thing) FROM stated",
            "graphs to be brought up to date": "SELECT count(*) FROM pending",
        }
        found = [(name, str(database.one(sql)[0])) for name, sql in counts.items()]
        mark = (database.get("fingerprint") or b"").decode()
        judged = judgements_of(Layout(folder).current())
        same = mark == fingerprint(judged)
        base = (database.get("base") or b"").decode()
    state = "yes" if same else f"no: kg build --store {folder} reads its pages again"
    return [*found, ("base", base), ("made by this version", state)]


@contextmanager
def _opened(folder: Path) -> Iterator[Graph]:
    """The graph of a store, with writers kept away. What a build that was cut off left undone is done first."""
    settled(folder)
    with locked_for_reading(folder), closing(Database(Layout(folder).current(), read_only=True)) as database:
        graph = Graph(Layout(folder).current(), read_only=True)
        check(database, graph)
        yield graph


def quads(folder: Path) -> tuple[Quad, ...]:
    """The quads of the store in ``folder``, sorted. Raises StoreError if it cannot be read, or another process writes."""
    with _opened(folder) as graph:
        return tuple(sorted(graph.quads(), key=str))


def nquads(folder: Path) -> bytes:
    """The same as N-Quads, in no order."""
    with _opened(folder) as graph:
        return ox.serialize(graph.quads(), format=ox.RdfFormat.N_QUADS) or b""
