"""The way of the data, once through: read, segment, extract, resolve, assemble.

Each source is opened, decoded, read and resolved on its own, in as many processes as asked for; ``resolve`` is the
one place where all of them meet. The pages are put in the order of their ids, so neither the order of the inputs
nor the number of workers shows.
"""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TypeVar

from kg.errors import KgError
from kg.extract import extract_all, weighed
from kg.knowledge.judgements import Judgements
from kg.quarantine import Quarantine
from kg.reader import Source, Wanted, pages, parts, plain, singles, sources
from kg.resolve import resolve, resolve_page
from kg.segment import segment
from kg.types import Limits, Notice, Page, PageResolution, Resolution, Skipped
from kg.workers import Crew, Each, Lost

Result = TypeVar("Result")

#: Called as ``progress(stage, done, total)`` whenever a stage has moved on.
Progress = Callable[[str, int, int], None]

#: Bytes of text up to which all is read in this process unless more are asked for: starting others takes longer.
_WORTH_A_POOL = 64 << 10
#: Bytes of text that are read in this process at most.
_SMALL = 256 << 10
#: Bytes for which a page has its seconds; a longer one has them as many times.
_USUAL = 1 << 20
#: Of a file of many, so many are held in quarantine that could not be read: each costs several writes to the disk.
_MOST_HELD = 100
#: What a process dies of that gets no more memory: it gives up by itself, or the system ends it.
_WANT = frozenset({"SIGABRT", "SIGKILL"})
#: Two sentences with a bit of everything in them.
_ANY_PAGE = """老旧小区改造开工
本报讯（记者 李明）1月5日，市住房和城乡建设局局长王强介绍，今年全市将投资1.2亿元，改造老旧小区12个，惠及居民3000余户。
"""


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Let the garbage collector look for circles rarely: a build makes hardly any, and what it makes lives to its end, so
    that each look costs more than the one before and finds nothing."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def understand(
    inputs: Sequence[str],
    *,
    jobs: int | None = 1,
    progress: Progress | None = None,
    judged: Judgements | None = None,
    limits: Limits | None = None,
    quarantine: Quarantine | None = None,
    wanted: Wanted | None = None,
) -> Resolution:
    """Who and what all the pages that ``inputs`` name speak of, and what they say: everything up to the graph, in memory.

    ``judged`` is what people have decided, by default the project's own judgements. ``jobs`` is the number of processes that
    read pages, None for as many as the machine has cores; a handful of small texts is read in this one. What exceeds
    ``limits``, or breaks the process that reads it, is skipped, and held in ``quarantine``. ``wanted`` says in which columns
    of tables the pages are, and what is stated of them beside. Raises InputError if nothing can be read at all; a single bad
    input is in ``skipped``.
    """
    with collected_rarely():
        found = sources(inputs, wanted)
        outcomes = read_sources(
            found, jobs=jobs, progress=progress, judged=judged, limits=limits, quarantine=quarantine
        )
        read, skipped = apart(outcomes, lambda outcome: outcome.page.id)
        resolution = resolve([one.page for one in read], [one.resolved for one in read], skipped, judged)
    notices = (
        *(notice for one in read for notice in one.page.notices),
        *repeated((one.page.id, one.page.text) for one in read),
    )
    return replace(resolution, notices=notices + resolution.notices)


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page and what it says of whom: all that depends on no other page. ``seconds`` by stage that it took."""

    page: Page
    resolved: PageResolution
    seconds: dict[str, float] = field(default_factory=dict, compare=False)


def read_sources(
    found: Sequence[Source | Skipped],
    *,
    jobs: int | None = 1,
    progress: Progress | None = None,
    judged: Judgements | None = None,
    limits: Limits | None = None,
    quarantine: Quarantine | None = None,
) -> Iterator[PageRead | Skipped]:
    """What the pages of all sources say, source by source in the order of ``found``; see ``understand`` for the rest."""
    limits = limits or Limits()
    read = partial(read_source, judged=judged, limits=limits)
    prepare = partial(warm, judged)
    for _, result in each_source(
        found, read, prepare, jobs=jobs, progress=progress, limits=limits, quarantine=quarantine
    ):
        yield result


def each_source(
    found: Sequence[Source | Skipped],
    read: Callable[[Source], Iterator[Result]],
    prepare: Callable[[], object] | None = None,
    *,
    jobs: int | None = 1,
    progress: Progress | None = None,
    limits: Limits,
    quarantine: Quarantine | None = None,
) -> Iterator[tuple[str, Result | Skipped]]:
    """What ``read`` makes of each source, with the id of that, in the order of ``found``; ``prepare`` loads what is needed
    for it."""
    planned = plan(found, jobs, limits)
    work = Each(read, limits, split=partial(singles, limits=limits), prepare=prepare, weight=weight)
    with Crew(work, planned.workers) as crew:
        yield from read_planned(planned, crew, progress=progress, limits=limits, quarantine=quarantine)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is read in one go each, in how many processes (none: in this one), of how many sources; ``refused`` fills, as
    the units are taken, with what needs no reading to be refused."""

    units: Iterator[Source]
    workers: int
    total: int
    refused: list[tuple[str, Skipped]]


