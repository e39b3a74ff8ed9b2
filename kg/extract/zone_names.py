"""What zones are called after: 宝鸡|高新区, 宁乡市|高新区, 县|经开区; and 高新区 alone where the article names one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit
from kg.knowledge.short_forms import short_forms

#: Areas that have zones, and how long the name of one is, with its level, of which the level can be left out.
_ZONED, _SHORTEST_STEM = ("县", "市", "区", "旗"), 2


def called_after(analysis: Analysis, units: Sequence[Unit]) -> dict[str, str]:
    """The only zone of each sort that the article names with its area: 高新区 is 肥城高新区."""
    found: dict[str, set[str]] = {}
    for unit in units:
        text = analysis.text[unit.start : unit.end]
        noun = next((noun for noun in short_forms().zones if text.endswith(noun)), None)
        if unit.type != "Area" or noun is None or unit.anaphor:
            continue
        called = (bearer_of(analysis, units, unit, text) or "") + text
        if called != noun:
            found.setdefault(noun, set()).add(called)
    return {noun: names.pop() for noun, names in found.items() if len(names) == 1}


def bearer_of(analysis: Analysis, units: Sequence[Unit], unit: Unit, own: str) -> str | None:
    """What a zone is called after: 宝鸡|高新区, 宁乡|市高新区, 县|经开区 (resolution knows which county); else None."""
    area = units[unit.parent] if unit.parent is not None else None
    beside = area is not None and area.type == unit.type == "Area" and area.end == unit.start
    if area is None or not beside or not short_forms().is_area_noun(own):
        return None
    text = analysis.text[area.start : area.end]
    if area.short or (area.relative and text in _ZONED and own in short_forms().zones):
        return text
    whole = len(text) > _SHORTEST_STEM and text[-1] in _ZONED and own in short_forms().zones
    return text[:-1] if whole and not area.anaphor and not area.relative else None
