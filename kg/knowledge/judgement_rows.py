"""What people decide, as rows of a table: tab-separated (``judgements.tsv``) or as a spreadsheet saves it (CSV).

A table has a header. Each row is one verdict about what its ``key`` names; ``other`` is the second of a pair. Both are keys
of entities (``Agency/河南省安阳市/文峰区水利局``, what stands behind the base in an IRI) or whole IRIs. Lines that begin
with ``#`` are comments, and columns may stand in any order.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import get_args
from urllib.parse import unquote

from kg.errors import KnowledgeError
from kg.knowledge.mappings import POST
from kg.knowledge.ontology import ontology
from kg.types import EntityType

VERDICTS = ("same", "different", "rename", "retype", "drop", "add", "right")
#: What begins a formula in a spreadsheet, in both widths; an apostrophe before it makes it text, and goes with it.
_FORMULA = tuple("=+-@＝＋－＠\t\r\n'")
_KEY = re.compile(f"(?:^|[/#:])((?:{'|'.join(get_args(EntityType))})/.*)$", re.DOTALL)
_SHEET_DATE = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One verdict.

    same, different: ``key`` and ``other``. rename: ``key`` and its new ``name``. retype: ``key`` and its new ``type``.
    drop: the entity ``key``, or the fact ``key predicate other``. add: the entity ``name`` of a ``type``, or a fact that the
    words ``quote`` state. right: the fact is so, however doubtful its reading. A fact is a relation of the ontology, a post
    (holdsPost, with its ``title``), a date or a number (``other`` is its value). With a ``quote`` retype, drop and add hold
    within these words alone. ``where`` names file and line.
    """

    verdict: str
    key: str = ""
    predicate: str = ""
    other: str = ""
    name: str = ""
    type: str = ""
    title: str = ""
    quote: str = ""
    who: str = ""
    why: str = ""
    where: str = ""

    @property
    def triple(self) -> tuple[str, str, str]:
        """The fact that the row speaks of."""
        return self.key, self.predicate, self.other

    @property
    def words(self) -> str:
        """What the row says, for people: verdict, keys, names."""
        said = (
            self.key,
            self.predicate,
            self.other,
            self.name,
            self.type,
            self.title,
            self.quote and f"“{self.quote}”",
        )
        return " ".join(word for word in (self.verdict, *said) if word)

    @property
    def meaning(self) -> tuple[str, ...]:
        """What the row says, without who says so, why and where."""
        return tuple(getattr(self, column) for column in COLUMNS[:-2])


#: The columns of a table, in the order in which they are written.
COLUMNS = tuple(field.name for field in fields(JudgementRow) if field.name != "where")
_SIGNED = frozenset({"who", "why"})
#: The columns that a verdict needs, and those that it may have.
_ENTITY: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "same": (("key", "other"), ()),
    "different": (("key", "other"), ()),
    "rename": (("key", "name"), ()),
    "retype": (("key", "type"), ("quote",)),
    "drop": (("key",), ("quote",)),
    "add": (("name", "type"), ("quote",)),
}
_FACT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "drop": (("key", "predicate", "other"), ("title", "quote")),
    "add": (("key", "predicate", "other", "quote"), ("title",)),
    "right": (("key", "predicate", "other"), ("title",)),
}


def parse(text: str, where: str) -> list[JudgementRow]:
    """The rows of a table, none of an empty one; ``where`` names the file. Raises KnowledgeError that names the file, the
    line and the column that is wrong."""
    text = text.removeprefix(_MARK)
    if not text.strip():
        return []
    _, columns = header_of(text, where)
    rows = _cells(text, where)
    next(rows, None)
    return [_row(cells, columns, f"{where}, line {line}") for line, cells in rows]


def written(rows: Iterable[JudgementRow], header: bool = True) -> str:
    """The rows as tab-separated text, which ``parse`` reads and no spreadsheet runs."""
    lines = [line_of(row, COLUMNS) for row in rows]
    return "".join([header_line(COLUMNS), *lines] if header else lines)


def header_line(columns: Sequence[str], delimiter: str = "\t") -> str:
    """The first line of a table."""
    return delimiter.join(columns) + "\n"


def line_of(row: JudgementRow, columns: Sequence[str], delimiter: str = "\t") -> str:
    """A row as one line of a table (more, where a cell has line ends)."""
    out = io.StringIO(newline="")
    # A lone carriage return is quoted only by a writer that ends its lines so.
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(
        [guarded(getattr(row, column)) for column in columns]
    )
    return out.getvalue().removesuffix("\r\n") + "\n"


