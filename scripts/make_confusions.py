"""Makes seeds/lexicons/confusions.tsv: which characters of known names recognition takes for which others.

python scripts/make_confusions.py [--names N]    needs the extra ocr, and fonts-noto-cjk

Names of areas and titles of posts are printed small, blurred and noisy, each character of theirs several times, and read as
scans are. What was read is held against what was printed, character by character.
"""

from __future__ import annotations

import argparse
import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.knowledge.lexicon import titles
from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import rows

FONTS = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc")
FOLDER = Path("/usr/share/fonts/opentype/noto")
#: The index of the simplified Chinese face in Noto's collections.
FACE = 2
#: Each character is printed in so many names, in sizes of so many pixels.
TIMES, SIZES = 4, (8, 9)
#: A confusion counts if it was seen so often, and in such a share of the times that the character was printed.
SEEN, SHARE = 2, 0.15
HEADER = """\
# Characters that recognition takes for others, by names that were printed small, blurred and noisy and read as scans are
# (scripts/make_confusions.py). read: what was read. printed: what stood there; several apart by spaces, the most frequent
# first.
# read\tprinted
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=int, default=2400, help="print at most so many names")
    args = parser.parse_args()
    names = list(chosen(known_names()))[: args.names]
    seen: Counter[tuple[str, str]] = Counter()
    printed: Counter[str] = Counter()
    for number, line in enumerate(lines(names)):
        for size in SIZES:
            printed.update(line)
            seen.update(confused(line, read(line, size, number)))
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for (right, wrong), count in seen.items():
        if count >= SEEN and count >= SHARE * printed[right]:
            found[wrong].append((-count, right))
    path = seeds_dir() / "lexicons" / "confusions.tsv"
    body = "".join(
        f"{wrong}\t{' '.join(right for _, right in sorted(found[wrong]))}\n" for wrong in sorted(found)
    )
    path.write_text(HEADER + body, encoding="utf-8")
    print(
        f"{len(names)} names, {sum(printed.values())} characters, {len(found)} characters taken for others -> {path}"
    )


def known_names() -> Iterator[str]:
    for row in rows(seeds_dir() / "gazetteer" / "areas.tsv", 4):
        yield row.cells[1]
    yield from sorted(titles())


def chosen(names: Iterable[str]) -> Iterator[str]:
    """Names until each of their characters has occurred often enough."""
    counts: Counter[str] = Counter()
    for name in dict.fromkeys(names):
        if len(name) <= 10 and any(counts[char] < TIMES for char in name):
            counts.update(name)
            yield name


def lines(names: Iterable[str], length: int = 22) -> Iterator[str]:
    line = ""
    for name in names:
        if len(line) + len(name) > length and line:
            yield line
            line = ""
        line += name
    if line:
        yield line


def read(line: str, size: int, seed: int) -> str:
    """What is read of a line printed in ``size`` pixels."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    from kg.reader.scan.engine import recognized

    font = ImageFont.truetype(str(FOLDER / FONTS[seed % len(FONTS)]), size * 3, index=FACE)
    paper = Image.new("L", (3 * size * (len(line) + 1), 5 * size), 255)
    ImageDraw.Draw(paper).text((int(1.5 * size), size), line, fill=20, font=font, anchor="la")
    small = paper.resize((paper.width // 3, paper.height // 3), Image.Resampling.BOX)
    small = small.filter(ImageFilter.GaussianBlur(0.6))
    noise = np.random.default_rng(seed).normal(0, 14, (small.height, small.width))
    grey = np.clip(np.asarray(small, dtype=float) + noise, 0, 255).astype(np.uint8)
    picture: Any = np.repeat(grey[:, :, None], 3, axis=2)
    return recognized(picture).text


def confused(printed: str, got: str) -> Iterator[tuple[str, str]]:
    """Pairs of the character that was printed and the one that was read in its place."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, printed, got, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c <= 2:
            yield from zip(printed[a:b], got[c:d], strict=True)


if __name__ == "__main__":
    main()
