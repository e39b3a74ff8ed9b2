"""The way of the data, once through: read, segment, extract, resolve, assemble.

Each source is opened, decoded, read and resolved on its own, in as many processes as asked for; ``resolve`` is the
one place where all of them meet. The pages are put in the order of their ids, so neither the order of the inputs
nor the number of workers shows.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from pyoxigraph import Quad

from kg.assemble import DEFAULT_BASE, assemble
from kg.assemble.iri import Minter
from kg.errors import KgError
from kg.extract import extract
from kg.knowledge.judgements import Judgements
from kg.reader import Source, find, pages
from kg.resolve import resolve, resolve_page
from kg.segment import segment
from kg.types import Page, PageResolution, Resolution, Skipped
from kg.workers import each

#: Called as ``progress(stage, done, total)`` whenever a stage has moved on.
Progress = Callable[[str, int, int], None]

#: Below this many sources a second process costs more to start than it saves.
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
    with _timed(timings, "find"):
        found = find(inputs)
    with _timed(timings, "read"):
        read, skipped = _apart(read_sources(found, jobs=jobs, progress=progress, judged=judged))
    with _timed(timings, "resolve"):
        return resolve([one.page for one in read], [one.resolved for one in read], skipped)


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page and what it says of whom: all that depends on no other page."""

    page: Page
    resolved: PageResolution


def read_sources(
    found: Sequence[Source | Skipped],
    *,
    jobs: int | None = 1,
    progress: Progress | None = None,
    judged: Judgements | None = None,
) -> Iterator[PageRead | Skipped]:
    """What the pages of all sources say, source by source in the order of ``found``; see ``build`` for ``jobs``."""
    tell = progress or _silent
    sources = [_with_input(item) for item in found if isinstance(item, Source)]
    yield from (item for item in found if isinstance(item, Skipped))
    read = partial(read_source, judged=judged)
    for done, outcomes in enumerate(each(read, sources, _workers(jobs, len(sources))), start=1):
        yield from outcomes
        tell("read", done, len(sources))


def read_source(source: Source, judged: Judgements | None = None) -> tuple[PageRead | Skipped, ...]:
    """What each page of one source says; what cannot be read is told in its place."""
    return tuple(item if isinstance(item, Skipped) else read_page(item, judged) for item in pages(source))


def read_page(page: Page, judged: Judgements | None = None) -> PageRead | Skipped:
    """What one page says, and of whom; a page that no stage can digest costs only itself."""
    try:
        readings = [extract(article) for article in segment(page)]
        return PageRead(page, resolve_page(page.id, page.text, readings, judged))
    except KgError:
        raise  # wrong knowledge spoils every page: stop and say so
    except Exception as error:
        reason = f"{type(error).__name__} while it was read: {error}"
        return Skipped(page.id, reason, "report it together with the page, it is a defect of this program")


def _with_input(source: Source) -> Source:
    """Standard input is read here: no other process has it."""
    return replace(source, data=sys.stdin.buffer.read()) if source.path is None else source


def _apart(outcomes: Iterable[PageRead | Skipped]) -> tuple[list[PageRead], list[Skipped]]:
    """What was read and what was not, each in the order of its ids."""
    read: list[PageRead] = []
    skipped: list[Skipped] = []
    for outcome in outcomes:
        if isinstance(outcome, PageRead):
            read.append(outcome)
        else:
            skipped.append(outcome)
    return sorted(read, key=lambda one: one.page.id), sorted(skipped, key=lambda skip: skip.id)


def _workers(jobs: int | None, sources: int) -> int:
    if jobs is None:
        jobs = (os.cpu_count() or 1) if sources >= _WORTH_A_POOL else 1
    return max(1, min(jobs, sources))


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    timings[stage] = round(time.perf_counter() - start, 3)


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
