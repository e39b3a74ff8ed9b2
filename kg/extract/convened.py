"""Who calls a meeting that has only a bare word for a name (新河县|举行|招商推介会), and after whom it can be called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.analysis import Analysis
from kg.types import Mention

#: Meetings, and the signing of agreements: called after who calls them, not after who comes. An unveiling, a beginning of
#: works is called after what is unveiled or begun.
_MEETS = re.compile("会$|^签约")
#: Between an area and the verb: 新河县|组织|召开.
_CALLS = re.compile("(?:组织|牵头|联合|共同|主持)$")
#: Meetings that are only counted, behind and before their word: 召开座谈会|3次, 开了9次|协调会; 一次 is one.
_MANY = "[0-9二三四五六七八九十百两多数几]{1,4}[余多]?[场次个]"
_COUNTED, _COUNTED_BEFORE = re.compile(f"(?:共|累计)?{_MANY}"), re.compile(f"{_MANY}$")
_BEFORE = 8
_SIGNED = "签约"
_HEADLINES = ("title", "kicker", "subtitle")


def is_convened(head: str) -> bool:
    """Whether ``head`` is a meeting, which somebody calls: 座谈会, 签约仪式; not 揭牌仪式."""
    return _MEETS.search(head) is not None


def is_counted(analysis: Analysis, begin: int, end: int) -> bool:
    """Whether meetings are only counted beside their word, which names none of them: 召开座谈会|3次."""
    before = _COUNTED_BEFORE.search(analysis.text, max(0, begin - _BEFORE), begin)
    return before is not None or _COUNTED.match(analysis.text, end) is not None


def convening_area(analysis: Analysis, areas: Sequence[Mention], start: int, verb: int) -> str | None:
    """The area that stands right before the verb of holding, or in which a meeting was held: 7月8日，[新河县]|举行,
    在[新河县]|召开的座谈会."""
    calls = _CALLS.search(analysis.text, start, verb)
    end = calls.start() if calls else verb
    named = [m for m in areas if m.end == end and m.start >= start and m.rule == "units.chain"]
    area = max(named, key=lambda m: len(m.text), default=None)
    return None if area is None else area.name


def may_convene(analysis: Analysis, hosts: Sequence[Mention], begin: int) -> list[Mention]:
    """Those of ``hosts`` that a meeting at ``begin`` may be called after: named in the headline, or in its sentence before
    it; those who sign, anywhere before it in its paragraph."""
    titles = [(b.start, b.end) for b in analysis.article.blocks if b.kind in _HEADLINES]
    start = analysis.sentence(begin).start
    if analysis.text.startswith(_SIGNED, begin):
        start = analysis.text.rfind("\n", 0, begin) + 1
    return [
        m for m in hosts if start <= m.start < begin or any(first <= m.start < last for first, last in titles)
    ]
