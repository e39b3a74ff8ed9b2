"""What a graph says, as it is scored: entities, posts, relations, numbers, dates, evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import InputError
from kg.evaluate.gold import TYPES
from kg.knowledge.vocabulary import KG

Term = NamedNode | BlankNode | Literal | Triple

ORG: Final = "http://www.w3.org/ns/org#"
OA: Final = "http://www.w3.org/ns/oa#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
ALIAS: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
NUMBER: Final = "http://qudt.org/schema/qudt/numericValue"
DERIVED: Final = "http://www.w3.org/ns/prov#wasDerivedFrom"
GENERATED: Final = "http://www.w3.org/ns/prov#wasGeneratedBy"

#: Quotation marks, brackets, separators and spaces: two names that differ only in these are one name.
_MARKS: Final = re.compile(r"[\s\"'“”‘’「」『』《》〈〉()\[\]·,,、-]")


def norm(name: str) -> str:
    """A name as it is compared: without marks and spaces, width and case variants made one."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def text(term: Term) -> str:
    """A term's own words: the IRI, the lexical form."""
    return str(term) if isinstance(term, Triple) else term.value


@dataclass(frozen=True, slots=True)
class Found:
    """An entity of the graph: its classes, its label, and all its names as they are compared."""

    types: frozenset[str]
    label: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """Something the graph says: the key it is compared by, and the triple its statement must be about."""

    key: tuple[Term | str | float, ...]
    triple: tuple[Term, str, Term]


class Graph:
    """Triples by predicate and subject; objects are sorted: the order of the input is of no account."""

    def __init__(self, quads: Iterable[Quad | Triple]) -> None:
        self._objects: dict[str, dict[Term, list[Term]]] = {}
        for subject, predicate, about in {(q.subject, q.predicate, q.object) for q in quads}:
            self._objects.setdefault(predicate.value, {}).setdefault(subject, []).append(about)
        for subjects in self._objects.values():
            for objects in subjects.values():
                objects.sort(key=text)

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        return self._objects.get(predicate, {}).get(subject, [])

    def value(self, subject: Term, predicate: str) -> Term | None:
        return next(iter(self.objects(subject, predicate)), None)

    def pairs(self, predicate: str) -> Iterator[tuple[Term, Term]]:
        for subject, objects in sorted(self._objects.get(predicate, {}).items(), key=lambda kv: text(kv[0])):
            for about in objects:
                yield subject, about

    def instances(self, class_iri: str) -> list[Term]:
        return [s for s, o in self.pairs(RDF + "type") if isinstance(o, NamedNode) and o.value == class_iri]

    def entities(self) -> dict[Term, Found]:
        """Everything of one of the contract's classes, in the order of the IRIs."""
        types: dict[Term, set[str]] = {}
        for subject, about in self.pairs(RDF + "type"):
            local = text(about).removeprefix(KG)
            if local in TYPES and text(about).startswith(KG):
                types.setdefault(subject, set()).add(local)
        return {subject: self._found(subject, classes) for subject, classes in types.items()}

    def _found(self, subject: Term, classes: set[str]) -> Found:
        labels = [text(label) for label in self.objects(subject, LABEL)]
        names = {norm(n) for n in (*labels, *map(text, self.objects(subject, ALIAS)))} - {""}
        return Found(frozenset(classes), labels[0] if labels else "", frozenset(names))

    def posts(self) -> Iterator[Said]:
        """(person, title, body) of every membership that names all three."""
        for post in self.instances(ORG + "Membership"):
            person, body = self.value(post, ORG + "member"), self.value(post, ORG + "organization")
            if person is None or body is None:
                continue
            for title in self.objects(post, KG + "title"):
                yield Said((person, post_key(text(title)), body), (post, ORG + "member", person))

    def facts(self, predicates: Iterable[str]) -> Iterator[Said]:
        for predicate in predicates:
            for subject, about in self.pairs(KG + predicate):
                end: Term | str = norm(about.value) if isinstance(about, Literal) else about
                yield Said((subject, predicate, end), (subject, KG + predicate, about))

    def measures(self) -> Iterator[Said]:
        """(entity, property, number); InputError where the number is none."""
        for node in self.instances(KG + "Measure"):
            number, kind = self.value(node, NUMBER), self.value(node, KG + "property")
            if number is None or kind is None:
                continue
            about = self.value(node, KG + "measureOf")
            key = ("" if about is None else about, text(kind).rsplit("#", 1)[-1], _number(node, number))
            yield Said(key, (node, KG + "measureOf", node if about is None else about))

    def dates(self, predicates: Iterable[str]) -> Iterator[Said]:
        for predicate in predicates:
            for subject, day in self.pairs(KG + predicate):
                yield Said((subject, predicate, text(day)[:10]), (subject, KG + predicate, day))

    def statements(self) -> dict[tuple[Term, str, Term], Term]:
        """The statement about each triple that has one."""
        found: dict[tuple[Term, str, Term], Term] = {}
        for node in self.instances(RDF + "Statement"):
            parts = [self.value(node, RDF + part) for part in ("subject", "predicate", "object")]
            subject, predicate, about = parts
            if subject is not None and predicate is not None and about is not None:
                found[subject, text(predicate), about] = node
        return found

    def reading(self, statement: Term) -> tuple[str, float]:
        """By which rule a statement was read, and with what confidence (0 where it has none)."""
        rule, confidence = self.value(statement, GENERATED), self.value(statement, KG + "confidence")
        name = text(rule).rsplit("/", 1)[-1] if rule is not None else ""
        return name, float(text(confidence)) if confidence is not None else 0.0

    def quote(self, statement: Term) -> str:
        """The first words that a statement was derived from, or nothing."""
        for source in self.objects(statement, DERIVED):
            for selector in self.objects(source, OA + "hasSelector"):
                for exact in self.objects(selector, OA + "exact"):
                    return text(exact)
        return ""

    def selectors(self) -> Iterator[tuple[int, int, str | None]]:
        """Start, end and quote of every text position; the quote is None where none stands beside it."""
        quotes: dict[Term, str] = {}
        for source, selector in self.pairs(OA + "hasSelector"):
            for exact in self.objects(selector, OA + "exact"):
                quotes.setdefault(source, text(exact))
        beside = {selector: quotes.get(source) for source, selector in self.pairs(OA + "hasSelector")}
        for selector in self.instances(OA + "TextPositionSelector"):
            start, end = self.value(selector, OA + "start"), self.value(selector, OA + "end")
            if start is None or end is None:
                raise InputError(
                    f"{text(selector)}: a text position without start or end; build the graph again"
                )
            yield int(text(start)), int(text(end)), beside.get(selector)


def post_key(title: str) -> str:
    """A post's title in a comparison key: apart from the names of relations."""
    return f"holdsPost {norm(title)}"


def _number(node: Term, number: Term) -> float:
    try:
        return float(text(number))
    except ValueError as error:
        why = f"{text(node)}: the value {text(number)!r} of a measure is no number"
        raise InputError(f"{why}; check the graph with kg validate") from error
