"""How the graph is said in other vocabularies: ``ontology/ftm.toml`` and ``ontology/wikidata.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.locate import ontology_dir
from kg.knowledge.ontology import ontology

#: A post, which the mappings name beside the fact properties of the ontology.
POST = "holdsPost"
_ITEM, _PROPERTY = re.compile(r"Q[1-9][0-9]*"), re.compile(r"P[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class LinkRule:
    """How FollowTheMoney says a fact between schemata ``start`` and ``end``: as an entity of the schema ``link`` with
    the properties ``source`` and ``target``, or, without ``link``, by ``prop`` of the subject (``reverse``: the
    object)."""

    predicate: str
    start: str
    end: str
    link: str = ""
    source: str = ""
    target: str = ""
    prop: str = ""
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class FtmMapping:
    """Schemata by class, by the ending of an organization's name, the properties of the name, facts, dates."""

    classes: Mapping[str, str]
    endings: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    facts: tuple[LinkRule, ...]
    dates: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Target:
    """A property of a Wikibase: ``unit`` is the item of a number's unit; ``reverse`` if it is said of the object."""

    property: str
    unit: str = ""
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class WikibaseMapping:
    """Items by the IRI of their entity, the item of each class, and the properties of facts, dates and numbers."""

    items: Mapping[str, str]
    instance_of: str
    classes: Mapping[str, str]
    facts: Mapping[str, Target]
    dates: Mapping[str, Target]
    measures: Mapping[str, Target]
    qualifiers: Mapping[str, str]
    sources: Mapping[str, str]


@cache
def ftm_mapping() -> FtmMapping:
    """The project's mapping to FollowTheMoney. Raises KnowledgeError that names what is wrong in it."""
    path = ontology_dir() / "ftm.toml"
    data = _load(path)
    _known(path, data.get("classes", {}), ontology().entity_classes)
    rules = tuple(_rule(path, number, row) for number, row in enumerate(data.get("facts", ()), 1))
    endings = {schema: tuple(ends) for schema, ends in data.get("endings", {}).items()}
    names = {schema: tuple(props) for schema, props in data.get("names", {}).items()}
    for dates in data.get("dates", {}).values():
        _known(path, dates, [prop.name for prop in ontology().dates])
    return FtmMapping(data.get("classes", {}), endings, names, rules, data.get("dates", {}))


def wikibase_mapping(path: Path | None = None) -> WikibaseMapping:
    """The mapping in ``path``, by default the project's own to Wikidata.

    Raises KnowledgeError that names the file and what is wrong in it.
    """
    path = path or ontology_dir() / "wikidata.toml"
    data = _load(path)
    classes = dict(data.get("instance-of", {}))
    instance_of = str(classes.pop("property", ""))
    facts = [prop.name for prop in ontology().facts]
    _known(path, classes, ontology().classes)
    _known(path, data.get("facts", {}), [*facts, POST])
    _known(path, data.get("dates", {}), [prop.name for prop in ontology().dates])
    _known(path, data.get("measures", {}), ontology().measures)
    mapping = WikibaseMapping(
        items=data.get("items", {}),
        instance_of=instance_of,
        classes=classes,
        facts={name: _target(path, name, said) for name, said in data.get("facts", {}).items()},
        dates={name: _target(path, name, said) for name, said in data.get("dates", {}).items()},
        measures={name: _target(path, name, said) for name, said in data.get("measures", {}).items()},
        qualifiers=data.get("qualifiers", {}),
        sources=data.get("sources", {}),
    )
    _numbers(path, mapping)
    return mapping


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise KnowledgeError(f"{path}: {error}; the file must be readable TOML") from error


def _known(path: Path, names: Mapping[str, Any], terms: Any) -> None:
    for name in names:
        if name not in terms:
            raise KnowledgeError(
                f"{path}: {name!r} is no term of the ontology; known are {', '.join(sorted(terms))}"
            )


def _rule(path: Path, number: int, row: Mapping[str, Any]) -> LinkRule:
    words = dict(row)
    if words.get("predicate") != "*":
        _known(path, {str(words.get("predicate")): None}, [prop.name for prop in ontology().facts])
    words["start"], words["end"] = words.pop("from", ""), words.pop("to", "")
    words["prop"] = words.pop("property", "")
    unknown = set(words) - set(LinkRule.__slots__)
    if unknown or bool(words["prop"]) == bool(words.get("link")):
        raise KnowledgeError(
            f"{path}: [[facts]] number {number} needs predicate, from, to, and either property or link with "
            f"source and target{'; unknown: ' + ', '.join(sorted(unknown)) if unknown else ''}"
        )
    return LinkRule(**words)


def _target(path: Path, name: str, said: Any) -> Target:
    if isinstance(said, str):
        return Target(said)
    if not isinstance(said, dict) or set(said) - set(Target.__slots__) or "property" not in said:
        raise KnowledgeError(f"{path}: {name} needs a property, and no more than unit and reverse")
    return Target(**said)


def _numbers(path: Path, mapping: WikibaseMapping) -> None:
    """Every number must look like one, or the commands would say something else."""
    for where, number, pattern in _named(mapping):
        if not isinstance(number, str) or not pattern.fullmatch(number):
            wanted = "Q and a number" if pattern is _ITEM else "P and a number"
            raise KnowledgeError(
                f"{path}: {where} is {number!r}; {wanted} is wanted, such as {pattern.pattern[0]}31"
            )


def _named(mapping: WikibaseMapping) -> Iterator[tuple[str, Any, re.Pattern[str]]]:
    yield "instance-of.property", mapping.instance_of, _PROPERTY
    for name, item in (*mapping.items.items(), *mapping.classes.items()):
        yield name, item, _ITEM
    for name, target in (*mapping.facts.items(), *mapping.dates.items(), *mapping.measures.items()):
        yield name, target.property, _PROPERTY
        if target.unit:
            yield f"{name}.unit", target.unit, _ITEM
    for name, prop in (*mapping.qualifiers.items(), *mapping.sources.items()):
        yield name, prop, _PROPERTY
