"""Pictures of pages: PNG, JPEG, TIFF with one page or many, BMP, WebP."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reader.document import Document
from kg.reader.layout.geometry import Box
from kg.reader.layout.leaves import Found, pages_of
from kg.reader.unreadable import Unreadable
from kg.types import Page, Region, Skipped

__all__ = ["pages"]


def pages(document: Document) -> Iterator[Page | Skipped]:
    """The pages of a file of pictures. A frame that cannot be read is `Skipped` in its place; raises `Unreadable` for a
    file that is no picture."""
    from kg.reader.scan.opening import MOST_FRAMES, opened

    with document.open() as stream, opened(stream) as picture:
        frames = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
        media = f"image/{str(picture.format).lower()}"
        for number in range(1, min(frames, MOST_FRAMES) + 1):
            name = document.id if frames == 1 else f"{document.id}#page={number}"
            try:
                found = _frame(picture, number)
                yield from pages_of([found], lambda _, name=name: name, media=media)  # type: ignore[misc]
            except Unreadable as error:
                yield error.skipped(name)
    if frames > MOST_FRAMES:
        yield Skipped(
            f"{document.id}#page={MOST_FRAMES + 1}",
            f"{frames} pages in one file: those after {MOST_FRAMES} are not read",
            "cut it into smaller files",
        )


def _frame(picture: object, number: int) -> Found:
    from kg.reader.scan.opening import grey
    from kg.reader.scan.reading import scanned

    try:
        picture.seek(number - 1)  # type: ignore[attr-defined]
    except (EOFError, OSError, ValueError, SyntaxError) as error:
        raise Unreadable(
            f"page {number} of it is damaged: {type(error).__name__}", "scan or save it again"
        ) from None
    read = scanned(grey(picture), number)
    if not read.sheet.lines:
        raise Unreadable(
            "no writing seen on this picture", "leave it out, or scan it at 200 dots an inch or more"
        )

    def locate(box: Box) -> Region:
        back = read.turn.back(box)
        x, y = round(max(0.0, back.x0)), round(max(0.0, back.y0))
        return Region(number, x, y, max(1, round(back.x1) - x), max(1, round(back.y1) - y), "pixel")

    return Found(read.sheet, locate)
