"""How a text describes works and happenings in common words (``seeds/lexicons/described.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.knowledge import rows
from kg.knowledge.alternatives import any_of

_FILE = "described.toml"


@dataclass(frozen=True, slots=True)
class Described:
    """The tables of the file, compiled; each is explained there.

    ``activity`` matches behind one of ``verbs``: ``own`` words, ``head`` and ``tail``.
    """

    verbs: re.Pattern[str]
    activity: re.Pattern[str]
    at_home: frozenset[str]
    spoken: frozenset[str]
    built: re.Pattern[str]
    loose: re.Pattern[str]
    not_in: re.Pattern[str]
    upon: re.Pattern[str]
    upon_parts: re.Pattern[str]
    upon_home: re.Pattern[str]
    asked_for: re.Pattern[str]
    no_work: re.Pattern[str]
    unveiled: re.Pattern[str]
    works: re.Pattern[str]
    deeds: re.Pattern[str]
    many: re.Pattern[str]
    troubles: re.Pattern[str]
    stopped: re.Pattern[str]
    visits: re.Pattern[str]
    leader: re.Pattern[str]
    official: re.Pattern[str]
    near: re.Pattern[str]
    look: str
    no_visit: re.Pattern[str]
    no_act: re.Pattern[str]
    visited_work: re.Pattern[str]
    pointed: re.Pattern[str]
    funded: re.Pattern[str]
    started: re.Pattern[str]
    carried: re.Pattern[str]
    told: re.Pattern[str]
    list_closes: re.Pattern[str]
    list_verb: re.Pattern[str]
    list_goes_on: re.Pattern[str]
    list_ends: tuple[str, ...]
    list_makes: tuple[str, ...]


@cache
@rows.checked(_FILE)
def described() -> Described:
    """The tables, read once. KnowledgeError names what is wrong with the file."""
    _, table = rows.load(_FILE)
    activity = table["activity"]
    heads = any_of([*activity["heads"].split(), *activity["at_home"].split()])
    tails = any_of(activity["tails"].split())
    return Described(
        verbs=re.compile(any_of(activity["verbs"].split())),
        activity=re.compile(
            rf"(?:了|好|各地|全[省市县区镇]|当地|我[省市县区])?(?P<own>[一-龥、]{{2,18}}?)(?P<head>{heads})(?P<tail>{tails})?(?=[，。；：、！？（\n\s]|的(?!是)|后|$)"
        ),
        spoken=frozenset(activity["spoken"].split()),
        built=re.compile(table["pointed"]["built"]),
        at_home=frozenset(activity["at_home"].split()),
        loose=re.compile(activity["loose"]),
        not_in=re.compile(activity["not_in"]),
        upon=re.compile(table["upon"]["pattern"]),
        upon_parts=re.compile(table["upon"]["parts"]),
        upon_home=re.compile(table["upon"]["at_home"]),
        asked_for=re.compile(table["upon"]["asked"]),
        no_work=re.compile(table["upon"]["no_work"]),
        unveiled=re.compile(table["unveiled"]["pattern"]),
        works=re.compile(table["counted"]["works"]),
        deeds=re.compile(table["counted"]["deeds"]),
        many=re.compile(table["many"]["pattern"]),
        troubles=re.compile(any_of(table["troubles"]["Event"].split())),
        stopped=re.compile(table["troubles"]["said"]),
        visits=re.compile(table["visits"]["pattern"]),
        leader=re.compile(table["visits"]["leader"]),
        official=re.compile(table["visits"]["official"]),
        near=re.compile(table["visits"]["near"]),
        look=str(table["visits"]["look"]),
        no_visit=re.compile(table["visits"]["no_visit"]),
        no_act=re.compile(table["visits"]["no_act"]),
        visited_work=re.compile(table["visits"]["work"]),
        started=re.compile(table["started"]["pattern"]),
        told=re.compile(table["told"]["pattern"]),
        carried=re.compile(table["carried"]["pattern"]),
        funded=re.compile(table["funded"]["pattern"]),
        pointed=re.compile(table["pointed"]["pattern"]),
        list_closes=re.compile(table["listed"]["closes"]),
        list_verb=re.compile(any_of(table["listed"]["verbs"].split())),
        list_goes_on=re.compile(table["listed"]["goes_on"]),
        list_ends=tuple(table["listed"]["ends"].split()),
        list_makes=tuple(table["listed"]["makes"].split()),
    )
