"""What a build leaves: the graph in files, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Quad

from kg.assemble import DEFAULT_BASE, Minter
from kg.durable import Scratch
from kg.engine.graph import GraphFiles
from kg.engine.reading import is_pictured
from kg.reader import cutter
from kg.types import Article, Cutting, Decision, Notice, Page, Skipped

#: The pages of a build, each with its articles.
Reread = Callable[[], Iterable[tuple[Page, Sequence[Article]]]]


@dataclass(frozen=True, slots=True)
class PageCounts:
    """What was read in a page, in numbers: ``mentions`` are names, not what only points at one."""

    id: str
    encoding: str
    characters: int
    articles: int
    mentions: int
    claims: int


@dataclass(frozen=True, slots=True)
class Built:
    """A built graph: what is in it, page by page; who was taken for whom; what was skipped or noted; seconds by stage, and
    those of each page by its id. ``reread`` gives the pages once more. Its files go with it."""

    graph: GraphFiles
    scratch: Scratch = field(repr=False, compare=False)
    pages: tuple[PageCounts, ...] = ()
    decisions: tuple[Decision, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[Notice, ...] = ()
    base: str = DEFAULT_BASE
    reread: Reread = field(default=tuple, repr=False, compare=False)
    timings: dict[str, float] = field(default_factory=dict, compare=False)
    page_timings: dict[str, Mapping[str, float]] = field(default_factory=dict, compare=False)

    def __enter__(self) -> Built:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the files."""
        self.scratch.close()

    @property
    def quads(self) -> tuple[Quad, ...]:
        """The whole graph in memory, sorted by its N-Quads lines."""
        return tuple(self.graph)

    def texts(self) -> dict[str, str]:
        """The printed text of every article, by the article's IRI."""
        return {iri: text for page, articles in self.reread() for iri, text in self._printed(page, articles)}

    def _printed(self, page: Page, articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
        minter = Minter(self.base)
        iri = minter.page(page)
        for article in articles:
            yield minter.article(iri, article.id), page.text[article.span.start : article.span.end]

    def cutting(self) -> Callable[[str, Sequence[str]], tuple[Cutting, ...]] | None:
        """From a page's IRI and the boxes of words on it (fragments) to the pieces of its picture that show them; None if
        no page was read from a picture or a PDF."""
        minter = Minter(self.base)
        pages = {minter.page(page): page.id for page, _ in self.reread() if is_pictured(page)}
        if not pages:
            return None
        cut = cutter()
        return lambda page, boxes: cut(pages[page], boxes) if page in pages else ()
