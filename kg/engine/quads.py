"""A graph that is there already, as a build leaves it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from pyoxigraph import Quad

from kg.assemble import DEFAULT_BASE, to_lines
from kg.durable import Scratch, told
from kg.engine.assembling import shard
from kg.engine.built import Built, PageCounts
from kg.engine.local import Work, unite
from kg.engine.spool import Spool
from kg.knowledge.judgements import Judgements
from kg.types import Article, Limits, Page, Resolution
from kg.workers import Crew, Each

#: Quads in a shard.
_ENOUGH = 100_000


def of_quads(
    quads: Iterable[Quad],
    resolution: Resolution,
    *,
    base: str = DEFAULT_BASE,
    timings: dict[str, float] | None = None,
    place: Path | None = None,
) -> Built:
    """A build whose ``quads``, in whatever order, are the graph of ``resolution``; its files lie hidden at ``place``."""
    scratch, limits = Scratch(place), Limits()
    work = Work(Spool(scratch.folder), Judgements(), limits)
    given, shards = iter(quads), []
    while portion := list(islice(given, _ENOUGH)):
        with told(scratch.folder.parent):
            shards.append(shard(to_lines(portion), scratch.folder))
    with Crew(Each(work, limits, work.parts), 0) as crew:
        graph = unite(crew, shards, base, pages=len(resolution.pages))
    return Built(
        graph=graph,
        scratch=scratch,
        pages=tuple(_counts(resolution)),
        decisions=resolution.decisions,
        skipped=resolution.skipped,
        notices=resolution.notices,
        base=base,
        reread=partial(_pages, resolution),
        timings=timings or {},
    )


def _pages(resolution: Resolution) -> Iterator[tuple[Page, Sequence[Article]]]:
    articles: defaultdict[str, list[Article]] = defaultdict(list)
    for article in resolution.articles:
        articles[article.page].append(article)
    return ((page, articles[page.id]) for page in resolution.pages)


def _counts(resolution: Resolution) -> Iterator[PageCounts]:
    articles = Counter(article.page for article in resolution.articles)
    mentions = Counter(found.page for found in resolution.mentions if not found.mention.pointer)
    claims = Counter(claim.source.page for claim in resolution.claims)
    for page in resolution.pages:
        counts = articles[page.id], mentions[page.id], claims[page.id]
        yield PageCounts(page.id, page.encoding, len(page.text), *counts)
