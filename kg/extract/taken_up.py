"""Renewals without a name of their own: a compound that was taken into a programme, and is then told to be renewed by
somebody (某院与某小区一并[列入]老旧小区改造计划，由某局牵头)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.types import Mention

_TAKEN = re.compile(
    "(?<![将把])(?:一并|一同|一起|同时|被|先后|正式){0,2}(?P<act>列入|纳入|列为|(?<=，)是)"
    "(?=[^，。；\\n]{0,24}改造[^，。；\\n]{0,4}(?:计划|项目|名单|范围|工程|行列))"
)
#: Behind it in the sentence: somebody sees to it.
_DONE = re.compile("[^。！？\\n]{0,40}?，由[^，。；\\n]{2,30}(?:牵头|实施|承建|施工|负责|组织|代建|建设)")
_HANDED = re.compile("[将把]")
#: 该院, 该宿舍: the last home of the article that is called so.
_THAT = re.compile("该(院|小区|宿舍|家属院|楼院|大院|生活区)")
_HOMES = (None, "compound")


def find_taken_up(analysis: Analysis, chain: Chain, known: Sequence[str]) -> Iterator[Mention]:
    """The renewals of compounds that are named together, unless one of them has a work (``known``) of its own."""
    for match in _TAKEN.finditer(analysis.text):
        start = analysis.clause(match.start()).start
        if match["act"] == "是":
            start = analysis.sentence(match.start()).start
        end = match.start("act")
        if not _DONE.match(analysis.text, match.end()) or _HANDED.search(analysis.text, start, end):
            continue
        homes = list(dict.fromkeys(_homes(analysis, chain, start, end)))
        if homes and not any(name.startswith(home) for name in known for home in homes):
            name = "、".join(homes) + "改造"
            yield draft(analysis, "Project", *match.span("act"), "works.taken_up", 0.6, name)


def _homes(analysis: Analysis, chain: Chain, start: int, end: int) -> Iterator[str]:
    """The compounds of a stretch, by their names, with the one that it points at first."""
    that = _THAT.search(analysis.text, start, end)
    if that is not None:
        before = (m for m in reversed(chain.mentions) if m.end <= that.start() and _is_home(m))
        yield from (
            m.name for m in [next((m for m in before if m.name.endswith(that[1])), None)] if m is not None
        )
    yield from (m.name for m in chain.mentions if start <= m.start < end and _is_home(m))


def _is_home(mention: Mention) -> bool:
    return mention.type == "Community" and mention.kind in _HOMES and mention.rule != "units.open"
