"""Numbers that are only a limit: 5000万元以上工业项目18个, 超10亿元项目3个, 5吨以上货车, 每月至少开展一次."""

from __future__ import annotations

import re
from functools import cache

from kg.knowledge.alternatives import any_of
from kg.knowledge.quantities import units

#: Behind the lower limit of a range of norms: 2000元[以上2万元以下].
_LIMITS = re.compile(r"以上[^，。；]{1,10}以下")
#: Before what is to be done so often: [每月至少开展]一次, [要求至少检查]两遍.
_LEAST = re.compile(r"(?:每|今后|要|须|应)[^，。；！？\n]{0,12}(?:至少|最少|不得?少于|不低于)[一-龥]{0,6}$")
_LEAST_REACH = 24
_ABOVE = ("超", "超过", "过", "逾")


def is_limit(text: str, start: int, end: int) -> bool:
    """Whether what stands there is only to be kept to: 不超过2分30秒, 每月至少开展一次, 5吨以上货车."""
    known = units()
    return (
        text.endswith(known.norm_before, max(0, start - 5), start)
        or text.startswith(known.norm_after, end)
        or _LIMITS.match(text, end) is not None
        or _LEAST.search(text, max(0, start - _LEAST_REACH), start) is not None
    )


def sorts(text: str, start: int, end: int) -> bool:
    """Whether the sum at [``start``, ``end``) says which of what it stands before are meant."""
    above = text.endswith(_ABOVE, 0, start)
    return _above().match(text, end) is not None or (above and _counted().match(text, end) is not None)


@cache
def _above() -> re.Pattern[str]:
    return re.compile(f"以[上下]的?[一-龥]{{0,6}}?(?:{any_of(units().sorted_by)})")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(f"的?[一-龥]{{0,4}}?(?:{any_of(units().sorted_by)})(?:[达有共]|[0-9])")
