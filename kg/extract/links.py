"""Facts that a chain of names states: 云溪区|柳河街道|枫林社区 lies each in the one before; 文峰区|住建局 is its organ."""

from __future__ import annotations

from kg.extract.notes import Notes
from kg.extract.unit import Unit, is_addressed
from kg.knowledge.short_forms import short_forms
from kg.types import EntityType, Mention

#: What a link says of the unit before it, by the types of both; None where the chain says nothing.
_LINKS: dict[tuple[EntityType, EntityType], str] = {
    ("Area", "Area"): "locatedIn",
    ("Community", "Area"): "locatedIn",
    ("Community", "Community"): "locatedIn",
    ("Place", "Area"): "locatedIn",
    ("Place", "Community"): "locatedIn",
    ("Place", "Place"): "locatedIn",
    ("Organization", "Area"): "locatedIn",
    ("Organization", "Community"): "locatedIn",
    ("Organization", "Organization"): "subOrganizationOf",
    ("Organization", "Agency"): "subOrganizationOf",
    ("Agency", "Area"): "subOrganizationOf",
    ("Agency", "Agency"): "subOrganizationOf",
    ("Agency", "Organization"): "subOrganizationOf",
    ("Project", "Community"): "targets",
    ("Project", "Place"): "targets",
}
#: Whose compounds are called after them.
_OWNERS = ("局", "厂", "公司", "社", "委", "行", "校", "站", "所", "队", "部", "院", "集团")
#: Right ends of bodies that have parts in other places.
_WHOLES = ("公司", "集团", "银行", "大学", "学院", "研究院", "科学院")


def state_links(notes: Notes, units: list[Unit], numbers: list[int]) -> None:
    """Note the fact that each link of each chain states."""
    for at, unit in enumerate(units):
        if unit.parent is None or unit.anaphor:
            continue
        parent, number = units[unit.parent], numbers[unit.parent]
        above = units[parent.parent] if parent.parent is not None else None
        if parent.type == "Area" and above is not None and _has_parts(notes, unit, above):
            if unit.type == "Organization":
                notes.fact(numbers[at], "locatedIn", number, "links.chain", 0.95)
            parent, number = (
                above,
                numbers[parent.parent or 0],
            )  # 国家统计局|达州|调查队, 某某有限公司|某市|分公司
        predicate = "locatedIn" if is_addressed(units, unit) else _LINKS.get((unit.type, parent.type))
        if unit.kind == "media" and parent.type == "Area" and parent.short:
            continue  # 某某日报 is called after what it writes about
        name = notes.analysis.text[unit.start : unit.end]
        if unit.type == "Organization" and parent.type == "Area" and short_forms().is_kept(name, unit.kind):
            predicate = "subOrganizationOf"
        if (
            predicate == "locatedIn"
            and unit.type == "Area"
            and parent.type == "Area"
            and parent.end != unit.start
        ):
            continue
        if (
            parent.relative
            and unit.kind == "compound"
            and name[: unit.head_start - unit.start].endswith(_OWNERS)
        ):
            continue  # 市|物资局家属院: the bureau is the city's
        if predicate is not None:
            sure = 0.75 if parent.anaphor or parent.relative else 0.95
            notes.fact(numbers[at], predicate, number, "links.chain", sure)


def state_seats(notes: Notes, units: list[Unit], numbers: list[int]) -> None:
    """Note that what is called after a town that the article names lies there: 大河岸水厂 in 大河岸镇."""
    text, towns = notes.analysis.text, notes.analysis.towns
    named = {
        text[u.start : u.end]: number for u, number in zip(units, numbers, strict=True) if u.type == "Area"
    }
    for unit, number in zip(units, numbers, strict=True):
        town = towns.get(text[unit.start : unit.head_start]) if unit.parent is None else None
        if town in named and unit.type in ("Organization", "Place"):
            notes.fact(number, "locatedIn", named[town], "links.called_after", 0.8)


def state_issuers(notes: Notes, units: list[Unit], numbers: list[int], quoted: list[Mention]) -> None:
    """Note who issued a document whose title says so: 《[国务院办公厅]关于…的通知》."""
    ends = {u.end: i for i, u in enumerate(units) if u.type == "Agency"}
    for document in quoted:
        issuer = ends.get(notes.analysis.text.find("关于", document.start, document.end))
        if document.type == "Document" and issuer is not None and units[issuer].start > document.start:
            notes.fact(numbers[issuer], "issues", notes.note(document), "links.issuer", 0.9)


def _has_parts(notes: Notes, unit: Unit, above: Unit) -> bool:
    """Whether a body that stands behind another one and a place is its part there: 国家统计局|达州|调查队."""
    if unit.type == above.type == "Agency":
        return True
    whole = notes.analysis.text.endswith(_WHOLES, above.start, above.end)
    return unit.type == above.type == "Organization" and whole
