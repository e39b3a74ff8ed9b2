"""A web archive (WARC): the pages that a crawler was answered with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from kg.reader.document import Document
from kg.reader.members import check_depth, skipped, unpacked
from kg.reader.opening import pages_in
from kg.reader.unreadable import Exhausted, Unreadable
from kg.types import Page, Skipped

#: What of an answer is a page by itself; pictures, scripts and style sheets are what pages are made of.
_MEDIA = (
    "text/html",
    "application/xhtml+xml",
    "application/pdf",
    "application/msword",
    "application/vnd.",
    "text/plain",
)


def pages(document: Document) -> Iterator[Page | Skipped]:
    """The pages of its answers with status 200, each with the id ``PATH#URL``; a URL fetched again has its time behind it.

    Raises `Unreadable` where the archive is damaged; what stands before is kept.
    """
    from warcio.archiveiterator import ArchiveIterator

    check_depth(document)
    seen: set[str] = set()
    count = 0
    with document.open() as stream:
        try:
            for record in _quietly(iter(ArchiveIterator(stream))):
                count += 1
                if _is_page(record):
                    yield from _answer(document, record, seen)
        except Unreadable:
            raise
        except Exception as error:  # the library and what it stands on raise whatever they meet
            raise Unreadable(
                f"a damaged web archive: {error or type(error).__name__}", "mend or repack it"
            ) from None
    if not seen:
        reason = f"no page among the {count} records of this web archive"
        raise Unreadable(reason, "name an archive with answers that are web pages", "empty")


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """The records; what the library prints about them is no line of this program's."""
    while True:
        with redirect_stderr(io.StringIO()), redirect_stdout(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _is_page(record: Any) -> bool:
    http = record.http_headers
    if record.rec_type == "resource":
        return bool((record.content_type or "").startswith(_MEDIA))
    if record.rec_type != "response" or http is None or http.get_statuscode() != "200":
        return False
    return bool((http.get_header("Content-Type") or "text/html").strip().lower().startswith(_MEDIA))


def _answer(document: Document, record: Any, seen: set[str]) -> Iterator[Page | Skipped]:
    url = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("WARC-Record-ID")
    if url in seen:
        url = f"{url} {record.rec_headers.get_header('WARC-Date')}"
    seen.add(url)
    document.budget.member()
    try:
        data = unpacked(record.content_stream(), document.budget)
        if getattr(record.raw_stream, "limit", 0) > 0:
            raise Unreadable("damaged: it ends before its record does", "fetch it again")
    except Exhausted:
        raise
    except Unreadable as error:
        yield skipped(document, url, error.reason, error.advice)
        return
    yield from pages_in(document.part(url, data))
