"""Articles of a page in portions: those read together cost less than one by one, and all at once more memory than there may
be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.types import Article

#: Characters of articles that are read together.
_TOGETHER = 80_000


def portions(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """All articles in their order, some at a time."""
    held: list[Article] = []
    size = 0
    for article in articles:
        length = len(article.text.chars)
        if held and size + length > _TOGETHER:
            yield held
            held, size = [], 0
        held.append(article)
        size += length
    if held:
        yield held
