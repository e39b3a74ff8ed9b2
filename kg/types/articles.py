"""A page taken apart: its articles with their clean text, blocks and bylines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.types.pages import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A clean view of part of a page: ``chars[i]`` stands at ``page.text[offsets[i]]``.

    Cleaning may drop characters (line ends, spaces inside a broken word) or replace one by one (full-width digits,
    half-width punctuation), never insert, except that blocks are separated by a newline which maps to the end
    of the block before it. Within one block offsets rise.
    """

    chars: str
    offsets: Sequence[int]

    def __post_init__(self) -> None:
        if len(self.chars) != len(self.offsets):
            raise ValueError("every clean character needs its offset")

    def span(self, start: int, end: int) -> Span:
        """The page span of ``chars[start:end]`` (at least one character, inside one block)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


BlockKind = Literal[
    "column",  # 区政要闻, 图说新闻: names a column, no part of an article's own words
    "kicker",  # above the headline: 某局
    "title",
    "subtitle",  # ——某区改造老旧小区见闻
    "byline",  # □本报记者 林若溪 / 本报讯(记者 陈默 通讯员 何远山) / (赵晴摄)
    "heading",  # a headline inside the body
    "paragraph",
    "caption",
    "paper",  # 某某日报: the newspaper's own name, beside the article that it stands next to
    "staff",  # 责任编辑 赵明, in the same line
]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch [start, end) of an article's clean text, with what it is. Paragraphs are already joined."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Byline:
    """A name in a byline: ``role`` is reporter, correspondent, photographer or author; or in the newspaper's own line:
    editor. Span is in the page."""

    name: str
    span: Span
    role: Literal["reporter", "correspondent", "photographer", "author", "editor"]


@dataclass(frozen=True, slots=True)
class Cutting:
    """A piece of the picture of a page, ``data`` of a ``media`` type, ``width`` by ``height`` pixels; ``marks`` are boxes of
    words on it: left, top, width, height."""

    data: bytes
    media: str
    width: int
    height: int
    marks: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """A known name, ``meant``, of which a picture was ``read`` otherwise; the span of the read characters is in the page."""

    span: Span
    read: str
    meant: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page, in reading order.

    ``id`` is unique in the page (``a1``, ``a2`` …). ``text`` holds all blocks, separated by newlines; each block
    names its stretch of it. ``published`` is the ISO prefix that the page's own evidence supports (year,
    year-month or date), or None. ``span`` runs from the first to the last character of the article in the page.
    ``repairs`` are the names that the clean text has otherwise than the page.
    """

    id: str
    page: str
    title: str
    span: Span
    title_span: Span | None
    subtitle: str | None
    column: str | None
    bylines: tuple[Byline, ...]
    text: Text
    blocks: tuple[Block, ...]
    published: str | None = None
    repairs: tuple[Repair, ...] = ()
