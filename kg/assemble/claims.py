"""What is claimed, as triples: facts, posts, measures, dates. Each yields what its statement is about."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.assemble import terms as t
from kg.assemble.context import Context, Term, class_nodes, vocabulary_term
from kg.assemble.evidence import Stated
from kg.assemble.posts import add_post
from kg.knowledge.ontology import ontology
from kg.types import Dating, Fact, Measure, Post, Span

#: Measures by the place of their number on the page.
Numbers = dict[Span | None, str]


def add_claims(context: Context) -> Iterator[Stated]:
    """Add every claim of the page; yields what is stated, and by which source."""
    numbers = _numbers(context)
    for claim in context.part.claims:
        if isinstance(claim, Fact):
            yield _add_fact(context, claim)
        elif isinstance(claim, Post):
            yield from add_post(context, claim)
        elif isinstance(claim, Measure):
            yield _add_measure(context, claim, numbers)
        else:
            yield _add_dating(context, claim)


def _add_fact(context: Context, fact: Fact[str]) -> Stated:
    predicate = vocabulary_term("properties", fact.predicate)
    subject = context.entity(fact.subject)
    value: Term = t.chinese(fact.value or "") if fact.object is None else context.entity(fact.object)
    if isinstance(value, NamedNode) and ontology().properties[fact.predicate].is_symmetric:
        # Either order says the same; one of them is written, always the same one.
        subject, value = sorted((subject, value), key=str)
    if fact.status != "denied":
        context.add(subject, (predicate, value))
    return Stated(subject, predicate, value, fact.source, fact.status, fact.role)


def _add_measure(context: Context, measure: Measure[str], numbers: Numbers) -> Stated:
    """All of a measure but its words, which are one wording for all pages."""
    iri = _measure_iri(context, measure)
    context.words[iri] = shortest(context.words.get(iri, measure.text), measure.text)
    node, subject = NamedNode(iri), context.entity(measure.subject)
    context.add(
        node,
        *((t.TYPE, kind) for kind in class_nodes("Measure")),
        (t.kg("measureOf"), subject),
        (t.kg("property"), vocabulary_term("measures", measure.property)),
        (t.NUMERIC_VALUE, t.number(measure.value)),
        (t.HAS_UNIT, vocabulary_term("units", measure.unit)),
        (t.kg("approximate"), Literal(measure.approximate)),
    )
    if measure.label:
        context.add(node, (t.kg("counted"), t.chinese(measure.label)))
    if measure.as_of:
        context.add(node, (t.kg("asOf"), t.iso(measure.as_of)))
    whole = numbers.get(measure.part_of) if measure.part_of else None
    if whole and whole != iri:
        context.add(node, (t.kg("partOf"), NamedNode(whole)))
    return Stated(node, t.kg("measureOf"), subject, measure.source)


def _measure_iri(context: Context, measure: Measure[str]) -> str:
    value = t.number(measure.value).value
    rest = (measure.unit, str(measure.approximate), measure.label, measure.as_of)
    return context.minter.measure(measure.subject, measure.property, value, *rest)


def _numbers(context: Context) -> Numbers:
    """The measure that the number at each place of the page is read as, where others are a part of it."""
    measures = [claim for claim in context.part.claims if isinstance(claim, Measure)]
    wholes = {measure.part_of for measure in measures if measure.part_of}
    found: Numbers = {}
    for measure in measures:
        if measure.at in wholes:
            iri = _measure_iri(context, measure)
            found[measure.at] = min(found.get(measure.at, iri), iri)
    return found


def shortest(*wordings: str) -> str:
    """The wording that stands for all, however many ways there are to put a number: the shortest, of those the first."""
    return min(wordings, key=lambda words: (len(words), words))


def _add_dating(context: Context, dating: Dating[str]) -> Stated:
    subject, predicate = context.entity(dating.subject), vocabulary_term("properties", dating.property)
    value = t.iso(dating.value)
    context.add(subject, (predicate, value))
    return Stated(subject, predicate, value, dating.source, dating.status)
