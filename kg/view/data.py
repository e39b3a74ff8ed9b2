"""The picture as plain JSON values for the page's script: tables, and numbers that point into them."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from kg.view.model import Evidence, Fact, Picture
from kg.view.network import importance, shorten, size
from kg.view.styles import labels, relations, styles, symmetric, units

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
        "classes": [asdict(style) for style in styles()],
        "relations": list(relations()),
        "symmetric": sorted(symmetric()),
        "labels": _both(labels()),
        "units": _both(units()),
        "pages": list(picture.pages),
        "articles": [_filled(asdict(article)) for article in picture.articles],
        "entities": _entities(picture),
        "facts": facts,
        "evidence": [_filled(asdict(one)) for one in evidence],
    }


def _both(named: dict[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {"zh": zh, "en": en} for name, (zh, en) in named.items()}


def _entities(picture: Picture) -> list[dict[str, Any]]:
    weights = importance(picture)
    return [
        _filled({**asdict(item), "label": shorten(item.name), "weight": weight, "size": size(weight)})
        for item, weight in zip(picture.entities, weights, strict=True)
    ]


def _fact(fact: Fact, evidence: dict[Evidence, int]) -> dict[str, Any]:
    plain = asdict(fact) | {"evidence": [evidence.setdefault(one, len(evidence)) for one in fact.evidence]}
    return _filled(plain)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; 0 is a value, False and "" are not."""
    return {k: v for k, v in values.items() if not (v is None or v is False or v == "" or v == () or v == [])}
