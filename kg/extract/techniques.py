"""Ways of working without quotation marks: techniques that are used (采用地质调查法、物探法), and such as list their parts
(执行首问负责、限时办结制度)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.naming import draft
from kg.knowledge.boundaries import boundaries
from kg.knowledge.works import works
from kg.types import Mention

_OWN, _LONGEST = 2, 16
#: Common words, too, tell one technique from others if they are so many: 流动党员|报到码.
_TELLING = 4
#: A particle or a number in what stands before the head makes no name of it.
_NO_NAME = frozenset("的了着一两几多各该此其本")
#: The parts of a way of working are about as long as each other.
_UNEVEN = 1


def find_techniques(analysis: Analysis) -> Iterator[Mention]:
    """What is used, listed or alone; and the ways that say what they are made of."""
    for verb in works().uses.finditer(analysis.text):
        yield from _used(analysis, verb.end())
    for match in works().parallel.finditer(analysis.text):
        parts = match["parts"].split("、")
        lengths = [len(part) for part in parts]
        if max(lengths) - min(lengths) <= _UNEVEN and not _examples(parts):
            span = match.start("parts"), match.end()
            yield draft(analysis, "Method", *span, "works.technique", 0.65, None, None, (match["parts"],))


def _examples(parts: list[str]) -> bool:
    """Whether something unnamed is among the parts: 一批、各类."""
    return any(not _NO_NAME.isdisjoint(part[0]) and part[0] != "一" for part in parts)


def _used(analysis: Analysis, at: int) -> Iterator[Mention]:
    """The techniques that stand side by side behind a verb of using."""
    while match := works().technique.match(analysis.text, at):
        own = match["own"]
        if not _is_own(analysis, match.start("own"), match.end("own")):
            return
        yield draft(analysis, "Method", match.start("own"), match.end("head"), "works.technique", 0.65)
        if not match["joint"] or len(own) > _LONGEST:
            return
        at = match.end()


def _is_own(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the words before the head tell one technique from others."""
    own = analysis.text[start:end]
    if len(own) < _OWN or not _NO_NAME.isdisjoint(own):
        return False
    if boundaries().is_generic(own) and len(own) < _TELLING:
        return False
    if works().loose.match(own) or works().nameless.match(own):
        return False
    return not any(boundaries().cuts(word) for word in analysis.words_in(start, end))
