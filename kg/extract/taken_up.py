"""Renewals without a name of their own: a compound that was taken into a programme, and is then told to be renewed by
somebody (某院与某小区一并[列入]老旧小区改造计划，由某局牵头)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.knowledge.works import works
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
#: The rule of renewals that are told of by their beginning: 小区改造|正式动工.
ENROLLED = "works.enrolled"
#: The rule of those of compounds that are taken up together.
TAKEN_UP = "works.taken_up"
_CONFIDENCE = 0.65
#: What so many homes of an area come under.
_RENEWAL, _OF_AREA, _PROGRAMME = "老旧小区改造", "works.programme", "works.programme.local"
#: How many are taken up.
_SO_MANY = re.compile("[0-9一二三四五六七八九十百]+[余多]?个[一-龥]{0,4}(?:小区|院落|楼院|家属院)")
#: So far back the compound was named.
_REACH = 240
#: Behind every character that a name goes on with.
_LAST = "\U0010ffff"


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
            yield draft(analysis, "Project", *match.span("act"), TAKEN_UP, 0.6, name)


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


def find_enrolled(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """A project for each place where a compound comes under renewal, called after the compound, or as the article calls its
    renewal (among ``named``) where it does."""
    homes = [
        m for m in chain.mentions if m.type == "Community" and m.kind == _HOMES[1] and m.rule == "units.chain"
    ]
    homes.sort(key=lambda m: m.end)
    starts = sorted(m.start for m in chain.mentions if _is_home(m))
    renewals = sorted(
        (m for m in named if m.type == "Project"), key=lambda m: m.name
    )  # those of one home stand together
    names = [m.name for m in renewals]
    for match in works().enrolled.finditer(analysis.text):
        last = bisect_right(homes, match.end(), key=lambda m: m.end) - 1
        if last < 0 or homes[last].start < match.start() - _REACH:
            continue
        home = homes[last].name
        own = renewals[bisect_left(names, home) : bisect_right(names, home + _LAST)]
        if any(m.start <= match.start() < m.end for m in own):
            continue
        if _is_of_many(analysis, starts, match):
            yield _of_area(analysis, chain, match)
            continue
        known = {m.name for m in own if m.name != home}
        name = next(iter(known)) if len(known) == 1 else f"{home}改造"
        forms = (f"{home}改造项目", f"{home}改造工程", f"{home}老旧小区改造")
        yield draft(analysis, "Project", *match.span(), ENROLLED, _CONFIDENCE, name, None, forms, True)


def _of_area(analysis: Analysis, chain: Chain, match: re.Match[str]) -> Mention:
    """The programme of the area that takes up so many."""
    area = chain.area_of(analysis, match.start())
    rule = _PROGRAMME if area is None else _OF_AREA
    called = "" if area is None else chain.mentions[area].name
    return draft(analysis, "Project", *match.span(), rule, _CONFIDENCE, called + _RENEWAL, None, (), True)


def _is_of_many(analysis: Analysis, homes: Sequence[int], match: re.Match[str]) -> bool:
    """将[12个小区]列入改造计划: whether so many are taken up of which the sentence names none of the ``homes``."""
    start = analysis.sentence(match.start()).start
    named = bisect_left(homes, start) < bisect_left(homes, match.start())
    return not named and _SO_MANY.search(analysis.text, start, match.start()) is not None
