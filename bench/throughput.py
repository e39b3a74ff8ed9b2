"""Megabytes of text per CPU second from pages to Turtle, as a ratio to jieba.posseg on the same text.

python bench/throughput.py [--pages FOLDER] [--megabytes N] [--rounds N]

One line of JSON. The pages are repeated until there is enough text, each time with other digits, other names
and another order of sentences, so that nothing can be gained from having seen a sentence before.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from jieba import Tokenizer
from jieba.posseg import POSTokenizer

from kg.export import export
from kg.pipeline import build
from kg.reader import read
from kg.types import Page

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "pages"
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]”?|[^。！？\n]+")
_DIGIT = re.compile(r"[0-9]")
_NAME = re.compile(r"(?<=[长记者任员民])[\u4e00-\u9fff]{3}(?=[说介，,])")
_GIVEN = "子文明华国春晓云海波静平安志远青山雨雪松柏兰芳"


def main() -> int:
    """Measure and print; 1 if there is no page to measure with."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        pages = _write_pages(args.pages, Path(folder) / "pages", args.megabytes)
        if not pages:
            print(f"throughput: {args.pages} holds no page", file=sys.stderr)
            return 1
        peer = _peer(Path(folder))
        sides = {"kg": lambda: _build(Path(folder)), "posseg": lambda: _tag(peer, pages)}
        print(json.dumps(_measure(sides, sum(len(page.encode()) for page in pages), args.rounds)))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path, default=SEEDS, help="folder of pages to repeat")
    parser.add_argument("--megabytes", type=float, default=0.5, help="text to read in each round")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds; the median counts")
    return parser.parse_args()


def _write_pages(source: Path, folder: Path, megabytes: float) -> list[str]:
    folder.mkdir()
    texts = [page.text for page in read([str(source)]) if isinstance(page, Page)]
    made: list[str] = []
    wanted = megabytes * 1_000_000
    for number, text in enumerate(_variations(texts)):
        made.append(text)
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8", newline="")
        wanted -= len(text.encode())
        if wanted <= 0:
            break
    return made


def _variations(texts: list[str]) -> Iterator[str]:
    chance = random.Random(0)
    while texts:
        for text in texts:
            yield "\n".join(_vary(line, chance) for line in text.splitlines())


def _vary(line: str, chance: random.Random) -> str:
    line = _DIGIT.sub(lambda _: chance.choice("123456789"), line)
    line = _NAME.sub(lambda name: name[0][0] + "".join(chance.sample(_GIVEN, 2)), line)
    sentences = _SENTENCE.findall(line)
    chance.shuffle(sentences)
    return "".join(sentences)


def _peer(folder: Path) -> POSTokenizer:
    """jieba with its own dictionary, its cache in a folder of ours."""
    tokenizer = Tokenizer()
    tokenizer.tmp_dir = str(folder)
    return POSTokenizer(tokenizer)


def _build(folder: Path) -> None:
    result = build([str(folder / "pages")], jobs=1)
    export(result.quads, folder / "graph.ttl", "ttl")


def _tag(peer: POSTokenizer, pages: list[str]) -> None:
    for page in pages:
        for line in page.splitlines():
            peer.lcut(line)


def _measure(sides: dict[str, Callable[[], None]], size: int, rounds: int) -> dict[str, float]:
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(rounds + 1):
        for name, work in sides.items():
            taken = _seconds(work)
            if turn:  # the first round loads dictionaries
                seconds[name].append(taken)
    speed = {name: size / 1_000_000 / statistics.median(taken) for name, taken in seconds.items()}
    figures = {f"{name}_mb_per_cpu_s": round(value, 3) for name, value in speed.items()}
    ratio = round(speed["kg"] / speed["posseg"], 3)
    return {"megabytes": round(size / 1_000_000, 3), "rounds": rounds, **figures, "ratio": ratio}


def _seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
