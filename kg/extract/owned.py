"""Sites without a name of their own, called after whose they are: 某小学新落成的[实验楼], 某村的[蔬菜收购点]; and what
somebody puts up: 某村投资1500万元建成一座[笋制品加工厂]."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.unit import SITE, Unit, is_plain, with_new
from kg.extract.wording import LEADS
from kg.knowledge.boundaries import boundaries
from kg.knowledge.short_forms import short_forms
from kg.knowledge.sites import sites
from kg.types import EntityType

#: Who has sites.
_OWNERS: frozenset[EntityType] = frozenset({"Organization", "Community"})
#: What may be one of them, where nothing is seen before it.
_MAY_BE: frozenset[EntityType] = frozenset({"Organization", "Place"})
_COMPOUND = "compound"
#: So near before a site the village is named that it is of.
_NEAR = 400
#: So long is what a village is called before 村 or 社区: 于庄|村, but not the 路|社区 of another.
_OWN = 2
#: Right before a site that only its size or its cost tells of.
_SIZED = re.compile("[0-9][余多万亿]*(?:平方米|平米|亩|公里|米|吨|立方米|元)的")
#: How many characters the words have at most that say what sort of site it is.
_LONGEST = 8
#: How far from whoever builds it, how long a right end is, and what stands behind it.
_REACH, _HEADS, _ENDS = 30, 6, frozenset("，。；、！和及与\n")
#: Behind the one site that is put up: 建成茶叶加工厂|一座.
_ONE = re.compile("[一1][座个间处所家条](?=[，。；、])")
#: Right before whoever does not lead the sentence.
_LED = ("由", "与", "和", "同", "被", "跟", "向", "对", "引进", "联合")
#: Behind a site where somebody or something is: 操场|上.
_INSIDE = frozenset("上里内外前后旁")


def with_sites(analysis: Analysis, units: Sequence[Unit]) -> list[Unit]:
    """``units`` and the sites that belong to them or that they put up."""
    taken = {at for unit in units for at in range(unit.start, unit.end)}
    owners = sorted((u.end, i) for i, u in enumerate(units) if u.type in _OWNERS and not u.relative)
    kept, new = list(enumerate(units)), list[Unit]()
    alone = {(u.start, u.end): i for i, u in kept if u.parent is None and _may_be(analysis, u)}
    found = (
        *_found(analysis, units, owners),
        *_built(analysis, units, owners),
        *_of_homes(analysis, units, alone),
        *_sized(analysis, units, alone),
        *_of_residents(analysis, units),
    )
    for unit in found:
        if (known := alone.get((unit.start, unit.end))) is not None:
            kept[known] = known, replace(units[known], parent=unit.parent, kind=SITE)
        elif taken.isdisjoint(range(unit.start, unit.end)):
            taken.update(range(unit.start, unit.end))
            new.append(unit)
    return with_new(kept, new)


def _may_be(analysis: Analysis, unit: Unit) -> bool:
    """Whether a unit that nothing is seen before may be somebody's site, or the residents' group."""
    group = analysis.text[unit.start : unit.end] in short_forms().of_residents
    return not unit.anaphor and (group or unit.type in _MAY_BE)


def _of_homes(
    analysis: Analysis, units: Sequence[Unit], alone: Mapping[tuple[int, int], int]
) -> Iterator[Unit]:
    """What stands alone behind the home that it is of: 某村的[葛粉加工车间]."""
    starts = {start: units[i] for (start, _), i in alone.items()}
    for owner, home in enumerate(units):
        between = sites().between.match(analysis.text, home.end) if home.type == "Community" else None
        site = starts.get(between.end()) if between is not None and between.group() else None
        if site is not None and is_plain(site, analysis.text[site.start : site.head_start]):
            yield replace(site, parent=owner)


def _sized(analysis: Analysis, units: Sequence[Unit], alone: Mapping[tuple[int, int], int]) -> Iterator[Unit]:
    """What only its size or its cost tells of, in the village named last: 建成480平方米的[核桃烘干车间]."""
    where = [i for i, unit in enumerate(units) if _is_home(unit)]
    ends = [units[i].end for i in where]
    starts = {start: units[i] for (start, _), i in alone.items()}
    for match in _SIZED.finditer(analysis.text):
        last = bisect_right(ends, match.start()) - 1
        far = last < 0 or match.start() - ends[last] > _NEAR
        if far or "\n" in analysis.text[ends[last] : match.start()]:
            continue
        site = starts.get(match.end())
        if site is not None:
            if site.type == "Place" and is_plain(site, analysis.text[site.start : site.head_start]):
                yield replace(site, parent=where[last])
        elif (head := _head(analysis, match.end())) is not None:
            yield _site(units, where[last], match.end(), head)


def _is_home(unit: Unit) -> bool:
    """Whether a unit is a village or a community, which have sites without a name."""
    named = unit.head_start - unit.start >= _OWN and not (unit.relative or unit.anaphor)
    return unit.type == "Community" and unit.kind != _COMPOUND and named


def _of_residents(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Unit]:
    """What the residents set up among themselves, alone: 成立[自管小组], of the compound named last in the paragraph."""
    groups = [u for u in units if analysis.text[u.start : u.end] in short_forms().of_residents]
    homes = [i for i, u in enumerate(units) if groups and u.type == "Community" and not u.relative]
    ends = short_forms().of_residents
    whole = [u for u in units if groups and u not in groups and analysis.text.endswith(ends, u.start, u.end)]
    for group in groups:
        own = analysis.text[group.start : group.end]
        if any(analysis.text.endswith(own, u.start, u.end) for u in whole):
            continue  # 某新村自管小组, and 自管小组 again
        in_full = (i for i in homes if analysis.text.startswith(own, units[i].end))  # 某小区|自管小组
        home = next(in_full, None)
        paragraph = analysis.text.rfind("\n", 0, group.start)
        near = [i for i in homes if paragraph < units[i].end <= group.start and units[i].kind == _COMPOUND]
        if home is None and near:
            home = near[-1]
        if home is not None:
            yield replace(group, parent=home)


def _built(analysis: Analysis, units: Sequence[Unit], owners: Sequence[tuple[int, int]]) -> Iterator[Unit]:
    """What the owner that leads the sentence puts up: 该村利用闲置校舍[建起]手工编织车间."""
    ends = [end for end, _ in owners]
    for match in sites().builds.finditer(analysis.text):
        head = _head(analysis, match.end())
        if head is None:
            continue
        sentence = analysis.sentence(match.start()).start
        before = owners[bisect_left(ends, sentence) : bisect_right(ends, match.start())]
        leading = (i for _, i in before if _leads(analysis, units, i))
        owner = next(leading, None)
        if owner is not None and match.start() - units[owner].end <= _REACH:
            yield _site(units, owner, match.end(), head)


def _head(analysis: Analysis, start: int) -> re.Match[str] | None:
    """The right end of a site whose words begin at ``start``, each of which says what sort it is."""
    for match in sites().head.finditer(analysis.text, start, start + _LONGEST + _HEADS):
        if match.end() in analysis.ends and (
            analysis.text[match.end() : match.end() + 1] in _ENDS
            or _ONE.match(analysis.text, match.end()) is not None
        ):
            words = analysis.words_in(start, match.start())
            plain = all(map(sites().is_sort, words))
            named = words[0].start == start if words else match.group() not in sites().plain
            return match if plain and named and (words or match.start() == start) else None
    return None


def _leads(analysis: Analysis, units: Sequence[Unit], owner: int) -> bool:
    unit = root = units[owner]
    while root.parent is not None and units[root.parent].end == root.start:
        root = units[root.parent]
    start = analysis.clause(unit.start).start
    if analysis.text.endswith(_LED, start, root.start):
        return False  # 该园由某公司投资建设, 某县与某公司签订协议
    return LEADS.fullmatch(analysis.text, start, unit.start) is not None or unit.parent is not None


def _found(analysis: Analysis, units: Sequence[Unit], owners: Sequence[tuple[int, int]]) -> Iterator[Unit]:
    ends = [end for end, _ in owners]
    for match in sites().head.finditer(analysis.text):
        if match.end() not in analysis.ends and analysis.text[match.end() : match.end() + 1] not in _INSIDE:
            continue
        for at in range(bisect_right(ends, match.start()) - 1, -1, -1):
            end, owner = owners[at]
            if match.start() - end > _LONGEST + 4:
                break
            start = _begins(analysis, end, match)
            if start is not None:
                yield _site(units, owner, start, match)
                break


def _site(units: Sequence[Unit], owner: int, start: int, head: re.Match[str]) -> Unit:
    part = head.group() in sites().parts and units[owner].type == "Organization"
    return Unit(start, head.end(), head.start(), "Organization" if part else "Place", SITE, owner)


def _begins(analysis: Analysis, end: int, match: re.Match[str]) -> int | None:
    """Where the words of a site begin between whose it is and its right end; None where they are no words of one, or name
    nothing: 某公司|生产车间."""
    head = match.start()
    between = sites().between.match(analysis.text, end)
    start = between.end() if between and between.end() <= head else end
    words = analysis.words_in(start, head)
    plain = all(map(sites().is_sort, words))
    last = words[-1].end if words else head
    whole = start == head or (bool(words) and words[0].start == start and last in (head, match.end()))
    common = boundaries().is_generic(analysis.text[start:head]) and match.group() in sites().plain
    return start if plain and whole and not common and head - start <= _LONGEST else None
