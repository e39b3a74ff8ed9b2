"""Which nodes people's judgements mean: as ``kg.resolve.corpus.link`` finds it among all, looked up in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.resolve.corpus.cluster import Group, Pair
from kg.resolve.corpus.meant import Rows
from kg.resolve.corpus.node import NodeId
from kg.store.database import Database
from kg.store.nodes import Nodes


class Hand:
    """The rows as they bear on the nodes of people, or of everything else."""

    def __init__(self, database: Database, nodes: Nodes, rows: Rows, people: bool) -> None:
        self._db, self._nodes, self._rows, self._people = database, nodes, rows, people

    def own(self, id_: NodeId) -> tuple[str, ...]:
        """The keys of rows that mean a node."""
        return self._rows.own(id_, self._bears) if self._rows.keys else ()

    def alike(self, number: int) -> set[int]:
        """The nodes that rows may take for one with this one."""
        found: set[int] = set()
        for key in self._naming(number):
            for other in self._rows.alike(key):
                found |= self._bearers(other)
        return found - {number}

    def apart(self, number: int) -> set[int]:
        """The nodes that people told from this one."""
        enemies = {enemy for key in self._naming(number) for enemy in self._rows.apart(key)}
        return {other for enemy in enemies for other in self._bearers(enemy)} - {number}

    def namesakes(self, id_: NodeId) -> set[int]:
        """The nodes that rows mean by the same key, or not, as this node is there or not."""
        key, tail = id_
        return self._bearers(key) if not tail and self._rows.naming(id_) else set()

    def same(self, own: Iterable[tuple[NodeId, Iterable[str]]]) -> list[Group]:
        """What people took for one, of which any of these nodes is a part; with each the keys of rows that mean it."""
        named: defaultdict[str, set[NodeId]] = defaultdict(set)
        for id_, keys in own:
            for key in keys:
                named[key].add(id_)
        return self._rows.same(named)

    def different(self, members: dict[int, NodeId]) -> frozenset[Pair]:
        """The pairs of these nodes that people told apart."""
        named: defaultdict[str, set[NodeId]] = defaultdict(set)
        for id_ in members.values() if self._rows.keys else ():
            for key in self._rows.naming(id_):
                named[key].add(id_)
        return self._rows.told_apart(named)

    @property
    def rows(self) -> Rows:
        """The rows."""
        return self._rows

    def _naming(self, number: int) -> set[str]:
        return self._rows.naming(self._nodes.place_of(number)[0]) if self._rows.keys else set()

    def _bearers(self, key: str) -> set[int]:
        return {number for base in self._rows.bases(key) for number in self._called(base)}

    def _called(self, key: str) -> Iterator[int]:
        sql = "SELECT number FROM node WHERE people = ? AND (key = ? OR address = ?)"
        yield from (row[0] for row in self._db.all(sql, self._people, key, key))

    def _bears(self, key: str) -> bool:
        return self._nodes.bears(key)
