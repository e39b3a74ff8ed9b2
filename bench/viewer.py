"""Seconds to make the HTML view and to use it in Chromium, and its size, for graphs from small to large.

python bench/viewer.py [--json] [--shared FOLDER] [--chromium PROGRAM]

Graphs: three newspaper pages (where they stand beside the project), the sample pages in seeds/pages, and an
invented province of 10,000 entities and 30,000 lines. Making is processor time. In Chromium, from the file on
disk: until names are on the canvas (first paint), until a search shows its results, until a click on one shows
its panel; the median of some rounds. Without playwright or Chromium those columns stay empty.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.engine import build
from kg.view import view

ROOT = Path(__file__).resolve().parents[1]
KG = "https://w3id.org/minsheng/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
BASE = "https://w3id.org/minsheng/id/"

FLAGS = ("--no-sandbox", "--disable-gpu")
ROUNDS = 5
COLUMNS = ("graph", "entities", "facts", "making_s", "megabytes", "paint_s", "search_ms", "click_ms")
Graph = tuple[Sequence[Quad], dict[str, str]]


def main() -> int:
    """Measure and print a table, or JSON."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as folder, _browser(args.chromium) as browser:
        rows = [
            _row(name, graph(), Path(folder) / f"{number}.html", browser)
            for number, (name, graph) in enumerate(_graphs(args.shared).items())
        ]
    print(json.dumps(rows, ensure_ascii=False) if args.json else _table(rows))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared" / "pages", help="folder of pages"
    )
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="the browser's program")
    return parser.parse_args()


# -- graphs


def _graphs(shared: Path) -> dict[str, Callable[[], Graph]]:
    pages = sorted(str(path) for path in shared.glob("*.txt"))[:3]
    named: dict[str, Callable[[], Graph]] = {"three pages": lambda: _built(pages)} if pages else {}
    return named | {
        "sample pages": lambda: _built([str(ROOT / "seeds" / "pages")]),
        "10,000 entities": lambda: (_province(10_000, 30_000), {}),
    }


def _built(inputs: Sequence[str]) -> Graph:
    result = build(inputs)
    return result.quads, result.texts()


def _province(entities: int, lines: int) -> list[Quad]:
    """An invented province: districts with agencies, people in posts, projects and compounds, all with evidence."""
    quads: list[Quad] = []
    names = _Names(entities)
    for iri, cls, kind, name in names.all():
        quads += [_quad(iri, RDF + "type", KG + each) for each in (cls, kind) if each]
        quads += [_quad(iri, RDFS + "label", Literal(name, language="zh"))]
    triples = {names.upward(number): None for number in range(entities) if names.upper(number) is not None}
    for number in count(entities):
        if len(triples) == lines:
            break
        triples[names.across(number)] = None
    for number, triple in enumerate(triples):
        quads += _line(number, *triple)
    return quads + list(_pages(lines))


#: One district: so many entities of each class, and what they are called.
_DISTRICT = (
    ("Agency", "", "局", 12),
    ("Person", "Official", "", 30),
    ("Project", "", "改造工程", 12),
    ("Community", "Neighbourhood", "社区", 25),
    ("Community", "Compound", "号院", 40),
    ("Organization", "", "建设公司", 15),
    ("Event", "", "推进会", 6),
)
_SIZE = 1 + sum(size for *_, size in _DISTRICT)
_LETTERS = "澜岚沅洺浔洛沂汶柳梧桐荷松鹤杏林锦绣望江听雨云泽安宁"


