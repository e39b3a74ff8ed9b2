"""Units and measure properties, read from ``seeds/lexicons`` and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge import rows
from kg.types import EntityType

BASES = frozenset(
    {"CNY", "USD", "m2", "m", "mm", "m3", "t", "kWh", "kW", "km/h", "percent", "count"}
    | {"year", "month", "day", "hour", "minute", "second"}
)
MEASURE_PROPERTIES = frozenset(
    {"investment", "revenue", "tax", "gdp", "floorArea", "area", "length", "households", "residents"}
    | {"buildings", "compounds", "projects", "enterprises", "parkingSpaces", "chargers", "villages"}
    | {"growthRate", "rate", "duration", "events", "participants", "waste", "other"}
)


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
    """The unit words and the small words around numbers that bend their meaning.

    ``sorted_by`` are nouns that a sum only sorts (10亿元以上项目);
    ``left_out`` are units that no measure has (立方米, 千瓦时), so that they are never read as something else;
    ``no_unit`` are words that only begin like a unit (次元, 台风),
    ``still_unit`` begin like those and count all the same (支队伍).
    """

    units: Mapping[str, Unit]
    about_before: tuple[str, ...]
    about_after: tuple[str, ...]
    about_inside: tuple[str, ...]
    norm_before: tuple[str, ...]
    norm_after: tuple[str, ...]
    sorted_by: tuple[str, ...]
    ordinal_before: tuple[str, ...]
    ordinal_unless: tuple[str, ...]
    idioms: frozenset[str]
    idiom_after: tuple[str, ...]
    left_out: tuple[str, ...]
    no_unit: tuple[str, ...]
    still_unit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """When a number measures ``property``: base, counter, words ``before``, ``after`` or ``near`` it.

    ``counted``: what is counted, right behind the unit or, if nothing stands there, right before the number.
    ``unless`` words on either side refuse the rule. ``subjects`` are the types it is said of, best first.
    ``sign`` -1 turns a fall into a negative growth. ``work``: said of a place, it belongs to the work done
    there. ``label``: what is counted, if fixed.
    """

    name: str
    property: str
    base: frozenset[str]
    words: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    near: tuple[str, ...]
    counted: tuple[str, ...]
    unless: tuple[str, ...]
    subjects: tuple[EntityType, ...]
    sign: int
    work: bool
    label: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """The rules in the order they are tried, and words that tell whom a number is about.

    ``tails`` may stand between a counted noun and its number (小区改造211个); ``not_counted`` begin what is no
    noun behind a unit. ``works``: the clause tells of works. ``economy``: figures of an area. ``funded``: verbs
    of giving money. ``kin``: an age is theirs, not of who is named. ``launches``: verbs of setting a work going.
    ``lasting``: beside a short stretch of time they say that something lasted so long.
    ``ordinary`` announce a person whose own what he has and earns is.
    ``parts``: beside a sum they name a part of the sum before it.
    ``gatherings``: an event whose name ends like this has the numbers behind it.
    ``occasions``: behind 本次 they mean the event told of last.
    ``personal``: names of the rules whose numbers may be a person's own (奔走20余次, 资助12名学生).
    """

    rules: tuple[PropertyRule, ...]
    tails: tuple[str, ...]
    not_counted: tuple[str, ...]
    works: tuple[str, ...]
    economy: tuple[str, ...]
    funded: tuple[str, ...]
    kin: tuple[str, ...]
    launches: tuple[str, ...]
    personal: tuple[str, ...]
    lasting: tuple[str, ...]
    gatherings: tuple[str, ...]
    occasions: tuple[str, ...]
    parts: tuple[str, ...]
    ordinary: tuple[str, ...]


def _unit_rows(path: Path, table: Iterable[Mapping[str, Any]]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in table:
        rows.allow(path, row, ("base", "factor", "words", "arabic", "bare"))
        base = rows.member(path, row.get("base", ""), BASES, "base unit")
        for word in rows.words(row, "words"):
            if word in units:
                raise KnowledgeError(f"{rows.line(path, word)}: unit {word!r} stands twice; keep one row")
            factor = float(row.get("factor", 1))
            units[word] = Unit(word, base, factor, bool(row.get("arabic")), bool(row.get("bare")))
    return units


@cache
def units() -> Units:
    """The units of ``units.toml``. Raises KnowledgeError where the file is wrong."""
    path, data = rows.load("units.toml")
    rows.allow(path, data, ("unit", "approximate", "norm", "ordinal", "idiom", "other"))
    known = _unit_rows(path, rows.table(path, data, "unit"))
    about, norm, ordinal, idiom, other = (
        rows.table(path, data, key) for key in ("approximate", "norm", "ordinal", "idiom", "other")
    )
    return Units(
        units=known,
        about_before=rows.words(about, "before"),
        about_after=rows.words(about, "after"),
        about_inside=rows.words(about, "inside"),
        norm_before=rows.words(norm, "before"),
        norm_after=rows.words(norm, "after"),
        sorted_by=rows.words(norm, "sorted"),
        ordinal_before=rows.words(ordinal, "before"),
        ordinal_unless=rows.words(ordinal, "unless"),
        idioms=frozenset(rows.words(idiom, "whole")),
        idiom_after=rows.words(idiom, "after"),
        left_out=rows.words(other, "left_out"),
        no_unit=rows.words(other, "no_unit"),
        still_unit=rows.words(other, "still_unit"),
    )


def _rule(path: Path, row: Mapping[str, Any]) -> PropertyRule:
    rows.allow(path, row, [field.name for field in fields(PropertyRule)])
    return PropertyRule(
        name=rows.exampled(path, row),
        property=rows.member(path, row.get("property", ""), MEASURE_PROPERTIES, "measure property"),
        base=frozenset(rows.member(path, base, BASES, "base unit") for base in rows.words(row, "base")),
        words=frozenset(rows.words(row, "words")),
        before=rows.words(row, "before"),
        after=rows.words(row, "after"),
        near=rows.words(row, "near"),
        counted=rows.words(row, "counted"),
        unless=rows.words(row, "unless"),
        subjects=rows.subjects(path, row),
        sign=int(row.get("sign", 1)),
        work=bool(row.get("work")),
        label=str(row.get("label", "")),
        examples=rows.words(row, "examples"),
        counterexamples=rows.words(row, "counterexamples"),
    )


@cache
def measure_words() -> MeasureWords:
    """The rules and words of ``measure_properties.toml``. Raises KnowledgeError."""
    path, data = rows.load("measure_properties.toml")
    names = [field.name for field in fields(MeasureWords) if field.name != "rules"]
    rows.allow(path, data, (*names, "rule"))
    rules = tuple(_rule(path, row) for row in rows.table(path, data, "rule"))
    return MeasureWords(rules, **{name: tuple(rows.table(path, data, name)) for name in names})
