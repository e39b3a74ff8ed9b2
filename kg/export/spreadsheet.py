"""Three tables: nodes, edges, and facts with their words. Safe to open in a spreadsheet.

UTF-8 with a byte order mark, without which Excel takes Chinese for another encoding; lines end in CR LF (RFC
4180). A text that a spreadsheet could take for a formula gets an apostrophe in front, and so does one that
begins with an apostrophe: whoever reads the tables takes one leading apostrophe away and has the text again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import fields

from pyoxigraph import Quad

from kg.cells import guard
from kg.export.model import EdgeRow, FactRow, NodeRow
from kg.export.rows import Rows

Row = NodeRow | EdgeRow | FactRow


def tables(quads: Iterable[Quad]) -> dict[str, bytes]:
    """The three tables by the names of their files: nodes, edges, facts."""
    rows = Rows(quads)
    return {
        "nodes.csv": _table(NodeRow, rows.nodes),
        "edges.csv": _table(EdgeRow, rows.edges),
        "facts.csv": _table(FactRow, rows.facts),
    }


def columns(kind: type[Row]) -> tuple[str, ...]:
    """The column names of a table."""
    return tuple(field.name for field in fields(kind))


def _table(kind: type[Row], rows: Sequence[Row]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    names = columns(kind)
    writer.writerow(names)
    writer.writerows([_cell(getattr(row, name)) for name in names] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        value = "; ".join(value)
    return guard(value) if isinstance(value, str) else str(value)
