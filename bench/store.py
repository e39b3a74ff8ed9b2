"""How long one more page takes in a store of 100, 1,000 and 10,000 pages.

python -m bench.store [--sizes N…] [--probes N] [--folder DIR] [--jobs N]

A store is filled to each size with pages made by bench/corpus.py, each cut to its first articles. At each size the same
probe pages, that no size contains, are then added one by one, and taken out again one by one, as ``kg build --store`` and
``kg forget`` do (opening and closing included, the start of Python not). Prints the times on the wall, on the processor, and
of these the time of the program itself, without the threads in which the graph's database tidies its files; and the size of
the store.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from bench.corpus import texts
from kg.store import Reading, Update, forget, to_build

#: Characters of a page.
_LONG = 400


def main() -> int:
    """Fill, add, take out, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--probes", type=int, default=40, help="how many pages are added at each size")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where to work; by default a temporary folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        run(Path(folder), sorted(args.sizes), args.probes, args.jobs)
    return 0


def run(folder: Path, sizes: Sequence[int], probes: int, jobs: int) -> None:
    """Measure in ``folder``."""
    store = folder / "store"
    paths = list(_pages(folder / "probes", islice(texts(seed=1), probes)))
    supply = texts()
    print(
        "| pages | filled in, s | added, ms: median / p90 / most | processor | itself "
        "| taken out, ms | processor | itself | MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    done = 0
    for size in sizes:
        fresh = folder / f"pages-{size}"
        list(_pages(fresh, islice(supply, size - done)))
        filled = _timed(lambda fresh=fresh: _update(store, [fresh], jobs))
        done = size
        added = [_timed(lambda path=path: _update(store, [path], 1)) for path in paths]
        taken = [_timed(lambda path=path: forget(store, [str(path)], lambda _: None)) for path in paths]
        size_mb = sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) / 1e6
        cells = (f"{size:,}", f"{filled[0]:.0f}", *_cells(added), *_cells(taken), f"{size_mb:.0f}")
        print(f"| {' | '.join(cells)} |", flush=True)


def _update(store: Path, inputs: Sequence[Path], jobs: int) -> None:
    reading = Reading(jobs=jobs)
    with to_build(store, reading=reading) as content:
        Update(content, reading, lambda _: None).run([str(path) for path in inputs])


def _pages(folder: Path, made: Iterator[str]) -> Iterator[Path]:
    folder.mkdir()
    for number, text in enumerate(made):
        path = folder / f"{number:05}.txt"
        path.write_text(_first(text), encoding="utf-8")
        yield path


def _first(text: str) -> str:
    """The first lines of a page."""
    end = text.find("\n", _LONG)
    return text[: end + 1] if end >= 0 else text


def _timed(work: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds on the wall, on the processor, and there of this thread."""
    start, spent, own = time.perf_counter(), time.process_time(), time.thread_time()
    work()
    return time.perf_counter() - start, time.process_time() - spent, time.thread_time() - own


def _cells(seconds: Sequence[tuple[float, float, float]]) -> Iterator[str]:
    for ranked in (sorted(1000 * each[which] for each in seconds) for which in (0, 1, 2)):
        high = ranked[len(ranked) * 9 // 10]
        yield f"{statistics.median(ranked):.0f} / {high:.0f} / {ranked[-1]:.0f}"


if __name__ == "__main__":
    sys.exit(main())
