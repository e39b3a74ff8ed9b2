"""Events with what counts them: [首届]某县苹果采摘节, 某县[第三届]“红色故事”讲解员大赛, [2021年]某市全民健步走活动."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain
from kg.types import Mention

#: Which one of its kind an event is, right before its own words.
_EDITION = re.compile(r"(?:首|第[一二三四五六七八九十百]{1,3}|第\d{1,3})届$")
#: The year that a festival, a contest, a meeting is called by; of what befalls people it only says when.
_YEAR = re.compile(r"(?<![\d自从至到])(?:19|20)\d\d年度?$")
_YEARLY = re.compile(r"(?:节|会|大?赛|周|日|展|活动|仪式|培训班|论坛|高考|会议)$")
_REACH = 8
#: What an activity is called behind its own words, which must not be a place for it.
_ACTIVITY = re.compile("活动(?![室站家区板]|中心|场[地所馆]|现场|阵地|基地|用房|期间|器材)")
#: No activity is said of what is one by its name.
_NONE_MORE = re.compile(r"(?:活动|行动|[会节日周赛式课展班疫]|会议|地震|洪水|灾害|[停断][水电气]|周年)$")


def counted(analysis: Analysis, chain: Chain, event: Mention) -> Mention:
    """``event`` with the edition or year that stands right before its words, and whose it is before that; by its shorter
    name as well. Anything but an event stays as it is."""
    if event.type != "Event" or event.pointer:
        return event
    event = _with_activity(analysis, event)
    before = analysis.text[max(0, event.start - _REACH) : event.start]
    which = _EDITION.search(before) or (_YEAR.search(before) if _YEARLY.search(event.name) else None)
    if which is None or which.group() in event.name:
        return event
    start, name = event.start - len(which.group()), which.group() + event.name
    unit = chain.ending_at(start)
    owner = chain.mentions[unit] if unit is not None and not chain.is_open(unit) else None
    forms = [event.name]
    if owner is not None and owner.type == "Area" and owner.name not in event.name:
        start, forms = owner.start, [name, *forms]
        name = owner.name + name
    return _from(analysis, event, start, name, forms)


def _with_activity(analysis: Analysis, event: Mention) -> Mention:
    """某市全民健步走|活动."""
    tail = None if _NONE_MORE.search(event.name) else _ACTIVITY.match(analysis.text, event.end)
    if tail is None or event.text not in event.name:
        return event
    name = event.name + tail.group()
    end = tail.end()
    return replace(
        event,
        text=analysis.text[event.start : end],
        end=end,
        span=analysis.span(event.start, end),
        name=name,
        aliases=tuple(dict.fromkeys((*event.aliases, event.name))),
    )


def _from(analysis: Analysis, event: Mention, start: int, name: str, forms: list[str]) -> Mention:
    """``event`` begun at ``start`` and called ``name``, its ``forms`` among what it is called besides."""
    return replace(
        event,
        text=analysis.text[start : event.end],
        start=start,
        span=analysis.span(start, event.end),
        name=name,
        aliases=tuple(dict.fromkeys((*event.aliases, *forms))),
    )
