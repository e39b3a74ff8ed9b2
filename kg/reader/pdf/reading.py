"""The pages of a PDF file, by their text layer or by recognition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from kg.reader.document import Document
from kg.reader.layout.geometry import Box, Line, Sheet
from kg.reader.layout.leaves import Found, RunningHeads, pages_of
from kg.reader.pdf.characters import Frame, characters, quarters
from kg.reader.pdf.drawings import drawn
from kg.reader.pdf.lines import lines
from kg.reader.unreadable import Unreadable
from kg.types import Page, Region, Skipped

MEDIA = "application/pdf"
#: Pages are looked at so many together: for running heads, and for text that goes on on another one.
_TOGETHER = 48
_MOST_PAGES = 3000
#: A page with fewer characters in its text layer, or with so large a share of odd ones, is read as a picture.
_FEW, _ODD = 12, 0.2
#: A page is pictured with so many dots an inch, unless its own picture has more or less, and never with more pixels.
_DOTS, _MOST_PIXELS = 200, 40_000_000
_MOST_CHARACTERS = 400_000
_OCR = ("rapidocr", "onnxruntime", "cv2")


def pages(document: Document) -> Iterator[Page | Skipped]:
    """The pages of a PDF, each named ``ID#page=N`` where there are several. A page that cannot be read is `Skipped` in its
    place; raises `Unreadable` where the whole file cannot be opened."""
    with closing(_opened(document)) as file:
        count = len(file)
        heads = RunningHeads()
        for group in _groups(file, min(count, _MOST_PAGES)):
            if isinstance(group, list):
                yield from pages_of(group, lambda number: _name(document, number, count), MEDIA, heads)
            else:
                yield group.why.skipped(_name(document, group.number, count))
        if count > _MOST_PAGES:
            yield Skipped(
                f"{document.id}#page={_MOST_PAGES + 1}",
                f"{count} pages in one file: those after {_MOST_PAGES} are not read",
                "cut it into smaller files",
            )


@dataclass(frozen=True, slots=True)
class _Unread:
    number: int
    why: Unreadable


def _groups(file: Any, count: int) -> Iterator[list[Found] | _Unread]:
    """Pages that are put together, and those of which nothing was read. Recognition takes so long that each of its pages is
    handed on at once."""
    held: list[Found] = []
    for number in range(1, count + 1):
        try:
            found, recognised = _found(file, number)
        except Unreadable as error:
            yield _Unread(number, error)
            continue
        if held and (recognised or len(held) >= _TOGETHER):
            yield held
            held = []
        held.append(found)
        if recognised:
            yield held
            held = []
    if held:
        yield held


def _name(document: Document, number: int, count: int) -> str:
    return document.id if count == 1 else f"{document.id}#page={number}"


def _opened(document: Document) -> Any:
    import pypdfium2

    given = document.data if document.path is None else str(document.path)
    try:
        file = pypdfium2.PdfDocument(given)
        if len(file) < 1:
            file.close()
            raise Unreadable("a PDF file without pages", "export it again")
    except pypdfium2.PdfiumError as error:
        raise _refused(error) from None
    return file


def _refused(error: Exception) -> Unreadable:
    code = getattr(error, "err_code", None)
    words = str(error).lower()
    if code == 4 or "password" in words:
        return Unreadable(
            "an encrypted PDF file: it needs a password", "save it without a password", "locked"
        )
    if code == 5 or "security" in words:
        return Unreadable("an encrypted PDF file, in a way that is not known", "save it without encryption")
    return Unreadable("a damaged PDF file", "export it again, or print it to PDF")


def _found(file: Any, number: int) -> tuple[Found, bool]:
    """What is on a page, and whether it was recognised on its picture. Raises `Unreadable` where nothing was read."""
    import pypdfium2

    try:
        with closing(file[number - 1]) as page:
            found = _by_text(page, number)
            return (found, False) if found is not None else (_by_picture(page, number), True)
    except pypdfium2.PdfiumError:
        raise Unreadable(f"page {number} of it is damaged", "export it again, or print it to PDF") from None


def _by_text(page: Any, number: int) -> Found | None:
    """The page by its text layer; None if it has none that can be read."""
    with closing(page.get_textpage()) as text_page:
        count = text_page.count_chars()
        if count > _MOST_CHARACTERS:
            raise Unreadable(f"page {number} of it holds {count} characters", "cut it into pages")
        frame = Frame(page, quarters(text_page))
        found = lines(characters(text_page, frame))
    if not _is_readable(found):
        return None
    drawing = drawn(page, frame)
    shown = Frame(page, page.get_rotation() // 90)
    locate = _percent(number, shown.width, shown.height)
    sheet = Sheet(number, frame.width, frame.height, found, drawing.rules, drawing.pictures)
    return Found(sheet, lambda box: locate(shown.box(*frame.back(box))))


def _is_readable(found: tuple[Line, ...]) -> bool:
    text = "".join(line.text for line in found)
    odd = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    return len(text) >= _FEW and odd <= _ODD * len(text)


def _percent(number: int, width: float, height: float) -> Callable[[Box], Region]:
    def locate(box: Box) -> Region:
        x, y = round(max(0.0, 100 * box.x0 / width), 2), round(max(0.0, 100 * box.y0 / height), 2)
        across, down = round(100 * box.x1 / width - x, 2), round(100 * box.y1 / height - y, 2)
        return Region(number, x, y, max(0.01, across), max(0.01, down), "percent")

    return locate


def _by_picture(page: Any, number: int) -> Found:
    from pypdfium2 import raw

    if not raw.FPDFPage_CountObjects(page):
        raise Unreadable(
            f"page {number} of it has no text layer, and there is no writing on it", "leave it out", "empty"
        )
    lacking = [name for name in _OCR if find_spec(name) is None]
    if lacking:
        raise Unreadable(
            f"page {number} of it has no text layer: to read it as a picture, {', '.join(lacking)} must be installed",
            "pip install 'minsheng-kg[ocr]' (in a checkout: pip install '.[ocr]')",
            "not-installed",
        )
    from kg.reader.scan.reading import scanned

    grey = pictured(page)
    read = scanned(grey, number)
    if not read.sheet.lines:
        raise Unreadable(
            f"page {number} of it has no text layer, and no writing was seen on it", "leave it out"
        )
    locate = _percent(number, float(grey.shape[1]), float(grey.shape[0]))
    return Found(read.sheet, lambda box: locate(read.turn.back(box)))


def pictured(page: Any) -> Any:
    """A page as an array of greys, as finely as its own picture, or 200 dots an inch."""
    import numpy as np

    width, height = page.get_size()
    if width < 1 or height < 1:
        raise Unreadable("a page without size", "export it again")
    scale = _own_scale(page) or _DOTS / 72
    scale = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    return np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)


def _own_scale(page: Any) -> float | None:
    """Dots a point of the picture that fills a page, None if none does."""
    from pypdfium2 import raw

    width, height = page.get_size()
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        with suppress(Exception):
            left, bottom, right, top = item.get_bounds()
            across, _ = item.get_px_size()
            if (right - left) * (top - bottom) > 0.5 * width * height and right > left:
                return min(6.0, max(0.3, float(across / (right - left))))
    return None
