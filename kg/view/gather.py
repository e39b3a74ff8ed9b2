"""From triples to a `Picture`: nothing is read but the graph itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, Quad, Triple

from kg.view.index import DCTERMS, KG, OA, ORG, PROV, QUDT, RDF, SKOS, Index, Term, key, local
from kg.view.model import Evidence, Fact, Item, Picture, SourceArticle

#: What is said of nearly every fact, and of a post reads as if it were over: it is left unsaid.
_PLAIN = ("status", "done")


def gather(
    quads: Iterable[Quad | Triple], classes: Iterable[str], only: Iterable[Quad | Triple] | None = None
) -> Picture:
    """Everything that ``quads`` say about entities of ``classes`` (local names, the first fitting wins).

    ``only`` limits it to facts and entities that these triples name, beside ``quads`` or among them.
    """
    if only is None:
        return _Gatherer(Index(quads), tuple(classes)).picture()
    chosen = tuple(only)
    return _Gatherer(Index((*quads, *chosen)), tuple(classes), _Choice(chosen)).picture()


class _Choice:
    """Which entities and facts are wanted, given the triples that name them."""

    def __init__(self, triples: Iterable[Quad | Triple]) -> None:
        self.triples: set[tuple[str, str, str]] = set()
        self.nodes: set[str] = set()
        for one in triples:
            self.triples.add((key(one.subject), one.predicate.value, str(one.object)))
            self.nodes |= {key(one.subject)} | (
                set() if isinstance(one.object, Literal) else {key(one.object)}
            )


class _Gatherer:
    """Holds the index and the numbering of entities, pages and articles while the picture is put together."""

    def __init__(self, index: Index, classes: tuple[str, ...], choice: _Choice | None = None) -> None:
        self.index, self.classes, self.choice = index, classes, choice
        entities = (s for s in index.said if self._main_type(s) and (choice is None or s in choice.nodes))
        self.entities = {iri: n for n, iri in enumerate(entities)}
        self.pages = {iri: n for n, iri in enumerate(index.instances(KG + "Page"))}
        self.articles = {iri: n for n, iri in enumerate(index.instances(KG + "Article"))}
        self.statements = self._statements()

    def picture(self) -> Picture:
        return Picture(
            pages=tuple(self.index.label(iri) for iri in self.pages),
            articles=tuple(self._article(iri) for iri in self.articles),
            entities=tuple(self._item(iri) for iri in self.entities),
            facts=tuple(self._facts()),
            page_iris=tuple(self.pages),
        )

    def _main_type(self, iri: str) -> str | None:
        types = self.index.types(iri)
        return next((cls for cls in self.classes if cls in types), None)

    # -- entities and articles

    def _item(self, iri: str) -> Item:
        main = self._main_type(iri) or ""
        return Item(
            iri=iri,
            name=self.index.label(iri),
            type=main,
            kinds=tuple(t for t in self.index.types(iri) if t != main),
            aliases=tuple(key(term) for term in self.index.all(iri, SKOS + "altLabel")),
        )

    def _article(self, iri: str) -> SourceArticle:
        authors = (key(term) for term in self.index.all(iri, KG + "byline"))
        return SourceArticle(
            title=self.index.label(iri),
            page=self.pages.get(self.index.first(iri, DCTERMS + "isPartOf")),
            issued=self.index.first(iri, DCTERMS + "issued"),
            byline=tuple(self.entities[a] for a in authors if a in self.entities),
            iri=iri,
        )

    # -- facts

    def _facts(self) -> Iterator[Fact]:
        for iri in self.entities:
            yield from self._direct(iri)
        yield from self._about(ORG + "member", self._post)
        yield from self._about(KG + "measureOf", self._measure)

    def _direct(self, iri: str) -> Iterator[Fact]:
        for predicate, objects in self.index.said[iri].items():
            if not predicate.startswith(KG):
                continue
            for term in objects:
                fact = self._direct_fact(iri, predicate, term) if self._wanted(iri, predicate, term) else None
                if fact:
                    yield fact

    def _wanted(self, iri: str, predicate: str, term: Term) -> bool:
        return self.choice is None or (iri, predicate, str(term)) in self.choice.triples

    def _direct_fact(self, iri: str, predicate: str, term: Term) -> Fact | None:
        subject, relation = self.entities[iri], predicate.removeprefix(KG)
        evidence = self._evidence((iri, predicate, str(term)))
        if isinstance(term, Literal):
            return Fact("value", subject, relation, evidence, text=term.value)
        other = self.entities.get(key(term))
        return None if other is None else Fact("link", subject, relation, evidence, object=other)

    def _about(self, predicate: str, make: Callable[[str, int], Fact | None]) -> Iterator[Fact]:
        """One fact for each node that says with ``predicate`` which entity it is about."""
        for node, said in self.index.said.items():
            if self.choice is not None and node not in self.choice.nodes:
                continue
            owner = self.entities.get(self.index.first(node, predicate)) if predicate in said else None
            fact = make(node, owner) if owner is not None else None
            if fact:
                yield fact

    def _post(self, node: str, owner: int) -> Fact | None:
        body = self.entities.get(self.index.first(node, ORG + "organization"))
        if body is None:
            return None
        known = {KG + "title", KG + "attestedOn", KG + "former"}
        return Fact(
            "post",
            owner,
            "holdsPost",
            self._node_evidence(node, ORG + "member"),
            object=body,
            text=self.index.first(node, KG + "title"),
            former=self.index.flag(node, KG + "former"),
            dates=tuple(key(term) for term in self.index.all(node, KG + "attestedOn")),
            notes=self._notes(node, known),
        )

    def _measure(self, node: str, owner: int) -> Fact:
        known = {KG + name for name in ("measureOf", "property", "approximate", "text", "asOf", "partOf")}
        return Fact(
            "measure",
            owner,
            local(self.index.first(node, KG + "property")),
            self._node_evidence(node, KG + "measureOf"),
            text=self.index.first(node, KG + "text"),
            number=self.index.number(node, QUDT + "numericValue"),
            unit=local(self.index.first(node, QUDT + "hasUnit")),
            approximate=self.index.flag(node, KG + "approximate"),
            dates=tuple(key(term) for term in self.index.all(node, KG + "asOf")),
            notes=self._notes(node, known),
        )

    def _notes(self, node: str, known: set[str]) -> tuple[tuple[str, str], ...]:
        """What the project's own properties say beyond those that have a place of their own."""
        said = self.index.said.get(node, {})
        own = (p for p in said if p.startswith(KG) and p not in known)
        pairs = ((p.removeprefix(KG), key(term).removeprefix(KG)) for p in own for term in said[p])
        return tuple(pair for pair in pairs if pair[1])

    # -- evidence

    def _statements(self) -> dict[tuple[str, str, str], list[str]]:
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for iri in self.index.instances(RDF + "Statement"):
            for term in self.index.all(iri, RDF + "object"):
                about = (self.index.first(iri, RDF + "subject"), self.index.first(iri, RDF + "predicate"))
                found[*about, str(term)].append(iri)
        return found

    def _node_evidence(self, node: str, predicate: str) -> tuple[Evidence, ...]:
        triples = ((node, predicate, str(term)) for term in self.index.all(node, predicate))
        return tuple(evidence for triple in triples for evidence in self._evidence(triple))

    def _evidence(self, triple: tuple[str, str, str]) -> tuple[Evidence, ...]:
        found = {
            self._reading(statement, key(source))
            for statement in self.statements.get(triple, [])
            for source in self.index.all(statement, PROV + "wasDerivedFrom")
        }
        return tuple(found) if len(found) < 2 else tuple(sorted(found, key=_reading_order))

    def _reading(self, statement: str, source: str) -> Evidence:
        selectors = [key(term) for term in self.index.all(source, OA + "hasSelector")]

        def selected(predicate: str) -> str:
            values = (self.index.first(selector, OA + predicate) for selector in selectors)
            return next(filter(None, values), "")

        return Evidence(
            quote=selected("exact"),
            before=selected("prefix"),
            after=selected("suffix"),
            page=self.pages.get(self.index.first(source, OA + "hasSource")),
            article=self.articles.get(self.index.first(source, DCTERMS + "isPartOf")),
            start=_whole(selected("start")),
            end=_whole(selected("end")),
            rule=self._rule(source) or self._rule(statement),
            confidence=self.index.number(statement, KG + "confidence"),
            notes=tuple(note for note in self._notes(statement, {KG + "confidence"}) if note != _PLAIN),
            boxes=tuple(self._boxes(selectors)),
        )

    def _boxes(self, selectors: Iterable[str]) -> Iterator[str]:
        """The fragments of the file in which words stand, in the order of their lines."""
        boxes = [
            one for one in selectors if OA + "FragmentSelector" in map(key, self.index.all(one, RDF + "type"))
        ]
        for box in sorted(boxes, key=lambda iri: (len(iri), iri)):
            yield self.index.first(box, RDF + "value")

    def _rule(self, node: str) -> str:
        iri = self.index.first(node, PROV + "wasGeneratedBy")
        return self.index.label(iri) if iri else ""


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _reading_order(evidence: Evidence) -> tuple[int, int, int, str, str, str]:
    page = -1 if evidence.page is None else evidence.page
    return (page, evidence.start or 0, evidence.end or 0, evidence.quote, evidence.rule, str(evidence))
