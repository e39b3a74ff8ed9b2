"""``kg build --store``, ``kg status`` and ``kg forget``: a store that is kept up."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.terminal import draw, note, note_skipped, progress, put, visible

if TYPE_CHECKING:
    from kg.knowledge.judgements import Judgements
    from kg.pipeline import BuildResult
    from kg.store import Change
    from kg.types import Skipped

Store = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Keep pages and graph in this folder, up to date."),
]
KeptStore = Annotated[Path, typer.Option("--store", metavar="DIR", help="The folder of the store.")]
Prune = Annotated[
    bool, typer.Option("--prune", help="Drop the pages of the store that no INPUT holds any more.")
]
Repair = Annotated[bool, typer.Option("--repair", help="Make the graph of the store anew from its pages.")]


def keep(
    store: Path,
    inputs: Sequence[str],
    *,
    base: str | None,
    jobs: int | None,
    judged: Judgements | None,
    prune: bool,
    repair: bool,
    wanted: bool,
) -> tuple[tuple[Skipped, ...], BuildResult | None]:
    """Bring a store up to date with ``inputs``, saying on standard output what became of which page. What was skipped, and
    the whole graph if it is ``wanted``."""
    from kg.store import Update, result, to_build

    start = time.perf_counter()
    with (
        progress() as tell,
        to_build(store, base=base, judged=judged, jobs=jobs, repair=repair, progress=tell) as content,
    ):
        update = Update(content, judged, _stored, tell, jobs)
        if inputs or prune:
            update.run(inputs, prune=prune)
        skipped = update.all_skipped()
        seconds = round(time.perf_counter() - start, 3)
        return skipped, result(content, skipped, {"store": seconds}) if wanted else None


def said(skipped: Sequence[Skipped]) -> Exit:
    """What is told, and the exit code, where no files are written."""
    note_skipped(skipped)
    return Exit.SKIPPED if skipped else Exit.DONE


def forget(
    pages: Annotated[
        list[str],
        typer.Argument(metavar="PAGE…", help="Pages of the store, as kg status --pages names them."),
    ],
    store: KeptStore,
) -> int:
    """Take pages out of a store, and of the graph all that no other page says."""
    from kg.store import forget as out

    missing = out(store, pages, _stored)
    for page in missing:
        note(f"kg: {page}: is no page of {store}; kg status --store {store} --pages lists them")
    return Exit.FAILED if missing else Exit.DONE


def status(
    store: KeptStore,
    pages: Annotated[bool, typer.Option("--pages", help="List the pages instead, one a line.")] = False,
) -> int:
    """Say what a store holds, and whether it is up to date with this program."""
    from kg.store import page_ids
    from kg.store import status as state

    if pages:
        put("".join(f"{visible(page)}\n" for page in page_ids(store)))
        return Exit.DONE
    draw(("store", str(store)), state(store), right=())
    return Exit.DONE


def _stored(change: Change) -> None:
    put(f"{change.what}\t{visible(change.page)}\n")
    sys.stdout.flush()
