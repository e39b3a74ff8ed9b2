"""``kg serve``: a graph at an address of this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.options import DEFAULT_GRAPH
from kg.cli.terminal import note, put

_TOKEN = "KG_TOKEN"
_MEBIBYTE = 1 << 20

Served = Annotated[
    Path,
    typer.Argument(metavar="GRAPH|FOLDER|STORE", help="An RDF file, the folder of a build, or a store."),
]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="The port on 127.0.0.1; 0 for any free one.")
]
Write = Annotated[
    bool,
    typer.Option("--write", help=f"Let those who send the token ({_TOKEN}, or asked for) change the graph."),
]
Origins = Annotated[
    list[str] | None,
    typer.Option("--cors", metavar="ORIGIN", help="Let pages of this origin ask; may be repeated."),
]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds until a query is given up.")]
Memory = Annotated[
    int, typer.Option("--memory", min=16, metavar="MIB", help="What a query may take beside the graph.")
]
MaxRows = Annotated[int, typer.Option("--max-rows", min=1, help="Rows that an answer may have.")]
MaxAnswer = Annotated[
    int, typer.Option("--max-answer", min=1, metavar="MIB", help="Size that an answer may have.")
]
MaxBody = Annotated[
    int, typer.Option("--max-body", min=1, metavar="MIB", help="Size that a request may have.")
]
MaxDepth = Annotated[
    int, typer.Option("--max-depth", min=1, help="How deep the brackets of a query may be nested.")
]
BodyTimeout = Annotated[
    float, typer.Option("--body-timeout", min=0.1, help="Seconds that a request may take to arrive.")
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Queries that are answered at the same time.")]
Queue = Annotated[
    int, typer.Option("--queue", min=0, help="Requests that may wait; more are sent away (503).")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No line for each request.")]


def serve(
    graph: Served = DEFAULT_GRAPH,
    port: Port = 8088,
    write: Write = False,
    cors: Origins = None,
    timeout: Timeout = 30.0,
    memory: Memory = 1024,
    max_rows: MaxRows = 100_000,
    max_answer: MaxAnswer = 64,
    max_body: MaxBody = 32,
    max_depth: MaxDepth = 100,
    body_timeout: BodyTimeout = 10.0,
    workers: Workers = 4,
    queue: Queue = 128,
    quiet: Quiet = False,
) -> int:
    """Serve GRAPH on this machine: SPARQL, the picture, a page for every entity, a page to ask on.

    Prints the address; a line for each request goes to standard error. Ends on Ctrl-C or SIGTERM, when the
    requests under way are done.
    """
    from kg.serve import Limits
    from kg.serve import serve as run

    answer, body = max_answer * _MEBIBYTE, max_body * _MEBIBYTE
    limits = Limits(timeout, body_timeout, memory, max_rows, answer, body, max_depth, workers, queue)
    token = _token() if write else None
    if write and (graph.is_file() or (graph / "graph.ttl").is_file()):
        note(f"kg: {graph} is only read: changes end with the server; serve a store to keep them")
    log = None if quiet else note
    run(graph, port=port, token=token, limits=limits, origins=cors or (), ready=_say, log=log)
    return Exit.DONE


def _token() -> str:
    """From the environment, or typed: a command line is seen by everybody on the machine."""
    token = os.environ.get(_TOKEN) or ""
    if not token and sys.stdin.isatty():
        token = str(typer.prompt("Token", hide_input=True, err=True))
    if not token.strip() or not token.isascii() or not token.isprintable():
        raise typer.BadParameter(f"needs a token of ASCII characters: set {_TOKEN}", param_hint="--write")
    return token.strip()


def _say(address: str) -> None:
    put(f"{address}\n")
    sys.stdout.flush()
