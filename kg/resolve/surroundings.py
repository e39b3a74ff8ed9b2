"""What stands near a mention in its article: the area that its sentence named last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from kg.resolve.naming import Named
from kg.types import Mention, Reading

_SENTENCE_END = re.compile(r"[。！？；\n]")


class Surroundings:
    """The areas of one article in the order in which they are named."""

    def __init__(self, reading: Reading, resolved: Mapping[tuple[str, int], Named]) -> None:
        article = reading.article
        found = [
            (mention.end, resolved[article.id, at])
            for at, mention in enumerate(reading.mentions)
            if mention.type == "Area" and (article.id, at) in resolved
        ]
        found.sort(key=lambda pair: pair[0])
        self._ends = [end for end, _ in found]
        self._areas = [area for _, area in found]
        self._sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(article.text.chars))]

    def before(self, mention: Mention) -> Named | None:
        """The last area named before ``mention`` in its sentence."""
        at = bisect_right(self._ends, mention.start) - 1
        sentence = self._sentences[bisect_right(self._sentences, mention.start) - 1]
        return self._areas[at] if at >= 0 and self._ends[at] > sentence else None
