"""A table (CSV, TSV): each row is a page, its columns named by the user or as is usual."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from kg.knowledge.page_fields import Field
from kg.reader.columns import delimiter_of, mapped
from kg.reader.decoding import Decoded, decode
from kg.reader.document import Document
from kg.reader.quoting import Row, rows
from kg.reader.record_encoding import record_encoding
from kg.reader.records import NO_TEXT, Fields, Record, pages_of
from kg.reader.unreadable import Unreadable
from kg.types import Page, Skipped

#: A page of text in one cell is longer than the usual limit of 128 KiB.
_LONGEST_CELL = 16 << 20
_SAYS = re.compile(r"\s*\"?sep=([,;|\t])\"?\s*", re.IGNORECASE)
#: What may be wrong with a table as a whole because of a few rows.
_DAMAGED = frozenset({"binary", "encoding"})


def pages(document: Document) -> Iterator[Page | Skipped]:
    """A page a row. Raises `Unreadable` where no column holds the text, or the user names one that is not there."""
    found = _decoded(document)
    lines = list(io.StringIO(found.text, newline=""))
    csv.field_size_limit(max(document.options.most, _LONGEST_CELL))
    found_rows = rows(lines, _delimiter(lines))
    first = next(found_rows, None)
    if first is None:
        raise Unreadable("empty: a table without a row", "leave it out or fill it", code="empty")
    header = first.cells
    given = document.options.columns
    lacking = [name for field, name in given.items() if field not in mapped(header, given)]
    if lacking:
        raise Unreadable(f"no column {lacking[0]!r} in its first line: {_told(header)}", "correct --columns")
    columns = mapped(header, given)
    if "text" not in columns:
        raise Unreadable(
            f"none of its columns is known to hold the text: {_told(header)}", "say --columns text=COLUMN"
        )
    if twice := [name for name in columns.values() if header.count(name) > 1]:
        raise Unreadable(f"several columns are called {twice[0]!r}", "give each column its own name")
    places = {field: header.index(name) for field, name in columns.items()}
    records = (
        Record(
            row.line, partial(_fields, row, places, len(header)), row.odd or (first.odd if at == 0 else "")
        )
        for at, row in enumerate(found_rows)
    )
    yield from pages_of(document.id, records, found.encoding)


def _delimiter(lines: list[str]) -> str:
    """What separates the cells: what a line above the header says (``sep=;``, as spreadsheets write it; it is emptied), or
    what the header has most of."""
    said = _SAYS.fullmatch(lines[0])
    if said is not None:
        lines[0] = "\n"
        return said[1]
    return delimiter_of(next(line for line in lines if line.strip()))


def _decoded(document: Document) -> Decoded:
    """The table as text. Where some rows of it hold bytes that are none, these stand as surrogates, and the rows are told of
    one by one. Raises `Unreadable` where the rest is no text either."""
    try:
        return decode(document.data)
    except Unreadable as error:
        encoding = record_encoding(document.open, document.options.most)
        if error.code not in _DAMAGED or encoding is None:
            raise
        text = document.data.decode(encoding, "surrogatepass" if "16" in encoding else "surrogateescape")
        text = text.removeprefix("\ufeff")
        lines = list(io.StringIO(text, newline=""))
        good = [line for line in lines if not NO_TEXT.search(line)]
        if len(good) * 2 < len(lines):
            raise
        decode("".join(good).encode())
        return Decoded(text, encoding)


def _fields(row: Row, places: Mapping[Field, int], width: int) -> Fields:
    cells = row.cells
    if len(cells) != width:
        return "; ".join(filter(None, (f"{len(cells)} cells where {width} are expected", row.odd)))
    if any(len(cells[at]) > _LONGEST_CELL for at in places.values()):
        return f"too large: a cell of more than {_LONGEST_CELL:,} characters"
    return {field: cells[at] if field == "text" else cells[at].strip() for field, at in places.items()}


def _told(header: Sequence[str]) -> str:
    return ", ".join(header)[:200]
