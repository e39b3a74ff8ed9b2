"""The decisions over all pages as they came out, which of them stand in the graph, and what stands for keys that are no
entity's any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from kg.codec import dumped, loaded
from kg.resolve.corpus.node import NodeId, address_of
from kg.store.database import Database
from kg.types import Decision

#: ``shown``: whether a decision stands in the graph. ``standing`` of a key: whether an entity has it (``alive``), whether
#: the graph knows it, as an entity or as what was replaced by one. ``unsure`` is what the graph may be behind in: of a
#: decision its ends, of a replacement both keys, of a rule its name.
TABLES = """
CREATE TABLE decision (
  one INTEGER, other INTEGER, lefts TEXT NOT NULL, rights TEXT NOT NULL, rule TEXT NOT NULL, content BLOB NOT NULL,
  shown INTEGER NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX decision_other ON decision (other);
CREATE INDEX decision_ends ON decision (lefts, rights);
CREATE INDEX decision_rights ON decision (rights);
CREATE INDEX decision_rule ON decision (rule, shown);
CREATE TABLE standing (key TEXT PRIMARY KEY, alive INTEGER NOT NULL, known INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE unsure (sort TEXT, one TEXT, other TEXT, PRIMARY KEY (sort, one, other)) WITHOUT ROWID;
"""
Ends = tuple[int, int]
#: The entity that the key of a part names, where there is another part of that key.
_PART = (
    "SELECT final FROM node part WHERE address = ? AND tail != '' "
    "AND EXISTS (SELECT 1 FROM node other WHERE other.key = part.key AND other.number != part.number)"
)
#: Parts of a key of which each is one beside one other.
_TWO = 2


class Decided:
    """Decisions by the numbers of two nodes, the smaller first; twice the same number for what is about one. ``present``
    says whether the graph has an entity of a key; nothing stands for the keys ``drop``."""

    def __init__(self, database: Database, present: Callable[[str], bool], drop: frozenset[str]) -> None:
        self._db = database
        self._present = present
        self._drop = drop
        self._ends: set[tuple[str, str]] = set()
        self._keys: set[str] = set()

    def all(self) -> list[Decision]:
        """Each decision once, in order."""
        rows = self._db.all("SELECT DISTINCT content FROM decision")
        return sorted(loaded(row[0], Decision) for row in rows)

    def shown(self, left: str, right: str) -> Iterator[Decision]:
        """The decisions of these ends that stand in the graph."""
        sql = "SELECT content FROM decision WHERE lefts = ? AND rights = ? AND shown"
        yield from (loaded(row[0], Decision) for row in self._db.all(sql, left, right))

    def goes_by(self, rule: str) -> bool:
        """Whether a decision in the graph goes by that rule."""
        return self._db.one("SELECT 1 FROM decision WHERE rule = ? AND shown LIMIT 1", rule) is not None

    def stands_for(self, old: str, new: str) -> bool:
        """Whether ``old`` is no entity any more, and ``new`` one that stands for it."""
        if old in self._drop or self._alive(old):
            return False
        row = self._db.one("SELECT 1 FROM node WHERE key = ? AND final = ? LIMIT 1", old, new)
        named = row is not None or self._db.one(_PART, old) == (new,)
        return named and self._present(new)

    def replace(self, numbers: Iterable[int], decisions: Mapping[Ends, Decision]) -> None:
        """Put ``decisions`` in the place of all that are about any of these nodes."""
        old: dict[Ends, tuple[str, str, bytes]] = {}
        for number in numbers:
            sql = "SELECT one, other, lefts, rights, content FROM decision WHERE one = ? OR other = ?"
            old |= {(row[0], row[1]): row[2:] for row in self._db.all(sql, number, number)}
        new = {ends: (each.left, each.right, dumped(each)) for ends, each in decisions.items()}
        changed = sorted(ends for ends in old.keys() | new.keys() if old.get(ends) != new.get(ends))
        self._note([old[ends] for ends in changed if ends in old])
        gone = [ends for ends in changed if ends in old]
        self._db.do_all("DELETE FROM decision WHERE one = ? AND other = ?", gone)
        rows = [(*e, *new[e][:2], decisions[e].rule, new[e][2], 0) for e in changed if e in new]
        self._db.do_all("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._note([new[ends] for ends in changed if ends in new])

    def move(self, id_: NodeId, *finals: str | None) -> None:
        """A node is another entity than before, or there for the first time, or none any more; where it was or is the only
        one of its key beside another one, also that may be called otherwise."""
        others = self._db.all("SELECT tail, final FROM node WHERE key = ? LIMIT 3", id_[0])
        moved = [(name, final) for name in (id_[0], address_of(id_)) for final in finals]
        moved += [(address_of((id_[0], tail)), final) for tail, final in others if len(others) <= _TWO]
        for name, final in moved:
            self._keys.add(name)
            if final is not None:
                self._keys.add(final)
                self._doubt([("gone", name, final)])

    def appear(self, key: str) -> None:
        """The graph has an entity of that key, or has it no longer."""
        self._keys.add(key)
        for id_ in self._db.all("SELECT key, tail FROM node WHERE final = ?", key):
            for old in {id_[0], address_of(id_)}:
                self._keys.add(old)
                self._doubt([("gone", old, key)])

    def settle(self) -> None:
        """Find out what stands in the graph now; afterwards ``unsure`` tells where it may be behind."""
        for key in sorted(self._keys):
            self._look(key)
        for left, right in sorted(self._ends):
            self._show(left, right)
        self._ends.clear()
        self._keys.clear()

    def _note(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        for left, right, content in rows:
            self._ends.add((left, right))
            self._doubt([("pair", left, right), ("rule", loaded(content, Decision).rule, "")])

    def _look(self, key: str) -> None:
        before = self._db.one("SELECT alive, known FROM standing WHERE key = ?", key) or (0, 0)
        now = int(self._alive(key)), int(self._known(key))
        if now == tuple(before):
            return
        if any(now):
            self._db.do("INSERT OR REPLACE INTO standing VALUES (?, ?, ?)", key, *now)
        else:
            self._db.do("DELETE FROM standing WHERE key = ?", key)
        if now[0] != before[0]:
            self._doubt(("gone", key, final) for final in self._finals(key))
        if now[1] != before[1]:
            for end in ("lefts", "rights"):
                self._ends.update(self._db.all(f"SELECT lefts, rights FROM decision WHERE {end} = ?", key))

    def _show(self, left: str, right: str) -> None:
        shown = int(self._known(left) and self._known(right))
        sql = "SELECT DISTINCT rule FROM decision WHERE lefts = ? AND rights = ? AND shown != ?"
        rules = self._db.all(sql, left, right, shown)
        if rules:
            self._db.do("UPDATE decision SET shown = ? WHERE lefts = ? AND rights = ?", shown, left, right)
            self._doubt([("pair", left, right), *(("rule", row[0], "") for row in rules)])

    def _alive(self, key: str) -> bool:
        return self._db.one("SELECT 1 FROM node WHERE final = ? LIMIT 1", key) is not None

    def _known(self, key: str) -> bool:
        if self._alive(key):
            return self._present(key)
        return key not in self._drop and any(map(self._present, self._finals(key)))

    def _finals(self, key: str) -> Iterator[str]:
        """The entities that a key names, of a page or of a part, one after the other."""
        part = self._db.one(_PART, key)
        if part is not None and part[0] is not None:
            yield part[0]
        last = ""
        while row := self._db.one("SELECT min(final) FROM node WHERE key = ? AND final > ?", key, last):
            if row[0] is None:
                return
            last = row[0]
            yield last

    def _doubt(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self._db.do_all("INSERT OR IGNORE INTO unsure VALUES (?, ?, ?)", list(rows))
