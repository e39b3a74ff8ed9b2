"""Forms of address: 老王, 赵大妈, 王师傅."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.knowledge.alternatives import any_of
from kg.knowledge.lexicon import surnames
from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import rows


def nicknames(text: str) -> dict[int, int]:
    """Where someone is addressed by surname (老王, 赵大妈, 王师傅), and how many characters long."""
    forms = _forms()
    starts = {m.start() for m in forms.before.finditer(text)}
    for m in forms.after.finditer(text):
        starts.update(range(max(0, m.start() - forms.longest), m.start()))
    lengths = ((start, forms.length(text, start)) for start in sorted(starts))
    return {start: length for start, length in lengths if length}


@dataclass(frozen=True, slots=True)
class _Forms:
    """What matches where a word ``before`` or ``after`` a surname begins, and these words, the longest first; how long a
    surname is at most."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    words_before: tuple[str, ...]
    words_after: tuple[str, ...]
    longest: int

    def length(self, text: str, start: int) -> int:
        """How long the form of address at ``start`` is, 0 where none is: surname and word, else word and surname."""
        for family in self._families(text, start):
            if word := next((w for w in self.words_after if text.startswith(w, start + family)), ""):
                return family + len(word)
        for word in self.words_before:
            if text.startswith(word, start) and (families := self._families(text, start + len(word))):
                return len(word) + families[0]
        return 0

    def _families(self, text: str, at: int) -> list[int]:
        """How long the surnames are that may stand at a place, the longest first."""
        sizes = range(self.longest, 0, -1)
        return [size for size in sizes if text[at : at + size] in surnames() and at + size <= len(text)]


@cache
def _forms() -> _Forms:
    sides: dict[str, list[str]] = {"before": [], "after": []}
    for row in rows(seeds_dir() / "lexicons" / "forms_of_address.tsv", 2):
        word, side = row.cells
        if side not in sides:
            raise row.wrong(f"side is {side!r}, before or after is expected")
        sides[side].append(word)
    before, after = (tuple(sorted(words, key=len, reverse=True)) for words in sides.values())
    return _Forms(
        before=re.compile(f"(?={any_of(before)})"),
        after=re.compile(f"(?={any_of(after)})"),
        words_before=before,
        words_after=after,
        longest=max(map(len, surnames())),
    )
