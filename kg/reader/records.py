"""Records of a ``.jsonl`` file: one JSON object a line with ``text``, and ``id``, ``title``, ``date``,
``source``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.types import Page, Skipped

#: Dates as they are met: 2021-01-05, 2021/1/5, 2021.1.5, 20210105, 2021年1月5日, with or without a time
#: after it.
_DATE = re.compile(
    r"\s*(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年)?(?:[T\s].{0,40})?\s*$", re.DOTALL
)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)$")
_ADVICE = "mend or remove that line"


def records(path: str, lines: Iterable[str], encoding: str) -> Iterator[Page | Skipped]:
    """One page a line of ``lines``; a broken one costs only itself. ``path`` is the file's id.

    A record without ``id`` is named by its line (``PATH#line7``).
    """
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        for item in _record(path, number, line, encoding):
            if isinstance(item, Page) and item.id in seen:
                yield Skipped(
                    f"{path} line {number}",
                    f"the id of {item.id} occurs twice",
                    "give each record its own id",
                )
                break
            if isinstance(item, Page):
                seen.add(item.id)
            yield item


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


def _record(path: str, number: int, line: str, encoding: str) -> Iterator[Page | Skipped]:
    where = f"{path} line {number}"
    try:
        value = json.loads(line)
    except ValueError as error:
        yield Skipped(where, f"not valid JSON: {_plain(error)}", _ADVICE)
        return
    except RecursionError:
        yield Skipped(where, "JSON nested too deeply", _ADVICE)
        return
    reason = _defect(value)
    if reason is not None:
        yield Skipped(where, reason, _ADVICE)
        return
    page = _page(path, number, value, encoding)
    if value.get("date") not in (None, "") and page.date is None:
        yield Skipped(
            where, f"its date {str(value['date'])[:40]!r} is no date; read without it", "write YYYY-MM-DD"
        )
    yield page


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
    if any(_has_surrogate(value.get(key)) for key in ("text", "id", "title", "source")):
        return "half of a surrogate pair: no valid text"
    return None


def _has_surrogate(value: object) -> bool:
    return isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value)


def _page(path: str, number: int, value: dict[str, Any], encoding: str) -> Page:
    identifier = value.get("id")
    name = f"line{number}" if identifier in (None, "") else str(identifier)
    title, source = (
        str(value[key]) if value.get(key) not in (None, "") else None for key in ("title", "source")
    )
    return Page(f"{path}#{name}", value["text"], encoding, title, iso_date(value.get("date")), source)
