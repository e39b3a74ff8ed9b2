"""The text of a page put together from the parts of a document, with the way back from each to its place there.

Headings are marked as in Markdown (``# ``), blocks are parted by a blank line, a picture leaves ``![]()``: the forms that
plain pages have as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.types import Anchor, Locator

PICTURE = "![]()"
_DEEPEST = 6
_CELL_END, _ROW_END = "；", "。"


class Composer:
    """Adds block after block; ``text`` and ``anchors`` are what has come together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self.anchors: list[Anchor] = []

    def add(self, words: str, locator: Locator | None = None, level: int = 0) -> None:
        """A block: a heading of a ``level`` from 1, else plain words, which may be no line of their own mark."""
        if not words:
            return
        self._put("\n\n" if self._parts else "")
        self._put("#" * min(level, _DEEPEST) + " " if level else "")
        self._words(words, locator)

    def row(self, cells: Sequence[tuple[str, Locator]]) -> None:
        """A row of a table as one line: its cells with marks between them and at the end."""
        self._put("\n\n" if self._parts else "")
        for at, (words, locator) in enumerate(cells):
            self._put(_CELL_END if at else "")
            self._words(words, locator)
        self._put("" if cells[-1][0].endswith(tuple("。！？；")) else _ROW_END)

    def picture(self) -> None:
        """Where a picture stands; what follows may be its caption."""
        self.add(PICTURE)

    @property
    def text(self) -> str:
        """All blocks."""
        return "".join(self._parts)

    def _words(self, words: str, locator: Locator | None) -> None:
        if locator is not None and words:
            self.anchors.append(Anchor(self._size, self._size + len(words), locator))
        self._put(words)

    def _put(self, words: str) -> None:
        if words:
            self._parts.append(words)
            self._size += len(words)
