"""The SQLite file of a store: its tables, its transactions, its errors in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import StoreError

FILE = "pages.sqlite"
#: ``page`` holds the pages and what each says by itself; ``tally`` counts, over all pages, what they call and show of an
#: entity; ``stated`` and ``worded`` hold each page's share in statements and measures, ``met`` the judgements
#: that it has to do with; ``pending`` are the graphs that are not yet what the pages say.
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE source (path TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE page (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, graph TEXT NOT NULL,
  digest BLOB NOT NULL, content BLOB NOT NULL, resolved BLOB NOT NULL, linked BLOB NOT NULL
);
CREATE INDEX page_source ON page (source);
CREATE INDEX page_graph ON page (graph);
CREATE TABLE bearer (entity TEXT, page INTEGER, PRIMARY KEY (entity, page)) WITHOUT ROWID;
CREATE TABLE tally (
  entity TEXT, sort TEXT, word TEXT, pages INTEGER NOT NULL, PRIMARY KEY (entity, sort, word)
) WITHOUT ROWID;
CREATE TABLE stated (thing BLOB, page INTEGER, confidence REAL NOT NULL, PRIMARY KEY (thing, page)) WITHOUT ROWID;
CREATE INDEX stated_best ON stated (thing, confidence);
CREATE TABLE worded (thing BLOB, page INTEGER, words TEXT NOT NULL, PRIMARY KEY (thing, page)) WITHOUT ROWID;
CREATE TABLE met (place TEXT, page INTEGER, PRIMARY KEY (place, page)) WITHOUT ROWID;
CREATE TABLE pending (graph TEXT PRIMARY KEY) WITHOUT ROWID;
"""
#: The pages of the file itself in memory, in KiB.
_CACHE = 64 << 10
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


class Database:
    """A connection. Every change is part of a transaction, which is there wholly or not at all after a crash."""

    def __init__(self, folder: Path, *, make: str = "", read_only: bool = False) -> None:
        """Open the file in ``folder``; with ``make``, further tables, make it where it is missing. Raises StoreError if it
        cannot be used."""
        self._path = folder / FILE
        if not make and not self._path.is_file():
            raise self._damaged("it is not there")
        mode = "ro" if read_only else "rwc" if make else "rw"
        with self.told():
            self._connection = sqlite3.connect(
                f"{self._path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None
            )
            self._set_up(make, read_only)

    def _set_up(self, make: str, read_only: bool) -> None:
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        if read_only:
            return
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        (tables,) = self.one("SELECT count(*) FROM sqlite_schema")
        if make and not tables:
            self._connection.executescript(f"BEGIN;{_TABLES}{make}COMMIT;")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Says in words what SQLite complains of."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._wrong(error) from error

    def _wrong(self, error: sqlite3.Error) -> StoreError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _FULL:
            return StoreError(
                f"{self._path}: cannot be written ({error}); nothing of what was stored is lost: make room and run again"
            )
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            return StoreError(f"{self._path}: cannot be opened or written ({error}); check its permissions")
        return self._damaged(str(error))

    def _damaged(self, why: str) -> StoreError:
        return StoreError(
            f"{self._path}: damaged ({why}); bring it back from a copy, or build a new store from the pages"
        )

    def one(self, sql: str, *values: Any) -> Any:
        """The first row, None if there is none."""
        with self.told():
            return self._connection.execute(sql, values).fetchone()

    def all(self, sql: str, *values: Any) -> list[Any]:
        """All rows."""
        with self.told():
            return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, *values: Any) -> Iterator[Any]:
        """Row by row, without holding them all."""
        with self.told():
            yield from self._connection.execute(sql, values)

    def do(self, sql: str, *values: Any) -> None:
        """Change something."""
        with self.told():
            self._connection.execute(sql, values)

    def do_all(self, sql: str, rows: Any) -> None:
        """Change something for each of ``rows``."""
        with self.told():
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[None]:
        """All changes within, or none. With ``durable`` the disk holds them, and all earlier ones, when it ends; otherwise
        they survive the end of this process, not that of the machine."""
        self.do(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        self.do("BEGIN IMMEDIATE")
        try:
            yield
            self.commit()
        except BaseException:
            self._connection.rollback()
            raise

    def commit(self) -> None:
        """Make the transaction last."""
        self.do("COMMIT")

    def get(self, name: str) -> bytes | None:
        """What is noted under a name."""
        row = self.one("SELECT value FROM meta WHERE name = ?", name)
        return None if row is None else bytes(row[0])

    def set(self, name: str, value: bytes) -> None:
        """Note something under a name."""
        self.do("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def close(self) -> None:
        """Let go of the file."""
        with self.told():
            self._connection.close()
