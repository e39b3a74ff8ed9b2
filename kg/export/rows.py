"""A graph as rows for tables and networks: its entities, what joins them, and every fact with its words.

Read from the quads alone, so that any graph of the vocabulary will do. All rows are sorted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.export.model import EdgeRow, FactRow, NodeRow
from kg.knowledge.ontology import KG, ontology

Term = NamedNode | BlankNode | Literal | Triple

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ORG = "http://www.w3.org/ns/org#"
_PROV = "http://www.w3.org/ns/prov#"
_RULE = _PROV + "wasGeneratedBy"
_OA = "http://www.w3.org/ns/oa#"
_QUDT = "http://qudt.org/schema/qudt/"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALT = "http://www.w3.org/2004/02/skos/core#altLabel"
_PART_OF = "http://purl.org/dc/terms/isPartOf"
#: The relation of a membership, which is no property of the vocabulary but a node of its own.
POST = "holdsPost"


class Rows:
    """The rows of a graph, made when they are asked for."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        about: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            about[_text(quad.subject)][quad.predicate.value].add(quad.object)
        self._about = {s: {p: sorted(o, key=str) for p, o in rest.items()} for s, rest in about.items()}

    @cached_property
    def nodes(self) -> tuple[NodeRow, ...]:
        """The entities, by IRI."""
        rows = (self._node(iri) for iri in self._about)
        return tuple(sorted(row for row in rows if row is not None))

    @cached_property
    def edges(self) -> tuple[EdgeRow, ...]:
        """Facts between entities, and posts."""
        return tuple(sorted((*self._links(), *self._posts()), key=_sortable))

    @cached_property
    def facts(self) -> tuple[FactRow, ...]:
        """Every statement, once for each of its sources."""
        statements = (iri for iri in self._about if self._is(iri, _RDF + "Statement"))
        return tuple(sorted((row for iri in statements for row in self._facts(iri)), key=_sortable))

    def _node(self, iri: str) -> NodeRow | None:
        types = [t.removeprefix(KG) for t in self._all(iri, _RDF + "type") if t.startswith(KG)]
        main = next((name for name in ontology().entity_classes if name in types), None)
        if main is None:
            return None
        label = self._label(iri)
        return NodeRow(iri, label, main, tuple(sorted(types)), tuple(sorted(self._all(iri, _ALT))))

    def _links(self) -> Iterator[EdgeRow]:
        for node in self.nodes:
            for prop in ontology().facts:
                for target in self._about[node.iri].get(prop.iri.value, ()):
                    if isinstance(target, NamedNode):
                        said = self._statements.get((node.iri, prop.iri.value, target.value), [])
                        yield self._edge(node.iri, target.value, prop.name, said)

    def _posts(self) -> Iterator[EdgeRow]:
        for iri in self._about:
            if self._is(iri, _ORG + "Membership"):
                person, body = self._one(iri, _ORG + "member"), self._one(iri, _ORG + "organization")
                yield self._edge(
                    person, body, POST, self._statements.get((iri, _ORG + "member", person), []), iri
                )

    def _edge(self, source: str, target: str, relation: str, said: list[str], post: str = "") -> EdgeRow:
        facts = sorted((row for iri in said for row in self._facts(iri)), key=_best_first)
        best = facts[0] if facts else None
        return EdgeRow(
            source,
            target,
            relation,
            title=self._one(post, KG + "title"),
            former="true" in self._all(post, KG + "former"),
            attested=tuple(sorted(self._all(post, KG + "attestedOn"))),
            status=best.status if best else "",
            confidence=best.confidence if best else None,
            quote=best.quote if best else "",
        )

    def _facts(self, statement: str) -> Iterator[FactRow]:
        subject, relation, target, title, unit = self._said(statement)
        value = target.value if isinstance(target, NamedNode) else ""
        confidence = self._one(statement, KG + "confidence")
        for source in self._all(statement, _PROV + "wasDerivedFrom") or [""]:
            page, article = self._one(source, _OA + "hasSource"), self._one(source, _PART_OF)
            rule = self._one(source, _PROV + "wasGeneratedBy") or self._one(
                statement, _PROV + "wasGeneratedBy"
            )
            yield FactRow(
                subject_iri=subject,
                subject=self._label(subject),
                predicate=relation,
                object_iri=value,
                object=self._label(value) if value else _text(target),
                title=title,
                unit=unit,
                status=_local(self._one(statement, KG + "status")),
                role=_local(self._one(statement, KG + "role")),
                confidence=float(confidence) if confidence else None,
                rule=self._label(rule),
                page_iri=page,
                page=self._label(page),
                article_iri=article,
                article=self._label(article),
                start=self._selected(source, "start"),
                end=self._selected(source, "end"),
                quote=self._quote(source),
            )

    def _said(self, statement: str) -> tuple[str, str, Term, str, str]:
        """What a statement says: subject, relation, object, title of a post, unit of a measure."""
        about = self._about[statement]
        subject, predicate = self._one(statement, _RDF + "subject"), self._one(statement, _RDF + "predicate")
        target = next(iter(about.get(_RDF + "object", ())), Literal(""))
        if predicate == _ORG + "member":
            body = NamedNode(self._one(subject, _ORG + "organization"))
            return _text(target), POST, body, self._one(subject, KG + "title"), ""
        if predicate == KG + "measureOf":
            number = Literal(self._one(subject, _QUDT + "numericValue"))
            return (
                _text(target),
                _local(self._one(subject, KG + "property")),
                number,
                self._one(subject, KG + "counted"),
                _local(self._one(subject, _QUDT + "hasUnit")),
            )
        if predicate == KG + "nominee":
            body = NamedNode(self._one(subject, KG + "nominatedTo"))
            return _text(target), "nominatedTo", body, self._one(subject, KG + "title"), ""
        if predicate in (KG + "since", KG + "until"):
            person, title = self._one(subject, _ORG + "member"), self._one(subject, KG + "title")
            return person, _local(predicate), target, title, ""
        return subject, _local(predicate), target, "", ""

    @cached_property
    def _statements(self) -> dict[tuple[str, str, str], list[str]]:
        """The statements about each triple."""
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for iri in self._about:
            if self._is(iri, _RDF + "Statement"):
                subject, predicate, target = (
                    self._one(iri, _RDF + p) for p in ("subject", "predicate", "object")
                )
                found[subject, predicate, target].append(iri)
        return found

    def _selected(self, source: str, end: str) -> int | None:
        found = (self._one(selector, _OA + end) for selector in self._all(source, _OA + "hasSelector"))
        return next((int(value) for value in found if value.isdecimal()), None)

    def _quote(self, source: str) -> str:
        found = (self._one(selector, _OA + "exact") for selector in self._all(source, _OA + "hasSelector"))
        return next(filter(None, found), "")

    def _all(self, subject: str, predicate: str) -> list[str]:
        return [_text(term) for term in self._about.get(subject, {}).get(predicate, ())]

    def _one(self, subject: str, predicate: str) -> str:
        return next(iter(self._all(subject, predicate)), "")

    def _is(self, subject: str, kind: str) -> bool:
        return kind in self._all(subject, _RDF + "type")

    def _label(self, iri: str) -> str:
        return self._one(iri, _LABEL) or iri


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _sortable(row: EdgeRow | FactRow) -> str:
    """Some cells may be empty, which numbers cannot be compared with."""
    return repr(row)


def _best_first(row: FactRow) -> tuple[float, str]:
    return -(row.confidence or 0.0), _sortable(row)
