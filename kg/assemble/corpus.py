"""A corpus in memory, as its pages need it for their graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from kg.assemble.context import Part
from kg.assemble.shared import Known
from kg.types import Article, Claim, Entity, Resolution, ResolvedMention


def parts(resolution: Resolution) -> Iterator[Part]:
    """The pages of a resolution, each with what was read on it."""
    articles: defaultdict[str, list[Article]] = defaultdict(list)
    mentions: defaultdict[str, list[ResolvedMention]] = defaultdict(list)
    claims: defaultdict[str, list[Claim[str]]] = defaultdict(list)
    for article in resolution.articles:
        articles[article.page].append(article)
    for mention in resolution.mentions:
        mentions[mention.page].append(mention)
    for claim in resolution.claims:
        claims[claim.source.page].append(claim)
    for page in resolution.pages:
        yield Part(page, tuple(articles[page.id]), tuple(mentions[page.id]), tuple(claims[page.id]))


def known(entities: Iterable[Entity], read: Iterable[tuple[str, Set[str]]]) -> dict[str, Known]:
    """What all pages know of each entity that is more than named in passing, by key; ``read`` are the names that pages use,
    by the key of whom they mean."""
    found = {entity.key: entity for entity in entities if not entity.passing}
    unread = {key: set(entity.aliases) for key, entity in found.items()}
    for key, names in read:
        if left := unread.get(key):
            left -= names
    return {key: Known(entity, frozenset(unread[key])) for key, entity in found.items()}
