"""What a person changed: marks taken away, added, given another class; relations taken away and added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.annotate.model import Corrected, Mark, Sheet, Tie

_Place = tuple[int, int]
_Joined = tuple[_Place, _Place, str]


@dataclass(frozen=True, slots=True)
class Relabelled:
    """A mark that is now of the class ``label``."""

    mark: Mark
    label: str


@dataclass(frozen=True, slots=True)
class Untied:
    """A relation taken away, although both its ends are still marked."""

    source: Mark
    target: Mark
    tie: Tie


@dataclass(frozen=True, slots=True)
class Tied:
    """A relation added between two marks, which know their entity if they stood there before."""

    source: Mark
    target: Mark
    label: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes on one page, each kind in the order of the text. ``after`` is the page as it is now, every mark with
    the entity it was read as (of a mark with another class: as it was read)."""

    corrected: Corrected
    after: Sheet
    removed: tuple[Mark, ...]
    added: tuple[Mark, ...]
    relabelled: tuple[Relabelled, ...]
    untied: tuple[Untied, ...]
    tied: tuple[Tied, ...]

    def __bool__(self) -> bool:
        return any((self.removed, self.added, self.relabelled, self.untied, self.tied))


def changes(corrected: Corrected) -> Changes:
    """What differs between the page as it was exported and as it came back; all is new where nothing was exported."""
    before = corrected.before or Sheet(corrected.sheet.doc, corrected.sheet.text)
    now = corrected.sheet.marks
    left = _unchanged_taken(before.marks, now)
    known: dict[Mark, Mark] = {mark: _found(before.marks, mark) or mark for mark in now}
    relabelled = []
    for mark in (mark for mark in now if not known[mark].key):
        if old := next((old for old in left if _place(old) == _place(mark)), None):
            left.remove(old)
            relabelled.append(Relabelled(old, mark.label))
            known[mark] = Mark(mark.start, mark.end, mark.label, old.key, old.name)
    after = Sheet(before.doc, before.text, tuple(known[mark] for mark in now), corrected.sheet.ties)
    return Changes(
        corrected,
        after,
        removed=tuple(left),
        added=tuple(mark for mark in after.marks if not mark.key),
        relabelled=tuple(relabelled),
        untied=tuple(_untied(before, after)),
        tied=tuple(_tied(before, after)),
    )


def _unchanged_taken(before: tuple[Mark, ...], now: tuple[Mark, ...]) -> list[Mark]:
    """The marks that do not stand there any more as they did. Where two entities share a mark, both stay with it."""
    still = {(*_place(mark), mark.label) for mark in now}
    return [mark for mark in before if (*_place(mark), mark.label) not in still]


def _found(marks: tuple[Mark, ...], wanted: Mark) -> Mark | None:
    return next((m for m in marks if _place(m) == _place(wanted) and m.label == wanted.label), None)


def _untied(before: Sheet, after: Sheet) -> Iterator[Untied]:
    marked = {_place(mark) for mark in after.marks}
    still = {joined for joined, _ in _joined(after)}
    for joined, tie in _joined(before):
        if joined not in still and {joined[0], joined[1]} <= marked:
            yield Untied(before.marks[tie.source], before.marks[tie.target], tie)


def _tied(before: Sheet, after: Sheet) -> Iterator[Tied]:
    stood = {joined for joined, _ in _joined(before)}
    for joined, tie in _joined(after):
        if joined not in stood:
            yield Tied(after.marks[tie.source], after.marks[tie.target], tie.label)


def _joined(sheet: Sheet) -> Iterator[tuple[_Joined, Tie]]:
    for tie in sheet.ties:
        yield (_place(sheet.marks[tie.source]), _place(sheet.marks[tie.target]), tie.label), tie


def words(text: str, mark: Mark) -> str:
    """The name as it is read: without the line ends and spaces that a printer put into it."""
    return "".join(text[mark.start : mark.end].split())


def bearer(sheet: Sheet, mark: Mark) -> str:
    """The key of whom a mark names: of a new one the entity of its class that bears the name on the page; else an own
    key, without a jurisdiction."""
    if mark.key:
        return mark.key
    called = words(sheet.text, mark)
    same = (m for m in sheet.marks if m.key and m.label == mark.label)
    return next((m.key for m in same if called in (m.name, words(sheet.text, m))), f"{mark.label}//{called}")


def titles(changed: Changes) -> dict[_Joined, tuple[tuple[str, ...], str]]:
    """Of every relation as it was exported the titles of the post and the words, by its places and label."""
    found: defaultdict[_Joined, tuple[tuple[str, ...], str]] = defaultdict(lambda: ((), ""))
    if changed.corrected.before:
        found.update({joined: (tie.titles, tie.quote) for joined, tie in _joined(changed.corrected.before)})
    return found


def joined(sheet: Sheet, tie: Tie) -> _Joined:
    """What tells a relation on its page: the places of its ends, and its label."""
    return _place(sheet.marks[tie.source]), _place(sheet.marks[tie.target]), tie.label


def _place(mark: Mark) -> _Place:
    return mark.start, mark.end
