"""The first round: sources are read page by page, what was read is put aside, and what all pages together need is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.assemble import names_read
from kg.engine.spool import Place, Spool
from kg.knowledge.judgements import Judgements
from kg.pipeline import PageRead, read_source
from kg.reader import Source
from kg.types import Article, Limits, Notice, Page, PageResolution, Region, Skipped


@dataclass(frozen=True, slots=True)
class Seen:
    """Of a page that was read, what is needed before all are: where it lies (``place``), a hash of its ``text``, what it
    shows of whom (``resolved``, without what is long), which ``names`` it uses for its keys, and ``seconds`` by stage."""

    id: str
    encoding: str
    characters: int
    articles: int
    text: bytes
    pictured: bool
    resolved: PageResolution
    names: Mapping[str, frozenset[str]]
    notices: tuple[Notice, ...]
    place: Place
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)


def seen(read: PageRead, spool: Spool, *, whole: bool) -> Seen:
    """Put a page aside. ``whole``: its mentions and claims are asked for over all pages, as judgements do."""
    page, resolved = read.page, read.resolved
    kept = replace(resolved, articles=())
    return Seen(
        id=page.id,
        encoding=page.encoding,
        characters=len(page.text),
        articles=len(resolved.articles),
        text=hashlib.blake2b(page.text.encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        pictured=is_pictured(page),
        resolved=kept if whole else replace(kept, mentions=(), claims=()),
        names={key: frozenset(names) for key, names in names_read(resolved.mentions).items()},
        notices=page.notices,
        place=spool.put((page, resolved)),
        seconds=read.seconds,
    )


def read_aside(source: Source, spool: Spool, judged: Judgements, limits: Limits) -> Iterator[Seen | Skipped]:
    """Read the pages of a source and put each aside."""
    for outcome in read_source(source, judged, limits):
        yield outcome if isinstance(outcome, Skipped) else seen(outcome, spool, whole=bool(judged.rows))


def again(spool: Spool, places: Sequence[Place]) -> Iterator[tuple[Page, Sequence[Article]]]:
    """The pages at these places once more, each with its articles."""
    for place in places:
        page, resolved = spool.get(place)
        yield page, resolved.articles


def is_pictured(page: Page) -> bool:
    """Whether a page was read from a picture or a PDF."""
    return any(isinstance(anchor.locator, Region) for anchor in page.anchors[:1])
