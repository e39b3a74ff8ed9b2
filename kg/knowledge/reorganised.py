"""Bodies that were renamed or whose tasks went to another (``seeds/lexicons/reorganised.tsv``), with dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import rows

_FILE = "lexicons/reorganised.tsv"
What = Literal["renamed", "merged"]


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """The right end ``old`` of a body's name became ``new`` in the year ``since``; ``renamed``: the same body."""

    old: str
    new: str
    what: What
    since: str


@cache
def reorganisations() -> Mapping[str, tuple[Reorganisation, ...]]:
    """What became of the bodies, by the old right end."""
    return load(seeds_dir() / _FILE)


def load(path: Path) -> Mapping[str, tuple[Reorganisation, ...]]:
    """The table at ``path``. Raises KnowledgeError naming file and line if it is wrong."""
    found: defaultdict[str, list[Reorganisation]] = defaultdict(list)
    for row in rows(path, 4):
        old, new, what, since = row.cells
        if what not in ("renamed", "merged"):
            raise row.wrong(f"{what!r} is neither renamed nor merged")
        if not (len(since) == 4 and since.isdigit()):
            raise row.wrong(f"{since!r} is no year")
        if old == new or any(each.new == new for each in found[old]):
            raise row.wrong(f"{old} to {new} says nothing new")
        found[old].append(Reorganisation(old, new, cast(What, what), since))
    return {old: tuple(each) for old, each in found.items()}


def later_names(name: str) -> tuple[tuple[str, Reorganisation], ...]:
    """What a body of that name (without its area) is called later, each with how: 建设局 gives 住房和城乡建设局.

    Only where the whole name is the old end: 某建设局 of another sort is not meant.
    """
    return tuple((each.new, each) for each in reorganisations().get(name, ()))
