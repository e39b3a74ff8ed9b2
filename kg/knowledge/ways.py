"""Names of roads and waters by what stands around them (``seeds/lexicons/ways.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.knowledge import rows

_FILE = "ways.toml"
_WORDS = re.compile("[一-龥]+")
#: A house number behind a road.
_NUMBER = re.compile(r"\d{1,4}号")
#: A stretch of a river that is called after a place: 濂水河|大河坎段.
_WATER, _STRETCH = "nature", re.compile("[一-龥]{2,4}?段(?!落|子|位|时)")
#: At these a clause begins, or nothing goes on.
_BEGINS, _ENDS = frozenset("，。；：！？\n ●▲■"), frozenset("\n")


@dataclass(frozen=True, slots=True)
class Way:
    """A stretch [start, end) of a text that names a road or a water; its head begins at ``head``."""

    start: int
    head: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of ways: how its names end (``heads``) and how many characters go before (``sizes``), what stands right
    before and behind them, and which words that end so are ``none``."""

    kind: str
    heads: tuple[str, ...]
    sizes: tuple[int, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    none: tuple[str, ...]

    def scan(self, text: str) -> Iterator[Way]:
        """The names in ``text``, in order, none inside another that ends at the same place."""
        ends = sorted(
            {(end - len(head), end) for head in self.heads for end in _ends_of(text, head)}, key=_by_end
        )
        last = -1
        for head, end in ends:
            if end == last or not self._ends_well(text, end):
                continue
            start = next(
                (head - size for size in self.sizes if self._is_name(text, head - size, head, end)), None
            )
            if start is not None:
                last = end
                yield Way(start, head, end, self.kind)

    def _is_name(self, text: str, start: int, head: int, end: int) -> bool:
        if start < 0 or not _WORDS.fullmatch(text, start, head) or text[start:end].endswith(self.none):
            return False
        return start == 0 or text[start - 1] in _BEGINS or text.endswith(self.before, 0, start)

    def _ends_well(self, text: str, end: int) -> bool:
        goes_on = text.startswith(self.behind, end) or _NUMBER.match(text, end) is not None
        goes_on = goes_on or (self.kind == _WATER and _STRETCH.match(text, end) is not None)
        return goes_on or end == len(text) or text[end] in _ENDS


def _by_end(stretch: tuple[int, int]) -> tuple[int, int]:
    """By where a head ends, the longest first."""
    return stretch[1], stretch[0]


def _ends_of(text: str, head: str) -> Iterator[int]:
    at = text.find(head)
    while at >= 0:
        yield at + len(head)
        at = text.find(head, at + 1)


@cache
@rows.checked(_FILE)
def ways() -> Sequence[Sort]:
    """The tables, read once. KnowledgeError names what is wrong with the file."""
    _, table = rows.load(_FILE)
    before = table["before"].split()
    road, water = table["road"], table["water"]
    return (
        _sort("road", road, (2, 3), before),
        _sort("nature", water, (1, 2), [*before, *table["before_water"].split()]),
    )


def _sort(kind: str, table: dict[str, str], sizes: tuple[int, ...], before: Sequence[str]) -> Sort:
    listed = {key: tuple(words.split()) for key, words in table.items()}
    return Sort(kind, listed["heads"], sizes, tuple(before), listed["behind"], listed["none"])
