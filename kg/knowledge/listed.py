"""The nouns that close a list and say what its names are (``seeds/lexicons/listed.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.knowledge import rows
from kg.knowledge.alternatives import any_of
from kg.types import EntityType


@dataclass(frozen=True, slots=True)
class ListedNouns:
    """``closing`` matches 等 and the words behind it up to the noun, group 1, whose class ``types`` tells; ``plain`` are
    words that make no name."""

    closing: re.Pattern[str]
    types: dict[str, EntityType]
    plain: frozenset[str]


@cache
@rows.checked("listed.toml")
def listed_nouns() -> ListedNouns:
    """The file, read once. KnowledgeError names it where something in it is wrong."""
    _, table = rows.load("listed.toml")
    nouns: dict[EntityType, str] = table["nouns"]
    types = {word: kind for kind, words in nouns.items() for word in words.split()}
    noun, staff = any_of(types), "家|人员|负责人|代表|员工|职工"
    closing = re.compile(f"等[^，。；：、“”（）《》\\s]{{0,10}}?({noun})(?!{noun}|{staff})")
    return ListedNouns(closing, types, frozenset(table["words"]["plain"].split()))
