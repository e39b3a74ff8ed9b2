"""Addresses, groups, keys, contrast and small screens, in a real browser."""

from __future__ import annotations

import pytest
from view_pages import PHONE, Open, Opened

pytestmark = pytest.mark.browser


# -- address, groups, keys, looks


def test_an_address_brings_back_all_that_was_chosen(open_page: Open) -> None:
    opened = open_page("province")
    opened.page.click("[data-key=group-2]")
    opened.page.click("#classes [data-name=Event]")
    opened.page.select_option("#filter-page", label="samples/one.txt")
    opened.page.locator("#filter-confidence").fill("0.35")
    opened.page.fill("#filter-from", "2020-03")
    opened.page.keyboard.press("Enter")
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