def plan(found: Sequence[Source | Skipped], jobs: int | None, limits: Limits) -> Plan:
    """How to read ``found``: in this process if it is a handful of small texts."""
    refused: list[tuple[str, Skipped]] = []
    units, workers = _planned(_units(found, limits, refused), jobs)
    return Plan(units, workers, len(found), refused)


def read_planned(
    planned: Plan,
    crew: Crew[Source, Result],
    *,
    progress: Progress | None,
    limits: Limits,
    quarantine: Quarantine | None,
) -> Iterator[tuple[str, Result | Skipped]]:
    """What the crew makes of each source, with the id of that, in their order; what it cannot read is held in
    ``quarantine``, of one file no more than the first `_MOST_HELD`."""
    tell = progress or _silent
    refused = planned.refused
    held: Counter[str] = Counter()
    for done, outcome in enumerate(crew.each(planned.units), start=1):
        source = outcome.item
        # Sources come in the order of their ids, and what is refused of one is known before the next one is read.
        while refused and refused[0][0] <= source.id:
            yield refused.pop(0)
        results = outcome.results if outcome.lost is None else [_lost(source, outcome.lost, limits)]
        for result in results:
            if isinstance(result, Skipped) and quarantine is not None and held[source.id] < _MOST_HELD:
                held[source.id] += 1
                yield source.id, quarantine.hold(source, result)
            else:
                yield source.id, result
        tell("read", done, max(done, planned.total))
    yield from refused


def read_source(
    source: Source, judged: Judgements | None = None, limits: Limits | None = None
) -> Iterator[PageRead | Skipped]:
    """What each page of one source says; what cannot be read is told in its place."""
    start = time.perf_counter()
    for item in pages(source, limits):
        if isinstance(item, Skipped):
            yield item
        else:
            yield read_page(item, judged, time.perf_counter() - start)
        start = time.perf_counter()


def read_page(page: Page, judged: Judgements | None = None, opened: float = 0.0) -> PageRead | Skipped:
    """What one page says, and of whom; a page that no stage can digest costs only itself. ``opened`` is the seconds
    that it took to get at it."""
    seconds = {"open": round(opened, 4)}
    try:
        with timed(seconds, "segment"):
            articles = list(segment(page))
        with timed(seconds, "extract"):
            readings = [weighed(reading, page.legibility) for reading in extract_all(articles)]
        with timed(seconds, "resolve"):
            resolved = resolve_page(page.id, page.text, readings, judged, page.city or page.paper)
        return PageRead(page, resolved, seconds)
    except (KgError, MemoryError):
        raise  # wrong knowledge spoils every page, and want of memory is not this page's doing alone
    except Exception as error:
        return _defective(page.id, f"{type(error).__name__} while it was read: {error}")


