"""A corpus in memory, as its pages need it for their graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.assemble.claims import shortest
from kg.assemble.context import Part
from kg.assemble.draft import Draft
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


class Corpus:
    """What the drafts of all pages have in common."""

    def __init__(self, entities: Iterable[Entity], drafts: Sequence[Draft]) -> None:
        read: defaultdict[str, set[str]] = defaultdict(set)
        self._confidences: dict[str, float] = {}
        self._words: dict[str, str] = {}
        for draft in drafts:
            for key, names in draft.names.items():
                read[key] |= names
            for iri, sure in draft.confidences.items():
                self._confidences[iri] = max(self._confidences.get(iri, sure), sure)
            for iri, words in draft.words.items():
                self._words[iri] = shortest(self._words.get(iri, words), words)
        self._known = {
            entity.key: Known(entity, frozenset(entity.aliases) - read[entity.key])
            for entity in entities
            if not entity.passing
        }

    def entity(self, key: str) -> Known | None:
        """The entity of that key; None if pages name it only in passing."""
        return self._known.get(key)

    def confidence(self, statement: str) -> float:
        """How sure the best source of any page is, by the IRI of the statement: 0…1."""
        return self._confidences[statement]

    def words(self, measure: str) -> str:
        """The one wording of a measure, by its IRI."""
        return self._words[measure]
