"""Arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.types import Limits

if TYPE_CHECKING:
    from kg.knowledge.judgements import Judgements
    from kg.reader import Wanted

#: What one document may cost, if nothing else is said.
MAX_BYTES, MAX_SECONDS, MAX_MEMORY = Limits().bytes, Limits().seconds, Limits().memory_mb
DEFAULT_GRAPH = Path("output/graph.ttl")


def in_folder(graph: Path) -> Path:
    """What a build left in a folder, where that is named; a store stays what it is."""
    built = graph / DEFAULT_GRAPH.name
    return built if built.is_file() else graph


Graph = Annotated[
    Path,
    typer.Argument(
        metavar="GRAPH",
        help="An RDF file, by its ending (.ttl, .nq, .jsonld …), the folder of a build, or a store of pages.",
        callback=in_folder,
    ),
]
Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT…", help="Files, folders, globs, or - for standard input.")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Processes that read pages; by default as many as there are cores."),
]
MaxBytes = Annotated[
    int,
    typer.Option(
        "--max-bytes",
        metavar="N",
        min=1,
        help="Bytes that a text, or a record of a file of records, may have.",
    ),
]
MaxSeconds = Annotated[
    float, typer.Option("--max-seconds", metavar="S", min=0.1, max=1e6, help="Seconds that a page may take.")
]
MaxMemory = Annotated[
    int, typer.Option("--max-memory", metavar="MIB", min=16, help="MiB that reading a document may take.")
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

Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,…",
        help="Which column of tables and records is what: text=正文,title=标题,date=日期.",
    ),
]
Meta = Annotated[
    Path | None,
    typer.Option(
        "--meta", metavar="FILE", help="A table of what is known of the pages: path, paper, date, page, city."
    ),
]
ReadFormat = Annotated[str, typer.Option("--format", metavar="F", help="text, or json with one page a line.")]


def choice(value: str, known: tuple[str, ...], option: str = "--format") -> str:
    """``value`` if it is one of ``known``; otherwise wrong usage."""
    if value not in known:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(known)}", param_hint=option)
    return value


def decided(path: Path | None) -> Judgements | None:
    """The project's judgements and those of a file; None (the project's own) without one."""
    from kg.verbs import judgements

    return None if path is None else judgements(path)


def wanted(columns: str | None, meta: Path | None) -> Wanted:
    """How inputs are to be read; wrong usage where ``columns`` names a field that no page has."""
    from kg.knowledge.page_fields import field_names
    from kg.reader import Wanted

    pairs = [pair.partition("=") for pair in (columns or "").split(",") if pair.strip()]
    known = [field for field in field_names() if field != "path"]
    for field, equals, column in pairs:
        if not (equals and column.strip()):
            raise typer.BadParameter(f"{field!r} is not FIELD=COLUMN", param_hint="--columns")
        choice(field.strip(), tuple(known), "--columns")
    if len({field.strip() for field, _, _ in pairs}) < len(pairs):
        raise typer.BadParameter("a field is named twice", param_hint="--columns")
    return Wanted({field.strip(): column.strip() for field, _, column in pairs}, meta)
