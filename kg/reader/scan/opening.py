"""A file with pictures is opened with care: how large they are is asked before they are unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from kg.reader.unreadable import Unreadable

#: A newspaper's page of 420 by 580 mm at 300 dots an inch has 34 million pixels.
MOST_PIXELS = 80_000_000
_LONGEST_SIDE = 30_000
_SMALLEST_SIDE = 32
MOST_FRAMES = 500
_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Any]:
    """The picture of a stream, not yet unpacked. Raises `Unreadable` for what is none."""
    from PIL import Image, UnidentifiedImageError

    # sizes are tested here, and in words that say what to do
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture = Image.open(stream, formats=_KINDS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable(f"a damaged picture: {_plain(error)}", "scan or save it again") from None
    with picture:
        yield picture


def grey(picture: Any) -> Any:
    """The current frame of a picture as an array of greys (height, width; 0 is black), upright as its file says.

    Raises `Unreadable` if it is too large, too small, or breaks off.
    """
    import numpy as np
    from PIL import Image, ImageOps

    wide, high = picture.size
    if wide * high > MOST_PIXELS or max(wide, high) > _LONGEST_SIDE:
        raise Unreadable(
            f"a picture of {wide} by {high} pixels: more than {MOST_PIXELS // 1_000_000} million, or "
            f"{_LONGEST_SIDE} along a side",
            "scan it at 200 to 300 dots an inch, or cut it into pages",
        )
    if min(wide, high) < _SMALLEST_SIDE:
        raise Unreadable(f"a picture of {wide} by {high} pixels: too small to hold words", "leave it out")
    try:
        picture.load()
        return np.asarray(_on_white(ImageOps.exif_transpose(picture)).convert("L"))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, MemoryError) as error:
        raise Unreadable(f"a damaged picture: {_plain(error)}", "scan or save it again") from None


def _on_white(picture: Any) -> Any:
    """A picture without holes: what is transparent shows white paper."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture.convert("RGBA"))
    return picture


def _plain(error: BaseException) -> str:
    words = str(error).split("\n")[0][:120]
    return words if words and "<_io" not in words else type(error).__name__
