"""What stands around the name of a work: the meeting that is called after it, the noun behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.naming import draft
from kg.knowledge.works import works
from kg.types import Mention

#: Between a work and the meeting about it.
_BETWEEN = re.compile(
    "(?:提升|整治|建设|管理|专项|项目|工程|攻坚|现场|工作|提质){0,3}?(?=[一-龥]{0,8}[会式坛赛动班])"
)
#: 某推进会|上: the dictionary makes one word of it.
_AT_IT = "会上"
#: Nouns behind the names of works.
TAILS = ("工程", "项目", "行动")
_TAIL = re.compile(
    "(?:工程|项目|行动)(?![师部办学院兵队处指]|经理)|工作(?![人组专会者站室队领推方要动]|现场|机制|制度)"
)


def about_works(analysis: Analysis, found: Sequence[Mention]) -> list[Mention]:
    """The meetings that are called after a work: 老旧小区改造|提升工作推进会."""
    meetings = []
    for work in found:
        head = _BETWEEN.match(analysis.text, work.end) if work.type == "Project" else None
        match = _meeting(analysis, head.end()) if head else None
        if match is not None and ends_name(analysis, match.end()):
            meetings.append(draft(analysis, "Event", work.start, match.end(), "works.about", 0.7))
    return meetings


def _meeting(analysis: Analysis, at: int) -> re.Match[str] | None:
    """The word for a meeting or a ceremony that stands at ``at``."""
    match = works().plain.match(analysis.text, at)
    if match is None or works().plain_types[match.group()] != "Event":
        match = works().bare.match(analysis.text, at)
    return match


def is_about(event: Mention, over: Sequence[Mention]) -> bool:
    """Whether it is a meeting about the works that its name names (老旧小区改造|推进会), which are all that it stands
    ``over``. Both are there."""
    return event.type == "Event" and all(
        m.type == "Project" and event.start <= m.start and m.end < event.end for m in over
    )


def with_tail(analysis: Analysis, work: Mention) -> Mention:
    """A work is also called by the noun behind its name: 某溪综合整治|工程."""
    if work.type != "Project" or work.name.endswith(TAILS):
        return work
    tail = _TAIL.match(analysis.text, work.end)
    noun = tail.group() if tail else next((end for end in TAILS if work.text.endswith(end)), "")
    words = (work.text + noun,) if tail and not work.pointer else ()
    return replace(work, aliases=(*work.aliases, work.name + noun, *words)) if noun else work


def ends_name(analysis: Analysis, end: int) -> bool:
    """A head inside a longer word or before a noun of its own is no end."""
    if works().belongs.match(analysis.text, end):
        return False
    if analysis.text.startswith(_AT_IT, end - 1):
        return True
    return end in analysis.ends and analysis.text[end : end + 1] not in frozenset(
        "者员部组办化性区点站型类情领工地"
    )
