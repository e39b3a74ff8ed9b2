"""What stands directly before a title: the unit that ends there, else the words behind a unit or a stop."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.lexicon import body_head
from kg.knowledge.posts import post_words

#: The last characters of bodies that are no unit by themselves (河道治理工程现场|负责人 has none).
UNIT_END = re.compile(r"(?:[局委办处科室股部队站所院校园馆组会社厂矿行段库中心台公司集团]|(?<!现)场)$")
_BEFORE_OWN = frozenset("，。；：！？、“”‘’（）《》()… \n　和与及兼暨的了由任为是原")
#: Between what may be one name or two.
CONJUNCTIONS = frozenset("和与及")
_LONGEST_PARTY = 17
_LONGEST_OWN = 24
#: Words of these sorts are no part of a name behind them, and who bears posts before 的.
_LEADS_IN, _OWNERS = "pvdc", ("Agency", "Organization", "Community")
_SHORTEST_WORDS, _LONGEST_WORDS = 2, 12


@dataclass(frozen=True, slots=True)
class Own:
    """What stands directly before a title: the ``unit`` that ends there, else the words [start, end) after the unit
    ``base`` or after a separator."""

    start: int
    end: int
    unit: int | None = None
    base: int | None = None


class Owns:
    """What stands before the titles of one article with these ``units``; no words go over a place of ``stops``."""

    def __init__(self, analysis: Analysis, units: Sequence[Unit], stops: Collection[int]) -> None:
        self._analysis, self._units, self._stops = analysis, units, stops
        self._text = analysis.text
        self.ends = {u.end: i for i, u in enumerate(units)}

    def before(self, at: int) -> Own:
        """What ends at ``at``, where a title begins (or where the last character of its body stands: 公安局|长)."""
        if (unit := self.ends.get(at)) is not None:
            party = post_words().parties_end.search(
                self._text, max(0, self.root(unit) - _LONGEST_PARTY), self.root(unit)
            )
            return Own(party.start(), at) if party else Own(self._units[unit].start, at, unit)
        start = self._past_bracket(at)
        if start < at and (unit := self.ends.get(start)) is not None:
            return Own(self._units[unit].start, start, unit)
        end = start
        while start > 0 and end - start < _LONGEST_OWN and start not in self._stops:
            if (base := self.ends.get(start)) is not None and start < end:
                return Own(start, end, base=base)
            before = self._past_bracket(start)
            if before == start and self._text[start - 1] in _BEFORE_OWN:
                return (
                    self._across(start, end) or self._owner(start, end) or Own(self._begin(start, end), end)
                )
            start = before if before < start else start - 1
        return Own(self._begin(start, end), end)

    def _begin(self, start: int, end: int) -> int:
        """Where the words [start, end) name an organ of a village that its end alone names: 跟着|村委会, 提起|村党支部."""
        organ = post_words().home_words_end.search(self._text, start, end)
        if organ is None or organ.start() not in self._analysis.starts:
            return start
        before = self._analysis.words_in(start, organ.start())
        leads_in = before and before[-1].pos[:1] in _LEADS_IN
        return organ.start() if leads_in else start

    def _owner(self, start: int, end: int) -> Own | None:
        """The body before 的: 某村的|第一书记, 某中学的|[体育]教师; an area bears no post so."""
        unit = self.ends.get(start - 1) if self._text[start - 1] == "的" else None
        if unit is None or self._units[unit].type not in _OWNERS or self._units[unit].anaphor:
            return None
        if start == end:
            return Own(self._units[unit].start, start - 1, unit)
        return Own(start, end, base=unit) if self.is_qualifier(start, end) else None

    def root(self, unit: int) -> int:
        """Where the chain begins that ``unit`` is the last of."""
        while (parent := self._units[unit].parent) is not None:
            unit = parent
        return self._units[unit].start

    def is_qualifier(self, start: int, end: int) -> bool:
        """Whether [start, end) between a body and a title is no name of a part of it, but says what the title is about."""
        words = self._text[start:end]
        if not _SHORTEST_WORDS <= len(words) <= _LONGEST_WORDS or UNIT_END.search(words):
            return False
        inside, lists = self._analysis.words_in(start, end), boundaries()
        whole = end in self._analysis.ends or (len(inside) == 1 and inside[0].start == start)  # 体育|教师
        acts = any(lists.cuts(word) or word.text in lists.before for word in inside)
        return whole and not acts and body_head(words) is None

    def _across(self, start: int, end: int) -> Own | None:
        """A part of an organization whose name goes on before 与: 某大学|电子信息与电气工程学院|党委."""
        if self._text[start - 1] not in CONJUNCTIONS or not UNIT_END.search(self._text[start:end]):
            return None
        for at in range(start - 2, max(0, end - _LONGEST_OWN), -1):
            if (base := self.ends.get(at)) is not None:
                whole = self._units[base].type == "Organization" and at < start - 2
                return Own(at, end, base=base) if whole else None
            if self._text[at - 1] in _BEFORE_OWN:
                return None
        return None

    def _past_bracket(self, at: int) -> int:
        """Where the bracketed stretch begins that ends at ``at``, else ``at``: 办公室（校长办公室）|主任."""
        if self._text[at - 1 : at] != "）":
            return at
        opened = self._text.rfind("（", max(0, at - 20), at)
        return at if opened < 0 else opened
