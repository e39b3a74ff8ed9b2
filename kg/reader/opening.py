"""A document of any kind becomes its pages: the one place where kinds are told apart and their readers called."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reader.document import Document
from kg.reader.metadata import with_name
from kg.reader.registry import BY_NAME, reader_of
from kg.reader.sniffing import kind_of
from kg.reader.unreadable import Unreadable
from kg.types import Page, Skipped


def pages_in(document: Document) -> Iterator[Page | Skipped]:
    """The pages of a document, in their order. What cannot be read comes as a `Skipped` in its place."""
    try:
        kind = BY_NAME["jsonl" if document.line is not None else kind_of(document)]
        nothing = True
        for item in reader_of(kind)(document):
            nothing = False
            if isinstance(item, Page) and not kind.holds:
                yield with_name(item, document.id.replace("#", "/"))
            else:
                yield item
        if nothing and document.line is None:  # some lines of a file of records may well be empty
            yield Skipped(
                document.id, "empty: there is no page in it", "leave it out or fill it", code="empty"
            )
    except Unreadable as error:
        yield error.skipped(document.id)
