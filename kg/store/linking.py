"""Who is who over all pages, kept up page by page: what ``kg.resolve.corpus.link`` decides about all pages at once, decided
again only where a page changes something.

A page touches its own nodes; these, whom they are compared with; a decision that came out otherwise, the clusters that hang
on it; a cluster with another key, the pages that name it. First bodies and places, then people, who are known by them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from kg.codec import loaded
from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.keys import followed
from kg.resolve.corpus.link import is_dropped, node_of
from kg.resolve.corpus.meant import NOT_MEANT, Meant, Rows
from kg.resolve.corpus.node import Final, Node
from kg.store.bodies import Bodies
from kg.store.comparing import compare
from kg.store.database import Database
from kg.store.decided import Decided
from kg.store.hand import Hand
from kg.store.nodes import Nodes, counted
from kg.store.pairs import Pairs
from kg.store.region import Region
from kg.types import PageResolution, Profile


@dataclass(frozen=True, slots=True)
class Linked:
    """Who is who, as one page needs it: for each of its keys that of the entity (``finals``; none of what
    people have dropped); for the bodies of its people
    the keys that tell these apart; which of its bodies were followed by which (old key, new key); how rows of people mean
    what its keys name."""

    finals: tuple[tuple[str, str], ...] = ()
    things: tuple[tuple[str, str], ...] = ()
    successions: tuple[tuple[str, str], ...] = ()
    meant: tuple[tuple[str, Meant], ...] = ()


class PageKeys:
    """The same, as ``kg.resolve.corpus.told`` asks for it."""

    def __init__(self, linked: Linked) -> None:
        self._finals = dict(linked.finals)
        self.later = followed(linked.successions)
        self._meant = dict(linked.meant)

    def key(self, page: str, key: str) -> str | None:  # noqa: ARG002
        """The key over all pages of what ``key`` names on the page; None for what is dropped."""
        return self._finals.get(key)

    def meant(self, page: str, key: str) -> Meant:  # noqa: ARG002
        """How rows of people mean what ``key`` names on the page."""
        return self._meant.get(key, NOT_MEANT)


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it is, or was, or will be; None if it is not there."""

    resolved: PageResolution | None
    linked: Linked = Linked()


@dataclass(slots=True)
class Changed:
    """What nodes were, before they were counted again: by their numbers, what is counted now and what was."""

    nodes: dict[int, Node]
    before: dict[int, bytes]

    def numbers(self) -> set[int]:
        """Those of which something is counted otherwise."""
        return {number for number, node in self.nodes.items() if counted(node) != self.before[number]}


