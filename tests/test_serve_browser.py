"""The served pages in a real browser: asking, seeing, and hostile names that run nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from serving import GRAPH, Served, serving
from test_view import HOSTILE, hostile_graph

pytestmark = pytest.mark.browser

Open = Callable[[str], Any]
NAMES = "SELECT ?name ?body WHERE { ?p kg:leads ?b ; rdfs:label ?name . ?b rdfs:label ?body } ORDER BY ?name"
INK = """() => {
  const canvas = document.querySelector('#canvas canvas');
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]) found += 1;
  return found;
}"""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(GRAPH, "--quiet") as running:
        yield running


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("hostile") / "hostile.nq"
    path.write_bytes(ox.serialize(hostile_graph(HOSTILE), format=ox.RdfFormat.N_QUADS) or b"")
    with serving(path, "--quiet") as running:
        yield running


class Watched:
    """A page, what it complained of, and whom it called."""

    def __init__(self, browser: Any, url: str) -> None:
        self.url = url
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self._called(request.url))

    def _called(self, address: str) -> None:
        if not address.startswith((self.url, "blob:", "data:")):
            self.elsewhere.append(address)

    def open(self, path: str) -> Any:
        self.page.goto("about:blank")
        self.page.goto(self.url + path)
        if path.startswith("/query"):
            self.page.wait_for_selector("html[data-ready]")
        return self.page

    def ask(self, query: str) -> Any:
        page = self.open("/query")
        page.fill("#text", query)
        page.click("#run")
        page.wait_for_selector("#stop", state="hidden")
        return page


@pytest.fixture
def watch(browser: Any) -> Iterator[Callable[[Served], Watched]]:
    watched: list[Watched] = []

    def start(served: Served) -> Watched:
        watched.append(Watched(browser, served.url))
        return watched[-1]

    yield start
    for each in watched:
        each.context.close()
        assert each.elsewhere == []


Watch = Callable[[Served], Watched]


def test_a_named_query_with_its_parameter_is_asked_and_shown(watch: Watch, served: Served) -> None:
    seen = watch(served)
    page = seen.open("/query")
    page.select_option("#name", "officials")
    page.fill("#parameters input[name=in]", "民生")
    # The page forbids eval, so nothing can wait inside it.
    for _ in range(100):
        if 'VALUES ?in { "民生" }' in page.input_value("#text"):
            break
        page.wait_for_timeout(100)
    assert 'VALUES ?in { "民生" }' in page.input_value("#text")
    page.click("#run")
    page.wait_for_selector("#table tbody tr")
    bodies = page.locator("#table tbody tr td:nth-child(3)").all_inner_texts()
    assert bodies and all("民生" in body for body in bodies)
    assert page.url.endswith("#name=officials&param-in=%E6%B0%91%E7%94%9F")
    again = seen.open("/query#name=officials&param-in=" + quote("民生"))
    again.wait_for_selector("#table tbody tr")
    assert again.locator("#table tbody tr td:nth-child(3)").all_inner_texts() == bodies
    assert seen.complaints == []


def test_an_answer_is_a_table_a_chart_and_a_network(watch: Watch, served: Served) -> None:
    seen = watch(served)
    page = seen.ask("SELECT ?class (COUNT(?e) AS ?n) { ?e a ?class } GROUP BY ?class ORDER BY DESC(?n)")
    rows = page.locator("#table tbody tr").count()
    assert rows > 10 and page.locator("#table td.number").count() == rows
    page.click("#tab-chart")
    assert page.locator("#chart rect").count() == min(rows, 60)
    widths = page.eval_on_selector_all("#chart rect", "bars => bars.map((bar) => +bar.getAttribute('width'))")
    assert widths == sorted(widths, reverse=True)
    page = seen.ask(NAMES)
    page.click("#tab-network")
    page.wait_for_selector("#canvas canvas")
    page.wait_for_timeout(1000)
    assert page.evaluate(INK) > 500
    assert seen.complaints == []


def test_a_graph_is_drawn_with_its_properties(watch: Watch, served: Served) -> None:
    seen = watch(served)
    page = seen.ask("CONSTRUCT WHERE { ?p kg:leads ?b }")
    page.click("#tab-network")
    page.wait_for_selector("#canvas canvas")
    labels = page.evaluate("kgNetwork.body.data.edges.get().map((edge) => edge.label)")
    assert labels and set(labels) == {"leads"}
    assert page.locator("#downloads button").all_inner_texts() == ["Turtle", "N-Triples", "JSON-LD"]
    with page.expect_download() as download:
        page.click("#downloads button")
    assert b"kg:leads" in Path(download.value.path()).read_bytes()
    assert seen.complaints == []


def test_what_the_server_refuses_is_told_in_its_words(watch: Watch, served: Served) -> None:
    seen = watch(served)
    page = seen.ask("SELECT * { SERVICE <http://x> {} }")
    assert "SERVICE" in page.inner_text("#status") and page.locator("#status.failed").count() == 1
    assert page.locator("#answer").is_hidden()
    page.fill("#text", "ASK { ?s ?p ?o }")
    page.click("#run")
    page.wait_for_selector("#table td")
    assert page.inner_text("#table td") == "true"


def test_an_address_fills_the_editor_but_runs_nothing_by_itself(watch: Watch, served: Served) -> None:
    page = watch(served).open("/query#query=" + quote("SELECT * { ?s ?p ?o }"))
    assert page.input_value("#text") == "SELECT * { ?s ?p ?o }" and page.locator("#answer").is_hidden()


def test_from_search_to_an_entity_and_on(watch: Watch, served: Served) -> None:
    seen = watch(served)
    page = seen.open("/")
    page.fill("header input[type=search]", "柳大川")
    page.press("header input[type=search]", "Enter")
    page.click("main a:has-text('柳大川')")
    assert page.inner_text("h1") == "柳大川" and page.locator("blockquote mark").count() > 0
    page.click("#facts .fact a >> nth=0")
    assert page.inner_text("h1") != "柳大川" and page.locator("#incoming tr").count() > 0
    assert seen.complaints == []


def test_on_a_phone_nothing_is_wider_than_the_screen(watch: Watch, served: Served) -> None:
    seen = watch(served)
    seen.page.set_viewport_size({"width": 390, "height": 780})
    for path in (
        "/",
        "/query",
        "/find?q=" + quote("云岭"),
        "/entity?iri=" + quote("https://example.org/id/p1"),
    ):
        page = seen.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_the_picture_opens_without_a_complaint(watch: Watch, served: Served) -> None:
    seen = watch(served)
    page = seen.open("/view")
    page.wait_for_selector("#mynetwork canvas")
    assert seen.complaints == []


def test_hostile_names_are_shown_as_they_are_and_run_nothing(watch: Watch, hostile: Served) -> None:
    seen = watch(hostile)
    page = seen.ask(
        "SELECT ?a ?name ?number { ?a a kg:Person ; rdfs:label ?name BIND(STRLEN(?name) AS ?number) } ORDER BY ?a"
    )
    shown = page.eval_on_selector_all(
        "#table tbody td:nth-child(2)", "cells => cells.map((cell) => cell.textContent)"
    )
    assert sorted(shown) == sorted(HOSTILE)
    links = page.eval_on_selector_all(
        "#table tbody a", "links => links.map((link) => link.getAttribute('href'))"
    )
    page.click("#tab-chart")
    titles = page.eval_on_selector_all("#chart title", "titles => titles.map((title) => title.textContent)")
    assert {title.rpartition(": ")[0] for title in titles} <= set(HOSTILE)
    page.click("#tab-network")
    page.wait_for_selector("#canvas canvas")
    assert page.evaluate(
        "kgNetwork.body.data.nodes.get().every((node) => Number.isInteger(node.id) && node.title instanceof Element)"
    )
    for link, name in zip(links[:6], shown[:6], strict=True):
        page = seen.open(link)
        assert page.evaluate("document.querySelector('h1').textContent") == name
        assert page.evaluate("document.querySelectorAll('script, iframe, img, svg, form').length") == 1
    page = seen.open("/query")
    page.select_option("#name", "officials")
    page.fill("#parameters input", HOSTILE[0])
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert seen.complaints == []


def test_the_policy_stops_what_would_be_injected(watch: Watch, served: Served) -> None:
    seen = watch(served)
    page = seen.open("/query")
    page.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      fetch('https://example.org/').catch(() => {});
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert len([text for text in seen.complaints if "Content Security Policy" in text]) >= 2
    seen.elsewhere.clear()
