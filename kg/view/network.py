"""The drawn network: a pyvis ``Network`` whose nodes stand where the overview has put them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.view.model import Fact, Picture
from kg.view.overview import Overview, shorten, sizes
from kg.view.styles import styles, symmetric

if TYPE_CHECKING:
    from pyvis.network import Network


def network(picture: Picture, overview: Overview, weights: list[int]) -> Network:
    """The pyvis network of what is drawn at first, physics off.

    Ids are numbers and no option, colour or shape comes from the graph. The lists are set directly, because
    pyvis' ``add_node`` looks through all nodes each time.
    """
    from pyvis.network import Network  # slow to import, and needed only when a page is written

    lines = _lines(picture.facts, set(overview.drawn))
    drawn = Network(directed=True, cdn_resources="in_line")
    drawn.toggle_physics(False)
    drawn.set_edge_smooth("continuous")
    drawn.options.edges.smooth.enabled = False
    drawn.nodes = _nodes(picture, overview, sizes(weights))
    drawn.node_ids = list(overview.drawn)
    drawn.edges = [{"from": a, "to": b, "arrows": arrows} for (a, b), arrows in lines.items()]
    return drawn


def _lines(facts: Iterable[Fact], nodes: set[int]) -> dict[tuple[int, int], str]:
    """One line for each pair that facts join, lower index first, with the ends that bear an arrow."""
    ends: dict[tuple[int, int], set[str]] = {}
    undirected = symmetric()
    for fact in facts:
        one, two = fact.subject, fact.object
        if two is None or one == two or not {one, two} <= nodes:
            continue
        found = ends.setdefault((min(one, two), max(one, two)), set())
        if fact.relation not in undirected:
            found.add("to" if one < two else "from")
    return {pair: ", ".join(sorted(ends[pair])) for pair in sorted(ends)}


def _nodes(picture: Picture, overview: Overview, wide: list[int]) -> list[dict[str, Any]]:
    looks = {style.name: style for style in styles()}
    return [
        {
            "id": node,
            "label": shorten(picture.entities[node].name),
            "shape": looks[picture.entities[node].type].shape,
            "color": looks[picture.entities[node].type].colour,
            "size": wide[node],
            "x": overview.places[node][0],
            "y": overview.places[node][1],
        }
        for node in overview.drawn
    ]