class Linking:
    """Decides within a transaction of the database."""

    def __init__(self, database: Database, judged: Judgements, decided: Decided) -> None:
        self._db = database
        self._nodes = Nodes(database)
        self._pairs = Pairs(database)
        self._rows = Rows(judged)
        self._bodies = Bodies(database, self._nodes, self._pairs)
        self._decided = decided
        self._drop = judged.drop

    def exchange(self, page: int, old: Seen, new: Seen, seen: Callable[[int], Seen]) -> set[int]:
        """Put what a page shows in the place of what it showed; the other pages that mean somebody else now. ``seen`` gives
        a page as it is, by its number."""
        things = self._stage(False, {page: (old, new)}, set())
        affected = self._nodes.pages(things.moved) - {page}
        people = {page: (old, new)}
        for each in sorted(affected):
            found = seen(each)
            people[each] = found, found
        known = self._bodies.renew(things)
        persons = self._stage(True, people, known)
        affected |= self._nodes.pages(persons.moved)
        for key in things.succeeded:
            affected |= self._nodes.pages(self._nodes.of("final = ?", key))
        return affected - {page}

    def linked(self, page: int, resolved: PageResolution) -> Linked:
        """Who is who on a page now."""
        sql = "SELECT at.key, final, meant FROM at JOIN node ON number = node WHERE page = ?"
        found = {key: (final, meant) for key, final, meant in self._db.all(sql, page)}
        meant = {key: loaded(each[1], Meant) for key, each in found.items() if each[1] is not None}
        rows = [
            (key, final)
            for key, (final, _) in found.items()
            if not is_dropped(self._drop, final, meant.get(key, NOT_MEANT))
        ]
        things = {key for profile in resolved.profiles for key in _bodies_of(profile)}
        successions = {pair for _, key in rows for pair in self._pairs.successors(key)}
        return Linked(
            tuple(sorted(rows)),
            tuple(sorted((key, self._bodies.known(page, key)) for key in things)),
            tuple(sorted(pair for pair in successions if self._drop.isdisjoint(pair))),
            tuple(sorted(meant.items())),
        )

    def replaced(self) -> list[tuple[str, str]]:
        """Pairs of a key that names nothing any more and one that stands for it."""
        pairs = self._db.all(
            "SELECT key, final FROM node WHERE key NOT IN (SELECT final FROM node) UNION "
            "SELECT address, final FROM node part WHERE tail != '' AND address NOT IN (SELECT final FROM node) "
            "AND EXISTS (SELECT 1 FROM node other WHERE other.key = part.key AND other.number != part.number)"
        )
        return [pair for pair in sorted(pairs) if self._drop.isdisjoint(pair)]

    def named(self, rows: Rows) -> dict[str, set[str]]:
        """As ``kg.resolve.corpus.link.Links.named``."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for final, meant in self._db.all("SELECT DISTINCT final, meant FROM node WHERE meant IS NOT NULL"):
            for key in loaded(meant, Meant).own:
                found[key].add(final)
        for key in rows.keys:
            if self._db.one("SELECT 1 FROM node WHERE final = ? LIMIT 1", key) is not None:
                found[key].add(key)
        return found

    def _stage(self, people: bool, pages: Mapping[int, tuple[Seen, Seen]], known: set[int]) -> Region:
        """Decide again about people, or about everything else, where these pages change something; ``known`` are nodes
        that are to be compared anew though nothing is counted otherwise."""
        changed = Changed({}, {})
        for page, (old, new) in pages.items():
            self._count(changed, people, page, old, new)
        hand = Hand(self._db, self._nodes, self._rows, people)
        region = Region(self._db, self._nodes, self._pairs, self._decided, hand)
        touched = changed.numbers() | known
        region.remember(touched)
        compare(self._nodes, self._pairs, self._bodies, changed.nodes, touched, region)
        region.settle()
        return region

    def _count(self, changed: Changed, people: bool, page: int, old: Seen, new: Seen) -> None:
        at = self._nodes.at(page, people)
        for profile in _profiles(old.resolved, people):
            node = self._node(changed, at[profile.key])
            node.add(profile, "", _final(old.linked.things) if people else _itself, -1)
        final: Final = partial(self._bodies.known, page) if people else _itself
        sign = new.resolved.sign if new.resolved is not None else ""
        now: dict[str, int] = {}
        for profile in _profiles(new.resolved, people):
            now[profile.key] = self._nodes.number(node_of(profile, sign, final), profile.type)
            self._node(changed, now[profile.key]).add(profile, "", final)
        for key in sorted(at.keys() | now.keys()):
            if at.get(key) != now.get(key):
                self._nodes.place(page, key, now.get(key))

    def _node(self, changed: Changed, number: int) -> Node:
        if number not in changed.nodes:
            changed.nodes[number] = node = self._nodes.load(number)
            changed.before[number] = counted(node)
        return changed.nodes[number]


def _profiles(resolved: PageResolution | None, people: bool) -> Iterable[Profile]:
    return () if resolved is None else (p for p in resolved.profiles if (p.type == "Person") == people)


def _bodies_of(profile: Profile) -> set[str]:
    """The keys by which a person is known."""
    if profile.type != "Person":
        return set()
    return {*profile.above, *(held.body for held in profile.posts)}


def _final(things: Iterable[tuple[str, str]]) -> Final:
    known = dict(things)
    return lambda key: known[key]


def _itself(key: str) -> str:
    return key
