"""What areas undertake by name: 某市|对口支援|某县, 某市|创建国家级卫生城市."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.knowledge.works import works
from kg.types import Mention

#: The rule of what one area does for another.
HELPED = "works.helped"


def undertaken_by_areas(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """What one area does for another, and what an area undertakes to become."""
    yield from _helped(analysis, chain)
    yield from _becoming(analysis, chain)


def _helped(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """某市|对口支援|某县: what one area does for another."""
    starts = {m.start: i for i, m in enumerate(chain.mentions) if m.type == "Area" and not chain.is_open(i)}
    for match in works().helps.finditer(analysis.text):
        giver, taker = chain.ending_at(match.start()), starts.get(match.end())
        if giver is None or taker is None or chain.units[giver].type != "Area" or chain.is_open(giver):
            continue
        one, other = chain.mentions[giver], chain.mentions[taker]
        name, act = one.name + match.group() + other.name, match.group()
        span = one.start, match.end()
        yield draft(analysis, "Project", *span, HELPED, 0.75, name, None, (act, one.text + act + other.text))


def _becoming(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """某市|创建国家级卫生城市, 争创全国双拥模范城: what an area undertakes to become."""
    for match in works().becomes.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        if unit is not None and (chain.units[unit].type != "Area" or chain.is_open(unit)):
            unit = None
        area = unit if unit is not None else chain.area_of(analysis, match.start())
        words = match.group()
        start = match.start() if unit is None else chain.mentions[unit].start
        rule = "works.programme.local" if area is None else "works.programme"
        name = words if area is None else chain.mentions[area].name + words
        yield draft(analysis, "Project", start, match.end(), rule, 0.7, name, None, (words,))
