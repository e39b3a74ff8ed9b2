"""What the tests share: no deadline a test could miss, and a browser, of which nothing is loaded until it is asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

# A loaded machine is no failure: nothing in these tests asserts how long a thing takes.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

if TYPE_CHECKING:
    from view_pages import Open, Opened

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


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: two fifths of the time tests wait for servers, browsers and limits."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install '.[dev]'")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium found: install the package chromium to run the browser tests")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture
def open_page(browser: Any, page_folder: Path) -> Iterator[Open]:
    from view_pages import LAPTOP, Opened, written

    contexts = []

    def opened(name: str, **wishes: Any) -> Opened:
        usual = {"viewport": LAPTOP, "locale": "zh-CN", "color_scheme": "light", "reduced_motion": "reduce"}
        context = browser.new_context(**(usual | wishes))
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.goto(written(name, page_folder).as_uri())
        found.page.wait_for_function("window.minsheng")
        return found

    yield opened
    for context in contexts:
        context.close()
