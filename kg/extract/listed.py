"""Names that only the end of their list explains: 腾讯、网易等一批头部企业 are companies, 某杯、某赛等赛事 events.

A list is believed where at least two of its items, and half of them, are names already or made of no common words; the
rest are then names, too, whatever words they are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.analysis import Analysis
from kg.extract.proper import is_proper
from kg.extract.unit import Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.countries import countries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.listed import listed_nouns
from kg.tagger import BODY
from kg.types import EntityType

_ITEM = re.compile(r"[一-龥A-Za-z0-9·]{2,16}")
#: The last item may be joined with a word.
_JOINTS = ("以及", "及", "和")
_LONGEST, _SHORTEST = 14, 2
#: So many names in a row are of one class without a noun that says so, if two are known.
_MANY = 4
_OPEN = re.compile("(?<=[一-龥A-Za-z0-9])(?=等[，。；])")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A name at [start, end) of the class that its list says."""

    start: int
    end: int
    type: EntityType


def find_listed(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Listed]:
    """The items of all lists of companies, venues and contests that are no ``units`` already."""
    taken = {at for unit in units for at in range(unit.start, unit.end)}
    closed = set()
    for match in listed_nouns().closing.finditer(analysis.text):
        closed.add(match.start())
        kind, items = listed_nouns().types[match.group(1)], _items(analysis, match.start())
        tag = analysis.tags_by_end.get(match.start())
        if len(items) < 2 and tag is not None and tag.name == BODY:
            yield from _new(taken, [(tag.start, tag.end)], kind)
        elif len(items) > 1 and _is_believed(analysis, taken, items):
            yield from _new(taken, items, kind)
    for match in _OPEN.finditer(analysis.text):
        items = _items(analysis, match.start()) if match.start() not in closed else []
        if (
            len(items) >= _MANY
            and _are_bodies(analysis, units, items)
            and _is_believed(analysis, taken, items)
        ):
            yield from _new(taken, items, "Organization")


def _new(taken: set[int], items: Sequence[tuple[int, int]], kind: EntityType) -> Iterator[Listed]:
    for start, end in items:
        if end - start <= _LONGEST and taken.isdisjoint(range(start, end)):
            yield Listed(start, end, kind)


def _are_bodies(analysis: Analysis, units: Sequence[Unit], items: Sequence[tuple[int, int]]) -> bool:
    """Whether two of the items are known for names, one of them of a company or the like, and none for an office or an
    area."""
    ends = {end for _, end in items}
    named = [unit.type for unit in units if unit.end in ends]
    tagged = [tag.name for end in sorted(ends) if (tag := analysis.tags_by_end.get(end)) is not None]
    bodies = named.count("Organization") + tagged.count(BODY)
    return bodies > 0 and len(named) + len(tagged) > 1 and not {"Agency", "Area"} & set(named)


def _items(analysis: Analysis, end: int) -> list[tuple[int, int]]:
    """The items that lead up to ``end``, in order; the first one without the words of the clause before it."""
    text, found = analysis.text, []
    while True:
        start = end
        while start > 0 and end - start < 2 * _LONGEST and _ITEM.fullmatch(text[start - 1] * 2):
            start -= 1
        if text[start - 1 : start] != "、" or end - start < _SHORTEST:
            break
        found.append((start, end))
        end = start - 1
    start = _first(analysis, start, end)
    if found and end - start >= _SHORTEST:
        found.append((start, end))
    return [part for item in reversed(found) for part in _parted(text, *item)]


def _first(analysis: Analysis, start: int, end: int) -> int:
    """Where the first item begins: behind the last word of the clause that cannot stand in a name."""
    begin = start
    for word in analysis.words_in(start, end):
        if word.end < end and (boundaries().ends_name(word) or word.text in boundaries().before):
            begin = word.end
    return begin


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """甲以及乙 are two."""
    for joint in _JOINTS:
        at = text.find(joint, start + _SHORTEST, end - _SHORTEST)
        if at >= 0:
            yield start, at
            yield at + len(joint), end
            return
    yield start, end


def _is_no_name(analysis: Analysis, start: int, end: int) -> bool:
    text = analysis.text[start:end]
    words = analysis.words_in(start, end)
    cut = not words or words[0].start != start or words[-1].end != end
    return (
        cut
        or text in listed_nouns().plain
        or any(boundaries().cuts(word) for word in words)
        or bool(gazetteer().find(text))
        or text in countries()
    )


def _is_believed(analysis: Analysis, taken: set[int], items: Sequence[tuple[int, int]]) -> bool:
    """Whether half of the items look like names, and either two do or something else knows one for a name."""
    if not items or any(_is_no_name(analysis, *item) for item in items):
        return False
    seen = [_is_seen(analysis, taken, *item) for item in items]
    proper = sum(s or _is_odd(analysis, *item) for s, item in zip(seen, items, strict=True))
    return 2 * proper >= len(items) and (proper > 1 or any(seen))


def _is_seen(analysis: Analysis, taken: set[int], start: int, end: int) -> bool:
    """Whether an item is a name already, or seen by the tagger."""
    return end - 1 in taken or any(tag.end == end and tag.start == start for tag in analysis.tags)


def _is_odd(analysis: Analysis, start: int, end: int) -> bool:
    """Whether an item is made of no common words."""
    return is_proper(analysis, start, end) or _LATIN.search(analysis.text, start, end) is not None
