"""How much of a page's graph is left when the page comes as a web page, a Word file, a book …, with time and memory.

python bench/ingest.py [PAGES …] [--kinds KIND,…] [--misses] [--peer] [--json]

PAGES are text pages (seeds/pages by default). Each is put into every kind of document (tests/renderings.py), and the graph
of the document is held against that of the text: F1 of its claims (facts, posts, measures, dates) and of its entities.
Time is that of opening the document until its text is there, the median of three; memory the most that a process of its own
took for the largest. ``--peer`` reads the web pages with trafilatura as well, where that is installed (rows with *), and
gives its text the date that the page has. Figures are means over the pages; fall is 100 - F1 of the claims.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import renderings  # noqa: E402

from kg.pipeline import PageRead, read_page  # noqa: E402
from kg.reader import read  # noqa: E402
from kg.resolve import resolve  # noqa: E402
from kg.types import Claim, Page, Skipped, Span  # noqa: E402

#: What of a claim says where it was read, and in which words.
_WHERE = ("source", "text")


@dataclass(frozen=True)
class Figures:
    """One kind's means over all pages: F1 of claims and entities in percent, seconds a page, MiB at most."""

    kind: str
    claims: float
    entities: float
    seconds: float
    memory: int


def main() -> int:
    """Print a row a kind; 1 if a document cannot be read."""
    args = _arguments()
    pages = [item for item in read(args.pages) if isinstance(item, Page)]
    rows = [
        measured(kind, pages, args.misses)
        for kind in renderings.DOCUMENTS
        if not args.kinds or kind in args.kinds.split(",")
    ]
    if args.peer:
        rows += [by_trafilatura(kind, pages) for kind in renderings.WEB]
    if args.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return 0
    print(f"{'kind':20}{'claims F1':>10}{'fall':>7}{'entities F1':>13}{'ms a page':>11}{'MiB':>6}")
    for row in rows:
        fall = 100 - row.claims
        print(
            f"{row.kind:20}{row.claims:10.1f}{fall:7.1f}{row.entities:13.1f}{1000 * row.seconds:11.1f}{row.memory:6}"
        )
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", default=[str(ROOT / "seeds" / "pages")])
    parser.add_argument("--kinds", default="", help=f"of {', '.join(renderings.DOCUMENTS)}")
    parser.add_argument("--misses", action="store_true", help="list what each graph lacks and has too much")
    parser.add_argument("--peer", action="store_true", help="web pages by trafilatura, too")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def measured(kind: str, pages: Sequence[Page], misses: bool = False, memory: bool = True) -> Figures:
    """The figures of one kind of document."""
    ending, render = renderings.DOCUMENTS[kind]
    claims, entities, seconds = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{at}{ending}" for at in range(len(pages))]
        for page, path in zip(pages, paths, strict=True):
            text = path.with_suffix(".jsonl")
            text.write_text(json.dumps(_record(page), ensure_ascii=False), encoding="utf-8")
            path.write_bytes(render(renderings.sheet(page)))
            wanted, found = graph(text), graph(path)
            claims.append(f1(wanted[0], found[0]))
            entities.append(f1(wanted[1], found[1]))
            seconds.append(statistics.median(_timed(path) for _ in range(3)))
            if misses:
                _tell(f"{kind} {page.id}", wanted[0], found[0])
        most = _memory(max(paths, key=lambda path: path.stat().st_size)) if memory else 0
    return Figures(kind, _mean(claims), _mean(entities), statistics.mean(seconds), most)


def by_trafilatura(kind: str, pages: Sequence[Page]) -> Figures:
    """The figures of a layout of web pages whose text trafilatura extracts."""
    import trafilatura

    claims, entities, seconds = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for at, page in enumerate(pages):
            text, path = Path(folder) / f"{at}.jsonl", Path(folder) / f"{at}.read.jsonl"
            text.write_text(json.dumps(_record(page), ensure_ascii=False), encoding="utf-8")
            sheet = renderings.sheet(page)
            start = time.perf_counter()
            words = trafilatura.extract(
                renderings.DOCUMENTS[kind][1](sheet), favor_recall=True, output_format="markdown"
            )
            seconds.append(time.perf_counter() - start)
            record = {"text": words or "无。", "date": sheet.date or ""}
            path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
            wanted, found = graph(text), graph(path)
            claims.append(f1(wanted[0], found[0]))
            entities.append(f1(wanted[1], found[1]))
    return Figures(f"  {kind}*", _mean(claims), _mean(entities), statistics.mean(seconds), 0)


def _tell(where: str, wanted: set[tuple[object, ...]], found: set[tuple[object, ...]]) -> None:
    """What a graph lacks (-) and has too much (+)."""
    for mark, odd in (("-", wanted - found), ("+", found - wanted)):
        for each in sorted(odd, key=str):
            print(where, mark, *each)


def _record(page: Page) -> dict[str, str]:
    stated = {name: getattr(page, name) for name in ("title", "date", "source")}
    return {"text": page.text} | {name: value for name, value in stated.items() if value}


def graph(path: Path) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """What the graph of a file claims, and of whom, whatever the page and its words."""
    read_pages = [item for item in map(_read, read([str(path)])) if isinstance(item, PageRead)]
    built = resolve([each.page for each in read_pages], [each.resolved for each in read_pages])
    entities: set[tuple[object, ...]] = {(entity.key,) for entity in built.entities if not entity.passing}
    return {_said(claim) for claim in built.claims}, entities


def _read(item: Page | Skipped) -> PageRead | Skipped:
    found = item if isinstance(item, Skipped) else read_page(item)
    if isinstance(found, Skipped):
        raise SystemExit(f"ingest: {found.id}: {found.reason}")
    return found


def _said(claim: Claim[str]) -> tuple[object, ...]:
    """A claim without its place and its words."""
    values = [getattr(claim, field.name) for field in fields(claim) if field.name not in _WHERE]
    return (type(claim).__name__, *(value for value in values if not isinstance(value, Span)))


def f1(wanted: set[tuple[object, ...]], found: set[tuple[object, ...]]) -> float:
    """F1 of what was found against what was wanted, 1 where there is nothing."""
    total = len(wanted) + len(found)
    return 2 * len(wanted & found) / total if total else 1.0


def _mean(shares: Sequence[float]) -> float:
    return 100 * statistics.mean(shares)


def _timed(path: Path) -> float:
    start = time.perf_counter()
    list(_opened(path))
    return time.perf_counter() - start


def _opened(path: Path) -> Iterator[Page | Skipped]:
    yield from read([str(path)])


def _memory(path: Path) -> int:
    """The most memory (MiB) that a process took that did nothing but open the file."""
    code = (
        "import resource, sys; from kg.reader import read; list(read([sys.argv[1]]));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
