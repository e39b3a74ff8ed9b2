"""A graph in memory as queries see it: all named graphs together by default, or those that are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.clauses import Chosen
from kg.query.terms import KG
from kg.query.worker import merged

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class Dataset:
    """The quads as they are (``exact``), and a view of them whose default graph holds what any graph says.

    The engine's own union of graphs would count a triple once for each graph that states it.
    """

    def __init__(self, quads: Iterable[ox.Quad], graphs: Iterable[str] = ()) -> None:
        self.exact = ox.Store()
        self.exact.bulk_extend(quads)
        for graph in graphs:
            self.exact.add_graph(ox.NamedNode(graph))
        self._merged = self.exact
        self._separate()

    @property
    def has_graphs(self) -> bool:
        """Whether the view is another than the quads as they are."""
        return self._merged is not self.exact

    def _separate(self) -> None:
        """As soon as there are named graphs, the view is a store of its own."""
        if not self.has_graphs and any(True for _ in self.exact.named_graphs()):
            self._merged = ox.Store()
            self._merged.bulk_extend(merged(self.exact))

    def follow(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Brings the view in line after ``exact`` has changed by these quads."""
        if not self.has_graphs:
            self._separate()
            return
        for quad in gone:
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                self._merged.remove(quad)
            said = self.exact.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if next(said, None) is None:
                self._merged.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
        self._merged.bulk_extend(merged(new))
        named = {*self._merged.named_graphs()} ^ {*self.exact.named_graphs()}
        for graph in named:
            if self.exact.contains_named_graph(graph):
                self._merged.add_graph(graph)
            else:
                self._merged.remove_graph(graph)

    def __len__(self) -> int:
        return len(self.exact)

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, in order; also of those that are empty."""
        return sorted(g.value for g in self.exact.named_graphs() if isinstance(g, ox.NamedNode))

    def triples(self) -> int:
        """How many different triples all graphs hold."""
        return _number(self._merged.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))

    def about(
        self,
        subject: ox.NamedNode | ox.BlankNode | None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | ox.BlankNode | None = None,
    ) -> Iterator[ox.Triple]:
        """The triples of all graphs that fit a pattern."""
        found = self._merged.quads_for_pattern(subject, predicate, value, ox.DefaultGraph())
        return (quad.triple for quad in found)

    def query(
        self, query: str, graphs: Chosen, base: str | None, prefixes: dict[str, str]
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The engine's answer. Raises QueryError if a graph is chosen that is not here, SyntaxError."""
        if not graphs:
            return self._merged.query(query, base_iri=base, prefixes=prefixes)
        self._must_have(graphs)
        store, default = self._default(graphs)
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in graphs.named]
        return store.query(query, base_iri=base, prefixes=prefixes, default_graph=default, named_graphs=named)

    def _must_have(self, graphs: Chosen) -> None:
        for iri in (*graphs.default, *graphs.named):
            if not self.exact.contains_named_graph(ox.NamedNode(iri)):
                raise QueryError(
                    f"<{iri[:500]}> is no graph of this store, and nothing is fetched from elsewhere"
                )

    def _default(self, graphs: Chosen) -> tuple[ox.Store, list[GraphName]]:
        """Several graphs as one must state each triple once, so they are put together anew."""
        if len(graphs.default) < 2:
            return self.exact, [ox.NamedNode(iri) for iri in graphs.default]
        store = ox.Store()
        for iri in graphs.default:
            store.bulk_extend(ox.Quad(*q.triple) for q in self._of(iri))
        for iri in graphs.named:
            store.bulk_extend(self._of(iri))
        return store, [ox.DefaultGraph()]

    def _of(self, iri: str) -> Iterator[ox.Quad]:
        return self.exact.quads_for_pattern(None, None, None, ox.NamedNode(iri))

    def uses(self, predicate: ox.NamedNode) -> int:
        """How many triples have this property."""
        counted = self._merged.query(f"SELECT (COUNT(*) AS ?n) {{ ?s {predicate} ?o }}")
        return _number(counted)

    def graph_sizes(self) -> dict[str, int]:
        """The named graphs and how many triples each holds."""
        found = self.exact.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        sizes = {row["g"].value: int(row["n"].value) for row in found}  # type: ignore[union-attr]
        return {graph: sizes.get(graph, 0) for graph in self.graphs()}

    def base(self) -> str | None:
        """The IRI under which individuals are named, as that of a page shows."""
        found = self._merged.query(f"SELECT ?page {{ ?page a <{KG}Page> }} ORDER BY ?page LIMIT 1")
        for row in found:  # type: ignore[union-attr]
            base, slash, _ = row["page"].value.rpartition("/page/")
            return f"{base}/" if slash else None
        return None


def _number(counted: object) -> int:
    return int(next(iter(counted))[0].value)  # type: ignore[call-overload]
