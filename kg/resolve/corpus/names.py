"""How the names of two things are related, behind the areas that they begin with."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from kg.knowledge.identity import identity
from kg.knowledge.lexicon import expand
from kg.knowledge.reorganised import later_names
from kg.knowledge.short_forms import short_forms
from kg.resolve.corpus.evidence import Evidence
from kg.resolve.forms import bare, spoken
from kg.types import EntityType

_BODIES = frozenset({"Agency", "Organization"})


@lru_cache(maxsize=1 << 16)
def plain(type_: EntityType, core: str) -> str:
    """The name without quotation marks and, of a body, with its head written out."""
    name = bare(core)
    return expand(name) if type_ in _BODIES else name


def compare_names(type_: EntityType, one: str, other: str) -> Evidence | None:
    """What two names (``plain``) tell; None where they have nothing in common."""
    found, weights = Evidence(), identity().thing
    if one == other:
        found.add(weights, "same_name", f"both are called {one}")
    elif spoken(one) == spoken(other):
        both = spoken(one) not in (one, other)
        why = f"{one} and {other} differ in the legal form"
        found.add(weights, "other_legal_form" if both else "no_legal_form", why)
    elif _reorganised(found, one, other) or _reorganised(found, other, one):
        pass
    elif _lacks_end(type_, one, other):
        found.add(weights, "longer_end", f"{one} and {other} differ in the end alone")
    elif _alike(one, other):
        found.add(weights, "alike", f"{one} and {other} look alike")
    else:
        return None
    return found


def _reorganised(found: Evidence, old: str, new: str) -> bool:
    for later, how in later_names(old):
        if later == new and how.what == "renamed":
            found.add(identity().thing, "renamed", f"{old} was renamed {new} in {how.since}")
            return True
        if later == new:
            found.successor = True
            found.say(0.0, f"the tasks of {old} went to {new} in {how.since}")
            return True
    return False


def is_older(one: str, other: str) -> bool:
    """Whether a body of the first name became one of the second."""
    return any(later == other for later, _ in later_names(one))


def _lacks_end(type_: EntityType, one: str, other: str) -> bool:
    short, full = sorted((one, other), key=len)
    return any(short + end == full for end in short_forms().longer.get(type_, ()))


def _alike(one: str, other: str) -> bool:
    if fuzz.ratio(one, other) < identity().alike or one.startswith(other) or other.startswith(one):
        return False  # what goes on where the other ends is a part of it
    return not (set(one) ^ set(other)) & identity().telling and set(one) != set(other)
