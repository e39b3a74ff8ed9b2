"""Scores the graph of every gold page of a folder, each page built alone, and compares with an earlier run.

python bench/quality.py GOLD [--pages PAGES] [--save FILE.json] [--against FILE.json | --revision REV] [--misses]

``--revision main`` scores that revision of the repository first, in a work tree of its own, on the same gold and pages.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.engine import build
from kg.errors import InputError, KgError
from kg.evaluate import Scores, load_gold, render, score, total

ROOT = Path(__file__).resolve().parents[1]
ROUNDING = 4
#: The mean weighs every page alike, "all facts" every fact.
MEAN, ALL = "mean", "all facts"

#: F1 by page and measure; ``canonical`` is a share, so its F1 is that share.
Figures = dict[str, dict[str, float]]


def main() -> int:
    """Print the table; 1 if a page cannot be scored, 2 if a mean fell below the earlier run."""
    args = _arguments()
    try:
        scores = dict(_scores(args.gold, args.pages or args.gold.parent / "pages"))
        earlier = _earlier(args)
    except KgError as error:
        print(f"quality: {error}", file=sys.stderr)
        return 1
    figures = _figures(scores)
    print(_table(figures, earlier))
    print("\n".join(_shares(scores)))
    if args.misses:
        for name, page in scores.items():
            print(f"\n== {name}\n{render(page)}")
    if args.save:
        args.save.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 2 if _fallen(figures, earlier) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, help="folder of gold files, one a page")
    parser.add_argument(
        "--pages", type=Path, help="folder of the pages; by default pages/ beside the gold folder"
    )
    parser.add_argument("--save", type=Path, help="write the figures as JSON")
    parser.add_argument("--against", type=Path, help="figures that an earlier run saved")
    parser.add_argument("--revision", metavar="REV", help="score this revision first and compare with it")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what is extra")
    return parser.parse_args()


def _earlier(args: argparse.Namespace) -> Figures:
    """The figures to compare with; none where nothing was asked for."""
    if args.against:
        figures: Figures = json.loads(args.against.read_text(encoding="utf-8"))
        return figures
    if not args.revision:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        tree, saved = Path(folder) / "tree", Path(folder) / "figures.json"
        subprocess.run(
            ["git", "-C", ROOT, "worktree", "add", "--quiet", "--detach", tree, args.revision], check=True
        )
        try:
            pages = (args.pages or args.gold.parent / "pages").resolve()
            command = [
                sys.executable,
                "bench/quality.py",
                args.gold.resolve(),
                "--pages",
                pages,
                "--save",
                saved,
            ]
            environment = {**os.environ, "PYTHONPATH": str(tree)}
            subprocess.run(command, cwd=tree, env=environment, check=False, stdout=subprocess.DEVNULL)
            if not saved.is_file():
                raise InputError(
                    f"{args.revision}: could not score these pages (what it says of it stands above); "
                    "name another revision, or pages that it reads"
                )
            return json.loads(saved.read_text(encoding="utf-8"))
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", tree], check=True)


def _scores(folder: Path, pages: Path) -> Iterator[tuple[str, Scores]]:
    golds = sorted(folder.glob("*.json"))
    if not golds:
        raise InputError(f"{folder}: holds no gold (*.json); name the folder of the gold files")
    for path in golds:
        gold = load_gold(path)
        name = str(gold.get("page", path.stem))
        built = build([str(_page(pages, name))])
        if built.skipped:
            raise InputError(f"{built.skipped[0].id}: {built.skipped[0].reason}")
        yield name, score(gold, built.quads, next(iter(built.reread()))[0].text)


def _page(pages: Path, name: str) -> Path:
    found = [path for ending in (".txt", ".md") if (path := pages / f"{name}{ending}").is_file()]
    if not found:
        raise InputError(f"{pages}: holds no page {name}.txt or {name}.md; name the folder with --pages")
    return found[0]


def _figures(scores: dict[str, Scores]) -> Figures:
    together = total(list(scores.values()))
    pages = scores | {MEAN: together.macro, ALL: together.micro}
    return {
        name: {measure: round(rate.f1, ROUNDING) for measure, rate in page.rates().items()}
        for name, page in pages.items()
    }


def _table(figures: Figures, earlier: Figures) -> str:
    measures = list(figures[MEAN])
    lines = [" ".join([f"{'F1':<12}", *(f"{measure:>16}" for measure in measures)])]
    for name, page in figures.items():
        cells = (_cell(value, earlier.get(name, {}).get(measure)) for measure, value in page.items())
        lines.append(" ".join([f"{name:<12}", *(f"{cell:>16}" for cell in cells)]))
    return "\n".join(lines)


def _shares(scores: dict[str, Scores]) -> Iterator[str]:
    """Precision and recall of all facts together."""
    rates = total(list(scores.values())).micro.rates()
    for name in ("precision", "recall"):
        yield " ".join([f"{name:<12}", *(f"{getattr(rate, name):>16.3f}" for rate in rates.values())])


def _cell(value: float, before: float | None) -> str:
    return f"{value:.3f}" if before is None else f"{value:.3f} ({value - before:+.3f})"


def _fallen(figures: Figures, earlier: Figures) -> list[str]:
    before = earlier.get(MEAN, {})
    return [measure for measure, value in figures[MEAN].items() if value < before.get(measure, 0.0)]


if __name__ == "__main__":
    sys.exit(main())
