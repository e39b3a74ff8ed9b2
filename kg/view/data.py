"""The picture as plain JSON values for the page's script: this is the contract between Python and the page.

The page holds two JSON scripts. ``network-data`` is what pyvis draws at first (``nodes`` with id, label, shape,
color, size, x, y; ``edges`` with from, to, arrows; ``options``); its ids are indices into ``entities``.
``graph-data`` is everything else, with these keys:

``words`` interface words; ``classes`` looks of classes; ``relations`` names of drawn relations, in legend order;
``symmetric`` those without direction; ``labels`` {local name: {zh, en}}; ``units`` {unit: {zh, en}};
``pages`` names of pages; ``namespaces`` {prefix: IRI} for what the page copies as Turtle and SPARQL;
``texts`` whole texts of articles (or pages) as printed, each once; ``scans`` pieces of pictures of pages: source (a data
URI), width, height; ``focus`` the entity to start at, or null;
``span`` [earliest, latest] ISO prefix of all dates of facts, or null.

A *table* is {column: values}; rows are numbered from 0 and other tables point at them by number. Values are a
list with one item a row, or, where values repeat, ``{"of": [distinct values], "at": [number into "of" | null]}``.
null (or a missing column) means: not stated. A flag is true or null.

``entities``  iri, name, type (one of ``classes``), kinds (further classes), aliases, label (name as drawn),
    weight (importance: how many facts name it), size (half the width of its shape);
    pinyin, initials: lower-case pinyin of name and aliases (also other readings of a surname), forms separated
    by a space, no space inside a form: ``"wenfengqu wenfeng"`` and ``"wfq wf"``; search strips spaces from the query;
    area: entity, the county-level (else city, else province) area in which it lies, following ``locatedIn`` and
    ``subOrganizationOf`` upward, for others their posts, implementers, makers; group: number into ``groups``;
    from, to: first and last ISO prefix of the dates of its facts and of the articles they stand in;
    pages: numbers of pages that name it in a fact; confidence: greatest of its facts;
    gx, gy: only in a large graph: its place in its opened group, from the centre of the group.
``facts``  kind (link, post, measure, value), subject, object (entities), relation (local name, ``holdsPost`` for a
    post), evidence (numbers), text (a post's title, a literal, a measure's words), number, unit, approximate,
    former, dates (attested, as of), notes ([property, value] pairs); confidence: greatest of its evidence; pages;
    from, to: span of ``dates``, of a date stated as its value, else of the dates of the articles that say it.
``evidence``  page, article, start, end (code points in the page as given), rule, confidence, notes; and either
    text, at: number into ``texts`` and [start, end] there in UTF-16 units, as JavaScript counts, or
    quote, before, after: the words, and what the graph keeps of the text around them (24 characters).
    The words are always exactly the page's characters. scans: pieces on which they are seen, each a number into ``scans``
    and the boxes of the words there, [left, top, width, height] each.
``articles``  title, page, issued (ISO prefix: its date), byline (entities), text (number into ``texts``), iri.
``groups``  what can be collapsed: head (the entity that names it, null for what is left over), area (null for
    what lies nowhere), count (its entities), weight (sum); in a large graph also: hidden (how many of its entities
    are not drawn), x, y, size (its bubble's place and half width among the nodes of ``network-data``). Members: the
    entities whose ``group`` it is.
``bundles``  only in a large graph: table a, b, facts: lines of the overview with a bubble at one end or both;
    an entity by its number, group g as -1 - g; facts: how many they stand for.
``projects``  one row a project: project, area (entities), implementers (entities); each of money, floor, households,
    compounds, started, completed is the number of the fact that says so (``facts[n].number`` in CNY, m2, 1, 1;
    ``facts[n].text`` an ISO prefix): the surest where several do, of equally sure ones the largest (the earliest
    date). Most money first.
``tree``  areas, communities, agencies and their parts in reading order: entity, depth (0 a root), parent (row or
    null), below (how many rows lie under it).
``timeline``  posts by body (important first) and title, then by date: fact, from, to (attested; null where no date).
``charts``  {"money": table area (entity or null), number (sum of ``projects`` money, CNY), facts;
    "years": table year ("2021"), started (projects whose start lies in it), reported (those whose start is not
    stated: the year in which they are first reported)}; the last two are lists of entities.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from kg.knowledge.ontology import ontology
from kg.view import tables
from kg.view.columns import table, utf16
from kg.view.model import Evidence, Fact, Item, Picture, Scan, SourceArticle
from kg.view.overview import Overview, shorten, sizes
from kg.view.pinyin import spelled
from kg.view.places import Group
from kg.view.spans import Extent, whole
from kg.view.styles import Style, labels, relations, styles, symmetric, units
from kg.view.tables import Survey

ASSETS = Path(__file__).resolve().parent / "assets"


@cache
def words() -> dict[str, Any]:
    """The interface's own words, Chinese and English (``assets/words.json``)."""
    loaded: dict[str, Any] = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))
    return loaded


