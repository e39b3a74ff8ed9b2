"""The picture as plain JSON values for the page's script: this is the contract between Python and the page.

The page holds two JSON scripts. ``network-data`` is what pyvis draws at first (``nodes`` with id, label, shape,
color, size, x, y; ``edges`` with from, to, arrows; ``options``); its ids are indices into ``entities``.
``graph-data`` is everything else, with these keys:

``words`` interface words; ``classes`` looks of classes; ``relations`` names of drawn relations, in legend order;
``symmetric`` those without direction; ``labels`` {local name: {zh, en}}; ``units`` {unit: {zh, en}};
``pages`` names of pages; ``namespaces`` {prefix: IRI} for what the page copies as Turtle and SPARQL;
``texts`` whole texts of articles (or pages) as printed, each once; ``focus`` the entity to start at, or null;
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
    The words are always exactly the page's characters.
``articles``  title, page, issued (ISO prefix: its date), byline (entities), text (number into ``texts``), iri.
``groups``  what can be collapsed: area (entity, null for what lies nowhere), count (its entities), weight (sum);
    in a large graph also: hidden (how many of its entities are not drawn), x, y, size (its bubble's place and half
    width among the nodes of ``network-data``). Members: the entities whose ``group`` it is.
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
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from kg.view.model import Evidence, Fact, Item, Picture, SourceArticle
from kg.view.network import importance, shorten, sizes
from kg.view.styles import Style, labels, relations, styles, symmetric, units

ASSETS = Path(__file__).resolve().parent / "assets"


@cache
def words() -> dict[str, Any]:
    """The interface's own words, Chinese and English (``assets/words.json``)."""
    loaded: dict[str, Any] = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))
    return loaded


def page_data(picture: Picture) -> dict[str, Any]:
    """Everything the script needs. Evidence that several facts share is written once."""
    evidence: dict[Evidence, int] = {}
    facts = [_fact(fact, evidence) for fact in picture.facts]
    return {
        "words": words(),
        "classes": [_plain(style) for style in styles()],
        "relations": list(relations()),
        "symmetric": sorted(symmetric()),
        "labels": _both(labels()),
        "units": _both(units()),
        "pages": list(picture.pages),
        "articles": _table([_plain(article) for article in picture.articles]),
        "entities": _table(_entities(picture)),
        "facts": _table(facts),
        "evidence": _table([_plain(one) for one in evidence]),
    }


def _both(named: dict[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {"zh": zh, "en": en} for name, (zh, en) in named.items()}


def _plain(value: Item | SourceArticle | Fact | Evidence | Style) -> dict[str, Any]:
    """The fields of one record, not copied deeply as ``asdict`` would."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _entities(picture: Picture) -> list[dict[str, Any]]:
    weights = importance(picture)
    looks = zip(picture.entities, weights, sizes(weights), strict=True)
    return [
        _plain(item) | {"label": shorten(item.name), "weight": weight, "size": size}
        for item, weight, size in looks
    ]


def _fact(fact: Fact, evidence: dict[Evidence, int]) -> dict[str, Any]:
    return _plain(fact) | {"evidence": [evidence.setdefault(one, len(evidence)) for one in fact.evidence]}


def _table(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns, so that a name is written once and not in every row; what is empty becomes null."""
    names = rows[0] if rows else ()
    columns = {name: [_filled(row[name]) for row in rows] for name in names}
    return {name: column for name, column in columns.items() if any(value is not None for value in column)}


def _filled(value: Any) -> Any:
    """None for what is empty: 0 is a value, False and "" are not."""
    return None if value is False or value in ("", (), []) else value
