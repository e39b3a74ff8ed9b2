"""What an endpoint answered, as RDF terms. Read by hand: a hostile answer ends pyoxigraph's own reader with the process."""

from __future__ import annotations

import json
import re
from typing import Any

import pyoxigraph as ox

from kg.errors import RemoteError
from kg.remote.client import Call
from kg.remote.ntriples import triples

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Rows = tuple[tuple[Term | None, ...], ...]

#: The media type of SPARQL 1.1 Query Results JSON.
RESULTS = "application/sparql-results+json"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


def statements(call: Call, body: bytes) -> tuple[tuple[str, ...], Rows]:
    """The answer to CONSTRUCT or DESCRIBE."""
    rows = tuple((t.subject, t.predicate, t.object) for t in triples(call, body))
    return ("subject", "predicate", "object"), rows


def _document(call: Call, body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        start = " ".join(body[:80].decode("utf-8", "replace").split())
        raise RemoteError(
            f"{call.place}: answers no SPARQL results in JSON but {start!r}; is this an endpoint?"
        )
    return found


def boolean(call: Call, body: bytes) -> tuple[tuple[str, ...], Rows]:
    """The answer to ASK."""
    found = _document(call, body).get("boolean")
    if not isinstance(found, bool):
        raise RemoteError(f"{call.place}: answers no yes or no to ASK")
    return ("answer",), ((ox.Literal(found),),)


def table(call: Call, body: bytes) -> tuple[tuple[str, ...], Rows]:
    """The answer to SELECT."""
    found = _document(call, body)
    try:
        names = tuple(str(name) for name in found["head"]["vars"])
        rows = found["results"]["bindings"]
        return names, tuple(tuple(_term(row.get(name)) for name in names) for row in rows)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise RemoteError(f"{call.place}: answers malformed SPARQL results ({error!r})") from None


def _term(found: dict[str, Any] | None) -> Term | None:
    if found is None:
        return None
    kind, value = found["type"], found["value"]
    if kind == "uri":
        return ox.NamedNode(value)
    if kind == "bnode":
        return ox.BlankNode(re.sub(r"[^A-Za-z0-9]", "", value))
    if kind == "triple":
        return ox.Triple(*(_term(value[part]) for part in ("subject", "predicate", "object")))  # type: ignore[arg-type]
    if "xml:lang" in found:
        return ox.Literal(value, language=found["xml:lang"])
    return _literal(str(value), found.get("datatype"))


def _literal(value: str, datatype: str | None) -> ox.Literal:
    """A literal; of the two spellings of a truth value the usual one, since some endpoints write 1 and 0."""
    if datatype == _BOOLEAN and value in ("0", "1"):
        return ox.Literal(value == "1")
    return ox.Literal(value, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(value)
