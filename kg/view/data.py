"""The picture as plain JSON values for the page's script: tables, and numbers that point into them."""

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
