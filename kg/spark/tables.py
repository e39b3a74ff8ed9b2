"""Mentions, claims and decisions as flat rows: what a table of them has in its columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from kg.assemble import Minter, Part
from kg.codec import loaded
from kg.spark.frames import Row, mapped
from kg.types import Claim, Decision, Fact, Measure, Post

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class MentionRow(NamedTuple):
    """A name where it stands (code points of the page as given): what it is and which entity it names, by key and IRI. A
    ``pointer`` stands for a name (该局), what is only named in ``passing`` is no entity of the graph."""

    page: str
    article: str
    start: int
    end: int
    text: str
    type: str
    entity: str
    iri: str
    rule: str
    confidence: float
    pointer: bool
    passing: bool


class ClaimRow(NamedTuple):
    """What is said, and where. ``kind`` is fact, post, measure or dating; ``object`` and ``object_iri`` are empty where a
    ``value`` is said, ``title``, ``since``, ``until`` are those of posts; empty is what is not said."""

    page: str
    article: str
    start: int
    end: int
    text: str
    kind: str
    subject: str
    subject_iri: str
    predicate: str
    object: str
    object_iri: str
    value: str
    unit: str
    title: str
    since: str
    until: str
    status: str
    rule: str
    confidence: float


class DecisionRow(NamedTuple):
    """Whether two keys name one: ``score`` is the probability, ``reasons`` are one a line."""

    left: str
    right: str
    verdict: str
    score: float
    reasons: str
    rule: str


Mentions = tuple[MentionRow, ...]
Claims = tuple[ClaimRow, ...]
_TYPES = {str: "string", int: "bigint", float: "double", bool: "boolean"}


def schema(row: type[NamedTuple]) -> str:
    """The columns of a table, for Spark."""
    return ", ".join(f"{name} {_TYPES[type_]}" for name, type_ in get_type_hints(row).items())


def of_mentions(part: Part, minter: Minter) -> Mentions:
    """The rows of a page."""
    text = part.page.text
    return tuple(
        MentionRow(
            part.page.id,
            each.article,
            each.mention.span.start,
            each.mention.span.end,
            text[each.mention.span.start : each.mention.span.end],
            each.mention.type,
            each.entity,
            minter.entity(each.entity),
            each.mention.rule,
            each.mention.confidence,
            each.mention.pointer,
            each.mention.passing,
        )
        for each in part.mentions
    )


def of_claims(part: Part, minter: Minter) -> Claims:
    """The rows of a page."""
    return tuple(_claim(claim, part.page.text, minter) for claim in part.claims)


def table(packed: DataFrame, row: type[NamedTuple], several: Any) -> DataFrame:
    """The rows in a column of values as JSON."""
    return mapped(packed, partial(_rows, several), schema(row))


def decisions(data: DataFrame) -> DataFrame:
    """The rows of decisions (as JSON)."""
    return mapped(data, _decisions, schema(DecisionRow))


def _claim(claim: Claim[str], page: str, minter: Minter) -> ClaimRow:
    source, said = claim.source, _said(claim)
    subject, obj = said.get("subject", ""), said.get("object", "")
    return ClaimRow(
        page=source.page,
        article=source.article,
        start=source.span.start,
        end=source.span.end,
        text=page[source.span.start : source.span.end],
        kind=type(claim).__name__.lower(),
        subject=subject,
        subject_iri=minter.entity(subject),
        predicate=said["predicate"],
        object=obj,
        object_iri=minter.entity(obj) if obj else "",
        rule=source.rule,
        confidence=source.confidence,
        **{name: said.get(name, "") for name in ("value", "unit", "title", "since", "until", "status")},
    )


def _said(claim: Claim[str]) -> dict[str, str]:
    if isinstance(claim, Post):
        status = "proposed" if claim.proposed else "former" if claim.former else "held"
        dates = {"since": claim.since or "", "until": claim.until or ""}
        ends = {"subject": claim.person, "object": claim.body}
        return {**ends, **dates, "predicate": "post", "title": claim.title, "status": status}
    if isinstance(claim, Fact):
        ends = {"subject": claim.subject, "object": claim.object or ""}
        return {**ends, "predicate": claim.predicate, "value": claim.value or "", "status": claim.status}
    value = {"subject": claim.subject, "predicate": claim.property}
    if isinstance(claim, Measure):
        return {**value, "value": f"{claim.value:.15g}", "unit": claim.unit}
    return {**value, "value": claim.value}


def _rows(several: Any, rows: Iterator[Row]) -> Iterator[Row]:
    for (data,) in rows:
        for row in loaded(data, several):
            yield _clean(row)


def _decisions(rows: Iterator[Row]) -> Iterator[Row]:
    for (data,) in rows:
        each = loaded(data, Decision)
        yield _clean((each.left, each.right, each.verdict, each.score, "\n".join(each.reasons), each.rule))


def _clean(row: Row) -> Row:
    """Half surrogates, which no table holds, become U+FFFD."""
    return tuple(
        cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(cell, str) else cell
        for cell in row
    )
