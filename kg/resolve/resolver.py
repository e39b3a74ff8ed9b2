"""Mentions become entities: within the article, the page, the corpus."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.knowledge.judgements import Judgements, judgements
from kg.resolve.kinds import kind_of, officials
from kg.resolve.naming import Named
from kg.resolve.page import PageResolver
from kg.types import Claim, Entity, Page, Reading, Resolution, Skipped, parties


def resolve(
    pages: Sequence[Page],
    readings: Sequence[Reading],
    skipped: Sequence[Skipped] = (),
    *,
    judged: Judgements | None = None,
) -> Resolution:
    """Who is who over all ``readings``: each page by itself, then equal keys of several pages are one entity.

    ``judged`` is what people have decided, by default the project's own judgements; it outranks every rule.
    """
    by_page: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_page[reading.article.page].append(reading)
    judged = judgements() if judged is None else judged
    texts = {page.id: page.text for page in pages}
    resolved = [PageResolver(group, judged, texts.get(page, "")) for page, group in by_page.items()]
    claims = [claim for page in resolved for claim in page.claims()]
    return Resolution(
        pages=tuple(pages),
        articles=tuple(reading.article for reading in readings),
        entities=tuple(_entities(resolved, claims)),
        mentions=tuple(mention for page in resolved for mention in page.mentions()),
        claims=tuple(claims),
        skipped=tuple(skipped),
    )


def _entities(pages: Sequence[PageResolver], claims: Sequence[Claim[str]]) -> Iterator[Entity]:
    """Each entity once, by key: called as most of its pages call it, of names equally common the longest."""
    bearers: dict[str, Named] = {}
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    forms: defaultdict[str, set[str]] = defaultdict(set)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        here = {}
        for named, mention in page.named():
            bearers.setdefault(named.key, named)
            here[named.key] = named.name
            forms[named.key] |= {*named.forms, named.name}
            if kind := kind_of(named, mention):
                kinds[named.key].add(kind)
        for key, name in here.items():
            names[key][name] += 1
    earnest = {key for page in pages for key in page.earnest()} | {key for c in claims for key in parties(c)}
    for person in officials(claims, {key: named.type for key, named in bearers.items()}):
        kinds[person].add("Official")
    for key in sorted(bearers):
        name = max(names[key], key=lambda each: (names[key][each], len(each), each))
        aliases = tuple(sorted(forms[key] - {name}))
        yield Entity(key, bearers[key].type, name, tuple(sorted(kinds[key])), aliases, key not in earnest)
