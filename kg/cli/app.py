"""The commands of ``kg``, one function each; what they share stands in the modules beside this one."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from kg.cli import (
    annotation,
    ask,
    build,
    convert,
    fingerprint,
    judge,
    learn,
    read,
    remote,
    review,
    serve,
    store,
)
from kg.cli.exits import EPILOG

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=EPILOG,
)

app.command("build")(build.build)
app.command("status")(store.status)
app.command("forget")(store.forget)
app.command("mentions")(build.mentions)
app.command("read")(read.read)
app.command("export")(convert.export)
app.command("import")(annotation.take_back)
app.command("query")(ask.query)
app.command("view")(convert.view)
app.command("serve")(serve.serve)
app.command("validate")(judge.validate)
app.command("conflicts")(judge.conflicts)
app.command("review")(review.review)
app.command("stats")(ask.stats)
app.command("explain")(ask.explain)
app.command("eval")(judge.evaluate)
app.command("hash")(fingerprint.fingerprint)
app.command("train")(learn.train)
app.command("push")(remote.push)
app.command("pull")(remote.pull)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {version('minsheng-kg')}")
        raise typer.Exit


@app.callback()
def _kg(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of a failure. May stand anywhere.")
    ] = False,
    log_format: Annotated[
        str,
        typer.Option(
            "--log-format",
            metavar="text|json",
            help="How standard error is written: lines of text, or JSON, one object a line. May stand anywhere.",
        ),
    ] = "text",
) -> None:
    """Read Chinese local-government news pages; write a graph in which every fact knows its sentence."""
