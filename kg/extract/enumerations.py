"""Enumerations share what surrounds them: 某镇|东庄、西庄、小营|等村庄 is villages of one town.

The items take the class of the noun that closes the list, or of the item that shows one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.analysis import Analysis
from kg.extract.listed import find_listed
from kg.extract.naming import draft
from kg.extract.proper import is_proper
from kg.extract.unit import Unit, with_new
from kg.knowledge.alternatives import any_of
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import Area, gazetteer
from kg.tagger import PLACE
from kg.types import EntityType, Mention

_LIST = re.compile(r"(?:[\u4e00-\u9fff]{2,12}、)+[\u4e00-\u9fff]{2,12}?等")
_CLOSING = re.compile(
    r"等(?:[\d一二三四五六七八九十百余多]{1,5})?(?:个|家|处|条|座)?[\u4e00-\u9fff]{0,6}?(村庄|行政村|自然村|(?<![农乡新])村|小区|社区|家属院|楼院)"
)
#: 江北、沙坪坝、潼南等[区县], 焕古、毛坝等[镇]: what the listed names are without saying so.
_AREAS = re.compile(
    r"等(?:[\d一二三四五六七八九十余多]{1,4})?个?"
    r"(?P<levels>[市区县旗]{1,3}(?:（[市区县旗、]{1,5}）)?(?![域内])|(?:[一-龥]{2})?(?:街道|[乡镇街]){1,3}(?![村区道长委办党政干]))"
)
_LEVEL = re.compile("街道|[市区县旗乡镇街]")
_IN_FULL = {"街": "街道"}
_KINDS = {
    "村庄": "village",
    "行政村": "village",
    "自然村": "village",
    "村": "village",
    "社区": "neighbourhood",
}
_LONGEST_ITEM = 6
#: A list and how many it names: 里王、杨家山|两村.
_COUNTED = re.compile(
    r"(?P<names>(?:[一-龥]{2,5}[、和])+[一-龥]{2,5}?)(?P<count>[两二三四五六七八2-8])个?(?P<level>村|镇|乡镇?|街道|社区)(?![委组民镇])"
)
_SHORTEST, _QUARTER = 2, "社区"
#: Between listed names; 和 that begins one is none: 城北、|和平.
_AND = re.compile("、|(?<=[一-龥]{2})和(?=[一-龥]{2})")
#: 解州、龙居、席张|3个乡镇: each a town of one sort or the other.
_EITHER = {"乡镇": ("镇", "乡")}
_COUNTS = (
    {"两": 2} | {char: n for n, char in enumerate("二三四五六七八", 2)} | {str(n): n for n in range(2, 9)}
)
#: So long is a name that means its bearer wherever it stands.
_TELLING = 3
_JOINED = ("、", "和", "与", "及")


@dataclass(frozen=True, slots=True)
class Item:
    """A listed name at [start, end) without a head of its own, and the unit the whole list hangs on. ``area`` is the
    full name where it is an area's."""

    start: int
    end: int
    kind: str
    parent: int | None
    area: str | None = None
    type: EntityType = "Community"


def find_items(analysis: Analysis, units: list[Unit]) -> list[Item]:
    """The items of all lists of communities and of areas that no head shows."""
    ends = {u.end: i for i, u in enumerate(units)}
    lists = list(_LIST.finditer(analysis.text))
    found = [item for match in lists for item in _items(analysis, units, ends, match)]
    found += [item for match in lists for item in _areas(analysis, units, ends, match)]
    found += list(_counted(analysis, units, ends))
    found += [item for item in side_by_side(analysis, units) if item not in found]
    found += list(_again(analysis, units, found))
    listed = (Item(each.start, each.end, "", None, None, each.type) for each in find_listed(analysis, units))
    return found + [
        item for item in listed if not any(f.start < item.end and item.start < f.end for f in found)
    ]


def _again(analysis: Analysis, units: Sequence[Unit], items: Sequence[Item]) -> Iterator[Item]:
    """Compounds of a list wherever the article names them by themselves: 家住[某某绿洲]的."""
    names = {analysis.text[i.start : i.end]: i for i in items if i.kind == "compound" and i.area is None}
    names = {name: item for name, item in names.items() if len(name) >= _TELLING}
    if not names:
        return
    taken = {at for unit in units for at in range(unit.start, unit.end)}
    taken |= {at for item in items for at in range(item.start, item.end)}
    for match in re.finditer(any_of(sorted(names)), analysis.text):
        if taken.isdisjoint(range(*match.span())):
            yield replace(names[match.group()], start=match.start(), end=match.end(), parent=None)


