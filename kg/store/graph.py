"""The graph of a store on disk: one named graph a page, changed by what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError

FOLDER = "graph"
_DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


class GraphDamaged(StoreError):
    """The graph of a store cannot be read; it can be made again from its pages."""


class Graph:
    """The quads of all pages. What is written outlasts the process; the machine, after ``flush``."""

    def __init__(self, folder: Path, *, make: bool = False, read_only: bool = False) -> None:
        """Raises GraphDamaged if it cannot be opened."""
        self._path = folder / FOLDER
        if not make and not (self._path / "CURRENT").is_file():
            raise self._damaged("its files are gone")
        if not read_only:
            for log in self._path.glob("LOG.old.*"):  # the engine would keep a thousand
                log.unlink(missing_ok=True)
        with self.told():
            self._store = ox.Store.read_only(str(self._path)) if read_only else ox.Store(str(self._path))

    @contextmanager
    def told(self) -> Iterator[None]:
        """Says in words what the engine complains of."""
        try:
            yield
        except (OSError, RuntimeError, ValueError) as error:
            words = str(error)
            if "No space" in words or "too large" in words:
                raise StoreError(
                    f"{self._path}: cannot be written ({words}); nothing of what was stored is lost: make room and run again"
                ) from error
            raise self._damaged(words) from error

    def _damaged(self, why: str) -> GraphDamaged:
        store = self._path.parent.parent
        return GraphDamaged(
            f"{self._path}: damaged ({why}); the pages are not: kg build --store {store} --repair makes the graph again"
        )

    def replace(self, name: str, quads: set[Quad]) -> None:
        """Make the named graph hold these quads: those that it holds already are not touched, all others change at once."""
        with self.told():
            node = NamedNode(name)
            old = set(map(_restored, self._store.quads_for_pattern(None, None, None, node)))
        if old and not quads:
            with self.told():
                self._store.remove_graph(node)
        else:
            self.exchange(old, quads)

    def exchange(self, old: set[Quad], quads: set[Quad]) -> None:
        """Put quads in the place of others; what is in both is not touched, all else changes at once."""
        gone, new = old - quads, quads - old
        with self.told():
            if gone:
                self._store.update(f"DELETE DATA {{ {_block(gone)} }} ; INSERT DATA {{ {_block(new)} }}")
            elif new:
                self._store.extend(new)

    def about(self, subject: str, graph: str) -> set[Quad]:
        """What a graph says about a subject."""
        with self.told():
            found = self._store.quads_for_pattern(NamedNode(subject), None, None, NamedNode(graph))
            return set(map(_restored, found))

    def like(self, quad: Quad) -> set[Quad]:
        """This quad, if it is there."""
        with self.told():
            return {quad} if quad in self._store else set()

    def must_hold(self, name: str) -> None:
        """Raises GraphDamaged if there is no graph of that name."""
        with self.told():
            found = self._store.contains_named_graph(NamedNode(name))
        if not found:
            raise self._damaged("a page's graph is gone")

    def quads(self) -> Iterator[Quad]:
        """All quads."""
        with self.told():
            yield from map(_restored, self._store.quads_for_pattern(None, None, None, None))

    def flush(self) -> None:
        """Have the disk hold it."""
        with self.told():
            self._store.flush()


def _restored(quad: Quad) -> Quad:
    """A quad as it was written: the engine keeps decimals as numbers, and leaves their ``.0`` away."""
    value = quad.object
    if isinstance(value, Literal) and value.datatype == _DECIMAL and "." not in value.value:
        whole = Literal(f"{value.value}.0", datatype=_DECIMAL)
        return Quad(quad.subject, quad.predicate, whole, quad.graph_name)
    return quad


def _block(quads: Iterable[Quad]) -> str:
    return "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in quads)
