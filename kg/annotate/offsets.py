"""Code points, which Python counts, and UTF-16 units, which JavaScript counts: 𠮷 is one point, two units."""

from __future__ import annotations

from bisect import bisect_left


class Utf16:
    """Converts positions of one text between the two."""

    def __init__(self, text: str) -> None:
        #: The code points that take two units.
        self._wide = [at for at, char in enumerate(text) if char > "\uffff"]
        #: Where those begin in units.
        self._begins = [at + before for before, at in enumerate(self._wide)]

    def units(self, point: int) -> int:
        """The unit at which the code point of that number begins."""
        return point + bisect_left(self._wide, point)

    def point(self, unit: int) -> int:
        """The code point that begins at a unit. Raises ValueError inside a code point."""
        before = bisect_left(self._begins, unit)
        if before and self._begins[before - 1] + 1 == unit:
            raise ValueError(f"{unit} is in the middle of a character")
        return unit - before
