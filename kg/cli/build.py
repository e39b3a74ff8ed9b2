"""``kg build`` and ``kg mentions``: from pages to a graph, or to the names in them.

Stages are imported inside the commands: ``kg query`` should not wait for what only ``kg build`` needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.options import Base, Columns, Inputs, Jobs, Judged, License, Meta, choice, decided, wanted
from kg.cli.terminal import note, note_skipped, progress, put

_MENTION_FORMATS = ("jsonl", "tsv")
_COLUMNS = ("doc", "start", "end", "text", "type", "name", "id")


def build(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="The folder to write to.")] = Path(
        "output"
    ),
    base: Base = None,
    jobs: Jobs = None,
    format: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="F", help="Also write this format; may be repeated."),
    ] = None,
    judgements: Judged = None,
    columns: Columns = None,
    meta: Meta = None,
    license: License = None,
    no_view: Annotated[bool, typer.Option("--no-view", help="Write no graph.html.")] = False,
    no_validate: Annotated[bool, typer.Option("--no-validate", help="Do not check the shapes.")] = False,
) -> int:
    """Read pages and write OUT/graph.ttl, OUT/graph.html, OUT/dataset.ttl and OUT/report.json.

    Names the files it wrote on standard output; what it skipped, and a summary, on standard error.
    """
    from kg import output, pipeline
    from kg.assemble import DEFAULT_BASE
    from kg.export import FORMATS, licence

    if license is not None:
        licence(license)
    formats = tuple(choice(name, tuple(FORMATS)) for name in format or ())
    with progress() as tell:
        result = pipeline.build(
            inputs,
            base=base or DEFAULT_BASE,
            jobs=jobs,
            progress=tell,
            judged=decided(judgements),
            wanted=wanted(columns, meta),
        )
        outcome = output.write(
            result, out, formats=formats, view=not no_view, validate=not no_validate, license=license
        )
    note_skipped(result.skipped)
    note(f"kg: {outcome.summary}")
    put("".join(f"{path}\n" for path in outcome.files))
    if not outcome.conforms:
        return Exit.VIOLATED
    return Exit.SKIPPED if result.skipped else Exit.DONE


def mentions(
    files: Inputs,
    format: Annotated[str, typer.Option("--format", metavar="F", help="jsonl or tsv.")] = "jsonl",
    base: Base = None,
    jobs: Jobs = None,
    judgements: Judged = None,
    columns: Columns = None,
    meta: Meta = None,
) -> int:
    """Print every name in the pages: where it stands, what it is, which entity it names."""
    from kg import pipeline
    from kg.assemble import DEFAULT_BASE
    from kg.verbs import named

    choice(format, _MENTION_FORMATS)
    with progress() as tell:
        resolution = pipeline.understand(
            files, jobs=jobs, progress=tell, judged=decided(judgements), wanted=wanted(columns, meta)
        )
    rows = (astuple(each) for each in named(resolution, base or DEFAULT_BASE))
    put("".join(_jsonl(rows) if format == "jsonl" else _tsv(rows)))
    note_skipped(resolution.skipped)
    return Exit.SKIPPED if resolution.skipped else Exit.DONE


def _jsonl(rows: Iterator[tuple[str | int, ...]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(dict(zip(_COLUMNS, row, strict=True)), ensure_ascii=False) + "\n"


def _tsv(rows: Iterator[tuple[str | int, ...]]) -> Iterator[str]:
    from kg.query import tsv_row

    yield tsv_row(_COLUMNS)
    for row in rows:
        yield tsv_row([str(cell) for cell in row])
