"""Names of roads and waters by what stands around them (``seeds/lexicons/ways.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.knowledge import rows
from kg.knowledge.alternatives import any_of

_FILE = "ways.toml"
#: How many characters stand before the head of a road, and of a water.
_ROAD, _WATER = "{2,3}", "{1,2}"


@dataclass(frozen=True, slots=True)
class Way:
    """A stretch [start, end) of a text that names a road or a water; its head begins at ``head``."""

    start: int
    head: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Ways:
    """``patterns`` by kind (``road``, ``nature``) have groups ``name`` and ``head``; ``none`` are words, no names."""

    patterns: dict[str, re.Pattern[str]]
    none: dict[str, tuple[str, ...]]

    def scan(self, text: str) -> Iterator[Way]:
        """The names in ``text`` that stand as the file says, in order of their kinds and places."""
        for kind, pattern in self.patterns.items():
            for match in pattern.finditer(text):
                if not match["name"].endswith(self.none[kind]):
                    yield Way(match.start("name"), match.start("head"), match.end("head"), kind)


@cache
@rows.checked(_FILE)
def ways() -> Ways:
    """The tables, read once. KnowledgeError names what is wrong with the file."""
    _, table = rows.load(_FILE)
    before = table["before"].split()
    road, water = table["road"], table["water"]
    return Ways(
        {
            "road": _pattern(before, _ROAD, road["heads"], road["behind"]),
            "nature": _pattern(
                [*before, *table["before_water"].split()], _WATER, water["heads"], water["behind"]
            ),
        },
        {"road": tuple(road["no_road"].split()), "nature": tuple(water["no_water"].split())},
    )


def _pattern(before: list[str], own: str, heads: str, behind: str) -> re.Pattern[str]:
    left = "|".join(f"(?<={re.escape(word)})" for word in before)
    return re.compile(
        f"(?:^|(?<=[，。；：！？\\n ●▲■])|{left})(?=(?P<name>[一-龥]{own}?(?P<head>{any_of(heads.split())}))"
        f"(?:{any_of(behind.split())}|\\n|$|\\d{{1,4}}号))",
        re.MULTILINE,
    )
