"""What one page adds to that which all pages have in common."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.assemble import Draft
from kg.resolve.corpus.told import Shown, Told

#: What is counted of an entity: what pages call it, what they call that which people took for another name of it, what
#: people call it, its other names, the names that pages use, its classes, and how many speak of it not only in passing.
Sort = Literal["name", "other", "given", "form", "read", "kind", "earnest"]
Tally = tuple[str, Sort, str]


@dataclass(frozen=True, slots=True)
class Contribution:
    """``tallies`` counts by entity; ``confidences`` and ``words`` are by the hash of the IRI of a statement or measure;
    ``met`` are the places of judgements."""

    tallies: Mapping[Tally, int]
    confidences: Mapping[bytes, float]
    words: Mapping[bytes, str]
    met: frozenset[str] = frozenset()

    @property
    def entities(self) -> frozenset[str]:
        """The keys of what the page names or speaks of."""
        return frozenset(entity for entity, _, _ in self.tallies)


NOTHING = Contribution({}, {}, {})


def contribution(told: Told, draft: Draft) -> Contribution:
    """What a page adds, given what it says and its draft."""
    return Contribution(
        _tallies(told.shown, draft),
        {thing(iri): sure for iri, sure in draft.confidences.items()},
        {thing(iri): words for iri, words in draft.words.items()},
        told.met,
    )


def thing(iri: str) -> bytes:
    """A statement or a measure, in 16 bytes."""
    return hashlib.blake2b(iri.encode(), digest_size=16).digest()


def _tallies(shown: Iterable[Shown], draft: Draft) -> Counter[Tally]:
    tallies: Counter[Tally] = Counter()
    for each in shown:
        key, profile = each.key, each.profile
        tallies[key, "other" if each.other else "name", profile.name] += 1
        if each.given:
            tallies[key, "given", each.given] += 1
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
