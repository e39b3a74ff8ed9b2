"""Photographed pages: read back, with boxes, confidence and repaired names; and pictures that are hostile."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import newspaper
import printed_truth as truth
import pytest

pytest.importorskip("rapidocr", reason="needs rapidocr: pip install '.[ocr]'")
pytest.importorskip("onnxruntime", reason="needs onnxruntime: pip install '.[ocr]'")
pytest.importorskip("pypdfium2", reason="needs pypdfium2: pip install '.[ingest]'")

from PIL import Image

from kg.assemble.boxes import boxes
from kg.pipeline import understand
from kg.reader import read
from kg.types import Page, Region, Skipped, Span

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def sheet() -> newspaper.Sheet:
    """Two short articles in two columns."""
    every = [page for page in read([str(ROOT / "seeds/pages/briefs.jsonl")]) if isinstance(page, Page)]
    return newspaper.sheet("briefs", [page for page in every if "#guazhou" not in page.id], columns=2)


@pytest.fixture(scope="module")
def printed(browser: Any, sheet: newspaper.Sheet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newspaper.set_in_type(browser, [sheet], tmp_path_factory.mktemp("scans") / "briefs.pdf")


@pytest.fixture(scope="module")
def askew(printed: Path) -> Path:
    """A skewed and noisy photograph, in few dots, so that it is read soon."""
    scan = newspaper.Scan("askew", dpi=120, angle=-2.2, noise=10, quality=75, shade=0.15)
    path = printed.with_name("askew.jpg")
    newspaper.scanned(printed, scan).save(path, quality=90)
    return path


@pytest.fixture(scope="module")
def page(askew: Path) -> Page:
    (found,) = read([str(askew)])
    assert isinstance(found, Page), found
    return found


def test_a_skewed_and_noisy_photograph_is_read(page: Page, sheet: newspaper.Sheet, tmp_path: Path):
    (tmp_path / "clean.txt").write_text(sheet.text(), encoding="utf-8")
    (tmp_path / "read.txt").write_text(f"{sheet.head}\n\n{page.text}", encoding="utf-8")
    clean, built = (understand([str(tmp_path / name)]) for name in ("clean.txt", "read.txt"))
    marks = truth.marks(sheet, page, clean, built)
    assert marks.characters < 0.02
    assert marks.order == 1.0
    assert marks.articles == 1.0
    assert marks.graph > 0.88
    assert page.media == "image/jpeg"


def test_each_line_says_how_surely_it_was_read(page: Page):
    assert len(page.legibility) > 20
    assert all(0.5 <= line.confidence < 1.0 for line in page.legibility)
    assert all(
        left.end <= right.start for left, right in zip(page.legibility, page.legibility[1:], strict=False)
    )


def test_boxes_lead_back_to_the_words_on_the_skewed_page(page: Page, askew: Path):
    """What a box holds is recognised again as the words of its span, without knowing of the skew."""
    from kg.reader.scan.engine import recognized

    picture = Image.open(askew).convert("RGB")
    for name in ("国家统计局达州调查队", "甘露", "四川甜城食品有限公司"):
        start = page.text.index(name)
        found = boxes(page, Span(start, start + len(name)), page.anchors)
        assert all(isinstance(box, Region) and box.unit == "pixel" for box in found)
        words = ""
        for box in found:
            edges = (box.x - 2, box.y - 2, box.x + box.width + 2, box.y + box.height + 2)
            words += recognized(_array(picture.crop(tuple(map(int, edges))))).text
        assert truth.found(name, words).edits <= len(name) / 4, (name, words)


def _array(picture: Any) -> Any:
    import numpy as np

    return np.asarray(picture)


def test_pages_of_one_tiff_and_of_a_pdf_without_text_are_read_the_same(printed: Path, tmp_path: Path):
    scan = newspaper.Scan("small", dpi=120)
    picture = newspaper.scanned(printed, scan)
    # what stands over the page is left out: the words begin below it
    picture = picture.crop((0, 90, picture.width, picture.height))
    blank = Image.new("L", (400, 200), 255)
    picture.save(tmp_path / "two.tif", save_all=True, append_images=[blank])
    picture.save(tmp_path / "one.pdf", resolution=100.0)
    scanned_pdf, first, second = read([str(tmp_path)])
    assert isinstance(first, Page)
    assert isinstance(scanned_pdf, Page)
    assert (first.id, first.media) == (f"{tmp_path}/two.tif#page=1", "image/tiff")
    assert scanned_pdf.media == "application/pdf"
    assert truth.found(truth.plain(first.text), truth.plain(scanned_pdf.text)).edits <= len(first.text) / 50
    assert isinstance(second, Skipped)
    assert "no writing" in second.reason
    locators = [anchor.locator for anchor in scanned_pdf.anchors]
    assert all(
        isinstance(box, Region) and box.unit == "percent" and box.x + box.width <= 101 for box in locators
    )


def _png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(1 << 16))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _jpeg() -> bytes:
    held = io.BytesIO()
    Image.effect_noise((600, 400), 90).save(held, "JPEG")
    return held.getvalue()


def _circular_tiff() -> bytes:
    """A TIFF whose second directory is followed by the first."""
    held = io.BytesIO()
    blank = Image.new("L", (64, 64), 255)
    blank.save(held, "TIFF", save_all=True, append_images=[blank])
    data = bytearray(held.getvalue())
    first = struct.unpack_from("<I", data, 4)[0]
    second_at = first + 2 + 12 * struct.unpack_from("<H", data, first)[0]
    second = struct.unpack_from("<I", data, second_at)[0]
    struct.pack_into("<I", data, second + 2 + 12 * struct.unpack_from("<H", data, second)[0], first)
    return bytes(data)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.png": (lambda: _png(60_000, 60_000), "60000 by 60000 pixels"),
    "long.png": (lambda: _png(100_000, 40), "100000 by 40 pixels"),
    "tiny.png": (lambda: _png(8, 8), "too small"),
    "cut.jpg": (lambda: _jpeg()[:2000], "damaged picture"),
    "head.jpg": (lambda: _jpeg()[:20], "damaged picture"),
    "cut.png": (lambda: _png(300, 300)[:60], "damaged picture"),
    "noise.bmp": (lambda: b"BM" + bytes(range(256)), "damaged picture"),
    "circle.tif": (_circular_tiff, "no writing"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_costs_only_itself(name: str, tmp_path: Path):
    made, why = HOSTILE[name]
    (tmp_path / name).write_bytes(made())
    (tmp_path / "z.txt").write_text("本报讯 区长王强视察了晨曦小区。\n", encoding="utf-8")
    *bad, good = read([str(tmp_path)])
    assert isinstance(good, Page)
    assert bad
    for each in bad:
        assert isinstance(each, Skipped)
        assert why in each.reason
        assert each.advice


def test_what_is_not_installed_is_named_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from importlib.util import find_spec

    import kg.reader.registry as registry

    monkeypatch.setattr(registry, "find_spec", lambda name: None if name == "rapidocr" else find_spec(name))
    Image.new("L", (64, 64), 255).save(tmp_path / "a.png")
    (found,) = read([str(tmp_path / "a.png")])
    assert isinstance(found, Skipped)
    assert "rapidocr must be installed" in found.reason
    assert "pip install '.[ocr]'" in found.advice
