"""Readings for tests of resolution, written as text with the names in brackets.

``[某苑小区/Community.compound]`` is a mention with its kind, ``[全区/Area@units.relative]`` one with its rule,
``[该局/Agency@units.anaphor=区教育局]`` one whose reading gives it another name. A line that begins with ``# `` is
the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from kg.knowledge.judgements import Judgements
from kg.resolve import resolve, resolve_page
from kg.types import (
    Article,
    Block,
    Claim,
    EntityType,
    Fact,
    Mention,
    Page,
    Reading,
    Resolution,
    Source,
    Span,
    Text,
)

_MARKED = re.compile(r"\[([^\[\]/]+)/([A-Z][a-z]+)(?:\.(\w+))?(?:@([\w.-]+))?(?:=([^\]]+))?\]")

#: A fact of a reading: what two mentions' texts say of each other.
Said = tuple[str, str, str]


def reading(marked: str, said: Iterable[Said] = (), page: str = "p1", article: str = "a1") -> Reading:
    """The reading that ``marked`` writes; ``said`` are its facts, each between the first mentions of two texts."""
    text, mentions, at = "", [], 0
    for mark in _MARKED.finditer(marked):
        text += marked[at : mark.start()]
        mentions.append(_mention(mark, len(text)))
        text, at = text + mark[1], mark.end()
    text += marked[at:]
    blocks = tuple(
        Block("title" if line.group().startswith("# ") else "paragraph", line.start(), line.end())
        for line in re.finditer(r"[^\n]+", text)
    )
    whole, clean = Span(0, len(text)), Text(text, range(len(text)))
    made = Article(article, page, "", whole, None, None, None, (), clean, blocks, "2023-05-20")
    return Reading(made, tuple(mentions), tuple(_facts(made, mentions, said)))


def _mention(mark: re.Match[str], start: int) -> Mention:
    text, type_, kind, rule, name = mark.groups()
    span = Span(start, start + len(text))
    return Mention(
        cast("EntityType", type_),
        text,
        span.start,
        span.end,
        span,
        name or text,
        rule or "units.chain",
        0.9,
        kind,
    )


def _facts(article: Article, mentions: list[Mention], said: Iterable[Said]) -> Iterable[Claim[int]]:
    at = {mention.text: index for index, mention in reversed(list(enumerate(mentions)))}
    for subject, predicate, obj in said:
        source = Source(article.page, article.id, mentions[at[subject]].span, "test", 0.9)
        yield Fact(at[subject], predicate, at[obj], source)


def resolved(*readings: Reading, judged: Judgements | None = None) -> Resolution:
    """``readings`` resolved, with a page for each page they stand in."""
    texts = {each.article.page: each.article.text.chars for each in readings}
    pages = [Page(page, text) for page, text in texts.items()]
    apart = [
        resolve_page(
            page.id,
            page.text,
            [each for each in readings if each.article.page == page.id],
            judged or Judgements(),
        )
        for page in pages
    ]
    return resolve(pages, apart, judged=judged or Judgements())


def names(resolution: Resolution, type_: str | None = None) -> set[str]:
    """What the entities (of a type) are called."""
    return {entity.name for entity in resolution.entities if type_ in {None, entity.type}}


def facts(resolution: Resolution, predicate: str) -> set[tuple[str, str]]:
    """Subject and object of each fact with ``predicate``, by name."""
    called = {entity.key: entity.name for entity in resolution.entities}
    return {
        (called[claim.subject], called[claim.object or ""])
        for claim in resolution.claims
        if isinstance(claim, Fact) and claim.predicate == predicate
    }
