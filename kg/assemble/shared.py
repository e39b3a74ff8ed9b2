"""What a page's graph says that depends on other pages, too: what entities are called, how sure statements are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kg.types import Entity


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as all pages together know it; ``unread`` are those of its other names that no page uses."""

    entity: Entity
    unread: frozenset[str]


#: Gives the entity of a key; None if pages name it only in passing.
Knowing = Callable[[str], Known | None]


class Shared(Protocol):
    """What the pages of a corpus have in common, as far as one of them needs it."""

    def entity(self, key: str) -> Known | None:
        """The entity of that key; None if pages name it only in passing."""

    def confidence(self, statement: str) -> float:
        """How sure the best source of any page is, by the IRI of the statement: 0…1."""

    def words(self, measure: str) -> str:
        """The one wording of a measure, by its IRI."""
