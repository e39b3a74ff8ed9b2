"""What 该馆, 我们小区, 工程 point at: names given in full before and spoken of by their ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.extract.scene import Layout
from kg.types import Mention

#: How many mentions back are asked; keeps the cost of a number or a pointer constant.
MEMORY = 60
#: 该项目 may be any work that the article is about.
_WORKS = ("项目", "工程", "活动", "行动", "改造")
#: Dates and the like before the first word of a clause.
LEAD_INS = re.compile(
    r"(?:[\d年月日上下午晚底初\s“”]|目前|同时|近年来?|今年|去年|以来|截至|据了解|其中|此外|如今)*"
)
#: A clause may begin with so many last characters of a name that was given in full (工程, 实践站).
_BARE = (2, 4)
#: Not part of an end: “某某助学基金”.
_CLOSES = "”"
_BARE_TYPES = ("Project", "Event", "Organization", "Place", "Agency")
#: 该馆, 我们小区, 这条小巷; 本报 only says who writes.
_POINTER = re.compile(
    r"(?:该|我们|(?<![基根原成日资样标文课版剧])本(?!报)|这[个座条所家项栋幢处片]|全(?=[村校矿厂院]|小区|社区))([一-龥]{1,6})"
)
#: 全院, 院里 of a home, whatever that is called.
_YARD, _COMPOUND = (
    re.compile("全院(?!士)|(?<![医法察学务书寺剧病])(?:院里(?!长)|院内(?!感)|院子)"),
    "compound",
)
#: Before what a work is said to be, and so near.
_SAID_TO_BE, _NEAR = re.compile("(?:是|列入|纳入|列为|属于|入选|作为)[^，。；]{0,14}$"), 18
#: 小区现有…, 小区建于1994年: the home last named, whatever that is called.
_HOME = re.compile("小区(?=[现共原已建占住总有拥])")
#: 企业每年…: the company last named; 企业家, 企业们 are others.
_FIRM, _FIRMS = re.compile("企业(?=[每已现还将年按投产累共先]|建成|负责人)"), ("公司", "集团")
_THAT = re.compile(r"该([一-龥]{1,6})")


@dataclass(frozen=True)
class Pointers(Layout):
    """An article that knows what its pointers mean."""

    def all_pointed(self, start: int, at: int) -> Iterator[tuple[int, int]]:
        """What 该馆, 我们小区 in [start, ``at``) point at, and where: the last name that ends like that."""
        yards = [match.start() for match in _YARD.finditer(self.text, start, at)]
        for yard in yards:
            if (home := self._home_of(yard)) is not None:
                yield home, yard
        for pointer in _POINTER.finditer(self.text, start, at):
            index = None if pointer.start() in yards else self._meant(pointer[1], pointer.start())
            if index is not None:
                yield index, pointer.start()

    def _home_of(self, at: int) -> int | None:
        """The home whose yard is spoken of at ``at``: the last one named, if no institution of that ending is since."""
        last = bisect_right(self._all_starts, at - 1)
        for index in range(last - 1, max(-1, last - 1 - MEMORY), -1):
            mention = self.mentions[index]
            if mention.kind == _COMPOUND and self.known(index):
                return index
            if mention.type == "Organization" and mention.name.endswith("院"):
                return None
        return None

    def renamed(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The names that clauses which begin in [start, end) begin with the end of, and where."""
        for clause in self._clause_starts(start, end):
            index = self._bare(clause)
            if index is not None:
                yield index, clause

    def _clause_starts(self, start: int, end: int) -> list[int]:
        """Where the words of the clauses in [start, end) begin, behind dates and the like."""
        ends = self.clause_ends[
            bisect_right(self.clause_ends, start - 2) : bisect_right(self.clause_ends, end - 1)
        ]
        first = [-1] if start == 0 else []
        return [m.end() for e in (*first, *ends) if (m := LEAD_INS.match(self.text, e + 1)) is not None]

    def _bare(self, at: int) -> int | None:
        """工程由…负责, 实践站把…: a clause that begins with the end of a name means the last one named so."""
        if self.around(at) is not None and self.known(self.around(at) or 0):
            return None
        if _HOME.match(self.text, at):
            return self._home_of(at)
        last = bisect_right(self._all_starts, at - 1)
        for size in range(_BARE[1], _BARE[0] - 1, -1):
            words = self.text[at : at + size]
            for index in range(last - 1, max(-1, last - 1 - MEMORY), -1):
                mention = self.mentions[index]
                named = mention.type in _BARE_TYPES and self.known(index) and len(mention.name) > size
                if named and mention.name.rstrip(_CLOSES).endswith(words) and len(words) == size:
                    return index
        if _FIRM.match(self.text, at):
            return self._last_firm(last)
        return self._bare_work(at, last)

    def _last_firm(self, last: int) -> int | None:
        """企业每年…: the company named last before."""
        known = (i for i in range(last - 1, max(-1, last - 1 - MEMORY), -1) if self.known(i))
        firms = (i for i in known if self.mentions[i].type == "Organization")
        return next((i for i in firms if self.mentions[i].name.endswith(_FIRMS)), None)

    def _bare_work(self, at: int, last: int) -> int | None:
        """项目用地…: a clause that begins so means the work last spoken of as one, or the only one of the article."""
        word = next((word for word in _WORKS[:2] if self.text.startswith(word, at)), None)
        if word is None:
            return None
        known = (i for i in range(last - 1, max(-1, last - 1 - MEMORY), -1) if self.known(i))
        named = (
            i for i in known if self.mentions[i].type == "Project" and self._ends_with(self.mentions[i], word)
        )
        return next(named, self._only_work)

    def _meant(self, words: str, at: int) -> int | None:
        """The last name before ``at`` that ends like ``words`` begin; 该局工会 is rather a 工会 than a 局."""
        last = bisect_right(self._all_starts, at - 1)
        known = range(last - 1, max(-1, last - 1 - MEMORY), -1)
        for size in range(len(words), 0, -1):
            for index in known:
                if self.known(index) and self._ends_with(self.mentions[index], words[:size]):
                    return self._told_of(index, words[:size])
        if not words.startswith(_WORKS):
            return None
        return next((i for i in known if self.mentions[i].type == "Project"), self._only_work)

    def _told_of(self, index: int, words: str) -> int:
        """某搬迁项目于…审定，是某年重点工程: of two works of a sentence the one told of, not what it is said to be."""
        said = self.mentions[index]
        start = self.sentence(said.start)[0]
        if said.type != "Project" or not _SAID_TO_BE.search(
            self.text, max(start, said.start - _NEAR), said.start
        ):
            return index
        others = (i for i in self.within(start, said.start) if self.mentions[i].type == "Project")
        return next((i for i in others if self.known(i) and self._ends_with(self.mentions[i], words)), index)

    @cached_property
    def _only_work(self) -> int | None:
        """The one work of the article, which 该项目 means even where its name stands only behind."""
        works = [i for i, m in enumerate(self.mentions) if m.type == "Project" and self.known(i)]
        return works[0] if len({self.mentions[i].name for i in works}) == 1 else None

    def _ends_with(self, mention: Mention, words: str) -> bool:
        """Whether a name ends with ``words``, or a work's is followed by them (某学院移址新建|项目)."""
        goes_on = mention.type == "Project" and words in _WORKS and self.text.startswith(words, mention.end)
        return goes_on or mention.name.rstrip(_CLOSES).endswith(words)

    @cached_property
    def _all_starts(self) -> tuple[int, ...]:
        return tuple(mention.start for mention in self.mentions)

    def points(self, start: int, at: int) -> bool:
        """Whether [start, ``at``) speaks of 该馆, 我们小区 …, whoever that is."""
        return _POINTER.search(self.text, start, at) is not None

    def pointless(self, start: int, at: int) -> bool:
        """Whether the last 该电站 that leads a clause of [start, ``at``) points at nothing, and nobody is named since."""
        led = [p for p in _THAT.finditer(self.text, start, at) if self._leads_clause(p.start())]
        last = led[-1] if led else None
        inside = None if last is None else self.around(last.start())
        if last is None or (inside is not None and self.known(inside)):
            return False
        named = any(self.known(i) for i in self.within(last.start(), at))
        return not named and self._meant(last[1], last.start()) is None

    def workless(self, clause: int) -> bool:
        """Whether a clause begins with 项目 or 工程, and the article names no work."""
        lead = LEAD_INS.match(self.text, clause)
        starts = self.text.startswith(_WORKS[:2], lead.end() if lead else clause)
        return starts and not any(m.type == "Project" for m in self.mentions)

    def _leads_clause(self, at: int) -> bool:
        return LEAD_INS.fullmatch(self.text, self.clause(at)[0], at) is not None

    def points_nowhere(self, start: int, at: int) -> bool:
        """Whether [start, ``at``) speaks of 该馆, 该电站 … and the article names none of that kind."""
        pointers = [p[1] for p in _POINTER.finditer(self.text, start, at)]
        known = not pointers or any(True for _ in self.all_pointed(start, at))
        return not known and not any(word.startswith(_WORKS) for word in pointers)