def retyped(units: list[Unit], items: list[Item]) -> tuple[list[Unit], list[Item]]:
    """``units`` with those that are listed as communities made communities (李湾 among villages is no bay), and without
    those that are listed as areas; ``items`` hanging on the units that are left."""
    kinds = {(item.start, item.end): item.kind for item in items if item.area is None and item.kind}
    units = [
        replace(u, type="Community", kind=kinds[u.start, u.end]) if (u.start, u.end) in kinds else u
        for u in units
    ]
    areas = {(item.start, item.end) for item in items if item.area is not None}
    villages = {(item.start, item.end) for item in items if item.kind == "village"}
    counted = {item.start: item.end for item in items}
    homes = {item.end: item.start for item in items if item.area is None and item.kind == "compound"}
    within = [  # 天山|熙湖 among compounds is one of them
        i for i, u in enumerate(units) if u.end in homes and homes[u.end] < u.start and u.type == "Place"
    ]
    bearers = {unit.parent for i, unit in enumerate(units) if i not in within}
    kept = [
        (i, u)
        for i, u in enumerate(units)
        if i in bearers
        or (
            (u.start, u.end) not in areas
            and not ((u.start, u.end) in villages and u.head_start == u.end)
            and i not in within
            and not _inside(u, homes)
            and not _is_count(u, counted)
        )
    ]
    if len(kept) == len(units):
        return units, items
    places = {old: at for at, (old, _) in enumerate(kept)}
    hung = [item if item.parent is None else replace(item, parent=places.get(item.parent)) for item in items]
    return with_new(kept, []), hung


def _is_count(unit: Unit, counted: Mapping[int, int]) -> bool:
    """塔石三镇, of 小南海、湖镇、塔石三镇: whether a unit is the last item of a list with the number behind it."""
    end = counted.get(unit.start)
    return end is not None and unit.head_start - end in (1, 2) and unit.type in ("Area", "Community")


def _inside(unit: Unit, homes: Mapping[int, int]) -> bool:
    """Whether a place is the beginning of a listed compound's name."""
    return unit.type == "Place" and any(
        start == unit.start and unit.end < end for end, start in homes.items()
    )


def item_mention(analysis: Analysis, item: Item) -> Mention:
    """The mention of an item; a village without its 村 gets it: 任庄 is 任庄村."""
    text = analysis.text[item.start : item.end]
    if item.area is not None:
        return draft(analysis, "Area", item.start, item.end, "enumerations.area", 0.8, item.area)
    if item.type != "Community":
        return draft(analysis, item.type, item.start, item.end, "enumerations.item", 0.75)
    name = text + "村" if item.kind == "village" and not text.endswith("村") else text
    rule = "enumerations.item"
    return draft(analysis, "Community", item.start, item.end, rule, 0.8, name, item.kind)


def _items(
    analysis: Analysis, units: list[Unit], ends: dict[int, int], match: re.Match[str]
) -> Iterator[Item]:
    closing = _CLOSING.match(analysis.text, match.end() - 1)
    stretches = list(_stretches(analysis, match, ends))
    listed = [units[ends[e]] for _, e in stretches if e in ends and units[ends[e]].type == "Community"]
    if closing is None or (not listed and closing.group(1) in {"小区", "社区"} and len(stretches) < 2):
        return
    kind = _KINDS.get(closing.group(1), "compound")
    parent = _parent(units, ends, stretches)
    for start, end in stretches:
        text = analysis.text[start:end]
        known = end in ends and units[ends[end]].type == "Community"
        named = bool(listed) or kind == "village" or is_proper(analysis, start, end)
        if not known and named and 2 <= len(text) <= _LONGEST_ITEM and not boundaries().is_generic(text):
            yield Item(start, end, kind, parent)


def _areas(
    analysis: Analysis, units: list[Unit], ends: dict[int, int], match: re.Match[str]
) -> Iterator[Item]:
    """Areas listed by their bare names: the gazetteer must know them with the last word of the list; of namesakes those
    that lie together."""
    closing = _AREAS.match(analysis.text, match.end() - 1)
    if closing is None:
        return
    levels = [_IN_FULL.get(level, level) for level in _LEVEL.findall(closing["levels"])]
    stretches = list(_stretches(analysis, match, ends))
    known = [
        [a for level in levels for a in gazetteer().find(analysis.text[s:e] + level)] for s, e in stretches
    ]
    together = Counter(parent for areas in known for parent in {area.parent for area in areas})
    for (start, end), areas in zip(stretches, known, strict=True):
        area = max(areas, key=lambda each: together[each.parent], default=None)
        if area is not None and (end not in ends or not _is_meant(units[ends[end]], area)):
            yield Item(start, end, "area", None, area.name)


