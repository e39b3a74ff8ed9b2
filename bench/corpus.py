"""As many pages as wanted, made from a few: other names, places and numbers on every page, no sentence twice.

python bench/corpus.py OUT [--pages N] [--source FOLDER] [--seed N]

What stands for a name is read once with the program itself, in the source pages; each page made then calls its
people, areas, communities and other places differently, the same one throughout a page. Names come from
limited stocks, so that the same person or place is met again on other pages and there is something to resolve.
Years move together, other numbers are drawn anew, the sentences of a paragraph change places; a sentence that would
still repeat one of an earlier page gets another opening. The first pages are the same however many are made.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from kg.errors import InputError
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.lexicon import surnames
from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import rows
from kg.pipeline import understand
from kg.types import EntityType

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds" / "pages"

_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’）]*|[^。！？\n]+")
_NUMBER = re.compile(r"(?<![\d.])\d+")
_ENDS_OF_PLACES = re.compile(r"(?:小区|社区|新村|家属院|花园|家园|苑|园|村|路|街|巷|广场|公园|大厦)$")
_STOPS = "。！？”’）"
_GIVEN = "子文明华国春晓云海波静平安志远青山雨雪松柏兰芳建军玉秀德永"
_STEMS = "金银福康宁和祥瑞丰泰永长新兴东西南北清明光华龙凤松柏梅竹兰桂"
_OPENINGS = (
    "{month}月{day}日，",
    "据{name}介绍，",
    "{name}告诉记者，",
    "在{place}，",
    "{month}月，{name}看到，",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A page to be varied: its text, and what it names, as (type, name as it stands there)."""

    text: str
    names: tuple[tuple[EntityType, str], ...]


def main() -> int:
    """Write the pages; 1 if the source holds none."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="folder for the pages, made where missing")
    parser.add_argument("--pages", type=int, default=100, help="how many")
    parser.add_argument("--source", type=Path, default=SEEDS, help="folder of pages to vary")
    parser.add_argument("--seed", type=int, default=0, help="another number, other pages")
    args = parser.parse_args()
    try:
        made = write(args.out, args.pages, args.source, args.seed)
    except InputError as error:
        print(f"corpus: {error}", file=sys.stderr)
        return 1
    print(f"{args.pages} pages, {made / 1e6:.2f} MB, in {args.out}")
    return 0


def write(folder: Path, pages: int, source: Path = SEEDS, seed: int = 0) -> int:
    """Write that many pages, ``00000.txt`` and on, into ``folder``; returns their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for number, text in zip(range(pages), texts(source, seed), strict=False):
        size += (folder / f"{number:05}.txt").write_bytes(text.encode())
    return size


def texts(source: Path = SEEDS, seed: int = 0) -> Iterator[str]:
    """Page after page without end. Raises InputError if ``source`` holds none."""
    models = _sources(source)
    seen: set[str] = set()
    for number in count():
        yield _varied(models[number % len(models)], random.Random(f"{seed}/{number}"), seen)


def _sources(folder: Path) -> list[Source]:
    """The pages of a folder, with the names of people and places on each."""
    found = understand([str(folder)])
    names: dict[str, set[tuple[EntityType, str]]] = {page.id: set() for page in found.pages}
    for each in found.mentions:
        if not each.mention.pointer and not each.mention.passing:
            names[each.page].add((each.mention.type, each.mention.text))
    return [Source(page.text, tuple(sorted(names[page.id]))) for page in found.pages]


def _varied(source: Source, chance: random.Random, seen: set[str]) -> str:
    renamed = _renaming(source.names, chance)
    pattern = re.compile("|".join(map(re.escape, sorted(renamed, key=lambda n: (-len(n), n)))) or r"(?!)")
    years = chance.randint(-4, 2)
    lines = []
    for line in source.text.splitlines():
        line = pattern.sub(lambda name: renamed[name[0]], line)
        lines.append(
            "".join(_sentences(_NUMBER.sub(lambda n: _number(n[0], years, chance), line), chance, seen))
        )
    return "\n".join(lines) + "\n"


def _sentences(line: str, chance: random.Random, seen: set[str]) -> list[str]:
    """The sentences of a line in another order, none of them met before."""
    parts = _SENTENCE.findall(line)
    if len(parts) > 2:
        parts[1:-1] = chance.sample(parts[1:-1], len(parts) - 2)
    return [_unseen(part, chance, seen) if len(part) > 6 and part[-1] in _STOPS else part for part in parts]


def _unseen(sentence: str, chance: random.Random, seen: set[str]) -> str:
    made = sentence
    while made in seen:
        opening = chance.choice(_OPENINGS).format(
            month=chance.randint(1, 12), day=chance.randint(1, 28), name=_person(chance), place=_place(chance)
        )
        quoted = sentence[0] in "“‘"
        made = sentence[:quoted] + opening + sentence[quoted:]
    seen.add(made)
    return made


def _number(digits: str, years: int, chance: random.Random) -> str:
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return str(int(digits) + years)
    if len(digits) <= 2 and 0 < int(digits) <= 31:
        return str(chance.randint(1, 12))  # dates stay dates
    return chance.choice("123456789") + "".join(chance.choice("0123456789") for _ in digits[1:])


def _renaming(names: Iterable[tuple[EntityType, str]], chance: random.Random) -> Mapping[str, str]:
    """What each name of a page is called instead; names that hold another follow it."""
    renamed: dict[str, str] = {}
    for sort, name in names:
        if sort == "Person":
            renamed[name] = _other_person(name, chance)
        elif sort == "Area":
            renamed |= _other_area(name, chance)
        elif sort in ("Community", "Place") and (end := _ENDS_OF_PLACES.search(name)) and end.start() > 1:
            stem = name[: end.start()]
            renamed.setdefault(
                stem if len(stem) < 5 else name, _stem(chance) + ("" if len(stem) < 5 else end[0])
            )
    return renamed


def _other_person(name: str, chance: random.Random) -> str:
    """Another given name behind the same surname, so that 邵监理 remains one of them."""
    family = name[:2] if name[:2] in surnames() and len(name) > 2 else name[:1]
    return family + "".join(chance.sample(_GIVEN, max(1, len(name) - len(family)))) if len(name) < 5 else name


def _other_area(name: str, chance: random.Random) -> dict[str, str]:
    """Another area of the same level and the same last character, in full and for short."""
    found = gazetteer().find(name)
    if not found:
        return {}
    other = chance.choice(_alike(found[0].level, name[-1]))
    short = {name[:-1]: other[:-1]} if len(name) > 2 else {}
    return {name: other, **short}


@cache
def _alike(level: str, last: str) -> tuple[str, ...]:
    cells = (row.cells for row in rows(seeds_dir() / "gazetteer" / "areas.tsv", 4))
    return tuple(name for _, name, at, _ in cells if at == level and name[-1] == last and 2 < len(name) < 5)


def _person(chance: random.Random) -> str:
    return chance.choice("王李张刘陈杨赵黄周吴") + "".join(chance.sample(_GIVEN, 2))


def _place(chance: random.Random) -> str:
    return _stem(chance) + chance.choice(("小区", "社区", "村"))


def _stem(chance: random.Random) -> str:
    return "".join(chance.sample(_STEMS, 2))


if __name__ == "__main__":
    sys.exit(main())
