"""``kg export`` and ``kg view``: the same graph in another form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.annotation import annotate
from kg.cli.exits import Exit
from kg.cli.graphs import is_kept, load
from kg.cli.options import (
    MAX_BYTES,
    MAX_MEMORY,
    MAX_SECONDS,
    Graph,
    Jobs,
    Judged,
    MaxBytes,
    MaxMemory,
    MaxSeconds,
    choice,
    in_folder,
)
from kg.cli.terminal import note, put
from kg.types import Limits

if TYPE_CHECKING:
    from pyoxigraph import Triple


def export(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="GRAPH|PAGES…", help="A graph; or, for the annotation tools, pages as in kg mentions."
        ),
    ],
    to: Annotated[str, typer.Option("--to", "-f", "--format", metavar="FORMAT", help="The format to write.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="PATH", help="The file (or folder) to write.")],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="Properties and items of your own Wikibase (TOML)."),
    ] = None,
    jobs: Jobs = None,
    judgements: Judged = None,
    max_bytes: MaxBytes = MAX_BYTES,
    max_seconds: MaxSeconds = MAX_SECONDS,
    max_memory: MaxMemory = MAX_MEMORY,
) -> int:
    """Write a graph in another format, or pages with their names marked for an annotation tool."""
    from kg.annotate import TOOLS
    from kg.export import FORMATS
    from kg.export import export as write

    choice(to, (*FORMATS, *TOOLS), "--to")
    if to in TOOLS:
        return annotate(to, inputs, out, jobs, judgements, Limits(max_bytes, max_seconds, max_memory))
    if len(inputs) != 1:
        raise typer.BadParameter(f"{to} is made from one graph, not from {len(inputs)}", param_hint="GRAPH")
    write(load(in_folder(Path(inputs[0]))), out, to, mapping)
    put(f"{out}\n")
    return Exit.DONE


def view(
    graph: Graph,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help="The page to write; by default beside GRAPH, as .html."
        ),
    ] = None,
    focus: Annotated[
        str | None,
        typer.Option("--focus", metavar="NAME", help="Draw what lies around this entity: a name or an IRI."),
    ] = None,
    hops: Annotated[
        int | None, typer.Option("--hops", metavar="N", min=0, help="How far around; 1 if it is not said.")
    ] = None,
    query: Annotated[
        Path | None,
        typer.Option("--query", metavar="FILE", help="Draw what this CONSTRUCT query in a file answers."),
    ] = None,
) -> int:
    """Draw GRAPH, or a part of it, as one HTML page that opens offline."""
    from kg.view import view as draw

    if hops is not None and focus is None:
        raise typer.BadParameter("it counts from an entity: name one with --focus", param_hint="--hops")
    out = out or graph.with_suffix(".html")
    only = None if query is None else _constructed(query, graph)
    draw(load(graph), out, focus=focus, hops=1 if hops is None else hops, only=only)
    put(f"{out}\n")
    return Exit.DONE


def _constructed(query: Path, graph: Path) -> list[Triple]:
    """The triples that the query in a file answers."""
    from kg.query import find, run

    sparql, _ = find(f"@{query}")
    table = run(sparql, load(graph) if is_kept(graph) else graph)
    triples = list(table.triples())
    if table.truncated:
        note(f"kg: the answer was cut off after {len(table)} triples: narrow the query down")
    return triples
