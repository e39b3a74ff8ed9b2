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

#: Measures by the page and the place of their number.
Numbers = dict[tuple[str, Span | None], str]


def add_claims(context: Context) -> Iterator[Stated]:
    """Add every claim of the resolution; yields what is stated, and by which source."""
    words, numbers = _words_of_measures(context), _numbers(context)
    for claim in context.resolution.claims:
        if isinstance(claim, Fact):
            yield _add_fact(context, claim)
        elif isinstance(claim, Post):
            yield from add_post(context, claim)
        elif isinstance(claim, Measure):
            yield _add_measure(context, claim, words, numbers)
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
        context.add(fact.source.page, subject, (predicate, value))
    return Stated(subject, predicate, value, fact.source, fact.status, fact.role)


def _add_measure(context: Context, measure: Measure[str], words: dict[str, str], numbers: Numbers) -> Stated:
    iri = _measure_iri(context, measure)
    node, subject = NamedNode(iri), context.entity(measure.subject)
    context.add(
        measure.source.page,
        node,
        *((t.TYPE, kind) for kind in class_nodes("Measure")),
        (t.kg("measureOf"), subject),
        (t.kg("property"), vocabulary_term("measures", measure.property)),
        (t.NUMERIC_VALUE, t.number(measure.value)),
        (t.HAS_UNIT, vocabulary_term("units", measure.unit)),
        (t.kg("approximate"), Literal(measure.approximate)),
        (t.kg("text"), t.text(words[iri])),
    )
    if measure.label:
        context.add(measure.source.page, node, (t.kg("counted"), t.chinese(measure.label)))
    if measure.as_of:
        context.add(measure.source.page, node, (t.kg("asOf"), t.iso(measure.as_of)))
    whole = numbers.get((measure.source.page, measure.part_of)) if measure.part_of else None
    if whole and whole != iri:
        context.add(measure.source.page, node, (t.kg("partOf"), NamedNode(whole)))
    return Stated(node, t.kg("measureOf"), subject, measure.source)


def _measure_iri(context: Context, measure: Measure[str]) -> str:
    value = t.number(measure.value).value
    rest = (measure.unit, str(measure.approximate), measure.label, measure.as_of)
    return context.minter.measure(measure.subject, measure.property, value, *rest)


def _numbers(context: Context) -> Numbers:
    """The measure that the number at each place of each page is read as, where others are a part of it."""
    measures = [claim for claim in context.resolution.claims if isinstance(claim, Measure)]
    wholes = {(measure.source.page, measure.part_of) for measure in measures if measure.part_of}
    found: Numbers = {}
    for measure in measures:
        if (at := (measure.source.page, measure.at)) in wholes:
            iri = _measure_iri(context, measure)
            found[at] = min(found.get(at, iri), iri)
    return found


def _words_of_measures(context: Context) -> dict[str, str]:
    """One wording for each measure, however many ways there are to put it: the shortest, then the first."""
    words: dict[str, str] = {}
    for claim in context.resolution.claims:
        if isinstance(claim, Measure):
            iri = _measure_iri(context, claim)
            words[iri] = min(words.get(iri, claim.text), claim.text, key=lambda text: (len(text), text))
    return words


def _add_dating(context: Context, dating: Dating[str]) -> Stated:
    subject, predicate = context.entity(dating.subject), vocabulary_term("properties", dating.property)
    value = t.iso(dating.value)
    context.add(dating.source.page, subject, (predicate, value))
    return Stated(subject, predicate, value, dating.source)
