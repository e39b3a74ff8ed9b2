"""View: the graph as one HTML page that opens offline and shows for every line who says so."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Quad, Triple

from kg.durable import write_files
from kg.view.data import page_data
from kg.view.frame import frame
from kg.view.gather import gather
from kg.view.model import Picture
from kg.view.network import network
from kg.view.overview import importance, overview
from kg.view.page import drawing_library, render
from kg.view.part import around
from kg.view.places import areas, groups
from kg.view.scans import Cut, with_scans
from kg.view.spans import entity_extents, fact_extents
from kg.view.styles import styles
from kg.view.tables import Survey
from kg.view.texts import with_texts

__all__ = ["drawing_library", "frame", "html", "view"]


def view(
    quads: Iterable[Quad | Triple],
    path: Path,
    *,
    texts: Mapping[str, str] | None = None,
    scans: Cut | None = None,
    focus: str | None = None,
    hops: int = 1,
    only: Iterable[Quad | Triple] | None = None,
) -> None:
    """Writes ``path``, the page that `html` makes. Raises ``OutputError`` if the file cannot be written, and what
    `html` raises."""
    page = html(quads, texts=texts, scans=scans, focus=focus, hops=hops, only=only)
    write_files({path: page.encode("utf-8")})


def html(
    quads: Iterable[Quad | Triple],
    *,
    texts: Mapping[str, str] | None = None,
    scans: Cut | None = None,
    focus: str | None = None,
    hops: int = 1,
    only: Iterable[Quad | Triple] | None = None,
) -> str:
    """The page as text, made from nothing but what is given. Equal graphs give equal text, in any order.

    ``texts`` maps the IRI of an article, or of a page, to its text, so that sentences are shown inside it;
    without it they are shown with the context that the graph keeps. ``scans`` gives the pieces of pages' pictures in which
    words stand, by a page's IRI and the boxes of the words. ``only`` are triples, of the graph or
    concluded from it: nothing is drawn but the facts and entities that they name. ``focus`` (a name, another
    name or an IRI) limits it further, to what lies at most ``hops`` facts from that entity.

    Raises ``ViewError`` if ``focus`` names nothing or several things, ``ExportError`` if pyvis lacks its
    drawing library.
    """
    with _collector_paused():
        picture = gather(quads, (style.name for style in styles()), only)
        if focus is not None:
            picture = around(picture, focus, hops)
        picture = with_texts(picture, texts) if texts else picture
        return _page(with_scans(picture, scans) if scans else picture)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A large graph is millions of objects that all stay and form no cycles: looking through them again and
    again for garbage would take most of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _page(picture: Picture) -> str:
    weights = importance(picture)
    facts = fact_extents(picture)
    survey = Survey(weights, areas(picture), facts, entity_extents(picture, facts))
    parts = groups(picture, survey.areas, weights)
    first = overview(picture, weights, parts)
    return render(network(picture, first, weights), page_data(picture, survey, parts, first))
