"""Text: one page, decoded, kept character by character."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reader.decoding import decode
from kg.reader.document import Document
from kg.reader.metadata import with_front_matter
from kg.types import Page


def pages(document: Document) -> Iterator[Page]:
    """The text as it stands, with what its front matter states; raises `Unreadable` for what is no text."""
    found = decode(document.data)
    yield with_front_matter(Page(document.id, found.text, found.encoding))
