"""Memory at most of a build, by number of pages, beside the size of the graph it holds.

python -m bench.memory [--sizes N …] [--json] [--short]

Each build runs in a process of its own and writes graph.ttl. What does not belong to the graph must not grow with the
pages: the last column is the growth since the smallest build, for each byte of Turtle more.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.corpus import write
from bench.running import Row, arguments, run, show

BUILD = """
import sys
from pathlib import Path
from kg.engine import build
with build([sys.argv[1]], jobs=int(sys.argv[3])) as built:
    built.graph.write_turtle(Path(sys.argv[2]))
"""


def main() -> int:
    """Measure and print."""
    parser = arguments(str(__doc__))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100, 1000], help="numbers of pages")
    args = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in [1, 4] if args.short else sorted(args.sizes):
            pages, graph = Path(folder) / str(size), Path(folder) / f"{size}.ttl"
            read = write(pages, size, args.pages)
            spent = run(BUILD, str(pages), str(graph), "1")
            rows.append(_row(size, read, graph.stat().st_size / 1e6, spent.megabytes, rows))
    show(rows, args.json)
    return 0


def _row(size: int, read: int, graph: float, memory: float, before: list[Row]) -> Row:
    first = before[0] if before else {"memory MB": memory, "Turtle MB": graph}
    more = graph - float(first["Turtle MB"])
    growth = (memory - float(first["memory MB"])) / more if more > 0 else 0.0
    return {
        "pages": size,
        "text MB": round(read / 1e6, 3),
        "Turtle MB": round(graph, 2),
        "memory MB": round(memory),
        "growth, MB a MB of Turtle": round(growth, 2),
    }


if __name__ == "__main__":
    sys.exit(main())
