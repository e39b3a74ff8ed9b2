"""A page that says more than a few sheets of newspaper do is assembled article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.assemble.context import Part
from kg.types import Article

#: Mentions and claims that are assembled together: some kilobytes each.
_MOST = 20_000


def pieces(part: Part) -> Iterator[Part]:
    """``part``, or some of its articles at a time. Graphs of pieces make up that of the whole, as those of pages make up
    that of all: united, it is the same."""
    if len(part.mentions) + len(part.claims) <= _MOST:
        yield part
        return
    for articles in _portions(part):
        ids = {article.id for article in articles}
        mentions = tuple(mention for mention in part.mentions if mention.article in ids)
        claims = tuple(claim for claim in part.claims if claim.source.article in ids)
        yield Part(part.page, articles, mentions, claims)


def _portions(part: Part) -> Iterator[tuple[Article, ...]]:
    weights = Counter(mention.article for mention in part.mentions)
    weights.update(claim.source.article for claim in part.claims)
    held: list[Article] = []
    size = 0
    for article in part.articles:
        if held and size + weights[article.id] > _MOST:
            yield tuple(held)
            held, size = [], 0
        held.append(article)
        size += weights[article.id]
    yield tuple(held)
