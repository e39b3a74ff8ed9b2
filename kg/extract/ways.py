"""Roads and waters that the words of the dictionary hide: 院墙外的[桔园路]边, [资江]边; stretches of them: [潍河|相州段]."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from kg.extract.analysis import Analysis
from kg.extract.left_words import HARD
from kg.extract.unit import Unit, with_new
from kg.knowledge.boundaries import boundaries
from kg.knowledge.no_heads import no_heads
from kg.knowledge.ways import Way, ways
from kg.knowledge.words import Word

#: So long is the name of a river at the head of a clause.
_OWN_WATER = 4
_SHORES = (
    "边",
    "畔",
    "两岸",
    "沿岸",
    "东岸",
    "西岸",
    "南岸",
    "北岸",
    "上游",
    "中游",
    "下游",
    "水位",
    "流域",
    "涨水",
    "河段",
)
#: No name begins with one of these.
_NO_FIRST = frozenset("的了在是有这那该此各每某我你他她它一两几多沿往至经到从向朝")
#: Parts of speech of words that name no road or water: pronouns, numbers, prepositions, conjunctions, particles, adverbs.
_NO_NAME = frozenset("rmpcud")
#: 在求学|路上: what somebody is on the way to; in quotation marks it is a figure of speech.
_ON_THE_WAY = ("上", "的", "中", "”")
#: Behind the name of a way: [潍河|相州段], [高新八路|南段].
_STRETCH = re.compile("(?![一这该某各每两几第有为与和的等])[一-龥]{1,4}?(?<!时)段(?![落子位时])")
_RUNS = frozenset({"road", "nature"})
#: [七一]路, [高新八]路, [东二]路.
_NUMERALS = frozenset("一二三四五六七八九十")


def with_ways(analysis: Analysis, units: list[Unit]) -> list[Unit]:
    """``units``, and the roads and waters where none of them stands, and stretches of either. A short area that only
    looks like one there makes room: 磁[湖北]岸, 跨茵[香河]."""
    scanned = (way for sort in ways() for way in sort.scan(analysis.text))
    found = [way for way in scanned if _is_name(analysis, way)]
    bearers = {unit.parent for unit in units}
    starts = {at for way in found for at in range(way.start + 1, way.end)}
    kept = [(i, u) for i, u in enumerate(units) if i in bearers or not (u.short and u.start in starts)]
    taken = {at for _, unit in kept for at in range(unit.start, unit.end)}
    taken |= {at for work in analysis.works for at in range(work.start, work.end)}
    new: list[Unit] = []
    for way in found:
        if taken.isdisjoint(range(way.start, way.end)):
            taken.update(range(way.start, way.end))
            new.append(Unit(way.start, way.end, way.head, "Place", way.kind))
    stretches = list(_stretches(analysis, [*(unit for _, unit in kept), *new], taken))
    cut = {(stretch.start, end) for way, stretch in stretches for end in range(way.end + 1, stretch.end)}
    kept = [(i, u) for i, u in kept if i in bearers or (u.start, u.end) not in cut]  # 秋浦河缘溪|段
    new += [stretch for _, stretch in stretches]
    return with_new(kept, new) if new else units


def _stretches(
    analysis: Analysis, units: Sequence[Unit], taken: AbstractSet[int]
) -> Iterator[tuple[Unit, Unit]]:
    """The roads and waters among ``units`` of which stretches are named, and these; the shortest name of each way."""
    first: dict[int, Unit] = {}
    for unit in units:
        if unit.type != "Place" or unit.kind not in _RUNS:
            continue
        match = _STRETCH.match(analysis.text, unit.end)
        if match is not None and taken.isdisjoint(range(match.end() - 1, match.end())):
            stretch = Unit(unit.start, match.end(), match.end() - 1, "Place", unit.kind, unit.parent)
            if first.setdefault(match.end(), unit) is unit:
                yield unit, stretch


def _is_name(analysis: Analysis, way: Way) -> bool:
    """Whether the words before the head may be a name."""
    own = [w for w in analysis.words_in(way.start, way.end) if w.start < way.head]
    if way.start not in analysis.starts or not own:
        return False
    head = analysis.text[way.head : way.end]
    if way.kind == "road" and no_heads().is_none(analysis.text, head, way.kind, way.head, way.end):
        return False  # 串起|幸福路
    first, *rest = own
    behind_word = analysis.text[way.start - 1 : way.start] not in HARD and way.start > 0
    lone = len(own) > 1 and len(first.text) == len(rest[0].text) == 1
    judged = own
    if lone and behind_word:
        judged = rest  # 在|同|兴|路
    elif lone and not {first.pos[:1], rest[0].pos[:1]} & _NO_NAME:
        judged = rest[1:]  # 东|进|西路; 货|在|路上 is none
    short = way.kind != "road" and not behind_word and way.end - way.start < _OWN_WATER
    if short and not analysis.text.startswith(_SHORES, way.end):
        return False  # 黄江, a town
    text = analysis.text[way.start : way.head]
    numbered = way.kind == "road" and text[-1] in _NUMERALS and analysis.text[way.head] == "路"
    if first.text in _NO_FIRST or (not numbered and any(_is_no_part(word) for word in judged)):
        return False
    verbal = len(own) == 1 and own[0].pos.startswith("v") and text not in boundaries().begins
    return not (verbal and analysis.text.startswith(_ON_THE_WAY, way.end))


def _is_no_part(word: Word) -> bool:
    lists = boundaries()
    return word.text in lists.stop or word.text in lists.before or word.pos[:1] in _NO_NAME
