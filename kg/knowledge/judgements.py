"""What people have decided about entities (``seeds/judgements.tsv``): who is the same, who is not, what a thing is called,
what it is and what is none; and about facts: which are wrong, which are missing, which are so. It outranks every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from kg.durable import read_small_text
from kg.errors import KnowledgeError
from kg.knowledge.judgement_rows import JudgementRow, parse
from kg.knowledge.locate import seeds_dir
from kg.types import EntityType

_FILE = "judgements.tsv"
Triple = tuple[str, str, str]
At = TypeVar("At")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class JudgedName:
    """A name that is one of an entity of that class, wherever it stands; with a ``quote`` only within these words."""

    name: str
    type: EntityType
    quote: str = ""


@dataclass(frozen=True, slots=True)
class JudgedFact:
    """A fact between two keys that the words ``quote`` state. A post (``holdsPost``) has a title."""

    subject: str
    predicate: str
    object: str
    quote: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Judgements:
    """Decisions by entity keys: ``same`` maps a key to the one it is another name of (never to a key that is itself
    mapped), ``different`` holds pairs that are not to be merged, ``rename`` canonical names, ``drop`` what is no entity,
    ``retype`` classes. ``drop_at`` and ``retype_at`` hold only within the words that are given. ``wrong`` are facts that are
    not so, by (subject, predicate, object), each with the title of the post and the words that it is limited to, or empty;
    ``right`` likewise those that are; ``names`` and ``facts`` are what the rules do not find. ``rows`` are all decisions as
    they were written."""

    same: Mapping[str, str] = field(default_factory=dict)
    different: frozenset[frozenset[str]] = frozenset()
    rename: Mapping[str, str] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    drop_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retype: Mapping[str, EntityType] = field(default_factory=dict)
    retype_at: Mapping[str, tuple[tuple[str, EntityType], ...]] = field(default_factory=dict)
    wrong: Mapping[Triple, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    right: Mapping[Triple, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[JudgedName, ...] = ()
    facts: tuple[JudgedFact, ...] = ()
    rows: tuple[JudgementRow, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody has decided anything."""
        return not any(getattr(self, each.name) for each in fields(self))

    def quotes(self) -> frozenset[str]:
        """All words that verdicts are limited to."""
        at = [quote for placed in self.drop_at.values() for quote in placed]
        at += [quote for placed in self.retype_at.values() for quote, _ in placed]
        at += [quote for placed in self.wrong.values() for _, quote in placed if quote]
        return frozenset([*at, *(fact.quote for fact in self.facts)])

    def forbids(self, key: str, other: str) -> bool:
        """Whether somebody has decided that the two are not one."""
        return frozenset({key, other}) in self.different


def load(*paths: Path) -> Judgements:
    """The judgements of tables in UTF-8, all together. Raises ``KnowledgeError`` as ``decided`` does, and for a table that
    cannot be read."""
    return decided([row for path in paths for row in parse(_read(path), str(path))])


@cache
def judgements() -> Judgements:
    """The project's own judgements, read once in a process."""
    return load(seeds_dir() / _FILE)


def judgements_with(rows: Iterable[JudgementRow]) -> Judgements:
    """The project's own judgements and these. Raises ``KnowledgeError`` as ``decided`` does."""
    return decided([*judgements().rows, *rows])


