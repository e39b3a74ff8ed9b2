"""What is the same wherever a page speaks of it (``seeds/lexicons/nationwide.tsv``): national media, the great rivers,
events of the whole country."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.knowledge.locate import seeds_dir
from kg.knowledge.rows import member
from kg.knowledge.table import rows
from kg.types import EntityType

_FILE = "lexicons/nationwide.tsv"
#: A magazine that is called by a word.
_WORDS = frozenset({"求是"})
_TYPES = frozenset({"Person", "Organization", "Agency", "Place", "Project", "Event", "Method", "Document"})


@cache
def nationwide() -> Mapping[tuple[str, str], str]:
    """The full name by class and name in use. Raises KnowledgeError naming file and line if the table is wrong."""
    return load(seeds_dir() / _FILE)


def load(path: Path) -> Mapping[tuple[str, str], str]:
    """The table at ``path``, as ``nationwide`` gives it."""
    found: dict[tuple[str, str], str] = {}
    for row in rows(path, 3):
        name, kind, full = row.cells
        member(path, kind, _TYPES, "class of nationwide things")
        if (kind, name) in found:
            raise row.wrong(f"{name} stands here a second time")
        found[kind, name] = full
    return found


def full_name(kind: EntityType, name: str) -> str | None:
    """The full name of what ``name`` means all over the country; None where it has a place."""
    return nationwide().get((kind, name.strip("“”‘’\"'《》")))


def scan_nationwide(text: str) -> list[tuple[int, int]]:
    """Where ``text`` names a body of the table, leftmost and longest; whether whole words stand there is not asked."""
    return [(start, end) for _, start, end in _bodies().find_matches_as_indexes(text)]


@cache
def _bodies() -> AhoCorasick:
    names = sorted(name for kind, name in nationwide() if kind == "Organization" and name not in _WORDS)
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
