"""The page in a real browser: opens offline, draws, finds, tells who says so, filters, runs nothing else."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from test_view import HOSTILE, hostile_graph, hostile_texts
from view_sample import BASE, Sample, kg, province, town, typed

from kg.view import view

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install '.[dev]'")

pytestmark = pytest.mark.browser

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 780}


NAMES = """() => {
  const {name} = JSON.parse(document.getElementById('graph-data').textContent).entities;
  return !name ? [] : Array.isArray(name) ? name : name.at.map((at) => name.of[at]);
}"""


@dataclass
class Opened:
    """A page in the browser with all that it asked for and complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ids(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names())}

    def names(self) -> list[str]:
        """The name of every entity, by its number."""
        return list(self.page.evaluate(NAMES))

    def search(self, words: str) -> str:
        """Types words and opens the first thing found; the name of what is then shown."""
        self.page.fill("#search", words)
        self.page.press("#search", "Enter")
        return str(self.page.locator("#panel h2").inner_text())

    def shown(self) -> set[str]:
        """The names of the entities that pass the filters."""
        flags = self.page.evaluate("[...minsheng.shown.entities]")
        return {name for name, on in zip(self.names(), flags, strict=True) if on}

    def click_at(self, place: dict[str, float]) -> None:
        box = self.page.locator("#mynetwork").bounding_box()
        self.page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])

    def click_node(self, name: str) -> None:
        self.click_at(self.page.evaluate("id => minsheng.place(id)", self.ids()[name]))

    def click_line(self, one: str, two: str) -> None:
        ids = self.ids()
        self.click_at(self.page.evaluate("([a, b]) => minsheng.middle(a, b)", [ids[one], ids[two]]))

    def panel(self) -> str:
        return str(self.page.locator("#panel").inner_text())


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium found: install the package chromium to run the browser tests")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    graphs = {
        "town": town(),
        "province": province(),
        "hostile": hostile_graph(HOSTILE),
        "pair": pair(),
        "empty": [],
        "news": news(),
    }
    texts = {"hostile": hostile_texts(HOSTILE), "news": {NEWS.article.value: NEWS.text}}
    for name, quads in graphs.items():
        view(quads, folder / f"{name}.html", texts=texts.get(name))
    return {name: folder / f"{name}.html" for name in graphs}


SAID = "澜东区教育局局长甄望舒说，校舍改造投资约2.92亿元。"
NEWS = Sample(text=f"𠮷日一早，天晴了。\n\n{SAID}孩子们都笑了。\n岚西街道同日开工。")


def news() -> list[Quad]:
    """Two pages: one of 2021 on one district, with its text; one of 2023 on another, less sure."""
    sample = Sample(text=NEWS.text)
    area = sample.entity("Area", "澜东区")
    body = sample.entity("Agency", "澜东区教育局", "区教育局")
    person, work = sample.entity("Person", "甄望舒"), sample.entity("Project", "澜东区校舍改造")
    sample.fact(body, "subOrganizationOf", area, "澜东区教育局")
    sample.post(person, body, "局长", "澜东区教育局局长甄望舒")
    sample.fact(body, "implements", work, "校舍改造")
    sample.measure(work, "investment", "292000000.0", "currency/CNY", "2.92亿元", "投资约2.92亿元")
    sample.measure(work, "households", "120", "unit/NUM", "120户", SAID)
    sample.fact(work, "startedOn", typed("2021-01", "gYearMonth"), "校舍改造")
    return sample.quads + list(map(later, other_page()))


def other_page() -> list[Quad]:
    sample = Sample(page=NamedNode(BASE + "page/samples/two.txt"), name="samples/two.txt", count=900)
    area, person = sample.entity("Area", "岚西区"), sample.entity("Person", "邴知禾")
    street = sample.entity("Agency", "岚西街道办事处")
    work = sample.entity("Project", "岚西区管网改造")
    sample.fact(street, "subOrganizationOf", area, "岚西街道办事处")
    sample.post(person, street, "主任", "岚西街道办事处主任邴知禾")
    sample.fact(street, "implements", work, "岚西街道实施管网改造")
    sample.measure(work, "investment", "5000000.0", "currency/CNY", "500万元", "投资500万元")
    sample.measure(work, "households", "900", "unit/NUM", "900户", "惠及900户")
    return sample.quads


