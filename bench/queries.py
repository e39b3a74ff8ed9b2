"""How long each named query takes on a graph in pyoxigraph: medians, with the parameters that it has by default.

python -m bench.queries [--pages FOLDER] [--sizes N …] [--graph FILE] [--rounds N] [--json] [--short]

The graph is built from made pages, or read from a file; all that any page says is one graph, as `kg query` and `kg serve`
see it. ``first`` is the time to the first hundred rows, ``all`` that to the last; ``part`` and ``whole`` are those to the
last row where a query asks about names that contain one of the graph, or about that one (medians of several names): in
milliseconds of the processor.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from bench.corpus import write
from bench.running import Row, arguments, show
from kg.engine import build
from kg.knowledge.queries import NamedQuery, named_queries
from kg.query import find
from kg.query.terms import prefixes

#: Rows that a page of a table shows.
_SHOWN = 100
#: Of what class the names are that a parameter takes.
_NAMED = {
    "about": "Project",
    "body": "Agency",
    "form": "Agency",
    "in": "Area",
    "name": "Event",
    "person": "Person",
    "place": "Area",
}
#: Names that a query is asked about.
_NAMES = 5


def main() -> int:
    """Measure and print."""
    parser = arguments(str(__doc__))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000], help="numbers of pages")
    parser.add_argument("--graph", type=Path, help="a graph (Turtle) instead of made pages")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for graph in _graphs(args.graph, [4] if args.short else args.sizes, args.pages, Path(folder)):
            store = ox.Store()
            store.bulk_load(path=str(graph), format=ox.RdfFormat.TURTLE)
            rows += _measured(store, 1 if args.short else args.rounds)
    show(rows, args.json)
    return 0


def _graphs(given: Path | None, sizes: list[int], pages: Path, folder: Path) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    for size in sizes:
        write(folder / str(size), size, pages)
        with build([str(folder / str(size))], jobs=None) as built:
            built.graph.write_turtle(folder / f"{size}.ttl")
        yield folder / f"{size}.ttl"


def _measured(store: ox.Store, rounds: int) -> Iterator[Row]:
    triples = len(store)
    names = {kind: _names(store, kind) for kind in sorted(set(_NAMED.values()))}
    for name, query in sorted(named_queries().items()):
        first, whole, rows = [], [], 0
        for _ in range(rounds):
            start = time.process_time()
            found = _answers(store, query.sparql)
            rows = sum(1 for _ in islice(found, _SHOWN))
            first.append(time.process_time() - start)
            rows += sum(1 for _ in found)
            whole.append(time.process_time() - start)
        yield {
            "query": name,
            "triples": triples,
            "rows": rows,
            "first ms": _milliseconds(first),
            "all ms": _milliseconds(whole),
            "part ms": _milliseconds(list(_about_one(store, query, names, ""))),
            "whole ms": _milliseconds(list(_about_one(store, query, names, "="))),
        }


def _about_one(
    store: ox.Store, query: NamedQuery, names: Mapping[str, list[str]], sign: str
) -> Iterator[float]:
    """The seconds that it takes to ask about each of some names; nothing if the query is about all there is."""
    for parameter in query.parameters[:1]:
        if sign and not parameter.names:
            return
        for name in names.get(_NAMED.get(parameter.name, ""), ()):
            sparql, _ = find(query.name, {parameter.name: sign + name})
            start = time.process_time()
            sum(1 for _ in _answers(store, sparql))
            yield time.process_time() - start


def _names(store: ox.Store, kind: str) -> list[str]:
    """Some names of a class, spread evenly over all of them."""
    named = f"SELECT DISTINCT ?name {{ ?each a kg:{kind} ; rdfs:label ?name }} ORDER BY ?name"
    found = [solution["name"].value for solution in _answers(store, named)]
    return found[:: max(1, len(found) // _NAMES)][:_NAMES]


def _milliseconds(seconds: list[float]) -> float | str:
    return round(statistics.median(seconds) * 1000, 1) if seconds else ""


def _answers(store: ox.Store, sparql: str) -> Iterator[ox.QuerySolution]:
    found = store.query(sparql, prefixes=prefixes())
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("not a SELECT")
    return iter(found)


if __name__ == "__main__":
    sys.exit(main())
