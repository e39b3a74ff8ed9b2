"""Meetings of a body that have no name but its own: 新河县委常委会|召开|会议, 新河县委|召开|专题会议."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.convened import is_counted
from kg.extract.naming import Chain, draft
from kg.knowledge.works import works
from kg.types import Mention

_BODIES = ("Agency", "Organization")


def bare_meetings(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """What a body meets in on a day that the sentence tells, right behind its name or that of its group of learners:
    新河县委常委会1月5日召开|[会议], 新河县委|理论学习中心组|举行|[专题学习会]."""
    for match in works().meets.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        if unit is None or chain.is_open(unit) or chain.units[unit].type not in _BODIES:
            continue
        start, end = match.span("meeting")
        sentence = analysis.sentence(start)
        dated = works().day.search(analysis.text, sentence.start, start) is not None
        if dated and not is_counted(analysis, start, end):
            words: str = match["meeting"]
            name = _of_whom(analysis, chain, unit) + (match["group"] or "") + words
            yield draft(analysis, "Event", start, end, "works.session.bare", 0.7, name, None, (words,))


def _of_whom(analysis: Analysis, chain: Chain, unit: int) -> str:
    """Whose the meeting is: the body, or two that hold it together: 新河县委、县政府|召开专题会议."""
    body = chain.mentions[unit]
    first = chain.ending_at(body.start - 1) if analysis.text[body.start - 1 : body.start] == "、" else None
    if first is None or chain.is_open(first) or chain.units[first].type not in _BODIES:
        return body.name
    return chain.mentions[first].name + "、" + body.text
