"""The lines below a headline become paragraphs: broken ones joined, captions moved behind them, bylines set
apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.segment.breaks import ends_open, is_complete
from kg.segment.bylines import parse_byline
from kg.segment.classify import Item
from kg.segment.lines import PICTURE_GAP, Line
from kg.segment.openings import closing, opening
from kg.types import BlockKind

_LONGEST_CAPTION = 160
#: A caption may have so many lines above its credit.
_CAPTION_LINES = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A block to be: its kind and the page ranges that make it up."""

    kind: BlockKind
    ranges: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Joiner:
    """Collects parts; while a paragraph breaks off, what stands in between waits behind it."""

    parts: list[Part] = field(default_factory=list)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    tail: str = ""
    waiting: list[Part] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        return bool(self.ranges) and not is_complete(self.tail)

    def set_apart(self, kind: BlockKind, start: int, end: int) -> None:
        if not self.broken:
            self.flush()
        (self.waiting if self.ranges else self.parts).append(Part(kind, ((start, end),)))

    def text(self, start: int, end: int, words: str) -> None:
        if not (self.ranges and ends_open(self.tail, words)):
            self.flush()
        if end > start:
            self.ranges.append((start, end))
            self.tail = words

    def flush(self) -> None:
        if self.ranges:
            self.parts.append(Part("paragraph", tuple(self.ranges)))
        self.parts += self.waiting
        self.ranges, self.tail, self.waiting = [], "", []


def arrange(body: Sequence[Item], pictures: bool = False) -> tuple[Part, ...]:
    """The parts of the text below one headline; ``pictures``: the article is a picture with its words."""
    joiner = _Joiner()
    last_text = max((i for i, item in enumerate(body) if item.kind == "text"), default=-1)
    for i, item in enumerate(body):
        line = item.line
        if item.kind in ("byline", "note"):
            joiner.set_apart("byline", line.start, line.end)
        elif item.kind == "caption" or (not pictures and _is_caption(body, i, joiner, i < last_text)):
            for kind, start, end in _credited(line):
                joiner.set_apart(kind, start, end)
        else:
            _paragraph(joiner, line)
    joiner.flush()
    return tuple(joiner.parts)


def _paragraph(joiner: _Joiner, line: Line) -> None:
    start, text = line.start, line.text
    opened = opening(text)
    if opened or line.item:
        joiner.flush()
    if opened:
        joiner.set_apart("byline", start, start + opened)
    closed = closing(text)
    end = len(text) if closed is None or closed < opened else closed
    words = text[opened:end]
    if words.strip():
        joiner.text(
            start + opened + len(words) - len(words.lstrip()), start + len(words.rstrip()) + opened, words
        )
    if end < len(text):
        joiner.set_apart("byline", start + end, start + len(text))


def _credited(line: Line) -> Iterator[tuple[BlockKind, int, int]]:
    """A caption, its bracketed credit apart."""
    at = closing(line.text)
    if at is None or not parse_byline(line.text[at:]).names:
        yield "caption", line.start, line.end
        return
    if at:
        yield "caption", line.start, line.start + len(line.text[:at].rstrip())
    yield "byline", line.start + at, line.end


def _is_caption(body: Sequence[Item], i: int, joiner: _Joiner, more: bool) -> bool:
    """A line under a picture: where a picture stood and the sentence before it breaks off, or above a
    credit.
    """
    line = body[i].line
    if len(line.text) > _LONGEST_CAPTION or opening(line.text):
        return False
    at_picture = line.gap >= PICTURE_GAP
    credited = _credit_follows(body, i) and (at_picture or joiner.broken or _before_opening(body, i))
    if joiner.broken:
        return more and (at_picture or credited or _has_photographer(line.text))
    return credited or (at_picture and _has_photographer(line.text))


def _has_photographer(text: str) -> bool:
    at = closing(text)
    return at is not None and any(name.role == "photographer" for name in parse_byline(text[at:]).names)


def _credit_follows(body: Sequence[Item], i: int) -> bool:
    for item in body[i + 1 : i + 1 + _CAPTION_LINES]:
        if item.kind == "byline":
            return any(name.role == "photographer" for name in parse_byline(item.text).names)
        if item.kind != "text" or item.line.gap >= PICTURE_GAP:
            return False
    return False


def _before_opening(body: Sequence[Item], i: int) -> bool:
    """Whether the news item itself opens only further down."""
    return any(opening(item.text) for item in body[i + 1 : i + 2 + _CAPTION_LINES])
