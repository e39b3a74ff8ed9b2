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
from kg.cli.options import (
    MAX_BYTES,
    MAX_MEMORY,
    MAX_SECONDS,
    Base,
    Columns,
    Inputs,
    Jobs,
    Judged,
    License,
    MaxBytes,
    MaxMemory,
    MaxSeconds,
    Meta,
    choice,
    decided,
    wanted,
)
from kg.cli.terminal import note, note_noticed, note_skipped, progress, put
from kg.types import Limits

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
    max_bytes: MaxBytes = MAX_BYTES,
    max_seconds: MaxSeconds = MAX_SECONDS,
    max_memory: MaxMemory = MAX_MEMORY,
    quarantine: Annotated[
        Path | None,
        typer.Option(
            "--quarantine",
            metavar="DIR",
            help="Where what cannot be read is held; OUT/quarantine by default.",
        ),
    ] = None,
    no_view: Annotated[bool, typer.Option("--no-view", help="Write no graph.html.")] = False,
    no_validate: Annotated[bool, typer.Option("--no-validate", help="Do not check the shapes.")] = False,
) -> int:
    """Read pages and write OUT/graph.ttl, OUT/graph.html, OUT/dataset.ttl and OUT/report.json.

    Names the files it wrote on standard output; what it skipped, and a summary, on standard error.
    """
    from kg import output, pipeline
    from kg.assemble import DEFAULT_BASE
    from kg.durable import claimed
    from kg.export import FORMATS, licence
    from kg.quarantine import Quarantine

    if license is not None:
        licence(license)
    formats = tuple(choice(name, tuple(FORMATS)) for name in format or ())
    limits = Limits(max_bytes, max_seconds, max_memory)
    held = Quarantine(quarantine or out / "quarantine", limits)
    judged = decided(_table(judgements, out))
    with claimed(out), progress() as tell:
        if quarantine is None:
            held.clear()
        result = pipeline.build(
            inputs,
            base=base or DEFAULT_BASE,
            jobs=jobs,
            progress=tell,
            judged=judged,
            wanted=wanted(columns, meta),
            limits=limits,
            quarantine=held,
        )
        outcome = output.write(
            result, out, formats=formats, view=not no_view, validate=not no_validate, license=license
        )
    note_skipped(result.skipped, held.folder)
    note_noticed(result.resolution.notices)
    note(outcome.summary, event="done")
    put("".join(f"{path}\n" for path in outcome.files))
    if not outcome.conforms:
        return Exit.VIOLATED
    return Exit.SKIPPED if result.skipped else Exit.DONE


def _table(given: Path | None, out: Path) -> Path | None:
    """The judgements to obey: those given, else those that lie beside the graph, where kg review puts them."""
    from kg.knowledge.judgement_file import NAME

    if given is not None or not (out / NAME).is_file():
        return given
    note(f"kg: obeys {out / NAME}")
    return out / NAME


def mentions(
    files: Inputs,
    format: Annotated[str, typer.Option("--format", metavar="F", help="jsonl or tsv.")] = "jsonl",
    base: Base = None,
    jobs: Jobs = None,
    judgements: Judged = None,
    max_bytes: MaxBytes = MAX_BYTES,
    max_seconds: MaxSeconds = MAX_SECONDS,
    max_memory: MaxMemory = MAX_MEMORY,
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
            files,
            jobs=jobs,
            progress=tell,
            judged=decided(judgements),
            wanted=wanted(columns, meta),
            limits=Limits(max_bytes, max_seconds, max_memory),
        )
    rows = (astuple(each) for each in named(resolution, base or DEFAULT_BASE))
    put("".join(_jsonl(rows) if format == "jsonl" else _tsv(rows)))
    note_skipped(resolution.skipped)
    note_noticed(resolution.notices)
    return Exit.SKIPPED if resolution.skipped else Exit.DONE


def _jsonl(rows: Iterator[tuple[str | int, ...]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(dict(zip(_COLUMNS, row, strict=True)), ensure_ascii=False) + "\n"


def _tsv(rows: Iterator[tuple[str | int, ...]]) -> Iterator[str]:
    from kg.query import tsv_row

    yield tsv_row(_COLUMNS)
    for row in rows:
        yield tsv_row([str(cell) for cell in row])
