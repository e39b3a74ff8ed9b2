"""For a Wikibase such as Wikidata: the V1 commands of QuickStatements, one a line, parts separated by tabs.

An entity that the mapping knows no item for is created, with its label, other names, class, dates and numbers. A fact is
stated only between items that exist. Plans and denials are not stated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.export.model import FactRow, NodeRow
from kg.export.rows import Rows
from kg.knowledge.mappings import Target, WikibaseMapping
from kg.knowledge.ontology import ontology

_ISSUED = "http://purl.org/dc/terms/issued"
_SOURCE = "http://purl.org/dc/terms/source"
_PRECISION = {4: 9, 7: 10, 10: 11}
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_WEB = re.compile(r"https?://\S+")


def quickstatements(quads: Iterable[Quad], mapping: WikibaseMapping) -> bytes:
    """The commands, entity by entity."""
    quads = tuple(quads)
    writer = _Writer(Rows(quads), _said(quads, _ISSUED), _said(quads, _SOURCE), mapping)
    return "".join(f"{line}\n" for line in writer.lines()).encode()


def text(value: str) -> str:
    """Words in quotation marks. A Wikibase takes no line end and no tab, nor spaces at the ends, so every run of them is
    one space; what nobody can see is left out. Quotation marks within need no escape."""
    return f'"{" ".join(_UNSEEN.sub("", value).split())}"'


def time(iso: str) -> str:
    """A year, month or day with its precision."""
    day = f"{iso}-00-00"[:10] if len(iso) == 4 else f"{iso}-00"[:10]
    return f"+{day}T00:00:00Z/{_PRECISION[len(iso)]}"


@dataclass(frozen=True, slots=True)
class _Writer:
    rows: Rows
    issued: Mapping[str, str]
    sources: Mapping[str, str]
    mapping: WikibaseMapping

    def lines(self) -> Iterator[str]:
        about: defaultdict[str, list[FactRow]] = defaultdict(list)
        for row in _best(self.rows.facts):
            about[row.subject_iri].append(row)
            if row.object_iri != row.subject_iri:
                about[row.object_iri].append(row)
        for node in self.rows.nodes:
            item = self.mapping.items.get(node.iri)
            if item is None:
                yield from self._new(node)
            for row in about[node.iri]:
                yield from self._statement(row, node, item or "LAST")

    def _new(self, node: NodeRow) -> Iterator[str]:
        yield "CREATE"
        yield f"LAST\tLzh\t{text(node.label)}"
        for alias in node.aliases:
            if text(alias) not in (text(node.label), '""'):
                yield f"LAST\tAzh\t{text(alias)}"
        kind = next((name for name in self._kinds(node) if name in self.mapping.classes), None)
        if kind is not None:
            yield f"LAST\t{self.mapping.instance_of}\t{self.mapping.classes[kind]}"

    def _kinds(self, node: NodeRow) -> list[str]:
        """The classes, the most special first."""
        depth = {
            name: len(ontology().classes[name].superclasses)
            for name in node.classes
            if name in ontology().classes
        }
        return sorted(depth, key=lambda name: (-depth[name], name))

    def _statement(self, row: FactRow, node: NodeRow, item: str) -> Iterator[str]:
        said = self._said(row, node)
        if said is not None:
            yield "\t".join((item, *said, *self._qualifiers(row), *self._source(row)))

    def _said(self, row: FactRow, node: NodeRow) -> tuple[str, str] | None:
        """Property and value of a fact about this node; None if it cannot be stated, or is stated of the other."""
        if not row.object_iri:
            return self._literal(row) if row.subject_iri == node.iri else None
        target = self.mapping.facts.get(row.predicate)
        if target is None or node.iri != (row.object_iri if target.reverse else row.subject_iri):
            return None
        other = self.mapping.items.get(row.subject_iri if target.reverse else row.object_iri)
        known = self.mapping.items.get(node.iri)
        return (target.property, other) if other and known else None

    def _literal(self, row: FactRow) -> tuple[str, str] | None:
        date, number = self.mapping.dates.get(row.predicate), self.mapping.measures.get(row.predicate)
        if date is not None and len(row.object) in _PRECISION:
            return date.property, time(row.object)
        return (number.property, _quantity(row.object, number)) if number is not None else None

    def _qualifiers(self, row: FactRow) -> Iterator[str]:
        title = self.mapping.qualifiers.get("title")
        if title and row.title and row.object_iri:
            yield from (title, text(row.title))

    def _source(self, row: FactRow) -> Iterator[str]:
        words = self.mapping.sources
        url = self.sources.get(row.page_iri, "")
        if "url" in words and _WEB.fullmatch(url):
            yield from ("S" + words["url"][1:], text(url))
        if "quotation" in words and row.quote.strip():
            yield from ("S" + words["quotation"][1:], f"zh:{text(row.quote)}")
        issued = self.issued.get(row.article_iri) or self.issued.get(row.page_iri, "")
        if "published" in words and len(issued) in _PRECISION:
            yield from ("S" + words["published"][1:], time(issued))


def _quantity(value: str, target: Target) -> str:
    number = value.removesuffix(".0")
    return f"{number}U{target.unit[1:]}" if target.unit else number


def _best(facts: Iterable[FactRow]) -> Iterator[FactRow]:
    """Of what is done, each fact once, with the source that is surest."""
    found: dict[tuple[str, ...], FactRow] = {}
    for row in facts:
        key = (row.subject_iri, row.predicate, row.object_iri, row.object, row.title, row.unit)
        if row.status in ("", "done") and (key not in found or _sureness(row) > _sureness(found[key])):
            found[key] = row
    return iter(found[key] for key in sorted(found))


def _sureness(row: FactRow) -> float:
    return row.confidence or 0.0


def _said(quads: Iterable[Quad], predicate: str) -> dict[str, str]:
    """What each subject has for a property: the last in order, should there be several."""
    return {
        quad.subject.value: quad.object.value
        for quad in sorted(quads, key=str)
        if quad.predicate.value == predicate
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
    }