def later(quad: Quad) -> Quad:
    """The same as printed two years later and read with less confidence."""
    found = quad.object
    if isinstance(found, Literal):
        value = found.value.replace("2021-03-05", "2023-06-01").replace("0.9", "0.4")
        value = "2023" if value == "2021" else value
        kept = Literal(value, language=found.language) if found.language else None
        found = kept or Literal(value, datatype=found.datatype)
    return Quad(quad.subject, quad.predicate, found, quad.graph_name)


def pair() -> list[Any]:
    """One post, so that node and line are easy to hit."""
    sample = Sample()
    person, body = sample.entity("Person", "甄望舒"), sample.entity("Agency", "澜东区教育局", "区教育局")
    sample.post(person, body, "局长", "澜东区教育局局长甄望舒介绍")
    work = sample.entity("Project", "澜东区校舍改造")
    sample.fact(body, "implements", work, "区教育局实施校舍改造")
    sample.measure(work, "investment", "292000000.0", "currency/CNY", "2.92亿元", "完成投资2.92亿元")
    sample.add(sample.article, kg("byline").value, person)
    return sample.quads


@pytest.fixture
def open_page(browser: Any, files: dict[str, Path]) -> Iterator[Open]:
    contexts = []

    def opened(name: str, **wishes: Any) -> Opened:
        usual = {"viewport": LAPTOP, "locale": "zh-CN", "color_scheme": "light", "reduced_motion": "reduce"}
        context = browser.new_context(**(usual | wishes))
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.goto(files[name].as_uri())
        found.page.wait_for_function("window.minsheng")
        return found

    yield opened
    for context in contexts:
        context.close()


INK = """() => {
  const canvas = document.querySelector('#mynetwork canvas');
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]) found += 1;
  return found;
}"""


