"""People: introduced by a title or a role, in a byline, speaking, acting; afterwards by bare name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.analysis import Analysis
from kg.extract.naming import draft
from kg.knowledge.names import name_model, nickname_length
from kg.knowledge.scanning import scan_roles
from kg.knowledge.speech import speech
from kg.knowledge.words import frequency
from kg.types import Mention

#: The log-odds above which a string may be a name where only its place in the clause speaks for it.
_LOOSE, _STRICT = 1.0, 4.0
#: How often jieba's dictionary counts a word that no name should be taken for.
_COMMON = 300
_BOUNDARY = frozenset("，。；：！？、“”‘’（）《》 \n…—·")
_GAP = re.compile(r"[ 　]*(?:同志)?[ 　]*")
_JOINED = re.compile(r"(?:、|和|与|及| )")


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    rule: str
    confidence: float


def find_people(analysis: Analysis, taken: frozenset[int]) -> list[Mention]:
    """Every mention of a person. ``taken`` are the positions inside other names, where only a sure introduction
    counts."""
    found: dict[int, _Candidate] = {}
    for candidate in _introduced(analysis):
        if not _overlaps(found, candidate):
            found.setdefault(candidate.start, candidate)
    for candidate in _placed(analysis):
        if candidate.start not in taken and not _overlaps(found, candidate):
            found.setdefault(candidate.start, candidate)
    for candidate in list(_enumerated(analysis, sorted(found.values(), key=lambda c: c.start))):
        if candidate.start not in taken and not _overlaps(found, candidate):
            found.setdefault(candidate.start, candidate)
    everywhere = {**{c.start: c for c in _again(analysis, found, taken)}, **found}
    kept = _without_overlap(everywhere.values())
    return [draft(analysis, "Person", c.start, c.end, f"people.{c.rule}", c.confidence) for c in kept]


def _overlaps(found: dict[int, _Candidate], new: _Candidate) -> bool:
    return any(found[at].end > new.start for at in range(max(0, new.start - 8), new.start) if at in found)


def _without_overlap(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    kept: list[_Candidate] = []
    for c in sorted(candidates, key=lambda c: (c.start, -c.confidence)):
        if not kept or c.start >= kept[-1].end:
            kept.append(c)
    return kept


def _introduced(analysis: Analysis) -> Iterator[_Candidate]:
    """Names that a byline, a title or a role announces: 局长[某某某], 居民[某某], □本报记者 [某某]."""
    offsets = analysis.article.text.offsets
    for byline in analysis.article.bylines:
        start = bisect_left(offsets, byline.span.start)
        end = start + len(byline.name)
        if analysis.text[start:end] == byline.name:
            yield _Candidate(start, end, "byline", 0.97)
    for title in analysis.titles:
        yield from _after(analysis, title.end, "title", 0.95)
    for role in scan_roles(analysis.text):
        yield from _after(analysis, role.end, "role", 0.9)


def _after(analysis: Analysis, at: int, rule: str, confidence: float) -> Iterator[_Candidate]:
    gap = _GAP.match(analysis.text, at)
    start = gap.end() if gap else at
    if kin := _kin(analysis, start):
        yield kin
        return
    length = name_model().best_length(analysis.text, start)
    if length:
        yield _Candidate(start, start + length, rule, confidence)


def _kin(analysis: Analysis, start: int) -> _Candidate | None:
    """李大妈, 张阿姨: a surname and a form of address."""
    length = nickname_length(analysis.text, start)
    if not length or frequency(analysis.text[start : start + length]):
        return None
    return _Candidate(start, start + length, "kin", 0.8)


def _placed(analysis: Analysis) -> Iterator[_Candidate]:
    """Names that their place gives away: before a verb of saying, at the head of a clause, after 由, before a title."""
    text = analysis.text
    titles = frozenset(t.start for t in analysis.titles)
    for start in _openings(analysis):
        length = name_model().best_length(text, start)
        if not length:
            kin = _kin(analysis, start)
            if kin and speech().says.match(text, kin.end):
                yield kin
            continue
        end, score = start + length, name_model().score(text[start : start + length])
        if _common(text, start, end):
            continue
        if speech().says.match(text, end) and score >= _LOOSE:
            yield _Candidate(start, end, "says", 0.9)
        elif speech().acts.match(text, end) and score >= _STRICT:
            yield _Candidate(start, end, "acts", 0.75)
        elif end in titles and score >= _STRICT:
            yield _Candidate(start, end, "before_title", 0.8)
        elif text[end : end + 1] in ("（", "、", "，") and score >= _STRICT + 1.5:
            yield _Candidate(start, end, "apart", 0.6)


def _common(text: str, start: int, end: int) -> bool:
    """Whether the supposed name is made of common words: 向|居民, 从|我做."""
    given = frequency(text[start + 1 : end]) if end - start > 2 else 0
    across = max(frequency(text[start : start + 2]), frequency(text[end - 1 : end + 1]))
    return given > _COMMON or across > _COMMON


def _openings(analysis: Analysis) -> Iterator[int]:
    """Where a bare name may begin: after a boundary, or after a word such as 由 or 妻子."""
    text = analysis.text
    yield from (w.start for w in analysis.words if w.start == 0 or text[w.start - 1] in _BOUNDARY)
    for title in analysis.titles:
        yield from (title.start - size for size in (3, 2) if title.start >= size)
    yield from (m.end() for m in speech().introduces.finditer(text) if m.start() in analysis.starts)


def _enumerated(analysis: Analysis, known: list[_Candidate]) -> Iterator[_Candidate]:
    """记者[甲]、[乙]: names joined to a name."""
    for candidate in known:
        at = candidate.end
        while joined := _JOINED.match(analysis.text, at):
            length = name_model().best_length(analysis.text, joined.end())
            end = joined.end() + (length or 0)
            if not length or name_model().score(analysis.text[joined.end() : end]) < _STRICT:
                break
            yield _Candidate(joined.end(), end, "joined", 0.85)
            at = end


def _again(
    analysis: Analysis, found: dict[int, _Candidate], taken: frozenset[int]
) -> Iterator[_Candidate]:
    """Every further occurrence of a name that was introduced."""
    known = {analysis.text[c.start : c.end]: c for c in found.values() if c.end - c.start >= 2}
    if not known:
        return
    pattern = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    for m in pattern.finditer(analysis.text):
        if m.start() not in found and m.start() not in taken:
            yield _Candidate(m.start(), m.end(), "again", min(0.9, known[m.group()].confidence))
