"""Asks a SPARQL endpoint that somebody named: once, for so long, and for so much."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.errors import QueryError, RemoteError
from kg.remote.client import Call, Client
from kg.remote.ntriples import MEDIA_TYPE
from kg.remote.profiles import checked
from kg.remote.results import RESULTS, Rows, boolean, statements, table

Kind = Literal["select", "ask", "triples"]

_MAX_BYTES = 128 << 20
#: What stands before the word that says which form a query has.
_PROLOGUE = re.compile(
    r"(?:\s+|#[^\n\r]*|BASE\s*<[^<>]*>|PREFIX\s+(?P<name>[^\s:]*):\s*<[^<>]*>)", re.IGNORECASE
)
_FORM = re.compile(r"SELECT|ASK|CONSTRUCT|DESCRIBE", re.IGNORECASE)
_KINDS: dict[str, Kind] = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "triples", "DESCRIBE": "triples"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of RDF terms under named columns, None where a variable is unbound.

    ``truncated`` is true where rows were left out here, ``cut_by_server`` (a number of rows) where the endpoint says so.
    """

    columns: tuple[str, ...]
    rows: Rows
    kind: Kind
    truncated: bool = False
    cut_by_server: int | None = None


def ask(
    endpoint: str,
    query: str,
    client: Client,
    *,
    prefixes: Mapping[str, str] | None = None,
    graphs: Sequence[str] = (),
    timeout_s: float = 30.0,
    max_rows: int = 100_000,
) -> Answer:
    """What a SPARQL endpoint answers. ``graphs`` are asked instead of its default graph; ``prefixes`` are declared where
    ``query`` uses and does not declare them.

    Raises QueryError for what is no query, RemoteError if the endpoint cannot be reached, refuses (with its words: a
    malformed query is one reason), or answers something else than results, too slowly, or too much.
    """
    declared, kind = _prologue(query)
    missing = {n: iri for n, iri in (prefixes or {}).items() if n not in declared and f"{n}:" in query}
    # On the line of the query's first words, so that the lines in a complaint are the user's.
    text = "".join(f"PREFIX {name}: <{iri}> " for name, iri in missing.items()) + query
    fields = {"query": [text], "default-graph-uri": list(graphs)}
    accept = MEDIA_TYPE if kind == "triples" else RESULTS
    call = Call("POST", checked(endpoint), {"Accept": accept}, form=fields)
    body, said = _fetch(client, call, timeout_s)
    columns, rows = _ANSWERS[kind](call, body)
    cut = int(said) if said.isascii() and said.isdigit() and len(rows) >= int(said) else None
    return Answer(columns, rows[:max_rows], kind, len(rows) > max_rows, cut)


def _prologue(query: str) -> tuple[set[str], Kind]:
    """The prefixes that a query declares, and its form."""
    place, declared = 0, set()
    while found := _PROLOGUE.match(query, place):
        place = found.end()
        if found["name"] is not None:
            declared.add(found["name"])
    form = _FORM.match(query, place)
    if form is None:
        raise QueryError(
            "the query is none: it must begin with SELECT, ASK, CONSTRUCT or DESCRIBE, after its prefixes"
        )
    return declared, _KINDS[form[0].upper()]


def _fetch(client: Client, call: Call, timeout_s: float) -> tuple[bytes, str]:
    """The body, and after how many rows the endpoint says it cuts."""
    end = time.monotonic() + timeout_s
    parts: list[bytes] = []
    size = 0
    with client.open(call) as response:
        type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if type in ("text/html", "application/xhtml+xml"):
            raise RemoteError(
                f"{call.place}: answers a web page, no SPARQL results; is this the URL of its endpoint?"
            )
        for chunk in client.chunks(call, response):
            parts.append(chunk)
            size += len(chunk)
            if size > _MAX_BYTES:
                raise RemoteError(
                    f"{call.place}: answers more than {_MAX_BYTES >> 20} MiB; narrow it down or add LIMIT"
                )
            if time.monotonic() > end:
                raise RemoteError(
                    f"{call.place}: not done after {timeout_s:g} s; narrow it down or allow more time"
                )
        return b"".join(parts), response.headers.get("x-sparql-maxrows", "")


_ANSWERS: dict[Kind, Callable[[Call, bytes], tuple[tuple[str, ...], Rows]]] = {
    "select": table,
    "ask": boolean,
    "triples": statements,
}
