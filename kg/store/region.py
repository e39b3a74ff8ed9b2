"""The nodes whose clusters a change may touch, clustered again."""

from __future__ import annotations

from collections.abc import Iterable

from kg.resolve.corpus.cluster import Pair, cluster
from kg.resolve.corpus.decide import Judged, left_alone
from kg.resolve.corpus.keys import final_keys
from kg.resolve.corpus.link import by_hand, called
from kg.resolve.corpus.node import NodeId
from kg.store.database import Database
from kg.store.decided import Decided
from kg.store.nodes import Nodes
from kg.store.pairs import Pairs
from kg.types import Decision


class Region:
    """Gathers where decisions came out otherwise; then settles it. Afterwards ``moved`` are the nodes whose entity has
    another key than before, ``finals`` the keys of all entities that had to do with it, before and after, ``succeeded``
    those of bodies that are followed by others than before."""

    def __init__(
        self, database: Database, nodes: Nodes, pairs: Pairs, decided: Decided, people: bool
    ) -> None:
        self._db, self._nodes, self._pairs, self._people = database, nodes, pairs, people
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
            self._likewise[number] = self._pairs.by_hand(number, self._people)[0]
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
        members = self._closed(self._seeds - self.gone)
        ids = {number: self._nodes.place_of(number) for number in members}
        self._before = {**ids, **self._before}
        same, different = self._by_hand(members)
        judged = {ends: each for number in members for ends, each in self._pairs.incident(number)}
        names = {number: id_ for number, (id_, _) in ids.items()}
        decided = {
            pair_: verdict for verdict, found in (("same", same), ("different", different)) for pair_ in found
        }
        clusters, settled = cluster(
            names.values(),
            [each for ends, each in judged.items() if members.issuperset(ends)],
            [_pair(names, ends) for ends in same if members.issuperset(ends)],
            [_pair(names, ends) for ends in different if members.issuperset(ends)],
        )
        self._note_successions(members)
        self._move(names, final_keys(clusters, self._elsewhere(members)))
        out = {frozenset({each.left, each.right}): each for each in settled}
        self._decide(members, judged, out, decided, names)
        self._report(members)

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
                    waiting |= self._pairs.joined(number) | self._pairs.by_hand(number, self._people)[0]
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

    def _by_hand(self, members: set[int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        same: set[tuple[int, int]] = set()
        different: set[tuple[int, int]] = set()
        for number in members:
            for found, others in zip(
                (same, different), self._pairs.by_hand(number, self._people), strict=True
            ):
                found |= {(min(number, other), max(number, other)) for other in others}
        return same, different

    def _move(self, names: dict[int, NodeId], finals: dict[NodeId, str]) -> None:
        for number, id_ in sorted(names.items()):
            _, old = self._before[number]
            if finals[id_] != old:
                (self.fresh if old is None else self.moved).add(number)
                self._db.do("UPDATE node SET final = ? WHERE number = ?", finals[id_], number)
                self._decided.move(id_[0], old, finals[id_])
        for number in self.gone:
            (key, _), old = self._before[number]
            self._decided.move(key, old)

    def _decide(
        self,
        members: set[int],
        judged: dict[tuple[int, int], Judged],
        out: dict[Pair, Judged],
        decided: dict[tuple[int, int], str],
        names: dict[int, NodeId],
    ) -> None:
        """Note how the decisions came out."""
        whole = _Whole(self._db)
        found: dict[tuple[int, int], Decision] = {}
        for ends, each in judged.items():
            if ends not in decided:
                found[ends] = called(out.get(frozenset({each.left, each.right}), each), whole)
        for ends, verdict in decided.items():
            left, right = sorted(self._address(number) for number in ends)
            found[ends] = by_hand(left, right, verdict)  # type: ignore[arg-type]
        for number in members:
            alone = left_alone(self._nodes.load(number)) if names[number][1] else None
            if alone is not None:
                found[number, number] = alone.decision
        self._decided.replace(members | self.gone, found)

    def _address(self, number: int) -> str:
        return str(self._db.one("SELECT address FROM node WHERE number = ?", number)[0])

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


def _pair(names: dict[int, NodeId], ends: tuple[int, int]) -> Pair:
    return frozenset({names[ends[0]], names[ends[1]]})
