"""What reading and segmenting know: columns, bylines, surnames, year anchors, common characters
(``seeds/lexicons``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from kg.errors import KnowledgeError
from kg.knowledge.locate import seeds_dir

#: How a column binds its articles: ``news`` heads all that follow, ``briefs`` too, each headline among them
#: with an article of its own, ``single`` one article, ``photo`` a
#: picture with its caption; a ``banner`` is a slogan or the name of a special page and belongs to no
#: article.
ColumnKind = Literal["news", "briefs", "single", "photo", "banner"]
Role = Literal["reporter", "correspondent", "photographer", "author"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns: whole ones, and endings and beginnings that make a short line one."""

    names: Mapping[str, ColumnKind]
    endings: Mapping[str, ColumnKind]
    beginnings: Mapping[str, ColumnKind]


@dataclass(frozen=True, slots=True)
class BylineWords:
    """The closed classes of words that bylines are made of."""

    roles: Mapping[str, Role]
    credits: Mapping[str, Role]
    ignored: frozenset[str]
    labels: Mapping[str, Role]
    notes: tuple[str, ...]
    posts: tuple[str, ...]
    media: tuple[str, ...]
    captions: tuple[str, ...]
    caption_notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What tells kickers, inner headings, captions and web-page furniture from headlines."""

    kicker_endings: tuple[str, ...]
    place_endings: tuple[str, ...]
    site_endings: tuple[str, ...]
    furniture: tuple[str, ...]
    paper_endings: tuple[str, ...]
    event_endings: tuple[str, ...]


#: ``count``: ``{n}`` in the words stands for the years since ``year``; ``year``: the words name that year;
#: ``during``: the page appeared from ``year`` and ``month`` on, and not after ``until`` where that is given.
AnchorKind = Literal["count", "year", "during"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that tell, or bound, the year of a page; ``weight`` is how far they outweigh other evidence.

    ``until`` is a year and month.
    """

    words: str
    kind: AnchorKind
    year: int
    month: int | None
    until: tuple[int, int] | None
    weight: int


_ANCHORS = "year_anchors.tsv"


def _rows(name: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    path = seeds_dir() / "lexicons" / name
    for number, line in enumerate(_text(path).split("\n")[1:], start=2):
        if not line.strip() or line.startswith("# "):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise KnowledgeError(
                f"{path}, line {number}: expected {columns} tab-separated cells, found {len(cells)}"
            )
        yield number, cells


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(
            f"{path}: cannot be read; install the package again or restore the file"
        ) from error


def _number(cell: str, name: str, line: int) -> float:
    try:
        return float(cell)
    except ValueError:
        path = seeds_dir() / "lexicons" / name
        raise KnowledgeError(f"{path}, line {line}: expected a number, found {cell!r}") from None


def _table(name: str) -> dict[str, Any]:
    path = seeds_dir() / "lexicons" / name
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: {error}") from error


def _section(name: str, table: dict[str, Any], keys: frozenset[str]) -> dict[str, Any]:
    if set(table) != keys:
        odd = ", ".join(sorted(set(table) ^ keys))
        raise KnowledgeError(f"{seeds_dir() / 'lexicons' / name}: keys missing or unknown: {odd}")
    return table


@cache
def common_characters() -> Mapping[str, float]:
    """Occurrences per million of the commonest Han characters, simplified and traditional together."""
    name = "common_characters.tsv"
    return {cells[0]: _number(cells[1], name, line) for line, cells in _rows(name, 2)}


@cache
def surnames() -> Mapping[str, float]:
    """Surnames of one or two characters, with their weight (a share or a count, only its order matters)."""
    name = "surnames.tsv"
    return {cells[0]: _number(cells[1], name, line) for line, cells in _rows(name, 2)}


@cache
def columns() -> Columns:
    """The column names, endings and beginnings of ``columns.tsv``; an asterisk marks what stays open."""
    name = "columns.tsv"
    whole: dict[str, ColumnKind] = {}
    endings: dict[str, ColumnKind] = {}
    beginnings: dict[str, ColumnKind] = {}
    for line, (words, kind) in _rows(name, 2):
        if kind not in get_args(ColumnKind):
            path = seeds_dir() / "lexicons" / name
            raise KnowledgeError(
                f"{path}, line {line}: kind {kind!r}; expected one of {get_args(ColumnKind)}"
            )
        target = endings if words.startswith("*") else beginnings if words.endswith("*") else whole
        target[words.strip("*")] = cast(ColumnKind, kind)
    return Columns(whole, endings, beginnings)


@cache
def byline_words() -> BylineWords:
    """The words of ``bylines.toml``."""
    keys = frozenset(BylineWords.__dataclass_fields__)
    table = _section("bylines.toml", _table("bylines.toml"), keys)
    for section in ("roles", "credits", "labels"):
        if wrong := set(table[section].values()) - set(get_args(Role)):
            raise KnowledgeError(
                f"bylines.toml, [{section}]: unknown role {sorted(wrong)}; use {get_args(Role)}"
            )
    mapped = {"roles", "credits", "labels"}
    fields: dict[str, Any] = {key: words if key in mapped else tuple(words) for key, words in table.items()}
    return BylineWords(**{**fields, "ignored": frozenset(table["ignored"])})


@cache
def head_words() -> HeadWords:
    """The words of ``headlines.toml``."""
    keys = frozenset(HeadWords.__dataclass_fields__)
    table = _section("headlines.toml", _table("headlines.toml"), keys)
    return HeadWords(**{key: tuple(table[key]) for key in keys})


@cache
def year_anchors() -> tuple[Anchor, ...]:
    """The anchors of ``year_anchors.tsv``: words, kind, from, until (may be empty), weight."""
    return tuple(_anchor(line, cells) for line, cells in _rows(_ANCHORS, 5))


def _anchor(line: int, cells: list[str]) -> Anchor:
    words, kind, since, until, weight = cells
    if kind not in get_args(AnchorKind) or (kind == "count") != ("{n}" in words):
        path = seeds_dir() / "lexicons" / _ANCHORS
        raise KnowledgeError(
            f"{path}, line {line}: kind {kind!r} with words {words!r}; {{n}} goes with count alone"
        )
    year, month = _year_month(since, line)
    end = _year_month(until, line) if until else None
    return Anchor(
        words,
        cast(AnchorKind, kind),
        year,
        month,
        (end[0], end[1] or 12) if end else None,
        int(_number(weight, _ANCHORS, line)),
    )


def _year_month(cell: str, line: int) -> tuple[int, int | None]:
    """The year and, where ``cell`` gives it, the month of ``2021`` or ``2021-07``."""
    year, _, month = cell.partition("-")
    return int(_number(year, _ANCHORS, line)), int(_number(month, _ANCHORS, line)) if month else None
