"""PDF files: printed newspaper pages read back, and files that are hostile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newspaper
import printed_truth as truth
import pytest
from pdf_bytes import hostile, one_page, stream

pypdfium2 = pytest.importorskip("pypdfium2", reason="needs pypdfium2: pip install '.[ingest]'")

from kg.assemble.boxes import boxes  # noqa: E402
from kg.engine import build  # noqa: E402
from kg.pipeline import understand  # noqa: E402
from kg.reader import read  # noqa: E402
from kg.types import Page, Region, Skipped, Span  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture(scope="module")
def sheets() -> list[newspaper.Sheet]:
    names = ("wenfeng.txt", "pingdingshan.txt")
    pages = {
        name: [page for page in read([str(ROOT / "seeds/pages" / name)]) if isinstance(page, Page)]
        for name in names
    }
    every = [page for each in pages.values() for page in each]
    return [
        *(
            newspaper.sheet(name, each, ruled=number == 0)
            for number, (name, each) in enumerate(pages.items())
        ),
        newspaper.sheet("both", every, columns=5),
    ]


@pytest.fixture(scope="module")
def printed(browser: Any, folder: Path, sheets: list[newspaper.Sheet]) -> Iterator[Path]:
    if shutil.which("fc-list") is None:
        pytest.skip("no fontconfig: install the packages fontconfig and fonts-noto-cjk")
    yield newspaper.set_in_type(browser, sheets, folder / "issue.pdf")


@pytest.fixture(scope="module")
def pages(printed: Path) -> list[Page]:
    return [page for page in read([str(printed)]) if isinstance(page, Page)]


def test_printed_pages_are_read_as_they_were_set(
    pages: list[Page], sheets: list[newspaper.Sheet], folder: Path
):
    assert [page.id for page in pages] == [f"{folder}/issue.pdf#page={number}" for number in (1, 2, 3)]
    for page, sheet in zip(pages, sheets, strict=True):
        (folder / "clean.txt").write_text(sheet.text(), encoding="utf-8")
        single = folder / "read.txt"
        single.write_text(f"{sheet.head}\n\n{page.text}", encoding="utf-8")
        marks = truth.marks(sheet, page, understand([str(folder / "clean.txt")]), understand([str(single)]))
        assert marks.characters < 0.002, sheet.name
        assert marks.order == 1.0, sheet.name
        assert marks.articles > 0.9, sheet.name
        assert marks.graph >= 0.98, sheet.name


def test_what_the_running_head_says_is_told_of_the_page_and_is_no_text(pages: list[Page]):
    assert (pages[0].date, pages[0].number) == ("2021-01-18", "01")
    assert ("date", "running head") in pages[0].origins
    assert "星期一" not in pages[0].text


def test_boxes_lead_back_to_the_words(pages: list[Page], printed: Path):
    """The words of the file inside the boxes of a span are those of the span."""
    page = pages[0]
    document = pypdfium2.PdfDocument(str(printed))
    sheet = document[0]
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    names = ("文峰区百城提质指挥部", "陆文澜", "2.92亿元", "（资料图）", "龚立夏", "渠口街社区")
    for name in names:
        start = page.text.index(name)
        found = boxes(page, Span(start, start + len(name)), page.anchors)
        words = "".join(_within(text, box, width, height) for box in found)
        assert all(char in truth.plain(words) for char in truth.plain(name)), name
        assert len(truth.plain(words)) <= len(truth.plain(name)) + 2 * len(found), name


def _within(text: Any, box: Region, width: float, height: float) -> str:
    left, right = box.x * width / 100, (box.x + box.width) * width / 100
    top, bottom = height - box.y * height / 100, height - (box.y + box.height) * height / 100
    return str(text.get_text_bounded(left, bottom, right, top))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_along_its_lines(
    turn: int, pages: list[Page], printed: Path, folder: Path
):
    """Boxes are those of the page as it is shown: what stood at its top stands at its right when it is turned by 90°."""
    document, alone = pypdfium2.PdfDocument(str(printed)), pypdfium2.PdfDocument.new()
    alone.import_pages(document, [1])
    alone[0].set_rotation(turn)
    alone.save(str(folder / "turned.pdf"))
    (page,) = read([str(folder / "turned.pdf")])
    assert isinstance(page, Page)
    assert page.text == pages[1].text
    at = page.text.index("电梯装到家门口")
    (box,) = boxes(page, Span(at, at + 7), page.anchors)
    upright = boxes(pages[1], Span(at, at + 7), pages[1].anchors)[0]
    bottom, right = 100 - upright.y - upright.height, 100 - upright.x - upright.width
    left_and_top = {90: (bottom, upright.x), 180: (right, bottom), 270: (upright.y, right)}[turn]
    assert (box.x, box.y) == pytest.approx(left_and_top, abs=0.3)


def test_words_that_run_upwards_are_read_upright(tmp_path: Path):
    words = b"BT /F 12 Tf 0 1 -1 0 50 40 Tm (words that run upwards) Tj ET BT /F 12 Tf 0 1 -1 0 80 40 Tm (and on) Tj ET"
    (tmp_path / "up.pdf").write_bytes(one_page(stream(words)))
    (page,) = read([str(tmp_path / "up.pdf")])
    assert isinstance(page, Page)
    assert page.text.split() == ["words", "that", "run", "upwards", "and", "on"]


def test_statements_point_at_boxes_on_the_page(printed: Path):
    result = build([str(printed)], jobs=1)
    values = [quad.object.value for quad in result.quads if "xywh" in str(quad.object)]
    assert values
    assert all(value.startswith(("page=1&", "page=2&", "page=3&")) for value in values)
    again = build([str(printed)], jobs=1)
    assert result.quads == again.quads


@pytest.mark.parametrize("name", hostile())
def test_a_hostile_file_costs_only_itself(name: str, tmp_path: Path):
    data, why = hostile()[name]
    (tmp_path / "bad.pdf").write_bytes(data)
    (tmp_path / "good.txt").write_text("本报讯 区长王强视察了晨曦小区。\n", encoding="utf-8")
    found = list(read([str(tmp_path)]))
    bad, good = found
    assert isinstance(good, Page)
    assert isinstance(bad, Skipped), bad
    assert any(word in bad.reason for word in why.split("|")), bad.reason
    assert bad.advice
