"""What is known of the bodies that people hold posts in, kept beside the nodes that it follows from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.codec import dumped, loaded
from kg.resolve.corpus.link import BODIES, body
from kg.resolve.corpus.node import Node
from kg.resolve.corpus.people import Body
from kg.store.database import Database
from kg.store.nodes import Nodes
from kg.store.pairs import Pairs

if TYPE_CHECKING:
    from kg.store.region import Region

TABLES = """
CREATE TABLE body (final TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE above (key TEXT, node INTEGER, PRIMARY KEY (key, node)) WITHOUT ROWID;
CREATE INDEX above_node ON above (node);
CREATE TABLE tenure (body TEXT, node INTEGER, PRIMARY KEY (body, node)) WITHOUT ROWID;
CREATE INDEX tenure_node ON tenure (node);
"""


class Bodies:
    """The bodies of the corpus by their keys."""

    def __init__(self, database: Database, nodes: Nodes, pairs: Pairs) -> None:
        self._db = database
        self._pairs = pairs
        self._nodes = nodes

    def known(self, page: int, key: str) -> str:
        """The key over all pages of what a page calls ``key``."""
        row = self._db.one(
            "SELECT final FROM at JOIN node ON number = node WHERE page = ? AND at.key = ?", page, key
        )
        return self.thing(key) if row is None else str(row[0])

    def thing(self, key: str) -> str:
        """The same, of a key that is one on all pages."""
        row = self._db.one("SELECT final FROM node WHERE key = ? AND tail = ''", key)
        return key if row is None else str(row[0])

    def get(self, key: str, default: Body) -> Body:
        """What is known of the body of that key."""
        row = self._db.one("SELECT content FROM body WHERE final = ?", key)
        return default if row is None else loaded(row[0], Body)

    def note(self, number: int, node: Node) -> None:
        """Note which bodies a node has to do with: a person holds posts there, a body belongs to them."""
        if node.type == "Person":
            self._put("tenure", "body", number, {post[0] for post in node.posts})
        elif node.type in BODIES:
            self._put("above", "key", number, node.above)

    def forget(self, number: int) -> None:
        """A node is gone."""
        self._put("tenure", "body", number, ())
        self._put("above", "key", number, ())

    def renew(self, region: Region) -> set[int]:
        """Look again at the bodies that a stage had to do with; the people in those of which something else is known now."""
        finals = region.finals | region.succeeded
        for number in region.moved | region.fresh:
            (key, tail), _ = self._nodes.place_of(number)
            for row in self._db.all(
                "SELECT final FROM above JOIN node ON number = node WHERE above.key = ?", key
            ):
                finals.update({row[0]} if not tail else ())
        people: set[int] = set()
        for final in sorted(finals):
            if self._renewed(final):
                people.update(row[0] for row in self._db.all("SELECT node FROM tenure WHERE body = ?", final))
        return people

    def _renewed(self, final: str) -> bool:
        row = self._db.one("SELECT content FROM body WHERE final = ?", final)
        content = self._content(final)
        if content == (row and row[0]):
            return False
        if content is None:
            self._db.do("DELETE FROM body WHERE final = ?", final)
        else:
            self._db.do("INSERT OR REPLACE INTO body VALUES (?, ?)", final, content)
        return True

    def _content(self, final: str) -> bytes | None:
        """Of the first part of the body."""
        for (number,) in self._db.each("SELECT number FROM node WHERE final = ? ORDER BY key, tail", final):
            node = self._nodes.load(number)
            if node.type in BODIES:
                later = (new for _, new in self._pairs.successors(final))
                return dumped(body(node, self.thing, later))
        return None

    def _put(self, table: str, column: str, number: int, names: Iterable[str]) -> None:
        old = {row[0] for row in self._db.all(f"SELECT {column} FROM {table} WHERE node = ?", number)}
        new = set(names)
        gone = [(name, number) for name in sorted(old - new)]
        self._db.do_all(f"DELETE FROM {table} WHERE {column} = ? AND node = ?", gone)
        self._db.do_all(f"INSERT INTO {table} VALUES (?, ?)", [(name, number) for name in sorted(new - old)])
