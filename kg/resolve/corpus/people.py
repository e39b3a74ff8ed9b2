"""Are two people of one name one? By how rare the name is where they are, by posts, bodies, bylines and years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

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


@lru_cache(maxsize=1 << 16)
def expected(name: str, region: str | None) -> float:
    """How many people of that name news may name in a region (a division code; None: the whole country)."""
    people = identity().people
    level = regions.level(region) if region else "nation"
    return people[level] * people["named"] * name_model().share(name)


def compare_people(one: Node, other: Node, bodies: Bodies) -> Evidence | None:
    """What there is for and against the two being one; None where nothing brings them together."""
    found = Evidence()
    names = _name(one), _name(other)
    if names[0] != names[1] and not _sound_alike(*names):
        return None
    region = _shared_region(one, other)
    most = identity().people["rarest" if region else "far"]
    bits = min(most, surprise(max(expected(name, region) for name in names)))
    found.say(bits, f"how rare {names[0]} is in {_called(region)}")
    if names[0] != names[1]:
        found.add(identity().person, "misprint", f"{names[0]} and {names[1]} sound alike")
    _add_office(found, one, other, bodies)
    if not one.pages.keys().isdisjoint(other.pages):
        found.add(identity().person, "one_page", "one page names both apart")
    return found


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


def _add_office(found: Evidence, one: Node, other: Node, bodies: Bodies) -> None:
    weights = identity().person
    if one.posts and other.posts:
        options = [_posts(a, b, bodies) for a in sorted(one.posts) for b in sorted(other.posts)]
        found.add(weights, *max(options, key=lambda option: (weights[option[0]], option[1])))
        heads = _heads(one), _heads(other)
        years = {year for _, year in heads[0]} & {year for _, year in heads[1]}
        if years and not {body for body, _ in heads[0]} & {body for body, _ in heads[1]}:
            found.add(weights, "two_heads", f"heads of two bodies in {min(years)}")
    elif one.roles and other.roles:
        if shared := one.outlets.keys() & other.outlets.keys():
            found.add(weights, "same_outlet", f"both sign articles of {min(shared)}")
        elif one.where is not None and one.where == other.where:
            found.add(weights, "both_sign", f"both sign articles in {_called(one.where)}")
    elif (_reports(one) and other.posts) or (_reports(other) and one.posts):
        found.add(weights, "sign_and_post", "one reports, the other holds a post")


def _reports(node: Node) -> bool:
    return "reporter" in node.roles and not node.posts


def _posts(one: Tenure, other: Tenure, bodies: Bodies) -> tuple[str, str]:
    """The reason that two posts are, and how it is told."""
    here, there = (bodies.get(post[0], Body(post[0], None, frozenset())) for post in (one, other))
    if one[0] == other[0]:
        same = one[1] == other[1]
        return ("same_post", f"{one[1]} of {here.name}") if same else ("same_body", f"posts in {here.name}")
    both = f"posts in {here.name} and {there.name}"
    if one[0] in there.above or other[0] in here.above or _begins(here.name, there.name):
        return "kin_body", f"{both}, one of which belongs to the other"
    if one[0] in there.later or other[0] in here.later:
        return "kin_body", f"{both}, one of which took over the tasks of the other"
    if here.seat and there.seat and regions.city(here.seat) != regions.city(there.seat):
        return "far_body", f"{both}, in two cities"
    if here.seat is not None and here.seat == there.seat:
        return "area_body", f"{both}, of one area"
    later = one[2] != other[2] or (one[3] and other[3] and one[3] != other[3])
    return ("other_body_later" if later else "other_body"), both


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _heads(node: Node) -> set[tuple[str, str]]:
    """The bodies that somebody heads, with the year; no former ones."""
    known = titles()
    return {
        (body, year)
        for body, title, former, year in node.posts
        if year and not former and title in known and known[title].head
    }
