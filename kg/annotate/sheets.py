"""From a resolved corpus to annotated pages: which names stand where, and which of them a claim joins.

A claim is about entities; it is drawn between the names of both that stand nearest to the words it was read in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.annotate.model import Mark, Sheet, Sheets, Tie
from kg.knowledge.mappings import POST
from kg.types import Claim, Fact, Page, Post, Resolution, Source, Span

_SURROGATE = re.compile("[\ud800-\udfff]")
_End = tuple[str, str, tuple[str, ...]]


def sheets(resolution: Resolution) -> Sheets:
    """Every page of the corpus with its names and relations, in the order of the pages."""
    marks, claims = _marks(resolution), _claims(resolution)
    drawn = [_sheet(page, marks[page.id], claims[page.id]) for page in resolution.pages]
    return Sheets(tuple(sheet for sheet, _ in drawn), sum(undrawn for _, undrawn in drawn))


def _marks(resolution: Resolution) -> dict[str, list[Mark]]:
    names = {entity.key: entity.name for entity in resolution.entities}
    named = {each.entity for each in resolution.mentions if not each.mention.pointer}
    found: defaultdict[str, set[Mark]] = defaultdict(set)
    for each in resolution.mentions:
        span = each.mention.span
        # A pointer (该局, 他) is no name, unless nothing else shows the work that it tells of (改造柳岸小区); what only
        # stands between characters cannot be marked.
        if (not each.mention.pointer or each.entity not in named) and span.start < span.end:
            found[each.page].add(
                Mark(span.start, span.end, each.mention.type, each.entity, names[each.entity])
            )
    return defaultdict(list, {page: sorted(marks) for page, marks in found.items()})


def _claims(resolution: Resolution) -> dict[str, list[Claim[str]]]:
    found: defaultdict[str, list[Claim[str]]] = defaultdict(list)
    for claim in resolution.claims:
        found[claim.source.page].append(claim)
    return found


def _sheet(page: Page, marks: list[Mark], claims: list[Claim[str]]) -> tuple[Sheet, int]:
    ties: defaultdict[tuple[int, int, str], list[tuple[str, str]]] = defaultdict(list)
    undrawn = 0
    for subject, target, label, title, source in _related(claims):
        ends = [_nearest(marks, key, source.span) for key in (subject, target)]
        if None in ends:
            undrawn += 1
        else:
            quote = page.text[source.span.start : source.span.end]
            ties[ends[0], ends[1], label].append((title, quote))  # type: ignore[index]
    drawn = (
        Tie(*ends, tuple(sorted({title for title, _ in said if title})), min(quote for _, quote in said))
        for ends, said in ties.items()
    )
    # One character for one: a half of a surrogate pair can stand in no file.
    return Sheet(page.id, _SURROGATE.sub("\ufffd", page.text), tuple(marks), tuple(sorted(drawn))), undrawn


def _related(claims: list[Claim[str]]) -> Iterator[tuple[str, str, str, str, Source]]:
    for claim in claims:
        if isinstance(claim, Post):
            yield claim.person, claim.body, POST, claim.title, claim.source
        elif isinstance(claim, Fact) and claim.object is not None and claim.status != "denied":
            yield claim.subject, claim.object, claim.predicate, "", claim.source


def _nearest(marks: list[Mark], key: str, span: Span) -> int | None:
    """The number of the entity's mark with the fewest characters between it and the words; the first of several."""

    def distance(number: int) -> tuple[int, int]:
        return max(0, span.start - marks[number].end, marks[number].start - span.end), number

    return min((number for number, mark in enumerate(marks) if mark.key == key), key=distance, default=None)
