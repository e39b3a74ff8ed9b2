"""Rows in and out of the processes that Spark reads and computes in.

Whatever is grouped is brought together by a shuffle, sorted, and passed through: a group is never a table of its own, so
that small groups cost little and large ones need no more memory than what is made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    from pyspark.sql import DataFrame

Row = tuple[Any, ...]
#: Makes rows of rows, in a process of Spark's: a function of a module, or a ``partial`` of one.
Work = Callable[[Iterator[Row]], Iterable[Row]]

#: Rows, and bytes in them, that go to Spark at a time.
_ROWS = 4096
_BYTES = 8 << 20


def encoded(text: str) -> bytes:
    """Characters as Spark keeps them: it sorts bytes as Python sorts characters, and takes half surrogates."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    """The characters of ``encoded``."""
    return data.decode("utf-8", "surrogatepass")


def mapped(frame: DataFrame, work: Work, schema: str) -> DataFrame:
    """What ``work`` makes of the rows of each partition; ``schema`` names its columns and their types, none of them null."""
    columns = [column.split()[0] for column in schema.split(",")]
    return frame.mapInPandas(partial(_run, work, columns), schema)


def grouped(
    frame: DataFrame, by: Sequence[str], work: Work, schema: str, within: Sequence[str] = ()
) -> DataFrame:
    """What ``work`` makes of the rows of each group that agree in ``by``, the first columns of the frame; they come in the
    order of the columns ``within``."""
    whole = frame.repartition(*by).sortWithinPartitions(*by, *within)
    return mapped(whole, partial(_groups, work, len(by)), schema)


def saved(frame: DataFrame, to: str) -> DataFrame:
    """The same rows from a disk: nothing before them is computed twice."""
    frame.write.mode("overwrite").parquet(to)
    return frame.sparkSession.read.schema(frame.schema).parquet(to)


def _run(work: Work, columns: list[str], frames: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
    import pandas

    rows = (row for frame in frames for row in frame.itertuples(index=False, name=None))
    for part in _portions(work(rows)):
        yield pandas.DataFrame(part, columns=columns)


def _portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    size = 0
    for row in rows:
        part.append(row)
        size += sum(len(cell) for cell in row if isinstance(cell, bytes | str))
        if len(part) >= _ROWS or size >= _BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part


def _groups(work: Work, keys: int, rows: Iterator[Row]) -> Iterator[Row]:
    for _, group in groupby(rows, key=lambda row: row[:keys]):
        yield from work(group)