def page_data(
    picture: Picture, survey: Survey, groups: Sequence[Group], overview: Overview
) -> dict[str, Any]:
    """Everything the script needs. Evidence that several facts share is written once."""
    return _looks() | _graph(picture, survey, groups, overview) | _tables(picture, survey)


def _looks() -> dict[str, Any]:
    """What does not depend on the graph."""
    return {
        "words": words(),
        "classes": [_plain(style) for style in styles()],
        "relations": list(relations()),
        "symmetric": sorted(symmetric()),
        "labels": _both(labels()),
        "units": _both(units()),
        "namespaces": dict(sorted(ontology().prefixes.items())),
    }


def _graph(picture: Picture, survey: Survey, groups: Sequence[Group], overview: Overview) -> dict[str, Any]:
    evidence: dict[Evidence, int] = {}
    facts = [_fact(*each, evidence) for each in zip(picture.facts, survey.facts, strict=True)]
    bundles = overview.bundles or {}
    return {
        "pages": list(picture.pages),
        "texts": list(picture.texts),
        "scans": [_plain(scan) for scan in picture.scans],
        "focus": picture.focus,
        "span": whole(survey.facts),
        "articles": table([_plain(article) for article in picture.articles]),
        "entities": table(_entities(picture, survey, groups, overview)),
        "facts": table(facts),
        "evidence": table(_evidence(picture, list(evidence))),
        "groups": table([_group(g, group, survey, overview) for g, group in enumerate(groups)]),
        "bundles": table([{"a": a, "b": b, "facts": count} for (a, b), count in bundles.items()]),
    }


def _tables(picture: Picture, survey: Survey) -> dict[str, Any]:
    rows = tables.projects(picture, survey)
    return {
        "projects": table(rows),
        "tree": table(tables.tree(picture, survey)),
        "timeline": table(tables.timeline(picture, survey)),
        "charts": {
            "money": table(tables.money(picture, survey, rows)),
            "years": table(tables.years(picture, survey, rows)),
        },
    }


def _both(named: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {"zh": zh, "en": en} for name, (zh, en) in named.items()}


def _plain(value: Item | SourceArticle | Fact | Evidence | Scan | Style) -> dict[str, Any]:
    """The fields of one record, not copied deeply as ``asdict`` would."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _entities(
    picture: Picture, survey: Survey, groups: Sequence[Group], overview: Overview
) -> list[dict[str, Any]]:
    group = {entity: g for g, each in enumerate(groups) for entity in each.members}
    wide = sizes(survey.weights)
    rows = []
    for n, item in enumerate(picture.entities):
        pinyin, initials = spelled(item)
        row = _plain(item) | {"label": shorten(item.name), "weight": survey.weights[n], "size": wide[n]}
        row |= {"pinyin": pinyin, "initials": initials, "area": survey.areas[n], "group": group[n]}
        gx, gy = overview.inner[n] if overview.inner else (None, None)
        rows.append(row | {"gx": gx, "gy": gy} | _extent(survey.entities[n]))
    return rows


def _extent(extent: Extent) -> dict[str, Any]:
    return {
        "from": extent.first,
        "to": extent.last,
        "pages": list(extent.pages),
        "confidence": extent.confidence,
    }


def _group(number: int, group: Group, survey: Survey, overview: Overview) -> dict[str, Any]:
    bubble = -1 - number
    x, y = overview.places.get(bubble, (None, None))
    return {
        "head": group.head,
        "area": group.area,
        "count": len(group.members),
        "weight": sum(survey.weights[n] for n in group.members),
        "hidden": overview.hidden[number] if overview.hidden else None,
        "x": x,
        "y": y,
        "size": overview.bubbles.get(bubble),
    }


def _fact(fact: Fact, extent: Extent, evidence: dict[Evidence, int]) -> dict[str, Any]:
    numbers = [evidence.setdefault(one, len(evidence)) for one in fact.evidence]
    return _plain(fact) | {"evidence": numbers} | _extent(extent)


def _evidence(picture: Picture, found: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Words that stand in a text of the page's are not written a second time."""
    units = [utf16(text) for text in picture.texts]
    rows = []
    for one in found:
        row = _plain(one) | {"boxes": ()}
        if one.at is not None and one.text is not None:
            place = [units[one.text](one.at[0]), units[one.text](one.at[1])]
            row |= {"quote": "", "before": "", "after": "", "at": place}
        rows.append(row)
    return rows
