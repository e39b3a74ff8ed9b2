"""Pieces of scans behind the evidence: the words as they were printed, marked where they stand."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.types import Cutting
from kg.view.model import Evidence, Picture, Scan

#: Pieces are put into the page as long as all of them together take no more bytes than this.
MOST = 4 << 20

#: From a page's IRI and the boxes of words on it to the pieces that show them.
Cut = Callable[[str, Sequence[str]], tuple[Cutting, ...]]


def with_scans(picture: Picture, cut: Cut) -> Picture:
    """The picture with the pieces of scans in which the words of its evidence stand, each piece once."""
    gathered = _Gathered(picture, cut)
    every = dict.fromkeys(one for fact in picture.facts for one in fact.evidence)
    shown = {one: gathered.shown(one) for one in every}
    facts = (
        replace(fact, evidence=tuple(shown[one] for one in fact.evidence)) if fact.evidence else fact
        for fact in picture.facts
    )
    return replace(picture, facts=tuple(facts), scans=tuple(gathered.scans))


class _Gathered:
    def __init__(self, picture: Picture, cut: Cut) -> None:
        self._picture, self._cut = picture, cut
        self._room = MOST
        self.scans: dict[Scan, int] = {}

    def shown(self, one: Evidence) -> Evidence:
        """The evidence with its pieces and its marks there, while there is room."""
        if not one.boxes or one.page is None:
            return one
        pieces = self._cut(self._picture.page_iris[one.page], one.boxes)
        placed = ((self._number(piece), piece.marks) for piece in pieces)
        return replace(one, scans=tuple((number, marks) for number, marks in placed if number is not None))

    def _number(self, piece: Cutting) -> int | None:
        """The number of a piece among the picture's; None if there is no room for it."""
        data = base64.b64encode(piece.data).decode("ascii")
        scan = Scan(f"data:{piece.media};base64,{data}", piece.width, piece.height)
        if scan not in self.scans:
            if len(scan.source) > self._room:
                return None
            self._room -= len(scan.source)
            self.scans[scan] = len(self.scans)
        return self.scans[scan]
