"""Arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_GRAPH = Path("output/graph.ttl")

Graph = Annotated[
    Path, typer.Argument(metavar="GRAPH", help="An RDF file, by its ending (.ttl, .nq, .jsonld …).")
]
Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT…", help="Files, folders, globs, or - for standard input.")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Processes that read pages; by default as many as there are cores."),
]
Base = Annotated[str | None, typer.Option("--base", help="The IRI under which individuals are named.")]


def choice(value: str, known: tuple[str, ...], option: str = "--format") -> str:
    """``value`` if it is one of ``known``; otherwise wrong usage."""
    if value not in known:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(known)}", param_hint=option)
    return value
