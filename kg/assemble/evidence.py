"""No fact without its sentence: the statement about a triple, and the words of the page that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.assemble import terms as t
from kg.assemble.context import Context, Term, class_nodes, vocabulary_term
from kg.assemble.places import add_places
from kg.types import Source, Span

#: How many characters before and after a quote are kept beside it.
_AROUND = 24


@dataclass(frozen=True, slots=True)
class Stated:
    """That a source states the triple (subject, ``kg:`` or other predicate, object)."""

    subject: NamedNode
    predicate: NamedNode
    object: Term
    source: Source
    status: str | None = None
    role: str | None = None


def add_statements(context: Context, stated: Iterable[Stated]) -> None:
    """One ``rdf:Statement`` for each triple, status and role, derived from every place that says so. All but its
    confidence, which is that of the best source of any page: the same sentence printed twice is no second witness."""
    for item in stated:
        iri = _statement(context, item)
        sure = item.source.confidence
        context.confidences[iri] = max(context.confidences.get(iri, sure), sure)
        _add_statement(context, NamedNode(iri), item)


def _statement(context: Context, item: Stated) -> str:
    value = item.object
    words = value.value if isinstance(value, NamedNode) else str(value)
    predicate = item.predicate.value.replace("#", "/").rsplit("/", 1)[-1]
    return context.minter.statement(item.subject.value, predicate, words, item.status, item.role)


def _add_statement(context: Context, node: NamedNode, item: Stated) -> None:
    rule = rule_node(context, item.source.rule)
    context.add(
        node,
        (t.TYPE, t.STATEMENT),
        (t.SUBJECT, item.subject),
        (t.PREDICATE, item.predicate),
        (t.OBJECT, item.object),
        (t.GENERATED_BY, rule),
        (t.DERIVED_FROM, add_source(context, item.source)),
    )
    if item.status is not None:
        context.add(node, (t.kg("status"), vocabulary_term("values", item.status)))
    if item.role is not None:
        context.add(node, (t.kg("role"), vocabulary_term("values", item.role)))


def rule_node(context: Context, rule: str) -> NamedNode:
    """The rule that read something, described once on the page."""
    return context.once(("rule", rule), lambda: _add_rule(context, rule))


def _add_rule(context: Context, rule: str) -> NamedNode:
    node = NamedNode(context.minter.rule(rule))
    types = ((t.TYPE, kind) for kind in class_nodes("Extraction"))
    context.add(node, (t.LABEL, t.text(rule)), *types)
    return node


def add_source(context: Context, source: Source) -> NamedNode:
    """The words, with the rule that saw them: a statement with several sources tells which rule saw which."""
    key = ("source", source.article, source.span, source.rule)
    return context.once(key, lambda: _add_source(context, source))


def _add_source(context: Context, source: Source) -> NamedNode:
    page, rule, span = context.page, rule_node(context, source.rule), source.span
    node = NamedNode(context.minter.source(page.value, source.article, source.span, source.rule))
    context.add(
        node,
        (t.TYPE, t.SPECIFIC_RESOURCE),
        (t.HAS_SOURCE, page),
        (t.PART_OF, context.article(source.article)),
        (t.GENERATED_BY, rule),
        (t.HAS_SELECTOR, context.once(("position", span), lambda: _add_position(context, span))),
        (t.HAS_SELECTOR, context.once(("quote", span), lambda: _add_quote(context, span))),
        *((t.HAS_SELECTOR, place) for place in add_places(context, span)),
    )
    return node


def _add_position(context: Context, span: Span) -> NamedNode:
    node = NamedNode(context.minter.selector(context.page.value, span, "position"))
    ends = (t.START, Literal(span.start)), (t.END, Literal(span.end))
    context.add(node, (t.TYPE, t.POSITION_SELECTOR), *ends)
    return node


def _add_quote(context: Context, span: Span) -> NamedNode:
    node = NamedNode(context.minter.selector(context.page.value, span, "quote"))
    text = context.part.page.text
    around = (
        (t.PREFIX, text[max(0, span.start - _AROUND) : span.start]),
        (t.SUFFIX, text[span.end : span.end + _AROUND]),
    )
    exact = (t.EXACT, t.text(text[span.start : span.end]))
    context.add(
        node,
        (t.TYPE, t.QUOTE_SELECTOR),
        exact,
        *((prop, t.text(words)) for prop, words in around if words),
    )
    return node
