"""What stands around a supposed name of a person: what it would cut, what ends there, what follows it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.analysis import Analysis
from kg.knowledge.gazetteer import AreaMatch
from kg.knowledge.lexicon import bodies, roles, titles
from kg.knowledge.speech import speech
from kg.knowledge.words import Word, frequency

_STOPS = frozenset("，。；：！？、“”‘’（）《》()… \n—·　")
_LONGEST_HEAD = 12
#: How often jieba's dictionary counts a word that no name should be taken for.
_COMMON = 300


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Lookups over one article's analysis, by position."""

    analysis: Analysis
    heads: dict[int, int]
    areas: dict[int, AreaMatch]
    words: dict[int, Word]
    titles: dict[int, int]

    @classmethod
    def of(cls, analysis: Analysis) -> Surroundings:
        """Where each head of several characters, area, word and title of ``analysis`` ends or begins."""
        return cls(
            analysis,
            {h.end: h.start for h in analysis.heads if h.end - h.start > 1},
            {a.end: a for a in analysis.areas},
            {w.start: w for w in analysis.words},
            {t.start: t.end for t in analysis.titles},
        )

    def speaks(self, end: int) -> bool:
        """Whether a verb of saying stands at ``end``."""
        return speech().says.match(self.analysis.text, end) is not None

    def acts(self, end: int) -> bool:
        """Whether words stand at ``end`` that say what a person does."""
        return speech().acts.match(self.analysis.text, end) is not None

    def stops(self, end: int) -> bool:
        """Whether the text, a clause or a quotation ends at ``end``."""
        return end >= len(self.analysis.text) or self.analysis.text[end] in _STOPS

    def closes(self, end: int) -> bool:
        """Whether a name may be expected to end at ``end``: punctuation, a verb of saying or of acting follows."""
        return self.stops(end) or self.speaks(end) or self.acts(end)

    def hangs(self, start: int) -> bool:
        """Whether a body, an area or another title ends where the title at ``start`` begins."""
        text = self.analysis.text
        ends_name = (
            start in self.heads or start in self.areas or text[start - 1 : start] in ("委", "局", "办")
        )
        return ends_name or (text[start - 1 : start] in ("、", "兼") and start > 1)

    def is_blocked(self, start: int, end: int) -> bool:
        """Whether [start, end) cuts the name of a body or area, or is or holds a title, a role or a right end of
        names."""
        name = self.analysis.text[start:end]
        if name in bodies() or any(
            name[cut:] in titles() or name[cut:] in roles() for cut in range(len(name) - 1)
        ):
            return True
        return self._cuts_head(start, end) or self._cuts_area(start, end)

    def _cuts_head(self, start: int, end: int) -> bool:
        longer = range(end + 1, end + _LONGEST_HEAD)
        return any(start <= self.heads.get(at, end) < end for at in longer)

    def _cuts_area(self, start: int, end: int) -> bool:
        found = (self.areas.get(at) for at in range(end + 1, end + _LONGEST_HEAD))
        return any(area is not None and start <= area.start < end and not area.short for area in found)

    def is_area(self, start: int, end: int) -> bool:
        """Whether [start, end), or all of it behind a surname, is the name of an area."""
        area = self.areas.get(end)
        return area is not None and area.start in (start, start + 1)

    def is_common(self, start: int, end: int) -> bool:
        """Whether the supposed name is made of common words: 向|居民, 从|我做."""
        text = self.analysis.text
        given = frequency(text[start + 1 : end]) if end - start > 2 else 0
        across = max(frequency(text[start : start + 2]), frequency(text[end - 1 : end + 1]))
        return given > _COMMON or across > _COMMON

    def fits_words(self, start: int, end: int) -> bool:
        """Whether [start, end) is a person's name in the dictionary or single characters that it makes no word of."""
        at = start
        while at < end:
            word = self.words.get(at)
            if word is None or word.end > end:
                return False
            whole = word.start == start and word.end == end
            if len(word.text) > 1 and not (
                word.pos.startswith("nr") or (not whole and frequency(word.text) < _COMMON)
            ):
                return False
            at = word.end
        return True
