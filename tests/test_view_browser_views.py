"""The views beside the network and the copies, in a real browser."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from pyoxigraph import Literal, RdfFormat, Store, parse
from test_view import HOSTILE
from view_pages import Open, Opened, news

pytestmark = pytest.mark.browser


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
