"""Which entity of the graph answers which entity of the gold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kg.evaluate.gold import GoldEntity
from kg.evaluate.graph import Found, Term, norm

#: Classes between which two careful readers of one page may differ: either is accepted.
COMPATIBLE: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("Agency", "Organization"),
        ("Agency", "Area"),
        ("Area", "Community"),
        ("Community", "Place"),
        ("Organization", "Place"),
        ("Event", "Project"),
        ("Method", "Project"),
        ("Document", "Project"),
        ("Document", "Method"),
    )
)

_Test = Callable[[GoldEntity, Found], bool]


def align(gold: Iterable[GoldEntity], found: Mapping[Term, Found]) -> dict[str, Term]:
    """Gold id to graph node, each node once: the surest agreement of name and class is settled first."""
    chosen: dict[str, Term] = {}
    taken: set[Term] = set()
    for agrees in _ROUNDS:
        for entity in gold:
            if entity.id in chosen:
                continue
            node = next((n for n, f in found.items() if n not in taken and agrees(entity, f)), None)
            if node is not None:
                chosen[entity.id] = node
                taken.add(node)
    return chosen


def _compatible(entity: GoldEntity, found: Found) -> bool:
    return entity.type in found.types or any(frozenset((entity.type, t)) in COMPATIBLE for t in found.types)


def _same_label(entity: GoldEntity, found: Found) -> bool:
    return norm(entity.name) == norm(found.label)


def _same_label_and_class(entity: GoldEntity, found: Found) -> bool:
    return entity.type in found.types and _same_label(entity, found)


def _same_label_near_class(entity: GoldEntity, found: Found) -> bool:
    return _compatible(entity, found) and _same_label(entity, found)


def _full_name_known(entity: GoldEntity, found: Found) -> bool:
    return _compatible(entity, found) and norm(entity.name) in found.names


def _any_name_known(entity: GoldEntity, found: Found) -> bool:
    names = {norm(name) for name in (entity.name, *entity.aliases)}
    return _compatible(entity, found) and not names.isdisjoint(found.names)


_ROUNDS: Final[tuple[_Test, ...]] = (
    _same_label_and_class,
    _same_label_near_class,
    _full_name_known,
    _any_name_known,
)
