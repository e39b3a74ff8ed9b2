"""The pages of a file from what was found on each: in order, put together, with their text and what they state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.reader.layout.arranging import arrange
from kg.reader.layout.composing import Composed
from kg.reader.layout.flowing import Leaf, Placed, flowed
from kg.reader.layout.furniture import edge_words
from kg.reader.layout.geometry import Box, Sheet
from kg.reader.layout.stating import RUNNING_HEAD, stated
from kg.types import Page, Region

#: Words at the edge of so many pages of a file are a running head.
_REPEATED = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a page, and the way from its boxes back to the file."""

    sheet: Sheet
    locate: Callable[[Box], Region]


class RunningHeads:
    """Words that stood at the edges of the pages of a file that were looked at so far."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def among(self, sheets: Iterable[Sheet]) -> frozenset[str]:
        """Those that are running heads, these pages looked at as well."""
        self._counts.update(words for sheet in sheets for words in edge_words(sheet))
        return frozenset(words for words, count in self._counts.items() if count >= _REPEATED and words)


def pages_of(
    found: Sequence[Found], name: Callable[[int], str], media: str, heads: RunningHeads | None = None
) -> Iterator[Page]:
    """The pages of a file; ``name`` gives the id of the n-th, ``media`` its media type;
    ``heads`` what stood at the edges of pages before these."""
    repeated = (heads or RunningHeads()).among(each.sheet for each in found)
    told: dict[int, dict[str, str]] = {}
    leaves = []
    for each in found:
        arranged = arrange(each.sheet, repeated)
        told[arranged.number] = stated(arranged.around)
        placed = tuple(Placed(block, each.locate) for block in arranged.blocks)
        leaves.append(Leaf(arranged.number, placed, told[arranged.number].get("number")))
    for leaf in flowed(leaves):
        yield _page(leaf, name(leaf.number), told[leaf.number], media)


def _page(leaf: Leaf, identifier: str, told: dict[str, str], media: str) -> Page:
    made = Composed()
    made.add(leaf.blocks)
    origins = tuple((field, RUNNING_HEAD) for field in sorted(told))
    return Page(
        identifier,
        made.text,
        date=told.get("date"),
        paper=told.get("paper"),
        number=told.get("number"),
        anchors=tuple(made.anchors),
        legibility=tuple(made.legibility),
        origins=origins,
        media=media,
    )
