"""Where a right end of a name is none, by what stands beside it (``seeds/lexicons/no_heads.toml``): 高速|电梯, 农|村."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.knowledge import rows

#: Under this key stand the rows about all heads.
_ALL = ""
#: How far before a head an expression may look.
_BEFORE = 4


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands right ``before`` the head, or right ``after`` it; None where nothing is asked."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def holds(self, text: str, start: int, end: int) -> bool:
        if self.before is not None and self.before.search(text, max(0, start - _BEFORE), start) is None:
            return False
        return self.after is None or self.after.match(text, end) is not None


@dataclass(frozen=True, slots=True)
class NoHeads:
    """The rows by the head they are about, and those about short heads of one ``kind``; ``examples`` of the file."""

    rows: Mapping[str, tuple[_Row, ...]]
    kinds: Mapping[str, tuple[_Row, ...]]
    examples: tuple[str, ...]

    def is_none(self, text: str, head: str, kind: str | None, start: int, end: int) -> bool:
        """Whether ``head`` (of the finer sort ``kind``) at [start, end) of ``text`` ends no name."""
        about = (*self.rows.get(head, ()), *self.rows.get(_ALL, ()))
        if kind is not None and end - start == 1:
            about = (*about, *self.kinds.get(kind, ()))
        return any(row.holds(text, start, end) for row in about)


@cache
@rows.checked("no_heads.toml")
def no_heads() -> NoHeads:
    """The file, read once. KnowledgeError names it where something in it is wrong."""
    path, data = rows.load("no_heads.toml")
    by_head: defaultdict[str, list[_Row]] = defaultdict(list)
    by_kind: defaultdict[str, list[_Row]] = defaultdict(list)
    examples: list[str] = []
    for row in rows.table(path, data, "none"):
        rows.allow(path, row, ("heads", "kind", "before", "after", "examples"))
        for target, keys in ((by_kind, row.get("kind", "")), (by_head, row.get("heads", ""))):
            for key in keys.split():
                target[key].append(_row(row))
        if "kind" not in row and "heads" not in row:
            by_head[_ALL].append(_row(row))
        examples += row["examples"]
    frozen = [{key: tuple(each) for key, each in found.items()} for found in (by_head, by_kind)]
    return NoHeads(frozen[0], frozen[1], tuple(examples))


def _row(row: Mapping[str, Any]) -> _Row:
    before, after = row.get("before"), row.get("after")
    return _Row(
        re.compile(f"(?:{before})$") if before is not None else None,
        re.compile(after) if after is not None else None,
    )
