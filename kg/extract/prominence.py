"""Who an article speaks of beyond the sentence: areas that act in it, works that were set going in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from kg.extract.pointers import LEAD_INS, Pointers
from kg.knowledge.alternatives import any_of
from kg.knowledge.quantities import measure_words
from kg.types import Mention

#: 全市, 我区, 该县: the area that the article is about.
WHOLE = ("全", "我", "该", "本")
#: A work set going earlier in the article speaks for what its later paragraphs count.
_BEGUN_HERE, _BEGUN_BEFORE = 1.3, 0.75
#: So many clauses behind it, the sentence still tells of the work that it sets going.
_FOLLOWS = 4
#: What is counted behind a ceremony is the work's that it is for.
_CEREMONY = "仪式"
_HELD = re.compile("[^，。；：！？]{0,14}(?:举行|举办|召开|开幕|启幕|闭幕|落幕)")
#: Behind an area they make it where somebody is: 某镇上的集市.
_INSIDE = ("上", "里", "内", "境内", "的", "城区")
_BESIDE = re.compile(
    "(?:以[东南西北]|[东南西北]{1,2}[侧面]|旁|附近|沿线|交[叉汇]|[0-9]+号|[与和、][^，。；、与和]{2,8}(?:交[叉汇]|以[东南西北]))"
)
_HOLDS = re.compile("(?:举行|举办|主办|承办|开展|组织)(?:了|的)?“?$")
_QUOTED = re.compile("“[^“”]*”")
#: The verb of beginning stands so near before the work.
_NEAR = 8
_HEADLINES = frozenset({"title", "subtitle", "kicker", "heading"})


@dataclass(frozen=True)
class Prominence(Pointers):
    """An article that knows which of its areas and works it tells of, and which it names in passing."""

    @cached_property
    def _told_areas(self) -> frozenset[str]:
        """The areas that lead a clause or stand in a headline."""
        areas = [m for i in self.outer if (m := self.mentions[i]).type == "Area"]
        return frozenset(m.name for m in areas if self._is_told(m))

    def _is_told(self, area: Mention) -> bool:
        if self.block_kind(area.start) in _HEADLINES or area.text.startswith(WHOLE):
            return True
        start, end = self.clause(area.start)
        leads = LEAD_INS.fullmatch(self.text, start, self.chain_start(area)) is not None
        last = self.around(area.end) is None and not self.text.startswith(_INSIDE, area.end)
        return leads and last and end - area.end > 1

    def chain_start(self, mention: Mention) -> int:
        """Where the names begin that stand right before this one without a break: 某区某街道某小区."""
        start = mention.start
        while (before := self.around(start - 1)) is not None and self.mentions[before].end == start:
            start = self.mentions[before].start
        return start

    def is_passing(self, index: int) -> bool:
        """Whether the article only names an area or a street as where somebody is: it is nobody's far subject."""
        mention = self.mentions[index]
        if mention.type == "Place":
            return mention.name not in self._told_places
        return mention.type == "Area" and mention.name not in self._told_areas

    @cached_property
    def _told_places(self) -> frozenset[str]:
        """The places that are named for more than that something lies beside them."""
        return frozenset(m.name for m in self.mentions if m.type == "Place" and not self.is_beside(m))

    def is_beside(self, place: Mention) -> bool:
        """某路以南, 某山路与某街交叉口: whether a place only says where something else lies."""
        return _BESIDE.match(self.text, place.end) is not None

    def spoken_of(self, at: int) -> Iterator[tuple[int, float]]:
        """The last work before ``at`` that is held or that somebody set going, with what that says for it."""
        index = next((i for i in reversed(self._held_or_begun) if self.mentions[i].end <= at), None)
        if index is None:
            return
        if self.mentions[index].start < self.sentence(at)[0]:
            yield index, _BEGUN_BEFORE
        elif self.clauses_between(self.mentions[index].end, at) <= _FOLLOWS:
            yield index, _BEGUN_HERE

    @cached_property
    def _held_or_begun(self) -> tuple[int, ...]:
        works = [i for i in self.outer if self.mentions[i].type in ("Project", "Event") and self.known(i)]
        works = [i for i in works if self.is_read(self.mentions[i].start)]
        return tuple(i for i in works if self._is_held(self.mentions[i]) or self._is_begun(self.mentions[i]))

    def _is_held(self, work: Mention) -> bool:
        """当日，某活动在某地举行: a work at the head of its clause that is held."""
        leads = LEAD_INS.fullmatch(self.text, self.clause(work.start)[0], work.start)
        leads = None if work.name.endswith(_CEREMONY) else leads
        return leads is not None and _HELD.match(self.text, work.end) is not None

    def _is_begun(self, work: Mention) -> bool:
        """创新实施“某行动”，: a quoted work behind a verb of beginning, at the end of its clause; 举办招聘会，."""
        start, end = self.clause(work.start)
        if work.type == "Event" and end == work.end and work.name.endswith(measure_words().gatherings):
            return _HOLDS.search(self.text, start, work.start) is not None
        quoted = work.text.startswith("“") and end == work.end
        before = _QUOTED.sub("", self.text[start : work.start])
        return quoted and _launch().search(before[-_NEAR:]) is not None


@cache
def _launch() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(measure_words().launches)})(?:了|的)?$")
