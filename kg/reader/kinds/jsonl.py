"""Records of JSON, one a line: each is a page."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reader.decoding import decode
from kg.reader.document import Document
from kg.reader.files import lines_of
from kg.reader.record_encoding import decoded, record_encoding
from kg.reader.records import records
from kg.types import Page, Skipped


def pages(document: Document) -> Iterator[Page | Skipped]:
    """Read line by line, so that a large file takes no memory, and a broken line costs only itself; only what is in none of
    the usual encodings is decoded as a whole."""
    columns, most = document.options.columns, document.options.most
    encoding = document.encoding or record_encoding(document.open, most)
    if encoding is None:
        found = decode(document.data)
        yield from records(document.id, found.text.split("\n"), found.encoding, columns)
        return
    first = document.line or 1
    with document.open() as stream:
        lines = decoded(lines_of(stream, most, encoding=encoding), encoding, first)
        items = records(document.id, lines, encoding, columns, first)
        yield from _or_empty(document.id, items) if document.line is None else items


def _or_empty(identifier: str, items: Iterator[Page | Skipped]) -> Iterator[Page | Skipped]:
    first = next(items, None)
    if first is None:
        yield Skipped(identifier, "empty: it holds no records", "leave it out or fill it", code="empty")
        return
    yield first
    yield from items
