"""The way of the data, once through: read, segment, extract, resolve, assemble.

Each page is read on its own, in as many processes as asked for; ``resolve`` is the one place where all of
them meet. The pages are put in the order of their ids, so neither the order of the inputs nor the number of
workers shows.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field

from pyoxigraph import Quad

from kg.assemble import DEFAULT_BASE, assemble
from kg.assemble.iri import Minter
from kg.errors import KgError
from kg.extract import extract
from kg.knowledge.judgements import Judgements
from kg.reader import read
from kg.resolve import resolve, resolve_pages
from kg.segment import segment
from kg.types import Page, Reading, Resolution, Skipped

#: Called as ``progress(stage, done, total)`` whenever a stage has moved on.
Progress = Callable[[str, int, int], None]

#: Below this many pages a second process costs more to start than it saves.
_WORTH_A_POOL = 16


@dataclass(frozen=True)
class BuildResult:
    """A built graph: its sorted quads, what they were assembled from, what was skipped, seconds by stage."""

    quads: tuple[Quad, ...]
    resolution: Resolution
    skipped: tuple[Skipped, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    base: str = DEFAULT_BASE

    def texts(self) -> dict[str, str]:
        """The printed text of every article, by the article's IRI."""
        minter = Minter(self.base)
        pages = {page.id: page for page in self.resolution.pages}
        iris = {page.id: minter.page(page) for page in pages.values()}
        return {
            minter.article(iris[article.page], article.id): pages[article.page].text[
                article.span.start : article.span.end
            ]
            for article in self.resolution.articles
        }


def build(
    inputs: Sequence[str],
    *,
    base: str = DEFAULT_BASE,
    jobs: int | None = 1,
    progress: Progress | None = None,
    judged: Judgements | None = None,
) -> BuildResult:
    """The graph of all pages that ``inputs`` name (files, folders, globs, ``-``), under the base IRI
    ``base``. ``judged`` is what people have decided, by default the project's own judgements.

    ``jobs`` is the number of processes that read pages, None for as many as the machine has cores (one for a
    handful of pages). Raises InputError if nothing can be read at all; a single bad input is in ``skipped``.
    """
    timings: dict[str, float] = {}
    resolution = understand(inputs, jobs=jobs, progress=progress, timings=timings, judged=judged)
    with _timed(timings, "assemble"):
        quads = assemble(resolution, base)
    return BuildResult(quads, resolution, resolution.skipped, timings, base)


def understand(
    inputs: Sequence[str],
    *,
    jobs: int | None = 1,
    progress: Progress | None = None,
    timings: dict[str, float] | None = None,
    judged: Judgements | None = None,
) -> Resolution:
    """Who and what all the pages name and say of it: everything of ``build`` up to the RDF.

    Seconds by stage are put into ``timings``. ``judged`` is what people have decided, by default the project's own
    judgements.
    """
    timings = {} if timings is None else timings
    with _timed(timings, "read"):
        pages, unreadable = _sorted_inputs(read(inputs))
    with _timed(timings, "extract"):
        readings, failed = _read_pages(pages, _workers(jobs, len(pages)), progress or _silent)
    skipped = tuple(sorted((*unreadable, *failed), key=lambda skip: skip.id))
    lost = {skip.id for skip in failed}
    with _timed(timings, "resolve"):
        kept = [page for page in pages if page.id not in lost]
        return resolve(kept, resolve_pages(kept, readings, judged), skipped, judged)


def read_page(page: Page) -> tuple[Reading, ...] | Skipped:
    """What one page says, article by article; a page that no stage can digest costs only itself."""
    try:
        return tuple(extract(article) for article in segment(page))
    except KgError:
        raise  # wrong knowledge spoils every page: stop and say so
    except Exception as error:
        reason = f"{type(error).__name__} while it was read: {error}"
        return Skipped(page.id, reason, "report it together with the page, it is a defect of this program")


def _read_pages(pages: Sequence[Page], workers: int, tell: Progress) -> tuple[list[Reading], list[Skipped]]:
    readings: list[Reading] = []
    failed: list[Skipped] = []
    for done, outcome in enumerate(_outcomes(pages, workers), start=1):
        if isinstance(outcome, Skipped):
            failed.append(outcome)
        else:
            readings.extend(outcome)
        tell("extract", done, len(pages))
    return readings, failed


def _outcomes(pages: Sequence[Page], workers: int) -> Iterator[tuple[Reading, ...] | Skipped]:
    """One outcome a page, in the order of the pages, whoever read them."""
    if workers == 1:
        yield from map(read_page, pages)
        return
    # Spawned, not forked: a fork copies the locks of whatever threads the caller runs.
    context = multiprocessing.get_context("spawn")
    chunk = max(1, min(32, len(pages) // (workers * 4)))
    try:
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            yield from pool.map(read_page, pages, chunksize=chunk)
    except BrokenProcessPool as error:
        raise KgError("a worker process was killed, probably for want of memory: try --jobs 1") from error


def _sorted_inputs(inputs: Iterable[Page | Skipped]) -> tuple[list[Page], list[Skipped]]:
    pages: list[Page] = []
    skipped: list[Skipped] = []
    for item in inputs:
        if isinstance(item, Page):
            pages.append(item)
        else:
            skipped.append(item)
    return sorted(pages, key=lambda page: page.id), skipped


def _workers(jobs: int | None, pages: int) -> int:
    if jobs is None:
        jobs = (os.cpu_count() or 1) if pages >= _WORTH_A_POOL else 1
    return max(1, min(jobs, pages))


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    timings[stage] = round(time.perf_counter() - start, 3)


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
