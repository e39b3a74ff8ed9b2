"""What the graph says about somebody or something, and why."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.errors import QueryError
from kg.query.decisions import Decided, decided, living, of_key, replaced_by
from kg.query.evidence import Evidence, evidence
from kg.query.index import Index
from kg.query.table import Term, text
from kg.query.terms import KG, ORG, QUDT, RDF, RDFS, SKOS, shorten


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is said: ``subject`` ``predicate`` ``object`` in a reader's words, and its evidence.

    ``subject_iri`` and ``object_iri`` name the entities that it joins; the latter is empty for a literal.
    """

    kind: str  # fact, post, measure
    subject: str
    predicate: str
    object: str
    evidence: tuple[Evidence, ...]
    subject_iri: str = ""
    object_iri: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entity, or the bearer of a single fact: its names, classes, all findings about it, and what was decided about
    who it is. ``stands_for`` are the IRIs of keys that were found to be this entity's."""

    iri: str
    name: str
    aliases: tuple[str, ...]
    classes: tuple[str, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decided, ...] = ()
    stands_for: tuple[str, ...] = ()


def explain(what: str, quads: Iterable[Quad]) -> tuple[Explanation, ...]:
    """What the graph says about ``what``, and why: an entity by its IRI, its key or its name, or a fact.

    A fact by name is ``SUBJECT PREDICATE [OBJECT]``, such as ``"王小明 leads"``. Several entities may share a
    name. Raises QueryError if the graph knows nothing of that name.
    """
    index = Index(quads)
    nodes = [what] if index.about(what) else _named(index, what) or of_key(index, what)
    if nodes:
        now = dict.fromkeys(each for node in nodes for each in living(index, node))
        return tuple(_explanation(index, node) for node in now)
    return _fact_by_name(index, what) or _unknown(index, what)


def _named(index: Index, name: str) -> list[str]:
    """Entities of that label, else of that other name; statements and measures have no say."""
    for predicate in (RDFS + "label", SKOS + "altLabel"):
        found = [node for node in index.nodes() if name in index.values(node, predicate)]
        if found:
            return found
    return []


def _fact_by_name(index: Index, what: str) -> tuple[Explanation, ...]:
    words = what.split()
    if len(words) not in (2, 3):
        return ()
    wanted = words[1].removeprefix("kg:")
    found = []
    for node in _named(index, words[0]):
        whole = _explanation(index, node)
        findings = tuple(f for f in whole.findings if _is_about(f, wanted, words[2:]))
        if findings:
            found.append(Explanation(whole.iri, whole.name, whole.aliases, whole.classes, findings))
    return tuple(found)


def _is_about(finding: Finding, predicate: str, objects: list[str]) -> bool:
    return finding.predicate == predicate and (not objects or objects[0] in finding.object)


def _unknown(index: Index, what: str) -> tuple[Explanation, ...]:
    labels = sorted({label for node in index.nodes() for label in index.values(node, RDFS + "label")})
    near = [label for label in labels if what in label][:3] or difflib.get_close_matches(what, labels, n=3)
    hint = f"; near to it: {', '.join(near)}" if near else "; kg stats shows what the graph holds"
    raise QueryError(f"the graph knows no {what!r}{hint}")


def _explanation(index: Index, node: str) -> Explanation:
    return Explanation(
        iri=node,
        name=index.label(node),
        aliases=tuple(index.values(node, SKOS + "altLabel")),
        classes=tuple(shorten(iri) for iri in index.types(node)),
        findings=tuple(_findings(index, node)),
        decisions=decided(index, node),
        stands_for=tuple(replaced_by(index, node)),
    )


def _findings(index: Index, node: str) -> Iterator[Finding]:
    types = index.types(node)
    if RDF + "Statement" in types:
        yield from _of_statement(index, node)
    elif ORG + "Membership" in types:
        yield _post(index, node)
    elif KG + "Measure" in types:
        yield _measure(index, node)
    else:
        yield from _of_entity(index, node)


def _of_statement(index: Index, statement: str) -> Iterator[Finding]:
    subject, predicate = (index.value(statement, RDF + part) for part in ("subject", "predicate"))
    if predicate in (ORG + "member", KG + "measureOf", KG + "since", KG + "until"):
        yield from _findings(index, subject)
        return
    for term in index.about(statement).get(RDF + "object", []):
        yield _fact(index, subject, predicate, term)


def _of_entity(index: Index, node: str) -> Iterator[Finding]:
    pointing = index.pointing_at(node)
    yield from (_post(index, m) for m, p in pointing if p in (ORG + "member", ORG + "organization"))
    for predicate, terms in index.about(node).items():
        if predicate.startswith(KG):
            yield from (_fact(index, node, predicate, term) for term in terms)
    yield from (_measure(index, m) for m, p in pointing if p == KG + "measureOf")
    for other, predicate in pointing:
        if predicate.startswith(KG) and predicate != KG + "measureOf":
            terms = index.about(other)[predicate]
            yield from (_fact(index, other, predicate, term) for term in terms if text(term) == node)


def _fact(index: Index, subject: str, predicate: str, term: Term) -> Finding:
    backing = evidence(index, subject, predicate, term)
    local = predicate.removeprefix(KG)
    named = term.value if isinstance(term, NamedNode) else ""
    return Finding("fact", index.label(subject), local, index.show(term), backing, subject, named)


def _post(index: Index, node: str) -> Finding:
    person, body = (index.value(node, ORG + role) for role in ("member", "organization"))
    dates = index.values(node, KG + "attestedOn")
    notes = ["former"] if index.value(node, KG + "former") == "true" else []
    notes += (
        [index.value(node, KG + "capacity").removeprefix(KG)] if index.value(node, KG + "capacity") else []
    )
    for name in ("since", "until"):
        notes += [f"{name} {date}" for date in index.values(node, KG + name)]
    notes += [f"attested {', '.join(dates)}"] if dates else []
    title = " ".join([index.label(body), index.value(node, KG + "title")])
    said = f"{title} ({'; '.join(notes)})" if notes else title
    backing = _node_evidence(index, node, ORG + "member")
    return Finding("post", index.label(person), "holdsPost", said, backing, person, body)


def _measure(index: Index, node: str) -> Finding:
    owner = index.value(node, KG + "measureOf")
    unit = index.value(node, QUDT + "hasUnit").rsplit("/", 1)[-1]
    words = index.value(node, KG + "text")
    number = index.value(node, QUDT + "numericValue")
    said = f"{number} {unit} ({words})" if words else f"{number} {unit}"
    local = index.value(node, KG + "property").removeprefix(KG)
    backing = _node_evidence(index, node, KG + "measureOf")
    return Finding("measure", index.label(owner), local, said, backing, owner)


def _node_evidence(index: Index, node: str, predicate: str) -> tuple[Evidence, ...]:
    terms = index.about(node).get(predicate, [])
    return tuple(found for term in terms for found in evidence(index, node, predicate, term))