@pytest.mark.parametrize("name", ["town", "province", "hostile", "pair", "empty", "news"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_with_no_request_and_no_complaint(open_page: Open, name: str, scheme: str) -> None:
    opened = open_page(name, color_scheme=scheme)
    opened.page.wait_for_timeout(200)
    assert [url for url in opened.requests if not url.startswith("file:")] == [] and len(opened.requests) == 1
    assert opened.complaints == []
    assert (opened.page.evaluate(INK) > 1000) == (name != "empty")


def test_search_by_alias_finds_the_node_and_shows_its_sentence(open_page: Open) -> None:
    opened = open_page("pair")
    opened.page.fill("#search", "区教育")
    assert "澜东区教育局" in opened.page.locator("#results li").first.inner_text()
    opened.page.press("#search", "Enter")
    assert "甄望舒 任 澜东区教育局 局长" in opened.panel()
    assert opened.page.locator("#panel mark").first.inner_text() == "澜东区教育局局长甄望舒介绍"
    assert opened.page.locator("#panel blockquote").first.inner_text() == (
        "据了解，澜东区教育局局长甄望舒介绍，居民纷纷点赞。"
    )
    for part in ("samples/one.txt", "旧院子有了新模样", "2021年3月5日", "规则 title-name", "可信度 0.9"):
        assert part in opened.panel()
    assert opened.complaints == []


def test_search_says_when_there_is_nothing(open_page: Open) -> None:
    opened = open_page("pair")
    opened.page.fill("#search", "无此名")
    assert opened.page.locator("#results").inner_text() == "没有找到"


def test_a_click_on_a_node_shows_what_is_said_of_it(open_page: Open) -> None:
    opened = open_page("pair")
    opened.click_node("澜东区校舍改造")
    opened.page.wait_for_selector("#panel h2")
    assert opened.page.locator("#panel h2").inner_text() == "澜东区校舍改造"
    assert "投资 约2.92亿元" in opened.panel() and "完成投资2.92亿元" in opened.panel()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#panel").is_hidden()


def test_a_click_on_a_line_shows_the_sentence_that_says_so(open_page: Open) -> None:
    opened = open_page("pair")
    opened.click_line("甄望舒", "澜东区教育局")
    opened.page.wait_for_selector("#panel h2")
    assert opened.page.locator("#panel h2").inner_text() in {"甄望舒 — 澜东区教育局", "澜东区教育局 — 甄望舒"}
    assert opened.page.locator("#panel mark").all_inner_texts() == ["澜东区教育局局长甄望舒介绍"]


def test_names_in_the_panel_lead_on_and_bylines_are_listed(open_page: Open) -> None:
    opened = open_page("pair")
    opened.click_node("澜东区教育局")
    opened.page.get_by_role("button", name="甄望舒").click()
    assert opened.page.locator("#panel h2").inner_text() == "甄望舒"
    assert "署名文章" in opened.panel()
    assert opened.page.evaluate("document.activeElement.tagName") == "H2"


def hidden(opened: Opened, name: str) -> bool:
    return bool(
        opened.page.evaluate("id => minsheng.network.body.nodes[id].options.hidden", opened.ids()[name])
    )


def test_the_legend_is_a_filter(open_page: Open) -> None:
    opened = open_page("pair")
    button = opened.page.locator("#classes [data-name=Person]")
    assert not hidden(opened, "甄望舒")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert hidden(opened, "甄望舒") and not hidden(opened, "澜东区教育局")
    button.click()
    assert not hidden(opened, "甄望舒")


def test_relations_are_filtered_too(open_page: Open) -> None:
    opened = open_page("pair")
    opened.page.locator("#relations-title").click()
    opened.page.locator("#relations [data-name=implements]").click()
    states = opened.page.evaluate("Object.values(minsheng.network.body.edges).map((e) => e.options.hidden)")
    assert sorted(states) == [False, True]


def test_what_the_search_opens_is_shown_though_its_class_was_filtered_out(open_page: Open) -> None:
    opened = open_page("pair")
    opened.page.locator("#classes [data-name=Person]").click()
    opened.page.fill("#search", "甄望舒")
    opened.page.press("#search", "Enter")
    assert not hidden(opened, "甄望舒")


def test_the_language_switches_and_stays_in_all_parts(open_page: Open) -> None:
    opened = open_page("pair")
    opened.click_node("澜东区校舍改造")
    opened.page.click("#language")
    assert opened.page.locator("#tab-list").inner_text() == "List"
    assert opened.page.evaluate("document.documentElement.lang") == "en"
    assert "investment: about 292 million yuan" in opened.panel()
    assert "Figures" in opened.panel() and "confidence: 0.9" in opened.panel()
    opened.page.click("#language")
    assert "投资" in opened.panel()


def test_the_first_language_is_the_readers(open_page: Open) -> None:
    assert open_page("pair", locale="en-GB").page.locator("#tab-list").inner_text() == "List"


def test_the_list_holds_the_same_entities_and_facts(open_page: Open) -> None:
    opened = open_page("pair")
    opened.page.click("#tab-list")
    names = opened.page.locator("#table tbody th").all_inner_texts()
    assert sorted(names) == sorted(opened.ids())
    opened.page.click("#list-facts")
    rows = opened.page.locator("#table tbody tr").all_inner_texts()
    assert len(rows) == 3 and any(
        "“澜东区教育局局长甄望舒介绍”" in row or "局长甄望舒介绍" in row for row in rows
    )
    opened.page.fill("#search", "校舍")
    assert opened.page.locator("#table tbody tr").count() == 2
    opened.page.get_by_role("button", name="澜东区教育局").first.click()
    assert opened.page.locator("#panel h2").inner_text() == "澜东区教育局"


def test_tooltips_tell_in_words_with_the_sentence(open_page: Open) -> None:
    opened = open_page("pair")
    titles = opened.page.evaluate("minsheng.network.body.data.edges.get().map((e) => e.title)")
    assert "甄望舒 任 澜东区教育局 局长\n“澜东区教育局局长甄望舒介绍”" in titles


def test_what_a_large_graph_hides_is_found_and_expanded(open_page: Open) -> None:
    opened = open_page("province")
    assert "2" in opened.page.locator("#notice").inner_text()
    count = "minsheng.network.body.data.nodes.length"
    before = opened.page.evaluate(count)
    drawn = set(opened.page.evaluate("minsheng.network.body.data.nodes.getIds()"))
    name = next(
        name for name, number in opened.ids().items() if number not in drawn and name.endswith("号院")
    )
    opened.page.fill("#search", name)
    opened.page.press("#search", "Enter")
    assert opened.page.evaluate(count) == before + 1
    assert opened.page.locator("#panel h2").inner_text() == name
    opened.page.fill("#search", "云泽省")
    opened.page.press("#search", "Enter")
    opened.page.fill("#search", "老旧小区改造")
    opened.page.press("#search", "Enter")
    opened.page.click("#expand")
    assert opened.page.evaluate(count) > before + 5
    assert opened.complaints == []


def test_hostile_names_run_nothing_and_are_shown_as_they_are(open_page: Open) -> None:
    opened = open_page("hostile")
    opened.page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
    for number, name in enumerate(opened.names()):
        opened.click_at(opened.page.evaluate("id => minsheng.place(id)", number))
        opened.page.wait_for_function("id => minsheng.state.selected?.entity === id", arg=number)
        assert opened.page.evaluate("document.querySelector('#panel h2').textContent") == name
        opened.page.keyboard.press("Escape")
        opened.page.evaluate("minsheng.network.fit({animation: false})")
    opened.page.click("#tab-list")
    assert opened.page.locator("#table tbody tr").count() == 2 * len(HOSTILE)
    opened.page.click("#list-facts")
    while opened.page.locator("#table .wide").count():
        opened.page.click("#table .wide")
    shown = opened.page.evaluate("[...document.querySelectorAll('#table q')].map((q) => q.textContent)")
    assert set(HOSTILE) <= set(shown)
    assert opened.page.evaluate("document.querySelectorAll('script').length") == 4
    assert opened.page.evaluate("document.querySelectorAll('img, iframe, svg [onload]').length") == 0
    assert opened.complaints == [] and len(opened.requests) == 1


def test_the_policy_stops_what_would_be_injected(open_page: Open) -> None:
    opened = open_page("pair")
    opened.page.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
    }""")
    assert opened.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in text for text in opened.complaints)


def test_keys_move_the_view(open_page: Open) -> None:
    opened = open_page("town")
    opened.page.focus("#mynetwork")
    before = opened.page.evaluate("[minsheng.network.getViewPosition().x, minsheng.network.getScale()]")
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("+")
    after = opened.page.evaluate("[minsheng.network.getViewPosition().x, minsheng.network.getScale()]")
    assert after[0] > before[0] and after[1] > before[1]


def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_node_stays_in_sight(open_page: Open) -> None:
    opened = open_page("town", viewport=PHONE)
    opened.page.fill("#search", "住建")
    opened.page.press("#search", "Enter")
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    selected = opened.page.evaluate("minsheng.place(minsheng.state.selected.entity)")
    box = opened.page.locator("#mynetwork").bounding_box()
    assert 0 < selected["x"] < box["width"] and 0 < selected["y"] < box["height"]


def test_an_address_opens_its_entity(open_page: Open) -> None:
    opened = open_page("pair")
    opened.click_node("甄望舒")
    opened.page.wait_for_function("() => location.hash.length > 1")
    address = opened.page.url
    again = open_page("empty")
    again.page.goto(address)
    again.page.wait_for_selector("#panel h2")
    assert again.page.locator("#panel h2").inner_text() == "甄望舒"


# -- search by pinyin


@pytest.mark.parametrize(
    ("typed_words", "name"),
    [
        ("zws", "甄望舒"),
        ("ZhenWangShu", "甄望舒"),
        ("zhen wang", "甄望舒"),
        ("ldqjyj", "澜东区教育局"),
        ("qujiaoyuju", "澜东区教育局"),
        ("《区教育局", "澜东区教育局"),
    ],
)
def test_search_by_pinyin_initials_and_parts(open_page: Open, typed_words: str, name: str) -> None:
    assert open_page("news").search(typed_words) == name


def test_arrow_keys_choose_among_results(open_page: Open) -> None:
    opened = open_page("news")
    opened.page.fill("#search", "改造")
    chosen = opened.page.locator("#results [aria-selected=true]")
    first = chosen.inner_text()
    opened.page.press("#search", "ArrowDown")
    second = chosen.inner_text()
    assert first != second
    opened.page.press("#search", "Enter")
    assert opened.page.locator("#panel h2").inner_text() in second


# -- filters


FIRST = {"澜东区", "澜东区教育局", "甄望舒", "澜东区校舍改造"}
SECOND = {"岚西区", "岚西街道办事处", "邴知禾", "岚西区管网改造"}


def set_confidence(opened: Opened, value: str) -> None:
    opened.page.locator("#filter-confidence").fill(value)


def set_date(opened: Opened, end: str, value: str) -> None:
    opened.page.fill(f"#filter-{end}", value)
    opened.page.keyboard.press("Enter")


FILTERS: dict[str, tuple[Callable[[Opened], Any], set[str]]] = {
    "area": (lambda o: o.page.select_option("#filter-area", label="澜东区 4"), FIRST),
    "page": (lambda o: o.page.select_option("#filter-page", label="samples/two.txt"), SECOND),
    "confidence": (lambda o: set_confidence(o, "0.5"), FIRST),
    "from": (lambda o: set_date(o, "from", "2022-01"), SECOND),
    "to": (lambda o: set_date(o, "to", "2021年12"), FIRST),
    "class": (
        lambda o: o.page.click("#classes [data-name=Person]"),
        FIRST | SECOND - {"邴知禾"} - {"甄望舒"},
    ),
}


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_leaves_what_fits_and_reset_brings_all_back(open_page: Open, name: str) -> None:
    opened = open_page("news")
    apply, left = FILTERS[name]
    assert opened.page.locator("#reset").is_hidden()
    apply(opened)
    assert opened.shown() == left - ({"甄望舒", "邴知禾"} if name == "class" else set())
    assert f"{len(opened.shown())} / 8" in opened.page.locator("#passing").inner_text()
    opened.page.click("#reset")
    assert opened.shown() == FIRST | SECOND


def test_filters_hold_together(open_page: Open) -> None:
    opened = open_page("news")
    set_date(opened, "to", "2021-12")
    opened.page.click("#classes [data-name=Project]")
    assert opened.shown() == FIRST - {"澜东区校舍改造"}
    opened.page.select_option("#filter-page", label="samples/two.txt")
    assert opened.shown() == set()


def test_a_relation_hidden_is_left_out_of_canvas_and_list(open_page: Open) -> None:
    opened = open_page("news")
    opened.page.click("#relations-title")
    opened.page.click("#relations [data-name=implements]")
    opened.page.click("#tab-list")
    opened.page.click("#list-facts")
    assert "实施" not in opened.page.locator("#table tbody").inner_text()


def test_the_slider_narrows_the_time_from_both_ends(open_page: Open) -> None:
    opened = open_page("news")
    opened.page.focus("#slider-from")
    for _ in range(26):
        opened.page.keyboard.press("ArrowRight")
    assert opened.page.evaluate("document.activeElement.id") == "slider-from"
    assert opened.shown() == SECOND
    assert "2023年3月" in opened.page.locator("#slider output").inner_text()
    opened.page.focus("#slider-from")
    opened.page.keyboard.press("Home")
    opened.page.focus("#slider-to")
    for _ in range(8):
        opened.page.keyboard.press("PageDown")
    assert opened.shown() == FIRST


def test_time_passes_when_played_and_stops_with_escape(open_page: Open) -> None:
    opened = open_page("news")
    opened.page.click("#play")
    assert opened.shown() == FIRST
    assert opened.page.locator("#play").get_attribute("aria-label") == "暂停"
    opened.page.wait_for_function("() => minsheng.state.from >= 2023 * 12")
    assert opened.shown() == SECOND
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#play").get_attribute("aria-label") == "播放"
    opened.page.click("#reset")
    assert opened.shown() == FIRST | SECOND


# -- evidence in its article


def test_the_sentence_of_a_line_is_the_pages_and_stands_marked_in_its_article(open_page: Open) -> None:
    opened = open_page("news")
    opened.click_line("甄望舒", "澜东区教育局")
    opened.page.wait_for_selector("#panel .article mark")
    assert opened.page.evaluate("document.querySelector('.article').textContent") == NEWS.text
    mark = opened.page.evaluate("document.querySelector('.article mark').textContent")
    start = opened.page.evaluate("""() => {
      const range = document.createRange();
      range.setStart(document.querySelector('.article'), 0);
      range.setEndBefore(document.querySelector('.article mark'));
      return [...range.toString()].length;
    }""")
    assert mark == "澜东区教育局局长甄望舒" == NEWS.text[start : start + len(mark)]
    quoted = opened.page.evaluate("document.querySelector('#panel blockquote').textContent")
    assert quoted == SAID and quoted in NEWS.text


def test_other_words_in_an_article_lead_to_their_facts(open_page: Open) -> None:
    opened = open_page("news")
    opened.click_line("甄望舒", "澜东区教育局")
    opened.page.locator(".article .other", has_text="投资约2.92亿元").click()
    assert opened.page.locator("#panel h2").inner_text() == "澜东区校舍改造"
    assert "投资" in opened.page.locator("#panel .told").inner_text()


# -- copies


def copied(opened: Opened, form: str) -> str:
    opened.page.click(f"[data-key=copy-{form}]")
    text = opened.page.input_value(".copy textarea")
    selected = "(() => { const a = document.activeElement; return a.selectionEnd - a.selectionStart; })()"
    assert opened.page.evaluate(selected) == opened.page.evaluate("document.activeElement.value.length") > 0
    return str(text)


def answers(query: str) -> list[list[str]]:
    store = Store()
    store.extend(news())
    found: Any = store.query(query, use_default_graph_as_union=True)
    return [["" if value is None else getattr(value, "value", str(value)) for value in row] for row in found]


def test_turtle_of_a_node_says_what_the_graph_says(open_page: Open) -> None:
    opened = open_page("news")
    opened.search("校舍改造")
    copy = list(parse(copied(opened, "Turtle"), format=RdfFormat.TURTLE))
    known = {(q.predicate, plain(q.object)) for q in news()}
    assert len(copy) > 12
    assert [str(q) for q in copy if (q.predicate, plain(q.object)) not in known] == []
    assert any(q.predicate.value.endswith("startedOn") for q in copy)


def plain(term: Any) -> Any:
    """A term, for numbers without regard to how they are written."""
    is_number = isinstance(term, Literal) and term.datatype.value.endswith("#double")
    return float(term.value) if is_number else term


def test_csv_has_a_row_for_each_evidence(open_page: Open) -> None:
    opened = open_page("news")
    opened.search("zws")
    rows = list(csv.DictReader(io.StringIO(copied(opened, "CSV"))))
    (row,) = rows
    assert (row["subject"], row["relation"], row["object"]) == ("甄望舒", "holdsPost", "澜东区教育局")
    assert (row["text"], row["sentence"], row["issued"]) == ("局长", "澜东区教育局局长甄望舒", "2021-03-05")


def test_the_sparql_of_a_node_and_of_a_line_finds_them(open_page: Open) -> None:
    opened = open_page("news")
    opened.search("校舍改造")
    found = answers(copied(opened, "SPARQL"))
    assert any("校舍改造" in row for row in found) and any("2021-01" in row for row in found)
    opened.page.keyboard.press("Escape")
    opened.click_line("甄望舒", "澜东区教育局")
    found = answers(copied(opened, "SPARQL"))
    assert [row[3:] for row in found] == [["局长", "澜东区教育局局长甄望舒", "0.9"]]


# -- the other views


def test_projects_sort_by_any_column(open_page: Open) -> None:
    opened = open_page("news")
    opened.page.click("#tab-projects")
    names = opened.page.locator("#projects tbody th")
    assert names.all_inner_texts() == ["澜东区校舍改造", "岚西区管网改造"]
    assert "2.92亿元" in opened.page.locator("#projects tbody tr").first.inner_text()
    opened.page.click("[data-key=sort-households]")
    assert names.all_inner_texts() == ["岚西区管网改造", "澜东区校舍改造"]
    head = opened.page.locator("#projects th", has=opened.page.locator("[data-key=sort-households]"))
    assert head.get_attribute("aria-sort") == "descending"
    opened.page.click("[data-key=sort-households]")
    assert names.all_inner_texts() == ["澜东区校舍改造", "岚西区管网改造"]
    opened.page.get_by_role("button", name="2.92亿元").click()
    assert "投资约2.92亿元" in opened.page.locator("#panel .told mark").inner_text()
    opened.page.fill("#search", "管网")
    assert names.all_inner_texts() == ["岚西区管网改造"]


def test_the_tree_opens_by_keys_and_leads_to_entities(open_page: Open) -> None:
    opened = open_page("town")
    opened.page.click("#tab-tree")
    items = opened.page.locator("#tree [role=treeitem]")
    before = items.count()
    assert before > 4 and items.first.get_attribute("aria-level") == "1"
    items.first.focus()
    opened.page.keyboard.press("ArrowLeft")
    assert items.count() < before and items.first.get_attribute("aria-expanded") == "false"
    opened.page.keyboard.press("ArrowRight")
    assert items.count() == before
    opened.page.keyboard.press("ArrowDown")
    name = opened.page.evaluate("document.activeElement.getAttribute('aria-label')")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#panel h2").inner_text() == name


def test_the_timeline_shows_posts_by_body_and_their_sentence(open_page: Open) -> None:
    opened = open_page("news")
    opened.page.click("#tab-timeline")
    posts = opened.page.locator("#timeline .post")
    assert posts.count() == 2
    assert {"澜东区教育局", "岚西街道办事处"} == set(
        opened.page.locator("#timeline text.body").all_text_contents()
    )
    left = [box["x"] for box in (posts.nth(n).locator("circle").bounding_box() for n in range(2))]
    labels = [posts.nth(n).get_attribute("aria-label") or "" for n in range(2)]
    early = 0 if "甄望舒" in labels[0] else 1
    assert left[early] < left[1 - early]
    posts.nth(early).focus()
    opened.page.keyboard.press("Enter")
    assert "澜东区教育局局长甄望舒" in opened.page.locator("#panel mark").first.inner_text()


def test_charts_show_money_by_area_and_projects_by_year_with_their_numbers(open_page: Open) -> None:
    opened = open_page("news")
    opened.page.click("#tab-charts")
    bars = opened.page.locator("#charts svg.money .link")
    assert [bar.get_attribute("aria-label") for bar in bars.all()] == ["澜东区 2.92亿元", "岚西区 500万元"]
    widths = [bar.locator("rect").bounding_box()["width"] for bar in bars.all()]
    assert widths[0] > 10 * widths[1]
    assert opened.page.locator("#charts svg.years .link").count() == 2
    opened.page.locator("#charts summary").first.click()
    assert "2.92亿元" in opened.page.locator("#charts table").first.inner_text()
    opened.page.locator("#charts [data-key='year-2021']").focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#projects tbody th").all_inner_texts() == ["澜东区校舍改造"]


# -- address, groups, keys, looks


def test_an_address_brings_back_all_that_was_chosen(open_page: Open) -> None:
    opened = open_page("province")
    opened.page.click("[data-key=group-2]")
    opened.page.click("#classes [data-name=Event]")
    opened.page.select_option("#filter-page", label="samples/one.txt")
    set_confidence(opened, "0.35")
    set_date(opened, "from", "2020-03")
    opened.page.click("#language")
    opened.page.click("#theme")
    opened.page.click("#tab-projects")
    opened.page.click("[data-key=sort-project]")
    opened.page.locator("#projects tbody th button").first.click()
    opened.page.click("#link")
    again = open_page("empty")
    again.page.goto("about:blank")
    again.page.goto(opened.page.url)
    again.page.wait_for_function("window.minsheng")
    state = "JSON.stringify(minsheng.state, (_, v) => v instanceof Set ? [...v].sort() : v)"
    assert again.page.evaluate(state) == opened.page.evaluate(state)
    for part in ("#panel h2", "#projects tbody", "#passing", "#counts"):
        assert again.page.locator(part).inner_text() == opened.page.locator(part).inner_text()
    assert again.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert again.complaints == []


def test_a_group_opens_on_a_click_and_closes_again(open_page: Open) -> None:
    opened = open_page("province")
    count = "minsheng.network.body.data.nodes.length"
    before = opened.page.evaluate(count)
    group = opened.page.evaluate("minsheng.network.body.data.nodes.getIds().find((id) => id < 0)")
    opened.click_at(opened.page.evaluate("id => minsheng.place(id)", group))
    opened.page.wait_for_function(f"() => {count} > {before}")
    assert opened.page.evaluate("minsheng.state.open.size") == 1
    assert opened.page.evaluate("id => minsheng.network.body.data.nodes.get(id)", group) is None
    opened.page.click("#groups [aria-pressed=true]")
    assert opened.page.evaluate(count) == before
    assert opened.complaints == []


def test_the_keyboard_reaches_all(open_page: Open) -> None:
    opened = open_page("news")
    opened.page.keyboard.press("/")
    assert opened.page.evaluate("document.activeElement.id") == "search"
    opened.page.keyboard.type("zws")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.tagName") == "H2"
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#panel").is_hidden()
    opened.page.focus("#tab-network")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.evaluate("document.activeElement.id") == "tab-projects"
    assert opened.page.locator("#projects").is_visible()
    opened.page.keyboard.press("ArrowLeft")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.id") == "mynetwork"
    opened.page.keyboard.press("Enter")
    first = opened.page.locator("#panel h2").inner_text()
    opened.page.keyboard.press("n")
    assert opened.page.locator("#panel h2").inner_text() != first


def test_every_control_has_a_name_and_every_id_is_used_once(open_page: Open) -> None:
    opened = open_page("news")
    opened.search("zws")
    for name in ("network", "projects", "tree", "timeline", "charts", "list"):
        opened.page.click(f"#tab-{name}")
        nameless = opened.page.evaluate("""() => [...document.querySelectorAll('button, input, select, [role]')]
          .filter((e) => e.offsetParent && e.matches('button, input, select, [role=tree], [role=region]'))
          .filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length))
          .map((e) => e.outerHTML)""")
        assert nameless == []
        ids = opened.page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
        assert len(ids) == len(set(ids))


def test_dark_and_light_are_switched_and_text_stands_out_in_both(open_page: Open) -> None:
    opened = open_page("news")
    opened.search("zws")
    for theme in ("light", "dark"):
        assert opened.page.evaluate("document.documentElement.dataset.theme") == theme
        for part in (
            "#panel h2",
            "#panel figcaption",
            "#counts",
            "#tab-list",
            "#panel .name",
            ".toggle span",
        ):
            assert contrast(opened, part) >= 4.5, (theme, part)
        opened.page.click("#theme")


def contrast(opened: Opened, part: str) -> float:
    """Of the text of an element to the ground it stands on, as WCAG reckons it."""
    found: float = opened.page.evaluate(
        """(part) => {
      const parse = (text) => text.match(/[\\d.]+/g).map(Number);
      const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const element = document.querySelector(part);
      let ground = element;
      while ((parse(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
      const pair = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor].map((c) => light(parse(c)));
      return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    }""",
        part,
    )
    return found


def test_every_view_fits_a_phone(open_page: Open) -> None:
    opened = open_page("town", viewport=PHONE)
    for name in ("network", "projects", "tree", "timeline", "charts", "list"):
        opened.page.click(f"#tab-{name}")
        section = "stage" if name == "network" else name
        wide = "id => Math.max(document.documentElement.scrollWidth, document.getElementById(id).scrollWidth)"
        assert opened.page.evaluate(wide, section) <= PHONE["width"], name
    assert opened.page.locator("#filters").is_hidden()
    opened.page.click("#filters-open")
    assert opened.page.locator("#filter-area").is_visible()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#filters").is_hidden()


def test_hostile_text_runs_nothing_in_any_view_language_or_copy(open_page: Open) -> None:
    opened = open_page("hostile")
    opened.page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
    for language in ("zh", "en"):
        for name in ("projects", "tree", "timeline", "charts", "list"):
            opened.page.click(f"#tab-{name}")
            details = "document.querySelectorAll('main details').forEach((d) => { d.open = true; })"
            opened.page.evaluate(details)
        assert opened.page.evaluate("minsheng.state.language") == language
        opened.page.click("#language")
    for number in range(0, 2 * len(HOSTILE), 7):
        opened.page.evaluate("id => minsheng.select(id)", number)
        for form in ("Turtle", "CSV", "SPARQL"):
            copy = copied(opened, form)
            if form == "Turtle":
                assert list(parse(copy, format=RdfFormat.TURTLE))
            if form == "SPARQL":
                answers(copy)
    opened.page.evaluate("document.querySelectorAll('.whole').forEach((d) => { d.open = true; })")
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("document.querySelectorAll('script').length") == 4
    assert (
        opened.page.evaluate("document.querySelectorAll('img, iframe, object, [onload], [onerror]').length")
        == 0
    )
    assert opened.complaints == [] and len(opened.requests) == 1
