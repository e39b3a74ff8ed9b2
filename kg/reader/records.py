"""Records of a ``.jsonl`` file: one JSON object a line with ``text``, and ``id``, ``title``, ``date``,
``source``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.types import Notice, Page, Skipped

#: Dates as they are met: 2021-01-05, 2021/1/5, 2021.1.5, 20210105, 2021年1月5日, with or without a time
#: after it.
_DATE = re.compile(
    r"\s*(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年)?(?:[T\s].{0,40})?\s*$", re.DOTALL
)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)$")
#: Halves of surrogate pairs, and control characters that are no part of a text.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\ud800-\udfff]")
_ADVICE = "mend or remove that line"


def records(
    path: str, lines: Iterable[str | None], encoding: str, first: int = 1
) -> Iterator[Page | Skipped]:
    """One page a line of ``lines``; a broken one costs only itself. ``path`` is the file's id, ``first`` the number of
    the first line. A line that is None was too long to be read.

    A record without ``id`` is named by its line (``PATH#line7``).
    """
    seen: set[str] = set()
    for number, line in enumerate(lines, start=first):
        if line is None or line.strip():
            item = _record(path, number, line, encoding)
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


def _record(path: str, number: int, line: str | None, encoding: str) -> Page | Skipped:
    where = f"{path} line {number}"
    if line is None:
        return Skipped(
            where, "too large for a record", "split it, or allow more with --max-bytes", code="too-large"
        )
    try:
        value = json.loads(line)
        reason = _defect(value)
    except ValueError as error:
        reason = f"not valid JSON: {_plain(error)}"
    except RecursionError:
        reason = "JSON nested too deeply"
    if reason is not None:
        return Skipped(where, reason, _ADVICE, code="bad-record")
    return _page(path, number, value, encoding)


def _plain(error: ValueError) -> str:
    return (
        f"{error.msg}, column {error.colno}"
        if isinstance(error, json.JSONDecodeError)
        else "a number is too long"
    )


def _defect(value: object) -> str | None:
    if not isinstance(value, dict):
        return "not a JSON object"
    text = value.get("text")
    if not isinstance(text, str):
        return 'no text: the key "text" must hold a string'
    if not text.strip():
        return "empty: its text holds no characters but white space"
    wrong = [key for key in ("id", "title", "source") if not isinstance(value.get(key, ""), str | int | None)]
    if wrong:
        return f'the key "{wrong[0]}" must hold a string'
    for key in ("text", "id", "title", "source"):
        if isinstance(value.get(key), str) and (found := _NO_TEXT.search(value[key])):
            what = "half of a surrogate pair" if found[0] >= "\ud800" else "a control character"
            return f'the key "{key}" holds {what} (U+{ord(found[0]):04X}): no valid text'
    return None


def _page(path: str, number: int, value: dict[str, Any], encoding: str) -> Page:
    identifier = value.get("id")
    name = f"{path}#{f'line{number}' if identifier in (None, '') else identifier}"
    title, source = (
        str(value[key]) if value.get(key) not in (None, "") else None for key in ("title", "source")
    )
    given, date = value.get("date"), iso_date(value.get("date"))
    notices = () if date is not None or given in (None, "") else (_undated(name, number, given),)
    return Page(name, value["text"], encoding, title, date, source, notices)


def _undated(page: str, number: int, date: object) -> Notice:
    message = f"the date of line {number}, {str(date)[:40]!r}, is no date; read without it"
    return Notice("odd-date", page, message, "write YYYY-MM-DD")
