"""Pieces of scans in the view: the words as printed, marked where they stand; text alone where the file is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import newspaper
import pytest

pytest.importorskip("pypdfium2", reason="needs pypdfium2: pip install '.[ingest]'")
pytest.importorskip("PIL", reason="needs pillow: pip install '.[ingest]'")

from kg.engine import Built, build
from kg.output import write
from kg.reader import read
from kg.types import Page
from kg.view.scans import MOST

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def result(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Built:
    pages = [page for page in read([str(ROOT / "seeds/pages/hebi.md")]) if isinstance(page, Page)]
    folder = tmp_path_factory.mktemp("view")
    newspaper.set_in_type(browser, [newspaper.sheet("hebi", pages)], folder / "hebi.pdf")
    return build([str(folder / "hebi.pdf")])


def _written(result: Built, folder: Path) -> Path:
    write(result, folder, validate=False)
    return folder / "graph.html"


@pytest.mark.browser
def test_the_words_of_a_fact_are_seen_marked_on_the_page(browser: Any, result: Built, tmp_path: Path):
    path = _written(result, tmp_path)
    page = browser.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    try:
        page.goto(path.as_uri())
        page.fill("#search", "沙明川")
        page.keyboard.press("Enter")
        scan = page.locator("#panel .scan").first
        scan.wait_for()
        seen = scan.evaluate(
            """async element => {
              const image = element.querySelector("img");
              await image.decode();
              const [shown, marks] = [image.getBoundingClientRect(), element.querySelectorAll("rect")];
              const inside = [...marks].every(mark => {
                const box = mark.getBoundingClientRect();
                return box.left >= shown.left - 4 && box.right <= shown.right + 4 && box.width > 10 && box.height > 5;
              });
              return {wide: image.naturalWidth, marks: marks.length, inside, alt: image.alt};
            }"""
        )
    finally:
        page.close()
    assert problems == []
    assert seen["wide"] > 100
    assert seen["marks"] >= 1
    assert seen["inside"]
    assert "沙明川" in seen["alt"]


def test_the_same_file_gives_the_same_pieces_and_they_are_capped(result: Built, tmp_path: Path):
    one, other = (_written(result, tmp_path / name).read_bytes() for name in ("one", "other"))
    assert one == other
    assert one.count(b"data:image/jpeg") > 3
    assert len(one) < 2 * MOST


def test_a_mark_covers_the_ink_of_its_words(result: Built):
    """The piece is darker inside its marks than between the lines above them."""
    from PIL import Image

    cut = result.cutting()
    assert cut is not None
    boxes = sorted(quad.object.value for quad in result.quads if "xywh" in str(quad.object))
    page = next(quad.graph_name.value for quad in result.quads if "xywh" in str(quad.object))
    (piece,) = cut(page, boxes[:1])
    import io

    picture = Image.open(io.BytesIO(piece.data)).convert("L")
    ((x, y, width, height),) = piece.marks
    inside = picture.crop((x, y, x + width, y + height))
    ink = sum(value < 128 for value in inside.tobytes()) / (width * height)
    assert 0.05 < ink < 0.6


def test_without_the_file_the_view_shows_text_alone(result: Built, tmp_path: Path):
    source = Path(result.pages[0].id)
    moved = source.rename(source.with_name("elsewhere.pdf"))
    try:
        text = _written(result, tmp_path).read_text(encoding="utf-8")
    finally:
        moved.rename(source)
    assert "data:image/jpeg" not in text
    assert "沙明川" in text
