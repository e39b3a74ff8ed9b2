"""``kg status`` and ``kg forget``, and the options of ``kg build`` about a store that is kept up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.building import stored
from kg.cli.exits import Exit
from kg.cli.terminal import draw, note, put, visible

Store = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Keep pages and graph in this folder, up to date."),
]
KeptStore = Annotated[Path, typer.Option("--store", metavar="DIR", help="The folder of the store.")]
Prune = Annotated[
    bool, typer.Option("--prune", help="Drop the pages of the store that no INPUT holds any more.")
]
Repair = Annotated[bool, typer.Option("--repair", help="Make the graph of the store anew from its pages.")]


def forget(
    pages: Annotated[
        list[str],
        typer.Argument(metavar="PAGE…", help="Pages of the store, as kg status --pages names them."),
    ],
    store: KeptStore,
) -> int:
    """Take pages out of a store, and of the graph all that no other page says."""
    from kg.store import forget as out

    missing = out(store, pages, stored)
    for page in missing:
        note(f"{page}: is no page of {store}; kg status --store {store} --pages lists them", level="error")
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
    draw(("store", str(store)), state(store))
    return Exit.DONE
