"""The page in a notebook: a sandboxed frame in which everything works and nothing reaches out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from view_sample import town

from kg.api import Graph

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install '.[dev]'")
pytestmark = pytest.mark.browser

SECRET = "<script>window.secret = 1; window.top_touched = 0;</script>"


@pytest.fixture
def notebook(tmp_path: Path) -> Any:
    """A page that holds the frame, and what it said and asked for."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium found: install the package chromium to run the browser tests")
    path = tmp_path / "notebook.html"
    frame = Graph.of(town())._repr_html_()
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{SECRET}{frame}", encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(locale="zh-CN")
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url))
        page.goto(path.as_uri())
        yield page, said, path.as_uri()
        browser.close()


def test_search_and_panel_work_in_a_notebook(notebook: Any) -> None:
    page, said, address = notebook
    frame = page.frames[1]
    frame.fill("#search", "澜川市")
    frame.press("#search", "Enter")
    frame.wait_for_selector("#panel:not([hidden])")
    assert "澜川市" in frame.inner_text("#panel h2")
    page.wait_for_timeout(400)  # the address is written a little later
    assert said == [address]


def test_the_page_cannot_reach_the_notebook(notebook: Any) -> None:
    page, _, _ = notebook
    reach = "() => { try { return String(window.parent.secret); } catch (error) { return error.name; } }"
    assert page.frames[1].evaluate(reach) == "SecurityError"