def header_of(text: str, where: str) -> tuple[str, list[str]]:
    """What separates the columns of a table, and the columns in their order. Raises KnowledgeError as ``parse`` does."""
    _, cells = next(_cells(text.removeprefix(_MARK), where), (1, []))
    return _delimiter(text), _header(cells, where)


def key_of(cell: str) -> str:
    """The key in a cell: what stands there, or the key in an IRI, whatever its base."""
    found = _KEY.search(cell) if "://" in cell or cell.startswith("urn:") else None
    return unquote(found[1]) if found else cell


def value_of(number: float) -> str:
    """A number as ``other`` names it: 292000000, 0.5."""
    return str(int(number)) if number == int(number) else repr(number)


def _cells(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """The filled rows that are no comments, each with the number of its first line."""
    lines = io.StringIO(text, newline="")
    table = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(table, None)
        except csv.Error as error:
            raise KnowledgeError(
                f"{where}, line {line}: {error}; a cell that holds quotes or tabs stands in double quotes"
            ) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells) and not cells[0].startswith(("#", "sep=")):
            yield line, cells
        line = table.line_num + 1


def _delimiter(text: str) -> str:
    """What separates the columns, by the header: a tab, or as a spreadsheet does it a comma or semicolon."""
    head = next(
        (line for line in text.splitlines() if line.strip() and not line.startswith(("#", "sep="))), ""
    )
    return max("\t,;", key=head.count)


def _header(cells: Sequence[str], where: str) -> list[str]:
    columns = [cell.strip().strip("'").lower() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    for column in columns:
        if column not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise KnowledgeError(
                f"{where}: the header has the column {column!r}; a table of judgements has {known}"
            )
    if "verdict" not in columns or len(set(columns)) < len(columns):
        raise KnowledgeError(
            f"{where}: the header needs each column once, verdict among them: {', '.join(COLUMNS)}"
        )
    return columns


def _row(cells: Sequence[str], columns: Sequence[str], where: str) -> JudgementRow:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise KnowledgeError(f"{where}: {len(cells)} cells where the header has {len(columns)} columns")
    said = {column: _plain(cell) for column, cell in zip(columns, cells, strict=False)}
    said["verdict"] = said["verdict"].lower()
    if said["verdict"] not in VERDICTS:
        raise _wrong(where, "verdict", f"{said['verdict']!r} is none of {', '.join(VERDICTS)}")
    for column in ("key", "other"):
        said[column] = key_of(said.get(column, ""))
    row = JudgementRow(**said, where=where)
    _check_columns(row)
    _check_terms(row)
    return row


def _plain(cell: str) -> str:
    text = cell.strip()
    text = text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text
    date = _SHEET_DATE.fullmatch(text)
    return f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}" if date else text


def guarded(cell: str) -> str:
    """The cell such that a spreadsheet takes it for text; ``parse`` takes the apostrophe away again."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _wrong(where: str, column: str, why: str) -> KnowledgeError:
    return KnowledgeError(f"{where}, column {column}: {why}")


def _check_columns(row: JudgementRow) -> None:
    about_fact = row.verdict not in _ENTITY or bool(row.predicate)
    needed, allowed = (_FACT if about_fact and row.verdict in _FACT else _ENTITY)[row.verdict]
    for column in COLUMNS[1:]:
        filled = bool(getattr(row, column))
        if column in needed and not filled:
            raise _wrong(row.where, column, f"{row.verdict} needs {' and '.join(needed)}; write it in")
        if filled and column not in {*needed, *allowed, *_SIGNED}:
            raise _wrong(
                row.where, column, f"{row.verdict} of {' and '.join(needed)} has none; empty the cell"
            )
    if row.verdict in ("same", "different") and row.key == row.other:
        raise _wrong(row.where, "other", f"it is the same as key; {row.verdict} is about two")


def _check_terms(row: JudgementRow) -> None:
    if row.type and row.type not in get_args(EntityType):
        raise _wrong(row.where, "type", f"{row.type!r} is no class; one of {', '.join(get_args(EntityType))}")
    if not row.predicate:
        return
    known = (POST, *(prop.name for prop in ontology().facts if prop.range))
    if row.verdict != "add":
        known = (*known, *ontology().properties, *ontology().measures)
    if row.predicate not in known:
        raise _wrong(row.where, "predicate", f"{row.predicate!r} is no relation; one of {', '.join(known)}")
    if row.verdict == "add" and (row.predicate == POST) != bool(row.title):
        raise _wrong(row.where, "title", f"{POST} needs a title, and no other relation has one")
    if row.title and row.predicate != POST:
        raise _wrong(row.where, "title", f"only {POST} has a title; empty the cell")
