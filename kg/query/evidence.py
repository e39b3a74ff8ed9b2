"""Why the graph says something: the words a statement was read in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.query.index import Index
from kg.query.table import Term
from kg.query.terms import DCTERMS, KG, OA, PROV, RDF


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reading of one fact: ``quote`` is ``page[start:end]``, with the words around it where the graph
    has them."""

    rule: str
    confidence: float | None
    quote: str
    before: str
    after: str
    page: str
    article: str
    start: int | None
    end: int | None
    notes: tuple[str, ...] = ()


def evidence(index: Index, subject: str, predicate: str, obj: Term) -> tuple[Evidence, ...]:
    """Every reading of the triple, in order of page and place; empty for a triple that has no statement."""
    return _ordered(
        reading
        for statement in statements(index, subject)
        if index.value(statement, RDF + "predicate") == predicate
        and obj in index.about(statement).get(RDF + "object", [])
        for reading in statement_evidence(index, statement)
    )


def statement_evidence(index: Index, statement: str) -> tuple[Evidence, ...]:
    """Every reading of what a statement says, in order of page and place."""
    return _ordered(
        _reading(index, statement, source) for source in index.values(statement, PROV + "wasDerivedFrom")
    )


def _ordered(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(found, key=lambda e: (e.page, e.start or 0, e.end or 0, e.rule)))


def statements(index: Index, subject: str) -> list[str]:
    """The statements about ``subject``."""
    return [node for node, predicate in index.pointing_at(subject) if predicate == RDF + "subject"]


def _reading(index: Index, statement: str, source: str) -> Evidence:
    selectors = index.values(source, OA + "hasSelector")

    def selected(name: str) -> str:
        return next((value for s in selectors for value in index.values(s, OA + name)), "")

    return Evidence(
        rule=_rule(index, statement, source),
        confidence=_number(index.value(statement, KG + "confidence")),
        quote=selected("exact"),
        before=selected("prefix"),
        after=selected("suffix"),
        page=page_name(index, index.value(source, OA + "hasSource")),
        article=index.label(index.value(source, DCTERMS + "isPartOf")),
        start=_offset(selected("start")),
        end=_offset(selected("end")),
        notes=tuple(_notes(index, statement)),
    )


def _rule(index: Index, statement: str, source: str) -> str:
    """The rule that saw these very words; of a statement with one source, the rule of the statement."""
    seen_by = index.value(source, PROV + "wasGeneratedBy") or index.value(statement, PROV + "wasGeneratedBy")
    return index.label(seen_by)


def page_name(index: Index, page: str) -> str:
    """The path or title by which a reader knows the page."""
    return index.value(page, DCTERMS + "identifier") or index.label(page)


def _notes(index: Index, statement: str) -> list[str]:
    """Status and role, in the words of their IRIs; done is what a reader assumes."""
    said = index.values(statement, KG + "status") + index.values(statement, KG + "role")
    return [value.removeprefix(KG) for value in said if value != KG + "done"]


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _offset(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() else None
