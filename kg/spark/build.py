"""A build on Spark: the same steps as on one machine, each a job over all pages.

1. read: every page by itself; what it says is put on a disk once
2. who is who: nodes, blocks, decisions, components, keys; first of bodies and places, then of people
3. what all pages know of each entity
4. assemble: every page with what it needs of the others
5. unite: the lines of all pages, sorted, become the one graph
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.assemble import Minter
from kg.durable import staged
from kg.knowledge.judgements import Judgements
from kg.pipeline import Progress
from kg.reader import Source
from kg.spark.assembling import assembled
from kg.spark.deciding import judged as judge
from kg.spark.decisions import gone, lines
from kg.spark.entities import entities
from kg.spark.frames import saved
from kg.spark.merging import merged
from kg.spark.nodes import things
from kg.spark.notices import notices, repeated, skipped
from kg.spark.outcome import Frames, Outcome
from kg.spark.people import bodies, linked, persons, places, with_bodies
from kg.spark.reading import How, read
from kg.spark.report import report
from kg.spark.session import told
from kg.spark.settling import settle
from kg.spark.tables import ClaimRow, Claims, MentionRow, Mentions, decisions, table
from kg.spark.telling import page_keys, shown
from kg.spark.writing import PART, write_graph, write_table
from kg.types import Skipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(slots=True)
class Work:
    """Where what lies between the steps is kept (a path or a URL that all of Spark can write to); seconds by step. Spark
    shows each job under the name of its step."""

    spark: SparkSession
    folder: str
    progress: Progress | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    def keep(self, frame: DataFrame, name: str) -> DataFrame:
        """Compute a frame once."""
        return saved(frame, f"{self.folder}/{name}")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Take the time of a step."""
        start = time.perf_counter()
        self.spark.sparkContext.setJobDescription(name)
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)
        if self.progress is not None:
            self.progress(name, 1, 1)


@dataclass(frozen=True, slots=True)
class Linked:
    """Who is who: the ``keys`` of pages (`kg.spark.telling`), of each node the key of its entity (``finals``), and the
    ``decisions``."""

    keys: DataFrame
    finals: DataFrame
    decisions: DataFrame


def build(
    spark: SparkSession,
    found: Sequence[Source | Skipped],
    out: Path,
    how: How,
    *,
    base: str,
    work: str | None = None,
    part: int = PART,
    merge: bool = False,
    progress: Progress | None = None,
    kept: type[Work] = Work,
) -> Outcome:
    """Build the graph of the sources ``found`` into ``out``: ``graph.nq``, ``mentions.parquet``, ``claims.parquet`` and
    ``decisions.parquet``, each a folder of parts, and ``report.json``.

    ``out`` and all files must lie where every process of Spark finds them under the same path; what lies between the steps
    is kept in ``work``, by default beside the output. With ``merge`` the whole is made one graph on the driver, too. Raises
    InputError if nothing can be read, BaseIriError for a ``base`` that is no IRI, OutputError if ``out`` cannot be
    written, EngineError if Spark gives up.
    """
    Minter(base)
    if how.held is not None:
        how = replace(how, held=replace(how.held, folder=how.held.folder.absolute()))
    with staged(out.absolute()) as made, told():
        place = made / "work"
        between = kept(spark, work or place.as_uri(), progress)
        outcome = _built(spark, found, made, between, how, base, part)
        if merge:
            outcome = replace(outcome, built=merged(made / "graph.nq", outcome, how, base, out.absolute()))
        shutil.rmtree(place, ignore_errors=True)
        names = sorted((path.name for path in made.iterdir()), key=lambda name: (name == "report.json", name))
    return replace(outcome, files=tuple(out / name for name in names))


def _built(
    spark: SparkSession,
    found: Sequence[Source | Skipped],
    out: Path,
    work: Work,
    how: How,
    base: str,
    part: int,
) -> Outcome:
    with work.step("read"):
        rows = work.keep(read(spark, found, how), "read")
        twice = repeated(rows)
        pages = rows.where("length(page) > 0")
        if twice:
            marks = spark.createDataFrame(
                [each.mark for each in twice], "source binary, start bigint, number bigint"
            )
            pages = pages.join(marks, ["source", "start", "number"], "left_anti")
    with work.step("who is who"):
        links = _linked(pages, how.judged, work)
    with work.step("entities"):
        seen = work.keep(shown(pages, links.keys, how.judged), "shown")
        known = work.keep(entities(seen.where("length(share) > 0").select("final", "share")), "entities")
    with work.step("assemble"):
        asked = seen.where("length(final) > 0").select("page", "final")
        made = work.keep(assembled(pages, links.keys, asked, known, how.judged, base), "assembled")
    with work.step("unite"):
        moved = gone(links.finals, how.judged.drop)
        write_graph(made, lines(links.decisions, moved, known, base), out / "graph.nq", part)
    with work.step("tables"):
        write_table(table(made.select("mentions"), MentionRow, Mentions), out / "mentions.parquet")
        write_table(table(made.select("claims"), ClaimRow, Claims), out / "claims.parquet")
        write_table(decisions(links.decisions.select("data")), out / "decisions.parquet")
    lost = skipped(rows, twice)
    said = notices(pages, seen, links.finals, how.judged)
    counts = report(out, made, known, lost, said, work.seconds)
    return Outcome((), lost, said, counts, Frames(pages, made, links.decisions), work.seconds)


def _linked(pages: DataFrame, judged: Judgements, work: Work) -> Linked:
    from pyspark.sql import functions as f

    nodes = work.keep(things(pages), "things")
    rated = judge(nodes.withColumn("known", f.lit(b"")))
    settled = settle(nodes, rated, judged, f"{work.folder}/things-settled")
    keys = work.keep(linked(places(pages), settled.finals), "things-linked")
    people, named = persons(pages, keys, work.folder)
    people = work.keep(people, "people")
    rated = judge(with_bodies(people, bodies(nodes, settled)))
    who = settle(people, rated, judged, f"{work.folder}/people-settled")
    whole = keys.unionByName(linked(named, who.finals))
    return Linked(
        work.keep(page_keys(whole, settled.successors), "keys"),
        settled.finals.unionByName(who.finals),
        settled.decisions.unionByName(who.decisions).distinct(),
    )
