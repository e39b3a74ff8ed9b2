"""Paragraphs of a document of an office program or a book become a page: headline found, headings marked, rows of tables
told as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.reader.composing import Composer
from kg.reader.looks import DASHES, has_stop, is_caption, is_cell, is_inner_heading, may_head
from kg.types import Anchor, ElementPath

_LONGEST_HEAD, _SHORTEST_HEAD = 70, 4


@dataclass(frozen=True, slots=True)
class Words:
    """Words with the path of the element that holds them."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or with several ``words`` a row of a table; ``level`` of a heading, else 0; ``picture``: one stands
    before the words; ``centred`` and ``bold`` as a whole."""

    words: tuple[Words, ...]
    level: int = 0
    centred: bool = False
    bold: bool = False
    picture: bool = False

    @property
    def text(self) -> str:
        """The words of all cells."""
        return "".join(each.text for each in self.words)


@dataclass(frozen=True, slots=True)
class Flow:
    """The text of a page, its only headline (None where there are several, or none), and the way back into the file."""

    text: str
    title: str | None
    anchors: tuple[Anchor, ...]


def flowed(paragraphs: Sequence[Paragraph], title: str | None = None) -> Flow:
    """The page of these paragraphs; ``title`` is what the document's properties call it, if it is among them."""
    read, head = _headed(list(paragraphs), title)
    composer = Composer()
    for at, paragraph in enumerate(read):
        if paragraph.picture and is_caption(paragraph.text or _after(read, at)):
            composer.picture()
        cells = [(words.text, ElementPath(words.path)) for words in paragraph.words]
        if len(cells) > 1 and all(is_cell(text) for text, _ in cells):
            composer.row(cells)
        else:
            for text, where in cells:
                composer.add(text, where, paragraph.level)
    return Flow(composer.text, head, tuple(composer.anchors))


def _after(read: Sequence[Paragraph], at: int) -> str:
    return read[at + 1].text if at + 1 < len(read) else ""


def _headed(read: list[Paragraph], title: str | None) -> tuple[list[Paragraph], str | None]:
    """The paragraphs with their headings' levels, and the only headline."""
    first = next((at for at, each in enumerate(read) if has_stop(each.text)), len(read))
    if not any(each.level for each in read):
        head = _unmarked(read[:first], title)
        for at in range(len(read)):
            read[at] = replace(read[at], level=_level(read, at, head, first))
    tops = [each for each in read if each.level == 1]
    return read, tops[0].text if len(tops) == 1 else None


def _unmarked(above: Sequence[Paragraph], title: str | None) -> int | None:
    """Which paragraph above the text is the headline, where no style says so: what the properties name, else the last in
    the middle that is neither a byline nor begins with a dash."""
    may = [
        at
        for at, each in enumerate(above)
        if _SHORTEST_HEAD <= len(each.text) <= _LONGEST_HEAD and len(each.words) == 1
    ]
    named = [at for at in may if title and above[at].text == title]
    if named:
        return named[0]
    middle = [at for at in may if above[at].centred and may_head(above[at].text)]
    heads = [at for at in middle if not above[at].text.startswith(DASHES)]
    return heads[0] if heads else None


def _level(read: Sequence[Paragraph], at: int, head: int | None, first: int) -> int:
    paragraph = read[at]
    if at == head:
        return 1
    if head is not None and at < first and paragraph.text.startswith(DASHES):
        return 2
    inner = at > first and paragraph.bold and len(paragraph.words) == 1 and is_inner_heading(paragraph.text)
    return 3 if inner else 0
