"""Short forms to full names within a page: 宝莲寺环卫站 is 文峰区环卫中心宝莲寺环卫站.

A name that another one of its kind ends with is a short form of it, where only one such name is on the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.resolve.naming import Named

_SHORTEST = 3
_COMPATIBLE = {"Agency": "body", "Organization": "body", "Place": "place", "Community": "place"}


def short_forms(entities: Iterable[Named]) -> dict[str, str]:
    """For each key that is only a short form of another, the key of the full one."""
    groups: defaultdict[str, dict[str, Named]] = defaultdict(dict)
    for entity in entities:
        groups[_COMPATIBLE.get(entity.type, entity.type)].setdefault(entity.key, entity)
    merged: dict[str, str] = {}
    for kind, group in groups.items():
        if kind not in {"Person", "Area", "Document"}:
            merged.update(_within(group))
    return {key: _last(merged, key) for key in merged}


def _within(group: dict[str, Named]) -> dict[str, str]:
    by_end: defaultdict[str, set[str]] = defaultdict(set)
    for entity in group.values():
        for cut in range(1, len(entity.name) - _SHORTEST + 1):
            by_end[entity.name[cut:]].add(entity.key)
    merged = {}
    for entity in group.values():
        longer = {key for key in by_end[entity.name] if key != entity.key}
        if len(longer) == 1 and len(entity.name) >= _SHORTEST:
            merged[entity.key] = longer.pop()
    return merged


def _last(merged: dict[str, str], key: str) -> str:
    seen = set()
    while key in merged and key not in seen:
        seen.add(key)
        key = merged[key]
    return key
