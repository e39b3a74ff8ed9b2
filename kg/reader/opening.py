"""A document of any kind becomes its pages: the one place where kinds are told apart and their readers called."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reader.document import Document
from kg.reader.registry import BY_NAME, reader_of
from kg.reader.sniffing import kind_of
from kg.reader.unreadable import Unreadable
from kg.types import Page, Skipped


def pages_in(document: Document) -> Iterator[Page | Skipped]:
    """The pages of a document, in their order. What cannot be read comes as a `Skipped` in its place."""
    try:
        yield from reader_of(BY_NAME[kind_of(document)])(document)
    except Unreadable as error:
        yield Skipped(document.id, error.reason, error.advice)
