"""A part of a picture: an entity and what lies around it."""

from __future__ import annotations

import difflib
from dataclasses import replace

from kg.errors import ViewError
from kg.view.model import Fact, Picture
from kg.view.places import neighbours

_SUGGESTED = 5


def around(picture: Picture, name: str, hops: int) -> Picture:
    """The entities at most ``hops`` facts away from the one called ``name``, and all facts among them.

    ``name`` is a name, another name or an IRI. Raises ViewError if nothing or more than one thing is called so.
    """
    start = find(picture, name)
    near = neighbours(picture)
    kept, edge = {start}, {start}
    while edge and hops > 0:
        edge = {other for one in edge for other in near[one]} - kept
        kept |= edge
        hops -= 1
    return _only(picture, sorted(kept), start)


def find(picture: Picture, name: str) -> int:
    """The one entity with that IRI, or that name, or that other name, the first of these that fits."""
    wanted = name.strip()
    items = list(enumerate(picture.entities))
    for fitting in (
        [n for n, item in items if wanted.strip("<>") == item.iri],
        [n for n, item in items if item.name == wanted],
        [n for n, item in items if wanted in item.aliases],
    ):
        if len(fitting) > 1:
            listed = "; ".join(
                f"{picture.entities[n].name} <{picture.entities[n].iri}>" for n in fitting[:_SUGGESTED]
            )
            raise ViewError(f"{len(fitting)} entities are called {name!r}: give the IRI of one: {listed}")
        if fitting:
            return fitting[0]
    raise ViewError(_unknown(picture, wanted))


def _unknown(picture: Picture, name: str) -> str:
    near = _near(picture, name)
    advice = f"near names: {'、'.join(near)}" if near else "look for its name with kg stats or kg explain"
    return f"no entity of the graph is called {name!r}; {advice}"


def _near(picture: Picture, name: str) -> list[str]:
    """Names that hold the wanted one or are held by it, then such as are spelled alike."""
    names = sorted({form for item in picture.entities for form in (item.name, *item.aliases) if form})
    holding = [form for form in names if name and (name in form or (len(form) > 1 and form in name))]
    holding.sort(key=lambda form: (abs(len(form) - len(name)), form))
    alike = difflib.get_close_matches(name, names, n=_SUGGESTED, cutoff=0.5)
    return list(dict.fromkeys((*holding, *alike)))[:_SUGGESTED]


def _only(picture: Picture, kept: list[int], focus: int) -> Picture:
    """The picture of these entities alone; a fact stays if all it names do."""
    new = {old: n for n, old in enumerate(kept)}
    facts = tuple(
        replace(fact, subject=new[fact.subject], object=None if fact.object is None else new[fact.object])
        for fact in picture.facts
        if _within(fact, new)
    )
    articles = (
        replace(each, byline=tuple(new[author] for author in each.byline if author in new))
        for each in picture.articles
    )
    entities = tuple(picture.entities[n] for n in kept)
    return replace(picture, entities=entities, facts=facts, articles=tuple(articles), focus=new[focus])


def _within(fact: Fact, kept: dict[int, int]) -> bool:
    return fact.subject in kept and (fact.object is None or fact.object in kept)
