"""How well pages are read that were printed and photographed, against what was set in type; with time and memory.

python bench/scans.py [PAGES …] [--kinds pdf,clean,skewed,low,noisy] [--keep FOLDER] [--misses]

PAGES are text pages (seeds/pages by default). Each is printed as a newspaper page (tests/newspaper.py, needs Chromium and
fonts-noto-cjk), and all of them on one more page, set densely in six columns. A graph is built of each print and held
against that of the text which was set. Time is that of the processor (one core), from opening the page until its text is
there; memory is that of a process which reads the largest page alone.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import newspaper  # noqa: E402
import printed_truth as truth  # noqa: E402

from kg.pipeline import read_page, understand  # noqa: E402
from kg.reader import read  # noqa: E402
from kg.resolve import resolve  # noqa: E402
from kg.types import Page, Resolution, Skipped  # noqa: E402

KINDS = ("pdf", *(scan.name for scan in newspaper.SCANS))


def main() -> int:
    """Print a table: one row a kind, and one a page of each with ``--misses``."""
    args = _arguments()
    with _folder(args.keep) as folder, _chromium() as browser:
        sheets = list(_sheets(args.pages))
        for sheet in sheets:
            (folder / f"{sheet.name}.txt").write_text(sheet.text(), encoding="utf-8")
            newspaper.set_in_type(browser, [sheet], folder / f"{sheet.name}.pdf")
        print("kind    characters wrong   order   articles F1   graph F1   fall   CPU s   MiB")
        for kind in args.kinds.split(","):
            _row(kind, sheets, folder, args.misses)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", default=[str(ROOT / "seeds" / "pages")])
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--keep", type=Path, help="leave prints and scans in this folder")
    parser.add_argument(
        "--misses", action="store_true", help="list the marks of each page and what its graph lacks"
    )
    return parser.parse_args()


def _row(kind: str, sheets: Sequence[newspaper.Sheet], folder: Path, misses: bool) -> None:
    every, seconds = [], []
    paths = {sheet.name: _printed(kind, sheet, folder) for sheet in sheets}
    for sheet in sheets:
        start = time.process_time()
        page = next(page for page in read([str(paths[sheet.name])]) if isinstance(page, Page))
        seconds.append(time.process_time() - start)
        clean = understand([str(folder / f"{sheet.name}.txt")])
        built = _built(page)
        every.append(truth.marks(sheet, page, clean, built))
        if misses:
            _tell(sheet.name, every[-1], truth.said(clean), truth.said(built))
    mean = truth.mean(every)
    memory = _memory(max(paths.values(), key=lambda path: path.stat().st_size))
    print(
        f"{kind:8}{100 * mean.characters:10.2f} %{100 * mean.order:12.1f} %{100 * mean.articles:10.1f} %"
        f"{100 * mean.graph:10.1f} %{100 - 100 * mean.graph:7.1f}{sum(seconds) / len(seconds):8.1f}{memory:8}",
        flush=True,
    )


def _built(page: Page) -> Resolution:
    outcome = read_page(page)
    if isinstance(outcome, Skipped):
        raise SystemExit(f"{page.id}: {outcome.reason}")
    return resolve([page], [outcome.resolved])


def _tell(
    name: str, mark: truth.Marks, wanted: set[tuple[object, ...]], got: set[tuple[object, ...]]
) -> None:
    print(f"  {name}: {mark}")
    for sign, items in (("-", wanted - got), ("+", got - wanted)):
        for item in sorted(items, key=str):
            print(f"    {sign} {' '.join(str(part) for part in item if part not in (None, ''))}")


def _printed(kind: str, sheet: newspaper.Sheet, folder: Path) -> Path:
    printed = folder / f"{sheet.name}.pdf"
    scan = next((scan for scan in newspaper.SCANS if scan.name == kind), None)
    if scan is None:
        return printed
    path = folder / f"{sheet.name}.{kind}.png"
    newspaper.scanned(printed, scan).save(path)
    return path


def _memory(path: Path) -> int:
    """The most memory (MiB) that a process of its own took to read a page."""
    code = (
        "import resource, sys; from kg.reader import read; list(read(sys.argv[1:])); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def _sheets(paths: Sequence[str]) -> Iterator[newspaper.Sheet]:
    """A sheet a file, rules and boxes between its stories by turns, and one with all the stories."""
    files: dict[str, list[Page]] = {}
    for page in read(paths):
        if isinstance(page, Page):
            files.setdefault(Path(page.id.split("#")[0]).stem, []).append(page)
    for number, (name, pages) in enumerate(files.items()):
        yield newspaper.sheet(name, pages, ruled=number % 2 == 0)
    if len(files) > 1:
        every = [page for pages in files.values() for page in pages]
        yield replace(newspaper.sheet("all", every, columns=6), gap=4.0, leading=1.35)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@contextmanager
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        raise SystemExit("scans: no Chromium found: install the packages chromium and fonts-noto-cjk")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--headless", "--no-sandbox"])
        yield running
        running.close()


if __name__ == "__main__":
    sys.exit(main())
