"""A table (CSV, TSV): each row is a page, its columns named by the user or as is usual."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from kg.knowledge.page_fields import Field
from kg.reader.columns import delimiter_of, mapped
from kg.reader.decoding import decode
from kg.reader.document import Document
from kg.reader.records import Fields, pages_of
from kg.reader.unreadable import Unreadable
from kg.types import Page, Skipped

#: A page of text in one cell is longer than the usual limit of 128 KiB.
_LONGEST_CELL = 16 << 20


def pages(document: Document) -> Iterator[Page | Skipped]:
    """A page a row. Raises `Unreadable` where no column holds the text, or the user names one that is not there."""
    found = decode(document.data)
    lines = found.text.splitlines(keepends=True)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter_of(next(line for line in lines if line.strip())))
    header = next(row for row in reader if row)
    given = document.options.columns
    lacking = [name for field, name in given.items() if field not in mapped(header, given)]
    if lacking:
        raise Unreadable(f"no column {lacking[0]!r} in its first line: {_told(header)}", "correct --columns")
    columns = mapped(header, given)
    if "text" not in columns:
        raise Unreadable(
            f"none of its columns is known to hold the text: {_told(header)}", "say --columns text=COLUMN"
        )
    places = {field: header.index(name) for field, name in columns.items()}
    yield from pages_of(document.id, _rows(reader, places, len(header)), found.encoding)


def _rows(
    reader: Iterator[list[str]], places: Mapping[Field, int], width: int
) -> Iterator[tuple[int, partial[Fields]]]:
    """The rows with the number of the line that each ends on; reading ends at one that is no CSV."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, partial(str, f"no CSV: {error}; reading ends here")  # type: ignore[attr-defined]
            return
        if any(cell.strip() for cell in cells):
            yield reader.line_num, partial(_fields, cells, places, width)  # type: ignore[attr-defined]


def _fields(cells: Sequence[str], places: Mapping[Field, int], width: int) -> Fields:
    if len(cells) != width:
        return f"{len(cells)} cells where {width} are expected"
    return {field: cells[at] if field == "text" else cells[at].strip() for field, at in places.items()}


def _told(header: Sequence[str]) -> str:
    return ", ".join(header)[:200]
