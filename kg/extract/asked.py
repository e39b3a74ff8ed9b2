"""The home that a letter to an authority is about, where no head shows it: its headline names it, and the answer again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kg.extract.analysis import Analysis
from kg.extract.proper import is_proper
from kg.extract.unit import Unit, with_new
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.patterns import work_words

_LEAST, _LONGEST = 3, 6
#: So often the answer names it at least.
_AGAIN = 2
#: How the names of parts of a compound end.
_QUARTERS = frozenset("里苑园庭府邸郡轩阁坊")
#: Words that no home is called by.
_NO_NAME = frozenset("dpucmrqy")


def asked_about(analysis: Analysis, units: Sequence[Unit]) -> list[Unit]:
    """``units``, and the home that the headline of a letter names without a head, wherever it stands."""
    title = next((b for b in analysis.article.blocks if b.kind == "title"), None)
    if title is None or not work_words().answer.search(analysis.text):
        return list(units)
    homes = {
        u.end: i for i, u in enumerate(units) if u.type == "Community" and title.start <= u.start < title.end
    }
    taken = {at for unit in units for at in range(unit.start, unit.end)}
    name = _recurring(analysis, title.start, title.end, taken, homes)
    if name is None:
        return list(units)
    found = (m.span() for m in re.finditer(re.escape(name), analysis.text))
    new = [
        Unit(s, e, e, "Community", "compound", homes.get(s))
        for s, e in found
        if taken.isdisjoint(range(s, e))
    ]
    return with_new(enumerate(units), new)


def _recurring(
    analysis: Analysis, start: int, end: int, taken: set[int], homes: Collection[int]
) -> str | None:
    """The longest stretch of the headline between words that the answer repeats and that is no common noun; where the
    headline names a home (which ends in ``homes``) a part of it, right behind it: 青苑小区|朝阳里."""
    edges = [w.start for w in analysis.words_in(start, end)]
    begins = [at for at in edges if at in homes] if homes else edges
    stretches = [(a, b) for a in begins for b in (*edges, end) if _LEAST <= b - a <= _LONGEST]
    for begin, stop in sorted(stretches, key=lambda s: (s[0] - s[1], s[0])):
        name = analysis.text[begin:stop]
        fits = taken.isdisjoint(range(begin, stop)) and analysis.text.count(name, end) >= _AGAIN
        part = bool(homes) and name.isalnum() and name[-1] in _QUARTERS
        if fits and (part or _is_name(analysis, begin, stop)):
            return name
    return None


def _is_name(analysis: Analysis, start: int, end: int) -> bool:
    """Whether a stretch is made of no common words, and holds no verb."""
    words = analysis.words_in(start, end)
    name = analysis.text[start:end]
    plain = any(
        w.pos[:1] in _NO_NAME or (w.pos[:1] == "v" and (len(w.text) > 1 or w.start == start)) for w in words
    )
    known = gazetteer().find(name) or gazetteer().find_short(name) or boundaries().is_generic(name)
    return name.isalnum() and not plain and not known and is_proper(analysis, start, end)
