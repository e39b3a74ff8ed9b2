"""Roads and lines that are called after their two ends by short names, of which none is a county elsewhere:
[秀水至马渡公路]改建工程."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.proper import is_proper
from kg.extract.unit import Unit, with_new
from kg.extract.wording import LEADS
from kg.knowledge.boundaries import boundaries
from kg.knowledge.sites import sites

_TO, _LEVELS = "至", "县市区镇乡"
#: How long the name of an end is.
_ENDS = (2, 3, 4)
#: Right before the first of them, where it does not lead its clause.
_BEFORE = tuple("对于的在将和与及、《“为是即")
_VERBS = ("实施", "推进", "启动", "建设", "新建", "开展", "关于")
#: Parts of speech of words that are no part of such an end: numbers, prepositions, pronouns, times.
_NO_END = frozenset("mpruct")


def with_short_lines(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units`` and the roads between two places without a level; an area by its short name that begins or ends one of
    them makes room."""
    known = {(u.start, u.end) for u in units if not u.short}
    lines = [line for line in _lines(analysis, units) if (line.start, line.end) not in known]
    if not lines:
        return units
    ends = {at: line.end for line in lines for at in range(line.start, line.end)}
    gone = {i for i, u in enumerate(units) if u.end <= ends.get(u.start, -1)}
    bearers = {u.parent for i, u in enumerate(units) if i not in gone}
    return with_new([(i, u) for i, u in enumerate(units) if i not in gone or i in bearers], lines)


def _lines(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Unit]:
    short = {(u.start, u.end) for u in units if u.short}
    for match in sites().short_line.finditer(analysis.text):
        at, to = match.start() - len(_TO), match.span("to")
        start = _start(analysis, at)
        if start is None or not _is_end(analysis, *to) or _is_in_full(analysis.text, start, at, to):
            continue
        ends = ((start, at), to)
        if any(end in short or is_proper(analysis, *end) for end in ends):
            yield Unit(start, match.end(), match.start("head"), "Place", "road")


def _is_in_full(text: str, start: int, at: int, to: tuple[int, int]) -> bool:
    """Whether the article calls the line by the full names of its ends, too: 青原县至白水县公路."""
    ends = (text[start:at], text[slice(*to)])
    return any(f"{ends[0]}{level}{_TO}{ends[1]}" in text for level in _LEVELS)


def _start(analysis: Analysis, at: int) -> int | None:
    """Where the name of the first end begins, which ends at ``at``."""
    clause = analysis.clause(at).start
    for length in _ENDS:
        start = at - length
        if start < clause or start not in analysis.starts or not _is_end(analysis, start, at):
            continue
        lead = LEADS.match(analysis.text, clause)
        leads = start == clause or (lead is not None and lead.end() == start)
        if leads or analysis.text.endswith((*_BEFORE, *_VERBS), clause, start):
            return start
    return None


def _is_end(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the words of an end may be a name."""
    inside = analysis.words_in(start, end)
    own = analysis.text[start:end]
    return bool(inside) and not boundaries().is_generic(own) and not any(w.pos[:1] in _NO_END for w in inside)
