"""Records of a file: one JSON object a line, or one row of a table, with ``text``, and what it states of it: ``id``,
``title``, ``date``, ``source``, ``paper``, ``number`` (of the page), ``city``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from kg.knowledge.page_fields import Field
from kg.reader.columns import mapped
from kg.reader.unreadable import Unreadable
from kg.types import Notice, Page, Skipped

#: Dates as they are met: 2021-01-05, 2021/1/5, 2021.1.5, 20210105, 2021年1月5日, with or without a time
#: after it.
_DATE = re.compile(
    r"\s*(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年)?(?:[T\s].{0,40})?\s*$", re.DOTALL
)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)$")
#: Halves of surrogate pairs, control characters that are no part of a text, and the two that no XML can hold.
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\ud800-\udfff\ufffe\uffff]")
_ADVICE = "mend or remove that line"
_TOO_LARGE = "too large"
_QUOTES = 'look at that line: a cell with quotes is written "…", each quote within it twice'


#: A record's values by the fields of a page; a string says what is wrong with it instead.
Fields = Mapping[Field, object] | str


class Record(NamedTuple):
    """A record by the number of its line, with what gives its fields, and what is odd about how it is written."""

    line: int
    fields: Callable[[], Fields]
    odd: str = ""


_STATED: tuple[Field, ...] = ("title", "source", "paper", "number", "city")
_NONE: Mapping[str, str] = {}


def records(
    path: str,
    lines: Iterable[str | Unreadable | None],
    encoding: str,
    columns: Mapping[str, str] = _NONE,
    first: int = 1,
) -> Iterator[Page | Skipped]:
    """One page a line of ``lines``; a broken one costs only itself. ``path`` is the file's id, ``columns`` the names of
    the keys that the user gave for fields, ``first`` the number of the first line; None is a line too long to be read,
    and one may tell why it cannot be.

    A record without ``id`` is named by its line (``PATH#line7``).
    """
    numbered = (
        (number, line)
        for number, line in enumerate(lines, first)
        if not isinstance(line, str) or line.strip()
    )
    found = (Record(number, partial(_object, line, columns)) for number, line in numbered)
    yield from pages_of(path, found, encoding)


def pages_of(
    path: str, rows: Iterable[Record], encoding: str, media: str = "text/plain"
) -> Iterator[Page | Skipped]:
    """The pages of records; one with the id of an earlier one is told of."""
    seen: set[str] = set()
    for number, fields, odd in rows:
        item = _record(path, number, fields(), encoding, media)
        if odd and isinstance(item, Page):
            item = replace(item, notices=(*item.notices, Notice("odd-quote", item.id, odd, _QUOTES)))
        yield item if item.id not in seen else _repeated(path, number, item.id)
        seen.add(item.id)


def _repeated(path: str, number: int, identifier: str) -> Skipped:
    reason = f"the id of {identifier} occurs twice"
    return Skipped(f"{path} line {number}", reason, "give each record its own id", code="repeated-id")


def is_record(line: str) -> bool:
    """Whether a line is a JSON object with a text."""
    if not line.lstrip().startswith("{"):
        return False
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and isinstance(value.get("text"), str)


def iso_date(value: object) -> str | None:
    """``value`` as an ISO prefix (year, year-month or date), None if it is no date."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = str(value)
    match = _DIGITS.match(text) or _DATE.match(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if not 1 <= (1 if month is None else month) <= 12 or not 1 <= (1 if day is None else day) <= 31:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


class _Object(dict[str, Any]):
    """A JSON object, and which of its keys stand there ``twice``: the last value of a key is the one that is held."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice: Set[str] = frozenset()
        if len(self) < len(pairs):
            counted = Counter(name for name, _ in pairs)
            self.twice = {name for name, count in counted.items() if count > 1}


def _object(line: str | Unreadable | None, columns: Mapping[str, str]) -> Fields:
    """The fields of a line of JSON."""
    if line is None:
        return f"{_TOO_LARGE} for a record"
    if isinstance(line, Unreadable):
        return line.reason
    try:
        value = json.loads(line, object_pairs_hook=_Object)
    except ValueError as error:
        return f"not valid JSON: {_plain(error)}"
    except RecursionError:
        return "JSON nested too deeply"
    if not isinstance(value, _Object):
        return "not a JSON object"
    names = mapped(value, columns)
    if twice := [name for name in names.values() if name in value.twice]:
        return f'the key "{twice[0]}" occurs twice'
    fields = {field: value[name] for field, name in names.items()}
    if not isinstance(fields.get("text"), str):
        return f"no text: the key {columns.get('text', 'text')!r} must hold a string".replace("'", '"')
    return fields


def _record(path: str, number: int, fields: Fields, encoding: str, media: str) -> Page | Skipped:
    reason = fields if isinstance(fields, str) else _defect(fields)
    if isinstance(fields, str) or reason is not None:
        return _skipped(f"{path} line {number}", reason or "")
    return _page(path, number, fields, encoding, media)


def _skipped(where: str, reason: str) -> Skipped:
    if reason.startswith(_TOO_LARGE):
        return Skipped(where, reason, "split it, or allow more with --max-bytes", code="too-large")
    return Skipped(where, reason, _ADVICE, code="empty" if reason.startswith("empty") else "bad-record")


def _plain(error: ValueError) -> str:
    return (
        f"{error.msg}, column {error.colno}"
        if isinstance(error, json.JSONDecodeError)
        else "a number is too long"
    )


def _defect(fields: Mapping[Field, object]) -> str | None:
    if not str(fields["text"]).strip():
        return "empty: its text holds no characters but white space"
    stated: tuple[Field, ...] = ("id", *_STATED)
    wrong = [key for key in stated if not isinstance(fields.get(key, ""), str | int | None)]
    if wrong:
        return f'the key "{wrong[0]}" must hold a string'
    for key in ("text", *stated):
        if found := NO_TEXT.search(str(fields.get(key, ""))):
            return f'the key "{key}" holds {_what(found[0])} (U+{ord(found[0]):04X}): no valid text'
    return None


def _what(char: str) -> str:
    if char >= "\ufffe":
        return "what is no character"
    if char >= "\ud800":
        return "half of a surrogate pair, or a byte that its encoding does not have"
    return "a control character"


def _page(path: str, number: int, fields: Mapping[Field, object], encoding: str, media: str) -> Page:
    identifier = fields.get("id")
    name = f"{path}#{f'line{number}' if identifier in (None, '') else identifier}"
    title, source, paper, page, city = (
        str(fields[key]) if fields.get(key) not in (None, "") else None for key in _STATED
    )
    given, date = fields.get("date"), iso_date(fields.get("date"))
    notices = () if date is not None or given in (None, "") else (_undated(name, number, given),)
    text = str(fields["text"])
    return Page(name, text, encoding, title, date, source, paper, page, city, media, notices=notices)


def _undated(page: str, number: int, date: object) -> Notice:
    message = f"the date of line {number}, {str(date)[:40]!r}, is no date; read without it"
    return Notice("odd-date", page, message, "write YYYY-MM-DD")
