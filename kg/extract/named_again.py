"""Works and events that an article names again word for word where no reader of their own sees them: the headline's
飞线充电集中整治 in 开展为期两个月的[飞线充电集中整治]行动."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.knowledge.alternatives import any_of
from kg.types import EntityType, Mention

#: Shorter names are parts of others.
_LEAST = 6
_TYPES: tuple[EntityType, ...] = ("Project", "Event")
_RULE = "works.again"
#: What may stand behind the name; other words make another name of it: 某某改造|推进会.
#: Who looks at a work does not see to it.
_LOOKED_AT = re.compile("(?:检查|督查|督导|调研|考察|视察|观摩|查看|了解|关于|围绕)(?:了)?$")
_END = re.compile("(?:行动|活动|工作|工程|项目)?(?:[，。；：、！？…）”\n]|$|在|将|已|由|共|开|于|启|正|中)")


def named_again(analysis: Analysis, found: Sequence[Mention], taken: AbstractSet[int]) -> Iterator[Mention]:
    """A mention for each place outside ``taken`` and the names ``found`` where one of these stands again."""
    texts = {m.text: m for m in found if m.type in _TYPES and len(m.text) >= _LEAST}
    if not texts:
        return
    covered = taken | {at for m in found for at in range(m.start, m.end)}
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    for match in re.finditer(any_of(longest_first), analysis.text):
        start, end = match.span()
        looked_at = _LOOKED_AT.search(analysis.text, max(0, start - 4), start)
        if covered.isdisjoint(range(start, end)) and _END.match(analysis.text, end) and not looked_at:
            known = texts[match.group()]
            span = analysis.span(start, end)
            yield replace(known, start=start, end=end, span=span, rule=_RULE)
