"""Reading what has changed since a store was last built, and nothing else."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from kg.codec import dumped
from kg.knowledge.judgements import Judgements, judgements
from kg.pipeline import PageRead, Progress, each_source, read_page, warm
from kg.quarantine import Quarantine
from kg.reader import Source, Wanted, pages
from kg.types import Limits, Page, Skipped
from kg.workers import Each, each

#: Bytes of a file that are hashed at once.
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """How pages are read: what people have decided (None: the project's own judgements), and as in ``kg.pipeline.build``."""

    judged: Judgements | None = None
    jobs: int | None = 1
    limits: Limits = field(default_factory=Limits)
    quarantine: Quarantine | None = None
    wanted: Wanted | None = None
    progress: Progress | None = None

    def obeyed(self) -> Judgements:
        """What people have decided."""
        return judgements() if self.judged is None else self.judged

    def read(
        self, sources: Sequence[Source | Skipped], known: Mapping[str, bytes]
    ) -> Iterator[tuple[str, PageRead | Same | Skipped]]:
        """What the pages of these sources say, each with the id of its source; ``known`` holds the hashes of the pages that
        the store has, by their ids."""
        read = partial(read_changed, known=known, judged=self.judged, limits=self.limits)
        yield from each_source(
            sources,
            read,
            partial(warm, self.judged),
            jobs=self.jobs,
            progress=self.progress,
            limits=self.limits,
            quarantine=self.quarantine,
        )

    def read_again(self, kept: Sequence[Page]) -> Iterator[PageRead | Skipped]:
        """What pages of the store say, as this program reads them."""
        work = Each(partial(_again, judged=self.judged), self.limits, prepare=partial(warm, self.judged))
        workers = 0 if self.jobs == 1 else self.jobs or 2
        for outcome in each(work, kept, workers):
            lost = Skipped(
                outcome.item.id, "it could not be read again", "report it, it is a defect", code="crash"
            )
            yield outcome.results[0] if outcome.lost is None else lost


@dataclass(frozen=True, slots=True)
class Same:
    """A page that the store has as it is."""

    id: str


def read_changed(
    source: Source, known: Mapping[str, bytes], judged: Judgements | None, limits: Limits
) -> Iterator[PageRead | Same | Skipped]:
    """Read the pages of a source, but for those that the store has as they are."""
    start = time.perf_counter()
    for item in pages(source, limits):
        if isinstance(item, Skipped):
            yield item
        elif known.get(item.id) == digest_of_page(item):
            yield Same(item.id)
        else:
            yield read_page(item, judged, time.perf_counter() - start)
        start = time.perf_counter()


def _again(page: Page, judged: Judgements | None) -> Iterator[PageRead | Skipped]:
    yield read_page(page, judged)


def digest_of_page(page: Page) -> bytes:
    """A hash of all that is known of a page before it is understood."""
    return hashlib.sha256(dumped(page)).digest()


def digest_of_source(source: Source) -> bytes | None:
    """A hash of the bytes of a source, and of how it is to be read; None if they cannot be had, or only once."""
    if source.path is None or not source.path.is_file():
        return None
    total = hashlib.sha256(repr(source.options).encode())
    try:
        with source.path.open("rb") as file:
            while piece := file.read(_PIECE):
                total.update(piece)
    except OSError:
        return None
    return total.digest()