class _Names:
    """Number n as an entity: the first of each district is the area itself, the first of ten the city's."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.members = [(cls, kind, end) for cls, kind, end, size in _DISTRICT for _ in range(size)]

    def all(self) -> Iterator[tuple[NamedNode, str, str, str]]:
        for number in range(self.count):
            district, place = divmod(number, _SIZE)
            here = _word(district) + ("市" if district % 10 == 0 else "区")
            if place == 0:
                yield self.iri(number), "Area", "Prefecture" if district % 10 == 0 else "County", here
            else:
                cls, kind, end = self.members[place - 1]
                yield self.iri(number), cls, kind, (here if end else "甄") + _word(number) + end

    def iri(self, number: int) -> NamedNode:
        return NamedNode(f"{BASE}x/{number}")

    def upper(self, number: int) -> int | None:
        """What it lies in: of a district its city, of all else its district."""
        district, place = divmod(number, _SIZE)
        if place:
            return district * _SIZE
        return None if district % 10 == 0 else (district - district % 10) * _SIZE

    def upward(self, number: int) -> tuple[NamedNode, str, NamedNode]:
        return self.iri(number), "locatedIn", self.iri(self.upper(number) or 0)

    def across(self, number: int) -> tuple[NamedNode, str, NamedNode]:
        """A fact between two of the same district, one in fifty between districts."""
        one = number * 7919 % self.count
        start = one - one % _SIZE
        two = start + number * 104_729 // 13 % min(_SIZE, self.count - start)
        if number % 50 == 0:
            two = number * 31 % self.count
        relations = ("leads", "implements", "targets", "participatesIn", "cooperatesWith")
        return self.iri(one), relations[number % 5], self.iri(two if two != one else start)


def _word(number: int) -> str:
    word = ""
    while number or not word:
        number, at = divmod(number, len(_LETTERS))
        word += _LETTERS[at]
    return word


def _line(number: int, subject: NamedNode, relation: str, value: NamedNode) -> Iterator[Quad]:
    """A fact and the sentence that says so."""
    statement, passage = NamedNode(f"{BASE}statement/{number}"), NamedNode(f"{BASE}passage/{number}")
    selector, page = NamedNode(f"{BASE}selector/{number}"), f"{BASE}page/{number // 300}"
    yield _quad(subject, KG + relation, value)
    yield _quad(statement, RDF + "type", RDF + "Statement")
    yield _quad(statement, RDF + "subject", subject)
    yield _quad(statement, RDF + "predicate", KG + relation)
    yield _quad(statement, RDF + "object", value)
    yield _quad(statement, KG + "confidence", Literal(0.6 + number % 4 / 10))
    yield _quad(statement, PROV + "wasDerivedFrom", passage)
    yield _quad(passage, OA + "hasSource", page)
    yield _quad(passage, DCTERMS + "isPartOf", page + "/a1")
    yield _quad(passage, OA + "hasSelector", selector)
    yield _quad(selector, OA + "start", Literal(40 * (number % 300)))
    yield _quad(
        selector, OA + "exact", Literal(f"{_word(number)}的事由{_word(number * 7)}牵头办理，居民纷纷点赞")
    )
    yield _quad(selector, OA + "prefix", Literal(f"上一句说完了。据{_word(number * 3)}了解，"))
    yield _quad(selector, OA + "suffix", Literal(f"。下一句说{_word(number * 5)}的另一件事"))


def _pages(facts: int) -> Iterator[Quad]:
    for number in range(facts // 300 + 1):
        page = NamedNode(f"{BASE}page/{number}")
        article = NamedNode(f"{page.value}/a1")
        date = Literal(f"20{10 + number % 14}-{1 + number % 12:02}-05")
        yield _quad(page, RDF + "type", KG + "Page")
        yield _quad(page, RDFS + "label", Literal(f"第{number}页"))
        yield _quad(article, RDF + "type", KG + "Article")
        yield _quad(article, RDFS + "label", Literal(f"{_word(number)}有了新模样"))
        yield _quad(article, DCTERMS + "isPartOf", page)
        yield _quad(article, DCTERMS + "issued", date)


def _quad(subject: NamedNode, predicate: str, value: NamedNode | Literal | str) -> Quad:
    return Quad(subject, NamedNode(predicate), NamedNode(value) if isinstance(value, str) else value)


# -- measuring


def _row(name: str, graph: Graph, path: Path, browser: Any) -> dict[str, Any]:
    quads, texts = graph
    start = time.process_time()
    view(quads, path, texts=texts)
    making = time.process_time() - start
    html = path.read_text(encoding="utf-8")
    data = json.loads(html.split('id="graph-data">', 1)[1].split("</script>", 1)[0])
    row = {
        "graph": name,
        "entities": len(data["entities"]["iri"]),
        "facts": len(data["facts"]["subject"]),
        "making_s": round(making, 1),
        "megabytes": round(path.stat().st_size / 1e6, 1),
    }
    return row | (_used(path, data, browser) if browser else {})


def _used(path: Path, data: dict[str, Any], browser: Any) -> dict[str, float]:
    """Medians over fresh pages; each search is for another name, by its pinyin initials too."""
    column = data["entities"]["name"]
    names = column if isinstance(column, list) else [column["of"][at] for at in column["at"]]
    paints, searches, clicks = [], [], []
    for number in range(ROUNDS):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.evaluate(_FRAME)
        paints.append(time.perf_counter() - start)
        name = names[len(names) * (number + 1) // (ROUNDS + 1)]
        searches.append(page.evaluate(_SEARCH, name))
        clicks.append(page.evaluate(_CLICK))
        page.close()
    return {
        "paint_s": round(statistics.median(paints), 2),
        "search_ms": round(statistics.median(searches)),
        "click_ms": round(statistics.median(clicks)),
    }


#: Resolves when the browser has painted what stands on the page now.
_FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
_SEARCH = """async (name) => {
  const box = document.getElementById("search");
  box.focus();
  const start = performance.now();
  box.value = name;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  while (!document.querySelector("#results [role=option]")) await new Promise((done) => setTimeout(done));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
_CLICK = """async () => {
  const start = performance.now();
  const found = document.querySelector("#results [role=option]");
  for (const kind of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
    found.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }));
  }
  while (document.getElementById("panel").hidden) await new Promise((done) => setTimeout(done));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


@contextmanager
def _browser(program: str | None) -> Iterator[Any]:
    """Chromium, or None with the reason on standard error."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        print("viewer: no playwright or no Chromium: only making is measured", file=sys.stderr)
        yield None
        return
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield running
        running.close()


def _table(rows: Sequence[dict[str, Any]]) -> str:
    lines = [COLUMNS, ("---",) * len(COLUMNS), *(tuple(str(row.get(c, "")) for c in COLUMNS) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
