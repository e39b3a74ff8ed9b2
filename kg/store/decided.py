"""The decisions over all pages as they came out, each with the pair of nodes that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.store.codec import dumped, loaded
from kg.store.database import Database
from kg.types import Decision

TABLES = """
CREATE TABLE decision (
  one INTEGER, other INTEGER, lefts TEXT NOT NULL, rights TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX decision_other ON decision (other);
CREATE INDEX decision_ends ON decision (lefts, rights);
CREATE INDEX decision_rights ON decision (rights);
"""


class Decided:
    """Decisions by the numbers of two nodes, the smaller first; twice the same number for what is about one."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[Decision]:
        """Each decision once, in order."""
        rows = self._db.all("SELECT DISTINCT content FROM decision")
        return sorted(loaded(row[0], Decision) for row in rows)

    def replace(
        self, numbers: Iterable[int], decisions: Mapping[tuple[int, int], Decision]
    ) -> set[tuple[str, str]]:
        """Put ``decisions`` in the place of all that are about any of these nodes; the ends of those that are others now."""
        old: dict[tuple[int, int], bytes] = {}
        for number in numbers:
            sql = "SELECT one, other, content FROM decision WHERE one = ? OR other = ?"
            old |= {(one, other): content for one, other, content in self._db.all(sql, number, number)}
        new = {ends: dumped(decision) for ends, decision in decisions.items()}
        changed = {ends for ends in old.keys() | new.keys() if old.get(ends) != new.get(ends)}
        gone = sorted(ends for ends in changed if ends in old)
        self._db.do_all("DELETE FROM decision WHERE one = ? AND other = ?", gone)
        rows = [
            (*ends, decisions[ends].left, decisions[ends].right, new[ends])
            for ends in sorted(changed)
            if ends in new
        ]
        self._db.do_all("INSERT INTO decision VALUES (?, ?, ?, ?, ?)", rows)
        before = [loaded(old[ends], Decision) for ends in changed if ends in old]
        return {
            (each.left, each.right) for each in (*before, *(decisions[e] for e in changed if e in decisions))
        }
