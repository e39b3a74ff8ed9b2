"""The library's face: the graph as an object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import Quad

from kg.errors import ExportError, KgError
from kg.types import Skipped

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    import rdflib

    from kg.export import EdgeRow, FactRow, NodeRow, Rows
    from kg.query import Table

#: Up to this many quads a notebook shows the picture of a graph by itself; of a larger graph tables.
_DRAWN = 100_000
#: How many entities those tables show.
_SHOWN = 10


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A graph drawn: ``html`` is the whole page. A notebook shows it in a sandboxed frame."""

    html: str

    def __repr__(self) -> str:
        return f"<Picture: a page of {len(self.html)} characters>"

    def _repr_html_(self) -> str:
        from kg.view import frame

        return frame(self.html)


class Frames(NamedTuple):
    """The tables of a graph as data frames of pandas: entities, what joins them, facts with their words."""

    nodes: pd.DataFrame
    edges: pd.DataFrame
    facts: pd.DataFrame


class PolarsFrames(NamedTuple):
    """The same as data frames of polars."""

    nodes: pl.DataFrame
    edges: pl.DataFrame
    facts: pl.DataFrame


@dataclass(frozen=True, repr=False)
class Graph:
    """A knowledge graph: an immutable set of quads in the project's vocabulary, one named graph a page.

    ``skipped`` are the inputs that could not be read when it was built, with their reasons; ``texts`` the printed
    texts of its articles by their IRI, which its picture shows sentences in. A graph from a file has neither.
    """

    quads: tuple[Quad, ...]
    skipped: tuple[Skipped, ...] = field(default=(), compare=False)
    texts: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Graph:
        """A graph of these quads, each once, sorted."""
        return cls(tuple(sorted(set(quads), key=str)))

    @classmethod
    def load(cls, path: str | Path) -> Graph:
        """Read a graph from a file (ttl, nt, trig, nq, jsonld, rdf).

        Raises InputError if it is missing or broken.
        """
        from kg.export import load

        return cls(load(Path(path)))

    def save(self, path: str | Path, format: str | None = None) -> None:
        """Write the graph to a file; the ending names the format where ``format`` does not.

        Raises ExportError if the format is unknown or the place cannot be written to.
        """
        from kg.export import export

        export(self.quads, Path(path), format or _format_of(Path(path)))

    def query(self, query: str, params: Mapping[str, str] | None = None, **limits: Any) -> Table:
        """The answer to a SPARQL query, or to a named one with its parameters (``officials``).

        ``limits`` are those of ``kg.query.run``: ``timeout_s``, ``max_rows``, ``memory_mb``.

        Raises QueryError if the query is unknown, malformed, not allowed, or exceeds a limit.
        """
        from kg.query import find, run

        sparql, title = find(query, params)
        return run(sparql, self.quads, title=title, **limits)

    def entities(self, type: str | None = None) -> tuple[NodeRow, ...]:
        """The entities, by IRI; only those of a class, if one is named (``Person``, ``Official``)."""
        return tuple(row for row in self._rows.nodes if type is None or type in row.classes)

    def edges(self) -> tuple[EdgeRow, ...]:
        """What joins entities: facts and posts."""
        return self._rows.edges

    def facts(self) -> tuple[FactRow, ...]:
        """Every fact, once for each of its sources, with the words that say so."""
        return self._rows.facts

    def to_networkx(self) -> nx.MultiDiGraph:
        """Entities as nodes, facts and posts as edges, with labels, classes, confidence and quotes."""
        from kg.export import network

        return network(self.quads)

    def to_pandas(self) -> Frames:
        """Data frames of entities, edges and facts. Raises KgError where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError:
            raise KgError(
                "to_pandas needs pandas; install it with: pip install 'minsheng-kg[pandas]'"
            ) from None
        return Frames(*(pd.DataFrame(map(asdict, rows), columns=names) for rows, names in self._named_rows()))

    def to_polars(self) -> PolarsFrames:
        """Data frames of entities, edges and facts. Raises KgError where polars is not installed."""
        try:
            import polars as pl
        except ImportError:
            raise KgError(
                "to_polars needs polars; install it with: pip install 'minsheng-kg[polars]'"
            ) from None
        tables = (
            {name: [_listed(getattr(row, name)) for row in rows] for name in names}
            for rows, names in self._named_rows()
        )
        return PolarsFrames(*map(pl.DataFrame, tables))

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph for rdflib, a named graph a page; queries see the union. Where oxrdflib is installed, Oxigraph
        answers them."""
        from kg.export.rdflib_graph import rdflib_dataset

        return rdflib_dataset(self.quads)

    @classmethod
    def of_rdflib(cls, graph: rdflib.Graph) -> Graph:
        """A graph or dataset of rdflib as a graph of this project."""
        from kg.export.rdflib_graph import quads_of

        return cls.of(quads_of(graph))

    def _named_rows(self) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
        from kg.export import EdgeRow, FactRow, NodeRow, columns

        yield self._rows.nodes, list(columns(NodeRow))
        yield self._rows.edges, list(columns(EdgeRow))
        yield self._rows.facts, list(columns(FactRow))

    @cached_property
    def _rows(self) -> Rows:
        from kg.export import Rows

        return Rows(self.quads)

    def __len__(self) -> int:
        return len(self.quads)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self.quads)

    def __contains__(self, quad: object) -> bool:
        return quad in self._members

    @cached_property
    def _members(self) -> frozenset[Quad]:
        return frozenset(self.quads)

    def __repr__(self) -> str:
        return f"<Graph: {len(self._rows.nodes)} entities, {len(self._rows.edges)} edges, {len(self)} quads>"

    def view(
        self,
        path: str | Path | None = None,
        *,
        focus: str | None = None,
        hops: int = 1,
        query: str | None = None,
    ) -> Picture:
        """The graph as a page, and shown in a notebook; written to ``path`` if one is given.

        ``focus`` (a name, another name or an IRI) draws only what lies at most ``hops`` facts from that
        entity, ``query`` (CONSTRUCT or DESCRIBE) only what it answers. Raises ViewError if ``focus`` names
        nothing or several things, QueryError as ``query`` does.
        """
        from kg.durable import write_files
        from kg.view import html

        only = None if query is None else tuple(self.query(query).triples())
        page = html(self.quads, texts=self.texts, focus=focus, hops=hops, only=only)
        if path is not None:
            write_files({Path(path): page.encode("utf-8")})
        return Picture(page)

    def _repr_html_(self) -> str:
        """What a notebook shows: the picture. Of a graph of more than some megabytes, counts by class and the
        entities with most edges, so that the notebook stays small; ``view()`` shows it all the same."""
        return self._tables() if len(self.quads) > _DRAWN else self.view()._repr_html_()

    def _tables(self) -> str:
        counts = Counter(row.type for row in self._rows.nodes)
        head = f"<p><b>{escape(repr(self)[1:-1])}</b></p>"
        classes = _table(("class", "entities"), ((name, str(n)) for name, n in sorted(counts.items())))
        shown = sorted(self._rows.nodes, key=lambda row: (-self._degrees[row.iri], row.iri))[:_SHOWN]
        names = ((row.label, row.type, str(self._degrees[row.iri])) for row in shown)
        return f"{head}{classes}{_table(('entity', 'class', 'edges'), names)}"

    @cached_property
    def _degrees(self) -> Counter[str]:
        return Counter(end for edge in self._rows.edges for end in (edge.source, edge.target))


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [_line("th", head), *(_line("td", row) for row in rows)]
    return f"<table>{''.join(lines)}</table>"


def _line(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def _format_of(path: Path) -> str:
    from kg.export import FORMATS

    name = path.name.lower()
    found = next((f.name for f in FORMATS.values() if name.endswith((f".{f.ending}", f".{f.name}"))), None)
    if found is None:
        endings = ", ".join(f".{f.ending}" for f in FORMATS.values())
        raise ExportError(f"{path}: the ending names no format; use one of {endings}, or name the format")
    return found
