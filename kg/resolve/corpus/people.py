"""Are two people of one name one? By how rare the name is where they are, by posts, bodies, bylines and years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge.forms_of_address import nicknames
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.identity import identity, surprise
from kg.knowledge.lexicon import titles
from kg.knowledge.names import name_model
from kg.knowledge.pinyin import sound
from kg.resolve.corpus import regions
from kg.resolve.corpus.evidence import Evidence
from kg.resolve.corpus.node import Node, Tenure


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of a body that people hold posts in: its name, its area's code, what it belongs to, what its tasks
    went to."""

    name: str
    seat: str | None
    above: frozenset[str]
    later: frozenset[str] = frozenset()


Bodies = Mapping[str, Body]

#: Stands for the part of a name that a page does not print.
_HIDDEN = "某"
#: Bodies in which the leaders of an area hold posts side by side.
_LEADS = re.compile(r"(?:人民政府|人大常委会|政协|(?<=[省市县区州旗])委(?:常委会)?)$")


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two people: the ``reason`` among the weights, as it is ``told``; and the ``circle`` that both are of,
    with its name (``among``), in which a namesake is rarer than in a city."""

    reason: str = ""
    told: str = ""
    circle: str = ""
    among: str = ""


@lru_cache(maxsize=1 << 16)
def share(name: str) -> float:
    """What share of all people the name may mean: all of them, where it hides or only addresses somebody (李某, 王女士)."""
    hides = _HIDDEN in name or nicknames(name).get(0) == len(name)
    return 1.0 if hides else name_model().share(name)


@lru_cache(maxsize=1 << 16)
def expected(name: str, region: str | None) -> float:
    """How many people of that name news may name in a region (a division code; None: the whole country)."""
    people = identity().people
    level = regions.level(region) if region else "nation"
    return people[level] * people["named"] * share(name)


def compare_people(one: Node, other: Node, bodies: Bodies) -> Evidence | None:
    """What there is for and against the two being one; None where nothing brings them together."""
    names = _name(one), _name(other)
    if names[0] != names[1] and not _sound_alike(*names):
        return None
    found, weights = Evidence(), identity().person
    tie = _tie(one, other, bodies)
    found.say(*_rarity(names, one, other, tie))
    if tie.reason:
        found.say(weights[tie.reason], tie.told)
    if names[0] != names[1]:
        found.add(weights, "misprint", f"{names[0]} and {names[1]} sound alike")
    if year := _two_heads(one, other):
        found.add(weights, "two_heads", f"heads of two bodies in {year}")
    if not one.pages.keys().isdisjoint(other.pages):
        found.add(weights, "one_page", "one page names both apart")
    return found


def _rarity(names: tuple[str, str], one: Node, other: Node, tie: Tie) -> tuple[float, str]:
    """How much the name alone says, in the circle that the two share or in the region."""
    people = identity().people
    if tie.circle:
        others = people[tie.circle] * max(map(share, names))
        return min(people["rarest"], surprise(others)), f"how rare {names[0]} is among those of {tie.among}"
    region = _shared_region(one, other)
    others = max(expected(name, region) for name in names)
    most = people["rarest" if region else "far"]
    return min(most, surprise(others)), f"how rare {names[0]} is in {_called(region)}"


def _sound_alike(one: str, other: str) -> bool:
    """Whether two names differ in one character, which sounds alike in both: a slip of the pen."""
    if len(one) != len(other) or sum(a != b for a, b in zip(one, other, strict=True)) != 1:
        return False
    return sound(one) == sound(other)


def _name(node: Node) -> str:
    return node.key.rsplit("/", 1)[-1]


def _shared_region(one: Node, other: Node) -> str | None:
    if one.where is None or other.where is None:
        return None
    if one.where == other.where:
        counties = {code[:6] for code in one.places if len(code) >= 6} & {code[:6] for code in other.places}
        return min(counties, default=one.where)
    if regions.province(one.where) == regions.province(other.where) and regions.nested(
        one.where, other.where
    ):
        return regions.province(one.where)
    return None


def _called(region: str | None) -> str:
    return gazetteer().qualified(gazetteer().area(region)) if region else "the country"


def _tie(one: Node, other: Node, bodies: Bodies) -> Tie:
    """What the two have to do with each other by what they are."""
    if one.posts and other.posts:
        ties = [_of_posts(a, b, bodies) for a in sorted(one.posts) for b in sorted(other.posts)]
        return max(ties, key=lambda tie: (identity().person[tie.reason], tie.circle, tie.told))
    if one.roles and other.roles:
        if shared := one.outlets.keys() & other.outlets.keys():
            return Tie("both_sign", f"both sign articles of {min(shared)}", "outlet", min(shared))
        if one.where is not None and one.where == other.where:
            city = _called(one.where)
            return Tie("both_sign", f"both sign articles in {city}", "press", f"the press of {city}")
    elif (_reports(one) and other.posts) or (_reports(other) and one.posts):
        return Tie("sign_and_post", "one reports, the other holds a post")
    return Tie()


def _reports(node: Node) -> bool:
    return "reporter" in node.roles and not node.posts


def _of_posts(one: Tenure, other: Tenure, bodies: Bodies) -> Tie:
    here, there = (bodies.get(post[0], Body(post[0], None, frozenset())) for post in (one, other))
    if one[0] == other[0]:
        reason, told = ("same_post", f"{one[1]} of ") if one[1] == other[1] else ("same_body", "posts in ")
        return Tie(reason, told + here.name, "body", here.name)
    both = f"posts in {here.name} and {there.name}"
    if one[0] in there.above or other[0] in here.above or _begins(here.name, there.name):
        return Tie("kin_body", f"{both}, one of which belongs to the other", "body", here.name)
    if one[0] in there.later or other[0] in here.later:
        told = f"{both}, one of which took over the tasks of the other"
        return Tie("kin_body", told, "body", here.name)
    if here.seat and there.seat and regions.city(here.seat) != regions.city(there.seat):
        return Tie("far_body", f"{both}, in two cities")
    if here.seat is not None and here.seat == there.seat:
        if _LEADS.search(here.name) and _LEADS.search(there.name):
            among = f"those who lead {_called(here.seat)}"
            return Tie("leaders", f"{both}, which lead one area", "leaders", among)
        return Tie("area_body", f"{both}, of one area")
    later = one[2] != other[2] or (one[3] and other[3] and one[3] != other[3])
    return Tie("other_body_later" if later else "other_body", both)


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _two_heads(one: Node, other: Node) -> str | None:
    """A year in which the two head two bodies."""
    heads = _heads(one), _heads(other)
    if {body for body, _ in heads[0]} & {body for body, _ in heads[1]}:
        return None
    return min({year for _, year in heads[0]} & {year for _, year in heads[1]}, default=None)


def _heads(node: Node) -> set[tuple[str, str]]:
    """The bodies that somebody heads, with the year; no former ones."""
    known = titles()
    return {
        (body, year)
        for body, title, former, year in node.posts
        if year and not former and title in known and known[title].head
    }
