"""``kg build`` and ``kg mentions``: from pages to a graph, or to the names in them.

Stages are imported inside the commands: ``kg query`` should not wait for what only ``kg build`` needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.options import Base, Inputs, Jobs, Judged, License, choice, decided
from kg.cli.store import Prune, Repair, Store, keep, said
from kg.cli.terminal import note, note_skipped, progress, put

if TYPE_CHECKING:
    from kg.knowledge.judgements import Judgements
    from kg.pipeline import BuildResult

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
    license: License = None,
    no_view: Annotated[bool, typer.Option("--no-view", help="Write no graph.html.")] = False,
    no_validate: Annotated[bool, typer.Option("--no-validate", help="Do not check the shapes.")] = False,
) -> int:
    """Read pages and write OUT/graph.ttl, OUT/graph.html, OUT/dataset.ttl and OUT/report.json.

    Names the files it wrote on standard output; what it skipped, and a summary, on standard error. With --store
    it reads what has changed, and writes files only if OUT is named.
    """
    from kg.export import FORMATS, licence

    if license is not None:
        licence(license)
    formats = tuple(choice(name, tuple(FORMATS)) for name in format or ())
    _check(inputs, store, prune, repair)
    files = _Files(out or _OUT, formats, not no_view, not no_validate, license)
    judged = decided(judgements)
    if store is None:
        return files.write(_built(inputs or [], base, jobs, judged))
    wanted = out is not None
    options = {
        "base": base,
        "jobs": jobs,
        "judged": judged,
        "prune": prune,
        "repair": repair,
        "wanted": wanted,
    }
    skipped, result = keep(store, inputs or [], **options)  # type: ignore[arg-type]
    return said(skipped) if result is None else files.write(result)


def _check(inputs: list[str] | None, store: Path | None, prune: bool, repair: bool) -> None:
    if store is None and not inputs:
        raise typer.BadParameter("name files, folders, globs, or -", param_hint="INPUT…")
    if store is None and (prune or repair):
        option = "--prune" if prune else "--repair"
        raise typer.BadParameter("it is about a store: name one with --store", param_hint=option)
    if prune and not inputs:
        raise typer.BadParameter("it compares with inputs: name them", param_hint="--prune")


def _built(inputs: list[str], base: str | None, jobs: int | None, judged: Judgements | None) -> BuildResult:
    from kg import pipeline
    from kg.assemble import DEFAULT_BASE

    with progress() as tell:
        return pipeline.build(inputs, base=base or DEFAULT_BASE, jobs=jobs, progress=tell, judged=judged)


@dataclass(frozen=True, slots=True)
class _Files:
    """The files to write."""

    out: Path
    formats: tuple[str, ...]
    view: bool
    validate: bool
    license: str | None

    def write(self, result: BuildResult) -> Exit:
        """Write them, and say so."""
        from kg import output

        outcome = output.write(
            result,
            self.out,
            formats=self.formats,
            view=self.view,
            validate=self.validate,
            license=self.license,
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
) -> int:
    """Print every name in the pages: where it stands, what it is, which entity it names."""
    from kg import pipeline
    from kg.assemble import DEFAULT_BASE
    from kg.verbs import named

    choice(format, _MENTION_FORMATS)
    with progress() as tell:
        resolution = pipeline.understand(files, jobs=jobs, progress=tell, judged=decided(judgements))
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
