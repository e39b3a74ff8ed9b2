"""How posts are spoken of (``seeds/lexicons/posts.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge import rows
from kg.knowledge.alternatives import any_of

_NAMES = (
    *("inside", "of_area", "of_committee", "parties", "national"),
    *("over", "term", "inner", "takes", "took", "states", "undertakes"),
)


@dataclass(frozen=True, slots=True)
class PostWords:
    """Patterns for the words around posts. Those named ``*_end`` are to be searched in text that ends where the words
    must end; the others match where they begin."""

    inside_end: re.Pattern[str]
    of_area_end: re.Pattern[str]
    of_committee: re.Pattern[str]
    parties_end: re.Pattern[str]
    national: re.Pattern[str]
    over_end: re.Pattern[str]
    term_end: re.Pattern[str]
    inner_end: re.Pattern[str]
    takes_end: re.Pattern[str]
    takes: re.Pattern[str]
    undertakes: re.Pattern[str]
    took: frozenset[str]
    states: frozenset[str]


@cache
def post_words() -> PostWords:
    """The words, read once in a process. KnowledgeError names the file and what is wrong in it."""
    words = _lists(*rows.load("posts.toml"))
    taking = [w for w in words["takes"] if len(w) > 1]
    return PostWords(
        inside_end=_end(words["inside"]),
        of_area_end=_end(words["of_area"]),
        of_committee=_end(words["of_committee"]),
        parties_end=_end(words["parties"]),
        national=re.compile(_any([*words["national"], *words["parties"]])),
        over_end=_end(words["over"]),
        term_end=_end([*words["over"], *words["term"]]),
        inner_end=_end(words["inner"]),
        takes_end=_end(words["takes"]),
        takes=re.compile(_any(taking)),
        undertakes=re.compile(f"(?:同志)?{_any(words['undertakes'])}"),
        took=frozenset(words["took"]),
        states=frozenset(words["states"]),
    )


def _lists(path: Path, table: dict[str, Any]) -> dict[str, list[str]]:
    try:
        return {name: table[name].split() for name in _NAMES}
    except (KeyError, AttributeError) as error:
        raise KnowledgeError(f"{path}: {error}; expected the lists {', '.join(_NAMES)}") from error


def _any(words: list[str]) -> str:
    return f"(?:{any_of(words)})"


def _end(words: list[str]) -> re.Pattern[str]:
    return re.compile(f"{_any(words)}$")
