"""Under which names a page's metadata are stated (``page_fields.toml``), and what file names say (``file_names.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from kg.errors import KnowledgeError
from kg.knowledge import rows

#: What can be stated of a page, its text, and of which file a table tells.
Field = Literal["text", "title", "date", "source", "paper", "number", "city", "id", "path"]
_GROUPS = frozenset({"paper", "year", "month", "day", "number", "city", "title"})


@dataclass(frozen=True, slots=True)
class NamePattern:
    """What a file name may look like, or with ``folders`` the path of a file: ``words`` with named groups, and an example
    with what is read in it."""

    words: re.Pattern[str]
    example: str
    read: Mapping[str, str]
    folders: bool = False


@cache
def field_names() -> Mapping[Field, tuple[str, ...]]:
    """For each field of a page the names it goes by, folded by `folded`. KnowledgeError names what is wrong."""
    path, data = rows.load("page_fields.toml")
    if set(data) != set(get_args(Field)):
        odd = ", ".join(sorted(set(data) ^ set(get_args(Field))))
        raise KnowledgeError(f"{path}: keys missing or unknown: {odd}")
    return {cast(Field, field): tuple(map(folded, names)) for field, names in data.items()}


def folded(name: str) -> str:
    """A name of a field as it is compared: ``Pub-Date`` is ``pubdate``."""
    return re.sub(r"[\s_\-\ufeff]+", "", name).casefold()


def field_of(name: str) -> Field | None:
    """The field that goes by a name, None if none does."""
    bare = folded(name)
    return next((field for field, names in field_names().items() if bare in names), None)


@cache
def name_patterns() -> tuple[NamePattern, ...]:
    """The patterns of file names, in their order. KnowledgeError names what is wrong with one."""
    path, data = rows.load("file_names.toml")
    return tuple(_pattern(str(path), row) for row in data.get("pattern", []))


def _pattern(path: str, row: Mapping[str, Any]) -> NamePattern:
    where = f"{path}, {row.get('example') or row.get('words')!r}"
    if set(row) - {"folders"} != {"words", "example", "read"}:
        raise KnowledgeError(f"{where}: a pattern has the keys words, example, read, and may have folders")
    try:
        words = re.compile(row["words"])
    except re.error as error:
        raise KnowledgeError(f"{where}: {error}") from error
    if wrong := set(words.groupindex) - _GROUPS:
        raise KnowledgeError(f"{where}: unknown groups {sorted(wrong)}; use {sorted(_GROUPS)}")
    return NamePattern(words, row["example"], row["read"], row.get("folders", False))
