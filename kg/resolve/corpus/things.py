"""Are two bodies, places, works one? By name, by place, by kind, by year."""

from __future__ import annotations

from collections.abc import Iterable

from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.identity import identity
from kg.resolve.corpus import regions
from kg.resolve.corpus.evidence import Evidence
from kg.resolve.corpus.names import compare_names, plain
from kg.resolve.corpus.node import Node

_PLACES = frozenset({"Area", "Community", "Place"})


def compare_things(one: Node, other: Node) -> Evidence | None:
    """What there is for and against the two being one; None where they are not worth a word: two of one sort in two
    areas that their names say."""
    if one.seat and other.seat and one.seat != other.seat:
        return None
    names = plain(one.type, one.core), plain(other.type, other.core)
    found = compare_names(one.type, *names)
    if found is None:
        return None
    weights = identity().thing
    found.say(weights["prior"], "before anything is known")
    _add_place(found, one, other, min((one.distinct, other.distinct), key=len))
    if one.kinds and other.kinds and not set(one.kinds) & set(other.kinds):
        found.add(weights, "other_kind", f"{_listed(one.kinds)} and {_listed(other.kinds)}")
    _add_years(found, one, other)
    if one.type in _PLACES and one.tail and other.tail and one.tail != other.tail:
        found.add(weights, "other_town", f"in {one.tail} and in {other.tail}")
    if not one.pages.keys().isdisjoint(other.pages):
        found.add(weights, "one_page", "one page names both apart")
    return found


def _add_place(found: Evidence, one: Node, other: Node, own: str) -> None:
    name, why = _place(one, other, own)
    found.add(identity().thing, name, why)


def _place(one: Node, other: Node, own: str) -> tuple[str, str]:
    if one.seat and other.seat:
        return "same_seat", f"both names begin with {_called(one.seat)}"
    here, there = one.seat or one.where, other.seat or other.where
    if here is None or there is None:
        return ("unknown_distinct" if own else "unknown_common"), "the place of one is not known"
    both = f"{_called(here)} and {_called(there)}"
    if here == there:
        return "same_place", f"both in {_called(here)}"
    if regions.nested(here, there):
        return _nested(one, other, own), f"{both}: one lies in the other"
    if regions.city(here) == regions.city(there):
        return ("near_distinct" if own else "near_common"), f"{both}: in one city"
    return ("far_distinct" if own == "nation" else "far_common"), f"{both}: in two cities"


def _nested(one: Node, other: Node, own: str) -> str:
    if own:
        return "nested_distinct"
    if one.type in _PLACES:
        return "nested_place"
    return "seated_common" if one.seat or other.seat else "nested_common"


def _add_years(found: Evidence, one: Node, other: Node) -> None:
    if one.type != "Event" or one.tail == other.tail or not (one.tail and other.tail):
        return
    name = "other_year" if one.held and other.held else "other_issue"
    found.add(identity().thing, name, f"{one.tail} and {other.tail}")


def _called(code: str) -> str:
    return gazetteer().qualified(gazetteer().area(code))


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(sorted(kinds))
