"""The page in a real browser: opens offline, draws, finds, tells who says so, runs nothing else."""

from __future__ import annotations

import pytest
from test_view import HOSTILE
from view_pages import NEWS, PHONE, SAID, Open, Opened

pytestmark = pytest.mark.browser


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
