"""Personal names in bylines, where nearly every word is one: the surname and the length decide."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from kg.knowledge.forms_of_address import nicknames
from kg.knowledge.lexicon import roles, surnames

#: How likely a name is to have so many characters, by the length of its surname.
_LENGTHS = {(1, 2): 0.18, (1, 3): 0.81, (2, 3): 0.35, (2, 4): 0.6}
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,7}(?:[·•‧・][\u4e00-\u9fff]{1,7}){1,3}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST_RUN = 40
#: Last characters of towns, whose names have three.
_TOWNS, _WITH_LEVEL = ("镇", "乡"), 3


def split_names(run: str) -> tuple[str, ...]:
    """The names that stand side by side in a run of Han characters; nothing if it is not made of names alone.

    ``赵明远钱芳`` is two names. A name with a dot (a minority's or a foreign one) stands alone.
    """
    if _FOREIGN.fullmatch(run):
        return (run,)
    if not 2 <= len(run) <= _LONGEST_RUN or not _HAN.fullmatch(run):
        return ()
    return _best_split(run)


def is_name(word: str) -> bool:
    """Whether a word is one personal name by its surname and length."""
    return split_names(word) == (word,)


def _best_split(run: str) -> tuple[str, ...]:
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ()), *([None] * len(run))]
    for at in range(len(run)):
        here = best[at]
        if here is None:
            continue
        for length in (2, 3, 4):
            score = _score(run[at : at + length]) if at + length <= len(run) else None
            there = best[at + length] if score is not None else None
            if score is not None and (there is None or here[0] + score > there[0]):
                best[at + length] = (here[0] + score, (*here[1], run[at : at + length]))
    end = best[-1]
    return end[1] if end else ()


def _is_town(name: str) -> bool:
    return len(name) == _WITH_LEVEL and name.endswith(_TOWNS)


@lru_cache(maxsize=1 << 16)
def _score(name: str) -> float | None:
    """The logarithm of how good a name this is, None if it has no surname, says what somebody is (居民), only addresses
    somebody (刘女士), or is a town's (和平镇)."""
    if name in roles() or nicknames(name).get(0) == len(name) or _is_town(name):
        return None
    known = surnames()
    scores = [
        math.log(max(known[name[:size]], 0.5)) + math.log(_LENGTHS[size, len(name)])
        for size in (1, 2)
        if name[:size] in known and (size, len(name)) in _LENGTHS
    ]
    return max(scores) - math.log(10_000) if scores else None
