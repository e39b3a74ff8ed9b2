"""What the confidence of a claim is worth: the share of right claims in each band of confidence, and by rule.

python bench/calibration.py GOLD PAGES [GOLD PAGES …] [--rules]

Each page is built alone and its claims are held against the gold; several pairs of folders are counted together.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.engine import build
from kg.errors import KgError
from kg.evaluate import Judged, judged, load_gold

#: Lower ends of the bands.
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
#: Rules with fewer claims say nothing.
FEW = 4


def main() -> int:
    """Print the tables; 1 if a page cannot be read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="GOLD PAGES")
    parser.add_argument("--rules", action="store_true", help="also by rule")
    args = parser.parse_args()
    if len(args.folders) % 2:
        parser.error("a folder of gold and a folder of pages each")
    try:
        claims = [
            c
            for gold, pages in zip(args.folders[::2], args.folders[1::2], strict=True)
            for c in _claims(gold, pages)
        ]
    except KgError as error:
        print(f"calibration: {error}", file=sys.stderr)
        return 1
    print(
        _table(
            (f"{c.measure} | {max(b for b in BANDS if b <= c.confidence):.2f} and more", c) for c in claims
        )
    )
    if args.rules:
        print("\n" + _table(((f"{c.measure} | {c.rule}", c) for c in claims), FEW))
    return 0


def _claims(gold: Path, pages: Path) -> Iterator[Judged]:
    for path in sorted(gold.glob("*.json")):
        page = next(found for end in (".txt", ".md") if (found := pages / f"{path.stem}{end}").exists())
        yield from judged(load_gold(path), build([str(page)]).quads)


def _table(rows: Iterable[tuple[str, Judged]], few: int = 1) -> str:
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for name, claim in rows:
        groups[name].append(claim)
    lines = ["| claims | | number | mean confidence | right |", "|---|---|---|---|---|"]
    for name, group in sorted(groups.items()):
        if len(group) >= few:
            mean = sum(c.confidence for c in group) / len(group)
            right = sum(c.right for c in group) / len(group)
            lines.append(f"| {name} | {len(group)} | {mean:.2f} | {right:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
