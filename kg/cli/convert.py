"""``kg export`` and ``kg view``: the same graph in another form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.options import Graph, choice
from kg.cli.terminal import put


def export(
    graph: Graph,
    format: Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help="The format to write.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="PATH", help="The file (or folder) to write.")],
) -> int:
    """Write GRAPH in another format."""
    from kg.export import FORMATS, load
    from kg.export import export as write

    choice(format, tuple(FORMATS))
    write(load(graph), out, format)
    put(f"{out}\n")
    return Exit.DONE


def view(
    graph: Graph,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="HTML", help="The page to write.")],
) -> int:
    """Draw GRAPH as one HTML page that opens offline."""
    from kg.export import load
    from kg.view import view as draw

    draw(load(graph), out)
    put(f"{out}\n")
    return Exit.DONE
