"""A Word document: its paragraphs and tables in their order, headings by their styles; headers and footers are left out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from kg.reader.document import Document
from kg.reader.flow import Paragraph, Words, flowed
from kg.reader.packages import opened, xml
from kg.reader.unreadable import Unreadable
from kg.types import Page

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
#: Elements whose words are not those of the running text: deleted, in a frame of its own, a second form of the same.
_NOT_TEXT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText"})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-", f"{_W}cr": "\n", f"{_W}br": "\n"}
_PICTURES = (f"{_W}drawing", f"{_W}pict")
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)$", re.IGNORECASE)
_TITLES = {"title": 1, "标题": 1, "subtitle": 2, "副标题": 2}
_DEEPEST = 3
_SPACES = re.compile(r"[ \t\xa0]+")


def pages(document: Document) -> Iterator[Page]:
    """One page. Raises `Unreadable` for what is damaged, encrypted, a bomb, or holds no words."""
    import docx

    with opened(document) as package:
        package.check()
        xml(package.read(_MAIN), _MAIN)  # before a library opens it that asks nothing
    try:
        opened_document = docx.Document(io.BytesIO(document.data))
        properties, styles = opened_document.core_properties, _Styles(opened_document)
        paragraphs = list(_blocks(opened_document.element.body, styles))
        title = (properties.title or "").strip()
    except Unreadable:
        raise
    except Exception as error:  # the library raises whatever it meets in a damaged file
        reason = f"a damaged Word document: {error or type(error).__name__}"
        raise Unreadable(reason, "open it with Word and save it again") from None
    flow = flowed(paragraphs, title)
    if not flow.text.strip():
        raise Unreadable(
            "no words in this Word document: perhaps pictures alone", "save it as PDF and read that", "empty"
        )
    yield Page(document.id, flow.text, title=flow.title, media=_MEDIA, anchors=flow.anchors)


_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class _Styles:
    """The levels of headings by the ids of their styles, those inherited, too."""

    def __init__(self, document: Any) -> None:
        self._level: dict[str, int] = {}
        for style in document.styles:
            level, at = 0, style
            for _ in range(16):
                level = level or self._named(at.name or "")
                at = getattr(at, "base_style", None)
                if level or at is None:
                    break
            if level:
                self._level[style.style_id] = level

    @staticmethod
    def _named(name: str) -> int:
        match = _HEADING.match(name)
        return min(int(match[1]), _DEEPEST) if match else _TITLES.get(name.casefold(), 0)

    def of(self, paragraph: Any) -> int:
        """The level of a paragraph, 0 where it is no heading."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._level.get(style.get(f"{_W}val"), 0) if style is not None else 0


def _blocks(body: Any, styles: _Styles) -> Iterator[Paragraph]:
    """Paragraphs and rows of tables, those inside content controls, too."""
    tree = body.getroottree()
    for element in body:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, styles, tree)
        elif element.tag == f"{_W}tbl":
            yield from _table(element, tree)
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"):
            yield from _blocks(element, styles)


def _paragraph(element: Any, styles: _Styles, tree: Any) -> Iterator[Paragraph]:
    picture = any(True for _ in element.iter(*_PICTURES))
    lines = [_SPACES.sub(" ", line).strip(" \u3000") for line in _words(element).split("\n")]
    full = [line for line in lines if line]
    path = tree.getpath(element) if full else ""
    centred = element.find(f"{_W}pPr/{_W}jc")
    for at, line in enumerate(full):
        yield Paragraph(
            (Words(line, path),),
            styles.of(element),
            centred is not None and centred.get(f"{_W}val") == "center",
            _is_bold(element),
            picture and at == 0,
        )
    if picture and not full:
        yield Paragraph((), picture=True)


def _table(element: Any, tree: Any) -> Iterator[Paragraph]:
    """The rows; a cell that goes on over several columns or rows is told once. A table inside a cell is told in it."""
    for row in element.iterchildren(f"{_W}tr", f"{_W}sdt"):
        cells = []
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tc"), None) is not None or _goes_on(cell):
                continue
            text = " ".join(filter(None, (_words(each).strip() for each in cell.iter(f"{_W}p"))))
            if text:
                cells.append(Words(_SPACES.sub(" ", text.replace("\n", " ")), tree.getpath(cell)))
        if cells:
            yield Paragraph(tuple(cells))


def _goes_on(cell: Any) -> bool:
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val") != "restart"


def _words(paragraph: Any) -> str:
    """The words of a paragraph, with links and insertions, without deletions and frames."""
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _BREAKS:
            parts.append(_BREAKS[element.tag])
        elif element.tag not in _NOT_TEXT and element.tag != _FALLBACK:
            stack.append(iter(element))
    return "".join(parts)


def _is_bold(paragraph: Any) -> bool:
    runs = [
        run
        for run in paragraph.iter(f"{_W}r")
        if any((text.text or "").strip() for text in run.iter(f"{_W}t"))
    ]
    bold = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(
        each is not None and each.get(f"{_W}val") not in ("0", "false") for each in bold
    )
