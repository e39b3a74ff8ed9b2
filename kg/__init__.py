"""Minsheng KG: reads Chinese local-government news pages, writes a graph in which every fact knows its sentence.

The verbs are ``read``, ``build``, ``mentions`` and ``load``; what they return are ``Page``, ``Graph``, ``NamedMention``.
Nothing is imported before it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.errors import KgError
    from kg.types import Page, Skipped
    from kg.verbs import NamedMention, build, load, mentions, read

__all__ = ["Graph", "KgError", "NamedMention", "Page", "Skipped", "build", "load", "mentions", "read"]

_HOME = {"Graph": "kg.api", "KgError": "kg.errors", "Page": "kg.types", "Skipped": "kg.types"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOME.get(name, "kg.verbs")), name)
