"""What stands near a mention in its article: the area that its sentence named last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from kg.resolve.naming import Named
from kg.types import Mention

_SENTENCE_END = re.compile(r"[。！？；\n]")
_JOINTS = frozenset("、")
_JOINS = frozenset("、和与及")
_HOOD = "neighbourhood"
#: Behind a home that is listed with so many others, which lie anywhere: [水泥厂宿舍]、教师新村等8个小区列入其中.
_AMONG = re.compile("[^，。；：\n]{0,30}?等[0-9一二三四五六七八九十]{1,3}[余多]?[个处]")
_CLAUSE_END = re.compile(r"[，、：。！？；“”\n]")


class Surroundings:
    """The areas of one article in the order in which they are named."""

    def __init__(self, named: Iterable[tuple[Mention, Named]], text: str) -> None:
        named = list(named)
        found = [(mention.end, area) for mention, area in named if area.type == "Area"]
        works = {mention.start for mention, work in named if work.type == "Project"}
        self._hoods = {m.start: (m.end, hood) for m, hood in named if m.kind == _HOOD}
        self._hood_starts = sorted(self._hoods.keys() - works)
        found.sort(key=lambda pair: pair[0])
        self._text = text
        self._ends = [end for end, _ in found]
        self._areas = [area for _, area in found]
        self._sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
        self._clauses = [0, *(match.end() for match in _CLAUSE_END.finditer(text))]

    def before(self, mention: Mention, in_clause: bool = False) -> Named | None:
        """The last area named before ``mention`` in its sentence, or in its clause; for a compound the neighbourhood that is
        named right behind that (在某街道某社区，[某家属院]…)."""
        at = bisect_right(self._ends, mention.start) - 1
        bounds = self._clauses if in_clause else self._sentences
        begin = bounds[bisect_right(bounds, mention.start) - 1]
        if mention.kind == "compound" and at > 0 and self._ends[at] == mention.start:
            at -= 1  # [市]物资局家属院: whose the bureau is
        found = at >= 0 and self._ends[at] > begin and not self._listed(self._ends[at], mention)
        if not found:
            return None
        end, hood = self._hoods.get(self._ends[at], (0, None))
        inside = mention.kind == "compound" and hood is not None and end < mention.start
        return hood if inside and not self._listed(end, mention) else self._areas[at]

    def neighbourhood(self, mention: Mention) -> Named | None:
        """The neighbourhood named last before ``mention`` in its paragraph, if no area is named in between:
        某社区书记某某说，[某家属院]…. What a work is called after (某社区|煤改气) says nothing of what follows."""
        at = bisect_right(self._hood_starts, mention.start - 1) - 1
        if at < 0:
            return None
        start = self._hood_starts[at]
        end, hood = self._hoods[start]
        area = bisect_right(self._ends, mention.start) - 1
        others = area >= 0 and self._ends[area] > end
        apart = end > mention.start or self._text.find("\n", start, mention.start) >= 0
        among = _AMONG.match(self._text, mention.end) is not None
        return None if others or apart or among or self._listed(end, mention) else hood

    def _listed(self, end: int, mention: Mention) -> bool:
        """Whether the mention only follows the area in a list: 清河新区、清河口镇."""
        return self._text[end : end + 1] in _JOINTS or self._text[end : mention.start] in _JOINS
