"""Entities: what they are called and what they are, in the graph of every page that names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.assemble import terms as t
from kg.assemble.context import Context, class_nodes
from kg.types import Entity, parties


def add_entities(context: Context) -> None:
    """Label, other names and classes of every entity; and from each article to the entities that it names."""
    pages, read = _pages_of_entities(context), _names_read(context)
    for entity in context.entities.values():
        said = {page: read[entity.key, page] for page in pages[entity.key]}
        known = set(entity.aliases).difference(*said.values())
        for page, names in said.items():
            # A name that no page uses is knowledge, not reading: it stands wherever the entity does.
            _add_entity(context, entity, page, (names & set(entity.aliases)) | known)
    for mention in context.mentions:
        article = context.article(mention.page, mention.article)
        context.add(mention.page, article, (t.MENTIONS, context.entity(mention.entity)))


def _add_entity(context: Context, entity: Entity, page: str, names: Iterable[str]) -> None:
    label = t.chinese(entity.name)
    others = {t.chinese(name) for name in names if name.strip()} - {label}
    context.add(
        page,
        context.entity(entity.key),
        (t.LABEL, label),
        *((t.TYPE, kind) for kind in class_nodes(entity.type, *entity.kinds)),
        *((t.ALT_LABEL, other) for other in others),
    )


def _pages_of_entities(context: Context) -> dict[str, set[str]]:
    """Where each entity is named or spoken of. One that stands nowhere (it cannot be read) is in no graph."""
    pages: dict[str, set[str]] = defaultdict(set)
    for mention in context.mentions:
        pages[mention.entity].add(mention.page)
    for claim in context.resolution.claims:
        for key in parties(claim):
            pages[key].add(claim.source.page)
    return pages


def _names_read(context: Context) -> dict[tuple[str, str], set[str]]:
    """The names that a page uses for an entity, by key and page."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in context.mentions:
        read = mention.mention
        names[mention.entity, mention.page] |= {read.text, read.name, *read.aliases}
    return names
