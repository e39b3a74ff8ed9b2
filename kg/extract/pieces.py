"""Articles longer than any that a newspaper prints are read piece by piece.

What is looked up while an article is read takes some thousand bytes a character. So that what a page takes grows only by
what is found in it, no more than a few pieces are looked at together. Nobody writes of "the bureau" and means one
forty thousand characters before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from kg.extract.notes import renumbered
from kg.types import Article, Block, Claim, Mention, Reading, Text

#: Characters of an article that are read in one piece, and of all pieces that are read together.
_LONGEST, _TOGETHER = 40_000, 80_000
_ENDS = "\n。！？"

Read = Callable[[Sequence[Article]], list[Reading]]


class _Piece(NamedTuple):
    """A piece of the article with that ``number``, which begins at ``start`` in its text."""

    number: int
    start: int
    article: Article


def in_pieces(articles: Sequence[Article], read: Read) -> Iterator[Reading]:
    """What ``read`` makes of each article, a few at a time; of a long one, what it makes of its pieces, put together."""
    found = (
        (piece.number, piece.start, reading)
        for some in _batches(_all_pieces(articles))
        for piece, reading in zip(some, read([piece.article for piece in some]), strict=True)
    )
    for number, parts in groupby(found, key=itemgetter(0)):
        yield _joined(articles[number], [(start, reading) for _, start, reading in parts])


def _all_pieces(articles: Sequence[Article]) -> Iterator[_Piece]:
    for number, article in enumerate(articles):
        for start, end in _stretches(article.text.chars):
            whole = end - start == len(article.text.chars)
            yield _Piece(number, start, article if whole else _cut(article, start, end))


def _batches(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    held: list[_Piece] = []
    size = 0
    for piece in pieces:
        length = len(piece.article.text.chars)
        if held and size + length > _TOGETHER:
            yield held
            held, size = [], 0
        held.append(piece)
        size += length
    if held:
        yield held


def _stretches(chars: str) -> Iterator[tuple[int, int]]:
    """Where each piece begins and ends: behind a block, or a sentence."""
    start = 0
    while len(chars) - start > _LONGEST:
        at = max(chars.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in _ENDS)
        end = at + 1 if at >= 0 else start + _LONGEST
        yield start, end
        start = end
    yield start, len(chars)


def _cut(article: Article, start: int, end: int) -> Article:
    """A piece of an article as an article."""
    text = Text(article.text.chars[start:end], article.text.offsets[start:end])
    blocks = (
        Block(block.kind, max(block.start, start) - start, min(block.end, end) - start)
        for block in article.blocks
        if block.start < end and block.end > start
    )
    return replace(article, text=text, blocks=tuple(blocks))


def _joined(article: Article, parts: Sequence[tuple[int, Reading]]) -> Reading:
    """What was read in the pieces of an article that begin at these positions, as one reading of it."""
    if len(parts) == 1:
        return parts[0][1]
    mentions: list[Mention] = []
    claims: list[Claim[int]] = []
    for start, reading in parts:
        new = {number: len(mentions) + number for number in range(len(reading.mentions))}
        claims += [renumbered(claim, new) for claim in reading.claims]
        mentions += [replace(m, start=m.start + start, end=m.end + start) for m in reading.mentions]
    return Reading(article, tuple(mentions), tuple(claims))
