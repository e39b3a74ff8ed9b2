"""Bringing a store up to date with the files that a user names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kg.knowledge.judgements import Judgements
from kg.pipeline import PageRead, Progress
from kg.reader import Source, find
from kg.store.changed import (
    ROUND,
    Read,
    Same,
    Task,
    digest_of_page,
    digest_of_source,
    read_changed,
    with_input,
    workers,
)
from kg.store.codec import dumped, loaded
from kg.store.content import Content
from kg.store.opening import to_change
from kg.types import Skipped
from kg.workers import each

#: Pages between two moments at which the disk is made to hold them all.
BATCH = 64


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
    judged: Judgements | None
    tell: Told
    progress: Progress | None = None
    jobs: int | None = 1
    batch: int = BATCH
    skipped: list[Skipped] = field(init=False)
    _unsettled: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.skipped = list(self.content.skipped)

    def run(self, inputs: Sequence[str], *, prune: bool = False) -> None:
        """Take over what is new or changed in the files that ``inputs`` name; with ``prune`` drop what is in none."""
        found = find([given if given == "-" else os.path.normpath(given) for given in inputs])
        self.skipped += (item for item in found if isinstance(item, Skipped))
        sources = list(with_input([item for item in found if isinstance(item, Source)]))
        done = 0
        for at in range(0, len(sources), ROUND):
            some = sources[at : at + ROUND]
            tasks = list(self._tasks(some))
            done += len(some) - len(tasks)
            for read in each(read_changed, tasks, workers(self.jobs, len(tasks))):
                self._take(read)
                done += 1
                if self.progress is not None:
                    self.progress("store", done, len(sources))
        if prune:
            self._prune({source.id for source in sources})
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

    def settle(self) -> None:
        """Have the disk hold everything, and say so."""
        self.content.settle()
        for change in self._unsettled:
            self.tell(change)
        self._unsettled.clear()

    def _tasks(self, sources: Iterable[Source]) -> Iterator[Task]:
        """The sources whose bytes are not those that were read last."""
        database = self.content.database
        for source in sources:
            digest = digest_of_source(source)
            row = database.one("SELECT digest, skipped FROM source WHERE path = ?", source.id)
            if row is not None and row[0] == digest:
                self.skipped += loaded(row[1], tuple[Skipped, ...])
            else:
                known = database.all("SELECT id, digest FROM page WHERE source = ?", source.id)
                yield Task(source, digest, dict(known), self.judged)

    def _take(self, read: Read) -> None:
        """What was read in a source takes the place of what the store has of it. Where something could not be read, what is
        not met again stays: it may be that."""
        skipped = tuple(item for item in read.outcomes if isinstance(item, Skipped))
        self.skipped += skipped
        met = set()
        for item in read.outcomes:
            if isinstance(item, PageRead):
                met.add(item.page.id)
                self._put(item, read.source)
            elif isinstance(item, Same):
                met.add(item.id)
        if not skipped:
            self._remove_others("source = ?", read.source, met)
        if read.digest is not None:
            with self.content.database.transaction():
                row = read.source, read.digest, dumped(skipped, tuple[Skipped, ...])
                self.content.database.do("INSERT OR REPLACE INTO source VALUES (?, ?, ?)", *row)

    def _put(self, read: PageRead, source: str) -> None:
        page = read.page
        is_there = self.content.has(page.id)
        self.content.put(page, read.resolved, source, digest_of_page(page))
        self._changed(Change("changed" if is_there else "added", page.id))

    def _remove_others(self, where: str, value: str, kept: set[str]) -> None:
        for (id,) in self.content.database.all(f"SELECT id FROM page WHERE {where} ORDER BY id", value):
            if id not in kept:
                self.remove(id)

    def _prune(self, sources: set[str]) -> None:
        """Drop the pages of sources that are not there; one that could not be opened may be."""
        unread = [skip.id for skip in self.skipped]
        for (path,) in self.content.database.all("SELECT DISTINCT source FROM page ORDER BY source"):
            if path not in sources and not any(path == id or path.startswith(f"{id}/") for id in unread):
                self._remove_others("source = ?", path, set())
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
        update = Update(content, None, tell)
        missing = [page for page in pages if not update.remove(page)]
        update.settle()
    return missing
