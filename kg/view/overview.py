"""What a large graph shows at first: its most important entities, and the rest folded into groups."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.view.layout import Box, layout
from kg.view.model import Fact, Picture
from kg.view.places import Group

#: Up to this many entities are all drawn; of a larger graph the `OVERVIEW` most important.
WHOLE = 600
OVERVIEW = 120
_INNER_BUDGET = 400_000  # there are many groups, and each is small
_LABEL = 14  # characters of a name that the canvas shows
_CHARACTER = 13.5  # width of a Chinese character on the canvas

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """What is drawn at first. A node is an entity (its number) or the bubble of group g (-1 - g).

    ``hidden`` counts the entities of each group that are not drawn, ``bundles`` the facts between two nodes
    of which at least one is a bubble, ``inner`` is each entity's place in its opened group. All three are
    empty where the graph is drawn whole.
    """

    drawn: tuple[int, ...]
    places: dict[int, Place]
    bubbles: dict[int, int]
    hidden: tuple[int, ...] = ()
    bundles: dict[tuple[int, int], int] | None = None
    inner: tuple[Place, ...] = ()


def importance(picture: Picture) -> list[int]:
    """For each entity the number of facts that name it, as subject or as object."""
    counts = [0] * len(picture.entities)
    for fact in picture.facts:
        for end in {fact.subject, fact.object} - {None}:
            counts[end] += 1  # type: ignore[index]
    return counts


def sizes(weights: Sequence[int]) -> list[int]:
    """Half the widths of the nodes' shapes, 8 to 28, by importance relative to the greatest."""
    top = math.log2(1 + max(weights, default=0))
    return [round(8 + 20 * math.log2(1 + weight) / max(top, 4.0)) for weight in weights]


def shorten(name: str) -> str:
    """The name as the canvas shows it."""
    return name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"


def overview(picture: Picture, weights: list[int], groups: Sequence[Group]) -> Overview:
    """The choice of what is drawn, and where."""
    drawn = shown(weights, groups)
    if len(drawn) == len(picture.entities):
        return Overview(
            tuple(drawn), _places(picture, weights, drawn, _pairs(picture.facts, set(drawn)), {}), {}
        )
    member = {entity: -1 - g for g, group in enumerate(groups) for entity in group.members}
    node = member | {entity: entity for entity in drawn}
    hidden = Counter(node[entity] for entity in node if node[entity] < 0)
    bubbles = {bubble: bubble_size(hidden[bubble]) for bubble in sorted(hidden, reverse=True)}
    lines = _joined(picture.facts, node)
    places = _places(picture, weights, drawn, lines, bubbles)
    return Overview(
        tuple(drawn),
        places,
        bubbles,
        tuple(hidden[-1 - g] for g in range(len(groups))),
        {pair: lines[pair] for pair in sorted(lines) if min(pair) < 0},
        _inner(picture, weights, groups),
    )


def bubble_size(hidden: int) -> int:
    """Half the width of the bubble that stands for so many entities: their number is its area."""
    return round(16 + 5 * math.sqrt(hidden))


def _joined(facts: Iterable[Fact], node: dict[int, int]) -> Counter[tuple[int, int]]:
    """How many facts join two nodes of the overview."""
    lines: Counter[tuple[int, int]] = Counter()
    for fact in facts:
        if fact.object is not None:
            one, two = node[fact.subject], node[fact.object]
            if one != two:
                lines[min(one, two), max(one, two)] += 1
    return lines


def _pairs(facts: Iterable[Fact], nodes: set[int]) -> set[tuple[int, int]]:
    return {
        (min(fact.subject, fact.object), max(fact.subject, fact.object))
        for fact in facts
        if fact.object is not None and fact.subject != fact.object and {fact.subject, fact.object} <= nodes
    }


def _places(
    picture: Picture,
    weights: list[int],
    drawn: Sequence[int],
    lines: Iterable[tuple[int, int]],
    bubbles: dict[int, int],
) -> dict[int, Place]:
    nodes = [*drawn, *bubbles]
    wide = sizes(weights)
    boxes = [_box(picture.entities[n].name, wide[n]) if n >= 0 else _bubble_box(bubbles[n]) for n in nodes]
    return dict(zip(nodes, _laid_out(nodes, lines, boxes), strict=True))


def _laid_out(
    nodes: Sequence[int], lines: Iterable[tuple[int, int]], boxes: Sequence[Box], *budget: int
) -> list[Place]:
    number = {node: n for n, node in enumerate(nodes)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from(sorted((number[a], number[b]) for a, b in lines))
    return layout(graph, boxes, *budget)


def _box(name: str, half: int) -> Box:
    """Room for the shape and the label under it."""
    wide = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in shorten(name))
    return (max(half, _CHARACTER * wide / 2), half + _CHARACTER * 0.8)


def _bubble_box(half: int) -> Box:
    """Room for the bubble and its name, which is written larger than the scale of so wide a drawing."""
    return (half + _CHARACTER * 4, half + _CHARACTER * 2.5)


def _inner(picture: Picture, weights: list[int], groups: Sequence[Group]) -> tuple[Place, ...]:
    """Every entity's place in its own group, seen from the middle of the group."""
    group_of = {entity: g for g, group in enumerate(groups) for entity in group.members}
    lines: list[set[tuple[int, int]]] = [set() for _ in groups]
    for one, two in _pairs(picture.facts, set(group_of)):
        if group_of[one] == group_of[two]:
            lines[group_of[one]].add((one, two))
    found: dict[int, Place] = {}
    wide = sizes(weights)
    for group, joined in zip(groups, lines, strict=True):
        boxes = [_box(picture.entities[n].name, wide[n]) for n in group.members]
        found |= zip(
            group.members, _centred(_laid_out(group.members, joined, boxes, _INNER_BUDGET)), strict=True
        )
    return tuple(found[n] for n in range(len(picture.entities)))


def _centred(places: list[Place]) -> list[Place]:
    left, top = (min(place[axis] for place in places) for axis in (0, 1))
    right, bottom = (max(place[axis] for place in places) for axis in (0, 1))
    return [(x - (left + right) // 2, y - (top + bottom) // 2) for x, y in places]


def shown(weights: Sequence[int], groups: Sequence[Group]) -> list[int]:
    """The entities drawn at first: all, or the most important of a large graph.

    An area that names a group is not drawn beside the bubble that stands for it.
    """
    if len(weights) <= WHOLE:
        return list(range(len(weights)))
    named = {group.area for group in groups if group.head == group.area}
    ranked = sorted(range(len(weights)), key=lambda n: (-weights[n], n))
    return sorted([n for n in ranked if n not in named][:OVERVIEW])
