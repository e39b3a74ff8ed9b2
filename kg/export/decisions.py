"""The decisions of a build as a table, to be read and to be answered with judgements."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kg.types import Decision

COLUMNS = ("verdict", "score", "left", "right", "rule", "reasons")


def decisions_table(decisions: Iterable[Decision]) -> bytes:
    """Tab-separated, with a head; ``left`` and ``right`` are keys as judgements name them."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    rows.writerow(COLUMNS)
    for each in decisions:
        reasons = "; ".join(each.reasons)
        rows.writerow((each.verdict, f"{each.score:.4f}", each.left, each.right, each.rule, reasons))
    return out.getvalue().encode("utf-8", "replace")
