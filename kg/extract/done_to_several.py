"""Works on several sites together, which are the renewal of none of them alone: 对某小区、某新村等12个小区进行[改造] is the
programme of the area, 对某镇、某乡的供热管网进行[改造] a work on both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.knowledge.works import works
from kg.types import Mention

_AND = ("、", "和", "及", "与")
_SITES = frozenset({"Community", "Place", "Area"})
#: What compounds come under, as far as the article calls them so.
_OLD = "老旧"
_LEAST = 2


def done_to_several(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """The work of each sentence that says what is done to several sites."""
    starts = {m.start: m for m in chain.mentions if m.type in _SITES}
    for match in works().to_several.finditer(analysis.text):
        if match["homes"] is not None:
            yield _programme(analysis, chain, match)
            continue
        sites, end = _listed(analysis, starts, match)
        part = analysis.text[end : match.end("part")].removeprefix("的")
        if len(sites) >= _LEAST:
            name = "、".join(m.name for m in sites) + part + match["act"]
            yield draft(analysis, "Project", *match.span("act"), "works.upon", 0.65, name, pointer=True)


def _programme(analysis: Analysis, chain: Chain, match: re.Match[str]) -> Mention:
    """The renewal of the area's compounds, of which some are named: 对某小区、某新村等12个小区进行[改造]."""
    old = _OLD if _OLD in analysis.text else ""
    what = old + match["homes"].removeprefix(_OLD) + (match["of"] or "") + match["act"]
    area = chain.area_of(analysis, match.start())
    rule = "works.programme.local" if area is None else "works.programme"
    called = "" if area is None else chain.mentions[area].name
    return draft(analysis, "Project", *match.span("act"), rule, 0.7, called + what, None, (what,), True)


def _listed(
    analysis: Analysis, starts: dict[int, Mention], match: re.Match[str]
) -> tuple[list[Mention], int]:
    """The sites of the list, each the last of its chain (某镇|某村、…), and where they end."""
    found: list[Mention] = []
    at = match.start("list")
    while (site := starts.get(at)) is not None and site.end <= match.end("part"):
        at = site.end
        if not analysis.text.startswith(_AND, at):
            inner = starts.get(at)
            if inner is None:
                return [*found, site], at
            continue
        found.append(site)
        at += 1
    return [], at
