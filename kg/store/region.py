"""The nodes whose clusters a change may touch, clustered again."""

from __future__ import annotations

from collections.abc import Iterable

from kg.codec import dumped
from kg.resolve.corpus.cluster import Clustered, Pair, cluster
from kg.resolve.corpus.decide import Judged, left_alone
from kg.resolve.corpus.link import by_hand, called
from kg.resolve.corpus.meant import NOT_MEANT, Meant
from kg.resolve.corpus.node import NodeId, address_of
from kg.store.database import Database
from kg.store.decided import Decided
from kg.store.hand import Hand
from kg.store.nodes import Nodes
from kg.store.pairs import Pairs
from kg.types import Decision, Verdict


class Region:
    """Gathers where decisions came out otherwise; then settles it. Afterwards ``moved`` are the nodes whose entity has
    another key than before, ``finals`` the keys of all entities that had to do with it, before and after, ``succeeded``
    those of bodies that are followed by others than before."""

    def __init__(self, database: Database, nodes: Nodes, pairs: Pairs, decided: Decided, hand: Hand) -> None:
        self._db, self._nodes, self._pairs, self._hand = database, nodes, pairs, hand
        self._decided = decided
        self._before: dict[int, tuple[NodeId, str | None]] = {}
        self._seeds: set[int] = set()
        self._likewise: dict[int, set[int]] = {}
        self._followed: dict[str, set[tuple[str, str]]] = {}
        self.gone: set[int] = set()
        self.moved: set[int] = set()
        self.fresh: set[int] = set()
        self.finals: set[str] = set()
        self.succeeded: set[str] = set()

    def remember(self, numbers: Iterable[int]) -> None:
        """These are about to change."""
        for number in numbers:
            self._before[number] = self._nodes.place_of(number)
            self._seeds.add(number)
            self._likewise[number] = self._hand.alike(number)
        self._note_successions(self._seeds)

    def lose(self, number: int) -> None:
        """A node is on no page any more: it takes along what was decided about it."""
        self.gone.add(number)
        for one, other in self._pairs.incident_numbers(number):
            self.differ(one, other)
            self._pairs.drop(one, other)
        self._seeds |= self._likewise.get(number, set())
        self._seeds.discard(number)

    def differ(self, one: int, other: int) -> None:
        """What was, or is, decided about two nodes is not what it was."""
        self._seeds |= {one, other} - self.gone
        self._note_successions({one, other} - self.gone)

    def settle(self) -> None:
        """Cluster again what hangs together with the nodes that were told of."""
        self._seeds |= self._reread()
        members = self._closed(self._seeds - self.gone)
        ids = {number: self._nodes.place_of(number) for number in members}
        self._before = {**ids, **self._before}
        judged = {ends: each for number in members for ends, each in self._pairs.incident(number)}
        names = {number: id_ for number, (id_, _) in ids.items()}
        own = {id_: keys for id_ in names.values() if (keys := self._hand.own(id_))}
        different = self._hand.different(names)
        clustered = cluster(
            names.values(),
            [each for ends, each in judged.items() if members.issuperset(ends)],
            self._hand.same(own.items()) if own else [],
            different,
        )
        self._note_successions(members)
        self._move(names, *self._hand.rows.settled(clustered, self._elsewhere(members), own))
        self._decide(members, judged, clustered, names)
        self._report(members)

    def _reread(self) -> set[int]:
        """The nodes that rows mean by a key as another node of that key is there or not, where one has come or gone."""
        found: set[int] = set()
        for number in self._seeds | self.gone:
            id_, final = self._before.get(number, (("", "x"), None))
            if final is None or number in self.gone:
                found |= self._hand.namesakes(id_)
        return found

    def _closed(self, seeds: set[int]) -> set[int]:
        """These nodes with all that may be one with them, and with the bearers of the same key that are called otherwise if
        these come or go."""
        members: set[int] = set()
        waiting = seeds | self._namesakes(members)
        while waiting:
            while waiting:
                number = waiting.pop()
                if number not in members:
                    members.add(number)
                    waiting |= self._pairs.joined(number) | self._hand.alike(number)
            waiting = self._namesakes(members) - members
        return members

    def _namesakes(self, members: set[int]) -> set[int]:
        """The only other bearers of a key of which the region has, or had, bearers, and of which it had, or has, none."""
        places = {number: self._nodes.place_of(number) for number in members}
        now = {id_[0] for id_, _ in places.values()}
        old = {**places, **self._before}
        had = {id_[0] for id_, final in old.values() if final is not None}
        known = {final for _, final in old.values() if final is not None}
        found: set[int] = set()
        for key in now ^ had:
            others = self._finals(key, known, 2)
            if len(others) == 1:
                found |= self._nodes.of("key = ? AND final = ?", key, others[0])
        return found

    def _finals(self, key: str, known: set[str], most: int) -> list[str]:
        """Keys of entities outside the region that ``key`` stands for."""
        found: list[str] = []
        last = ""
        while len(found) < most:
            row = self._db.one("SELECT min(final) FROM node WHERE key = ? AND final > ?", key, last)
            if row[0] is None:
                break
            last = row[0]
            if last not in known:
                found.append(last)
        return found

    def _elsewhere(self, members: set[int]) -> set[str]:
        known = {final for _, final in self._before.values() if final is not None}
        keys = {self._nodes.place_of(number)[0][0] for number in members}
        return {key for key in keys if self._finals(key, known, 1)}

    def _move(self, names: dict[int, NodeId], finals: dict[NodeId, str], by_row: dict[NodeId, Meant]) -> None:
        for number, id_ in sorted(names.items()):
            old = self._before[number][1]
            meant = by_row.get(id_, NOT_MEANT)
            if finals[id_] != old or meant != self._nodes.meant(number):
                (self.fresh if old is None else self.moved).add(number)
                values = finals[id_], None if meant == NOT_MEANT else dumped(meant)
                self._db.do("UPDATE node SET final = ?, meant = ? WHERE number = ?", *values, number)
                self._decided.move(id_, old, finals[id_])
        for number in self.gone:
            self._decided.move(*self._before[number])

    def _decide(
        self,
        members: set[int],
        judged: dict[tuple[int, int], Judged],
        clustered: Clustered,
        names: dict[int, NodeId],
    ) -> None:
        """Note how the decisions came out."""
        whole = _Whole(self._db)
        near = names | {
            other: self._nodes.place_of(other)[0] for n in members for other in self._hand.apart(n)
        }
        numbers = {id_: number for number, id_ in near.items()}
        found: dict[tuple[int, int], Decision] = {
            ends: called(each, whole) for ends, each in judged.items() if not members.issuperset(ends)
        }
        for each in clustered.settled:
            found[_ends(numbers, (each.left, each.right))] = called(each, whole)
        verdicts: tuple[tuple[Verdict, frozenset[Pair]], ...] = (
            ("same", clustered.same),
            ("different", self._hand.different(near)),
        )
        for verdict, pairs in verdicts:
            for ends, (left, right) in (
                (_ends(numbers, pair), sorted(map(address_of, pair))) for pair in pairs
            ):
                if not members.isdisjoint(ends):
                    found[ends] = by_hand(left, right, verdict)
        for number in members:
            alone = left_alone(self._nodes.load(number)) if names[number][1] else None
            if alone is not None:
                found[number, number] = alone.decision
        self._decided.replace(members | self.gone, found)

    def _note_successions(self, numbers: Iterable[int]) -> None:
        """Remember what followed the bodies that these nodes have to do with, before that changes."""
        for final in self._olds(numbers):
            if final not in self._followed:
                self._followed[final] = set(self._pairs.successors(final))

    def _olds(self, numbers: Iterable[int]) -> set[str]:
        finals = (self._nodes.place_of(number)[1] for number in self._pairs.olds(numbers) - self.gone)
        return {final for final in finals if final is not None}

    def _report(self, members: set[int]) -> None:
        """What the bodies are called that had to do with it."""
        for number in members | self.gone:
            self.finals.update(filter(None, (self._before[number][1],)))
        for number in members:
            self.finals.update(filter(None, (self._nodes.place_of(number)[1],)))
        for final in self._followed.keys() | self._olds(members):
            if self._followed.get(final, set()) != set(self._pairs.successors(final)):
                self.succeeded.add(final)


class _Whole:
    """The keys whose bearers are all one."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def __contains__(self, key: object) -> bool:
        first, last = self._db.one("SELECT min(final), max(final) FROM node WHERE key = ?", key)
        return bool(first == last)


def _ends(numbers: dict[NodeId, int], pair: Iterable[NodeId]) -> tuple[int, int]:
    one, other = sorted(numbers[id_] for id_ in pair)
    return one, other
