"""What ``kg build`` does once its options are understood: with a store or without, with files or without."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import note, note_noticed, note_skipped, progress, put, visible

if TYPE_CHECKING:
    from kg import output
    from kg.engine import Built
    from kg.knowledge.judgements import Judgements
    from kg.pipeline import Progress
    from kg.quarantine import Quarantine
    from kg.reader import Wanted
    from kg.store import Change
    from kg.types import Limits, Notice, Skipped


@dataclass(frozen=True, slots=True)
class How:
    """How pages are read. ``clear``: whether the folder of what cannot be read is this build's own; ``passed``: what was
    told of what is not read of the inputs."""

    base: str | None
    jobs: int | None
    judged: Judgements | None
    wanted: Wanted
    limits: Limits
    held: Quarantine
    clear: bool
    passed: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A store, and what is to become of it."""

    folder: Path
    prune: bool
    repair: bool


@dataclass(frozen=True, slots=True)
class Files:
    """The files to write."""

    out: Path
    formats: tuple[str, ...]
    view: bool
    validate: bool
    license: str | None


def run(inputs: Sequence[str], how: How, kept: Kept | None, files: Files | None) -> Exit:
    """Build, say what came of it, and give the exit code."""
    from kg.durable import claimed

    outcome = None
    notices: Sequence[Notice] = ()
    with ExitStack() as opened:
        if files:
            opened.enter_context(claimed(files.out))
        tell = opened.enter_context(progress())
        if how.clear:
            how.held.clear()
        if kept is None:
            skipped, result = _built(inputs, how, tell, files)
        else:
            skipped, result, notices = _kept(kept, inputs, how, tell, files)
        if files is not None and result is not None:
            outcome = written(opened.enter_context(result), how, files)
    note_skipped(skipped, how.held.folder)
    note_noticed(notices if result is None else result.notices)
    if outcome is not None:
        note(outcome.summary, event="done")
        put("".join(f"{path}\n" for path in outcome.files))
        if not outcome.conforms:
            return Exit.VIOLATED
    return Exit.SKIPPED if skipped else Exit.DONE


def _built(
    inputs: Sequence[str], how: How, tell: Progress | None, files: Files | None
) -> tuple[tuple[Skipped, ...], Built | None]:
    from kg import engine
    from kg.assemble import DEFAULT_BASE

    result = engine.build(
        inputs,
        base=how.base or DEFAULT_BASE,
        jobs=how.jobs,
        progress=tell,
        judged=how.judged,
        limits=how.limits,
        quarantine=how.held,
        wanted=how.wanted,
        place=None if files is None else files.out,
    )
    return result.skipped, result


def _kept(
    kept: Kept, inputs: Sequence[str], how: How, tell: Progress | None, files: Files | None
) -> tuple[tuple[Skipped, ...], Built | None, Sequence[Notice]]:
    """Bring a store up to date, saying on standard output what became of which page. What was skipped; the whole graph if
    there are ``files`` to be written; what is doubtful of the pages that were read, and judgements that match nothing."""
    from kg.store import Reading, Update, result, to_build

    start = time.perf_counter()
    reading = Reading(how.judged, how.jobs, how.limits, how.held, how.wanted, tell)
    with to_build(kept.folder, base=how.base, repair=kept.repair, reading=reading) as content:
        update = Update(content, reading, stored)
        if inputs:
            update.run(inputs, prune=kept.prune)
        skipped = update.all_skipped()
        seconds = round(time.perf_counter() - start, 3)
        whole = result(content, skipped, {"store": seconds}, files.out) if files else None
        return skipped, whole, [*content.notices, *content.unmatched()]


def written(result: Built, how: How, files: Files) -> output.Outcome:
    from kg import output

    return output.write(
        replace(result, notices=(*how.passed, *result.notices)),
        files.out,
        formats=files.formats,
        view=files.view,
        validate=files.validate,
        license=files.license,
    )


def stored(change: Change) -> None:
    """Say what became of a page, as soon as the disk holds it."""
    put(f"{change.what}\t{visible(change.page)}\n")
    sys.stdout.flush()
