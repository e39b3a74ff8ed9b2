"""The graph that a command is asked about: a file, or a store that ``kg build --store`` keeps."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Quad


def load(graph: Path) -> tuple[Quad, ...]:
    """The quads of a graph file or a store, each once, sorted.

    Raises InputError if the file is missing or broken, StoreError if the store cannot be read now.
    """
    if is_kept(graph):
        from kg.store import quads  # with all that reads pages: nothing that a graph file needs

        return quads(graph)
    from kg.export import load as read

    return read(graph)


def is_kept(graph: Path) -> bool:
    """Whether it is a store of pages."""
    return (graph / "current").is_file()
