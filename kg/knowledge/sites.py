"""Sites and companies that are called after whose they are (``seeds/lexicons/sites.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.knowledge import rows
from kg.knowledge.alternatives import any_of
from kg.knowledge.words import Word

#: The parts of speech of the words that say what sort of site something is.
_SORTS = frozenset({"n", "vn", "b", "j", "nz", "l", "ng"})


@dataclass(frozen=True, slots=True)
class Sites:
    """``head`` matches the right end of such a site; it is one of ``parts`` where it is a part of a body, and one of
    ``plain`` where it names nothing alone. ``between`` matches what stands before its words behind whose it is, ``builds``
    what does where somebody puts it up. ``groups`` are those whose companies are called after them and where they are.
    ``line`` matches what runs between two places, behind the second, its own words as ``head``, and ``short_line``
    with the second end (``to``) where neither has its level; ``funded`` a site told of behind the
    money it cost, as ``name``. ``deeds`` say what is done and no sort of site."""

    head: re.Pattern[str]
    parts: frozenset[str]
    plain: frozenset[str]
    between: re.Pattern[str]
    builds: re.Pattern[str]
    groups: tuple[str, ...]
    line: re.Pattern[str]
    short_line: re.Pattern[str]
    funded: re.Pattern[str]
    deeds: frozenset[str]

    def is_sort(self, word: Word) -> bool:
        """Whether a word may say what sort of site something is: 果蔬|保鲜库."""
        return word.pos in _SORTS and word.text not in self.deeds


@cache
@rows.checked("sites.toml")
def sites() -> Sites:
    """The file, read once. KnowledgeError names it where something in it is wrong."""
    _, table = rows.load("sites.toml")
    parts = table["parts"].split()
    return Sites(
        re.compile(any_of([*table["heads"].split(), *parts])),
        frozenset(parts),
        frozenset(table["plain"].split()),
        re.compile(table["between"]),
        re.compile(table["builds"]),
        tuple(table["groups"].split()),
        re.compile(table["line"]),
        re.compile(table["short_line"]),
        re.compile(table["funded"]),
        frozenset(table["deeds"].split()),
    )
