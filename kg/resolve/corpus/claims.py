"""What the pages say, spoken of the entities of the corpus."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Protocol

from kg.knowledge.judgements import Judgements
from kg.resolve.decided import obeyed
from kg.resolve.matched import met
from kg.types import Claim, Fact, PageResolution, Post, ResolvedMention, Source

#: How sure it is that one body's tasks went to the other, where the table says so and both stand in one place.
_SUCCESSION = 0.9
_RULE = "identity.succession"


class Keys(Protocol):
    """Who is who, as far as it is asked: of ``kg.resolve.corpus.link`` all of it."""

    @property
    def successors(self) -> Collection[tuple[str, str]]:
        """Which bodies are successors of which: old key, new key."""

    def key(self, page: str, key: str) -> str | None:
        """The key over all pages of what ``key`` names on a page; None for what people have dropped."""


def mentions(links: Keys, pages: Iterable[PageResolution]) -> Iterator[ResolvedMention]:
    """The mentions of all pages, with the entities of the corpus."""
    for page in pages:
        for mention in page.mentions:
            key = links.key(page.page, mention.entity)
            if key is not None:
                yield mention if key == mention.entity else replace(mention, entity=key)


def claims(links: Keys, pages: Iterable[PageResolution], judged: Judgements) -> Iterator[Claim[str]]:
    """The claims of all pages about the entities of the corpus; none of an entity about itself, or with what is dropped;
    and which body took over whose tasks. What people have decided about facts holds of these entities, too."""
    for page in pages:
        yield from obeyed(judged, list(_said(links, page)))
        yield from _successions(links, page)


def met_together(links: Keys, pages: Iterable[PageResolution], judged: Judgements) -> frozenset[str]:
    """The judgements that speak of entities of the corpus by keys that a page by itself may not have."""
    seen: frozenset[str] = frozenset()
    for page in pages if judged.rows else ():
        keys = {links.key(page.page, mention.entity) for mention in page.mentions}
        seen |= met(judged, "", {key for key in keys if key is not None}, _said(links, page))
    return seen


def _said(links: Keys, page: PageResolution) -> Iterator[Claim[str]]:
    keyed = (_keyed(claim, partial(links.key, page.page)) for claim in page.claims)
    return (claim for claim in keyed if claim is not None)


def _keyed(claim: Claim[str], key: Callable[[str], str | None]) -> Claim[str] | None:
    if isinstance(claim, Post):
        person, body = key(claim.person), key(claim.body)
        return replace(claim, person=person, body=body) if person and body else None
    subject = key(claim.subject)
    if subject is None:
        return None
    if not isinstance(claim, Fact) or claim.object is None:
        return replace(claim, subject=subject)
    obj = key(claim.object)
    return None if obj is None or subject == obj else replace(claim, subject=subject, object=obj)


def _successions(links: Keys, page: PageResolution) -> Iterator[Fact[str]]:
    """That a body that the page names had a successor, as far as any page names that; the name is the evidence."""
    later: dict[str, list[str]] = {}
    for old, new in sorted(links.successors):
        later.setdefault(old, []).append(new)
    first: dict[str, ResolvedMention] = {}
    for mention in page.mentions:
        key = links.key(page.page, mention.entity)
        if key is not None and key in later and not mention.mention.pointer:
            first.setdefault(key, mention)
    for key, mention in sorted(first.items()):
        source = Source(page.page, mention.article, mention.mention.span, _RULE, _SUCCESSION)
        yield from (Fact(key, "succeededBy", new, source) for new in later[key])
