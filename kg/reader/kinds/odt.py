"""An OpenDocument text: headings, paragraphs, lists and tables in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.reader.document import Document
from kg.reader.flow import Paragraph, Words, flowed
from kg.reader.packages import Package, opened
from kg.reader.unreadable import Unreadable
from kg.types import Page

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = (f"{{{_OASIS}{name}:1.0}}" for name in ("text", "table", "office"))
_STYLE, _FO, _DRAW = (
    f"{{{_OASIS}style:1.0}}",
    f"{{{_OASIS}xsl-fo-compatible:1.0}}",
    f"{{{_OASIS}drawing:1.0}}",
)
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MEDIA = "application/vnd.oasis.opendocument.text"
_NOT_TEXT = frozenset({f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_DRAW}frame"})
_DEEPEST = 3
_LEVELS = frozenset("123")
_SPACES = re.compile(r"[ \t\xa0\n\r]+")


def pages(document: Document) -> Iterator[Page]:
    """One page. Raises `Unreadable` for what is damaged, encrypted, a bomb, or holds no words."""
    with opened(document) as package:
        root = package.xml("content.xml")
        title = _title(package)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Unreadable("damaged: no text in its content.xml", "open it and save it again")
    flow = flowed(list(_blocks(body, _Looks(root))), title)
    if not flow.text.strip():
        raise Unreadable(
            "no words in this document: perhaps pictures alone", "save it as PDF and read that", "empty"
        )
    yield Page(document.id, flow.text, title=flow.title, media=_MEDIA, anchors=flow.anchors)


def _title(package: Package) -> str | None:
    if "meta.xml" not in package.names:
        return None
    found = next(package.xml("meta.xml").iter(_TITLE), None)
    return (found.text or "").strip() if found is not None else None


class _Looks:
    """Which automatic styles are centred, which bold."""

    def __init__(self, root: Any) -> None:
        self.centred: set[str] = set()
        self.bold: set[str] = set()
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name")
            for properties in style:
                if properties.get(f"{_FO}text-align") == "center":
                    self.centred.add(name)
                if properties.get(f"{_FO}font-weight") == "bold":
                    self.bold.add(name)


def _blocks(body: Any, looks: _Looks) -> Iterator[Paragraph]:
    tree = body.getroottree()
    for element in body:
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from _paragraph(element, looks, tree)
        elif element.tag == f"{_TABLE}table":
            yield from _table(element, tree)
        elif element.tag in (f"{_TEXT}section", f"{_TEXT}list", f"{_TEXT}list-item"):
            yield from _blocks(element, looks)


def _paragraph(element: Any, looks: _Looks, tree: Any) -> Iterator[Paragraph]:
    style = element.get(f"{_TEXT}style-name") or ""
    level = 0
    if element.tag == f"{_TEXT}h":
        outline = element.get(f"{_TEXT}outline-level") or "1"
        level = int(outline) if outline in _LEVELS else _DEEPEST
    picture = any(True for _ in element.iter(f"{_DRAW}image"))
    lines = [
        each for line in _words(element).split("\n") if (each := _SPACES.sub(" ", line).strip(" \u3000"))
    ]
    path = tree.getpath(element) if lines else ""
    for at, line in enumerate(lines):
        bold = style in looks.bold or _is_bold(element, looks)
        yield Paragraph((Words(line, path),), level, style in looks.centred, bold, picture and at == 0)
    if picture and not lines:
        yield Paragraph((), picture=True)


def _is_bold(element: Any, looks: _Looks) -> bool:
    spans = [each for each in element if each.tag == f"{_TEXT}span"]
    alone = not (element.text or "").strip() and not any((each.tail or "").strip() for each in element)
    return bool(spans) and alone and all(each.get(f"{_TEXT}style-name") in looks.bold for each in spans)


def _table(element: Any, tree: Any) -> Iterator[Paragraph]:
    for row in element.iter(f"{_TABLE}table-row"):
        cells = []
        for cell in row.iterchildren(f"{_TABLE}table-cell"):
            text = " ".join(
                filter(None, (_words(each).strip() for each in cell.iter(f"{_TEXT}p", f"{_TEXT}h")))
            )
            if text:
                cells.append(Words(_SPACES.sub(" ", text), tree.getpath(cell)))
        if cells:
            yield Paragraph(tuple(cells))


def _words(element: Any) -> str:
    """The words of a paragraph with its links and spans, without notes and frames."""
    parts = [_SPACES.sub(" ", element.text or "")]
    stack = [iter(element)]
    tails: list[str] = []
    while stack:
        inner = next(stack[-1], None)
        if inner is None:
            stack.pop()
            parts.append(tails.pop() if tails else "")
            continue
        tail = _SPACES.sub(" ", inner.tail or "")
        if not isinstance(inner.tag, str) or inner.tag in _NOT_TEXT:
            parts.append(tail)
        elif inner.tag == f"{_TEXT}line-break":
            parts.append("\n" + tail)
        elif inner.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            parts.append(" " + tail)
        else:
            parts.append(_SPACES.sub(" ", inner.text or ""))
            stack.append(iter(inner))
            tails.append(tail)
    return "".join(parts)
