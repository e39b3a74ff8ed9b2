"""Sources become pages, each resolved by itself, wherever Spark has a process free.

The driver lists what the user named; which parts of a file of records are read in one go, and everything after that, is
found out where they are read. A page that breaks its reader costs itself, as in any other build (`kg.workers`).
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.assemble import names_read
from kg.codec import dumped, packed
from kg.errors import InputError
from kg.knowledge.judgements import Judgements
from kg.pipeline import PageRead, each_source, read_source, warm
from kg.quarantine import Quarantine
from kg.reader import Source, parts
from kg.reader.finding import own
from kg.spark.frames import Row, encoded, mapped
from kg.types import Limits, Notice, Profile, Skipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: Bytes of pages that one task reads: so many that it is worth loading the lexicons for them.
TASK = 16 << 20
#: What a task costs to hand out, as bytes: of many small files fewer go into a task.
_FILE = 1 << 10

_ADVICE = "write standard input and pipes to a file in a folder that they all see"

#: ``source``, ``start`` and ``number`` tell which of two pages with one id comes first; ``text`` is a digest of the page's
#: text; the rest are values as JSON, ``content`` and ``resolved`` compressed. ``page`` is empty for what was skipped.
SCHEMA = (
    "source binary, start bigint, number bigint, page binary, text binary, sign string, profiles binary, names binary, "
    "noted binary, content binary, resolved binary, skipped binary, seconds binary"
)
#: The names that a page uses, by its own keys.
Names = tuple[tuple[str, tuple[str, ...]], ...]
Profiles = tuple[Profile, ...]
Seconds = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """Of a page, what was noted of it when it was opened, and when it was resolved; how many characters and articles it
    has."""

    opened: tuple[Notice, ...]
    resolved: tuple[Notice, ...]
    encoding: str
    characters: int
    articles: int


@dataclass(frozen=True, slots=True)
class How:
    """How pages are read: what people have decided, what one page may cost, where what cannot be read is held."""

    judged: Judgements
    limits: Limits
    held: Quarantine | None = None


def read(spark: SparkSession, found: Sequence[Source | Skipped], how: How) -> DataFrame:
    """What every page says by itself, one row each, and what could not be read. Raises InputError if there is nothing that
    every process can open."""
    files = [item for item in found if isinstance(item, Source)]
    refused = [item if isinstance(item, Skipped) else _own(item) for item in found if not _is_open(item)]
    rows = [(pickle.dumps(_anywhere(source)), source.size()) for source in files if _is_open(source)]
    if not rows:
        raise InputError(f"no page found that every machine can open: {_ADVICE}")
    whole = sum(size + _FILE for _, size in rows)
    tasks = max(min(len(rows), spark.sparkContext.defaultParallelism), -(-whole // TASK))
    listed = spark.createDataFrame(rows, "source binary, size bigint").repartition(min(len(rows), tasks))
    units = mapped(listed, partial(_parts, how.limits), "source binary, skipped binary")
    pages = mapped(units.repartition(tasks), partial(_read, how), SCHEMA)
    told = [_row(skip.id, 0, skipped=dumped(skip)) for skip in refused]
    return pages.unionByName(spark.createDataFrame(told, SCHEMA)) if told else pages


def _is_open(item: Source | Skipped) -> bool:
    return isinstance(item, Source) and not own(item)


def _own(source: Source) -> Skipped:
    return Skipped(source.id, "only the process that it was given to can read it", _ADVICE, code="no-file")


def _anywhere(source: Source) -> Source:
    """The same for a process in another folder."""
    return source if source.path is None else replace(source, path=Path(source.path).absolute())


def _parts(limits: Limits, rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        for part in parts(pickle.loads(row[0]), limits):
            if isinstance(part, Skipped):
                yield b"", dumped(part)
            else:
                yield pickle.dumps(part), b""


def _read(how: How, rows: Iterator[Row]) -> Iterator[Row]:
    """The pages of the sources in one partition, read with the means of a build on one machine."""
    units: list[Source] = []
    for source, skipped in rows:
        if skipped:
            yield _row("", 0, skipped=skipped)
        else:
            units.append(pickle.loads(source))
    units.sort(key=lambda unit: (unit.id, unit.start))
    yield from _outcomes(how, units)


def _outcomes(how: How, units: Sequence[Source]) -> Iterator[Row]:
    """A source may be there in several parts: those are read in turn, as each is a source to the workers."""
    results = each_source(
        units,
        partial(_rows, judged=how.judged, limits=how.limits),
        partial(warm, how.judged),
        jobs=1,
        progress=None,
        limits=how.limits,
        quarantine=how.held,
    )
    for source, result in results:
        yield _row(source, 0, skipped=dumped(result)) if isinstance(result, Skipped) else result


def _rows(source: Source, judged: Judgements, limits: Limits) -> Iterator[Row | Skipped]:
    for number, one in enumerate(read_source(source, judged, limits)):
        yield one if isinstance(one, Skipped) else _of_page(source, number, one)


def _of_page(source: Source, number: int, read: PageRead) -> Row:
    page, resolved = read.page, read.resolved
    names = tuple((key, tuple(sorted(each))) for key, each in sorted(names_read(resolved.mentions).items()))
    noted = Noted(page.notices, resolved.notices, page.encoding, len(page.text), len(resolved.articles))
    return _row(
        source.id,
        source.start,
        number,
        page=encoded(page.id),
        text=hashlib.blake2b(encoded(page.text), digest_size=16).digest(),
        sign=resolved.sign,
        profiles=dumped(resolved.profiles, Profiles),
        names=dumped(names, Names),
        noted=dumped(noted),
        content=packed(page),
        resolved=packed(resolved),
        seconds=dumped(tuple(sorted(read.seconds.items())), Seconds),
    )


def _row(source: str, start: int, number: int = 0, **cells: Any) -> Row:
    return (encoded(source), start, number, *(cells.get(name, empty) for name, empty in _CELLS))


_CELLS: Iterable[tuple[str, Any]] = tuple(
    (name, "" if type_ == "string" else b"")
    for name, type_ in (column.split() for column in SCHEMA.split(", "))
    if name not in ("source", "start", "number")
)
