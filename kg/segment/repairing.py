"""Known names in which a character was misread on a picture: the clean text has them right, the page as they were read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.knowledge.confusions import Misread, misread
from kg.types import Article, Legibility, Repair, Text

#: What is read wrongly lowers the confidence of its line below this.
_SURE = 0.99


def repaired(article: Article, legibility: Sequence[Legibility]) -> Article:
    """The article with known names repaired where its text was recognised on a picture, and what was repaired."""
    if not legibility:
        return article
    found = [each for block in article.blocks for each in misread(article.text.chars, block.start, block.end)]
    own = [each for each in found if _recognised(article.text, each, legibility)]
    if not own:
        return article
    chars = list(article.text.chars)
    for each in own:
        chars[each.start : each.end] = each.meant
    return replace(
        article,
        text=Text("".join(chars), article.text.offsets),
        title=_in(article.title, own),
        subtitle=article.subtitle and _in(article.subtitle, own),
        repairs=tuple(_repairs(article.text, own)),
    )


def _recognised(text: Text, each: Misread, legibility: Sequence[Legibility]) -> bool:
    """Whether a line with the words was recognised, and not beyond doubt."""
    span = text.span(each.start, each.end)
    at = bisect_right(legibility, span.start, key=lambda line: line.end)
    while at < len(legibility) and legibility[at].start < span.end:
        if legibility[at].confidence < _SURE:
            return True
        at += 1
    return False


def _in(words: str, found: Sequence[Misread]) -> str:
    for each in found:
        words = words.replace(each.read, each.meant)
    return words


def _repairs(text: Text, found: Sequence[Misread]) -> Iterator[Repair]:
    for each in found:
        yield Repair(text.span(each.start, each.end), each.read, each.meant)
