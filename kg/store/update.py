"""Bringing a store up to date with the files that a user names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Literal

from kg.pipeline import PageRead
from kg.reader import Source, sources
from kg.store.changed import Reading, Same, digest_of_page, digest_of_source
from kg.store.content import Content
from kg.store.opening import to_change
from kg.types import Skipped

#: Pages between two moments at which the disk is made to hold them all.
BATCH = 64
#: Sources of which the hashes of the pages are looked up at a time.
_ROUND = 1024
_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a page: told when the disk holds it."""

    what: Literal["added", "changed", "removed"]
    page: str


Told = Callable[[Change], None]


@dataclass(slots=True)
class Update:
    """One update of a store. ``tell`` hears of each page when it is stored, ``batch`` pages at a time; ``skipped`` is what
    could not be read."""

    content: Content
    reading: Reading
    tell: Told
    batch: int = BATCH
    skipped: list[Skipped] = field(init=False)
    _unsettled: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.skipped = list(self.content.skipped)

    def run(self, inputs: Sequence[str], *, prune: bool = False) -> None:
        """Take over what is new or changed in the files that ``inputs`` name; with ``prune`` drop what is in none."""
        given = [each if each == _STDIN else os.path.normpath(each) for each in inputs]
        found = sources(given, self.reading.wanted)
        for at in range(0, len(found), _ROUND):
            self._run(found[at : at + _ROUND])
        if prune:
            self._prune({item.id for item in found if isinstance(item, Source)})
        self.settle()

    def all_skipped(self) -> tuple[Skipped, ...]:
        """What could not be read, in order, each once."""
        return tuple(sorted(set(self.skipped), key=lambda skip: (skip.id, skip.reason)))

    def remove(self, id: str) -> bool:
        """Take a page out; whether there was one."""
        found = self.content.remove(id)
        if found:
            self._changed(Change("removed", id))
        return found

    def forget(self, id: str) -> bool:
        """Take a page out, and read its source again if it is named again; whether there was one."""
        row = self.content.database.one("SELECT source FROM page WHERE id = ?", id)
        if row is not None:
            with self.content.database.transaction():
                self.content.database.do("DELETE FROM source WHERE path = ?", row[0])
        return self.remove(id)

    def settle(self) -> None:
        """Have the disk hold everything, and say so."""
        self.content.settle()
        for change in self._unsettled:
            self.tell(change)
        self._unsettled.clear()

    def _run(self, found: Sequence[Source | Skipped]) -> None:
        self.skipped += (item for item in found if isinstance(item, Skipped))
        given = {item.id: item for item in found if isinstance(item, Source)}
        digests = {id: digest_of_source(source) for id, source in given.items()}
        changed = [source for id, source in given.items() if self._is_new(source, digests[id])]
        known = {id: digest for item in changed for id, digest in self._pages(item.id)}
        outcomes = self.reading.read(changed, known)
        for source, group in groupby(outcomes, key=lambda outcome: outcome[0]):
            self._take(given[source], (outcome for _, outcome in group), digests[source])

    def _is_new(self, source: Source, digest: bytes | None) -> bool:
        """Whether the bytes of a source are not those that were read last."""
        row = self.content.database.one("SELECT digest FROM source WHERE path = ?", source.id)
        return row is None or row[0] != digest

    def _pages(self, source: str) -> list[tuple[str, bytes]]:
        return self.content.database.all("SELECT id, digest FROM page WHERE source = ? ORDER BY id", source)

    def _take(
        self, source: Source, outcomes: Iterator[PageRead | Same | Skipped], digest: bytes | None
    ) -> None:
        """What was read in a source takes the place of what the store has of it. Where something could not be read, what is
        not met again stays: it may be that."""
        met: set[str] = set()
        whole = True
        for item in outcomes:
            if isinstance(item, Skipped):
                self.skipped.append(item)
                whole = False
            elif isinstance(item, Same):
                met.add(item.id)
            elif item.page.id not in met:
                met.add(item.page.id)
                self._put(item, source.id)
        if whole:
            for id, _ in self._pages(source.id):
                if id not in met:
                    self.remove(id)
            self._note(source, digest)

    def _note(self, source: Source, digest: bytes | None) -> None:
        """Remember the bytes of a source that was read as a whole, unless they have changed meanwhile."""
        if digest is not None and digest_of_source(source) == digest:
            with self.content.database.transaction():
                self.content.database.do("INSERT OR REPLACE INTO source VALUES (?, ?)", source.id, digest)

    def _put(self, read: PageRead, source: str) -> None:
        page = read.page
        what: Literal["changed", "added"] = "changed" if self.content.has(page.id) else "added"
        self.content.put(page, read.resolved, source, digest_of_page(page))
        self._changed(Change(what, page.id))

    def _prune(self, given: set[str]) -> None:
        """Drop the pages of sources that are not there; one that could not be opened may be."""
        unread = [skip.id for skip in self.skipped]
        for (path,) in self.content.database.all("SELECT DISTINCT source FROM page ORDER BY source"):
            if path not in given and not any(path == id or path.startswith(f"{id}/") for id in unread):
                for id, _ in self._pages(path):
                    self.remove(id)
                with self.content.database.transaction():
                    self.content.database.do("DELETE FROM source WHERE path = ?", path)

    def _changed(self, change: Change) -> None:
        self._unsettled.append(change)
        if len(self._unsettled) >= self.batch:
            self.settle()


def forget(folder: Path, pages: Iterable[str], tell: Told) -> list[str]:
    """Take pages out of the store in ``folder``; returns those that it does not have. ``tell`` hears of each when it is
    gone. Raises StoreError if the store cannot be changed."""
    with to_change(folder) as content:
        update = Update(content, Reading(), tell)
        missing = [page for page in pages if not update.forget(page)]
        update.settle()
    return missing
