"""``kg push`` and ``kg pull``: a graph to a store and back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.credentials import Auth, Token, User, credentials
from kg.cli.exits import Exit
from kg.cli.options import DEFAULT_GRAPH, Graph, choice
from kg.cli.terminal import draw, note, progress, put

if TYPE_CHECKING:
    from kg.remote import Client, Push, Sent, Spool

Url = Annotated[str, typer.Argument(metavar="URL", help="Where the store is, such as http://HOST:7878.")]
StoreName = Annotated[
    str,
    typer.Option("--store", metavar="S", help="auto, oxigraph, virtuoso, fuseki, graphdb or generic."),
]
Timeout = Annotated[
    float,
    typer.Option("--timeout", min=0.1, help="Seconds that the store may be silent before it is given up."),
]
Retries = Annotated[
    int, typer.Option("--retries", min=0, help="How often a request is repeated that fails in passing.")
]
Into = Annotated[
    str | None,
    typer.Option("--graph", metavar="IRI", help="The named graph for triples that GRAPH has in none."),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--graph", metavar="IRI", help="Only this named graph; may be repeated."),
]
Pieces = Annotated[
    int | None,
    typer.Option("--piece", min=1, help="Triples in a request; by default what suits the store."),
]
Out = Annotated[
    Path,
    typer.Option("-o", "--out", metavar="FILE", help="The file to write; its ending names the format."),
]
#: Differences that are told one by one.
_TOLD = 20


def push(
    url: Url,
    graph: Graph = DEFAULT_GRAPH,
    into: Into = None,
    store: StoreName = "auto",
    replace: Annotated[
        bool, typer.Option("--replace/--add", help="Replace the graphs of that name, or add to them.")
    ] = False,
    user: User = None,
    token: Token = False,
    auth: Auth = "auto",
    piece: Pieces = None,
    timeout: Timeout = 600.0,
    retries: Retries = 4,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask nobody; say what would be sent.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Send nothing; only count and compare.")] = False,
) -> int:
    """Send GRAPH to the triple store at URL, named graph by named graph, and count there what arrived.

    An interrupted push goes on where it was when it is started again.
    """
    from kg.export import stream
    from kg.remote import Push, Spool, checked, connect, profiles

    choice(store, ("auto", *profiles()), "--store")
    checked(url)
    with Spool(stream(graph), into) as spool:
        if dry_run:
            return _draw_plan(spool, piece or profiles().get(store, profiles()["oxigraph"]).piece)
        with _client(url, user, token, auth, timeout, retries) as client, progress() as tell:
            work = Push(
                spool,
                connect(url, client, store),
                mode="replace" if replace else "add",
                piece=piece,
                journal=None if check else _journal(graph, url, into, replace),
                tell=partial(tell, "send") if tell else _nobody,
            )
            return _told(work.check() if check else _sent(work))


def pull(
    url: Url,
    out: Out,
    graphs: Only = None,
    store: StoreName = "auto",
    user: User = None,
    token: Token = False,
    auth: Auth = "auto",
    timeout: Timeout = 600.0,
    retries: Retries = 4,
) -> int:
    """Bring the graphs of the triple store at URL into a file, sorted, whole or not at all."""
    from kg.durable import write_files
    from kg.export import FORMATS, export
    from kg.remote import checked, connect, profiles
    from kg.remote import pull as bring

    choice(store, ("auto", *profiles()), "--store")
    endings = {format.ending: name for name, format in FORMATS.items()}
    format = endings[choice(out.suffix.lstrip(".").lower(), tuple(endings), "--out")]
    checked(url)
    with (
        _client(url, user, token, auth, timeout, retries) as client,
        progress() as tell,
        bring(
            connect(url, client, store), tuple(graphs or ()), tell=partial(tell, "bring") if tell else _nobody
        ) as spool,
    ):
        if format == "nq":
            write_files({out: spool.nquads()})
        else:
            export(spool.quads(), out, format)
        note(f"kg: {len(spool)} triples brought, graphs: {len(spool.stretches)}")
    put(f"{out}\n")
    return Exit.DONE


def _nobody(_done: int, _whole: int) -> None:
    """Watches the progress."""


@contextmanager
def _client(
    url: str, user: str | None, token: bool, auth: str, timeout: float, retries: int
) -> Iterator[Client]:
    from kg.remote import Client

    client = Client(
        credentials(url, user, token, auth),
        timeout_s=timeout,
        retries=retries,
        tell=lambda what: note(f"kg: {what}"),
    )
    try:
        yield client
    finally:
        client.close()


def _journal(graph: Path, url: str, into: str | None, replace: bool) -> Path | None:
    """The file beside GRAPH that tells the next push what this one has done."""
    folder = graph.parent
    if not os.access(folder, os.W_OK):
        note(f"kg: {folder} cannot be written to: should this push be interrupted, the next one starts anew")
        return None
    what = hashlib.sha256(f"{url}\n{into or ''}\n{replace}".encode()).hexdigest()[:12]
    return folder / f".{graph.name}.push-{what}"


def _sent(work: Push) -> tuple[Sent, ...]:
    if work.resumes:
        note("kg: going on with the push that was interrupted")
    return work.run()


def _told(graphs: tuple[Sent, ...]) -> int:
    different = [sent for sent in graphs if sent.differs]
    for sent in different[:_TOLD]:
        note(f"kg: {sent}")
    if different:
        note(
            f"kg: {len(different)} of {len(graphs)} graphs differ from what stands there; push again, with --replace "
            "if there is more than here"
        )
        return Exit.DIFFERS
    note(f"kg: {sum(sent.triples for sent in graphs)} triples are there, graphs: {len(graphs)}")
    return Exit.DONE


def _draw_plan(spool: Spool, piece: int) -> int:
    from kg.remote import planned

    rows = [
        (plan.graph or "(the default graph)", str(plan.triples), str(plan.pieces))
        for plan in planned(spool, piece)
    ]
    draw(("graph", "triples", "pieces"), rows, right=("triples", "pieces"))
    return Exit.DONE
