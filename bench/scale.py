"""What a page costs on Spark, step by step, and from that what many pages would cost.

python -m bench.scale [--sizes A B] [--cores N] [--price P] [--efficiency E] [--costs FILE] [--json] [--short]

Builds corpora of A and of B pages in one session on two cores of this machine and takes the difference, so that what
starting costs falls away: processor time of all processes by step (Linux), bytes that each step shuffles and keeps, bytes
of what comes out. Then, for N cores at P a core-hour of which a part E works on pages, the table of hours and money.
With --costs the unit costs are read from a file that --json wrote, and nothing is built.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.corpus import write
from bench.running import Row, arguments, show
from kg.assemble import DEFAULT_BASE
from kg.knowledge.judgements import judgements
from kg.reader import sources
from kg.spark import How, build, connected
from kg.spark.build import Work
from kg.types import Limits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ARTICLES = (10**6, 10**8, 10**9)
_TICK = os.sysconf("SC_CLK_TCK")
_MASTER = "local[2]"
Costs = dict[str, dict[str, float]]


def main() -> int:
    """Measure, or read what was measured, and print."""
    parser = arguments(str(__doc__))
    parser.add_argument("--sizes", type=int, nargs=2, default=[100, 500], help="numbers of pages")
    parser.add_argument("--cores", type=int, default=1000, help="cores of the cluster")
    parser.add_argument("--price", type=float, default=0.04, help="price of a core for an hour")
    parser.add_argument(
        "--efficiency", type=float, default=0.6, help="part of the cores' time that is of use"
    )
    parser.add_argument("--costs", type=Path, help="unit costs, as --json wrote them")
    args = parser.parse_args()
    if args.costs:
        costs: Costs = json.loads(args.costs.read_text(encoding="utf-8"))["costs"]
    else:
        costs = measured([5, 10] if args.short else args.sizes, args.pages)
    estimate = list(_estimate(costs, args.cores, args.price, args.efficiency))
    if args.json:
        print(json.dumps({"costs": costs, "estimate": estimate}, indent=1))
        return 0
    show(
        [
            {"step": step, **{name: round(value, 2) for name, value in each.items()}}
            for step, each in costs.items()
        ],
        False,
    )
    show(estimate, False)
    return 0


def measured(sizes: list[int], source: Path) -> Costs:
    """The costs of a page by step: the difference between two builds in a session that is warm."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "events").mkdir()
        for size in sizes:
            write(place / f"pages-{size}", size, source)
        options = {"spark.eventLog.enabled": "true", "spark.eventLog.dir": (place / "events").as_uri()}
        options |= {"spark.eventLog.rolling.enabled": "false", "spark.eventLog.compress": "false"}
        meter = Meter()
        with connected(_MASTER, options) as spark:
            _built(spark, place, sizes[0], "warm", meter)
            found = [_built(spark, place, size, str(size), meter) for size in sizes]
        for size, costs in zip(sizes, found, strict=True):
            _add_events(place / "events", str(size), costs)
    pages = sizes[1] - sizes[0]
    return {
        step: {name: (value - found[0].get(step, {}).get(name, 0.0)) / pages for name, value in each.items()}
        for step, each in found[1].items()
    }


def _built(spark: SparkSession, place: Path, size: int, tag: str, meter: Meter) -> Costs:
    """One build: milliseconds of processor time by step, bytes of what comes out."""
    costs: Costs = {}

    class Watched(Work):
        @contextmanager
        def step(self, name: str) -> Iterator[None]:
            before = meter.read()
            with super().step(name):
                yield
            after = meter.read()
            costs[name] = {f"{kind} ms": 1000 * (after[kind] - before[kind]) for kind in ("python", "java")}

    spark.sparkContext.addJobTag(tag)
    out = place / f"out-{tag}"
    how = How(judgements(), Limits())
    build(spark, sources([str(place / f"pages-{size}")]), out, how, base=DEFAULT_BASE, kept=Watched)
    spark.sparkContext.clearJobTags()
    costs["out"] = {
        **{f"{path.name} bytes": _size(path) for path in out.iterdir() if path.is_dir()},
        "quads": sum(1 for part in out.glob("graph.nq/*") for _ in part.open("rb")),
    }
    return costs


