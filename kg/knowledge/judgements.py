"""What people have decided about entities (``seeds/judgements.toml``): who is the same, who is not, what a thing is called,
what is none. A judgement outranks every rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.locate import seeds_dir

_FILE = "judgements.toml"
_NEEDS = {"same": "keys", "different": "keys", "rename": "key", "drop": "key"}
_EXTRA = frozenset({"who", "why"})


@dataclass(frozen=True, slots=True)
class Judgements:
    """Decisions by entity keys: ``same`` maps a key to the one it is another name of (never to a key that is itself
    mapped), ``different`` holds pairs that are not to be merged, ``rename`` canonical names, ``drop`` what is no entity."""

    same: Mapping[str, str] = field(default_factory=dict)
    different: frozenset[frozenset[str]] = frozenset()
    rename: Mapping[str, str] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()

    def forbids(self, key: str, other: str) -> bool:
        """Whether somebody has decided that the two are not one."""
        return frozenset({key, other}) in self.different


def load(path: Path) -> Judgements:
    """The judgements of ``path``. Raises ``KnowledgeError`` that names the file and the entry that is wrong, or the two
    that contradict each other."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    entries = list(_entries(path, data))
    keys = [(verdict, tuple(entry["keys"])) for verdict, entry in entries if "keys" in entry]
    different = {
        frozenset(pair) for verdict, each in keys if verdict == "different" for pair in combinations(each, 2)
    }
    same = _same(each for verdict, each in keys if verdict == "same")
    _check(path, same, different)
    return Judgements(
        same,
        frozenset(different),
        {entry["key"]: entry["name"] for verdict, entry in entries if verdict == "rename"},
        frozenset(entry["key"] for verdict, entry in entries if verdict == "drop"),
    )


@cache
def judgements() -> Judgements:
    """The project's own judgements, read once in a process."""
    return load(seeds_dir() / _FILE)


def _entries(path: Path, data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for verdict, entries in data.items():
        needed = _NEEDS.get(verdict)
        if needed is None or not isinstance(entries, list):
            raise KnowledgeError(f"{path}: [[{verdict}]] is none of {', '.join(f'[[{v}]]' for v in _NEEDS)}")
        wanted = {needed, "name"} if verdict == "rename" else {needed}
        for number, entry in enumerate(entries, 1):
            if set(entry) - _EXTRA != wanted or not _filled(entry, needed):
                fields = " and ".join(sorted(wanted))
                raise KnowledgeError(
                    f"{path}: [[{verdict}]] number {number} needs {fields}, and no more than who and why"
                )
            yield verdict, entry


def _filled(entry: dict[str, Any], needed: str) -> bool:
    value = entry[needed]
    if needed == "keys":
        return (
            isinstance(value, list)
            and len(set(value)) > 1
            and all(isinstance(key, str) and key for key in value)
        )
    return all(isinstance(text, str) and bool(text) for text in entry.values())


def _same(groups: Iterator[tuple[str, ...]]) -> dict[str, str]:
    """Each key but the first of its group, and the key it stands for in the end."""
    same: dict[str, str] = {}
    for first, *others in groups:
        head = same.get(first, first)
        for key in others:
            old = same.get(key, key)
            same.update({each: head for each, at in same.items() if at == old})
            same[old] = head
    return {key: head for key, head in same.items() if key != head}


def _check(path: Path, same: Mapping[str, str], different: set[frozenset[str]]) -> None:
    for pair in sorted(map(sorted, different)):
        if len({same.get(key, key) for key in pair}) == 1:
            raise KnowledgeError(
                f"{path}: {' and '.join(pair)} are judged the same and different; take one out"
            )
