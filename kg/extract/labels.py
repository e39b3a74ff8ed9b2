"""The mentions of an article by where they stand and what they say, so that names that begin alike are found at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

from kg.knowledge.boundaries import TO
from kg.types import Mention

_NAMED = ("units.relative", "units.chain")
#: Between the two ends of a line.
_BODIES = ("Agency", "Organization")


class Labels:
    """``mentions`` in order of the text, indexed."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]

    def inside(self, whole: Mention) -> list[int]:
        """The mentions that begin in ``whole`` and end before it does."""
        begun = range(bisect_left(self._starts, whole.start), bisect_left(self._starts, whole.end))
        return [i for i in begun if self._mentions[i].end < whole.end]

    def area_of(self, work: Mention) -> int | None:
        """The area that the work's name begins with, named in so many words: at its start, else the last one before,
        else the first. None where it is only one end of a line: 某镇|至|某镇县道改建工程."""
        for size in range(len(work.name), 1, -1):
            areas = self._areas.get(work.name[:size])
            if areas and not work.name.startswith(TO, size):
                before = bisect_right(areas, work.start, key=lambda i: self._starts[i])
                return areas[max(0, before - 1)]
        return None

    def bodies_before(self, title: str, fits: Callable[[int], bool]) -> list[int]:
        """The bodies, each by its first mention, whose names ``title`` begins with, where what follows ``fits``."""
        ends = (end for end in range(1, len(title) + 1) if title[:end] in self._bodies and fits(end))
        return sorted(self._bodies[title[:end]] for end in ends)

    @cached_property
    def _areas(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, mention in enumerate(self._mentions):
            if mention.type == "Area" and mention.rule in _NAMED:
                found.setdefault(mention.text, []).append(index)
        return found

    @cached_property
    def _bodies(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for index, mention in enumerate(self._mentions):
            if mention.type in _BODIES:
                found.setdefault(mention.text, index)
                found.setdefault(mention.name, index)
        return found
