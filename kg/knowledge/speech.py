"""What stands beside a person's name (``seeds/lexicons/speech.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.errors import KnowledgeError
from kg.knowledge import rows
from kg.knowledge.alternatives import any_of


@dataclass(frozen=True, slots=True)
class Speech:
    """Patterns anchored at one end of a name: ``says`` and ``acts`` match right after it, ``introduces`` right
    before it."""

    says: re.Pattern[str]
    acts: re.Pattern[str]
    introduces: re.Pattern[str]


def _any(words: str) -> str:
    return any_of(words.split())


@cache
def speech() -> Speech:
    """The patterns, compiled once. KnowledgeError names the file and what is wrong in it."""
    path, table = rows.load("speech.toml")
    try:
        return Speech(
            says=re.compile(f"(?:{_any(table['manner'])}){{0,2}}(?:{_any(table['say'])})"),
            acts=re.compile(_any(table["act"])),
            introduces=re.compile(f"(?:{_any(table['before'])})"),
        )
    except (KeyError, AttributeError) as error:
        raise KnowledgeError(f"{path}: {error}; expected the lists say, manner, act, before") from error
