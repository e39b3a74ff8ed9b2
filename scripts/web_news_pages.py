"""Write the items of web news that ``bench/data/web_news`` holds annotations of, from the corpus that has their words:

    python -m scripts.web_news_pages CORPORA OUT

CORPORA is the folder that ``kg train`` reads. OUT gets ``line-NNNN.txt`` for each ``line-NNNN.json``, to be scored with
``python bench/quality.py bench/data/web_news/held --pages OUT``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.train.corpora import GEDIT

_ANNOTATED = Path(__file__).resolve().parents[1] / "bench/data/web_news"


def main() -> None:
    """Write the pages; a corpus without one of the lines ends the run with its number."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    corpus = args.corpora / GEDIT
    if not corpus.is_file():
        raise SystemExit(f"web_news_pages: {corpus}: no such file; name the folder of the corpora")
    lines = corpus.read_text(encoding="utf-8").splitlines()
    args.out.mkdir(parents=True, exist_ok=True)
    for gold in sorted(_ANNOTATED.rglob("line-*.json")):
        number = int(gold.stem.removeprefix("line-"))
        if number >= len(lines):
            raise SystemExit(f"web_news_pages: {corpus}: has no line {number + 1}; it is of another edition")
        text = lines[number].split("\t")[0]
        (args.out / f"{gold.stem}.txt").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
