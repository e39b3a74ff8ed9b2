"""Whether a name that ends like a river's is one, though a county or somebody may be called so: 昌江、饶河|水位."""

from __future__ import annotations

import re

#: Last characters of what waters are called.
ENDS = frozenset("溪河江湖塘渠湾")
#: What is told of waters, behind the last of those that are listed.
_TOLD_OF = re.compile(
    "(?:、[一-龥]{1,4}?[溪河江湖渠水]){0,8}(?:等?(?:主要)?(?:河流|河湖|水系))?"
    "(?:综合整治|综合治理|治理|整治|河道|河湖|流域|沿线|沿岸|两岸|滨水|绿道|大桥|特大桥|水[质位库文系]|[畔边岸]|上游|中游|下游|河段|断面"
    "|干流|的?(?:一级|二级|重要|主要|最大)?支流|洪水|洪峰|堤防|防洪|汛情|入[江河湖海]口|汇入|注入|清淤|疏浚|生态修复|生态廊道|水环境)"
)


def is_water(text: str, end: int) -> bool:
    """Whether what ends at ``end`` is a river, a lake or the like, by what is told of it right behind."""
    return text[end - 1 : end] in ENDS and _TOLD_OF.match(text, end) is not None
