"""Events that are one: 某某启动仪式|暨|工作推进会, 战略合作|暨|某某签约仪式."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.ceremonies import phrase_start
from kg.extract.naming import draft
from kg.knowledge.works import works
from kg.types import Mention

_AND = "暨"
_QUOTED = "”"
#: The first half has at least so many characters.
_LEAST = 3
#: Before the second half, whose own first words may be common ones: 暨|工作|推进会.
_SECOND, _FAR = re.compile("暨[一-龥]{0,8}$"), 10
_BEHIND = re.compile(r"暨[^，。；、！？\s“”《》]{2,16}?(?:会|仪式|典礼|论坛|活动|比赛|展览)(?![议员场上])")
_HELD, _LONGEST = re.compile("(?:开展|举行|举办|召开|组织)(?:了)?"), 26
#: What only says that there is one: 举行|隆重的….
_EDGE = re.compile("^[了的一场次]+")


def joined(analysis: Analysis, found: Sequence[Mention]) -> list[Mention]:
    """``found``, with what 暨 joins to an event in its name; both halves are its names as well."""
    if _AND not in analysis.text:
        return list(found)
    ends = {m.end: m for m in found if m.type == "Event"}
    whole: dict[str, Mention] = {}
    gone: set[int] = set()
    made: list[Mention] = []
    for second in ends.values():
        before = _SECOND.search(analysis.text, max(0, second.start - _FAR), second.start)
        first = ends.get(before.start()) if before else None
        event = _whole(analysis, second, first, before.start()) if before else None
        for half in (second, first) if event else ():
            if event is not None and half is not None:
                gone.add(id(half))
                whole.setdefault(half.name, event)
        made += [event] if event else []
    for first in [m for m in ends.values() if id(m) not in gone]:
        behind = _BEHIND.match(analysis.text, first.end)
        if behind is not None:
            made.append(_with(analysis, first, behind.end()))
            gone.add(id(first))
            whole.setdefault(first.name, made[-1])
    return [*_renamed(found, whole, gone), *made]


def _opening(analysis: Analysis, at: int) -> int:
    """Where the first half begins that is no event by itself: behind the verb of holding it (开展|慰问职工|暨…)."""
    clause = analysis.clause(at - 1)
    held = list(_HELD.finditer(analysis.text, max(clause.start, at - _LONGEST), at))
    return held[-1].end() if held and held[-1].end() < at - 1 else phrase_start(analysis, at)


def _with(analysis: Analysis, first: Mention, end: int) -> Mention:
    """The event with a second half that is no event by itself."""
    name = first.name + analysis.text[first.end : end]
    text = analysis.text[first.start : end]
    forms = (text, first.name, first.text, *first.aliases)
    aliases = tuple(form for form in dict.fromkeys(forms) if form != name)
    return draft(analysis, "Event", first.start, end, first.rule, first.confidence, name, None, aliases)


def _whole(analysis: Analysis, second: Mention, first: Mention | None, at: int) -> Mention | None:
    """The event by its whole name: from the first half, or from the words before 暨 (``at``) that lead up to it."""
    start = _opening(analysis, at) if first is None else first.start
    words = analysis.text[start:at]
    unfit = len(words) < _LEAST or _EDGE.match(words) or _QUOTED in words or works().nameless.match(words)
    if first is None and unfit:
        return None
    text = analysis.text[start : second.end]
    name = text if first is None else first.name + analysis.text[at : second.end]
    forms = [form for half in (first, second) if half for form in (half.name, half.text, *half.aliases)]
    aliases = tuple(form for form in dict.fromkeys((text, *forms)) if form != name)
    return draft(analysis, "Event", start, second.end, second.rule, second.confidence, name, None, aliases)


def _renamed(found: Sequence[Mention], whole: dict[str, Mention], gone: set[int]) -> Iterator[Mention]:
    for mention in found:
        if id(mention) not in gone:
            event = whole.get(mention.name) if mention.type == "Event" else None
            yield mention if event is None else replace(mention, name=event.name)
