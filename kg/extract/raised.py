"""Sites without a name of their own that are put up away from whose they are: 支持村里建成容量500吨的[冷库],
由闲置锅炉房改建的[社区食堂]. They are called after the village, compound or institution that the words point at, or that
was named last."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit
from kg.extract.wording import LEADS
from kg.knowledge.sites import sites

#: How far back somebody named may be whose a site is, and how far before it whoever is pointed at.
_NEAR, _POINTER = 160, 40
#: A site that is told of has a number or is one of its sort: 容量500吨的, 一座.
_ONE = re.compile("[0-9]|一[座个间处条栋所家]|[两三四五六七八九十]+[座个间处条栋所家]")

#: Behind these a site is the one that is told of: 改建[成]食堂, 援建[的]教室.
_DEFINITE = ("成", "的")


@dataclass(frozen=True, slots=True)
class Owners:
    """Who may have sites, by their ends, in order."""

    analysis: Analysis
    units: Sequence[Unit]
    ends: Sequence[tuple[int, int]]

    def of(self, at: int) -> int | None:
        """Whose a site is that is put up at ``at``."""
        text, sentence = self.analysis.text, self.analysis.sentence(at).start
        pointers = list(sites().pointers.finditer(text, max(sentence, at - _POINTER), at))
        inside = self._between(sentence, at)
        if pointers and (not inside or self.units[inside[-1]].end <= pointers[-1].start()):
            return self._pointed(pointers[-1])
        paragraph = text.rfind("\n", 0, at) + 1
        return (
            self._home(inside)
            or next((i for i in inside if self._leads(i)), None)
            or self._home(self._between(max(paragraph, at - _NEAR), sentence))
        )

    def _between(self, start: int, end: int) -> list[int]:
        first, last = bisect_left(self.ends, (start, 0)), bisect_right(self.ends, (end, 0))
        return [index for _, index in self.ends[first:last] if self.units[index].start >= start]

    def _home(self, owners: Sequence[int]) -> int | None:
        """The last home among them: whoever else is named may only have helped."""
        return next((i for i in reversed(owners) if self.units[i].type == "Community"), None)

    def _leads(self, owner: int) -> bool:
        start = self.units[owner].start
        return LEADS.fullmatch(self.analysis.text, self.analysis.clause(start).start, start) is not None

    def _pointed(self, pointer: re.Match[str]) -> int | None:
        """Of those named before that end as 村 in 村里 and 学校 in 该学校 do, the one named most often, the last of such."""
        heads, text = sites().pointed[pointer["what"]], self.analysis.text
        before = [i for i in self._between(0, pointer.start()) if text.endswith(heads, 0, self.units[i].end)]
        names = Counter(text[self.units[i].start : self.units[i].end] for i in before)
        return max(
            before, key=lambda i: (names[text[self.units[i].start : self.units[i].end]], i), default=None
        )


def raised(owners: Owners) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Whose each site is that is put up, where its words begin, and its right end."""
    analysis = owners.analysis
    for match in sites().raised.finditer(analysis.text):
        for head in sites().head.finditer(analysis.text, match.end(), analysis.clause(match.start()).end):
            start = _begins(analysis, match.end(), head)
            told = match.group().endswith(_DEFINITE) or _ONE.search(analysis.text, match.end(), start or 0)
            if start is None or not told:
                continue
            owner = owners.of(match.start())
            if owner is not None:
                yield owner, start, head
            break


def _begins(analysis: Analysis, start: int, head: re.Match[str]) -> int | None:
    """Where the words of a site begin: behind 的 or a counter, each of them saying what sort it is."""
    if head.end() not in analysis.ends:
        return None
    begin = head.start()
    for word in reversed(analysis.words_in(start, head.start())):
        if not sites().is_sort(word):
            break
        begin = word.start
    before = analysis.text[max(start, begin - 1) : begin]
    return begin if before in sites().opens else None
