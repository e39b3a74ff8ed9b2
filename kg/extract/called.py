"""Works that are called so (某某工程, 某某项目) and told of, whatever words stand before: 目前，[潮头公园工程]已经完成."""

from __future__ import annotations

import re
from typing import Final

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain
from kg.extract.wording import LEADS, is_work
from kg.knowledge.works import works
from kg.types import EntityType

#: What calls a work one.
CALLED: Final = ("工程", "项目")
#: The parts of speech that a clause goes on with that tells of the work at its head.
_PREDICATES = frozenset("vdpmt")
#: What a work is called after without a word of its own.
_ON_SITES: frozenset[EntityType] = frozenset({"Organization", "Place", "Community"})


def is_told(analysis: Analysis, start: int, head: re.Match[str]) -> bool:
    """Whether what is called a work has words of its own, leads its clause or stands behind 的, 是 or a verb that takes
    it up, and is told of: 目前，|潮头公园工程|已经完成; 标志着|整体搬迁建设项目|正式进入施工阶段."""
    if not head.group().endswith(CALLED) or not goes_on(analysis, head.end()):
        return False
    begin = analysis.clause(start).start
    lead = LEADS.match(analysis.text, begin)
    leads = lead is not None and lead.end() >= start
    begins = leads or works().takes_up.search(analysis.text, begin, start) is not None
    own = analysis.text[start : head.start()]
    if any(w.pos == "v" and len(w.text) == 1 for w in analysis.words_in(start, head.start())):
        return False  # 集体增收|缺|项目
    return begins and works().no_name.search(own) is None and is_work(own + head.group())


def is_on_site(analysis: Analysis, chain: Chain, unit: int | None, start: int, head: re.Match[str]) -> bool:
    """Whether a work is called after a site alone, and is told of: 贵阳六中|建设项目|用地位于, 潮头公园|工程|已经完成."""
    if unit is None or start < head.start() or not head.group().endswith(CALLED):
        return False
    site = chain.mentions[unit]
    return site.type in _ON_SITES and site.rule == "units.chain" and goes_on(analysis, head.end())


def goes_on(analysis: Analysis, end: int) -> bool:
    """Whether what follows a work tells of it."""
    if works().told_on.match(analysis.text, end) is not None:
        return True
    behind = analysis.words_in(end, end + 1)
    return bool(behind) and behind[0].pos[:1] in _PREDICATES
