"""What a build on Spark made, as a build on one machine leaves it: for graphs that one machine can hold on its disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.codec import loaded, unpacked
from kg.durable import Scratch, told
from kg.engine import Built, PageCounts
from kg.engine.assembling import Shard, shard
from kg.engine.local import Work, unite
from kg.engine.reading import again
from kg.engine.spool import Spool
from kg.spark.frames import decoded
from kg.spark.outcome import Frames, Outcome
from kg.spark.reading import How, Noted
from kg.types import Decision, Page, PageResolution
from kg.workers import Crew, Each

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def merged(parts: Path, outcome: Outcome, how: How, base: str, out: Path) -> Built:
    """The graph whose ``parts`` lie in a folder as one. What is in the making lies hidden in ``out``."""
    frames, cores = outcome.frames, os.cpu_count() or 1
    scratch = Scratch(out)
    spool = Spool(scratch.folder)
    counts = tuple(_counts(frames))
    places = [spool.put(each) for each in _pages(frames.pages)]
    work = Work(spool, how.judged, how.limits)
    with told(out), Crew(Each(work, how.limits, work.parts), cores) as crew:
        graph = unite(crew, list(_shards(parts, scratch.folder)), base, pages=len(counts), least=2 * cores)
    decisions = frames.decisions.select("data").collect()
    return Built(
        graph=graph,
        scratch=scratch,
        pages=counts,
        decisions=tuple(sorted(loaded(bytes(row[0]), Decision) for row in decisions)),
        skipped=outcome.skipped,
        notices=outcome.notices,
        base=base,
        reread=partial(again, spool, places),
        timings=outcome.seconds,
    )


def _counts(frames: Frames) -> Iterator[PageCounts]:
    pages, made = frames.pages.select("page", "noted"), frames.made.select("page", "named", "said")
    rows = pages.join(made, "page").orderBy("page")
    for page, data, named, said in rows.toLocalIterator():
        each = loaded(bytes(data), Noted)
        yield PageCounts(decoded(bytes(page)), each.encoding, each.characters, each.articles, named, said)


def _pages(pages: DataFrame) -> Iterator[tuple[Page, PageResolution]]:
    for content, resolved in pages.orderBy("page").select("content", "resolved").toLocalIterator():
        yield unpacked(bytes(content), Page), unpacked(bytes(resolved), PageResolution)


def _shards(parts: Path, folder: Path) -> Iterator[Shard]:
    for part in sorted(parts.glob("part-*")):
        yield shard(part.read_bytes().split(b"\n")[:-1], folder)
