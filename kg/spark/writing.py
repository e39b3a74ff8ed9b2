"""The graph and the tables as files: each task writes its part, and only parts of tasks that ended well count."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.assemble import united
from kg.spark.frames import Row, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: Bytes of lines in a part of the graph, more or less.
PART = 256 << 20
#: What Spark leaves beside the parts.
_BESIDE = ("_SUCCESS", ".*.crc")
_LINES = "line string"


def write_graph(pages: DataFrame, decisions: DataFrame, folder: Path, size: int = PART) -> None:
    """Write the one graph as ``part-*.nq``: put one behind the other they are sorted. ``pages`` have their ``lines`` and the
    ``size`` of these; a part has about ``size`` bytes."""
    from pyspark.sql import functions as f

    whole = pages.agg(f.sum("size")).first()
    parts = max(1, -(-int((whole and whole[0]) or 0) // size))
    lines = mapped(pages.select("lines"), _lines, _LINES).unionByName(decisions)
    # All that is said of one subject comes into one part, where pages are made to agree. Subjects sort as their lines do.
    subject = f.substring_index("line", " ", 1)
    by_range = lines.repartitionByRange(parts, subject).sortWithinPartitions("line")
    mapped(by_range, _united, _LINES).write.text(folder.as_uri())
    _named(folder, "nq")


def write_table(rows: DataFrame, folder: Path) -> None:
    """Write a table as ``part-*.parquet``."""
    rows.write.parquet(folder.as_uri())
    _named(folder, "parquet")


def _lines(rows: Iterator[Row]) -> Iterator[Row]:
    for (lines,) in rows:
        yield from ((line,) for line in zlib.decompress(lines).decode().split("\n") if line)


def _united(rows: Iterator[Row]) -> Iterator[Row]:
    yield from ((line.decode(),) for line in united(line.encode() for (line,) in rows))


def _named(folder: Path, ending: str) -> None:
    """Call the parts by their numbers, in their order; empty ones are left out."""
    for pattern in _BESIDE:
        for path in folder.glob(pattern):
            path.unlink()
    parts = sorted(path for path in folder.iterdir() if path.name.startswith("part-"))
    for path in [path for path in parts if not path.stat().st_size]:
        path.unlink()
    filled = [path for path in parts if path.exists()]
    for number, path in enumerate(filled):
        path.rename(folder / f"part-{number:05}.{ending}")
