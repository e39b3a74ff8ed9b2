"""How the cost of a build grows with the pages, and what a second worker saves.

python -m bench.scaling [--sizes N …] [--workers N …] [--json] [--short]

Each build runs in a process of its own and writes graph.ttl. The exponent is the slope of the processor's seconds over
the pages, both as logarithms, start-up (the build of one page) taken off: 1 is linear.
"""

from __future__ import annotations

import math
import statistics
import sys
import tempfile
from pathlib import Path

from bench.corpus import write
from bench.memory import BUILD
from bench.running import Row, arguments, run, show


def main() -> int:
    """Measure and print."""
    parser = arguments(str(__doc__))
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000], help="numbers of pages")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="numbers of processes")
    args = parser.parse_args()
    sizes, workers = ([2, 8], [1]) if args.short else (sorted(args.sizes), args.workers)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in [1, *sizes]:
            write(Path(folder) / str(size), size, args.pages)
        for jobs in workers:
            start = _spent(Path(folder), 1, 1)[0]
            taken = [_spent(Path(folder), size, jobs) for size in sizes]
            costs = [max(processor - start, 1e-3) for processor, _ in taken]
            for size, cost, (_, clock) in zip(sizes, costs, taken, strict=True):
                rows.append(
                    {
                        "pages": size,
                        "workers": jobs,
                        "processor s": round(cost, 2),
                        "clock s": round(clock, 2),
                        "ms a page": round(cost / size * 1000, 1),
                        "exponent": round(_slope(sizes, costs), 3),
                    }
                )
    show(rows, args.json)
    return 0


def _spent(folder: Path, size: int, jobs: int) -> tuple[float, float]:
    spent = run(BUILD, str(folder / str(size)), str(folder / "graph.ttl"), str(jobs))
    return spent.processor, spent.seconds


def _slope(sizes: list[int], costs: list[float]) -> float:
    if len(sizes) < 2:
        return 1.0
    return statistics.linear_regression(list(map(math.log, sizes)), list(map(math.log, costs))).slope


if __name__ == "__main__":
    sys.exit(main())
