"""For FollowTheMoney: one entity a line, as JSON, with its properties and the statements they rest on.

The package ``followthemoney`` (an extra of this project) knows the model: it cleans every value and refuses what the
model has no place for. A statement's ``origin`` is the IRI of the entity, or of the article a fact was read in; its
``original_value`` is what stands in the graph wherever cleaning changed it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad

from kg.errors import ExportError
from kg.export.model import FactRow, NodeRow
from kg.export.property_graph import Node, property_graph
from kg.export.rows import POST, Rows
from kg.knowledge.mappings import LinkRule, ftm_mapping
from kg.knowledge.ontology import ontology

if TYPE_CHECKING:
    from followthemoney.statement.entity import StatementEntity

_DATASET = "minsheng"
_BODY = ("Organization",)
_NOTES = "notes"
#: The model's types of properties that hold words.
_WORDS = ("name", "string", "text", "address")


def ftm(quads: Iterable[Quad]) -> bytes:
    """The entities by id, one a line.

    Raises ExportError where followthemoney is not installed.
    """
    quads = tuple(quads)
    rows = Rows(quads)
    book = _Book(rows)
    for node in property_graph(quads).nodes["sources"]:
        book.source(node)
    for row in rows.nodes:
        book.entity(row)
    for _, group in groupby(sorted(rows.facts, key=_fact), key=_fact):
        book.fact(list(group))
    return "".join(f"{line}\n" for line in book.lines()).encode()


def ftm_id(*parts: str) -> str:
    """The id of an entity: the model wants Latin letters and digits, so it is a hash of what it is made from."""
    return f"kg-{hashlib.sha1(json.dumps(parts).encode()).hexdigest()}"


def _fact(row: FactRow) -> tuple[str, ...]:
    return (
        row.subject_iri,
        row.predicate,
        row.object_iri,
        row.object,
        row.title,
        row.unit,
        row.role,
        row.status,
    )


class _Book:
    """All entities that are made, by id."""

    def __init__(self, rows: Rows) -> None:
        try:
            from followthemoney import model
            from followthemoney.dataset import Dataset
            from followthemoney.statement.entity import StatementEntity
        except ImportError:
            raise ExportError(
                "the format ftm needs followthemoney; install it with: pip install 'minsheng-kg[ftm]'"
            ) from None
        self._make: type[StatementEntity] = StatementEntity
        self._model = model
        self._dataset = Dataset.make({"name": _DATASET, "title": "Minsheng KG"})
        self._entities: dict[str, StatementEntity] = {}
        self._by_iri: dict[str, StatementEntity] = {}
        self._posts = {(e.source, e.target, e.title): e for e in rows.edges if e.relation == POST}

    def source(self, node: Node) -> None:
        """An article is an Article; a page is what its articles lie in, and no entity of its own."""
        if node.labels != ("Article",):
            return
        made = self._new(ftm_id(node.iri), "Article", node.iri)
        label, issued = str(node.properties["label"]), node.properties["issued"]
        for prop in ("title", "fileName", "name"):
            self._add(made, prop, label, node.iri)
        self._add(made, "language", "zho", node.iri)
        if issued:
            self._add(made, "publishedAt", str(issued), node.iri)

    def entity(self, row: NodeRow) -> None:
        """An entity of the graph under its schema, with its names."""
        mapping = ftm_mapping()
        schema = mapping.classes[row.type]
        if row.type == "Organization":
            ends = mapping.endings.items()
            schema = next((name for name, words in ends if row.label.endswith(words)), schema)
        made = self._new(ftm_id(row.iri), schema, row.iri)
        for prop in mapping.names.get(schema, ("name",)):
            self._add(made, prop, row.label, row.iri)
        for alias in row.aliases:
            self._add(made, "alias", alias, row.iri)

    def fact(self, rows: list[FactRow]) -> None:
        """A fact with all its sources; what the text denies is not stated."""
        row, subject = rows[0], self._by_iri.get(rows[0].subject_iri)
        if row.status == "denied" or subject is None:
            return
        other = self._by_iri.get(row.object_iri)
        if row.predicate == POST and other is not None:
            self._post(subject, other, rows)
        elif row.predicate == "byline" and other is not None:
            self._add(subject, "author", row.object, row.article_iri)
        elif other is not None:
            self._related(subject, other, rows)
        elif not row.object_iri:
            self._valued(subject, rows)

    def _post(self, person: StatementEntity, body: StatementEntity, rows: list[FactRow]) -> None:
        row = rows[0]
        position = self._new(ftm_id("position", row.object_iri, row.title), "Position", "")
        self._add(position, "name", f"{row.object}{row.title}", row.article_iri)
        if _is_a(body, *_BODY):
            self._add(position, "organization", str(body.id), row.article_iri)
        else:
            self._add(position, "subnationalArea", row.object, row.article_iri)
        held = self._link("Occupancy", rows, {"holder": str(person.id), "post": str(position.id)})
        post = self._posts.get((row.subject_iri, row.object_iri, row.title))
        for day in post.attested if post else ():
            self._add(held, "date", day, row.article_iri)
        if post and post.former:
            self._add(held, "status", "ended", row.article_iri)

    def _related(self, subject: StatementEntity, other: StatementEntity, rows: list[FactRow]) -> None:
        row = rows[0]
        rule = next(
            (rule for rule in ftm_mapping().facts if _fits(rule, row.predicate, subject, other)), None
        )
        if rule is None:
            return
        if rule.link:
            made = self._link(rule.link, rows, {rule.source: str(subject.id), rule.target: str(other.id)})
            self._add(made, "role", _role(row), row.article_iri, quiet=True)
            return
        holder, value = (other, subject) if rule.reverse else (subject, other)
        self._add(holder, rule.prop, str(value.id), row.article_iri)

    def _valued(self, subject: StatementEntity, rows: list[FactRow]) -> None:
        """A date where the schema has a property for it, the one sum of a project; else words in a note."""
        row = rows[0]
        dates = ftm_mapping().dates.items()
        prop = next(
            (said[row.predicate] for name, said in dates if row.predicate in said and _is_a(subject, name)),
            None,
        )
        if (
            prop is None
            and row.predicate == "investment"
            and _is_a(subject, "Value")
            and not subject.get("amount")
        ):
            self._add(subject, "amount", row.object, row.article_iri)
            self._add(subject, "currency", row.unit, row.article_iri)
        elif prop is not None:
            self._add(subject, prop, row.object, row.article_iri)
        else:
            said = " ".join(
                filter(None, (_title(row.predicate), row.object.removesuffix(".0"), row.unit, row.title))
            )
            self._add(subject, _NOTES, said, row.article_iri)

    def _link(self, schema: str, rows: list[FactRow], ends: dict[str, str]) -> StatementEntity:
        row = rows[0]
        made = self._new(ftm_id(schema, *_fact(row)), schema, "")
        for prop, value in ends.items():
            self._add(made, prop, value, row.article_iri)
        if row.status and row.status != "done":
            self._add(made, "status", row.status, row.article_iri, quiet=True)
        for each in rows:
            self._add(made, "description", each.quote, each.article_iri)
            if each.article_iri in self._by_iri:
                self._add(made, "proof", str(self._by_iri[each.article_iri].id), each.article_iri)
        return made

    def _new(self, id: str, schema: str, iri: str) -> StatementEntity:
        made = self._entities.get(id)
        if made is None:
            made = self._entities[id] = self._make(self._dataset, {"id": id, "schema": schema})
        if iri:
            self._by_iri[iri] = made
        return made

    def _add(self, made: StatementEntity, prop: str, value: str, origin: str, quiet: bool = False) -> None:
        """A value that cleaning would leave nothing of (a name that nobody can see) is kept as it is."""
        found = made.schema.get(prop)
        if found is None and not quiet:
            raise ExportError(
                f"ontology/ftm.toml: {made.schema.name} has no property {prop!r}; correct it there"
            )
        if found is None or not value:
            return
        lost = found.type.name in _WORDS and found.type.clean_text(value, proxy=made) is None
        made.unsafe_add(found, value, cleaned=lost, lang="zho", original_value=value, origin=origin or None)

    def lines(self) -> Iterator[str]:
        """The entities, sorted in every part."""
        for id in sorted(self._entities):
            made = self._entities[id]
            data: dict[str, Any] = made.to_statement_dict()
            data["datasets"] = [_DATASET]
            data["properties"] = {name: sorted(values) for name, values in sorted(made.properties.items())}
            data["statements"] = sorted(data["statements"], key=lambda said: (said["prop"], said["id"]))
            yield json.dumps(data, ensure_ascii=False, sort_keys=True)


def _fits(rule: LinkRule, predicate: str, subject: StatementEntity, other: StatementEntity) -> bool:
    return rule.predicate in ("*", predicate) and _is_a(subject, rule.start) and _is_a(other, rule.end)


def _is_a(made: StatementEntity, *schemata: str) -> bool:
    return any(made.schema.is_a(name) for name in schemata)


def _role(row: FactRow) -> str:
    return f"{row.predicate}: {row.role}" if row.role else row.predicate


def _title(predicate: str) -> str:
    terms = ontology().properties.get(predicate) or ontology().measures.get(predicate)
    return terms.zh if terms else predicate
