"""Names that an article uses again in short: 风情巴黎 where it has 风情巴黎小区, 合心机械 where it has
长春合心机械制造有限公司."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.proper import is_proper
from kg.extract.unit import Unit, with_new
from kg.knowledge.alternatives import any_of
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.short_forms import short_forms
from kg.types import Mention

_HEAD = "小区"
#: The number or side that tells a home from its neighbours; what stands before it where that is all that names the home,
#: and what makes something else of it.
_TAIL = re.compile("[一二三四五六七八九十东南西北][村区院里坊]\\Z")
_BEFORE, _NO_TAIL = "，。；：！？\\n 、的在把将到和与“是（", "[社委镇乡街党]|级"
#: So long must the own part of a name be to mean the compound wherever it stands.
_LEAST = 3


def recurring(analysis: Analysis, units: Sequence[Unit]) -> list[Unit]:
    """``units`` and a unit for each compound that is named again by its own part; what was read inside it goes."""
    again = [*_again(analysis, units), *_tails(analysis, units), *_companies(analysis, units)]
    if not again:
        return list(units)
    inside = {at for unit in again for at in range(unit.start, unit.end)}
    parents = {unit.parent for unit in units}
    kept = [(i, u) for i, u in enumerate(units) if i in parents or inside.isdisjoint(range(u.start, u.end))]
    return with_new(kept, again)


def _again(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Unit]:
    """Where the own part of a compound stands alone: in no longer name, and before no head of its own."""
    owns = {analysis.text[u.start : u.head_start] for u in units if _is_telling(analysis, u)}
    if not owns:
        return
    longer = {at for u in units if u.end - u.start > _LEAST for at in range(u.start, u.end)}
    for match in re.finditer(any_of(sorted(owns)), analysis.text):
        if longer.isdisjoint(range(*match.span())) and not analysis.text.startswith(_HEAD, match.end()):
            yield Unit(match.start(), match.end(), match.end(), "Community", "compound")


def _tails(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Unit]:
    """Where a home is named by its number or side alone: 三村 for 南炼三村, 西院 for 电厂西院."""
    ends = {m.group() for u in units if u.type == "Community" and (m := _tail(analysis, u)) is not None}
    if not ends:
        return
    named = {at for u in units for at in range(u.start, u.end)}
    for match in re.finditer(
        f"(?:^|(?<=[{_BEFORE}]))(?:{any_of(sorted(ends))})(?!{_NO_TAIL})", analysis.text
    ):
        if named.isdisjoint(range(*match.span())):
            yield Unit(*match.span(), match.start(), "Community", "compound", anaphor=True)


def _tail(analysis: Analysis, unit: Unit) -> re.Match[str] | None:
    return _TAIL.search(analysis.text, unit.start + 1, unit.end)


def in_full(analysis: Analysis, units: Sequence[Unit], mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` (of the ``units``) with the companies that are named in short called by their full names."""
    full: dict[str, str] = {}
    for unit, mention in zip(units, mentions, strict=True):
        if (short := _short(analysis, unit)) is not None:
            full.setdefault(short, mention.name)
    return [
        replace(m, name=full[m.text], aliases=tuple(dict.fromkeys((*m.aliases, m.text))))
        if m.type == "Organization" and m.text in full and m.name == m.text
        else m
        for m in mentions
    ]


def _short(analysis: Analysis, unit: Unit) -> str | None:
    """The longest beginning of a company's own name that stands elsewhere in the article, by itself."""
    name = analysis.text[unit.start : unit.end]
    if unit.type != "Organization" or unit.kind != "company" or unit.head_start == unit.end:
        return None
    said = short_forms().legal.sub("", name)
    area = next((match.end for match in gazetteer().scan(said) if match.start == 0), 0)
    own, start = said[area:], unit.start + area
    for size in range(len(own), _LEAST, -1):
        short = own[:size]
        if (
            len(short) == len(name)
            or boundaries().is_generic(short)
            or not is_proper(analysis, start, start + size)
        ):
            continue
        if analysis.text.count(short) > analysis.text.count(name):
            return short
    return None


def _companies(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Unit]:
    """Where companies are named by their short names, in no longer name."""
    shorts = {short for unit in units if (short := _short(analysis, unit)) is not None}
    if not shorts:
        return
    named = {at for u in units for at in range(u.start, u.end)}
    for match in re.finditer(any_of(sorted(shorts)), analysis.text):
        if named.isdisjoint(range(*match.span())):
            yield Unit(match.start(), match.end(), match.end(), "Organization", "company")


def _is_telling(analysis: Analysis, unit: Unit) -> bool:
    own, head = analysis.text[unit.start : unit.head_start], analysis.text[unit.head_start : unit.end]
    plain = gazetteer().find(own) or gazetteer().find_short(own) or boundaries().is_generic(own)
    return unit.type == "Community" and head == _HEAD and len(own) >= _LEAST and not plain
