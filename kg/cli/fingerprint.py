"""``kg hash``: is this the same graph, are these the files that were built?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.graphs import is_kept, load
from kg.cli.options import DEFAULT_GRAPH, in_folder
from kg.cli.terminal import put, visible

if TYPE_CHECKING:
    from pyoxigraph import Quad

_WORDS = {True: "as built", False: "differs", None: "missing"}


def fingerprint(
    graphs: Annotated[
        list[Path] | None, typer.Argument(metavar="[GRAPH]…", help="RDF files, by their endings.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Compare the files beside a report.json with it."),
    ] = None,
) -> int:
    """Print the hash of each GRAPH's canonical form (RDFC-1.0, SHA-256), or check the files of a build."""
    if report is not None:
        if graphs:
            raise typer.BadParameter("takes no GRAPH beside it", param_hint="--report")
        return _compare(report)
    from kg.export import canonical_hash

    for path in graphs or [DEFAULT_GRAPH]:
        put(f"{canonical_hash(_quads(path))}  {visible(str(path))}\n")
    return Exit.DONE


def _quads(graph: Path) -> Iterable[Quad]:
    from kg.export import stream

    return load(graph) if is_kept(graph) else stream(in_folder(graph))


def _compare(report: Path) -> int:
    from kg.output import compare

    found = compare(report)
    put("".join(f"{visible(name)}: {_WORDS[same]}\n" for name, same in found.items()))
    return Exit.DONE if all(found.values()) else Exit.DIFFERS
