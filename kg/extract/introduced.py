"""What the words before a quotation make of it: a campaign that is carried out, a way of working that is made or reached."""

from __future__ import annotations

import re

from kg.extract.analysis import Analysis

#: A verb that carries a campaign out makes a work of a quotation, where others make a way of working.
_CARRIES_OUT = re.compile(r"(?:开展|组织|举办)(?:了|起)?$")
#: What something made is like stands between the verb and the name: 打造[睦邻友好]的“某某小区”.
_MADE = re.compile(
    r"(?:打造|搭建|创建|构建|建立|推出|创设)(?:[^，。；：“”]{2,30}的|[^。；：“”]{2,30}于一体的)$"
)
#: The verb stands at most so far before the name.
_FARTHEST = 40
#: What makes a way of working of parts of one length, how near it stands, and how long each part is at least.
_REACHED, _NEAR, _PART = re.compile("实现|做到|坚持|按照|实行|通过|确保"), 10, 4
_VERB = 4


def is_carried_out(analysis: Analysis, at: int) -> bool:
    """Whether the quotation that opens at ``at`` is carried out: 开展“…”."""
    return _CARRIES_OUT.search(analysis.text, max(0, at - _VERB), at) is not None


def is_made(analysis: Analysis, at: int) -> bool:
    """Whether it is made, with what it is like before it: 打造睦邻友好的“…”."""
    return _MADE.search(analysis.text, max(0, at - _FARTHEST), at) is not None


def is_reached(analysis: Analysis, at: int, inner: str) -> bool:
    """Whether ``inner`` has parts of one length, as only ways of working have them, and is reached: 实现“小事不出村、
    大事不出镇”."""
    parts = inner.split("、")
    parallel = len(parts) > 1 and len({len(part) for part in parts}) == 1 and len(parts[0]) >= _PART
    start = max(analysis.clause(at).start, at - _NEAR)
    return parallel and _REACHED.search(analysis.text, start, at) is not None