def _counted(analysis: Analysis, units: Sequence[Unit], ends: dict[int, int]) -> Iterator[Item]:
    """里王、杨家山|两村, 小南海、湖镇、塔石|三镇: as many names as the number says, villages, or towns that the gazetteer
    knows."""
    for match in _COUNTED.finditer(analysis.text):
        stretches, at = list[tuple[int, int]](), match.start("names")
        for name in _AND.split(match["names"]):
            start = at if stretches else _first(analysis, at, at + len(name), ends)
            stretches.append((min(start, at + len(name) - _SHORTEST), at + len(name)))
            at += len(name) + 1
        stretches = stretches[-_COUNTS[match["count"]] :]
        if len(stretches) != _COUNTS[match["count"]] or _cuts_names(ends, stretches):
            continue
        level = match["level"]
        parent = ends.get(stretches[0][0])
        named = level == _QUARTER and any(is_proper(analysis, *each) for each in stretches)
        for start, end in stretches:
            own = analysis.text[start:end]
            free = end not in ends or _has_no_head(units[ends[end]])
            if level in _KINDS and free and (named or is_proper(analysis, start, end)):
                yield Item(start, end, _KINDS[level], parent)
            elif level not in _KINDS:
                known = next(
                    (own + one for one in _EITHER.get(level, (level,)) if gazetteer().find(own + one)), None
                )
                if known is not None:
                    yield Item(start, end, "area", None, known)


def _cuts_names(ends: Mapping[int, int], stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a unit ends inside one of the names, so that they are no list: 共富工坊和航埠镇北|二村."""
    return any(at in ends for start, end in stretches for at in range(start + 1, end))


def _has_no_head(unit: Unit) -> bool:
    """Whether a place or an area is one by its context alone."""
    return unit.type in ("Area", "Place") and unit.head_start == unit.end


def _is_known(unit: Unit) -> bool:
    """Whether a unit is an area by its own words, which the gazetteer knows."""
    return unit.type == "Area" and not _has_no_head(unit)


def _is_meant(unit: Unit, area: Area) -> bool:
    """Whether a unit is the listed area already; 红河 among towns is no 红河哈尼族彝族自治州."""
    return _is_known(unit) and not (unit.short and unit.parent is None and area.level == "township")


def side_by_side(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Item]:
    """柳北、柳南、鱼峰: places side by side each of which, with 区 or 县, is an area of one and the same city."""
    spans = {
        (u.start, u.end): _is_known(u) for u in units if u.type in ("Area", "Place") and u.parent is None
    }
    for tag in analysis.tags:
        if tag.name == PLACE:
            spans.setdefault((tag.start, tag.end), False)
    row: list[tuple[int, int]] = []
    for start, end in [
        *sorted(s for s in spans if s[1] - s[0] <= _LONGEST_ITEM),
        (len(analysis.text) + 1, 0),
    ]:
        if row and analysis.text[row[-1][1] : start] not in _JOINED:
            yield from _sisters(analysis, row, spans)
            row = []
        row.append((start, end))


def _sisters(
    analysis: Analysis, row: Sequence[tuple[int, int]], spans: Mapping[tuple[int, int], bool]
) -> Iterator[Item]:
    names = [analysis.text[start:end] for start, end in row]
    options = [[area for level in "区县市旗" for area in gazetteer().find(name + level)] for name in names]
    if len(row) < 2 or not all(options):
        return
    shared = set.intersection(*({area.parent for area in each} for each in options))
    for span, each in zip(row, options, strict=True):
        area = next((area for area in each if area.parent in shared), None)
        if area is not None and not spans[span]:
            yield Item(*span, "area", None, area.name)


def _stretches(analysis: Analysis, match: re.Match[str], ends: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The items of the list; the first one without the clause that leads up to it."""
    at = match.start()
    for text in match.group()[:-1].split("、"):
        start, end = at, at + len(text)
        if at == match.start():
            start = _first(analysis, start, end, ends)
        yield start, end
        at = end + 1


def _first(analysis: Analysis, start: int, end: int, ends: dict[int, int]) -> int:
    begin = start
    for word in analysis.words_in(start, end):
        stops = boundaries().ends_name(word) or word.text in boundaries().before or word.end in ends
        if stops and word.end < end - (1 if len(word.text) == 1 and word.pos == "v" else 0):
            begin = word.end
    return begin


def _parent(units: list[Unit], ends: dict[int, int], stretches: list[tuple[int, int]]) -> int | None:
    """The area or community that the first item stands on."""
    index = ends.get(stretches[0][0]) if stretches else None
    return index if index is not None and units[index].type in {"Area", "Community"} else None
