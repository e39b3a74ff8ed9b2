"""``kg read``: what was understood of files, before a graph is built of them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.cli.exits import Exit
from kg.cli.options import (
    MAX_BYTES,
    MAX_MEMORY,
    MAX_SECONDS,
    Columns,
    Inputs,
    MaxBytes,
    MaxMemory,
    MaxSeconds,
    Meta,
    ReadFormat,
    choice,
    wanted,
)
from kg.cli.terminal import note_skipped, put, visible

if TYPE_CHECKING:
    from kg.reader import Source
    from kg.types import Article, Limits, Page, Skipped

#: Whose byline asks the dictionary.
_ANY_PAGE = """老旧小区改造开工
□记者 杜康 通讯员 台启明
今年全市将改造老旧小区12个，惠及居民3000余户。
"""
_STATED = ("title", "date", "source", "paper", "number", "city")


def read(
    files: Inputs,
    columns: Columns = None,
    meta: Meta = None,
    format: ReadFormat = "text",
    max_bytes: MaxBytes = MAX_BYTES,
    max_seconds: MaxSeconds = MAX_SECONDS,
    max_memory: MaxMemory = MAX_MEMORY,
) -> int:
    """Print the text of FILES and the articles in it as they are understood, for checking before a build."""
    from kg.pipeline import each_source
    from kg.reader import sources
    from kg.types import Limits, Skipped

    choice(format, ("text", "json"))
    limits = Limits(max_bytes, max_seconds, max_memory)
    found = sources(files, wanted(columns, meta))
    skipped = []
    understand = partial(_understood, format=format, limits=limits)
    for _, item in each_source(found, understand, _ready, limits=limits):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            put(item)
    note_skipped(skipped)
    return Exit.SKIPPED if skipped else Exit.DONE


def _ready() -> None:
    """Load what reading needs, dictionaries included, before the memory of those who read is bounded."""
    from kg.segment import segment
    from kg.types import Page

    segment(Page("", _ANY_PAGE))


def _understood(source: Source, format: str, limits: Limits) -> Iterator[str | Skipped]:
    """What is printed of each page of a source."""
    from kg.reader import pages
    from kg.segment import segment
    from kg.types import Page

    for item in pages(source, limits):
        if isinstance(item, Page):
            articles = segment(item)
            yield _json(item, articles) if format == "json" else "".join(_text(item, articles))
        else:
            yield item


def _json(page: Page, articles: tuple[Article, ...]) -> str:
    """One line: the page with its articles; positions count in the page's text."""
    whole: dict[str, Any] = asdict(page)
    whole["anchors"] = [
        {"start": anchor.start, "end": anchor.end, **asdict(anchor.locator)} for anchor in page.anchors
    ]
    whole["origins"] = dict(page.origins)
    whole["articles"] = [_article(page, article) for article in articles]
    return json.dumps(whole, ensure_ascii=False) + "\n"


def _article(page: Page, article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "subtitle": article.subtitle,
        "column": article.column,
        "published": article.published,
        "start": article.span.start,
        "end": article.span.end,
        "bylines": [{"name": b.name, "role": b.role, **asdict(b.span)} for b in article.bylines],
        "blocks": [
            {"kind": kind, "text": text, "start": start, "end": end, "where": _where(page, start)}
            for kind, text, start, end in _blocks(article)
        ],
    }


def _blocks(article: Article) -> Iterator[tuple[str, str, int, int]]:
    """Kind, words, and place in the page of every block."""
    for block in article.blocks:
        span = article.text.span(block.start, block.end)
        yield block.kind, article.text.chars[block.start : block.end], span.start, span.end


def _where(page: Page, at: int) -> str | None:
    """Where in the file a character comes from; None in plain text."""
    from kg.types import ElementPath

    number = bisect_right(page.anchors, at, key=lambda anchor: anchor.start) - 1
    if number < 0 or at >= page.anchors[number].end:
        return None
    place = page.anchors[number].locator
    if isinstance(place, ElementPath):
        return place.path
    box = ",".join(f"{value:g}" for value in (place.x, place.y, place.width, place.height))
    return f"page={place.page}&xywh={place.unit}:{box}"


def _text(page: Page, articles: tuple[Article, ...]) -> Iterator[str]:
    """For people: what is stated of the page, then each article block by block."""
    origins = dict(page.origins)
    yield f"== {visible(page.id)}  {page.media}, {page.encoding}, {len(page.text):,} characters\n"
    for name in _STATED:
        value = getattr(page, name)
        if value:
            origin = f"  ({origins[name]})" if name in origins else ""
            yield f"   {name:<8}{visible(value)}{visible(origin)}\n"
    for article in articles:
        yield f"\n-- {article.id}  {visible(article.title)}  {article.published or 'no date'}\n"
        if article.column:
            yield f"   column    {visible(article.column)}\n"
        for byline in article.bylines:
            yield f"   {byline.role:<14}{visible(byline.name)}\n"
        for kind, words, start, end in _blocks(article):
            where = _where(page, start)
            yield f"   [{kind}] {start}-{end}{f'  {visible(where)}' if where else ''}\n   {visible(words)}\n"
    if not articles:
        yield "   no article\n"
    yield "\n"
