"""Reading the tab-separated files of ``seeds/``: every error names the file and the line."""

from __future__ import annotations

from collections.abc import Iterator
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
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line or line[0] == "#":
            continue
        row = Row(tuple(line.split("\t")), path, number)
        if len(row.cells) != columns:
            raise row.wrong(f"{len(row.cells)} cells between tabs where {columns} are expected")
        yield row


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path} cannot be read as UTF-8 text: {error}") from error
