"""Count the commonest characters of simplified and traditional Chinese:
``seeds/lexicons/common_characters.tsv``.

The counts come from the word frequencies of jieba's dictionary; the traditional ones from the same words,
converted by OpenCC (``pip install opencc``, needed by this script alone). The same versions always write
the same bytes.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import jieba
import opencc  # type: ignore[import-not-found]

SCRIPTS = ("simplified", "s2t", "s2hk", "s2tw")
KEEP = 1500
TARGET = Path(__file__).resolve().parent.parent / "seeds" / "lexicons" / "common_characters.tsv"


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def counts(script: str) -> Counter[str]:
    """How often each character occurs in running text of ``script``, per million."""
    found: Counter[str] = Counter()
    lines = [line.split(" ") for line in jieba.get_dict_file().read().decode("utf-8").splitlines()]
    words = "\n".join(line[0] for line in lines)
    written = words if script == "simplified" else opencc.OpenCC(script).convert(words)
    for word, line in zip(written.split("\n"), lines, strict=True):
        for char in filter(is_han, word):
            found[char] += int(line[1])
    total = sum(found.values())
    return Counter({char: round(1_000_000 * n / total) for char, n in found.items()})


def main() -> None:
    best: dict[str, int] = {}
    for script in SCRIPTS:
        ranked = sorted(counts(script).items(), key=lambda item: (-item[1], item[0]))
        for char, per_million in ranked[:KEEP]:
            best[char] = max(best.get(char, 0), per_million)
    rows = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    body = "".join(f"{char}\t{per_million}\n" for char, per_million in rows)
    TARGET.write_text("# char\tper_million\n" + body, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
