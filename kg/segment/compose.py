"""The blocks of an article become its clean text, with the map back to the page and the people of its
bylines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.knowledge.segmenting import columns
from kg.segment.body import Part
from kg.segment.bylines import Name, author_with_post, is_name_line, parse_byline
from kg.segment.clean import cleaned
from kg.segment.cutting import cuts
from kg.segment.heads import Heading
from kg.segment.mastheads import staff
from kg.segment.openings import opening
from kg.types import Article, Block, Byline, Page, Span, Text

_MARKS = "【】■●◆★☆▏▲ 　"
_DASHES = "—―─－- 　"
_CLAUSE = re.compile(r"[。！？!?；;…，,：:]")
_LONGEST_STAND_IN = 30
_SPACED = frozenset({"column", "kicker", "title", "subtitle", "byline", "heading", "paper", "staff"})
_CREDIT = re.compile(r"(?<=[\s。！？”])[\u4e00-\u9fff]{2,4}\s?摄(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before its text is put together: its headline, its parts in order, the column it stands
    under.
    """

    heading: Heading
    parts: tuple[Part, ...]
    column: str | None


def compose(page: Page, draft: Draft, identifier: str) -> Article | None:
    """The article that ``draft`` describes; its date is set elsewhere. None if no word of it is left once it is clean."""
    chars, offsets, blocks = _text(page.text, draft.parts)
    if not blocks:
        return None
    clean = "".join(chars)
    ranges = [part_range for part in draft.parts for part_range in part.ranges]
    span = Span(min(start for start, _ in ranges), max(end for _, end in ranges))
    title, title_span = _title(page, draft, clean, blocks)
    return Article(
        id=identifier,
        page=page.id,
        title=title,
        span=span,
        title_span=title_span,
        subtitle=_subtitle(clean, blocks),
        column=draft.column,
        bylines=_bylines(page.text, draft.parts),
        text=Text(clean, tuple(offsets)),
        blocks=tuple(blocks),
    )


def _text(page: str, parts: Sequence[Part]) -> tuple[list[str], list[int], list[Block]]:
    chars: list[str] = []
    offsets: list[int] = []
    blocks: list[Block] = []
    for part in parts:
        words, places = cleaned(page, part.ranges, part.kind in _SPACED)
        if not words:
            continue
        for start, end in pairwise([0, *cuts(words), len(words)]):
            if offsets:
                chars.append("\n")
                offsets.append(offsets[-1] + 1)
            blocks.append(Block(part.kind, len(offsets), len(offsets) + end - start))
            chars.append(words[start:end])
            offsets += places[start:end]
    return chars, offsets, blocks


def _title(page: Page, draft: Draft, clean: str, blocks: Sequence[Block]) -> tuple[str, Span | None]:
    """The headline; without one the title of the record, the name of a picture column, or the opening
    words.
    """
    block = next((block for block in blocks if block.kind == "title"), None)
    line = next((part.ranges[0] for part in draft.parts if part.kind == "title"), None)
    if block is not None and line is not None:
        return clean[block.start : block.end].lstrip(_DASHES), Span(*line)
    if page.title:
        return page.title.strip(), None
    column = draft.heading.first("column")
    if column is not None and columns().names.get(column.text, column.column) != "banner":
        return column.text.strip(_MARKS), Span(column.line.start, column.line.end)
    body = next((block for block in blocks if block.kind in ("paragraph", "caption", "heading")), blocks[0])
    return _opening_words(clean[body.start : body.end]), None


def _opening_words(text: str) -> str:
    """The first clause of a text that has no headline."""
    stop = _CLAUSE.search(text, 8)
    return text[: min(stop.start() if stop else len(text), _LONGEST_STAND_IN)]


def _subtitle(clean: str, blocks: Sequence[Block]) -> str | None:
    """The line below the headline, else the one above it."""
    for kind in ("subtitle", "kicker"):
        for block in blocks:
            if block.kind == kind:
                return clean[block.start : block.end].strip(_DASHES)
    return None


def _bylines(page: str, parts: Sequence[Part]) -> tuple[Byline, ...]:
    found: dict[tuple[str, str], Byline] = {}
    for part in parts:
        for start, end in part.ranges:
            for name in _names(part, page[start:end]):
                span = Span(start + name.start, start + name.end)
                found.setdefault((name.name, name.role), Byline(name.name, span, name.role))
    return tuple(found.values())


def _names(part: Part, text: str) -> tuple[Name, ...]:
    if part.kind == "byline" and opening(text):
        return _opening_names(text)
    if part.kind == "byline":
        return (not is_name_line(text) and author_with_post(text)) or parse_byline(text).names
    if part.kind == "staff":
        return _staff(text)
    if part.kind in ("caption", "paragraph"):
        return tuple(_credits(text))
    return ()


def _staff(text: str) -> tuple[Name, ...]:
    """Those who made the page: 责任编辑：[赵明], 校对 [钱 芳]."""
    at = staff(text)
    names = parse_byline(text[at:], "editor").names if at else ()
    return tuple(replace(name, start=name.start + at, end=name.end + at) for name in names)


def _opening_names(text: str) -> tuple[Name, ...]:
    """The names in the brackets of 本报某地讯（记者 赵明）, or after 记者; the place before them is none."""
    start = re.search(r"[（(]|(?=记者|通讯员)", text)
    if start is None:
        return ()
    at = start.end()
    return tuple(
        replace(name, start=name.start + at, end=name.end + at) for name in parse_byline(text[at:]).names
    )


def _credits(text: str) -> list[Name]:
    """Photographers named between spaces inside a text that lost its line ends: ``… 赵明 摄 …``."""
    found: list[Name] = []
    for match in _CREDIT.finditer(text):
        for name in parse_byline(match.group()).names:
            found.append(replace(name, start=name.start + match.start(), end=name.end + match.start()))
    return found
