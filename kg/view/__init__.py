"""View: the graph as one HTML page that opens offline and shows for every line who says so."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Triple

from kg.view.data import page_data
from kg.view.gather import gather
from kg.view.network import network
from kg.view.page import render
from kg.view.styles import styles

__all__ = ["view"]


def view(quads: Iterable[Quad | Triple], path: Path) -> None:
    """Writes ``path``, an HTML page made from ``quads`` alone.

    Equal graphs give equal bytes, whatever their order. Raises ``ExportError`` if pyvis lacks its drawing
    library, ``OSError`` if the file cannot be written.
    """
    picture = gather(quads, (style.name for style in styles()))
    html = render(network(picture), page_data(picture))
    path.write_bytes(html.encode("utf-8"))
