"""Entities: what they are called and what they are, in the graph of every page that names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.assemble import terms as t
from kg.assemble.context import Context, Part, class_nodes
from kg.assemble.shared import Known, Shared
from kg.types import ResolvedMention, parties


def add_entities(context: Context, shared: Shared) -> None:
    """Label, other names and classes of every entity of the page; and from each article to the entities that it names."""
    read = names_read(context.part.mentions)
    for key in sorted(spoken_of(context.part)):
        known = shared.entity(key)
        if known is not None:
            # A name that no page uses is knowledge, not reading: it stands wherever the entity does.
            _add_entity(context, known, (read.get(key, set()) & set(known.entity.aliases)) | known.unread)
    for mention in context.part.mentions:
        if shared.entity(mention.entity) is not None:
            context.add(context.article(mention.article), (t.MENTIONS, context.entity(mention.entity)))


def spoken_of(part: Part) -> set[str]:
    """The keys of what a page names or speaks of."""
    named = {mention.entity for mention in part.mentions}
    return named.union(*(parties(claim) for claim in part.claims))


def names_read(mentions: Iterable[ResolvedMention]) -> dict[str, set[str]]:
    """The names that mentions use for an entity, by its key."""
    names: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        read = mention.mention
        names[mention.entity] |= {read.text, read.name, *read.aliases}
    return names


def _add_entity(context: Context, known: Known, names: Iterable[str]) -> None:
    entity = known.entity
    label = t.chinese(entity.name)
    others = {t.chinese(name) for name in names if name.strip()} - {label}
    context.add(
        context.entity(entity.key),
        (t.LABEL, label),
        *((t.TYPE, kind) for kind in class_nodes(entity.type, *entity.kinds)),
        *((t.ALT_LABEL, other) for other in others),
    )