def decided(rows: Sequence[JudgementRow]) -> Judgements:
    """What the rows say together. Raises ``KnowledgeError`` that names the two that contradict each other."""
    entities = [row for row in rows if not row.predicate]
    by_verdict: dict[str, list[JudgementRow]] = {}
    for row in entities:
        by_verdict.setdefault(row.verdict, []).append(row)
    pairs = by_verdict.get("same", [])
    _check(rows)
    return Judgements(
        same=_same(pairs),
        different=frozenset(frozenset((r.key, r.other)) for r in by_verdict.get("different", [])),
        rename={row.key: row.name for row in by_verdict.get("rename", [])},
        drop=frozenset(row.key for row in by_verdict.get("drop", []) if not row.quote),
        drop_at=_grouped((row.key, row.quote) for row in by_verdict.get("drop", []) if row.quote),
        retype={r.key: _class(r) for r in by_verdict.get("retype", []) if not r.quote},
        retype_at=_grouped((r.key, (r.quote, _class(r))) for r in by_verdict.get("retype", []) if r.quote),
        wrong=_grouped((r.triple, (r.title, r.quote)) for r in rows if r.predicate and r.verdict == "drop"),
        right=_grouped((r.triple, r.title) for r in rows if r.verdict == "right"),
        names=tuple(JudgedName(r.name, _class(r), r.quote) for r in by_verdict.get("add", [])),
        facts=tuple(
            JudgedFact(*r.triple, r.quote, r.title) for r in rows if r.predicate and r.verdict == "add"
        ),
        rows=tuple(rows),
    )


def _read(path: Path) -> str:
    try:
        return read_small_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}; a table of judgements is text in UTF-8") from error


def _class(row: JudgementRow) -> EntityType:
    return cast("EntityType", row.type)


def _grouped(pairs: Iterable[tuple[At, Value]]) -> dict[At, tuple[Value, ...]]:
    found: dict[At, tuple[Value, ...]] = {}
    for at, value in pairs:
        found[at] = (*found.get(at, ()), value)
    return found


def _same(pairs: Iterable[JudgementRow]) -> dict[str, str]:
    """Each key but the first of its pair, and the key it stands for in the end."""
    same: dict[str, str] = {}
    for row in pairs:
        head, old = same.get(row.key, row.key), same.get(row.other, row.other)
        same.update({each: head for each, at in same.items() if at == old})
        same[old] = head
    return {key: head for key, head in same.items() if key != head}


def _check(rows: Sequence[JudgementRow]) -> None:
    for one, other in _contradictions(rows):
        raise KnowledgeError(
            f"{one.where} and {_line(one, other)} contradict each other: {one.words}, {other.words}; take one out"
        )


def _line(one: JudgementRow, other: JudgementRow) -> str:
    """Where the other row stands: its line alone, if it is in the same file."""
    file, _, line = other.where.rpartition(", ")
    return line if file == one.where.rpartition(", ")[0] else other.where


def _contradictions(rows: Sequence[JudgementRow]) -> Iterator[tuple[JudgementRow, JudgementRow]]:
    yield from _apart_and_one(rows)
    first: dict[tuple[str, ...], JudgementRow] = {}
    for row in rows:
        for at, value in _settled(row):
            before = first.setdefault(at, row)
            if dict(_settled(before)).get(at) != value:
                yield before, row


def _settled(row: JudgementRow) -> Iterator[tuple[tuple[str, ...], str]]:
    """What a row settles, and how: another row that settles the same otherwise contradicts it."""
    if row.verdict == "rename":
        yield ("name", row.key), row.name
    if row.verdict == "retype":
        yield ("type", row.key, row.quote), row.type
    if row.predicate and not (row.verdict == "drop" and row.quote):
        yield ("fact", *row.triple, row.title), "wrong" if row.verdict == "drop" else "right"
    elif row.verdict in ("drop", "rename", "retype", "same") and not row.quote:
        yield ("entity", row.key), "none" if row.verdict == "drop" else "one"


def _apart_and_one(rows: Sequence[JudgementRow]) -> Iterator[tuple[JudgementRow, JudgementRow]]:
    """Pairs that are judged different, with the row by which they became the same."""
    pairs = [row for row in rows if row.verdict == "same"]
    whole = _same(pairs)
    for row in (row for row in rows if row.verdict == "different"):
        if whole.get(row.key, row.key) == whole.get(row.other, row.other):
            joined = (n for n in range(1, len(pairs) + 1) if _joins(pairs[:n], row))
            yield pairs[next(joined) - 1], row


def _joins(pairs: Sequence[JudgementRow], row: JudgementRow) -> bool:
    same = _same(pairs)
    return same.get(row.key, row.key) == same.get(row.other, row.other)
