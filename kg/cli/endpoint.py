"""``kg query --endpoint``: the same question to somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.terminal import note

if TYPE_CHECKING:
    from kg.query import Table, Title
    from kg.remote import Credentials

Endpoint = Annotated[
    str | None,
    typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of GRAPH."),
]
Within = Annotated[
    list[str] | None,
    typer.Option("--graph", metavar="IRI", help="A graph there to ask; may be repeated."),
]


def refuse(given: Mapping[str, object]) -> None:
    """Options that mean nothing without an endpoint are wrong usage."""
    for option, value in given.items():
        if value:
            raise typer.BadParameter("is for --endpoint URL", param_hint=option)


def ask(
    endpoint: str,
    sparql: str,
    who: Credentials,
    *,
    graphs: Sequence[str],
    timeout: float,
    max_rows: int,
    title: Title | None,
) -> Table:
    """The answer of an endpoint elsewhere. What it cut off itself is told."""
    from kg.query import Table, prefixes
    from kg.remote import Client
    from kg.remote import ask as ask_endpoint

    client = Client(who, timeout_s=timeout, retries=0)
    try:
        answer = ask_endpoint(
            endpoint, sparql, client, prefixes=prefixes(), graphs=graphs, timeout_s=timeout, max_rows=max_rows
        )
    finally:
        client.close()
    if answer.cut_by_server is not None:
        note(
            f"kg: the endpoint cuts answers off after {answer.cut_by_server} rows: "
            "page through it with LIMIT and OFFSET"
        )
    return Table(answer.columns, answer.rows, answer.kind, title, answer.truncated)
