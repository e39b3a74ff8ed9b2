"""A real graph in which every text is hostile, whatever its predicate: names, titles, quotes, dates, file names, who
decided and why, and all that the vocabulary will have next. Nothing of it runs, and nothing of it becomes an element."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad
from view_pages import Open, Opened, written

from kg import engine, pipeline
from kg.errors import KgError
from kg.knowledge.judgement_rows import JudgementRow
from kg.knowledge.judgement_rows import written as table
from kg.verbs import judgements
from kg.view import html

PAGE = Path(__file__).resolve().parents[1] / "seeds" / "pages" / "jinsong.txt"
#: Each names its field, so that a complaint says where it came from.
WAYS = (
    "</script><script>ran('{0}')</script>",
    "<img src=x onerror=\"ran('{0}')\">",
    "'\"><svg onload=\"ran('{0}')\">",
    "javascript:ran('{0}')",
    "]]>--><iframe srcdoc=\"<script>parent.ran('{0}')</script>\">",
    "${{ran('{0}')}}{{{{constructor.constructor(\"ran('{0}')\")()}}}}",
    "<!--<script>\u202e\u2028{0}",
)
NUMBERS = ("integer", "decimal", "double", "boolean")


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> tuple[Quad, ...]:
    """A page built with a decision of somebody."""
    person = next(e.key for e in pipeline.understand([str(PAGE)]).entities if e.type == "Person")
    path = tmp_path_factory.mktemp("judged") / "judgements.tsv"
    rows = [JudgementRow("rename", key=person, name="某某", who="柳", why="读过")]
    path.write_text(table(rows), encoding="utf-8")
    return engine.build([str(PAGE)], judged=judgements(path)).quads


def hostile(quads: tuple[Quad, ...], numbers: bool) -> list[Quad]:
    """The same graph with other texts; languages and datatypes stay."""
    return [_hostile(quad, WAYS[at % len(WAYS)], numbers) for at, quad in enumerate(quads)]


def _hostile(quad: Quad, way: str, numbers: bool) -> Quad:
    value = quad.object
    if not isinstance(value, Literal) or (not numbers and value.datatype.value.endswith(NUMBERS)):
        return quad
    field = quad.predicate.value.replace("#", "/").rsplit("/", 1)[-1]
    text = f"{value.value} {way.format(field)}"
    other = (
        Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)
    )
    return Quad(quad.subject, quad.predicate, other, quad.graph_name)


@pytest.mark.browser
def test_no_text_of_any_field_runs(open_page: Open, quads: tuple[Quad, ...], page_folder: Path) -> None:
    opened = open_page("pair")
    before = elements(opened)
    page = written("pair", page_folder).with_name("fields.html")
    page.write_text(html(hostile(quads, numbers=False)), encoding="utf-8")
    opened.page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
    opened.requests.clear()
    opened.page.goto(page.as_uri())
    opened.page.wait_for_function("window.minsheng")
    look_at_everything(opened)
    assert elements(opened) == before
    assert opened.complaints == [] and opened.requests == [page.as_uri()]


def elements(opened: Opened) -> list[int]:
    """How many there are of the elements that may run something, or load it."""
    kinds = ("script", "iframe, object, embed, base, link, form", "img", "[onload], [onerror], [onclick]")
    return [opened.page.evaluate("kind => document.querySelectorAll(kind).length", kind) for kind in kinds]


def look_at_everything(opened: Opened) -> None:
    """Every tab, both tables, and the panels of a dozen entities with their evidence."""
    tabs = opened.page.eval_on_selector_all("#tabs button", "found => found.map((each) => each.id)")
    assert "tab-network" in tabs and len(tabs) > 3
    for tab in tabs:
        opened.page.evaluate("id => document.getElementById(id).click()", tab)
        if tab == "tab-list":
            opened.page.click("#list-facts")
            opened.page.click("#list-entities")
    opened.page.click("#tab-network")
    for number in opened.page.evaluate("minsheng.network.body.data.nodes.getIds().slice(0, 12)"):
        opened.click_at(opened.page.evaluate("id => minsheng.place(id)", number))
        opened.page.keyboard.press("Escape")


def test_numbers_that_are_none_are_told_or_drawn(quads: tuple[Quad, ...]) -> None:
    """No other error comes of a foreign graph whose places and values are no numbers."""
    try:
        page = html(hostile(quads, numbers=True))
    except KgError as error:
        assert "number" in str(error)
        return
    assert "<img src=x" not in page.partition("graph-data")[0]
