"""Puts a finding into words: the names of the nodes and the sentence that the fault came from."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.knowledge.ontology import ontology
from kg.validate import facts as f
from kg.validate.facts import Facts, Subject
from kg.validate.report import Violation
from kg.validate.shacl import Finding

_NAMES = (
    f.LABEL,
    "https://w3id.org/minsheng/ontology#title",
    "https://w3id.org/minsheng/ontology#text",
    f.EXACT,
)


def violation(facts: Facts, finding: Finding) -> Violation:
    """The finding with labels and evidence."""
    focus = _subject(finding.focus)
    source = next(_sources(facts, focus, finding), None)
    sentence, page, start, end = _passage(facts, source) if source else (None, None, None, None)
    messages = dict(finding.messages)
    english = messages.get("en") or " ".join(messages.values())
    return Violation(
        focus=str(finding.focus),
        focus_label=_label(facts, focus),
        path="/".join(_compact(step) for step in _steps(finding.path)),
        value=_words(facts, finding.value),
        message=english,
        message_zh=messages.get("zh", english),
        severity=finding.severity,
        sentence=sentence,
        page=page,
        start=start,
        end=end,
    )


def _steps(path: str) -> list[str]:
    """The IRIs of a path: they are joined by a slash, and hold slashes themselves."""
    return [step for step in path.replace("/http", "\nhttp").split("\n") if step]


def _subject(node: Node) -> Subject:
    return ox.BlankNode(str(node).removeprefix("_:")) if isinstance(node, BNode) else ox.NamedNode(str(node))


def _compact(iri: str) -> str:
    for prefix, namespace in ontology().prefixes.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _label(facts: Facts, node: Subject) -> str:
    """Its name, title, words or quote; of evidence, that of what it is about; else its compact IRI."""
    for candidate in (node, *_near(facts, node)):
        for predicate in _NAMES:
            named = facts.first(candidate, predicate)
            if isinstance(named, ox.Literal):
                return named.value
    return _compact(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _near(facts: Facts, node: Subject) -> Iterator[Subject]:
    """What a statement is about, the selectors of a source, the other selectors of a selector's source."""
    owners = sorted(facts.pointing.get(node, ()), key=str)
    for source, predicate in ((node, f.SUBJECT), *((s, f.SELECTOR) for s in (node, *owners))):
        found = (o for o in facts.objects(source, predicate) if not isinstance(o, ox.Literal))
        yield from sorted(found, key=str)


def _words(facts: Facts, value: Node | None) -> str:
    if isinstance(value, URIRef | BNode):
        return _label(facts, _subject(value))
    return str(value) if isinstance(value, Literal) else ""


def _sources(facts: Facts, focus: Subject, finding: Finding) -> Iterator[Subject]:
    """The passages behind a node: its own, of the fact at fault, of anything said of it, of its owner."""
    if f.SOURCE in (p for p, _ in facts.about.get(focus, ())):
        yield focus
    yield from _derived(facts, focus)
    stated = facts.statements.get(focus, ())
    for statement in sorted(stated, key=lambda s: (not _states(facts, s, finding), str(s))):
        yield from _derived(facts, statement)
    for owner in sorted(facts.pointing.get(focus, ()), key=str):
        if f.SOURCE in (p for p, _ in facts.about[owner]):
            yield owner


def _derived(facts: Facts, node: Subject) -> Iterator[Subject]:
    found = (o for o in facts.objects(node, f.DERIVED) if not isinstance(o, ox.Literal))
    yield from sorted(found, key=str)


def _states(facts: Facts, statement: Subject, finding: Finding) -> bool:
    """Whether the statement is about the very property, and the value if any, that the finding names."""
    predicate, value = facts.first(statement, f.PREDICATE), facts.first(statement, f.OBJECT)
    if not isinstance(predicate, ox.NamedNode) or predicate.value != finding.path:
        return False
    return finding.value is None or getattr(value, "value", None) == str(finding.value)


def _passage(facts: Facts, source: Subject) -> tuple[str | None, str | None, int | None, int | None]:
    selectors = [o for o in facts.objects(source, f.SELECTOR) if not isinstance(o, ox.Literal)]
    page = facts.first(source, f.SOURCE)
    name = _label(facts, page) if isinstance(page, ox.NamedNode) else None
    texts = {p: _first(facts, selectors, p) for p in (f.EXACT, f.START, f.END)}
    return texts[f.EXACT], name, _whole(texts[f.START]), _whole(texts[f.END])


def _first(facts: Facts, nodes: list[Subject], predicate: str) -> str | None:
    found = (o.value for n in nodes for o in facts.objects(n, predicate) if isinstance(o, ox.Literal))
    return min(found, default=None)


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.lstrip("-").isdecimal() else None
