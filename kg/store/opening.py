"""Opening a store: to change it, alone, or to read it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.assemble import DEFAULT_BASE, Minter
from kg.codec import loaded, unpacked
from kg.errors import StoreError
from kg.knowledge.judgements import Judgements
from kg.store.changed import Reading, digest_of_page
from kg.store.content import Content, check
from kg.store.database import FILE, Database
from kg.store.fingerprint import fingerprint
from kg.store.graph import FOLDER
from kg.store.layout import Layout
from kg.store.lock import locked_for_reading, locked_for_writing
from kg.types import Page, Skipped

#: Pages that are read again between two moments at which the disk is made to hold them all.
_ROUND = 512


def is_store(folder: Path) -> bool:
    """Whether a folder is a store of pages."""
    return Layout(folder).exists


@contextmanager
def to_build(
    folder: Path, *, base: str | None = None, repair: bool = False, reading: Reading | None = None
) -> Iterator[Content]:
    """Open the store in ``folder`` to change it, or make one (``base`` is where individuals live).

    What a build that was cut off left undone is done. If the program, what it knows or what people have decided is no
    longer what the store was made with, all its pages are read again, aside, before it is handed out. With ``repair`` the
    graph is made anew from the pages. Raises StoreError if another process writes, the store is damaged, or it has
    another base.
    """
    reading = reading or Reading()
    layout, mark = Layout(folder), fingerprint(reading.obeyed())
    if base is not None:
        Minter(base)
    layout.make()
    with locked_for_writing(folder):
        if not layout.exists:
            _begin(layout.first(), base or DEFAULT_BASE, reading, mark).close()
            layout.switch(layout.first())
        layout.sweep()
        _check_base(layout.current(), base)
        renewed = _mark(layout.current()) != mark
        skipped = _renew(layout, reading, mark) if renewed else []
        with _content(layout.current(), repair) as content:
            content.skipped += skipped
            yield content


@contextmanager
def to_change(folder: Path) -> Iterator[Content]:
    """Open a store to take pages out. Raises StoreError also if this program reads pages otherwise than the one that made
    it."""
    layout = Layout(folder)
    if not layout.exists:
        raise StoreError(f"{folder}: is no store; make one with kg build --store {folder} PAGES")
    with locked_for_writing(folder):
        folder_in_use = layout.current()
        if _mark(folder_in_use) != fingerprint(judgements_of(folder_in_use)):
            raise StoreError(
                f"{folder}: was made by another version of this program; bring it up to date with kg build --store {folder}"
            )
        with _content(folder_in_use, repair=False) as content:
            yield content


def settled(folder: Path) -> None:
    """See to it that the graph of a store is in line with its pages, where a build was cut off."""
    layout = Layout(folder)
    with locked_for_reading(folder):
        database = Database(layout.current(), read_only=True)
        try:
            waiting = database.one(
                "SELECT 1 FROM pending UNION SELECT 1 FROM unsure LIMIT 1"
            ) or database.get("repairing")
        finally:
            database.close()
    if waiting is not None:
        with to_change(folder):
            pass


@contextmanager
def _content(folder: Path, repair: bool) -> Iterator[Content]:
    """The content in use, its graph in line with its pages."""
    database = Database(folder)
    repair = repair or database.get("repairing") is not None
    if repair:
        _forget_graph(folder, database)
    database.close()
    content = Content(folder, graph_anew=repair)
    try:
        if repair:
            content.settle()
            with content.database.transaction():
                content.database.do("DELETE FROM meta WHERE name = 'repairing'")
        check(content.database, content.graph)
        content.settle()
        yield content
    finally:
        content.close()


def _forget_graph(folder: Path, database: Database) -> None:
    """Note first that every graph is to be assembled again, then let go of what is there."""
    with database.transaction(durable=True):
        database.set("repairing", b"1")
        database.do("INSERT OR IGNORE INTO pending SELECT DISTINCT graph FROM page")
        database.do("INSERT OR IGNORE INTO unsure SELECT DISTINCT 'pair', lefts, rights FROM decision")
        database.do("INSERT OR IGNORE INTO unsure SELECT DISTINCT 'rule', rule, '' FROM decision")
        for name in ("key", "address"):
            database.do(f"INSERT OR IGNORE INTO unsure SELECT DISTINCT 'gone', {name}, final FROM node")
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


def _begin(folder: Path, base: str, reading: Reading, mark: str) -> Content:
    content = Content(folder, base=base, judged=reading.obeyed())
    with content.database.transaction(durable=True):
        content.database.set("fingerprint", mark.encode())
    content.graph.flush()
    return content


def _renew(layout: Layout, reading: Reading, mark: str) -> list[Skipped]:
    """Make the store again from its own pages, beside it; a renewal that was cut off goes on where it was. What cannot be
    read any more is returned, and no longer part of the store."""
    following = layout.following()
    if following.exists() and not _goes_on(following, mark):
        shutil.rmtree(following)
    old = Database(layout.current())
    new = _begin(following, (old.get("base") or b"").decode(), reading, mark)
    try:
        new.settle()
        skipped = list(_read_again(old, new, reading))
    finally:
        old.close()
        new.close()
    layout.switch(following)
    return skipped


def _read_again(old: Database, new: Content, reading: Reading) -> Iterator[Skipped]:
    (total,) = old.one("SELECT count(*) FROM page")
    number = done = 0
    while rows := old.all(
        "SELECT number, source, content FROM page WHERE number > ? ORDER BY number LIMIT ?", number, _ROUND
    ):
        number, done = rows[-1][0], done + len(rows)
        pages = [(source, unpacked(content, Page)) for _, source, content in rows]
        missing = [(source, page) for source, page in pages if not new.has(page.id)]
        read = reading.read_again([page for _, page in missing])
        for (source, page), outcome in zip(missing, read, strict=True):
            if isinstance(outcome, Skipped):
                yield outcome
            else:
                new.put(page, outcome.resolved, source, digest_of_page(page))
        new.settle()
        if reading.progress is not None:
            reading.progress("read again", done, total)


def _goes_on(folder: Path, mark: str) -> bool:
    """Whether a renewal that was cut off can go on there: not where it was at its first steps, or another one's."""
    try:
        return _mark(folder) == mark
    except StoreError:
        return False


def _mark(folder: Path) -> str | None:
    """What the store in ``folder`` was made with; None if it was not even begun."""
    return (_noted(folder, "fingerprint") or b"").decode() or None


def judgements_of(folder: Path) -> Judgements:
    try:
        return loaded(_noted(folder, "judgements") or b"", Judgements)
    except ValueError:
        return Judgements()  # written by another version: its fingerprint says so


def _noted(folder: Path, name: str) -> bytes | None:
    try:
        database = Database(folder)
    except StoreError:
        if (folder / FILE).exists():
            raise
        return None
    try:
        return database.get(name)
    finally:
        database.close()


def _check_base(folder: Path, base: str | None) -> None:
    kept = (_noted(folder, "base") or b"").decode()
    if base is not None and base != kept:
        raise StoreError(
            f"{folder.parent}: names individuals under {kept}; leave --base away, or make another store for {base}"
        )
