"""``kg build --engine``: what a build runs on, and the build on Spark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.building import Files, How, written
from kg.cli.exits import Exit
from kg.cli.options import choice
from kg.cli.terminal import note, note_noticed, note_skipped, progress, put

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from kg.pipeline import Progress
    from kg.spark import Outcome

LOCAL, SPARK = "local", "spark"
Engine = Annotated[
    str, typer.Option("--engine", metavar="E", help="What to run on: local (this machine) or spark.")
]
Master = Annotated[
    str | None,
    typer.Option(
        "--master", metavar="URL", help="Where Spark runs; by default as spark-submit says, or here."
    ),
]
Work = Annotated[
    str | None,
    typer.Option(
        "--work", metavar="URL", help="Where Spark keeps what lies between its steps; in OUT by default."
    ),
]
Merge = Annotated[
    bool, typer.Option("--merge", help="With --engine spark: write the usual files of one graph, too.")
]


@dataclass(frozen=True, slots=True)
class Spark:
    """How Spark is used, as the options say."""

    master: str | None
    work: str | None
    merge: bool


def spark_or_none(
    engine: str,
    spark: Spark,
    local: Mapping[str, object],
    merged: Mapping[str, object],
    formats: Sequence[str],
) -> Spark | None:
    """How Spark is to be used, or None on this machine. ``local`` are options that only make sense there, ``merged`` those
    that only make sense for the files of one graph; wrong usage if one is given (is true) where it means nothing."""
    if choice(engine, (LOCAL, SPARK)) == LOCAL:
        own = {"--master": spark.master, "--work": spark.work, "--merge": spark.merge}
        _refuse(own, "it is about Spark: add --engine spark")
        return None
    _refuse(local, "it means nothing with --engine spark: leave it out")
    _refuse({} if spark.merge else merged, "it is about the files of one graph: add --merge")
    if "nq" in formats:
        raise typer.BadParameter("graph.nq is the folder of the parts, which are nq", param_hint="--format")
    return spark


def _refuse(options: Mapping[str, object], why: str) -> None:
    """Wrong usage, if one of these is given."""
    for option, given in options.items():
        if given:
            raise typer.BadParameter(why, param_hint=option)


def run_on_spark(inputs: Sequence[str], how: How, spark: Spark, files: Files) -> Exit:
    """Build on Spark, say what came of it, and give the exit code."""
    from kg.durable import claimed
    from kg.spark import connected

    one = None
    with ExitStack() as opened:
        opened.enter_context(claimed(files.out))
        tell = opened.enter_context(progress())
        session = opened.enter_context(connected(spark.master))
        outcome = _built(inputs, how, spark, files, session, tell)
        if outcome.built is not None:
            one = written(opened.enter_context(outcome.built), how, files)
    note_skipped(outcome.skipped, how.held.folder)
    note_noticed(outcome.notices)
    counts = ", ".join(f"{count} {name}" for name, count in outcome.counts.items())
    note(counts if one is None else one.summary, event="done")
    put("".join(f"{path}\n" for path in dict.fromkeys((*outcome.files, *(one.files if one else ())))))
    if one is not None and not one.conforms:
        return Exit.VIOLATED
    return Exit.SKIPPED if outcome.skipped else Exit.DONE


def _built(
    inputs: Sequence[str],
    how: How,
    spark: Spark,
    files: Files,
    session: SparkSession,
    tell: Progress | None,
) -> Outcome:
    from kg.assemble import DEFAULT_BASE
    from kg.knowledge.judgements import judgements
    from kg.reader import sources
    from kg.spark import How as Reading
    from kg.spark import build

    if how.clear:
        how.held.clear()
    return build(
        session,
        sources(inputs, how.wanted),
        files.out,
        Reading(how.judged or judgements(), how.limits, how.held),
        base=how.base or DEFAULT_BASE,
        work=spark.work,
        merge=spark.merge,
        progress=tell,
    )
