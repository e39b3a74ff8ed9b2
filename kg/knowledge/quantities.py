"""Units, measure properties and time words, read from ``seeds/lexicons`` and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from kg.errors import KnowledgeError
from kg.knowledge.locate import seeds_dir
from kg.types import EntityType

BASES = frozenset({"CNY", "m2", "m", "t", "percent", "count", "year", "month", "day", "hour", "minute"})
MEASURE_PROPERTIES = frozenset(
    {"investment", "revenue", "tax", "gdp", "floorArea", "area", "length", "households", "residents"}
    | {"buildings", "compounds", "projects", "enterprises", "parkingSpaces", "chargers", "villages"}
    | {"growthRate", "rate", "duration", "events", "participants", "waste", "other"}
)
DATE_PROPERTIES = frozenset(
    {"builtIn", "foundedIn", "startedOn", "completedOn", "heldOn", "reportedOn", "occurredOn"}
)
_TYPES: frozenset[str] = frozenset(get_args(EntityType))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit word: one of it is ``factor`` of ``base``.

    ``arabic``: only behind Arabic digits or an approximation (5层, not 五层).
    ``bare``: the counted noun itself, directly behind 万 or 亿 (27万居民).
    """

    word: str
    base: str
    factor: float
    arabic: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class Units:
    """The unit words and the small words around numbers that bend their meaning."""

    units: Mapping[str, Unit]
    about_before: tuple[str, ...]
    about_after: tuple[str, ...]
    about_inside: tuple[str, ...]
    norm_before: tuple[str, ...]
    norm_after: tuple[str, ...]
    ordinal_before: tuple[str, ...]
    ordinal_unless: tuple[str, ...]
    idioms: frozenset[str]
    idiom_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """When a number measures ``property``: base, counter, words ``before``, ``after`` or ``near`` it.

    ``unless`` words on either side refuse the rule. ``subjects`` are the types it is said of, best first.
    ``sign`` -1 turns a fall into a negative growth.
    ``work``: said of a place, it belongs to the work done there. ``label``: what is counted, if fixed.
    """

    name: str
    property: str
    base: frozenset[str]
    words: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    near: tuple[str, ...]
    unless: tuple[str, ...]
    subjects: tuple[EntityType, ...]
    sign: int
    work: bool
    label: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatingRule:
    """Which words beside a date make it which property, and of what types of entity, best first.

    ``before`` stand right before the date, ``after`` behind it in the sentence. ``object``: whose date it is
    may or must stand behind the word. ``work``: said of a place, it is the date of the works there.
    """

    name: str
    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    unless: tuple[str, ...]
    subjects: tuple[EntityType, ...]
    object: Literal["", "may", "must"]
    work: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words that stand for a date: how many years, months or days from the day of publication.

    ``parts`` refine a year or month without changing it (年底, 春).
    ``bounds`` behind a date make it a limit (以前).
    """

    years: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    parts: tuple[str, ...]
    bounds: tuple[str, ...]
    planned: tuple[str, ...]
    works: tuple[str, ...]
    reporting: tuple[str, ...]
    disasters: tuple[str, ...]
    came: tuple[str, ...]
    meanwhile: tuple[str, ...]
    spirit: tuple[str, ...]
    rules: tuple[DatingRule, ...]


def _load(name: str) -> tuple[Path, dict[str, Any]]:
    path = seeds_dir() / "lexicons" / name
    try:
        return path, tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}; the file must be readable TOML") from error


def _line(path: Path, needle: str) -> str:
    """``PATH:LINE`` of the first line that holds ``needle``."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if needle in line:
            return f"{path}:{number}"
    return str(path)


def _allow(path: Path, row: Mapping[str, Any], keys: Iterable[str]) -> None:
    for key in sorted(set(row) - set(keys)):
        raise KnowledgeError(f"{_line(path, key)}: unknown key {key!r}; known are {', '.join(sorted(keys))}")


def _table(path: Path, data: Mapping[str, Any], key: str) -> Any:
    if key not in data:
        raise KnowledgeError(f"{path}: {key!r} is missing; see the comments in the file as it was shipped")
    return data[key]


def _member(path: Path, value: str, known: frozenset[str], what: str) -> str:
    if value not in known:
        raise KnowledgeError(
            f"{_line(path, value)}: {value!r} is no {what}; one of {', '.join(sorted(known))}"
        )
    return value


