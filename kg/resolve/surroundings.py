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
_CLAUSE_END = re.compile(r"[，、：。！？；“”\n]")


class Surroundings:
    """The areas of one article in the order in which they are named."""

    def __init__(self, named: Iterable[tuple[Mention, Named]], text: str) -> None:
        named = list(named)
        found = [(mention.end, area) for mention, area in named if area.type == "Area"]
        self._hoods = {m.start: (m.end, hood) for m, hood in named if m.kind == "neighbourhood"}
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

    def _listed(self, end: int, mention: Mention) -> bool:
        """Whether the mention only follows the area in a list: 清河新区、清河口镇."""
        return self._text[end : end + 1] in _JOINTS or self._text[end : mention.start] in _JOINS
