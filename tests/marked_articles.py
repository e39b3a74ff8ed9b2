"""Articles for tests, written as text with their names in brackets: ``[某小区/Community]建成于1998年。``"""

from __future__ import annotations

import re
from typing import cast

from kg.types import Article, Block, BlockKind, EntityType, Mention, Span, Text

_MARKED = re.compile(r"\[([^\[\]/]+)/([A-Z][a-z]+)\]")


def marked_article(
    marked: str, published: str | None = "2023-05-20", kind: BlockKind = "paragraph"
) -> tuple[Article, list[Mention]]:
    """The article that ``marked`` writes, each line one block of ``kind``, and its mentions."""
    text, mentions, at = "", [], 0
    for mark in _MARKED.finditer(marked):
        text += marked[at : mark.start()]
        start, at = len(text), mark.end()
        text += mark[1]
        span = Span(start, len(text))
        type_ = cast("EntityType", mark[2])
        mentions.append(Mention(type_, mark[1], start, len(text), span, mark[1], "test", 1.0))
    text += marked[at:]
    blocks = tuple(Block(kind, line.start(), line.end()) for line in re.finditer(r"[^\n]+", text))
    whole, clean = Span(0, len(text)), Text(text, range(len(text)))
    article = Article("a1", "page", "", whole, None, None, None, (), clean, blocks, published)
    return article, mentions
