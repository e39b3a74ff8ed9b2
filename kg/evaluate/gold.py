"""The gold of a page: what a careful reader found on it, read from JSON and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from kg.durable import read_small
from kg.errors import InputError
from kg.types import EntityType

#: The relations that the measure ``core`` counts beside posts, and those that ``wide`` counts.
CORE: Final = ("leads", "locatedIn", "subOrganizationOf", "residentOf", "funds")
WIDE: Final = (
    "implements",
    "targets",
    "participatesIn",
    "adopts",
    "issues",
    "cooperatesWith",
    "receives",
)
DATES: Final = (
    "builtIn",
    "foundedIn",
    "startedOn",
    "completedOn",
    "heldOn",
    "reportedOn",
    "occurredOn",
)
POST: Final = "holdsPost"
TYPES: Final[tuple[str, ...]] = get_args(EntityType)


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A named entity: its id in the file, class, full name and other forms."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A relation between two entities, or (``object`` None) between an entity and the words ``value``."""

    subject: str
    predicate: str
    object: str | None
    value: str
    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldValue:
    """A number or a date of an entity; ``value`` is None where the gold gives a number only in words."""

    subject: str
    property: str
    value: float | str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Gold:
    """All that is scored of one page."""

    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]
    measures: tuple[GoldValue, ...]
    dates: tuple[GoldValue, ...]


def load_gold(path: str | Path) -> dict[str, Any]:
    """Reads and checks a gold file; InputError names the file, the key and what is wrong there."""
    try:
        gold = json.loads(read_small(Path(path)).decode("utf-8"))
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); name a gold file that exists"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path}: is not JSON in UTF-8 ({error}); see docs/quality.md for the form"
        ) from error
    if not isinstance(gold, dict):
        raise InputError(f"{path}: holds a {type(gold).__name__}; a gold file is one JSON object")
    parse(gold, str(path))
    return gold


def parse(gold: Mapping[str, Any], where: str) -> Gold:
    """The gold as typed records; ``where`` names its origin in the InputError of a malformed one."""
    entities = tuple(_entity(record) for record in _records(gold, "entities", where))
    ids = frozenset(entity.id for entity in entities)
    if len(ids) < len(entities):
        raise InputError(f"{where}: entities: an id is given twice; every entity needs its own")
    return Gold(
        entities,
        tuple(_fact(record, ids) for record in _records(gold, "facts", where)),
        tuple(_number(record, ids) for record in _records(gold, "measures", where)),
        tuple(_date(record, ids) for record in _records(gold, "dates", where)),
    )


@dataclass(frozen=True, slots=True)
class _Record:
    """One object of a list in the file, with the words that name its place in an error."""

    where: str
    values: Mapping[str, Any]

    def fail(self, key: str, why: str) -> InputError:
        return InputError(f"{self.where}.{key}: {why}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.fail(key, f"text is wanted, not {json.dumps(value, ensure_ascii=False)}")
        return value

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise self.fail(key, f"{value!r} is not known; one of {', '.join(allowed)}")
        return value

    def reference(self, key: str, ids: frozenset[str]) -> str:
        value = self.text(key)
        if value not in ids:
            raise self.fail(key, f"no entity has the id {value!r}; list it under entities")
        return value


def _records(gold: Mapping[str, Any], key: str, where: str) -> list[_Record]:
    values = gold.get(key)
    if not isinstance(values, list):
        raise InputError(f"{where}: {key}: a list is wanted, not {type(values).__name__}")
    for i, value in enumerate(values):
        if not isinstance(value, dict):
            raise InputError(f"{where}: {key}[{i}]: an object is wanted, not {type(value).__name__}")
    return [_Record(f"{where}: {key}[{i}]", value) for i, value in enumerate(values)]


def _entity(record: _Record) -> GoldEntity:
    name = record.text("name")
    if not name.strip():
        raise record.fail("name", "is empty; give the full canonical name")
    aliases = record.values.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise record.fail("aliases", "a list of texts is wanted")
    return GoldEntity(record.text("id"), record.choice("type", TYPES), name, tuple(aliases))


def _fact(record: _Record, ids: frozenset[str]) -> GoldFact:
    subject = record.reference("s", ids)
    predicate = record.choice("p", (POST, *CORE, *WIDE))
    about = record.reference("o", ids) if record.values.get("o") else None
    value = "" if about else record.text("value")
    title = record.text("title", "")
    return GoldFact(subject, predicate, about, value, title, record.text("quote", ""))


def _number(record: _Record, ids: frozenset[str]) -> GoldValue:
    if "value" not in record.values:
        raise record.fail("value", "is missing; give the number in base units")
    value = record.values["value"]
    number = float(value) if isinstance(value, int | float) else None
    return GoldValue(record.reference("s", ids), record.text("property"), number, record.text("quote", ""))


def _date(record: _Record, ids: frozenset[str]) -> GoldValue:
    subject = record.reference("s", ids)
    return GoldValue(
        subject, record.choice("property", DATES), record.text("value"), record.text("quote", "")
    )
