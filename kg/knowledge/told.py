"""How a text tells of works without a name (``seeds/lexicons/told.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.knowledge import rows

_FILE = "told.toml"


@dataclass(frozen=True, slots=True)
class ToldWords:
    """The patterns of the file, compiled; each is explained there. ``act`` has a group of that name, whose words
    ``called`` turns into a noun; ``apart`` are works of their own beside it, by their names."""

    act: re.Pattern[str]
    called: Mapping[str, str]
    apart: Mapping[str, re.Pattern[str]]
    milestone: re.Pattern[str]
    built: re.Pattern[str]
    money: re.Pattern[str]
    quantity: re.Pattern[str]


@cache
@rows.checked(_FILE)
def told_words() -> ToldWords:
    """The patterns, read once. KnowledgeError names what is wrong with the file."""
    _, table = rows.load(_FILE)
    called = dict(table.pop("called"))
    apart = {name: re.compile(pattern) for name, pattern in table.pop("apart").items()}
    return ToldWords(
        called=called, apart=apart, **{key: re.compile(pattern) for key, pattern in table.items()}
    )
