"""Time words and the rules of dates, read from ``seeds/lexicons/time_words.toml`` and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from kg.knowledge import rows
from kg.types import EntityType

DATE_PROPERTIES = frozenset(
    {"builtIn", "foundedIn", "startedOn", "completedOn", "heldOn", "reportedOn", "occurredOn"}
)
_PLACES = frozenset({"", "may", "must"})


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

    ``same_year`` and so on: from the date that was named last. ``within_year`` stand for the year just named (年底).
    ``parts`` refine a year or month without changing it (年底, 春). ``bounds`` behind a date make it a limit (以前). The
    others are named in the file.
    """

    years: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    same_year: Mapping[str, int]
    same_month: Mapping[str, int]
    same_day: Mapping[str, int]
    within_year: tuple[str, ...]
    parts: tuple[str, ...]
    bounds: tuple[str, ...]
    planned: tuple[str, ...]
    works: tuple[str, ...]
    reporting: tuple[str, ...]
    said: tuple[str, ...]
    disasters: tuple[str, ...]
    came: tuple[str, ...]
    meanwhile: tuple[str, ...]
    spirit: tuple[str, ...]
    held: tuple[str, ...]
    meetings: tuple[str, ...]
    annual: tuple[str, ...]
    rules: tuple[DatingRule, ...]


def _rule(path: Path, row: Mapping[str, Any]) -> DatingRule:
    rows.allow(path, row, [field.name for field in fields(DatingRule)])
    wanted = rows.member(path, row.get("object", ""), _PLACES, "place of the object")
    return DatingRule(
        name=rows.exampled(path, row),
        property=rows.member(path, row.get("property", ""), DATE_PROPERTIES, "date property"),
        before=rows.words(row, "before"),
        after=rows.words(row, "after"),
        unless=rows.words(row, "unless"),
        subjects=rows.subjects(path, row),
        object=cast("Literal['', 'may', 'must']", wanted),
        work=bool(row.get("work")),
        examples=rows.words(row, "examples"),
        counterexamples=rows.words(row, "counterexamples"),
    )


@cache
def time_words() -> TimeWords:
    """The words and rules of ``time_words.toml``. Raises KnowledgeError."""
    path, data = rows.load("time_words.toml")
    names = [field.name for field in fields(TimeWords) if field.name != "rules"]
    rows.allow(path, data, (*names, "rule"))
    plain = {key: rows.table(path, data, key) for key in names}
    rules = tuple(_rule(path, row) for row in rows.table(path, data, "rule"))
    words: dict[str, Any] = {
        key: value if isinstance(value, dict) else tuple(value) for key, value in plain.items()
    }
    return TimeWords(**words, rules=rules)
