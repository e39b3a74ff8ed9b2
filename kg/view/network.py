"""The drawn network: a pyvis ``Network`` whose nodes stand where `kg.view.layout` has put them."""

from __future__ import annotations

import math
import unicodedata
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.view.layout import Box, layout
from kg.view.model import Fact, Picture
from kg.view.styles import Style, styles, symmetric

if TYPE_CHECKING:
    from pyvis.network import Network

#: Up to this many entities are all drawn; of a larger graph the `OVERVIEW` most important.
WHOLE = 1500
OVERVIEW = 250
_LABEL = 14  # characters of a name that the canvas shows
_CHARACTER = 13.5  # width of a Chinese character on the canvas


def importance(picture: Picture) -> list[int]:
    """For each entity the number of facts that name it, as subject or as object."""
    counts = [0] * len(picture.entities)
    for fact in picture.facts:
        for end in {fact.subject, fact.object} - {None}:
            counts[end] += 1  # type: ignore[index]
    return counts


def sizes(weights: list[int]) -> list[int]:
    """Half the widths of the nodes' shapes, 8 to 28, by importance relative to the greatest."""
    top = math.log2(1 + max(weights, default=0))
    return [round(8 + 20 * math.log2(1 + weight) / max(top, 4.0)) for weight in weights]


def shorten(name: str) -> str:
    """The name as the canvas shows it."""
    return name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"


def shown(picture: Picture, weights: list[int]) -> list[int]:
    """The entities drawn at first: all, or the most important of a large graph.

    One that is joined to none of those already chosen brings along what joins it to them, so that the
    overview hangs together.
    """
    everyone = range(len(picture.entities))
    if len(everyone) <= WHOLE:
        return list(everyone)
    ranked = sorted(everyone, key=lambda n: (-weights[n], n))
    near = _neighbours(picture, {n: place for place, n in enumerate(ranked)})
    chosen: set[int] = set()
    for start in ranked:
        if len(chosen) >= OVERVIEW:
            break
        chosen |= _chain(start, near, chosen)
    return sorted(chosen)


def _neighbours(picture: Picture, place: dict[int, int]) -> list[list[int]]:
    near: list[set[int]] = [set() for _ in picture.entities]
    for fact in picture.facts:
        if fact.object is not None and fact.object != fact.subject:
            near[fact.subject].add(fact.object)
            near[fact.object].add(fact.subject)
    return [sorted(found, key=place.__getitem__) for found in near]


def _chain(start: int, near: list[list[int]], chosen: set[int]) -> set[int]:
    """``start`` and the shortest way from it to one of the chosen; ``start`` alone if there is none."""
    came: dict[int, int] = {start: start}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        if node in chosen:
            return _way_back(node, came)
        for other in near[node]:
            if other not in came:
                came[other] = node
                queue.append(other)
    return {start}


def _way_back(node: int, came: dict[int, int]) -> set[int]:
    way = {node}
    while came[node] != node:
        node = came[node]
        way.add(node)
    return way


def network(picture: Picture) -> Network:
    """The pyvis network of what is drawn at first, physics off.

    Ids are numbers and no option, colour or shape comes from the graph. The lists are set directly, because
    pyvis' ``add_node`` looks through all nodes each time.
    """
    from pyvis.network import Network  # slow to import, and needed only when a page is written

    weights = importance(picture)
    nodes = shown(picture, weights)
    lines = _lines(picture.facts, set(nodes))
    drawn = Network(directed=True, cdn_resources="in_line")
    drawn.toggle_physics(False)
    drawn.set_edge_smooth("continuous")
    drawn.options.edges.smooth.enabled = False
    drawn.nodes = _nodes(picture, nodes, lines, weights, {style.name: style for style in styles()})
    drawn.node_ids = nodes
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


def _nodes(
    picture: Picture,
    nodes: list[int],
    lines: Iterable[tuple[int, int]],
    weights: list[int],
    looks: dict[str, Style],
) -> list[dict[str, Any]]:
    place = {node: n for n, node in enumerate(nodes)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from((place[a], place[b]) for a, b in lines)
    wide = sizes(weights)
    boxes = [_box(picture.entities[node].name, wide[node]) for node in nodes]
    return [
        {
            "id": node,
            "label": shorten(picture.entities[node].name),
            "shape": looks[picture.entities[node].type].shape,
            "color": looks[picture.entities[node].type].colour,
            "size": wide[node],
            "x": x,
            "y": y,
        }
        for node, (x, y) in zip(nodes, layout(graph, boxes), strict=True)
    ]


def _box(name: str, half: int) -> Box:
    """Room for the shape and the label under it."""
    wide = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in shorten(name))
    return (max(half, _CHARACTER * wide / 2), half + _CHARACTER * 0.8)
