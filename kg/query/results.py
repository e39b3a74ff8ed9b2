"""Answers as bytes: the table formats of SPARQL and the syntaxes of RDF, within a limit of size."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from kg.errors import QueryError

#: The table formats by the name that the protocol's side of the house calls them.
TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
#: The RDF syntaxes.
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}


_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_NAME = re.compile(r"[^\W\d][\w.\-]*$")


class TooLargeError(QueryError):
    """The answer is longer than its limit of rows or bytes."""


class _Bounded(io.BytesIO):
    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: object) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > self._limit:
            raise TooLargeError(
                f"the answer is longer than {self._limit} bytes: narrow the query down, or raise the limit"
            )
        return written


def table(result: ox.QuerySolutions | ox.QueryBoolean, format: str, max_rows: int, max_bytes: int) -> bytes:
    """A table or a boolean in one of `TABLES`. Raises TooLargeError."""
    out = _Bounded(max_bytes)
    result.serialize(out, TABLES[format])
    written = out.getvalue()
    if isinstance(result, ox.QuerySolutions) and _ROWS[format](written) > max_rows:
        raise _too_many(max_rows)
    return _storable(written) if format == "xml" else written


def graph(
    items: Iterable[ox.Triple] | Iterable[ox.Quad],
    format: str,
    prefixes: Mapping[str, str],
    max_rows: int | None,
    max_bytes: int,
) -> bytes:
    """Triples or quads in one of `GRAPHS`, each once, sorted. Raises TooLargeError."""
    found: set[ox.Triple | ox.Quad] = set()
    for item in items:
        found.add(item)
        if max_rows is not None and len(found) > max_rows:
            raise _too_many(max_rows)
    if format != "rdfxml":
        return _ordered(sorted(found, key=str), GRAPHS[format], prefixes, max_bytes)
    for name in sorted({item.predicate.value for item in found}):
        if not _XML_NAME.search(name):
            raise QueryError(f"RDF/XML cannot name the property <{name}>: ask for another format")
    return _storable(_ordered(sorted(found, key=str), GRAPHS[format], {}, max_bytes))


def lines(store: ox.Store, name: ox.NamedNode | ox.DefaultGraph | None, max_bytes: int) -> bytes:
    """One graph as N-Triples, or with None all of them as N-Quads, sorted: as `graph` writes them, without a
    look at each. Raises TooLargeError."""
    out = _Bounded(max_bytes)
    if name is None:
        store.dump(out, ox.RdfFormat.N_QUADS)
    else:
        store.dump(out, ox.RdfFormat.N_TRIPLES, from_graph=name)
    return b"".join(sorted(out.getvalue().splitlines(keepends=True)))


def _storable(xml: bytes) -> bytes:
    """The engine writes characters that XML cannot hold, and returns that its readers would take for line
    ends."""
    return _NO_XML.sub("\ufffd", xml.decode()).replace("\r", "&#xD;").encode()


def _ordered(
    items: list[ox.Triple | ox.Quad], kind: ox.RdfFormat, prefixes: Mapping[str, str], max_bytes: int
) -> bytes:
    """The engine writes prefixes in no certain order: here those that occur are written, sorted."""
    used = _used(items, prefixes) if kind in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else {}
    out = _Bounded(max_bytes)
    try:
        ox.serialize(items, out, kind, prefixes=used)  # type: ignore[arg-type]
    except (ValueError, OSError) as error:
        raise QueryError(
            f"the answer cannot be written as {kind.name} ({error}): ask for another format"
        ) from None
    *head, body = out.getvalue().split(b"\n", len(used))
    return b"\n".join([*sorted(head), body])


def _used(items: Iterable[ox.Triple | ox.Quad], prefixes: Mapping[str, str]) -> dict[str, str]:
    text = "".join(map(str, items))
    return {name: iri for name, iri in prefixes.items() if f"<{iri}" in text}


def _too_many(limit: int) -> TooLargeError:
    return TooLargeError(
        f"the answer has more than {limit} rows: narrow the query down, add LIMIT, or raise the limit"
    )


def _json_rows(written: bytes) -> int:
    """Outside strings only one row's end and the next one's beginning stand together like this."""
    if written.endswith(b'"bindings":[]}}'):
        return 0
    plain = written.replace(b"\\\\", b"").replace(b'\\"', b"")
    outside = b"".join(plain.split(b'"')[::2])
    return outside.count(b"},{") + 1


def _csv_rows(written: bytes) -> int:
    """Line ends within quotes belong to a value."""
    return b"".join(written.split(b'"')[::2]).count(b"\n") - 1


#: How many rows a written table has: the engine writes it in one go and does not say.
_ROWS: Mapping[str, Callable[[bytes], int]] = {
    "json": _json_rows,
    "xml": lambda written: written.count(b"<result>") + written.count(b"<result/>"),
    "csv": _csv_rows,
    "tsv": lambda written: written.count(b"\n") - 1,
}
