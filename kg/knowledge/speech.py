"""What stands beside a person's name (``seeds/lexicons/speech.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from kg.errors import KnowledgeError
from kg.knowledge.locate import seeds_dir

_FILE = "lexicons/speech.toml"


@dataclass(frozen=True, slots=True)
class Speech:
    """Patterns anchored at one end of a name: ``says`` and ``acts`` match right after it, ``introduced`` right
    before it."""

    says: re.Pattern[str]
    acts: re.Pattern[str]
    introduces: re.Pattern[str]


def _any(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


@cache
def speech() -> Speech:
    """The patterns, compiled once. KnowledgeError names the file and what is wrong in it."""
    path = seeds_dir() / _FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Speech(
            says=re.compile(f"(?:{_any(table['manner'])}){{0,2}}(?:{_any(table['say'])})"),
            acts=re.compile(_any(table["act"])),
            introduces=re.compile(f"(?:{_any(table['before'])})"),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise KnowledgeError(f"{path}: {error}; expected the lists say, manner, act, before") from error
