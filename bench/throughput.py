"""Megabytes of text per processor second from pages to Turtle, beside programs that only cut or tag the same text.

python -m bench.throughput [--pages FOLDER] [--megabytes N] [--rounds N] [--json] [--short]

The whole build counts: reading, segmenting, extracting, resolving, and graph.ttl with all evidence. The pages are made by
bench/corpus.py, so that no sentence repeats; all sides read the same ones, in rounds one after the other, and the
median counts. Peers that are not installed are left out.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bench.corpus import texts
from bench.running import arguments, show
from kg.engine import build
from kg.errors import InputError

#: What a side does in a round, and the share of the text that it does it to: slow ones do not get all.
Side = tuple[Callable[[], object], float]


def main() -> int:
    """Measure and print; 1 if there is no page to measure with."""
    parser = arguments(str(__doc__))
    parser.add_argument("--megabytes", type=float, default=0.5, help="text to read in each round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count")
    args = parser.parse_args()
    size, rounds = (0.01, 1) if args.short else (args.megabytes, args.rounds)
    with tempfile.TemporaryDirectory() as folder:
        try:
            pages = _pages(args.pages, Path(folder) / "pages", size)
        except InputError as error:
            print(f"throughput: {error}", file=sys.stderr)
            return 1
        megabytes = sum(len(page.encode()) for page in pages) / 1e6
        sides = {"kg, the whole build": (lambda: _build(Path(folder)), 1.0)} | dict(
            _peers(pages, Path(folder))
        )
        speed = _measure(sides, megabytes, rounds)
    theirs = speed["jieba.posseg"]
    rows = [
        {"side": name, "MB/s": round(value, 3), "of jieba.posseg": round(value / theirs, 3)}
        for name, value in speed.items()
    ]
    show(rows, args.json)
    return 0


def _pages(source: Path, folder: Path, megabytes: float) -> list[str]:
    folder.mkdir()
    made: list[str] = []
    left = megabytes * 1e6
    for text in texts(source):
        (folder / f"{len(made):05}.txt").write_text(text, encoding="utf-8", newline="")
        made.append(text)
        left -= len(text.encode())
        if left <= 0:
            return made
    return made


def _peers(pages: list[str], folder: Path) -> Iterator[tuple[str, Side]]:
    import jieba
    import jieba.posseg

    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(folder)  # its cache in a folder of ours
    tagger = jieba.posseg.POSTokenizer(tokenizer)
    lines = [line for page in pages for line in page.splitlines()]
    yield "jieba.posseg", (lambda: [tagger.lcut(line) for line in lines], 1.0)
    yield "jieba.posseg without HMM", (lambda: [tagger.lcut(line, HMM=False) for line in lines], 1.0)
    yield "jieba.cut", (lambda: [tokenizer.lcut(line) for line in lines], 1.0)
    if find_spec("rjieba"):
        tag = import_module("rjieba").tag
        yield "rjieba.tag", (lambda: [tag(line) for line in lines], 1.0)
    if find_spec("thulac"):
        with redirect_stdout(sys.stderr):
            peer = import_module("thulac").thulac()
        few = lines[: max(1, len(lines) // 20)]
        share = sum(map(len, few)) / max(1, sum(map(len, lines)))
        yield "thulac", (lambda: [peer.cut(line) for line in few], share)


def _build(folder: Path) -> None:
    with build([str(folder / "pages")], jobs=1) as built:
        built.graph.write_turtle(folder / "graph.ttl")


def _measure(sides: dict[str, Side], megabytes: float, rounds: int) -> dict[str, float]:
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(rounds + 1):
        for name, (work, _) in sides.items():
            start = _processor()
            work()
            if turn:  # the first round loads dictionaries
                seconds[name].append(_processor() - start)
    return {
        name: megabytes * sides[name][1] / max(statistics.median(taken), 1e-9)
        for name, taken in seconds.items()
    }


def _processor() -> float:
    """Seconds of the processor, those of ended child processes, in which larger builds read, included."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


if __name__ == "__main__":
    sys.exit(main())
