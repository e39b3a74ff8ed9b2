"""Records of JSON, one a line: each is a page."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from kg.reader.decoding import decode
from kg.reader.document import Document
from kg.reader.records import records
from kg.types import Page, Skipped


def pages(document: Document) -> Iterator[Page | Skipped]:
    """UTF-8 is read line by line, so that a large file takes no memory; other encodings are decoded as a whole."""
    columns = document.options.columns
    if not _is_utf8(document):
        found = decode(document.data)
        yield from records(document.id, found.text.split("\n"), found.encoding, columns)
        return
    with document.open() as stream:
        yield from _or_empty(document.id, records(document.id, _utf8_lines(stream), "utf-8", columns))


def _or_empty(identifier: str, items: Iterator[Page | Skipped]) -> Iterator[Page | Skipped]:
    first = next(items, None)
    if first is None:
        yield Skipped(identifier, "empty: it holds no records", "leave it out or fill it")
        return
    yield first
    yield from items


def _utf8_lines(stream: BinaryIO) -> Iterator[str]:
    """Lines of UTF-8; bytes that are none make their line invalid JSON further on, and cost only that
    record.
    """
    for number, line in enumerate(stream):
        raw = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        yield raw.decode("utf-8", errors="surrogateescape").rstrip("\r\n")


def _is_utf8(document: Document) -> bool:
    """Whether a file is UTF-8 throughout, or so in most of its lines: then only the others are broken."""
    good = bad = 0
    with document.open() as stream:
        for line in stream:
            if b"\0" in line:
                return False
            try:
                good += not line.decode("utf-8").isascii()
            except UnicodeDecodeError:
                bad += 1
    return good >= bad