def _size(folder: Path) -> float:
    return float(sum(path.stat().st_size for path in folder.iterdir()))


class Meter(threading.Thread):
    """Looks, ten times a second, what this process and all below it have used of the processor: what ends takes its figure
    along, and Spark ends processes of Python that have nothing to do."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._used: dict[tuple[int, str], tuple[str, float]] = {}
        self._lock = threading.Lock()
        self.start()

    def run(self) -> None:
        """For ever."""
        while True:
            self.read()
            time.sleep(0.1)

    def read(self) -> Mapping[str, float]:
        """Seconds by the program."""
        rows: dict[int, tuple[int, str, str, float]] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                name, rest = path.read_text().split("(", 1)[1].rsplit(")", 1)
            except OSError:  # it has ended
                continue
            cells = rest.split()
            spent = sum(map(int, cells[11:13])) / _TICK
            rows[int(path.parent.name)] = int(cells[1]), cells[19], name, spent
        mine, size = {os.getpid()}, 0
        while size != len(mine):
            size = len(mine)
            mine |= {process for process, row in rows.items() if row[0] in mine}
        found = {"python": 0.0, "java": 0.0}
        with self._lock:
            for process in mine & rows.keys():
                _, started, name, spent = rows[process]
                self._used[process, started] = "java" if name == "java" else "python", spent
            for kind, spent in self._used.values():
                found[kind] += spent
        return found


def _add_events(folder: Path, tag: str, costs: Costs) -> None:
    """Add what Spark's log says that the steps of a build have shuffled, read and written."""
    stages: dict[int, str] = {}
    for path in folder.iterdir():
        for line in path.read_text(encoding="utf-8").splitlines():
            event: dict[str, Any] = json.loads(line)
            if event["Event"] == "SparkListenerJobStart":
                said = event.get("Properties") or {}
                if tag in (said.get("spark.job.tags") or "").split(","):
                    stages |= dict.fromkeys(event["Stage IDs"], said.get("spark.job.description") or "")
            elif event["Event"] == "SparkListenerTaskEnd" and event["Stage ID"] in stages:
                _add_task(costs.setdefault(stages[event["Stage ID"]], {}), event.get("Task Metrics") or {})


def _add_task(costs: dict[str, float], metrics: Mapping[str, Any]) -> None:
    moved = {
        "shuffled bytes": metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0),
        "written bytes": metrics.get("Output Metrics", {}).get("Bytes Written", 0),
    }
    for name, value in moved.items():
        costs[name] = costs.get(name, 0.0) + value


def _estimate(costs: Costs, cores: int, price: float, efficiency: float) -> Iterator[Row]:
    """Hours and money: processor time by the cores' number and the part of their time that is of use."""
    seconds = sum(each.get("python ms", 0.0) + each.get("java ms", 0.0) for each in costs.values()) / 1000
    rate = cores * efficiency * 3600 / seconds
    for articles in ARTICLES:
        spent = articles * seconds / 3600 / efficiency
        yield {
            "articles": f"{articles:.0e}".replace("e+0", "e"),
            "pages an hour": f"{rate:.2g}",
            "hours": round(articles / rate, 2),
            "core-hours": round(spent),
            "cost": round(spent * price, 2),
            "quads": f"{articles * costs['out']['quads']:.1e}",
            "N-Quads GB": round(articles * costs["out"]["graph.nq bytes"] / 1e9),
            "shuffled GB": round(
                articles * sum(each.get("shuffled bytes", 0.0) for each in costs.values()) / 1e9
            ),
            "kept GB": round(articles * sum(each.get("written bytes", 0.0) for each in costs.values()) / 1e9),
        }


if __name__ == "__main__":
    sys.exit(main())
