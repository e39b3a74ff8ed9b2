"""What a build on Spark says of itself in ``report.json``. Nothing but its timings differs from one build to the next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kg.types import Notice, Skipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def report(
    out: Path,
    made: DataFrame,
    entities: DataFrame,
    skipped: Sequence[Skipped],
    notices: Sequence[Notice],
    seconds: dict[str, float],
) -> dict[str, int]:
    """Write the report; how much there is of what."""
    from pyspark.sql import functions as f

    whole = made.agg(f.count("*"), f.sum("named"), f.sum("said")).first()
    pages, named, said = (int(cell or 0) for cell in whole or (0, 0, 0))
    known = entities.where("length(known) > 0").count()
    counts = {"pages": pages, "entities": known, "mentions": named, "claims": said}
    document = {
        "engine": "spark",
        "counts": counts,
        "skipped": [asdict(skip) for skip in skipped],
        "warnings": [asdict(notice) for notice in notices],
        "files": {
            path.relative_to(out).as_posix(): path.stat().st_size for path in sorted(out.glob("*/part-*.nq"))
        },
        "timings": seconds,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    (out / "report.json").write_text(text, encoding="utf-8", errors="backslashreplace")
    return counts
