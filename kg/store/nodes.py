"""What all pages together show of each key, as the database keeps it: nodes, and the blocks that they are in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, cast

from kg.codec import loaded
from kg.knowledge.identity import identity
from kg.resolve.corpus.blocks import LOOSE, blocks, is_loose
from kg.resolve.corpus.meant import NOT_MEANT, Meant
from kg.resolve.corpus.node import Node, NodeId
from kg.store.database import Database

TABLES = """
CREATE TABLE node (
  number INTEGER PRIMARY KEY, key TEXT NOT NULL, tail TEXT NOT NULL, address TEXT NOT NULL, people INTEGER NOT NULL,
  data BLOB NOT NULL, final TEXT, meant BLOB, UNIQUE (key, tail)
);
CREATE INDEX node_address ON node (address);
CREATE INDEX node_key ON node (key, final);
CREATE INDEX node_final ON node (final, key, tail);
CREATE TABLE at (page INTEGER, key TEXT, node INTEGER NOT NULL, PRIMARY KEY (page, key)) WITHOUT ROWID;
CREATE INDEX at_node ON at (node, page);
CREATE TABLE block (
  block TEXT, key TEXT, tail TEXT, node INTEGER NOT NULL, loose INTEGER NOT NULL, PRIMARY KEY (block, key, tail)
) WITHOUT ROWID;
CREATE INDEX block_node ON block (node);
"""
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM block WHERE block = ?"
_COUNTERS = tuple(f.name for f in fields(Node) if f.name not in ("key", "tail", "type", "pages", "earnest"))


class Nodes:
    """The nodes by their numbers in the database."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def number(self, id_: NodeId, type_: str) -> int:
        """The number of the node of that id, which is made where it is missing."""
        row = self._db.one("SELECT number FROM node WHERE key = ? AND tail = ?", *id_)
        if row is None:
            node = Node(*id_, type_)  # type: ignore[arg-type]
            values = (*id_, node.address, type_ == "Person", counted(node))
            self._db.do("INSERT INTO node VALUES (NULL, ?, ?, ?, ?, ?, NULL, NULL)", *values)
            row = self._db.one("SELECT number FROM node WHERE key = ? AND tail = ?", *id_)
        return int(row[0])

    def load(self, number: int) -> Node:
        """The node of that number, to count in it."""
        key, tail, data = self._db.one("SELECT key, tail, data FROM node WHERE number = ?", number)
        return _read(key, tail, data)

    def shown(self, number: int) -> Node:
        """The node of that number, to compare it: which pages it is on is looked up when it is asked for."""
        node = self.load(number)
        node.pages = cast("dict[str, int]", _Pages(self._db, number))
        return node

    def is_there(self, number: int) -> bool:
        """Whether any page names it."""
        return self._db.one("SELECT 1 FROM at WHERE node = ? LIMIT 1", number) is not None

    def place_of(self, number: int) -> tuple[NodeId, str | None]:
        """The id of a node, and the key of its entity if that is decided."""
        key, tail, final = self._db.one("SELECT key, tail, final FROM node WHERE number = ?", number)
        return (key, tail), final

    def meant(self, number: int) -> Meant:
        """How rows of people mean the node."""
        (meant,) = self._db.one("SELECT meant FROM node WHERE number = ?", number)
        return NOT_MEANT if meant is None else loaded(meant, Meant)

    def bears(self, key: str) -> bool:
        """Whether there is a node of that key without a tail."""
        return self._db.one("SELECT 1 FROM node WHERE key = ? AND tail = ''", key) is not None

    def save(self, number: int, node: Node) -> bool:
        """Keep what is counted, and the blocks that follow from it; whether the node is still on any page."""
        if not self.is_there(number):
            self._db.do("DELETE FROM node WHERE number = ?", number)
            self._db.do("DELETE FROM block WHERE node = ?", number)
            return False
        self._db.do("UPDATE node SET data = ? WHERE number = ?", counted(node), number)
        loose = is_loose(node)
        new = {(block, *node.id, number, int(loose)) for block in blocks(node)}
        old = set(self._db.all("SELECT block, key, tail, node, loose FROM block WHERE node = ?", number))
        gone = [row[:3] for row in sorted(old - new)]
        self._db.do_all("DELETE FROM block WHERE block = ? AND key = ? AND tail = ?", gone)
        self._db.do_all("INSERT INTO block VALUES (?, ?, ?, ?, ?)", sorted(new - old))
        return True

    def blocks(self, number: int) -> set[str]:
        """The blocks that a node is in."""
        return {row[0] for row in self._db.all("SELECT block FROM block WHERE node = ?", number)}

    def size(self, block: str, most: int) -> int:
        """How many members a block has; counting ends at ``most``."""
        return int(self._db.one(f"{_COUNT} LIMIT ?)", block, most)[0])

    def members(self, block: str) -> list[int]:
        """All members of a block."""
        return [row[0] for row in self._db.all("SELECT node FROM block WHERE block = ?", block)]

    def near(self, block: str, id_: NodeId) -> list[int]:
        """The members of a large block that stand so close to an id that others there may be compared across it."""
        columns = "SELECT node FROM block WHERE block = ? AND (key, tail)"
        step = identity().next
        before = self._db.all(f"{columns} < (?, ?) ORDER BY key DESC, tail DESC LIMIT ?", block, *id_, step)
        behind = self._db.all(f"{columns} >= (?, ?) ORDER BY key, tail LIMIT ?", block, *id_, step + 1)
        return [row[0] for row in (*before, *behind)]

    def of(self, where: str, *values: object) -> set[int]:
        """The numbers of the nodes that fit a condition."""
        return {row[0] for row in self._db.all(f"SELECT number FROM node WHERE {where}", *values)}

    def at(self, page: int, people: bool) -> dict[str, int]:
        """The nodes of people, or of everything else, that a page names, by its own keys."""
        sql = "SELECT at.key, node FROM at JOIN node ON number = node WHERE page = ? AND people = ?"
        return dict(self._db.all(sql, page, people))

    def pages(self, numbers: Iterable[int]) -> set[int]:
        """The pages that name any of these nodes."""
        found: set[int] = set()
        for number in numbers:
            found.update(row[0] for row in self._db.all("SELECT page FROM at WHERE node = ?", number))
        return found

    def place(self, page: int, key: str, number: int | None) -> None:
        """Note which node a page's key belongs to; None for none any more."""
        if number is None:
            self._db.do("DELETE FROM at WHERE page = ? AND key = ?", page, key)
        else:
            self._db.do("INSERT OR REPLACE INTO at VALUES (?, ?, ?)", page, key, number)

    def meet(self, one: int, other: int) -> bool:
        """Whether two nodes are to be compared: see ``kg.resolve.corpus.blocks.pairs``."""
        sql = (
            "SELECT a.block, a.key, a.tail, b.key, b.tail, a.loose OR b.loose "
            "FROM block a JOIN block b ON a.block = b.block WHERE a.node = ? AND b.node = ?"
        )
        return any(self._in_reach(*row) for row in self._db.all(sql, one, other))

    def _in_reach(self, block: str, key: str, tail: str, key2: str, tail2: str, loose: int) -> bool:
        if block.startswith(LOOSE) and not loose:
            return False
        most, step = identity().most, identity().next
        if self.size(block, most + 1) <= most:
            return True
        ends = sorted(((key, tail), (key2, tail2)))
        between = f"{_COUNT} AND (key, tail) > (?, ?) AND (key, tail) < (?, ?) LIMIT ?)"
        return int(self._db.one(between, block, *ends[0], *ends[1], step)[0]) < step


class _Pages:
    """The pages of a node, of which comparison asks only whether two nodes share one."""

    def __init__(self, database: Database, node: int) -> None:
        self._db, self._node = database, node

    def keys(self) -> _Pages:
        return self

    def isdisjoint(self, other: _Pages) -> bool:
        """Whether no page names both."""
        sql = "SELECT 1 FROM at a JOIN at b ON a.page = b.page WHERE a.node = ? AND b.node = ? LIMIT 1"
        return self._db.one(sql, self._node, other._node) is None


def counted(node: Node) -> bytes:
    """All that is counted of a node, but its pages: equal for equal nodes."""
    counters = [sorted(getattr(node, name).items()) for name in _COUNTERS]
    return json.dumps([node.type, node.earnest, counters], separators=(",", ":")).encode("ascii")


def _read(key: str, tail: str, data: bytes) -> Node:
    type_, earnest, counters = json.loads(data)
    node = Node(key, tail, type_, earnest=earnest)
    for name, items in zip(_COUNTERS, counters, strict=True):
        getattr(node, name).update({_item(item): count for item, count in items})
    return node


def _item(item: Any) -> Any:
    return tuple(item) if isinstance(item, list) else item
