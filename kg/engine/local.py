"""A build on one machine, in three rounds over the same workers: read, assemble, unite.

In this process there is at a time only who is named and what is shown of them, never what was read of all pages nor the
graph: both lie in files. Rounds are split by pages or by subjects, and what comes of them depends on neither the split nor
who did what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from kg.assemble import DEFAULT_BASE, Known, Minter, known, names_read, shown
from kg.durable import Scratch, told
from kg.engine.assembling import Batch, Keys, Shard, Verdicts
from kg.engine.built import Built, PageCounts
from kg.engine.graph import GraphFiles, collected
from kg.engine.reading import Seen, again, read_aside
from kg.engine.spool import Spool
from kg.engine.uniting import Piece, Range, ranges
from kg.errors import KgError
from kg.knowledge.judgements import Judgements, judgements
from kg.pipeline import (
    Plan,
    Progress,
    apart,
    collected_rarely,
    plan,
    read_planned,
    repeated,
    timed,
    warm,
    weight,
)
from kg.quarantine import Quarantine
from kg.reader import Source, Wanted, singles, sources
from kg.resolve import NOT_MEANT, Links, Obeyed, Told, entities, link, unmatched
from kg.types import Limits, Notice, Skipped
from kg.workers import Crew, Each, unbounded

#: Pages that are assembled at a time, and become one shard.
_BATCH = 32
#: Decisions that are written at a time.
_VERDICTS = 2000
#: A batch or a range is no page: only a broken machine takes a day for one.
_NO_LIMIT = Limits(seconds=24 * 3600.0)

Task = Source | Batch | Verdicts | Range


@dataclass(frozen=True, slots=True)
class Work:
    """What workers do: read a source, assemble a batch or verdicts, unite a range."""

    spool: Spool
    judged: Judgements
    limits: Limits

    def __call__(self, task: Task) -> Iterator[Seen | Skipped | Shard | Piece]:
        """The results of a task, one by one."""
        if isinstance(task, Source):
            yield from read_aside(task, self.spool, self.judged, self.limits)
        else:
            with told(self.spool.folder.parent), unbounded():
                yield from task.run(self.spool, self.judged)

    def weight(self, task: Task) -> float:
        """How many times the usual seconds it may take."""
        return weight(task) if isinstance(task, Source) else 1.0

    def parts(self, task: Task) -> Sequence[Task]:
        """What a task that failed is tried again as."""
        return singles(task, self.limits) if isinstance(task, Source) else [task]


def build(
    inputs: Sequence[str],
    *,
    base: str = DEFAULT_BASE,
    jobs: int | None = 1,
    progress: Progress | None = None,
    judged: Judgements | None = None,
    limits: Limits | None = None,
    quarantine: Quarantine | None = None,
    wanted: Wanted | None = None,
    place: Path | None = None,
) -> Built:
    """The graph of all pages that ``inputs`` name, under the base IRI ``base``; what is in the making lies in a hidden
    folder at ``place``, by default where the system puts such. For the rest see `kg.pipeline.understand`. Raises
    OutputError if there is no room."""
    Minter(base)
    limits = limits or Limits()
    obeyed = judgements() if judged is None else judged
    timings: dict[str, float] = {}
    with timed(timings, "find"):
        found = sources(inputs, wanted)
    scratch = Scratch(place)
    try:
        with collected_rarely():
            return _Rounds(scratch, base, obeyed, limits, progress, quarantine, timings).run(found, jobs)
    except BaseException:
        scratch.close()
        raise


@dataclass(frozen=True, slots=True)
class _Rounds:
    """The rounds of one build."""

    scratch: Scratch
    base: str
    judged: Judgements
    limits: Limits
    progress: Progress | None
    quarantine: Quarantine | None
    timings: dict[str, float]

    def run(self, found: Sequence[Source | Skipped], jobs: int | None) -> Built:
        """All of them."""
        planned = plan(found, jobs, self.limits)
        spool = Spool(self.scratch.folder)
        work = Work(spool, self.judged, self.limits)
        crew: Crew[Any, Any] = Crew(
            Each(work, self.limits, work.parts, partial(warm, self.judged), work.weight), planned.workers
        )
        with crew:
            with timed(self.timings, "read"):
                read, skipped = self._read(crew, planned)
            with timed(self.timings, "resolve"):
                settled = settle(read, self.judged)
            with timed(self.timings, "assemble"):
                shards = list(_assembled(crew, settled.batches(read, self.base), len(read), self.progress))
                verdicts = list(_results(crew, settled.verdicts(self.base)))
            counts = tuple(map(_counted, read, (count for each in shards for count in each.counts)))
            with timed(self.timings, "unite"):
                least = 2 * planned.workers or 1
                graph = unite(
                    crew,
                    [*shards, *verdicts],
                    self.base,
                    pages=len(read),
                    least=least,
                    progress=self.progress,
                )
        return Built(
            graph=graph,
            scratch=self.scratch,
            pages=counts,
            decisions=tuple(settled.links.decisions),
            skipped=tuple(skipped),
            notices=settled.notices,
            base=self.base,
            reread=partial(again, spool, [seen.place for seen in read]),
            timings=self.timings,
            page_timings={seen.id: seen.seconds for seen in read},
        )

    def _read(self, crew: Crew[Any, Any], planned: Plan) -> tuple[list[Seen], list[Skipped]]:
        outcomes: Iterator[tuple[str, Seen | Skipped]] = read_planned(
            planned, crew, progress=self.progress, limits=self.limits, quarantine=self.quarantine
        )
        return apart((outcome for _, outcome in outcomes), _id)


@dataclass(frozen=True, slots=True)
class Settled:
    """Who is who over all pages, what is known of each, and what is to be noted. ``spoken`` are, where people have decided
    anything, the keys that each page speaks of: some are no page's own."""

    links: Links
    known: dict[str, Known]
    notices: tuple[Notice, ...]
    spoken: Mapping[str, Set[str]]

    def batches(self, read: Sequence[Seen], base: str) -> Iterator[Batch]:
        """The pages in portions, each with what it needs to be assembled."""
        pages = iter(read)
        while portion := list(islice(pages, _BATCH)):
            finals = [self._finals(seen) for seen in portion]
            keys = tuple(self._keys(seen, at) for seen, at in zip(portion, finals, strict=True))
            spoken: set[str] = set().union(*finals, *(new for each in keys for new in each.later.values()))
            spoken = spoken.union(*(self.spoken.get(seen.id, ()) for seen in portion))
            known = {key: self.known[key] for key in sorted(spoken) if key in self.known}
            yield Batch(tuple(seen.place for seen in portion), keys, known, base)

    def verdicts(self, base: str) -> Iterator[Verdicts]:
        """What was decided over all pages, in portions."""
        decisions, moved = shown(self.links.decisions, self.links.replaced(), self.known.keys())
        for at in range(0, max(len(decisions), len(moved)), _VERDICTS):
            portion = slice(at, at + _VERDICTS)
            yield Verdicts(tuple(decisions[portion]), tuple(moved[portion]), base)

    def _keys(self, seen: Seen, finals: Set[str]) -> Keys:
        own = [profile.key for profile in seen.resolved.profiles]
        moved = {key: final for key in own if (final := self.links.key(seen.id, key)) != key}
        by_row = {key: meant for key in own if (meant := self.links.meant(seen.id, key)) is not NOT_MEANT}
        later = {key: self.links.later[key] for key in sorted(finals & self.links.later.keys())}
        return Keys(moved, by_row, later)

    def _finals(self, seen: Seen) -> set[str]:
        finals = (self.links.key(seen.id, each.key) for each in seen.resolved.profiles)
        return {final for final in finals if final is not None}


