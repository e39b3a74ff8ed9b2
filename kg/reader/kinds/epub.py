"""An EPUB book: each of its files in reading order is a page, with the book's own title, date and publisher."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from kg.knowledge.page_fields import Field
from kg.reader.document import Document
from kg.reader.metadata import with_stated
from kg.reader.packages import Package, opened
from kg.reader.records import iso_date
from kg.reader.unreadable import Unreadable
from kg.reader.web.blocks import Block, blocks
from kg.reader.web.parsing import Element, decoded, parsed
from kg.reader.web.putting import Putting, lines
from kg.types import Page, Skipped

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TEXTS = ("application/xhtml+xml", "text/html")


def pages(document: Document) -> Iterator[Page | Skipped]:
    """The pages of its files, in the order of its spine. What a file refers to elsewhere is never fetched.

    Raises `Unreadable` where the book says not what it holds; a damaged file of it costs only itself.
    """
    with opened(document) as package:
        place, book = _book(package)
        stated = _stated(book)
        found = False
        for name in dict.fromkeys(_spine(book, place)):
            try:
                page = _page(document, package, name)
            except Unreadable as error:
                yield error.skipped(f"{document.id}#{name}")
                continue
            if page is not None:
                found = True
                yield with_stated(page, stated, "book's metadata")
        if not found:
            raise Unreadable(
                "no words in this book: perhaps pictures alone, or encrypted", "save it as PDF", "empty"
            )


def _book(package: Package) -> tuple[str, Element]:
    """The package document and the folder it lies in."""
    root = package.xml(_CONTAINER)
    path = next((each.get("full-path") for each in root.iter("{*}rootfile")), None)
    if not path:
        raise Unreadable(f"damaged: {_CONTAINER} names no book", "save it again")
    return posixpath.dirname(path), package.xml(path)


def _stated(book: Element) -> Mapping[Field, str]:
    """What the book says of all its pages: it is their source, and its date theirs."""

    def first(name: str) -> str:
        return next((" ".join((each.text or "").split()) for each in book.iter(f"{_DC}{name}")), "")

    date = first("date")[:10]
    return {"source": first("title"), "date": date if iso_date(date) else ""}


def _spine(book: Element, place: str) -> Iterator[str]:
    """The names of its text files in reading order, without the table of contents."""
    items = {each.get("id"): each for each in book.iter(f"{_OPF}item")}
    for each in book.iter(f"{_OPF}itemref"):
        item = items.get(each.get("idref"))
        if (
            item is None
            or item.get("media-type") not in _TEXTS
            or "nav" in (item.get("properties") or "").split()
        ):
            continue
        href = unquote(item.get("href") or "")
        yield href if ":" in href else posixpath.normpath(posixpath.join(place, href))


def _page(document: Document, package: Package, name: str) -> Page | None:
    """The page of one file, None if it holds no words."""
    if ":" in name:
        raise Unreadable("it lies outside of the book, and nothing is fetched", "name the page itself")
    found = decoded(package.read(name))
    root = parsed(found.text)
    putting, read = Putting(), list(blocks(root))
    told = list(lines(read))
    for at, line in enumerate(told):
        if line[0].kind == "picture":
            putting.picture(*told[at + 1 : at + 3])
        else:
            putting.line(line)
    text, anchors = putting.composer.text, tuple(putting.composer.anchors)
    if not text.strip():
        return None
    return Page(f"{document.id}#{name}", text, found.encoding, _title(read), media=_TEXTS[0], anchors=anchors)


def _title(read: Sequence[Block]) -> str | None:
    """The only heading of the highest rank."""
    heads = [block for block in read if block.kind == "heading"]
    top = min((block.level for block in heads), default=0)
    highest = [block.text for block in heads if block.level == top]
    return highest[0] if len(highest) == 1 else None
