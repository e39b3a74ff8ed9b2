"""What people have decided about entities (``seeds/judgements.toml``): who is the same, who is not, what a thing is called,
what it is and what is none; and about facts: which are wrong, which are missing. A judgement outranks every rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

from kg.errors import KnowledgeError
from kg.knowledge.locate import seeds_dir
from kg.knowledge.mappings import POST
from kg.knowledge.ontology import ontology
from kg.types import EntityType

_FILE = "judgements.toml"
#: The fields that an entry needs, and those it may have beside ``who`` and ``why``.
_NEEDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "same": (("keys",), ()),
    "different": (("keys",), ()),
    "rename": (("key", "name"), ()),
    "drop": (("key",), ("quote",)),
    "retype": (("key", "type"), ("quote",)),
    "name": (("name", "type"), ("quote",)),
    "wrong": (("subject", "predicate", "object"), ("quote",)),
    "fact": (("subject", "predicate", "object", "quote"), ("title",)),
}
_EXTRA = frozenset({"who", "why"})


@dataclass(frozen=True, slots=True)
class JudgedName:
    """A name that is one of an entity of that class, wherever it stands; with a ``quote`` only within these words."""

    name: str
    type: EntityType
    quote: str = ""


@dataclass(frozen=True, slots=True)
class JudgedFact:
    """A fact between two keys that the words ``quote`` state. A post (``holdsPost``) has a title."""

    subject: str
    predicate: str
    object: str
    quote: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Judgements:
    """Decisions by entity keys: ``same`` maps a key to the one it is another name of (never to a key that is itself
    mapped), ``different`` holds pairs that are not to be merged, ``rename`` canonical names, ``drop`` what is no entity,
    ``retype`` classes. ``drop_at``, ``retype_at`` and ``wrong_at`` hold only within the words that are given. ``wrong``
    are facts (subject, predicate, object) that are not so; ``names`` and ``facts`` are what the rules do not find."""

    same: Mapping[str, str] = field(default_factory=dict)
    different: frozenset[frozenset[str]] = frozenset()
    rename: Mapping[str, str] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    drop_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retype: Mapping[str, EntityType] = field(default_factory=dict)
    retype_at: Mapping[str, tuple[tuple[str, EntityType], ...]] = field(default_factory=dict)
    wrong: frozenset[tuple[str, str, str]] = frozenset()
    wrong_at: Mapping[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)
    names: tuple[JudgedName, ...] = ()
    facts: tuple[JudgedFact, ...] = ()

    def forbids(self, key: str, other: str) -> bool:
        """Whether somebody has decided that the two are not one."""
        return frozenset({key, other}) in self.different


def load(*paths: Path) -> Judgements:
    """The judgements of all ``paths`` together. Raises ``KnowledgeError`` that names the file and the entry that is wrong,
    or the two that contradict each other."""
    by_verdict: dict[str, list[dict[str, Any]]] = {verdict: [] for verdict in _NEEDS}
    for path in paths:
        for verdict, entry in _entries(path, _read(path)):
            by_verdict[verdict].append(entry)
    different = {
        frozenset(pair) for entry in by_verdict["different"] for pair in combinations(entry["keys"], 2)
    }
    same = _same(tuple(entry["keys"]) for entry in by_verdict["same"])
    _check(" and ".join(map(str, paths)), same, different)
    return Judgements(
        same=same,
        different=frozenset(different),
        rename={entry["key"]: entry["name"] for entry in by_verdict["rename"]},
        drop=frozenset(entry["key"] for entry in by_verdict["drop"] if "quote" not in entry),
        drop_at=_grouped((e["key"], e["quote"]) for e in by_verdict["drop"] if "quote" in e),
        retype={e["key"]: e["type"] for e in by_verdict["retype"] if "quote" not in e},
        retype_at=_grouped((e["key"], (e["quote"], e["type"])) for e in by_verdict["retype"] if "quote" in e),
        wrong=frozenset(_triple(e) for e in by_verdict["wrong"] if "quote" not in e),
        wrong_at=_grouped((_triple(e), e["quote"]) for e in by_verdict["wrong"] if "quote" in e),
        names=tuple(JudgedName(**_without_extra(entry)) for entry in by_verdict["name"]),
        facts=tuple(JudgedFact(**_without_extra(entry)) for entry in by_verdict["fact"]),
    )


@cache
def judgements() -> Judgements:
    """The project's own judgements, read once in a process."""
    return load(seeds_dir() / _FILE)


def judgements_with(path: Path) -> Judgements:
    """The project's own judgements and those of a file. Raises ``KnowledgeError`` as ``load`` does."""
    return load(seeds_dir() / _FILE, path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise KnowledgeError(f"{path}: {error}") from error


def _entries(path: Path, data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for verdict, entries in data.items():
        if verdict not in _NEEDS or not isinstance(entries, list):
            raise KnowledgeError(f"{path}: [[{verdict}]] is none of {', '.join(f'[[{v}]]' for v in _NEEDS)}")
        needed, allowed = _NEEDS[verdict]
        for number, entry in enumerate(entries, 1):
            where = f"{path}: [[{verdict}]] number {number}"
            if not isinstance(entry, dict) or not _shaped(entry, needed, allowed):
                fields = " and ".join(needed)
                more = "".join(f"{name}, " for name in allowed)
                raise KnowledgeError(f"{where} needs {fields}, and no more than {more}who and why")
            _check_terms(where, verdict, entry)
            yield verdict, entry


def _shaped(entry: dict[str, Any], needed: tuple[str, ...], allowed: tuple[str, ...]) -> bool:
    named = set(entry) - _EXTRA
    return set(needed) <= named <= {*needed, *allowed} and all(
        _several(value) if name == "keys" else isinstance(value, str) and bool(value)
        for name, value in entry.items()
    )


def _several(value: object) -> bool:
    return (
        isinstance(value, list) and all(isinstance(key, str) and key for key in value) and len(set(value)) > 1
    )


def _check_terms(where: str, verdict: str, entry: dict[str, Any]) -> None:
    if "type" in entry and entry["type"] not in get_args(EntityType):
        raise KnowledgeError(
            f"{where}: {entry['type']!r} is no class; one of {', '.join(get_args(EntityType))}"
        )
    known = (POST, *(prop.name for prop in ontology().facts if prop.range))
    if "predicate" in entry and entry["predicate"] not in known:
        raise KnowledgeError(f"{where}: {entry['predicate']!r} is no relation; one of {', '.join(known)}")
    if verdict == "fact" and (entry["predicate"] == POST) != ("title" in entry):
        raise KnowledgeError(f"{where}: {POST} needs a title, and no other relation has one")


def _without_extra(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in _EXTRA}


def _triple(entry: dict[str, Any]) -> tuple[str, str, str]:
    return entry["subject"], entry["predicate"], entry["object"]


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    found: dict[Any, tuple[Any, ...]] = {}
    for at, value in pairs:
        found[at] = (*found.get(at, ()), value)
    return found


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


def _check(path: str, same: Mapping[str, str], different: set[frozenset[str]]) -> None:
    for pair in sorted(map(sorted, different)):
        if len({same.get(key, key) for key in pair}) == 1:
            raise KnowledgeError(
                f"{path}: {' and '.join(pair)} are judged the same and different; take one out"
            )
