"""How long each named query takes on a graph in pyoxigraph: medians, with the parameters that it has by default.

python -m bench.queries [--pages FOLDER] [--sizes N …] [--graph FILE] [--rounds N] [--json] [--short]

The graph is built from made pages, or read from a file; all that any page says is one graph, as `kg query` and `kg serve`
see it. ``first`` is the time to the first hundred rows, ``all`` that to the last, in milliseconds of the processor.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from bench.corpus import write
from bench.running import Row, arguments, show
from kg.engine import build
from kg.knowledge.queries import NamedQuery, named_queries
from kg.query.terms import prefixes

#: Rows that a page of a table shows.
_SHOWN = 100


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
    for name, query in sorted(named_queries().items()):
        first, whole, rows = [], [], 0
        for _ in range(rounds):
            start = time.process_time()
            found = _answers(store, query)
            rows = sum(1 for _ in islice(found, _SHOWN))
            first.append(time.process_time() - start)
            rows += sum(1 for _ in found)
            whole.append(time.process_time() - start)
        yield {
            "query": name,
            "triples": triples,
            "rows": rows,
            "first ms": round(statistics.median(first) * 1000, 1),
            "all ms": round(statistics.median(whole) * 1000, 1),
        }


def _answers(store: ox.Store, query: NamedQuery) -> Iterator[ox.QuerySolution]:
    found = store.query(query.sparql, prefixes=prefixes())
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(f"{query.name} is no SELECT")
    return iter(found)


if __name__ == "__main__":
    sys.exit(main())
