"""Arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.knowledge.judgements import Judgements

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

License = Annotated[
    str | None, typer.Option("--license", metavar="IRI", help="The licence to state in dataset.ttl.")
]
Judged = Annotated[
    Path | None,
    typer.Option(
        "--judgements", metavar="FILE", help="Decisions to obey beside the project's own (TSV or CSV)."
    ),
]


def choice(value: str, known: tuple[str, ...], option: str = "--format") -> str:
    """``value`` if it is one of ``known``; otherwise wrong usage."""
    if value not in known:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(known)}", param_hint=option)
    return value


def decided(path: Path | None) -> Judgements | None:
    """The project's judgements and those of a file; None (the project's own) without one."""
    from kg.verbs import judgements

    return None if path is None else judgements(path)
