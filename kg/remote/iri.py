"""Names of graphs, as they may stand in a query."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from kg.errors import RemoteError


def bracketed(graph: str | None) -> str:
    """The IRI between brackets. Raises RemoteError for one that would be more than an IRI there."""
    try:
        node = NamedNode(graph or "")
    except ValueError as error:
        raise RemoteError(f"{graph!r} is no IRI for a graph: {error}") from None
    if re.search(r"[\x00-\x20<>\"{}|^`\\]", node.value):
        raise RemoteError(f"{graph!r} is no IRI for a graph: it holds characters that no IRI has")
    return f"<{node.value}>"
