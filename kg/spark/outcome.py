"""What comes of a build on Spark."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine import Built
from kg.types import Notice, Skipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@dataclass(frozen=True, slots=True)
class Frames:
    """What a build has made, as far as it is asked for afterwards: ``pages`` as they were read, what became of each
    (``made``), the ``decisions``."""

    pages: DataFrame
    made: DataFrame
    decisions: DataFrame


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: ``files`` that were written, what was skipped, warnings, how much of what there is, seconds by
    step; where that was asked for, all of it as one graph (``built``)."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...]
    notices: tuple[Notice, ...]
    counts: dict[str, int]
    frames: Frames = field(repr=False)
    seconds: dict[str, float]
    built: Built | None = None
