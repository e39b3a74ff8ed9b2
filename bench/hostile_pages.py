"""How reading a page grows with its size, for pages made of bait: repeated characters and words that rules look for.

Each bait is read at doubling sizes until one takes longer than ``--seconds``. The exponent is that of the growth between
the last two sizes: about 1 is linear, 2 quadratic. With ``--worst`` the command fails if an exponent is higher.

    python bench/hostile_pages.py [--bait NAME]… [--largest N] [--seconds S] [--worst E]
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.extract import extract
from kg.resolve import resolve_page
from kg.segment import segment
from kg.types import Page

_ROOT = Path(__file__).resolve().parents[1]
_SMALLEST = 2_000
#: Below this many seconds a time says nothing about growth.
_NOTHING = 0.05

_PAGE = (_ROOT / "seeds" / "pages" / "wenfeng.txt").read_text(encoding="utf-8")
_FAMILY, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"


def _names(count: int) -> Iterator[str]:
    for number in range(count):
        family, rest = number % len(_FAMILY), number // len(_FAMILY)
        first, second = rest % len(_GIVEN), rest // len(_GIVEN) % len(_GIVEN)
        yield _FAMILY[family] + _GIVEN[first] + _GIVEN[second]


def _bodies(count: int) -> Iterator[str]:
    kinds = ("住房和城乡建设局", "民政局", "财政局", "教育局")
    for number, name in enumerate(_names(count)):
        yield f"{name[0]}{name[2]}{name[1]}县{kinds[number % len(kinds)]}"


#: What a page is made of, over and over.
REPEATED: dict[str, str] = {
    "one character": "的",
    "a numeral": "一",
    "hundred": "百",
    "a digit": "7",
    "a decimal": "1.",
    "an opening bracket": "（",
    "brackets": "（）",
    "an opening title mark": "《",
    "titles": "《关于》",
    "an opening quote": "“",
    "a corner bracket": "【",
    "a comma": "，",
    "a list mark": "、",
    "a full stop": "。",
    "a line end": "\n",
    "a blank": " ",
    "a wide blank": "　",
    "a dash": "—",
    "a middle dot": "·",
    "year": "年",
    "a year": "2021年",
    "a date": "2021年1月5日",
    "a short date": "1月5日，",
    "ordinal": "第",
    "a surname": "王",
    "a name": "王强",
    "names": "王强、",
    "county": "县",
    "district": "区",
    "province": "省",
    "a county": "安阳县",
    "bureau": "局",
    "a body": "文峰区住建局",
    "bodies": "文峰区住建局、",
    "a title": "局长",
    "titles and names": "局长王强、",
    "a community": "桃园社区",
    "works": "改造",
    "works and places": "改造桃园小区、",
    "a measure": "3000户",
    "measures": "投资1.2亿元，",
    "percent": "%",
    "a pronoun": "他",
    "a pointer": "该局",
    "a reporter": "本报记者",
    "bylines": "（记者 王强）",
    "byline lines": "□本报记者 王强\n",
    "date lines": "2021年1月5日\n",
    "short lines": "区政要闻\n",
    "openings": "\n本报讯 （记者 王强）王强说。\n",
    "headlines": "\n老旧小区改造开工\n\n王强介绍，改造开工了。\n",
    "former": "原",
    "and": "和",
    "of which": "其中",
    "letters": "a",
    "words": "ab ",
    "addresses": "a@b.c",
    "an emoji": "😀",
    "private use": "\ue000",
    "an extension character": "𠮷",
    "a zero-width space": "王\u200b",
    "an override": "\u202e王",
    "a combining mark": "王\u0301",
    "a compatibility ideograph": "\uf9b0",
    "a page": _PAGE,
    "a page on one line": _PAGE.replace("\n", ""),
    "a page without marks": "".join(char for char in _PAGE if "\u4e00" <= char <= "\u9fff"),
}


def bait(name: str, size: int) -> str:
    """So many characters of a bait."""
    if name == "nested brackets":
        return "（" * (size // 2) + "）" * (size // 2)
    if name == "different names":
        return ("、".join(_names(size // 4)) + "。")[:size]
    if name == "different officials":
        return "。".join(f"局长{each}介绍" for each in _names(size // 8))[:size]
    if name == "different bodies":
        return "，".join(f"{each}召开会议" for each in _bodies(size // 14))[:size]
    if name == "different posts":
        people = zip(_bodies(size // 16), _names(size // 16), strict=True)
        return "。\n".join(f"{body}局长{each}" for body, each in people)[:size]
    unit = REPEATED[name]
    return (unit * (size // len(unit) + 1))[:size]


BAITS = (
    *REPEATED,
    "nested brackets",
    "different names",
    "different officials",
    "different bodies",
    "different posts",
)


def seconds(text: str) -> dict[str, float]:
    """What each stage takes for a page of this text."""
    start = time.process_time()
    articles = list(segment(Page("bait.txt", text)))
    segmented = time.process_time()
    readings = [extract(article) for article in articles]
    extracted = time.process_time()
    resolve_page("bait.txt", text, readings)
    return {
        "segment": segmented - start,
        "extract": extracted - segmented,
        "resolve": time.process_time() - extracted,
    }


def exponent(smaller: float, larger: float) -> float:
    """That of the growth from one size to the double of it; 0 where both are too short to tell."""
    return math.log2(larger / max(smaller, 1e-4)) if larger > _NOTHING else 0.0


def measure(name: str, largest: int, patience: float) -> tuple[int, dict[str, float], dict[str, float]]:
    """The largest size that was read, what each stage took for it, and the exponent of each."""
    size = _SMALLEST
    before, now = {}, seconds(bait(name, size))
    while size * 2 <= largest and sum(now.values()) < patience:
        size *= 2
        before, now = now, seconds(bait(name, size))
    return size, now, {stage: exponent(before.get(stage, took), took) for stage, took in now.items()}


def main() -> int:
    """Print a line a bait."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bait", action="append", choices=BAITS, help="only this one; may be repeated")
    parser.add_argument("--largest", type=int, default=350_000, help="characters of the largest page")
    parser.add_argument("--seconds", type=float, default=3.0, help="after such a page no larger one is read")
    parser.add_argument("--worst", type=float, help="the highest exponent that is allowed")
    given = parser.parse_args()
    seconds(_PAGE)
    worst = 0.0
    print(f"{'bait':26} {'characters':>10} {'seconds':>8}   exponent of segment, extract, resolve")
    for name in given.bait or BAITS:
        size, took, grows = measure(name, given.largest, given.seconds)
        worst = max(worst, *grows.values())
        row = "  ".join(f"{grows[stage]:4.1f} ({took[stage]:.2f} s)" for stage in took)
        print(f"{name:26} {size:10,} {sum(took.values()):8.2f}   {row}", flush=True)
    print(f"the worst exponent: {worst:.1f}")
    return 1 if given.worst is not None and worst > given.worst else 0


if __name__ == "__main__":
    sys.exit(main())
