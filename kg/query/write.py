"""A table as CSV, TSV, SPARQL JSON or Turtle. (The CLI draws the fourth form, for people.)"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg.cells import guard
from kg.errors import QueryError
from kg.query.table import Table, Term
from kg.query.terms import XSD, prefixes

#: The formats of `write`.
TABLE_FORMATS = ("csv", "tsv", "json", "turtle")

_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def write(table: Table, format: str) -> str:
    """``table`` as text, ending with a newline. Raises QueryError for an unknown or unfitting format."""
    writers = {"csv": _csv, "tsv": _tsv, "json": _json, "turtle": _turtle}
    if format not in writers:
        raise QueryError(f"unknown format {format!r}; use one of {', '.join(writers)}")
    return writers[format](table)


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(guard, table.columns))
    writer.writerows([guard(cell) for cell in row] for row in table.texts())
    return out.getvalue()


def _tsv(table: Table) -> str:
    return "".join(map(tsv_row, (table.columns, *table.texts())))


def tsv_row(cells: Iterable[str]) -> str:
    """One line of tab-separated text; tabs and newlines inside a cell are written ``\\t`` and ``\\n``."""
    return "\t".join(guard(cell).translate(_TSV_ESCAPES) for cell in cells) + "\n"


def _json(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON; triples are rows of subject, predicate, object."""
    document: dict[str, Any]
    if table.kind == "ask":
        document = {"head": {}, "boolean": bool(table)}
    else:
        rows = [zip(table.columns, row, strict=True) for row in table.rows]
        bindings = [{name: _json_term(term) for name, term in row if term is not None} for row in rows]
        document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == XSD + "string":
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _turtle(table: Table) -> str:
    if table.kind != "triples":
        raise QueryError(
            "only the triples of CONSTRUCT and DESCRIBE can be written as turtle; use csv, tsv or json"
        )
    triples = sorted({ox.Triple(*row) for row in table.rows}, key=str)  # type: ignore[arg-type]
    used = {name: iri for name, iri in prefixes().items() if any(iri in str(t) for t in triples)}
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used)
    return (data or b"").decode()
