"""The graph as tables beside the network: projects, the tree of areas, posts over time, sums for charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.view.model import Fact, Picture
from kg.view.places import uppers
from kg.view.spans import Extent

#: What stands in the tree under the area or body that it belongs to.
_IN_TREE = frozenset({"Area", "Community", "Agency", "Organization"})
#: Columns of the table of projects: measured properties and the units they are in, and dates.
_MEASURED: dict[str, tuple[str, ...]] = {
    "money": ("investment",),
    "floor": ("floorArea", "area"),
    "households": ("households",),
    "compounds": ("compounds",),
}
_DATED: dict[str, tuple[str, ...]] = {"started": ("startedOn",), "completed": ("completedOn",)}


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of each entity and fact of a picture beside what the graph says: see the modules named.

    ``weights`` (overview), ``areas`` and ``groups`` (places), ``facts`` and ``entities`` (spans).
    """

    weights: list[int]
    areas: list[int | None]
    facts: list[Extent]
    entities: list[Extent]


Row = dict[str, Any]


def projects(picture: Picture, survey: Survey) -> list[Row]:
    """One row a project, most money first; figures and dates are the numbers of the facts that say them."""
    said = _by_subject(picture)
    makers: dict[int, list[int]] = defaultdict(list)
    for fact in picture.facts:
        if (
            fact.relation == "implements"
            and fact.object is not None
            and fact.subject not in makers[fact.object]
        ):
            makers[fact.object].append(fact.subject)
    rows = [
        _project(n, said.get(n, []), makers.get(n, []), picture, survey)
        for n, item in enumerate(picture.entities)
        if item.type == "Project"
    ]
    return sorted(rows, key=lambda row: (-_amount(picture, row["money"]), -survey.weights[row["project"]]))


def _project(project: int, said: list[int], makers: list[int], picture: Picture, survey: Survey) -> Row:
    figures = {name: _surest(said, name, _MEASURED, picture, survey) for name in _MEASURED}
    dates = {name: _surest(said, name, _DATED, picture, survey) for name in _DATED}
    return {"project": project, "area": survey.areas[project], "implementers": makers} | figures | dates


def _by_subject(picture: Picture) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for n, fact in enumerate(picture.facts):
        found[fact.subject].append(n)
    return found


def _surest(
    said: list[int], name: str, relations: dict[str, tuple[str, ...]], picture: Picture, survey: Survey
) -> int | None:
    """The fact that says it most surely; of equally sure ones the largest number, the earliest date. The first of
    the properties that the project has counts: a plain area only where no floor area is told."""
    told = {picture.facts[n].relation for n in said}
    wanted = next((relation for relation in relations[name] if relation in told), None)
    fitting = [n for n in said if picture.facts[n].relation == wanted]
    if relations is _MEASURED:
        fitting = [n for n in fitting if picture.facts[n].number is not None]

    def order(n: int) -> tuple[float, float, str, int]:
        return (
            -(survey.facts[n].confidence or 0.0),
            -(picture.facts[n].number or 0.0),
            picture.facts[n].text,
            n,
        )

    return min(fitting, key=order, default=None)


def _amount(picture: Picture, fact: int | None) -> float:
    return 0.0 if fact is None else picture.facts[fact].number or 0.0


def tree(picture: Picture, survey: Survey) -> list[Row]:
    """Areas, communities and bodies, each under what it lies in or belongs to, in reading order."""
    upper = uppers(picture)
    shown = [n for n, item in enumerate(picture.entities) if item.type in _IN_TREE]
    above = {n: _above(n, upper, picture) for n in shown}
    under: dict[int | None, list[int]] = defaultdict(list)
    for n in shown:
        under[above[n]].append(n)
    # A body that belongs to nothing and has nothing under it is no part of a tree.
    under[None] = [n for n in under[None] if under.get(n) or picture.entities[n].type == "Area"]
    kinds = {"Area": 0, "Community": 1}

    def order(n: int) -> tuple[int, int, int]:
        return (kinds.get(picture.entities[n].type, 2), -survey.weights[n], n)

    return _rows(under, order)


def _above(entity: int, upper: dict[int, int], picture: Picture) -> int | None:
    """What it stands under; None if nothing, or if going up from there leads back to a smaller number.

    Where the graph runs in a circle, the circle is cut once: above its first entity.
    """
    above = upper.get(entity)
    if above is None or picture.entities[above].type not in _IN_TREE:
        return None
    seen = [entity]
    while above is not None and above not in seen:
        seen.append(above)
        above = upper.get(above)
    return None if above == entity and entity == min(seen) else upper[entity]


def _rows(under: dict[int | None, list[int]], order: Callable[[int], tuple[int, int, int]]) -> list[Row]:
    rows: list[Row] = []
    waiting = [(n, 0, None) for n in sorted(under[None], key=order, reverse=True)]
    open_rows: list[tuple[int, int, int | None]] = list(waiting)
    while open_rows:
        entity, depth, parent = open_rows.pop()
        at = len(rows)
        rows.append({"entity": entity, "depth": depth, "parent": parent, "below": 0})
        open_rows += [(n, depth + 1, at) for n in sorted(under.get(entity, []), key=order, reverse=True)]
    for row in reversed(rows):
        if row["parent"] is not None:
            rows[row["parent"]]["below"] += 1 + row["below"]
    return rows


def timeline(picture: Picture, survey: Survey) -> list[Row]:
    """Posts by body, the important first, and title, then by date."""
    posts = [(n, fact) for n, fact in enumerate(picture.facts) if fact.kind == "post"]

    def order(post: tuple[int, Fact]) -> tuple[int, int, str, str, int]:
        n, fact = post
        body = fact.object or 0
        return (-survey.weights[body], body, fact.text, survey.facts[n].first, n)

    rows = ((n, sorted(fact.dates)) for n, fact in sorted(posts, key=order))
    return [
        {"fact": n, "from": dates[0] if dates else None, "to": dates[-1] if dates else None}
        for n, dates in rows
    ]


def money(picture: Picture, survey: Survey, rows: Sequence[Row]) -> list[Row]:
    """What the projects of each area cost together, most first."""
    facts: dict[int | None, list[int]] = defaultdict(list)
    for row in rows:
        if row["money"] is not None:
            facts[survey.areas[row["project"]]].append(row["money"])
    sums = [
        {"area": area, "number": sum(_amount(picture, n) for n in found), "facts": found}
        for area, found in facts.items()
    ]
    return sorted(sums, key=lambda row: (-row["number"], -1 if row["area"] is None else row["area"]))


def years(picture: Picture, survey: Survey, rows: Sequence[Row]) -> list[Row]:
    """The projects that started in each year, and those first reported in it whose start nobody states."""
    started: dict[str, list[int]] = defaultdict(list)
    reported: dict[str, list[int]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["project"]):
        if row["started"] is not None:
            started[picture.facts[row["started"]].text[:4]].append(row["project"])
        elif first := survey.entities[row["project"]].first:
            reported[first[:4]].append(row["project"])
    return [
        {"year": year, "started": started.get(year, []), "reported": reported.get(year, [])}
        for year in sorted({*started, *reported})
        if year.isdigit()
    ]
