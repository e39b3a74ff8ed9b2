"""Where cooperatives are: in the village whose name theirs bears (永城市[种寨]绿源种植专业合作社), else in the village that
their article tells of. Though a county may stand in their names, they are a village's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.knowledge.short_forms import short_forms
from kg.resolve.naming import Named, PageNames
from kg.types import Fact, Mention, Reading, Source

_BY_NAME, _NEAR = 0.7, 0.65
_VILLAGE, _ENDS = "village", ("村", "社区", "嘎查")
#: Shorter names of villages are in other names by chance.
_LEAST = 2

Resolved = Mapping[tuple[str, int], Named]


def cooperatives(names: PageNames, resolved: Resolved) -> Iterator[Fact[str]]:
    """A ``locatedIn`` fact for each cooperative whose village is known."""
    stems = {stem: n for n in resolved.values() if n.type == "Community" and (stem := _stem(n.name))}
    done: set[str] = set()
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
    inside = [stem for stem in stems if stem in named.name]
    if named.type != "Organization" or not inside:
        return None
    return _fact(reading, mention, named, stems[max(inside, key=len)], "names.village", _BY_NAME)


def _near(
    reading: Reading, mention: Mention, named: Named, last: tuple[Mention, Named] | None
) -> Fact[str] | None:
    """In the village named last in the paragraph."""
    if named.type != "Organization" or last is None:
        return None
    between = reading.article.text.chars[last[0].end : mention.start]
    return None if "\n" in between else _fact(reading, mention, named, last[1], "paragraph.village", _NEAR)


def _fact(
    reading: Reading, mention: Mention, named: Named, where: Named, rule: str, sure: float
) -> Fact[str]:
    article = reading.article
    return Fact(named.key, "locatedIn", where.key, Source(article.page, article.id, mention.span, rule, sure))
