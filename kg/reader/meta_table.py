"""A table of the user's that states paper, date, page number, city … of pages, a row a page."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.durable import read_small
from kg.errors import InputError
from kg.knowledge.page_fields import Field
from kg.reader import quoting
from kg.reader.columns import delimiter_of, mapped
from kg.reader.decoding import decode
from kg.reader.document import Row
from kg.reader.finding import Source
from kg.reader.metadata import STATED, with_stated
from kg.reader.records import iso_date
from kg.reader.unreadable import Unreadable
from kg.types import Page, Skipped


def with_rows(found: Sequence[Source | Skipped], table: Path) -> list[Source | Skipped]:
    """The sources, each with what the table states of it and of what is in it.

    Raises InputError, with file and line, for a row of no page among them, a second row of one page, and a date that is
    none. A row names a page by its path as it was given, by its path from the table's folder, or by its file name alone
    where only one has it; behind a ``#`` stands a part of the file.
    """
    sources = [item for item in found if isinstance(item, Source)]
    stated: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows(table):
        source, part = _meant(row, sources, table)
        identifier = f"{source.id}#{part}" if part else source.id
        if identifier in stated[source.id]:
            raise InputError(
                f"{row.where}: {row.path} has a row already, {stated[source.id][identifier].where}"
            )
        stated[source.id][identifier] = row
    return [
        _with(item, stated[item.id]) if isinstance(item, Source) and item.id in stated else item
        for item in found
    ]


def _with(source: Source, rows: Mapping[str, Row]) -> Source:
    return replace(source, options=replace(source.options, stated=rows))


def stated(items: Iterable[Page | Skipped], source: Source) -> Iterator[Page | Skipped]:
    """The pages of a source with what the table states of each, or else of the file around it; rows of parts that the
    file does not have are told of."""
    rows, used = source.options.stated, set[str]()
    for item in items:
        row = next((each for each in _around(item.id) if each in rows), None)
        if row is None or isinstance(item, Skipped):
            used.add(item.id)
            yield item
            continue
        used |= {row, item.id}
        yield with_stated(item, rows[row].stated, rows[row].where)
    # A part of a file of records holds only some of them.
    for row in sorted(set(rows) - used - {source.id}) if source.end is None else ():
        yield Skipped(row, f"no such page in {source.id}: {rows[row].where} names it", "correct the table")


def _around(identifier: str) -> Iterator[str]:
    """The id itself, and those of what it is a part of."""
    yield identifier
    while "#" in identifier:
        identifier = identifier.rpartition("#")[0]
        yield identifier


def rows(table: Path) -> Iterator[Row]:
    """The rows of a table in any encoding, its columns named as `kg.reader.columns` knows them."""
    lines = list(io.StringIO(_text(table), newline=""))
    if not any(line.strip() for line in lines):
        raise InputError(f"{table}: it is empty; its first line names the columns: path,paper,date,page,city")
    found = quoting.rows(lines, delimiter_of(next(line for line in lines if line.strip())))
    header = _cells(next(found), table)
    columns = {field: header.index(name) for field, name in mapped(header, {}).items()}
    if "path" not in columns:
        raise InputError(f"{table}, line 1: no column called path; columns are {', '.join(header)}")
    if twice := [header[at] for at in columns.values() if header.count(header[at]) > 1]:
        raise InputError(f"{table}, line 1: several columns are called {twice[0]}; give each its own name")
    for row in found:
        yield _row(_cells(row, table), columns, len(header), f"{table}, line {row.line}")


def _cells(row: quoting.Row, table: Path) -> list[str]:
    if row.odd:
        raise InputError(
            f'{table}, line {row.line}: {row.odd}; write a cell with quotes as "…", each within it twice'
        )
    return row.cells


def _text(table: Path) -> str:
    try:
        return decode(read_small(table)).text
    except Unreadable as error:
        raise InputError(f"{table}: {error.reason}; {error.advice}") from None
    except OSError as error:
        raise InputError(f"{table}: {error.strerror}: check the path given with --meta") from None


def _row(cells: Sequence[str], columns: Mapping[Field, int], width: int, where: str) -> Row:
    if len(cells) != width:
        raise InputError(
            f"{where}: {len(cells)} cells where {width} are expected; put quotes around one with commas"
        )
    values = {field: cells[at].strip() for field, at in columns.items() if cells[at].strip()}
    if "path" not in values:
        raise InputError(f"{where}: it names no page in the column path")
    if "date" in values and iso_date(values["date"]) is None:
        raise InputError(f"{where}: {values['date'][:40]!r} is no date; write YYYY-MM-DD")
    return Row(values["path"], {field: values[field] for field in STATED if field in values}, where)


def _meant(row: Row, sources: Sequence[Source], table: Path) -> tuple[Source, str]:
    """The source that a row speaks of, and the part of it."""
    whole = [(source, "") for source in _called(row.path, sources, table)]
    path, _, part = row.path.partition("#")
    found = whole or [(source, part) for source in _called(path, sources, table) if part]
    if len(found) != 1:
        many = f"{len(found)} pages are called" if found else "no page of the inputs is called"
        raise InputError(f"{row.where}: {many} {row.path!r}; name it by its path as given to kg")
    return found[0]


def _called(path: str, sources: Sequence[Source], table: Path) -> list[Source]:
    exact = [source for source in sources if source.id == path]
    if exact:
        return exact
    place = (table.parent / path).resolve()
    same = [source for source in sources if source.path is not None and source.path.resolve() == place]
    return same or [source for source in sources if "/" not in path and Path(source.id).name == path]
