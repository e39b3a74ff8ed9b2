"""Enumerations share what surrounds them: 某镇|东庄、西庄、小营|等村庄 is villages of one town.

The items take the class of the noun that closes the list, or of the item that shows one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.analysis import Analysis
from kg.extract.listed import find_listed
from kg.extract.naming import draft
from kg.extract.proper import is_proper
from kg.extract.unit import Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import gazetteer
from kg.types import EntityType, Mention

_LIST = re.compile(r"(?:[\u4e00-\u9fff]{2,12}、)+[\u4e00-\u9fff]{2,12}?等")
_CLOSING = re.compile(
    r"等(?:[\d一二三四五六七八九十百余多]{1,5})?(?:个|家|处|条|座)?[\u4e00-\u9fff]{0,6}?(村庄|行政村|自然村|村|小区|社区|家属院|楼院)"
)
#: 江北、沙坪坝、潼南等[区县]: what the listed names are without saying so.
_AREAS = re.compile(r"等(?:[\d一二三四五六七八九十余多]{1,4})?个?([市区县旗]{1,3})(?![域内])")
_KINDS = {
    "村庄": "village",
    "行政村": "village",
    "自然村": "village",
    "村": "village",
    "社区": "neighbourhood",
}
_LONGEST_ITEM = 6


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
    found += [item for match in lists for item in _areas(analysis, ends, match)]
    listed = (Item(each.start, each.end, "", None, None, each.type) for each in find_listed(analysis, units))
    return found + [item for item in listed if not any(f.start < item.end and item.start < f.end for f in found)]


def retyped(units: list[Unit], items: list[Item]) -> list[Unit]:
    """``units`` with those that are listed as communities made communities: 李湾 among villages is no bay."""
    kinds = {(item.start, item.end): item.kind for item in items if item.area is None and item.kind}
    return [
        replace(u, type="Community", kind=kinds[u.start, u.end]) if (u.start, u.end) in kinds else u
        for u in units
    ]


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


def _areas(analysis: Analysis, ends: dict[int, int], match: re.Match[str]) -> Iterator[Item]:
    """Areas listed by their bare names: the gazetteer must know them with the last word of the list."""
    closing = _AREAS.match(analysis.text, match.end() - 1)
    if closing is None:
        return
    for start, end in _stretches(analysis, match, ends):
        text = analysis.text[start:end]
        area = next((text + level for level in closing.group(1) if gazetteer().find(text + level)), None)
        if area is not None and end not in ends:
            yield Item(start, end, "area", None, area)


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
