"""Reading the tab-separated files of ``seeds/``: every error names the file and the line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kg.errors import KnowledgeError


class Row(NamedTuple):
    """One line of a table: its cells, and where it stands."""

    cells: tuple[str, ...]
    path: Path
    line: int

    def wrong(self, why: str) -> KnowledgeError:
        """The error to raise about this row: what is wrong with it, and where it is."""
        return KnowledgeError(f"{self.path}, line {self.line}: {why}")


def rows(path: Path, columns: int) -> Iterator[Row]:
    """The rows of ``path`` that are neither blank nor a comment (``#``), each with exactly ``columns`` cells.

    Raises ``KnowledgeError`` if the file cannot be read, or a row has another number of cells.
    """
    for number, found in _cells(path, columns):
        yield Row(tuple(found), path, number)


def cells(path: Path, columns: int) -> Iterator[list[str]]:
    """The cells of the rows of a long table: faster than ``rows``; ``row_at`` tells where one is wrong."""
    return (found for _, found in _cells(path, columns))


def row_at(path: Path, columns: int, at: int) -> Row:
    """The row ``at`` (from 0) among those that ``rows`` and ``cells`` give."""
    return next(islice(rows(path, columns), at, None))


def _cells(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line and line[0] != "#":
            found = line.split("\t")
            if len(found) != columns:
                why = f"{len(found)} cells between tabs where {columns} are expected"
                raise Row(tuple(found), path, number).wrong(why)
            yield number, found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path} cannot be read as UTF-8 text: {error}") from error
