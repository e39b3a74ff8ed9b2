"""A web page: its article with headline, byline and body, what it states of itself, each block with its element's path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.reader.document import Document
from kg.reader.unreadable import Unreadable
from kg.reader.web.article import WebArticle, article
from kg.reader.web.blocks import Block, blocks
from kg.reader.web.choosing import Chosen, chosen, prose
from kg.reader.web.info import add_shown
from kg.reader.web.parsing import decoded, parsed
from kg.reader.web.putting import Putting, lines
from kg.reader.web.stating import Stated, stated, titles
from kg.types import ElementPath, Page

#: An author whom only the page's metadata name is told if it is a Chinese name.
_AUTHOR = re.compile(r"[\u4e00-\u9fff·]{2,4}")
#: So many lines of an article may be those that stand with its headline.
_HEAD_LINES = 8


def pages(document: Document) -> Iterator[Page]:
    """One page: the article. Raises `Unreadable` where the parser gives up, or nothing on the page reads as text."""
    found = decoded(document.data)
    root = parsed(found.text)
    everything = list(blocks(root))
    choice = chosen(root, everything)
    if choice is None:
        words = sum(len(block.text) for block in everything)
        raise Unreadable(
            f"no article found on this web page: {words} characters in {len(everything)} lines, all of menus and links",
            "name a page with an article, or save its text as .txt",
        )
    said = stated(root)
    named = said.values.get("title")
    names = [*([named] if named else []), *titles(root)]
    read = article(choice, names)
    add_shown(said, _lines_above(everything, choice, read, names))
    yield _page(document, found.encoding, read, said, names)


def _lines_above(
    everything: Sequence[Block], choice: Chosen, read: WebArticle, names: Sequence[str]
) -> Iterator[str]:
    """The lines that may tell of the article: with its headline first, then above it, then the page's own title."""
    yield from (block.text for block in read.blocks[:_HEAD_LINES])
    start = next(at for at, block in enumerate(everything) if block is choice.own[choice.start])
    yield from (block.text for block in reversed(everything[:start]) if not block.links)
    yield from names


def _page(document: Document, encoding: str, read: WebArticle, said: Stated, names: Sequence[str]) -> Page:
    title = read.title or (names[-1] if names and not read.several else None)
    putting = Putting()
    if read.title is None and title:
        putting.composer.add(title, ElementPath("/html/head/title"), 1)
    _compose(putting, read, said)
    value = said.values.get
    return Page(
        document.id,
        putting.composer.text,
        encoding,
        title,
        value("date"),
        value("source"),
        value("paper"),
        value("number"),
        media="text/html",
        anchors=tuple(putting.composer.anchors),
        origins=tuple(
            (name, said.origins[name]) for name in ("date", "number", "paper", "source") if value(name)
        ),
    )


def _compose(putting: Putting, read: WebArticle, said: Stated) -> None:
    above, told = True, list(lines(read.blocks))
    author = None if read.several else _unsigned(read, said)
    for at, line in enumerate(told):
        if line[0].kind == "picture":
            putting.picture(*told[at + 1 : at + 3])
            continue
        if above and prose(line[0]):
            above = False
            if author:
                putting.composer.add(author, putting.where(said.places["author"]))
        putting.line(line, above)


def _unsigned(read: WebArticle, said: Stated) -> str | None:
    """An author whom the page names, and its article does not."""
    author = said.values.get("author", "")
    known = any(author in block.text for block in read.blocks)
    return author if "author" in said.places and _AUTHOR.fullmatch(author) and not known else None
