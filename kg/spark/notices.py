"""What a build has to tell beside its graph: what was skipped, what was noted, judgements that match nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.codec import loaded
from kg.knowledge.judgements import Judgements
from kg.resolve import Meant, unmatched
from kg.resolve.corpus.meant import Rows
from kg.spark.frames import Row, decoded, encoded, mapped
from kg.spark.reading import Noted
from kg.types import Notice, Skipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@dataclass(frozen=True, slots=True)
class Repeated:
    """A page whose id another one has that comes before it."""

    page: str
    mark: tuple[bytes, int, int]


def repeated(rows: DataFrame) -> list[Repeated]:
    """The pages that are left out, as another one has their id."""

    pages = rows.where("length(page) > 0").select("page", "source", "start", "number")
    often = pages.groupBy("page").count().where("count > 1").select("page")
    found = pages.join(often, "page").orderBy("page", "source", "start", "number").collect()
    return [
        Repeated(decoded(bytes(row[0])), (bytes(row[1]), row[2], row[3]))
        for before, row in zip([None, *found], found, strict=False)
        if before is not None and before[0] == row[0]
    ]


def skipped(rows: DataFrame, twice: list[Repeated]) -> tuple[Skipped, ...]:
    """What was not read, by id."""
    told = rows.where("length(skipped) > 0").orderBy("source", "start", "number").select("skipped").collect()
    found = [loaded(bytes(row[0]), Skipped) for row in told]
    reason, advice = "another page has the same id and was read in its place", "give each page its own id"
    found += [Skipped(each.page, reason, advice, code="repeated-id") for each in twice]
    return tuple(sorted(found, key=lambda skip: skip.id))


def notices(pages: DataFrame, shown: DataFrame, finals: DataFrame, judged: Judgements) -> tuple[Notice, ...]:
    """The warnings of all pages, in the order of a build on one machine."""
    told = mapped(pages.select("page", "noted"), _worth_telling, "page binary, noted binary").orderBy("page")
    said = [loaded(bytes(row[1]), Noted) for row in told.collect()]
    return (
        *(notice for each in said for notice in each.opened),
        *_same(pages),
        *(notice for each in said for notice in each.resolved),
        *_unmatched(shown, finals, judged),
    )


def _worth_telling(rows: Iterator[Row]) -> Iterator[Row]:
    for page, data in rows:
        told = loaded(data, Noted)
        if told.opened or told.resolved:
            yield page, data


def _same(pages: DataFrame) -> Iterator[Notice]:
    """Of pages that say the same, word for word, all but the first."""
    from pyspark.sql import functions as f

    texts = pages.select("page", "text")
    first = texts.groupBy("text").agg(f.min("page").alias("first"), f.count("*").alias("count"))
    rows = texts.join(first.where("count > 1"), "text").where("page != first").orderBy("page")
    for row in rows.select("page", "first").collect():
        page, as_first = (decoded(bytes(cell)) for cell in row)
        message = (
            f"its text is that of {as_first}, word for word; it counts as one more source of the same facts, or, if "
            "the files have one name, as the same"
        )
        yield Notice("same-text", page, message, "leave one of them out if it is the same print")


def _unmatched(shown: DataFrame, finals: DataFrame, judged: Judgements) -> Iterator[Notice]:
    if not judged.rows:
        return
    rows = mapped(shown.where("length(met) > 0").select("met"), _met, "met string").distinct()
    met = frozenset(row[0] for row in rows.collect())
    yield from unmatched(judged, met, partial(_named, finals))


def _met(rows: Iterator[Row]) -> Iterator[Row]:
    yield from ((row,) for row in sorted({row for (data,) in rows for row in loaded(data, frozenset[str])}))


def _named(finals: DataFrame, rows: Rows) -> dict[str, set[str]]:
    """For each key of ``rows`` that means anything, the keys over all pages of what it means."""
    from pyspark.sql import functions as f

    found: defaultdict[str, set[str]] = defaultdict(set)
    for data, final in finals.where("length(meant) > 0").select("meant", "final").distinct().collect():
        for key in loaded(bytes(data), Meant).own:
            found[key].add(decoded(bytes(final)))
    keys = finals.sparkSession.createDataFrame([(encoded(key),) for key in sorted(rows.keys)], "final binary")
    alive = finals.select("final").join(f.broadcast(keys), "final", "left_semi").distinct().collect()
    for (final,) in alive:
        found[decoded(bytes(final))].add(decoded(bytes(final)))
    return found
