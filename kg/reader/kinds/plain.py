"""Text: one page, decoded, kept character by character."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reader.decoding import decode
from kg.reader.document import Document
from kg.types import Page


def pages(document: Document) -> Iterator[Page]:
    """The text as it stands; raises `Unreadable` for what is no text."""
    found = decode(document.data)
    yield Page(document.id, found.text, found.encoding)
