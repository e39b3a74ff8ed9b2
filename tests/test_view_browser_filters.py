"""Search, filters and the time slider of the page, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from view_pages import Open, Opened

pytestmark = pytest.mark.browser


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
