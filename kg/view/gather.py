"""From triples to a `Picture`: nothing is read but the graph itself."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.view.model import Evidence, Fact, Item, Picture, SourceArticle

KG = "https://w3id.org/minsheng/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_ORG = "http://www.w3.org/ns/org#"
_PROV = "http://www.w3.org/ns/prov#"
_OA = "http://www.w3.org/ns/oa#"
_DCTERMS = "http://purl.org/dc/terms/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_QUDT = "http://qudt.org/schema/qudt/"

_TYPE = _RDF + "type"
_LABELS = (_RDFS + "label", _SKOS + "prefLabel")

Term = NamedNode | BlankNode | Literal | Triple
Triples = dict[str, dict[str, list[Term]]]


def gather(quads: Iterable[Quad | Triple], classes: Iterable[str]) -> Picture:
    """Everything that ``quads`` say about entities of ``classes`` (local names, the first fitting wins)."""
    return _Gatherer(_index(quads), tuple(classes)).picture()


def _index(quads: Iterable[Quad | Triple]) -> Triples:
    """Subject to property to sorted objects; the same triple in several named graphs counts once."""
    sets: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        sets[_key(quad.subject)][quad.predicate.value].add(quad.object)
    return {s: {p: _sorted(sets[s][p]) for p in sorted(sets[s])} for s in sorted(sets)}


def _sorted(terms: set[Term]) -> list[Term]:
    return list(terms) if len(terms) == 1 else sorted(terms, key=str)  # nearly all hold one


def _key(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _local(iri: str) -> str:
    return unquote(iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1])


class _Gatherer:
    """Holds the index and the numbering of entities, pages and articles while the picture is put together."""

    def __init__(self, triples: Triples, classes: tuple[str, ...]) -> None:
        self.triples = triples
        self.classes = classes
        self.entities = {iri: n for n, iri in enumerate(s for s in triples if self._main_type(s))}
        self.pages = {iri: n for n, iri in enumerate(self._instances(KG + "Page"))}
        self.articles = {iri: n for n, iri in enumerate(self._instances(KG + "Article"))}
        self.statements = self._statements()

    def picture(self) -> Picture:
        return Picture(
            pages=tuple(self._label(iri) for iri in self.pages),
            articles=tuple(self._article(iri) for iri in self.articles),
            entities=tuple(self._item(iri) for iri in self.entities),
            facts=tuple(self._facts()),
        )

    # -- reading single values

    def _all(self, subject: str, predicate: str) -> list[Term]:
        return self.triples.get(subject, {}).get(predicate, [])

    def _first(self, subject: str, predicate: str) -> str:
        return next((_key(term) for term in self._all(subject, predicate)), "")

    def _number(self, subject: str, predicate: str) -> float | None:
        try:
            number = float(self._first(subject, predicate))
        except ValueError:
            return None
        return number if math.isfinite(number) else None

    def _flag(self, subject: str, predicate: str) -> bool:
        return self._first(subject, predicate) in {"true", "1"}

    def _label(self, iri: str) -> str:
        return next((self._first(iri, p) for p in _LABELS if self._all(iri, p)), "") or _local(iri)

    def _instances(self, cls: str) -> Iterator[str]:
        return (s for s, said in self.triples.items() if any(_key(t) == cls for t in said.get(_TYPE, [])))

    def _types(self, iri: str) -> list[str]:
        found = (_key(term) for term in self._all(iri, _TYPE))
        return [t.removeprefix(KG) for t in found if t.startswith(KG)]

    def _main_type(self, iri: str) -> str | None:
        types = self._types(iri)
        return next((cls for cls in self.classes if cls in types), None)

    # -- entities and articles

    def _item(self, iri: str) -> Item:
        main = self._main_type(iri) or ""
        return Item(
            iri=iri,
            name=self._label(iri),
            type=main,
            kinds=tuple(t for t in self._types(iri) if t != main),
            aliases=tuple(_key(term) for term in self._all(iri, _SKOS + "altLabel")),
        )

    def _article(self, iri: str) -> SourceArticle:
        authors = (_key(term) for term in self._all(iri, KG + "byline"))
        return SourceArticle(
            title=self._label(iri),
            page=self.pages.get(self._first(iri, _DCTERMS + "isPartOf")),
            issued=self._first(iri, _DCTERMS + "issued"),
            byline=tuple(self.entities[a] for a in authors if a in self.entities),
        )

    # -- facts

    def _facts(self) -> Iterator[Fact]:
        for iri in self.entities:
            yield from self._direct(iri)
        yield from self._about(_ORG + "member", self._post)
        yield from self._about(KG + "measureOf", self._measure)

    def _direct(self, iri: str) -> Iterator[Fact]:
        for predicate, objects in self.triples[iri].items():
            if not predicate.startswith(KG):
                continue
            for term in objects:
                fact = self._direct_fact(iri, predicate, term)
                if fact:
                    yield fact

    def _direct_fact(self, iri: str, predicate: str, term: Term) -> Fact | None:
        subject, relation = self.entities[iri], predicate.removeprefix(KG)
        evidence = self._evidence((iri, predicate, str(term)))
        if isinstance(term, Literal):
            return Fact("value", subject, relation, evidence, text=term.value)
        other = self.entities.get(_key(term))
        return None if other is None else Fact("link", subject, relation, evidence, object=other)

    def _about(self, predicate: str, make: Callable[[str, int], Fact | None]) -> Iterator[Fact]:
        """One fact for each node that says with ``predicate`` which entity it is about."""
        for node, said in self.triples.items():
            owner = self.entities.get(self._first(node, predicate)) if predicate in said else None
            fact = make(node, owner) if owner is not None else None
            if fact:
                yield fact

    def _post(self, node: str, owner: int) -> Fact | None:
        body = self.entities.get(self._first(node, _ORG + "organization"))
        if body is None:
            return None
        known = {KG + "title", KG + "attestedOn", KG + "former"}
        return Fact(
            "post",
            owner,
            "holdsPost",
            self._node_evidence(node, _ORG + "member"),
            object=body,
            text=self._first(node, KG + "title"),
            former=self._flag(node, KG + "former"),
            dates=tuple(_key(term) for term in self._all(node, KG + "attestedOn")),
            notes=self._notes(node, known),
        )

    def _measure(self, node: str, owner: int) -> Fact:
        known = {KG + name for name in ("measureOf", "property", "approximate", "text", "asOf")}
        return Fact(
            "measure",
            owner,
            _local(self._first(node, KG + "property")),
            self._node_evidence(node, KG + "measureOf"),
            text=self._first(node, KG + "text"),
            number=self._number(node, _QUDT + "numericValue"),
            unit=_local(self._first(node, _QUDT + "hasUnit")),
            approximate=self._flag(node, KG + "approximate"),
            dates=tuple(_key(term) for term in self._all(node, KG + "asOf")),
            notes=self._notes(node, known),
        )

    def _notes(self, node: str, known: set[str]) -> tuple[tuple[str, str], ...]:
        """What the project's own properties say beyond those that have a place of their own."""
        said = self.triples.get(node, {})
        own = (p for p in said if p.startswith(KG) and p not in known)
        pairs = ((p.removeprefix(KG), _key(term).removeprefix(KG)) for p in own for term in said[p])
        return tuple(pair for pair in pairs if pair[1])

    # -- evidence

    def _statements(self) -> dict[tuple[str, str, str], list[str]]:
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for iri in self._instances(_RDF + "Statement"):
            for term in self._all(iri, _RDF + "object"):
                key = (self._first(iri, _RDF + "subject"), self._first(iri, _RDF + "predicate"), str(term))
                found[key].append(iri)
        return found

    def _node_evidence(self, node: str, predicate: str) -> tuple[Evidence, ...]:
        keys = ((node, predicate, str(term)) for term in self._all(node, predicate))
        return tuple(evidence for key in keys for evidence in self._evidence(key))

    def _evidence(self, key: tuple[str, str, str]) -> tuple[Evidence, ...]:
        found = {
            self._reading(statement, _key(source))
            for statement in self.statements.get(key, [])
            for source in self._all(statement, _PROV + "wasDerivedFrom")
        }
        return tuple(sorted(found, key=_reading_order))

    def _reading(self, statement: str, source: str) -> Evidence:
        selectors = [_key(term) for term in self._all(source, _OA + "hasSelector")]

        def selected(predicate: str) -> str:
            values = (self._first(selector, _OA + predicate) for selector in selectors)
            return next(filter(None, values), "")

        return Evidence(
            quote=selected("exact"),
            before=selected("prefix"),
            after=selected("suffix"),
            page=self.pages.get(self._first(source, _OA + "hasSource")),
            article=self.articles.get(self._first(source, _DCTERMS + "isPartOf")),
            start=_whole(selected("start")),
            end=_whole(selected("end")),
            rule=self._rule(source) or self._rule(statement),
            confidence=self._number(statement, KG + "confidence"),
            notes=self._notes(statement, {KG + "confidence"}),
        )

    def _rule(self, node: str) -> str:
        iri = self._first(node, _PROV + "wasGeneratedBy")
        return self._label(iri) if iri else ""


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _reading_order(evidence: Evidence) -> tuple[int, int, int, str, str, str]:
    page = -1 if evidence.page is None else evidence.page
    return (page, evidence.start or 0, evidence.end or 0, evidence.quote, evidence.rule, str(evidence))
