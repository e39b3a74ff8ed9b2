"""Works, events and ways that nothing but the tagger shows: 大坝除险加固工程, 病媒生物防制, “两票”法 in free text.

What rules have found stands, but for what they only describe and the tagger does not see; it fills the stretches that
they left open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.extract.quoted import FIVE_YEARS
from kg.tagger import EVENT, WAY, WORK, Tagged
from kg.types import EntityType, Mention

#: The probability from which a tagged stretch is taken.
_SURE = {WORK: 0.6, EVENT: 0.7, WAY: 0.7}
#: The same of a programme in common words: 疫情防控, 污水管网改造.
_LOCAL, _SURER = "works.tagged.local", 0.85
_CLASS: dict[str, EntityType] = {WORK: "Project", EVENT: "Event", WAY: "Method"}
_LEAST = 4
#: Works by rules that are right less than half the time where the tagger sees nothing: programmes of the area that the
#: article is about, named by no word of their own.
_DOUBTFUL = frozenset({"works.programme.local", "works.described.local"})
#: What is put into force, or carried out, under its own name, wherever: 防汛应急|响应, 背街小巷百日攻坚|行动.
_IN_FORCE = ("响应", "攻坚行动", "专项行动", "整治行动", "提升行动")
_QUOTES = frozenset("“”《》")
#: 定期召开|业主大会: what is held again and again is no one event.
_OFTEN = re.compile(
    r"(?:定期|经常|时常|按时|按期|适时|及时|每[年月周季]度?|年年)[^，。；、]{0,3}?(?:召开|举行|举办|开展|组织)$"
)
_BEFORE = 10


def find_tagged(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """The tagged works where none of the works ``named`` stand."""
    taken = {at for m in named for at in range(m.start, m.end)}
    taken |= {at for title in analysis.works for at in range(title.start, title.end)}
    whole = {(m.start, m.end) for m in chain.mentions}
    starts = sorted((m.start, m.end) for m in chain.mentions)
    for tag in analysis.tagged_works:
        free = taken.isdisjoint(range(tag.start, tag.end)) and (tag.start, tag.end) not in whole
        free = (
            free and not (tag.name == EVENT and _is_repeated(analysis, tag)) and not _is_time(analysis, tag)
        )
        if free and tag.probability >= _SURE[tag.name] and tag.end - tag.start >= _LEAST:
            work = _work(analysis, tag, starts)
            if work.rule != _LOCAL or tag.probability >= _SURER:
                yield work


def _is_repeated(analysis: Analysis, tag: Tagged) -> bool:
    return _OFTEN.search(analysis.text, max(0, tag.start - _BEFORE), tag.start) is not None


def _is_time(analysis: Analysis, tag: Tagged) -> bool:
    """“十四五”: five years, and no way of working."""
    return FIVE_YEARS.fullmatch(analysis.text[tag.start : tag.end].strip("“”")) is not None


def borne_out(analysis: Analysis, found: Sequence[Mention]) -> list[Mention]:
    """``found`` without the doubtful ones that the tagger does not see wherever they are named."""
    seen = {at for tag in analysis.tagged_works for at in range(tag.start, tag.end)}
    shown = {m.name for m in found if not seen.isdisjoint(range(m.start, m.end))}
    doubtful = (m.rule in _DOUBTFUL and not m.name.endswith(_IN_FORCE) for m in found)
    return [m for m, doubt in zip(found, doubtful, strict=True) if not doubt or m.name in shown]


def as_seen(analysis: Analysis, found: Sequence[Mention]) -> list[Mention]:
    """``found``, each also called by the words that the tagger of its class sees around it and around no other: 老旧小区
    改造|试点."""
    tags = [t for t in analysis.tagged_works if t.probability >= _SURE[t.name] and t.end - t.start >= _LEAST]
    starts, named = [tag.start for tag in tags], {m.name for m in found}
    places = sorted((m.start, m.end) for m in found)

    def seen(work: Mention) -> Mention:
        at = bisect_right(starts, work.start) - 1
        tag = tags[at] if at >= 0 else None
        if tag is None or tag.end < work.end or _CLASS[tag.name] != work.type:
            return work
        inside = places[bisect_left(places, (tag.start,)) : bisect_left(places, (tag.end,))]
        words = analysis.text[tag.start : tag.end]
        if len(set(inside)) > 1 or words in named or words == work.text:
            return work
        return replace(work, aliases=tuple(dict.fromkeys((*work.aliases, words))))

    return [seen(m) for m in found]


def _work(analysis: Analysis, tag: Tagged, named: Sequence[tuple[int, int]]) -> Mention:
    """The work by its words; a programme in which nothing is ``named`` is the area's that the article is about."""
    words = analysis.text[tag.start : tag.end]
    within = named[bisect_left(named, (tag.start,)) : bisect_left(named, (tag.end,))]
    inside = any(end <= tag.end for _, end in within)
    local = tag.name == WORK and not inside and not _QUOTES & set(words)
    rule = _LOCAL if local else "works.tagged"
    return draft(analysis, _CLASS[tag.name], tag.start, tag.end, rule, round(tag.probability, 3))
