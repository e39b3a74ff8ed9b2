"""What is stated of a page beside its text: in its front matter, in the name of its file, in a table of the user's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.knowledge.page_fields import Field, field_of, name_patterns
from kg.reader.records import iso_date
from kg.types import Notice, Page

#: What can be stated of a page by others than its own file.
STATED: tuple[Field, ...] = ("title", "date", "source", "paper", "number", "city")
_FRONT = re.compile(r"\s*---[ \t]*\r?\n(?P<lines>(?:[^\n]*\n){1,60}?)---[ \t]*(?:\r?\n|$)")
_LINE = re.compile(r"(?P<name>[\w\u4e00-\u9fff][\w\u4e00-\u9fff -]{0,30}?)\s*[:：]\s*(?P<value>.*?)\s*$")
_ENDING = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,8}$")
_FOLDERS = 5


def with_front_matter(page: Page) -> Page:
    """The page with what the lines between two ``---`` at its beginning state, and its words begin behind them.

    They are front matter only if each is empty, a comment, indented, or ``name: value``, and one name is known.
    """
    front = _FRONT.match(page.text) if page.text[:64].lstrip().startswith("---") else None
    pairs = _pairs(front["lines"].splitlines()) if front else {}
    stated = {field: value for name, value in pairs.items() if value and (field := field_of(name))}
    if front is None or not stated:
        return page
    return replace(with_stated(page, stated, "front matter"), begins=front.end())


def _pairs(lines: list[str]) -> dict[str, str]:
    """Names and values of lines; none where one of the lines is something else."""
    found: dict[str, str] = {}
    for line in lines:
        if not line.strip() or line[0] in "# \t-":
            continue
        match = _LINE.match(line)
        if match is None:
            return {}
        found.setdefault(match["name"], _scalar(match["value"]))
    return found


def _scalar(value: str) -> str:
    """A plain or quoted scalar of YAML, without a comment behind it."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.split(r"\s+#", value)[0]


def with_name(page: Page, path: str) -> Page:
    """The page with what the name of its file, or the folders above it, say and nothing else does."""
    parts = path.replace("\\", "/").split("/")
    parts[-1] = _ENDING.sub("", parts[-1])
    for pattern in name_patterns():
        words = "/".join(parts[-_FOLDERS:]) if pattern.folders else parts[-1]
        match = pattern.words.search(words)
        if match is not None and (read := read_name(match)) is not None:
            known = {field: value for field, value in read.items() if not getattr(page, field)}
            return with_stated(page, known, "file name")
    return page


def read_name(match: re.Match[str]) -> dict[Field, str] | None:
    """The fields of a match of a pattern; None where its numbers are no date."""
    groups = {name: value for name, value in match.groupdict().items() if value}
    day = [groups.pop(name) for name in ("year", "month", "day") if name in groups]
    found: dict[Field, str] = {field: groups[field] for field in STATED if field in groups}
    if day:
        date = iso_date("-".join(day))
        if date is None:
            return None
        found["date"] = date
    return found


def with_stated(page: Page, stated: Mapping[Field, str], origin: str) -> Page:
    """The page with these values in place of its own, and by what they were stated; a date that is none is told."""
    values: dict[str, str] = {
        field: stated[field].strip() for field in STATED if stated.get(field, "").strip()
    }
    if "date" in values:
        given = values.pop("date")
        if (date := iso_date(given)) is not None:
            values["date"] = date
        else:
            message = f"its {origin} states the date {given[:40]!r}, which is none; read without it"
            notice = Notice("odd-date", page.id, message, "write YYYY-MM-DD")
            page = replace(page, notices=(*page.notices, notice))
    origins = dict(page.origins) | dict.fromkeys(values, origin)
    return replace(page, origins=tuple(sorted(origins.items())), **values)  # type: ignore[arg-type]
