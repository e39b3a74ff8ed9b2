"""What contradicts what in a graph: the named queries called ``conflict-…``, asked one after the other.

A conflict is no fault of the graph: two pages may well say what cannot both be so. Each is shown with both sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from kg.knowledge.queries import NamedQuery, named_queries
from kg.query.terms import RDF, prefixes
from kg.query.write import tsv_row

_PREFIX = "conflict-"
_NAME = re.compile(r"(?<![\w<:])(\w+):([A-Za-z]\w*)")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements that cannot both be so.

    ``kind`` is the query without ``conflict-`` (heads, places, terms, dates, parts); ``about`` names the post, person or
    entity; ``one`` and ``other`` are what is said of it, with the words that say so and where they stand (code points of the
    page); ``statement`` and ``other_statement`` are the IRIs of the two ``rdf:Statement``.
    """

    kind: str
    about: str
    one: str
    other: str
    sentence: str
    page: str
    start: int
    end: int
    other_sentence: str
    other_page: str
    other_start: int
    other_end: int
    statement: str
    other_statement: str


def conflict_queries() -> tuple[NamedQuery, ...]:
    """The named queries that look for contradictions, by name."""
    return tuple(query for name, query in named_queries().items() if name.startswith(_PREFIX))


def conflicts(quads: Iterable[Quad]) -> tuple[Conflict, ...]:
    """All conflicts of a graph, by kind and what they are about; each pair of statements once, with the first sentence of
    either. Named graphs are searched together."""
    store = _store(quads)
    return tuple(found for query in conflict_queries() for found in _once(_answers(store, query)))


def conflicts_tsv(found: Sequence[Conflict]) -> str:
    """The conflicts as tab-separated text with a header, a row each."""
    columns = [field.name for field in fields(Conflict)]
    rows = ([str(getattr(each, column)) for column in columns] for each in found)
    return "".join(tsv_row(row) for row in (columns, *rows))


def _store(quads: Iterable[Quad]) -> Store:
    """The part of the graph that the queries ask for, as one graph."""
    used = frozenset(_used())
    store = Store()
    store.bulk_extend(
        Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
        for quad in quads
        if quad.predicate in used
        and (quad.predicate.value != RDF + "type" or quad.object in used)
        and _is_quoted(quad)
    )
    return store


def _is_quoted(quad: Quad) -> bool:
    """Statements are asked for by subject and predicate; their object counts where it is a date."""
    return quad.predicate.value != RDF + "object" or isinstance(quad.object, Literal)


def _used() -> Iterator[NamedNode]:
    """The terms that the queries name."""
    known = prefixes()
    yield NamedNode(RDF + "type")
    for query in conflict_queries():
        for prefix, local in _NAME.findall(query.sparql):
            if prefix in known:
                yield NamedNode(known[prefix] + local)


def _answers(store: Store, query: NamedQuery) -> Iterator[Conflict]:
    solutions = store.query(query.sparql)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError(f"{query.name} is no SELECT")
    for row in solutions:
        if row["sentence"] is None or row["otherSentence"] is None:
            continue  # nothing can be shown of what the graph has no sentence for
        words = {name: row[name].value for name in ("about", "one", "other", "sentence", "page", "statement")}
        yield Conflict(
            kind=query.name.removeprefix(_PREFIX),
            start=int(row["start"].value),
            end=int(row["end"].value),
            other_sentence=row["otherSentence"].value,
            other_page=row["otherPage"].value,
            other_start=int(row["otherStart"].value),
            other_end=int(row["otherEnd"].value),
            other_statement=row["otherStatement"].value,
            **words,
        )


def _once(found: Iterable[Conflict]) -> Iterator[Conflict]:
    seen: set[frozenset[str]] = set()
    for each in found:
        pair = frozenset((each.statement, each.other_statement, each.one, each.other))
        if pair not in seen:
            seen.add(pair)
            yield each
