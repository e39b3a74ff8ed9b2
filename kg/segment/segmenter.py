"""The verb of this stage: `segment`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.knowledge.segmenting import ColumnKind
from kg.segment.body import Part, arrange
from kg.segment.compose import Draft, compose
from kg.segment.context import interpret, layout_of
from kg.segment.continued import continued
from kg.segment.dating import date_articles
from kg.segment.heads import Group, Heading, article_starts, group_items, read_heading
from kg.segment.imprint import with_imprint
from kg.segment.lines import is_one_line, split_lines
from kg.segment.repairing import repaired
from kg.segment.stops import with_stops
from kg.segment.webpage import without_site
from kg.types import Article, BlockKind, Page

#: What makes an article of what stands together; and what does where a page has nothing but who wrote and pictured it.
_READ, _SIGNED = frozenset({"title", "paragraph", "caption"}), frozenset({"byline"})


def segment(page: Page) -> tuple[Article, ...]:
    """The articles of a page in reading order; none if it holds only slogans and names of columns. A
    page of nothing but bylines is one of them."""
    page = with_stops(page)
    lines = without_site(split_lines(page.text, page.begins))
    layout = layout_of(lines)
    groups = group_items(interpret(lines, layout))
    single = page.title is not None or is_one_line(page.text[page.begins :])
    starts = article_starts(groups, layout, single)
    drafts = [*_drafts(groups, starts, _READ)] or [*_drafts(groups, starts, _SIGNED)]
    parts = with_imprint([part for draft in drafts for part in continued(page.text, draft)], lines)
    dated = date_articles(page, tuple(_composed(page, parts)), [line.text for line in lines])
    return tuple(repaired(article, page.legibility) for article in dated)


def _composed(page: Page, drafts: Iterable[Draft]) -> Iterator[Article]:
    """The articles that have words; a part of a page may be made of characters that nobody sees."""
    number = 1
    for draft in drafts:
        article = compose(page, draft, f"a{number}")
        if article is not None:
            number += 1
            yield article


def _drafts(groups: Sequence[Group], starts: Sequence[int], kinds: frozenset[str]) -> Iterator[Draft]:
    """The articles, each of which has a part of one of ``kinds``."""
    column: str | None = None
    for start, end in pairwise([*starts, len(groups)]):
        heading = read_heading(groups[start].heads)
        binding = heading.column_kind
        if heading.column is not None:
            column = heading.column
        parts = tuple(_parts(heading, groups[start:end]))
        if any(part.kind in kinds for part in parts):
            yield Draft(heading, parts, column)
        if binding in ("single", "photo", "banner") and parts:
            column = None


def _parts(heading: Heading, groups: Sequence[Group]) -> Iterator[Part]:
    for part, item in heading.parts:
        yield Part(part, ((item.line.start, item.line.end),))
    pictures = _is_picture(heading.column_kind) and heading.first("title") is None
    yield from arrange(groups[0].body, pictures)
    for group in groups[1:]:
        for item in group.heads:
            if item.kind == "banner" and not group.body:
                continue
            kind: BlockKind = "byline" if item.kind in ("byline", "note") else "heading"
            yield Part(kind, ((item.line.start, item.line.end),))
        yield from arrange(group.body)


def _is_picture(kind: ColumnKind | None) -> bool:
    return kind == "photo"
