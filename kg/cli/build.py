"""``kg build`` and ``kg mentions``: from pages to a graph, or to the names in them.

Stages are imported inside the commands: ``kg query`` should not wait for what only ``kg build`` needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, replace
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.building import Files, How, Kept, run
from kg.cli.engines import LOCAL, Engine, Master, Merge, Spark, Work, run_on_spark, spark_or_none
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
from kg.cli.own import own
from kg.cli.store import Prune, Repair, Store
from kg.cli.terminal import note, note_noticed, note_skipped, progress, put
from kg.types import Limits

_OUT = Path("output")
_MENTION_FORMATS = ("jsonl", "tsv")
_COLUMNS = ("doc", "start", "end", "text", "type", "name", "id")


def build(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT…", help="Files, folders, globs, or - for standard input."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="OUT", help="The folder to write to; output, if no store is kept."
        ),
    ] = None,
    store: Store = None,
    prune: Prune = False,
    repair: Repair = False,
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
    engine: Engine = LOCAL,
    master: Master = None,
    work: Work = None,
    merge: Merge = False,
) -> int:
    """Read pages and write OUT/graph.ttl, OUT/graph.html, OUT/dataset.ttl and OUT/report.json.

    Names the files it wrote on standard output; what it skipped, and a summary, on standard error. With --store
    it reads what has changed, and writes files only if OUT is named.
    """
    from kg.export import FORMATS, licence
    from kg.quarantine import Quarantine

    spark = spark_or_none(
        engine,
        Spark(master, work, merge),
        {"--store": store, "--prune": prune, "--repair": repair, "--jobs": jobs},
        {"--format": format, "--license": license},
        format or (),
    )
    if license is not None:
        licence(license)
    formats = tuple(choice(name, tuple(FORMATS)) for name in format or ())
    kept = _kept(inputs or [], store, prune, repair)
    folder = out if out or kept else _OUT
    limits = Limits(max_bytes, max_seconds, max_memory)
    held = Quarantine(quarantine or (folder or store or _OUT) / "quarantine", limits)
    judged = decided(_table(judgements, folder, store))
    written = own(inputs or [], folder, held.folder, store)
    note_noticed(written.notices)
    chosen = replace(wanted(columns, meta), passed=written.passed)
    how = How(base, jobs, judged, chosen, limits, held, quarantine is None, written.notices)
    files = Files(folder, formats, not no_view, not no_validate, license) if folder else None
    if spark is not None and files is not None:
        return run_on_spark(inputs or [], how, spark, files)
    return run(inputs or [], how, kept, files)


def _kept(inputs: list[str], store: Path | None, prune: bool, repair: bool) -> Kept | None:
    """The store to keep, if any; wrong usage where the options do not go together."""
    if store is None and not inputs:
        raise typer.BadParameter("name files, folders, globs, or -", param_hint="INPUT…")
    if store is None and (prune or repair):
        option = "--prune" if prune else "--repair"
        raise typer.BadParameter("it is about a store: name one with --store", param_hint=option)
    if prune and not inputs:
        raise typer.BadParameter("it compares with inputs: name them", param_hint="--prune")
    return None if store is None else Kept(store, prune, repair)


def _table(given: Path | None, *folders: Path | None) -> Path | None:
    """The judgements to obey: those given, else those that lie beside the graph, where kg review puts them, or in the
    store."""
    from kg.knowledge.judgement_file import NAME

    lying = (folder / NAME for folder in folders if folder is not None)
    found = next((path for path in lying if path.is_file()), None)
    if given is not None or found is None:
        return given
    note(f"kg: obeys {found}")
    return found


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
