"""Meetings are called after the area that holds them, where their own words name none: 某街道召开[安全生产推进会]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain
from kg.types import Mention

#: From the area that holds it to the meeting's own words.
_HOLDS = re.compile(
    r"(?:[于在]?[\d年月日上下午晚]{2,12}(?![\d年月日上下午晚])|近日|日前|今[天日]|昨[天日]|当天|及时|隆重|专题|组织|联合)*(?:召开|举行|举办|开展)(?:了)?"
)
#: The ceremony of a work is called after that.
_OF_WORK = re.compile("(?:项目|工程)[^会]{0,4}仪式$")
_REACH = 20
_RULES = ("works.governed", "works.named", "works.phrase", "works.about")
#: What is held so; a contest or a festival has a name of its own.
_MEETINGS = ("会", "会议", "仪式", "大会", "演练", "培训班", "义诊")


def of_areas(analysis: Analysis, chain: Chain, found: Sequence[Mention]) -> list[Mention]:
    """``found`` with the meetings that an area holds called after it, by their own words as well."""
    areas = {m.start for m in chain.mentions if m.type == "Area"}
    holders = {m.name: area for m in found if (area := _holder(analysis, chain, m, areas)) is not None}
    return [_called(m, holders[m.name]) if m.type == "Event" and m.name in holders else m for m in found]


def _holder(analysis: Analysis, chain: Chain, event: Mention, areas: set[int]) -> str | None:
    """The area right before the verb of holding the event, which begins with no name itself."""
    meeting = event.type == "Event" and event.rule.startswith(_RULES) and event.name.endswith(_MEETINGS)
    if not meeting or event.start in areas or event.name != event.text or _OF_WORK.search(event.name):
        return None
    clause = analysis.clause(event.start)
    for match in _HOLDS.finditer(analysis.text, max(clause.start, event.start - _REACH), event.start):
        unit = chain.ending_at(match.start())
        if match.end() == event.start and unit is not None and chain.units[unit].type == "Area":
            return None if chain.is_open(unit) else chain.mentions[unit].name
    return None


def _called(event: Mention, area: str) -> Mention:
    return replace(event, name=area + event.name, aliases=(event.name, *event.aliases))
