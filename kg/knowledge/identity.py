"""Weights and thresholds of deciding who is who over many pages (``seeds/lexicons/identity.toml``)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.rows import load as load_toml
from kg.knowledge.rows import table

_FILE = "identity.toml"
#: The version of the rules; it stands in every decision.
RULE = "identity.1"


@dataclass(frozen=True, slots=True)
class Identity:
    """``same`` and ``different`` are the scores from which and up to which a pair is decided; ``rival`` bits tell one
    candidate from another. ``most`` members of a block are all compared, in larger ones each with the ``next`` in order.
    ``alike`` and ``telling`` say which names look alike. ``people``, ``person`` and ``thing`` are the numbers of the
    sections of those names; ``kinds``, ``nation``, ``city`` and ``ends`` say which names are their own."""

    same: float
    different: float
    rival: float
    most: int
    next: int
    alike: float
    telling: frozenset[str]
    people: Mapping[str, float]
    person: Mapping[str, float]
    thing: Mapping[str, float]
    kinds: frozenset[str]
    nation: int
    city: int
    ends: tuple[str, ...]


@cache
def identity() -> Identity:
    """The project's own weights, read once in a process. Raises KnowledgeError where the file is wrong."""
    return read(*load_toml(_FILE))


def read(path: Path, data: Mapping[str, Any]) -> Identity:
    """The weights in ``data``, which stood at ``path``."""
    try:
        decision, blocks, distinct = (table(path, data, name) for name in ("decision", "blocks", "distinct"))
        names = table(path, data, "names")
        found = Identity(
            same=float(decision["same"]),
            different=float(decision["different"]),
            rival=float(decision["rival"]),
            most=int(blocks["most"]),
            next=int(blocks["next"]),
            alike=float(names["alike"]),
            telling=frozenset(names["telling"]),
            people=_numbers(table(path, data, "people")),
            person=_numbers(table(path, data, "person")),
            thing=_numbers(table(path, data, "thing")),
            kinds=frozenset(distinct["kinds"]),
            nation=int(distinct["nation"]),
            city=int(distinct["city"]),
            ends=tuple(distinct["ends"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{path}: {error}; numbers as in the shipped file are expected") from error
    if not 0 <= found.different < found.same <= 1:
        raise KnowledgeError(f"{path}: 0 <= different < same <= 1 is expected in [decision]")
    return found


def probability(bits: float) -> float:
    """The probability that ``bits`` of evidence amount to, rounded so that it prints alike everywhere."""
    odds: float = 2.0 ** max(-60.0, min(60.0, bits))
    return round(odds / (1 + odds), 4)


def surprise(expected: float) -> float:
    """The bits for one bearer, where ``expected`` others of the name are to be expected."""
    return -math.log2(max(expected, 1e-9))


def _numbers(section: Mapping[str, Any]) -> Mapping[str, float]:
    return {name: float(value) for name, value in section.items()}
