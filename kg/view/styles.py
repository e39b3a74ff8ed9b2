"""Colours, shapes and words of classes and properties, as the ontology states them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import KnowledgeError
from kg.knowledge.ontology import ontology
from kg.knowledge.vocabulary import Class

#: A membership is drawn as a line of this relation: the ontology's edge class for ``org:Membership``.
POST = "holdsPost"


@dataclass(frozen=True, slots=True)
class Style:
    """A class as drawn: local name, labels, ``#rrggbb`` on light and dark ground, a shape, one character."""

    name: str
    zh: str
    en: str
    colour: str
    colour_dark: str
    shape: str
    icon: str


def styles() -> tuple[Style, ...]:
    """The classes drawn, in the order of the legend. Raises KnowledgeError if one lacks its looks."""
    known = ontology()
    classes = (known.classes[name] for name in known.entity_classes)
    return tuple(_style(cls) for cls in sorted(classes, key=lambda cls: (cls.order or 0, cls.name)))


def _style(cls: Class) -> Style:
    if not (cls.colour and cls.colour_dark and cls.shape):
        raise KnowledgeError(
            f"ontology: kg:{cls.name} needs kg:colour, kg:colourDark and kg:shape to be drawn"
        )
    return Style(cls.name, cls.zh, cls.en, cls.colour, cls.colour_dark, cls.shape, cls.icon or "")


def relations() -> tuple[str, ...]:
    """The relations that are drawn as lines, in the order of the legend."""
    return (POST, *(p.name for p in ontology().facts if p.is_edge))


def symmetric() -> frozenset[str]:
    """The relations that have no direction."""
    return frozenset(p.name for p in ontology().facts if p.is_symmetric)


def labels() -> dict[str, tuple[str, str]]:
    """Local name of each class, property, measured property and value to its label (Chinese, English)."""
    known = ontology()
    post = next((edge for edge in known.edges if edge.iri.value.endswith("#Membership")), None)
    terms = [known.classes, known.properties, known.measures, known.values]
    found = {name: (term.zh, term.en) for group in terms for name, term in group.items()}
    return found | ({POST: (post.zh, post.en)} if post else {})


def units() -> dict[str, tuple[str, str]]:
    """Last part of each unit's IRI to its label in Chinese and English; a plain count needs none."""
    named = ontology().units.values()
    return {
        unit.iri.value.rsplit("/", 1)[-1]: ("", "") if unit.code == "count" else (unit.zh, unit.en)
        for unit in named
    }
