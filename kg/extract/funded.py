"""Works that the money for them introduces, and how works are called with the noun behind their names: 投资3.2亿元建设的
[某电池壳体项目]; 启动[某溪综合整治]工程."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.knowledge.sites import sites
from kg.types import Mention

_FUNDED = re.compile(
    "(?:投资|耗资|投入|斥资)[约近达超]{0,2}[\\d.]+[余多]?[十百千万亿]+元(?:人民币)?(?:建设|打造|兴建|新建|实施)?的“?"
    "(?P<name>[一-龥A-Za-z0-9]{3,24}?(?:项目|工程))(?!部|经理|负责|建设|组|集中|等)"
)
_BUILDING, _LEAST = "建设", 3
#: These are names of no one work.
_PLAIN = re.compile(
    "(?:等|个|类|批|[该此本这新大小重点]|产业|工业|建设|基础设施|民生|扶贫|改造)+(?:项目|工程)"
)
_OWNERS = ("Area", "Community")
#: How the name of a work ends that needs no further noun.
_WORKS = ("期", "项目", "工程", "改造", "建设", "治理", "整治")
#: 某仓储中心|等项目: the last of those that the text names.
_AND_OTHERS = re.compile("等[^的]{0,4}(?P<head>项目|工程)$")
_FUNDED_SITE = "works.funded"
_NOUNS = ("工程", "项目", "行动", "活动")


def find_funded(analysis: Analysis, chain: Chain, taken: AbstractSet[int]) -> Iterator[Mention]:
    """The works outside ``taken`` that are named behind the money they cost, and those on the sites that are."""
    for match in _FUNDED.finditer(analysis.text):
        start, end = match.span("name")
        free = taken.isdisjoint(range(start, end))
        if free and not _PLAIN.fullmatch(match["name"]) and "的" not in match["name"]:
            others = _AND_OTHERS.search(match["name"])
            end -= len(others.group()) if others else 0
            name = analysis.text[start:end] + others["head"] if others else None
            name = None if analysis.text.endswith(_WORKS, start, end) else name
            if end - start >= _LEAST:
                yield draft(analysis, "Project", start, end, "works.funded", 0.7, name)
    for match in sites().funded.finditer(analysis.text):
        start, end = match.span("name")
        if taken.isdisjoint(range(start, end)) and "的" not in match["name"]:
            name = _site(chain, match) + _BUILDING
            yield draft(
                analysis, "Project", start, end, _FUNDED_SITE, 0.65, name, None, (match["name"] + _BUILDING,)
            )


def _site(chain: Chain, match: re.Match[str]) -> str:
    """The name of the site: that of the chain which it begins with, else with the area before the money."""
    start, end = match.span("name")
    begun = [m for m in chain.mentions if m.start == start and m.end <= end]
    first = max(begun, key=lambda m: m.end, default=None)
    name = match["name"] if first is None else first.name + match["name"][first.end - start :]
    unit = chain.ending_at(match.start())
    owner = chain.mentions[unit] if unit is not None and not chain.is_open(unit) else None
    placed = owner is None or owner.type not in _OWNERS or name != match["name"]
    return name if placed or owner is None else owner.name + name


def called(analysis: Analysis, found: Sequence[Mention]) -> list[Mention]:
    """``found`` with the noun behind a work's name as another form of the name."""
    return [_called(analysis, m) for m in found]


def _called(analysis: Analysis, mention: Mention) -> Mention:
    noun = next((n for n in _NOUNS if analysis.text.startswith(n, mention.end)), None)
    if noun is None or mention.type != "Project" or mention.name.endswith(_NOUNS):
        return mention
    return replace(mention, aliases=tuple(dict.fromkeys((*mention.aliases, mention.name + noun))))
