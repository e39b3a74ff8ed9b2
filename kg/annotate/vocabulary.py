"""The labels that an annotation may use, read from the ontology."""

from __future__ import annotations

from kg.knowledge.mappings import POST
from kg.knowledge.ontology import ontology


def classes() -> tuple[str, ...]:
    """The labels of names, in the order of the legend."""
    return tuple(ontology().entity_classes)


def relations() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The labels of relations, each with the classes it may come from and go to."""
    post = {POST: (("Person",), ("Agency", "Organization", "Area", "Community"))}
    facts = {
        prop.name: (_ordered(prop.domain), _ordered(prop.range)) for prop in ontology().facts if prop.range
    }
    return post | facts


def check_mark(start: int, end: int, label: str, length: int) -> None:
    """Raises ValueError for a mark that cannot be: outside the text, empty, of an unknown class."""
    if not 0 <= start < end <= length:
        raise ValueError(f"{start}–{end} is no stretch of the text, which has {length} characters")
    if label not in classes():
        raise ValueError(f"the label {label!r} is no class; one of {', '.join(classes())}")


def check_tie(label: str) -> None:
    """Raises ValueError for an unknown relation."""
    if label not in relations():
        raise ValueError(f"the relation {label!r} is not known; one of {', '.join(relations())}")


def _ordered(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in classes() if name in names)
