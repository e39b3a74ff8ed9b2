"""What reading and segmenting know: columns, bylines, year anchors, common characters
(``seeds/lexicons``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from kg.errors import KnowledgeError
from kg.knowledge import rows, table
from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import Row

#: How a column binds its articles: ``news`` heads all that follow, ``briefs`` too, each headline among them
#: with an article of its own, ``single`` one article, ``photo`` a
#: picture with its caption; a ``banner`` is a slogan or the name of a special page and belongs to no
#: article.
ColumnKind = Literal["news", "briefs", "single", "photo", "banner"]
Role = Literal["reporter", "correspondent", "photographer", "author", "editor"]


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
    pleas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What tells kickers, inner headings, captions and web-page furniture from headlines."""

    kicker_endings: tuple[str, ...]
    place_endings: tuple[str, ...]
    site_kinds: tuple[str, ...]
    site_endings: tuple[str, ...]
    furniture: tuple[str, ...]
    paper_endings: tuple[str, ...]
    event_endings: tuple[str, ...]


#: ``count``: ``{n}`` in the words stands for the years since ``year``; ``year``: the words name that year;
#: ``during``: the page appeared from ``year`` and ``month`` on, and not after ``until`` where that is given.
AnchorKind = Literal["count", "told", "year", "during"]
#: What kinds of anchors hold of the words before them: how many years since, and which year beside the page's.
_HOLES = {"count": "{n}", "told": "{when}"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that tell, or bound, the year of a page; ``weight`` is how far they outweigh other evidence.

    ``{n}`` in ``words`` stands for a number of years since ``year`` (建党{n}周年), ``{when}`` for 去年, 今年 or 明年 before
    something of ``year`` ({when}杭州亚运会), ``{passing}`` for the words that a meeting passes something on with
    ({passing}党的二十大精神). ``until`` is a year and month.
    """

    words: str
    kind: AnchorKind
    year: int
    month: int | None
    until: tuple[int, int] | None
    weight: int


def _tsv(name: str, columns: int) -> Iterator[Row]:
    return table.rows(seeds_dir() / "lexicons" / name, columns)


def _number(row: Row, cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise row.wrong(f"expected a number, found {cell!r}") from None


def _section(name: str, keys: frozenset[str]) -> dict[str, Any]:
    path, data = rows.load(name)
    if set(data) != keys:
        odd = ", ".join(sorted(set(data) ^ keys))
        raise KnowledgeError(f"{path}: keys missing or unknown: {odd}")
    return data


@cache
def common_characters() -> Mapping[str, float]:
    """Occurrences per million of the commonest Han characters, simplified and traditional together."""
    return {row.cells[0]: _number(row, row.cells[1]) for row in _tsv("common_characters.tsv", 2)}


@cache
def columns() -> Columns:
    """The column names, endings and beginnings of ``columns.tsv``; an asterisk marks what stays open."""
    whole: dict[str, ColumnKind] = {}
    endings: dict[str, ColumnKind] = {}
    beginnings: dict[str, ColumnKind] = {}
    for row in _tsv("columns.tsv", 2):
        words, kind = row.cells
        if kind not in get_args(ColumnKind):
            raise row.wrong(f"kind {kind!r}; expected one of {get_args(ColumnKind)}")
        target = endings if words.startswith("*") else beginnings if words.endswith("*") else whole
        target[words.strip("*")] = cast(ColumnKind, kind)
    return Columns(whole, endings, beginnings)


@cache
def byline_words() -> BylineWords:
    """The words of ``bylines.toml``."""
    keys = frozenset(BylineWords.__dataclass_fields__)
    data = _section("bylines.toml", keys)
    for section in ("roles", "credits", "labels"):
        if wrong := set(data[section].values()) - set(get_args(Role)):
            raise KnowledgeError(
                f"bylines.toml, [{section}]: unknown role {sorted(wrong)}; use {get_args(Role)}"
            )
    mapped = {"roles", "credits", "labels"}
    fields: dict[str, Any] = {key: words if key in mapped else tuple(words) for key, words in data.items()}
    return BylineWords(**{**fields, "ignored": frozenset(data["ignored"])})


@cache
def head_words() -> HeadWords:
    """The words of ``headlines.toml``."""
    keys = frozenset(HeadWords.__dataclass_fields__)
    data = _section("headlines.toml", keys)
    return HeadWords(**{key: tuple(data[key]) for key in keys})


@cache
def year_anchors() -> tuple[Anchor, ...]:
    """The anchors of ``year_anchors.tsv``: words, kind, from, until (may be empty), weight."""
    return tuple(map(_anchor, _tsv("year_anchors.tsv", 5)))


def _anchor(row: Row) -> Anchor:
    words, kind, since, until, weight = row.cells
    holes = {each for each, hole in _HOLES.items() if hole in words}
    if kind not in get_args(AnchorKind) or holes != {kind} & set(_HOLES):
        raise row.wrong(
            f"kind {kind!r} with words {words!r}; {{n}} goes with count alone, {{when}} with told"
        )
    year, month = _year_month(row, since)
    end = _year_month(row, until) if until else None
    return Anchor(
        words,
        cast(AnchorKind, kind),
        year,
        month,
        (end[0], end[1] or 12) if end else None,
        int(_number(row, weight)),
    )


def _year_month(row: Row, cell: str) -> tuple[int, int | None]:
    """The year and, where ``cell`` gives it, the month of ``2021`` or ``2021-07``."""
    year, _, month = cell.partition("-")
    return int(_number(row, year)), int(_number(row, month)) if month else None
