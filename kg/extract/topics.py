"""What an article is about: its works, communities, bodies and areas, by how often and how early they are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.extract.scene import IMPRINT
from kg.knowledge.boundaries import boundaries
from kg.types import Article, Mention

_HEADLINE = frozenset({"title", "subtitle", "kicker"})
_IN_HEADLINE = 4
_EARLY_CHARACTERS, _EARLY = 150, 1
_TOPICAL = frozenset({"Project", "Community", "Event", "Agency", "Organization", "Area", "Place"})


def topics(article: Article, mentions: Sequence[Mention]) -> list[int]:
    """Indices of the first mention of each topical name, the most central name first."""
    heads = [(b.start, b.end) for b in article.blocks if b.kind in _HEADLINE]
    imprint = {b.start for b in article.blocks if b.kind in IMPRINT}
    votes: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for index, mention in enumerate(mentions):
        if mention.type not in _TOPICAL or mention.rule == "units.open" or mention.start in imprint:
            continue
        if mention.type == "Place" and boundaries().is_region(mention.name):
            continue
        key = (mention.type, mention.name)
        headline = any(start <= mention.start < end for start, end in heads)
        votes[key] += 1 + _IN_HEADLINE * headline + _EARLY * (mention.start < _EARLY_CHARACTERS)
        first.setdefault(key, index)
    ranked = sorted(votes, key=lambda key: (-votes[key], first[key]))
    return [first[key] for key in ranked]
