"""Rows of the ``.toml`` lexicons, read with the file and line of what is wrong in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast, get_args

from kg.errors import KnowledgeError
from kg.knowledge.locate import seeds_dir
from kg.types import EntityType

_MISBUILT = (
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
    re.error,
)
_TYPES: frozenset[str] = frozenset(get_args(EntityType))


def load(name: str, folder: str = "lexicons") -> tuple[Path, dict[str, Any]]:
    """The file ``name`` of a folder of ``seeds/``, with its path. Raises KnowledgeError where it is no TOML."""
    path = seeds_dir() / folder / name
    try:
        return path, tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise KnowledgeError(f"{path}: {error}; the file must be readable TOML") from error


@contextmanager
def checked(name: str, folder: str = "lexicons") -> Iterator[None]:
    """As decorator of what reads a file of ``seeds/``: whatever is built otherwise there than as it was shipped (a list for
    a text, a key too few, an expression that is none) becomes a KnowledgeError that names the file."""
    try:
        yield
    except _MISBUILT as error:
        raise KnowledgeError(
            f"{seeds_dir() / folder / name}: {type(error).__name__}: {error}; see the file as it was shipped"
        ) from error


def line(path: Path, needle: str) -> str:
    """``PATH:LINE`` of the first line that holds ``needle``."""
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if needle in text:
            return f"{path}:{number}"
    return str(path)


def allow(path: Path, row: Mapping[str, Any], keys: Iterable[str]) -> None:
    """Raise KnowledgeError where ``row`` has a key that is none of ``keys``."""
    for key in sorted(set(row) - set(keys)):
        raise KnowledgeError(f"{line(path, key)}: unknown key {key!r}; known are {', '.join(sorted(keys))}")


def table(path: Path, data: Mapping[str, Any], key: str) -> Any:
    """What stands under ``key``. Raises KnowledgeError where nothing does."""
    if key not in data:
        raise KnowledgeError(f"{path}: {key!r} is missing; see the comments in the file as it was shipped")
    return data[key]


def member(path: Path, value: str, known: frozenset[str], what: str) -> str:
    """``value``, if it is one of ``known``. Raises KnowledgeError where it is not."""
    if value not in known:
        raise KnowledgeError(
            f"{line(path, value)}: {value!r} is no {what}; one of {', '.join(sorted(known))}"
        )
    return value


def words(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The words under ``key``, or none."""
    return tuple(row.get(key, ()))


def subjects(path: Path, row: Mapping[str, Any]) -> tuple[EntityType, ...]:
    """The entity types under ``subjects``, best first."""
    found = tuple(member(path, kind, _TYPES, "entity type") for kind in words(row, "subjects"))
    return cast("tuple[EntityType, ...]", found)


def exampled(path: Path, row: Mapping[str, Any]) -> str:
    """The name of a rule. Raises KnowledgeError where it has no name or no example."""
    name = str(row.get("name", ""))
    if not name or not row.get("examples"):
        raise KnowledgeError(f"{line(path, name or 'name')}: rule {name!r} needs a name and an example")
    return name
