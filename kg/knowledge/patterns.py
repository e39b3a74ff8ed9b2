"""The relations that the extractor knows (``seeds/patterns/relations.toml``), each with its own examples."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from kg.errors import KnowledgeError
from kg.knowledge.locate import seeds_dir
from kg.knowledge.ontology import ontology
from kg.types import EntityType

_FILE = "patterns/relations.toml"
Shape = Literal["verb-object", "with", "at", "by", "in", "none"]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that says the relation between two names."""

    sentence: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One block of the file. ``verbs`` matches a verb of the relation anywhere; ``reach`` is in characters."""

    predicate: str
    shape: Shape
    subject: tuple[EntityType, ...]
    object: tuple[EntityType, ...]
    verbs: re.Pattern[str]
    reach: int
    confidence: float
    examples: tuple[Example, ...]
    counters: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The name under which its facts are recorded."""
        return f"relations.{self.predicate}.{self.shape}"


@cache
def relations() -> tuple[Relation, ...]:
    """The relations in the order of the file. KnowledgeError names the block and what is wrong with it."""
    path = seeds_dir() / _FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    return tuple(_relation(f"{path}, relation {at}", block) for at, block in enumerate(table["relation"], start=1))


def _relation(where: str, block: dict[str, Any]) -> Relation:
    try:
        relation = Relation(
            predicate=block["predicate"],
            shape=block["shape"],
            subject=tuple(block["subject"]),
            object=tuple(block["object"]),
            verbs=re.compile("|".join(sorted(block["verbs"].split(), key=len, reverse=True)) or "(?!)"),
            reach=int(block["reach"]),
            confidence=float(block["confidence"]),
            examples=tuple(Example(*each) for each in block["examples"]),
            counters=tuple(block["counters"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{where}: {error!r}; see the head of the file for the keys") from error
    _check(where, relation)
    return relation


def _check(where: str, relation: Relation) -> None:
    if relation.predicate not in ontology().properties:
        raise KnowledgeError(f"{where}: the ontology has no property {relation.predicate!r}")
    if relation.shape not in get_args(Shape):
        raise KnowledgeError(f"{where}: shape {relation.shape!r} is none of {', '.join(get_args(Shape))}")
    unknown = {*relation.subject, *relation.object} - set(get_args(EntityType))
    if unknown:
        raise KnowledgeError(f"{where}: no such class: {', '.join(sorted(unknown))}")
    if not relation.examples:
        raise KnowledgeError(f"{where}: a pattern without an example")