def settle(read: Sequence[Seen], judged: Judgements) -> Settled:
    """Who is who over pages that were read."""
    resolved = [seen.resolved for seen in read]
    links, obeyed = link(resolved, judged), Obeyed(judged)
    told = [obeyed.told(links, page) for page in resolved]
    met = frozenset().union(*(each.met for each in told))
    found = entities(shown for each in told for shown in each.shown)
    notices = (
        *(notice for seen in read for notice in seen.notices),
        *repeated((seen.id, seen.text) for seen in read),
        *(notice for each in resolved for notice in each.notices),
        *unmatched(judged, met, links.named),
    )
    spoken = {seen.id: each.keys() for seen, each in zip(read, told, strict=True)} if judged.rows else {}
    return Settled(links, known(found, _names(read, told, links, judged)), notices, spoken)


def _names(
    read: Sequence[Seen], told: Sequence[Told], links: Links, judged: Judgements
) -> Iterator[tuple[str, Set[str]]]:
    """The names that pages use, by the key of whom they mean; as people have decided, where they have decided anything."""
    if judged.rows:
        for each in told:
            yield from names_read(each.mentions).items()
        return
    for seen in read:
        for key, names in seen.names.items():
            final = links.key(seen.id, key)
            if final is not None:
                yield final, names


def unite(
    crew: Crew[Any, Any],
    shards: Sequence[Shard],
    base: str,
    *,
    pages: int,
    least: int = 1,
    progress: Progress | None = None,
) -> GraphFiles:
    """The graph of shards, made in ranges of subjects, ``least`` of them; written relative to ``base`` if that is a folder
    and there are ``pages``."""
    relative = base if base.endswith("/") and pages else None
    found = list(ranges(shards, relative, least))
    pieces = _told(_results(crew, found), "unite", len(found), progress)
    graph = collected(pieces, relative)
    for each in shards:
        each.path.unlink()
    return graph


def _assembled(
    crew: Crew[Any, Any], batches: Iterable[Batch], pages: int, progress: Progress | None
) -> Iterator[Shard]:
    return _told(_results(crew, batches), "assemble", -(-pages // _BATCH), progress)


def _results(crew: Crew[Any, Any], tasks: Iterable[Batch | Verdicts | Range]) -> Iterator[Any]:
    """What comes of tasks that may not fail. Raises KgError if one does: no part of a graph can be left out."""
    for outcome in crew.each(tasks, _NO_LIMIT):
        if outcome.lost is not None:
            raise KgError(
                f"a worker that puts the graph together failed ({outcome.lost.cause} {outcome.lost.detail}); give it more "
                "memory with --max-memory, or fewer pages; if that does not help, report it: it is a defect of this program"
            )
        yield from outcome.results


def _told(results: Iterable[Any], stage: str, total: int, progress: Progress | None) -> Iterator[Any]:
    for done, result in enumerate(results, start=1):
        yield result
        if progress is not None:
            progress(stage, done, max(done, total))


def _id(seen: Seen) -> str:
    return seen.id


def _counted(seen: Seen, count: tuple[int, int]) -> PageCounts:
    return PageCounts(seen.id, seen.encoding, seen.characters, seen.articles, *count)
