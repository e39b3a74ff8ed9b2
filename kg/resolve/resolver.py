"""Mentions become entities: within the article, the page, the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.resolve.derive import derived
from kg.resolve.merging import short_forms
from kg.resolve.naming import Named, PageNames
from kg.types import (
    Claim,
    Dating,
    Entity,
    Fact,
    Measure,
    Mention,
    Page,
    Post,
    Reading,
    Resolution,
    ResolvedMention,
    Skipped,
)

#: The ontology's subclass for each kind of unit.
_KINDS = {"neighbourhood": "Neighbourhood", "compound": "Compound", "village": "Village"}
_OFFICIAL_BODIES = frozenset({"Agency", "Area", "Community"})


def resolve(pages: Sequence[Page], readings: Sequence[Reading], skipped: Sequence[Skipped] = ()) -> Resolution:
    """Who is who over all ``readings``: each page by itself, then equal keys of several pages are one entity."""
    by_page: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_page[reading.article.page].append(reading)
    resolved = [_PageResolver(group) for group in by_page.values()]
    claims = _without_former_leads([c for page in resolved for c in page.claims()])
    return Resolution(
        pages=tuple(pages),
        articles=tuple(r.article for r in readings),
        entities=tuple(_entities(resolved, claims)),
        mentions=tuple(m for page in resolved for m in page.mentions()),
        claims=tuple(claims),
        skipped=tuple(skipped),
    )


class _PageResolver:
    """The entities, mentions and claims of one page."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        names = PageNames(readings)
        found: dict[tuple[str, int], Named] = {}
        for reading in readings:
            for at, mention in enumerate(reading.mentions):
                named = names.named(reading, mention)
                if named is not None:
                    found[reading.article.id, at] = named
        full = {named.key: named for named in found.values()}
        self.short = short_forms(found.values())
        self.found = {at: self._merged(named, full) for at, named in found.items()}
        self.names = names

    def _merged(self, named: Named, full: dict[str, Named]) -> Named:
        target = self.short.get(named.key)
        if target is None:
            return named
        forms = tuple(dict.fromkeys((*named.forms, named.name)))
        return replace(full[target], forms=forms)

    def mentions(self) -> Iterator[ResolvedMention]:
        for reading in self.readings:
            article = reading.article
            for at, mention in enumerate(reading.mentions):
                if (article.id, at) in self.found:
                    yield ResolvedMention(article.page, article.id, mention, self.found[article.id, at].key)

    def named(self) -> Iterator[tuple[Named, Mention]]:
        for reading in self.readings:
            for at, mention in enumerate(reading.mentions):
                if (reading.article.id, at) in self.found:
                    yield self.found[reading.article.id, at], mention

    def claims(self) -> Iterator[Claim[str]]:
        located = set()
        for reading in self.readings:
            for claim in reading.claims:
                keyed = self._keyed(reading, claim)
                if keyed is not None:
                    if isinstance(keyed, Fact) and keyed.predicate == "locatedIn":
                        located.add(keyed.subject)
                    yield keyed
        yield from derived(self.names, self.found, located)

    def _keyed(self, reading: Reading, claim: Claim[int]) -> Claim[str] | None:
        """``claim`` about entities; None where one of its mentions names nothing."""

        def key(ref: int) -> str | None:
            named = self.found.get((reading.article.id, ref))
            return named.key if named else None

        if isinstance(claim, Post):
            person, body = key(claim.person), key(claim.body)
            return replace(claim, person=person, body=body, attested=reading.article.published) if person and body else None  # type: ignore[arg-type,return-value]
        subject = key(claim.subject)
        if subject is None:
            return None
        if isinstance(claim, Measure | Dating):
            return replace(claim, subject=subject)  # type: ignore[arg-type,return-value]
        obj = None if claim.object is None else key(claim.object)
        if (claim.object is not None and obj is None) or obj == subject:
            return None
        return replace(claim, subject=subject, object=obj)  # type: ignore[arg-type,return-value]


def _without_former_leads(claims: list[Claim[str]]) -> list[Claim[str]]:
    """A post that the text once calls former is former wherever the page speaks of it, and leads nothing."""
    former = {
        (c.source.page, c.person, c.body, c.title) for c in claims if isinstance(c, Post) and c.former
    }
    current = {
        (c.source.page, c.person, c.body)
        for c in claims
        if isinstance(c, Post) and (c.source.page, c.person, c.body, c.title) not in former
    }
    kept: list[Claim[str]] = []
    for claim in claims:
        if isinstance(claim, Post):
            was = (claim.source.page, claim.person, claim.body, claim.title) in former
            kept.append(replace(claim, former=was))
        elif not isinstance(claim, Fact) or claim.predicate != "leads" or _still(claim, current):
            kept.append(claim)
    return kept


def _still(claim: Fact[str], current: set[tuple[str, str, str]]) -> bool:
    return claim.object is not None and (claim.source.page, claim.subject, claim.object) in current


def _entities(pages: Iterable[_PageResolver], claims: Iterable[Claim[str]]) -> Iterator[Entity]:
    named: dict[str, Named] = {}
    forms: defaultdict[str, set[str]] = defaultdict(set)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        for each, mention in page.named():
            named.setdefault(each.key, each)
            forms[each.key] |= set(each.forms)
            if mention.kind in _KINDS and each.type == "Community":
                kinds[each.key].add(_KINDS[mention.kind])
    for claim in claims:
        if isinstance(claim, Post) and named[claim.body].type in _OFFICIAL_BODIES:
            kinds[claim.person].add("Official")
    for key in sorted(named):
        one = named[key]
        aliases = tuple(sorted(forms[key] - {one.name}))
        yield Entity(key, one.type, one.name, tuple(sorted(kinds[key])), aliases)
