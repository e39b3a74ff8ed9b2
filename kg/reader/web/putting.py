"""Blocks of a web page put into the text of a page, each with the path of its element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.reader.composing import Composer
from kg.reader.looks import is_caption, is_cell
from kg.reader.web.blocks import Block
from kg.reader.web.info import info_parts, is_info
from kg.reader.web.parsing import Element
from kg.reader.web.paths import Paths
from kg.types import ElementPath

_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_LONGEST_CAPTION = 80


class Putting:
    """Puts lines of blocks into a text; ``composer`` is what has come together."""

    def __init__(self) -> None:
        self.composer = Composer()
        self._paths = Paths()

    def where(self, element: Element) -> ElementPath:
        """The path of an element."""
        return ElementPath(self._paths.of(element))

    def line(self, line: Sequence[Block], above: bool = False) -> None:
        """A block, or the cells of a row; a line of information ``above`` the text falls apart into what it states."""
        block, where = line[0], self.where(line[0].element)
        if len(line) > 1:
            self.composer.row([(each.text, self.where(each.element)) for each in line])
        elif above and block.kind != "heading" and is_info(block.text):
            for start, end in info_parts(block.text):
                self.composer.add(block.text[start:end], where)
        else:
            self.composer.add(block.text, where, block.level if block.kind == "heading" else 0)

    def picture(self, after: Sequence[Block] = (), then: Sequence[Block] = ()) -> None:
        """A picture is told of where the words ``after`` it are its caption, or begin it: its credit comes ``then``."""
        block = after[0] if after else None
        if block is None or block.kind == "picture":
            return
        credited = bool(then) and is_caption(then[0].text)
        short = len(block.text) <= _LONGEST_CAPTION
        if (
            block.kind == "caption"
            or is_caption(block.text)
            or (short and (credited or _is_centred(block.element)))
        ):
            self.composer.picture()


def _is_centred(element: Element) -> bool:
    around = (element, element.getparent())
    return any(
        each is not None
        and (
            each.tag == "center" or each.get("align") == "center" or _CENTRED.search(each.get("style") or "")
        )
        for each in around
    )


def lines(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks that stand on a line each: the cells of a row of a table together, the rest alone."""
    row: list[Block] = []
    for block in blocks:
        if row and (block.kind != "row" or _row_of(block) is not _row_of(row[0])):
            yield from _as_row(row)
            row = []
        if block.kind == "row":
            row.append(block)
        else:
            yield (block,)
    yield from _as_row(row)


def _row_of(block: Block) -> Element:
    return next(
        (each for each in (block.element, *block.element.iterancestors("tr")) if each.tag == "tr"), None
    )


def _as_row(row: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Cells with sentences are no cells but columns of the page's layout."""
    if len(row) > 1 and all(is_cell(block.text) for block in row):
        yield tuple(row)
    else:
        yield from ((block,) for block in row)
