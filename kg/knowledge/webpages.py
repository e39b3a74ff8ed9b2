"""What tells an article on a web page from what stands around it (``seeds/lexicons/webpages.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge import rows

_SECTIONS = {
    "meta": ("title", "date", "source", "author"),
    "content": ("names", "tags"),
    "around": ("names", "tags"),
    "lines": ("beginnings", "anywhere"),
    "info": ("source", "date", "author", "other"),
    "shown": ("source", "date", "author"),
}


@dataclass(frozen=True, slots=True)
class WebPages:
    """``meta`` lists names of metadata by field; names of elements are folded to small letters; ``info`` lists by field
    how the parts of the line below a headline begin, ``shown`` the names of elements that hold a value alone."""

    meta: Mapping[str, tuple[str, ...]]
    content_names: frozenset[str]
    content_tags: frozenset[str]
    around_names: frozenset[str]
    around_tags: frozenset[str]
    beginnings: tuple[str, ...]
    anywhere: tuple[str, ...]
    info: Mapping[str, tuple[str, ...]]
    shown: Mapping[str, frozenset[str]]


@cache
def web_pages() -> WebPages:
    """The words of ``webpages.toml``; KnowledgeError names the file and what is wrong in it."""
    path, data = rows.load("webpages.toml")
    for section, keys in _SECTIONS.items():
        if set(data.get(section, {})) != set(keys):
            raise KnowledgeError(f"{path}, [{section}]: expected the lists {', '.join(keys)}")
    return WebPages(
        meta={field: tuple(name.casefold() for name in names) for field, names in data["meta"].items()},
        content_names=_folded(data["content"]["names"]),
        content_tags=_folded(data["content"]["tags"]),
        around_names=_folded(data["around"]["names"]),
        around_tags=_folded(data["around"]["tags"]),
        beginnings=tuple(data["lines"]["beginnings"]),
        anywhere=tuple(data["lines"]["anywhere"]),
        info={field: tuple(words) for field, words in data["info"].items()},
        shown={field: _folded(names) for field, names in data["shown"].items()},
    )


def _folded(names: Any) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)
