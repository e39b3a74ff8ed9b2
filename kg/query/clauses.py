"""The clauses of a query or update that choose graphs: FROM is read, USING is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.query.guard import readings, tokens


@dataclass(frozen=True, slots=True)
class Chosen:
    """The IRIs of the graphs that make up the default graph, and of those that GRAPH can name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


def chosen(query: str) -> Chosen:
    """What the FROM and FROM NAMED clauses of ``query`` choose; nothing if it has none.

    Raises QueryError unless each names its graph by a whole IRI: then nobody can read another into it.
    """
    found = {_chosen(reading) for reading in readings(query)}
    if len(found) > 1:
        raise QueryError("FROM hides its graph behind an escape: write the graph's IRI in full")
    return found.pop()


def _chosen(query: str) -> Chosen:
    default: list[str] = []
    named: list[str] = []
    words = _words(query)
    for kind, token, _ in words:
        if kind != "word" or "FROM" not in token.upper():
            continue
        kind, following, _ = next(words, ("", "", 0)) if token.upper() == "FROM" else ("", "", 0)
        into = named if following.upper() == "NAMED" else default
        if into is named:
            kind, following, _ = next(words, ("", "", 0))
        if kind != "iri":
            raise QueryError(f"{token} must be followed by a graph's whole IRI, as in FROM <http://…>")
        into.append(absolute(following[1:-1]))
    return Chosen(tuple(default), tuple(named))


def absolute(iri: str) -> str:
    """``iri`` if it is one that needs no base. Raises QueryError otherwise."""
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise QueryError(
            f"{iri[:200]!r} is no absolute IRI ({error}): name a graph by its whole IRI"
        ) from None


def with_using(update: str, graphs: Chosen) -> str:
    """``update`` with USING clauses before each of its WHERE, as the protocol's ``using-graph-uri`` wants.

    Raises QueryError if the update chooses graphs itself, or uses the short form DELETE WHERE.
    """
    if not graphs:
        return update
    clauses = "".join(f"USING <{absolute(iri)}> " for iri in graphs.default)
    clauses += "".join(f"USING NAMED <{absolute(iri)}> " for iri in graphs.named)
    pieces, last = [], 0
    for place in _wheres(update):
        pieces += [update[last:place], clauses]
        last = place
    return "".join([*pieces, update[last:]])


def _wheres(update: str) -> Iterator[int]:
    depth, before = 0, ""
    for kind, token, place in _words(update):
        depth += (kind == "open") - (kind == "close")
        word = token.upper() if kind == "word" and depth == 0 else ""
        if word in ("USING", "WITH"):
            raise QueryError(f"using-graph-uri and {word} both choose the graphs: use one of them")
        if word == "WHERE":
            if before == "DELETE":
                raise QueryError("DELETE WHERE takes no using-graph-uri: write DELETE { … } WHERE { … }")
            yield place
        before = word


def _words(query: str) -> Iterator[tuple[str, str, int]]:
    for kind, token, place in tokens(query):
        if kind != "comment" and not (kind == "other" and token.isspace()):
            yield kind, token, place