def warm(judged: Judgements | None = None) -> None:
    """Load whatever reading a page needs."""
    read_page(Page("", _ANY_PAGE), judged)


def weight(source: Source) -> float:
    """How many times the usual seconds a page of a source may take: once for each MiB that has begun."""
    return max(1, -(-source.size() // _USUAL))


def _defective(identifier: str, reason: str) -> Skipped:
    advice = "report it together with the page, it is a defect of this program"
    return Skipped(identifier, reason, advice, code="defect")


def _lost(source: Source, lost: Lost, limits: Limits) -> Skipped:
    """Why nothing came of a source."""
    where = f"{source.id} line {source.line}" if source.single else source.id
    if lost.cause == "time":
        reason = f"a page of it took longer than {limits.seconds * weight(source):g} s"
        return Skipped(where, reason, "split it, or allow more with --max-seconds", code="too-slow")
    if lost.cause == "memory":
        reason = f"it needs more than {limits.memory_mb} MiB of memory"
        return Skipped(where, reason, "split it, or allow more with --max-memory", code="too-much-memory")
    if lost.cause == "broke":
        return _defective(where, f"{lost.detail} while it was opened")
    want = ", as happens for want of memory" if lost.detail in _WANT else ""
    reason = f"the process that read it died twice ({lost.detail or 'no signal'}){want}"
    advice = "split it or allow more with --max-memory; if that does not help, report it: it is a defect of this program"
    return Skipped(where, reason, advice, code="crash")


def _units(
    found: Iterable[Source | Skipped], limits: Limits, refused: list[tuple[str, Skipped]]
) -> Iterator[Source]:
    """What is read in one go each; whatever needs no reading to be refused is put aside."""
    for item in found:
        for part in [item] if isinstance(item, Skipped) else parts(item, limits):
            if isinstance(part, Skipped):
                refused.append((item.id, part))
            else:
                yield part


def _planned(units: Iterator[Source], jobs: int | None) -> tuple[Iterator[Source], int]:
    """The same units, and how many processes read them: none but this one for a handful of small texts."""
    seen: list[Source] = []
    size = 0
    for unit in units:
        seen.append(unit)
        size += unit.size()
        if size > _SMALL or not plain(unit):
            return chain(seen, units), jobs or os.cpu_count() or 1
    here = len(seen) == 1 or jobs == 1 or (jobs is None and size < _WORTH_A_POOL)
    return iter(seen), 0 if here else jobs or os.cpu_count() or 1


def apart(
    outcomes: Iterable[Result | Skipped], id_of: Callable[[Result], str]
) -> tuple[list[Result], list[Skipped]]:
    """What was read and what was not, each in the order of its ids; of two pages with one id the first."""
    read: dict[str, Result] = {}
    skipped: list[Skipped] = []
    for outcome in outcomes:
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        elif (identifier := id_of(outcome)) in read:
            reason = "another page has the same id and was read in its place"
            skipped.append(Skipped(identifier, reason, "give each page its own id", code="repeated-id"))
        else:
            read[identifier] = outcome
    return [read[identifier] for identifier in sorted(read)], sorted(skipped, key=lambda skip: skip.id)


def repeated(read: Iterable[tuple[str, Hashable]]) -> Iterator[Notice]:
    """Of pages that say the same, word for word, all but the first: each is a source, and what they say is one fact.
    ``read`` are pairs of a page's id and its text, or what stands for that."""
    first: dict[Hashable, str] = {}
    for id_, text in read:
        as_first = first.setdefault(text, id_)
        if as_first != id_:
            message = (
                f"its text is that of {as_first}, word for word; it counts as one more source of the same facts, or, if "
                "the files have one name, as the same"
            )
            yield Notice("same-text", id_, message, "leave one of them out if it is the same print")


@contextmanager
def timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    timings[stage] = round(time.perf_counter() - start, 3)


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