def _words(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(row.get(key, ()))


def _unit_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in rows:
        _allow(path, row, ("base", "factor", "words", "arabic", "bare"))
        base = _member(path, row.get("base", ""), BASES, "base unit")
        for word in _words(row, "words"):
            if word in units:
                raise KnowledgeError(f"{_line(path, word)}: unit {word!r} stands twice; keep one row")
            units[word] = Unit(
                word, base, float(row.get("factor", 1)), bool(row.get("arabic")), bool(row.get("bare"))
            )
    return units


@cache
def units() -> Units:
    """The units of ``units.toml``. Raises KnowledgeError where the file is wrong."""
    path, data = _load("units.toml")
    _allow(path, data, ("unit", "approximate", "norm", "ordinal", "idiom"))
    rows = _unit_rows(path, _table(path, data, "unit"))
    about, norm, ordinal, idiom = (
        _table(path, data, key) for key in ("approximate", "norm", "ordinal", "idiom")
    )
    return Units(
        units=rows,
        about_before=_words(about, "before"),
        about_after=_words(about, "after"),
        about_inside=_words(about, "inside"),
        norm_before=_words(norm, "before"),
        norm_after=_words(norm, "after"),
        ordinal_before=_words(ordinal, "before"),
        ordinal_unless=_words(ordinal, "unless"),
        idioms=frozenset(_words(idiom, "whole")),
        idiom_after=_words(idiom, "after"),
    )


_RULE_KEYS = (
    "name",
    "property",
    "base",
    "words",
    "before",
    "after",
    "near",
    "unless",
    "subjects",
    "sign",
    "work",
    "label",
    "examples",
    "counterexamples",
)


def _subjects(path: Path, row: Mapping[str, Any]) -> tuple[EntityType, ...]:
    found = tuple(_member(path, kind, _TYPES, "entity type") for kind in _words(row, "subjects"))
    return cast("tuple[EntityType, ...]", found)


def _exampled(path: Path, row: Mapping[str, Any]) -> str:
    name = str(row.get("name", ""))
    if not name or not row.get("examples"):
        raise KnowledgeError(f"{_line(path, name or 'name')}: rule {name!r} needs a name and an example")
    return name


def _property_rule(path: Path, row: Mapping[str, Any]) -> PropertyRule:
    _allow(path, row, _RULE_KEYS)
    return PropertyRule(
        name=_exampled(path, row),
        property=_member(path, row.get("property", ""), MEASURE_PROPERTIES, "measure property"),
        base=frozenset(_member(path, base, BASES, "base unit") for base in _words(row, "base")),
        words=frozenset(_words(row, "words")),
        before=_words(row, "before"),
        after=_words(row, "after"),
        near=_words(row, "near"),
        unless=_words(row, "unless"),
        subjects=_subjects(path, row),
        sign=int(row.get("sign", 1)),
        work=bool(row.get("work")),
        label=str(row.get("label", "")),
        examples=_words(row, "examples"),
        counterexamples=_words(row, "counterexamples"),
    )


@cache
def property_rules() -> tuple[PropertyRule, ...]:
    """The rules of ``measure_properties.toml`` in the order they are tried. Raises KnowledgeError."""
    path, data = _load("measure_properties.toml")
    _allow(path, data, ("rule",))
    return tuple(_property_rule(path, row) for row in _table(path, data, "rule"))


def _dating_rule(path: Path, row: Mapping[str, Any]) -> DatingRule:
    _allow(
        path,
        row,
        (*(key for key in _RULE_KEYS if key not in ("base", "words", "near", "sign", "label")), "object"),
    )
    wanted = _member(path, row.get("object", ""), frozenset({"", "may", "must"}), "place of the object")
    return DatingRule(
        name=_exampled(path, row),
        property=_member(path, row.get("property", ""), DATE_PROPERTIES, "date property"),
        before=_words(row, "before"),
        after=_words(row, "after"),
        unless=_words(row, "unless"),
        subjects=_subjects(path, row),
        object=cast("Literal['', 'may', 'must']", wanted),
        work=bool(row.get("work")),
        examples=_words(row, "examples"),
        counterexamples=_words(row, "counterexamples"),
    )


@cache
def time_words() -> TimeWords:
    """The words and rules of ``time_words.toml``. Raises KnowledgeError where the file is wrong."""
    path, data = _load("time_words.toml")
    names = [field.name for field in fields(TimeWords) if field.name != "rules"]
    _allow(path, data, (*names, "rule"))
    plain = {key: _table(path, data, key) for key in names}
    rules = tuple(_dating_rule(path, row) for row in _table(path, data, "rule"))
    words: dict[str, Any] = {
        key: value if isinstance(value, dict) else tuple(value) for key, value in plain.items()
    }
    return TimeWords(**words, rules=rules)
