"""What one page adds to that which all pages have in common."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.assemble import Draft
from kg.resolve.corpus.dropped import profiles_left
from kg.types import PageResolution

#: What is counted of an entity: what pages call it, its other names, the names that they use, its classes, and how many
#: speak of it not only in passing.
Sort = Literal["type", "name", "form", "read", "kind", "earnest"]
Tally = tuple[str, Sort, str]


@dataclass(frozen=True, slots=True)
class Contribution:
    """``tallies`` counts by entity; ``confidences`` and ``words`` are by the hash of the IRI of a statement or measure."""

    tallies: Mapping[Tally, int]
    confidences: Mapping[bytes, float]
    words: Mapping[bytes, str]

    @property
    def entities(self) -> frozenset[str]:
        """The keys of what the page names or speaks of."""
        return frozenset(entity for entity, _, _ in self.tallies)


NOTHING = Contribution({}, {}, {})


def contribution(resolved: PageResolution, finals: Mapping[str, str], draft: Draft) -> Contribution:
    """What a page adds, given its draft, and ``finals``: for each of its keys that of the entity, if
    it is not dropped."""
    return Contribution(
        _tallies(resolved, finals, draft),
        {thing(iri): sure for iri, sure in draft.confidences.items()},
        {thing(iri): words for iri, words in draft.words.items()},
    )


def thing(iri: str) -> bytes:
    """A statement or a measure, in 16 bytes."""
    return hashlib.blake2b(iri.encode(), digest_size=16).digest()


def _tallies(resolved: PageResolution, finals: Mapping[str, str], draft: Draft) -> Counter[Tally]:
    tallies: Counter[Tally] = Counter()
    for profile in profiles_left(resolved, finals.get):
        key = finals[profile.key]
        tallies[key, "type", profile.type] += 1
        tallies[key, "name", profile.name] += 1
        for form in {profile.name, *profile.forms}:
            tallies[key, "form", form] += 1
        for kind in profile.kinds:
            tallies[key, "kind", kind] += 1
        if not profile.passing:
            tallies[key, "earnest", ""] += 1
    for key, names in draft.names.items():
        for name in names:
            tallies[key, "read", name] += 1
    return tallies
