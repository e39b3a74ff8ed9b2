"""Reading what has changed since a store was last built, and nothing else."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.judgements import Judgements
from kg.pipeline import PageRead, read_page
from kg.reader import Source, pages
from kg.store.codec import dumped
from kg.types import Page, Skipped

#: Sources or pages that are handed to the workers at a time, so that what they have read does not fill the memory.
ROUND = 512
#: Below this many a second process costs more to start than it saves.
_WORTH_A_POOL = 16
#: Bytes of a file that are hashed at once.
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Task:
    """A source to read: the hash of its bytes (None if it cannot be opened), and the hashes of its pages that the store has,
    by their ids."""

    source: Source
    digest: bytes | None
    known: Mapping[str, bytes]
    judged: Judgements | None


@dataclass(frozen=True, slots=True)
class Same:
    """A page that the store has as it is."""

    id: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in a source; ``digest`` is None if the file changed meanwhile."""

    source: str
    digest: bytes | None
    outcomes: tuple[PageRead | Same | Skipped, ...]


def read_changed(task: Task) -> Read:
    """Read the pages of a source that the store does not have as they are."""
    outcomes = tuple(_outcome(task, item) for item in pages(task.source))
    settled = task.digest is not None and digest_of_source(task.source) == task.digest
    return Read(task.source.id, task.digest if settled else None, outcomes)


def _outcome(task: Task, item: Page | Skipped) -> PageRead | Same | Skipped:
    if isinstance(item, Skipped):
        return item
    if task.known.get(item.id) == digest_of_page(item):
        return Same(item.id)
    return read_page(item, task.judged)


def digest_of_page(page: Page) -> bytes:
    """A hash of all that is known of a page before it is understood."""
    return hashlib.sha256(dumped(page)).digest()


def digest_of_source(source: Source) -> bytes | None:
    """A hash of the bytes of a source; None if they cannot be had."""
    if source.path is None:
        return hashlib.sha256(source.data or b"").digest()
    total = hashlib.sha256()
    try:
        with source.path.open("rb") as file:
            while piece := file.read(_PIECE):
                total.update(piece)
    except OSError:
        return None
    return total.digest()


def with_input(sources: Sequence[Source]) -> Iterator[Source]:
    """Standard input is read here: no other process has it."""
    for source in sources:
        yield (
            replace(source, data=sys.stdin.buffer.read())
            if source.path is None and source.data is None
            else source
        )


def workers(jobs: int | None, items: int) -> int:
    """How many processes read ``items``, if so many are asked for: None for as many as there are cores."""
    if jobs is None:
        jobs = (os.cpu_count() or 1) if items >= _WORTH_A_POOL else 1
    return max(1, min(jobs, items))
