"""Where entities lie: the area of each, and the groups into which a large graph is folded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from kg.view.model import Picture

#: What leads from an entity to the larger one that it lies in or belongs to, the first that is stated.
_UPWARD = ("locatedIn", "subOrganizationOf")
#: Areas below a county: too small to be what a district's overview is about.
_SMALL = frozenset({"Township", "SubDistrict"})
_ROUNDS = 8
_FEW = 4
_GROUPS = 60
_DOZEN = 12
#: A group of more members than this is divided further.
CROWD = 400


def uppers(picture: Picture) -> dict[int, int]:
    """Each entity's next larger one. A chain may run in a circle if the graph says so."""
    found: dict[int, tuple[int, int]] = {}
    for fact in picture.facts:
        if fact.object is None or fact.object == fact.subject or fact.relation not in _UPWARD:
            continue
        rank = (_UPWARD.index(fact.relation), fact.object)
        if fact.subject not in found or rank < found[fact.subject]:
            found[fact.subject] = rank
    return {entity: upper for entity, (_, upper) in found.items()}


def areas(picture: Picture) -> list[int | None]:
    """For each entity the county-level area it lies in, or the city or province where none is nearer.

    It is looked for upward; where nothing leads upward, the area of most of what it shares facts with.
    """
    upper = uppers(picture)
    stated = [_area(picture, entity, upper) for entity in range(len(picture.entities))]
    near = neighbours(picture)
    return [own if own is not None else _most(near[n], stated) for n, own in enumerate(stated)]


def _area(picture: Picture, entity: int, upper: Mapping[int, int]) -> int | None:
    chain = [one for one in _chain(entity, upper) if picture.entities[one].type == "Area"]
    large = (one for one in chain if not _SMALL.intersection(picture.entities[one].kinds))
    return next(large, chain[0] if chain else None)


def _chain(entity: int, upper: Mapping[int, int]) -> list[int]:
    """The entity and what lies above it, nearest first, each once."""
    chain = [entity]
    while (above := upper.get(chain[-1])) is not None and above not in chain:
        chain.append(above)
    return chain


def neighbours(picture: Picture) -> list[Counter[int]]:
    """What each entity shares facts with, and how many."""
    near: list[Counter[int]] = [Counter() for _ in picture.entities]
    for fact in picture.facts:
        if fact.object is not None and fact.object != fact.subject:
            near[fact.subject][fact.object] += 1
            near[fact.object][fact.subject] += 1
    return near


def _most(near: Mapping[int, int], of: list[int | None]) -> int | None:
    """What most of ``near`` have; of several equally frequent ones the first."""
    votes: Counter[int] = Counter()
    for other, count in near.items():
        if (value := of[other]) is not None:
            votes[value] += count
    return min(votes, key=lambda value: (-votes[value], value)) if votes else None


@dataclass(frozen=True, slots=True)
class Group:
    """Entities that are folded into one. ``head`` is the entity that names it, None for those left over;
    ``area`` is the area in which all of it lies, None where there is none."""

    head: int | None
    area: int | None
    members: tuple[int, ...]


def groups(picture: Picture, area: list[int | None], weights: list[int]) -> list[Group]:
    """Every entity in exactly one group: by area, spread along facts; what lies nowhere, by communities."""
    near = neighbours(picture)
    spread = _spread(area, near)
    by_area = _by_area(spread, uppers(picture))
    found = [part for place in sorted(by_area) for part in _divided(place, by_area[place], near, weights)]
    nowhere = [entity for entity, place in enumerate(spread) if place is None]
    joined, rest = _communities(nowhere, near)
    found += [Group(_head(part, weights), None, part) for part in joined]
    return found + [Group(None, None, part) for part in rest]


def _by_area(place: list[int | None], upper: Mapping[int, int]) -> dict[int, list[int]]:
    """The entities of each area. Areas of few entities go into the one above them, the smallest first, and so
    do others while there are more groups than can be told apart; none grows past `CROWD` that way."""
    found: dict[int, list[int]] = defaultdict(list)
    for entity, own in enumerate(place):
        if own is not None:
            found[own].append(entity)
    above = {own: _chain(own, upper)[1:] for own in found}
    left: set[int] = set()
    while small := _smallest(found, above, left):
        own, goal = small
        above.setdefault(goal, _chain(goal, upper)[1:])
        found[goal] = sorted(found[goal] + found.pop(own))
        left.add(own)
    return found


def _smallest(
    found: Mapping[int, list[int]], above: Mapping[int, list[int]], left: set[int]
) -> tuple[int, int] | None:
    """The smallest group that should go up, and where to; None if all may stay. None goes back to where one
    has left, so that places in a circle come to rest."""
    for size, own in sorted((len(members), own) for own, members in found.items()):
        if size >= _FEW and len(found) <= _GROUPS:
            return None
        goal = next((one for one in above[own] if one not in left), None)
        if goal is not None and size + len(found.get(goal, ())) <= CROWD:
            return own, goal
    return None


def _spread(area: list[int | None], near: list[Counter[int]]) -> list[int | None]:
    """Entities without an area join that of most of their neighbours, round by round."""
    spread = list(area)
    for _ in range(_ROUNDS):
        found = {n: _most(near[n], spread) for n, own in enumerate(spread) if own is None}
        news = {n: value for n, value in found.items() if value is not None}
        for n, value in news.items():
            spread[n] = value
        if not news:
            break
    return spread


def _divided(place: int, members: list[int], near: list[Counter[int]], weights: list[int]) -> list[Group]:
    if len(members) <= CROWD:
        return [Group(place, place, tuple(members))]
    joined, rest = _communities(members, near)
    heads = [place if place in part else _head(part, weights) for part in joined]
    found = [Group(head, place, part) for head, part in zip(heads, joined, strict=True)]
    return found + [Group(None, place, part) for part in rest]


def _head(members: Iterable[int], weights: list[int]) -> int:
    return min(members, key=lambda n: (-weights[n], n))


#: Parts of a graph, each a sorted tuple of entities.
Parts = list[tuple[int, ...]]


def _communities(members: list[int], near: list[Counter[int]]) -> tuple[Parts, Parts]:
    """Densely joined parts (Louvain, with a fixed seed), and what is left over, in parts of equal size."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(members)
    inside = set(members)
    pairs = ((a, b) for a in members for b in sorted(near[a]) if a < b and b in inside)
    graph.add_weighted_edges_from((a, b, near[a][b]) for a, b in pairs)
    parts = sorted((sorted(part) for part in nx.community.louvain_communities(graph, seed=0)), key=_by_size)
    joined = [tuple(part) for part in parts if len(part) >= _DOZEN]
    rest = sorted(n for part in parts if len(part) < _DOZEN for n in part)
    return joined, [tuple(rest[at : at + CROWD]) for at in range(0, len(rest), CROWD)]


def _by_size(part: list[int]) -> tuple[int, int]:
    return (-len(part), part[0])
