"""Where cooperatives are: in the village whose name theirs bears (永城市[种寨]绿源种植专业合作社), else in the village that
their article tells of. Though a county may stand in their names, they are a village's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from kg.knowledge.short_forms import short_forms
from kg.knowledge.words import words
from kg.resolve.naming import Named, PageNames
from kg.types import Fact, Mention, Reading, Source

_BY_NAME, _NEAR = 0.7, 0.65
_VILLAGE, _ENDS = "village", ("村", "社区", "嘎查")
#: Between a village and its own cooperative, and before one of elsewhere: 卖给某乡某合作社, 某村、[某县某合作社].
_OWN = re.compile("^的?$|成立|领办|创办|组建|办起|注册|入股|村里|村民|该村|全村|村党|村集体|村两委|本村")
_ELSEWHERE = re.compile(
    "(?:(?<!书记)(?<!主任)[、与和到给]|来自|卖给|该[县市区]|[县市区乡镇]的?)$|辐射|带动周边"
)
#: The ends of areas.
_AREAS = frozenset("省市县区旗州镇乡村")
#: Shorter names of villages are in other names by chance.
_LEAST = 2

Resolved = Mapping[tuple[str, int], Named]


def cooperatives(names: PageNames, resolved: Resolved, known: Set[str]) -> Iterator[Fact[str]]:
    """A ``locatedIn`` fact for each cooperative whose village is known, but for those of which a sentence says where they
    are (``known``)."""
    stems = {stem: n for n in resolved.values() if n.type == "Community" and (stem := _stem(n.name))}
    done = set(known)
    for reading in names.readings:
        last: tuple[Mention, Named] | None = None
        for at, mention in enumerate(reading.mentions):
            named = resolved.get((reading.article.id, at))
            if named is None:
                continue
            if mention.kind == _VILLAGE:
                last = mention, named
            elif named.key not in done and named.name.endswith(short_forms().cooperatives):
                fact = _by_name(reading, mention, named, stems) or _near(reading, mention, named, last)
                if fact is not None:
                    done.add(named.key)
                    yield fact


def _stem(name: str) -> str:
    end = next((end for end in _ENDS if name.endswith(end)), "")
    stem = name.removesuffix(end)
    return stem if end and len(stem) >= _LEAST else ""


def _by_name(
    reading: Reading, mention: Mention, named: Named, stems: Mapping[str, Named]
) -> Fact[str] | None:
    inside = [stem for stem in stems if _opens(stem, named.name)]
    if named.type != "Organization" or not inside:
        return None
    return _fact(reading, mention, named, stems[max(inside, key=len)], "names.village", _BY_NAME)


def _opens(stem: str, name: str) -> bool:
    """Whether a village's stem stands at the head of a name or right behind an area, and is no part of a longer word there:
    某县|种寨|绿源合作社, not 某县|新开|源."""
    at = name.find(stem)
    if at < 0 or not (at == 0 or name[at - 1] in _AREAS):
        return False
    return any(word.end == at + len(stem) for word in words(name))


def _near(
    reading: Reading, mention: Mention, named: Named, last: tuple[Mention, Named] | None
) -> Fact[str] | None:
    """In the village named last in the paragraph, where the words between say that it is the village's."""
    if named.type != "Organization" or last is None:
        return None
    between = reading.article.text.chars[last[0].end : mention.start]
    own = "\n" not in between and _OWN.search(between) is not None and _ELSEWHERE.search(between) is None
    return _fact(reading, mention, named, last[1], "paragraph.village", _NEAR) if own else None


def _fact(
    reading: Reading, mention: Mention, named: Named, where: Named, rule: str, sure: float
) -> Fact[str]:
    article = reading.article
    return Fact(named.key, "locatedIn", where.key, Source(article.page, article.id, mention.span, rule, sure))
