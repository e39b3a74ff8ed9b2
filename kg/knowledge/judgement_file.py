"""A table of judgements on disk that grows row by row: each row is on the disk before the next is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.durable import extend, read_small, shorten
from kg.errors import InputError
from kg.knowledge.judgement_rows import COLUMNS, JudgementRow, header_line, header_of, line_of, parse

#: What a table is called where nothing else is said: beside the graph that it is about.
NAME = "judgements.tsv"
_ASIDE = "save it as UTF-8 text (in a spreadsheet: CSV UTF-8), or name another file"


class JudgementFile:
    """The table at ``path``, which need not exist yet. ``rows`` are those it holds.

    Raises KnowledgeError where the table is wrong, InputError where it cannot be read or is no UTF-8.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._text = self._read()
        self._before: list[tuple[int, bool]] = []
        self._ends = self._text == "" or self._text.endswith("\n")
        self.rows = parse(self._text, str(path)) if self._text.strip() else []
        self._delimiter, self._columns = "\t", list(COLUMNS)
        if self._text.strip():
            self._delimiter, self._columns = header_of(self._text, str(path))

    def append(self, rows: Sequence[JudgementRow]) -> None:
        """Add rows, and return when the disk has them. Raises OutputError where it cannot (and the table is
        as it was), InputError where a column lacks."""
        self._check(rows)
        before = extend(self.path, self._lines(rows, start=self._is_empty()).encode("utf-8"))
        self._before.append((before, self._ends))
        self.rows += rows
        self._ends = True

    def undo(self, count: int) -> None:
        """Take the rows of the last ``append`` away again, ``count`` of them."""
        size, self._ends = self._before.pop()
        shorten(self.path, size)
        del self.rows[-count:]

    def _is_empty(self) -> bool:
        return not self.path.exists() or self.path.stat().st_size == 0

    def _check(self, rows: Sequence[JudgementRow]) -> None:
        for column in COLUMNS:
            if column not in self._columns and any(getattr(row, column) for row in rows):
                raise InputError(f"{self.path}: it has no column {column}; add it to the header")

    def _lines(self, rows: Sequence[JudgementRow], start: bool) -> str:
        first = header_line(self._columns, self._delimiter) if start else "" if self._ends else "\n"
        return first + "".join(line_of(row, self._columns, self._delimiter) for row in rows)

    def _read(self) -> str:
        try:
            return read_small(self.path).decode("utf-8-sig") if self.path.exists() else ""
        except UnicodeDecodeError as error:
            raise InputError(f"{self.path}: {error}; {_ASIDE}") from error
        except OSError as error:
            raise InputError(f"{self.path}: {error.strerror}; name a file that can be written") from error
