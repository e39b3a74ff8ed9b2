"""Characters that recognition takes for others (``confusions.tsv``), and known names in which that is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import KnowledgeError
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.lexicon import bodies, titles
from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import rows

#: Names of fewer characters are too many for one of them to be told by the others; none is longer.
_SHORTEST, _LONGEST = 3, 12


@dataclass(frozen=True, slots=True)
class Misread:
    """At [start, end) of a text stands ``read``, where the known name ``meant`` was printed."""

    start: int
    end: int
    read: str
    meant: str


@cache
def confusions() -> Mapping[str, str]:
    """For each character that is read in the place of others those others, the most frequent first.

    Raises KnowledgeError if the table is wrong.
    """
    found: dict[str, str] = {}
    for row in rows(seeds_dir() / "lexicons" / "confusions.tsv", 2):
        read, printed = row.cells
        others = printed.split()
        if len(read) != 1 or not others or any(len(other) != 1 for other in others) or read in found:
            raise row.wrong("one character, and single characters apart by a space; each read one once")
        found[read] = "".join(others)
    if not found:
        raise KnowledgeError(f"{seeds_dir() / 'lexicons' / 'confusions.tsv'}: no confusions in it")
    return found


def misread(text: str, start: int = 0, end: int | None = None) -> Iterator[Misread]:
    """The names in ``text[start:end]`` that are known if one character is taken for another, and are not as they stand."""
    table = confusions()
    at, end = start, len(text) if end is None else end
    while at < end:
        others = table.get(text[at], "")
        name = _meant(text, at, others, start, end) if others else None
        if name is not None:
            yield name
            at = name.end
        else:
            at += 1


def _meant(text: str, at: int, others: str, start: int, end: int) -> Misread | None:
    places = list(_around(at, start, end))
    if any(_is_known(text[left:right]) for left, right in places):
        return None
    for left, right in places:
        for other in others:
            name = text[left:at] + other + text[at + 1 : right]
            if _is_known(name):
                return Misread(left, right, text[left:right], name)
    return None


def _around(at: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches around a place, the longest first."""
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        for left in range(max(start, at - length + 1), at + 1):
            if left + length <= end:
                yield left, left + length


def _is_known(name: str) -> bool:
    return name in titles() or name in bodies() or bool(gazetteer().find(name))
