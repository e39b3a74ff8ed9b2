"""What rules decided about pairs of nodes, before any clusters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.codec import dumped, loaded
from kg.resolve.corpus.decide import Judged
from kg.resolve.corpus.link import succession
from kg.resolve.corpus.node import Node, NodeId, address_of
from kg.store.database import Database
from kg.types import Decision

TABLES = """
CREATE TABLE pair (
  one INTEGER, other INTEGER, same INTEGER NOT NULL, judged BLOB NOT NULL, bits REAL NOT NULL, successor INTEGER NOT NULL,
  old INTEGER, new INTEGER, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX pair_other ON pair (other);
CREATE INDEX pair_old ON pair (old);
CREATE INDEX pair_new ON pair (new);
"""
_INCIDENT = "one = ? OR other = ?"


class Pairs:
    """Pairs by the numbers of their nodes, the smaller first."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def has(self, one: int, other: int) -> bool:
        """Whether anything was decided about two nodes."""
        return (
            self._db.one("SELECT 1 FROM pair WHERE one = ? AND other = ?", *sorted((one, other))) is not None
        )

    def put(self, numbers: Mapping[NodeId, int], nodes: Mapping[NodeId, Node], judged: Judged) -> bool:
        """Keep a decision about two nodes; whether it is another than before."""
        between = succession(judged, nodes)
        old, new = (numbers[between[0]], numbers[between[1]]) if between else (None, None)
        ends = sorted((numbers[judged.left], numbers[judged.right]))
        same = judged.decision.verdict == "same"
        row = (*ends, int(same), dumped(judged.decision), judged.bits, int(judged.successor), old, new)
        if self._db.one("SELECT * FROM pair WHERE one = ? AND other = ?", *ends) == row:
            return False
        self._db.do("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *row)
        return True

    def drop(self, one: int, other: int) -> None:
        """Forget what was decided about two nodes."""
        self._db.do("DELETE FROM pair WHERE one = ? AND other = ?", *sorted((one, other)))

    def olds(self, numbers: Iterable[int]) -> set[int]:
        """Of bodies, those that are the predecessor in a pair with any of these nodes, or one of them itself."""
        found: set[int] = set()
        for number in numbers:
            sql = "SELECT old FROM pair WHERE new = ? UNION SELECT old FROM pair WHERE old = ?"
            found.update(row[0] for row in self._db.all(sql, number, number))
        return found

    def successors(self, final: str) -> list[tuple[str, str]]:
        """The keys of the body ``final`` and of those that followed it."""
        sql = (
            "SELECT a.final, b.final FROM node a JOIN pair ON old = a.number "
            "JOIN node b ON new = b.number WHERE a.final = ?"
        )
        return self._db.all(sql, final)

    def joined(self, number: int) -> set[int]:
        """The nodes that rules would take for the same as this one."""
        rows = self._db.all(f"SELECT one, other FROM pair WHERE same AND ({_INCIDENT})", number, number)
        return {each for row in rows for each in row} - {number}

    def incident_numbers(self, number: int) -> list[tuple[int, int]]:
        """The pairs of which a node is one."""
        return self._db.all(f"SELECT one, other FROM pair WHERE {_INCIDENT}", number, number)

    def incident(self, number: int) -> Iterator[tuple[tuple[int, int], Judged]]:
        """Everything that rules decided about a node."""
        sql = (
            "SELECT one, other, a.key, a.tail, b.key, b.tail, judged, bits, successor FROM pair "
            f"JOIN node a ON one = a.number JOIN node b ON other = b.number WHERE {_INCIDENT}"
        )
        for one, other, key, tail, key2, tail2, judged, bits, successor in self._db.all(sql, number, number):
            decision = loaded(judged, Decision)
            ends = sorted(((key, tail), (key2, tail2)), key=address_of)
            yield (one, other), Judged(ends[0], ends[1], decision, bits, bool(successor))
