"""Records of JSON, one a line: each is a page."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from kg.reader.decoding import decode
from kg.reader.document import Document
from kg.reader.files import Line, is_utf8, lines_of
from kg.reader.records import records
from kg.types import Page, Skipped


def pages(document: Document) -> Iterator[Page | Skipped]:
    """UTF-8 is read line by line, so that a large file takes no memory; other encodings are decoded as a whole."""
    columns, most = document.options.columns, document.options.most
    if document.line is None and not _is_utf8(document):
        found = decode(document.data)
        yield from records(document.id, found.text.split("\n"), found.encoding, columns)
        return
    first = document.line or 1
    with document.open() as stream:
        lines = _utf8_lines(lines_of(stream, most), first)
        items = records(document.id, lines, "utf-8", columns, first)
        yield from _or_empty(document.id, items) if document.line is None else items


def _or_empty(identifier: str, items: Iterator[Page | Skipped]) -> Iterator[Page | Skipped]:
    first = next(items, None)
    if first is None:
        yield Skipped(identifier, "empty: it holds no records", "leave it out or fill it", code="empty")
        return
    yield first
    yield from items


def _utf8_lines(lines: Iterable[Line], first: int) -> Iterator[str | None]:
    """Lines of UTF-8, None for one that is too long; bytes that are no UTF-8 make their line invalid JSON further on,
    and cost only that record.
    """
    for number, (_, line) in enumerate(lines, first):
        if line is None:
            yield None
            continue
        raw = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        yield raw.decode("utf-8", errors="surrogateescape").rstrip("\r\n")


def _is_utf8(document: Document) -> bool:
    with document.open() as stream:
        return is_utf8(lines_of(stream, document.options.most))
