"""The word lists of ``seeds/lexicons``: titles, roles, right ends of names, short forms, surnames, glyphs.

Each list is read once, when first asked for. A wrong row raises ``KnowledgeError`` with its file and line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar, cast, get_args

from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import Row, rows
from kg.types import EntityType

TitleKind = Literal["party", "gov", "mass", "company", "school", "community", "any"]
RoleKind = Literal["resident", "local", "author", "worker", "other"]

#: Before a title these leave its bearer at the head of the body: 代区长, 第一书记.
_KEEPS_HEAD = frozenset({"代", "代理", "第一", "总", "轮值"})
#: What joins two things that one bureau is for.
_JOINTS = ("与", "和", "及")
#: 第十九届|人大 is a session's name.
_TERM = "届"

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Title:
    """A post without its body's name. ``head``: its bearer leads the body. ``organ``: the right end of the
    body that the title alone implies (区长 人民政府, 公安局长 局), or None."""

    title: str
    head: bool
    kind: TitleKind
    organ: str | None

    @property
    def fused(self) -> bool:
        """Whether the title's first characters are also the body's last: 局长 in 公安局长."""
        return self.organ is not None and self.organ in self.title


@dataclass(frozen=True, slots=True)
class BodyHead:
    """The right end of a name and what it makes of it. ``generic``: alone, or with no more than an
    area before it, it may name nothing in particular (小区, 活动)."""

    head: str
    type: EntityType
    kind: str
    generic: bool


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A body's short right end and the full one: 住建局, 住房和城乡建设局. ``expands``: the full one is the
    body's usual name; otherwise the short one is (纪委), and the full one a formal variant of it."""

    short: str
    full: str
    kind: str
    expands: bool


@cache
def titles() -> Mapping[str, Title]:
    """Every title by its words, deputies and acting ones included."""
    return _table("titles.tsv", 5, _titles)


@cache
def roles() -> Mapping[str, RoleKind]:
    """Nouns that stand before a person and are no post, with their kind."""
    return _table("roles.tsv", 2, _role)


@cache
def bodies() -> Mapping[str, BodyHead]:
    """Right ends of names."""
    return _table("bodies.tsv", 4, _body)


@cache
def surnames() -> Mapping[str, float]:
    """Surnames and roughly how many of ten thousand people bear each."""
    return _table("surnames.tsv", 2, _surname)


@cache
def variants() -> Mapping[str, str]:
    """Variant, traditional and misread glyphs, and the standard character of each."""
    return _table("variants.tsv", 2, _variant)


@cache
def abbreviations() -> Mapping[str, Abbreviation]:
    """Short right ends of bodies."""
    return _table("abbreviations.tsv", 4, _abbreviation)


def body_head(name: str) -> BodyHead | None:
    """What ``name`` is by its right end: the longest one listed, and None if it ends in none."""
    return _longest(bodies(), name)


def expand(short_head: str, written: str | None = None) -> str:
    """The full form of a body's short name, whatever stands before it: 区住建局, 区住房和城乡建设局.

    A name that ends in no short form is returned as it is, and so is one whose short form is the usual
    name (区纪委), unless the full one stands in ``written`` (县妇联 where 县妇女联合会 is named too).
    """
    entry = _longest(abbreviations(), short_head)
    if entry is None or short_head.endswith(entry.full):
        return short_head
    of_whom = short_head.removesuffix(entry.short)
    in_full = (
        written is not None
        and entry.full in written
        and re.search(f"(?<!{_TERM}){entry.full}", written) is not None
    )
    if not entry.expands and (not in_full or of_whom.endswith(_TERM)):
        return short_head
    if of_whom.endswith(_JOINTS):
        return short_head  # 建设与|交通局 is one bureau of two things
    return of_whom + entry.full


def _longest(table: Mapping[str, Value], name: str) -> Value | None:
    """The entry of the longest right end of ``name`` that is in ``table``."""
    ends = (name[start:] for start in range(len(name)))
    return next((table[end] for end in ends if end in table), None)


def _table(
    file: str, columns: int, read: Callable[[Row], Iterator[tuple[str, Value]]]
) -> Mapping[str, Value]:
    return load(seeds_dir() / "lexicons" / file, columns, read)


def load(path: Path, columns: int, read: Callable[[Row], Iterator[tuple[str, Value]]]) -> Mapping[str, Value]:
    """A read-only mapping of what ``read`` makes of each row; a derived key never hides a row's own.

    Raises ``KnowledgeError`` if a row's own key, the first ``read`` gives, stands in two rows.
    """
    own: dict[str, Value] = {}
    derived: dict[str, Value] = {}
    for row in rows(path, columns):
        (key, value), *more = read(row)
        if not key or key in own:
            raise row.wrong(f"{key!r} is empty or stands here a second time")
        own[key] = value
        derived.update(more)
    return MappingProxyType({**derived, **own})


def _titles(row: Row) -> Iterator[tuple[str, Title]]:
    word, head, kind, organ, prefixes = row.cells
    if head not in ("0", "1"):
        raise row.wrong(f"head is {head!r}, 0 or 1 is expected")
    checked = cast(TitleKind, _one_of(row, kind, get_args(TitleKind)))
    yield word, Title(word, head == "1", checked, organ or None)
    for prefix in prefixes.split():
        leads = head == "1" and prefix in _KEEPS_HEAD
        yield prefix + word, Title(prefix + word, leads, checked, organ or None)


def _role(row: Row) -> Iterator[tuple[str, RoleKind]]:
    yield row.cells[0], cast(RoleKind, _one_of(row, row.cells[1], get_args(RoleKind)))


def _body(row: Row) -> Iterator[tuple[str, BodyHead]]:
    head, kind_of_entity, kind, stands = row.cells
    checked = cast(EntityType, _one_of(row, kind_of_entity, get_args(EntityType)))
    yield head, BodyHead(head, checked, kind, _one_of(row, stands, ("generic", "name")) == "generic")


def _abbreviation(row: Row) -> Iterator[tuple[str, Abbreviation]]:
    short, full, kind, name = row.cells
    yield short, Abbreviation(short, full, kind, _one_of(row, name, ("full", "short")) == "full")


def _surname(row: Row) -> Iterator[tuple[str, float]]:
    try:
        share = float(row.cells[1])
    except ValueError as error:
        raise row.wrong(f"share {row.cells[1]!r} is no number") from error
    if share <= 0:
        raise row.wrong(f"share {share} is not above 0")
    yield row.cells[0], share


def _variant(row: Row) -> Iterator[tuple[str, str]]:
    glyph, standard = row.cells
    if len(glyph) != 1 or len(standard) != 1:
        raise row.wrong("one character for one character is expected")
    yield glyph, standard


def _one_of(row: Row, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise row.wrong(f"{value!r} is not one of {', '.join(allowed)}")
    return value
