"""What ``kg build`` itself has written, and does not read where it lies among the inputs."""

from __future__ import annotations

import glob
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.durable import finish, read_small
from kg.knowledge.judgement_file import NAME
from kg.types import Notice

_REPORT = "report.json"
_HELD = "quarantine"
#: Bytes of a report, which tells of each page.
_MOST = 1 << 30
#: What a report must have to be one, and what files of a build are called; so that no other file makes pages be passed over.
_KEYS = frozenset({"canonical", "counts", "files", "pages", "skipped", "timings"})
_FILE = re.compile(
    r"graph\.(?:html|ttl|nt|trig|nq|jsonld|rdf|graphml|gexf|(?:nodes|edges|facts)\.csv|neo4j|ftm\.json|qs\.txt)"
    r"|(?:conflicts|decisions)\.tsv|dataset\.ttl"
)
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Own:
    """``passed`` are the real paths of what is not read; ``notices`` tell, for each folder of the inputs, of what in it."""

    passed: frozenset[str]
    notices: tuple[Notice, ...]


def own(inputs: Sequence[str], out: Path | None, *folders: Path | None) -> Own:
    """What earlier builds wrote, in ``out`` and among the inputs: beside the report of one, all that is called as its files
    are; the judgements in ``out``; and ``folders`` with all that is in them."""
    found = {os.path.realpath(folder) for folder in folders if folder is not None}
    if out is not None and out.is_dir():
        finish(out)
        found |= {os.path.realpath(out / name) for name in (NAME, *_written(out))}
    listed = sorted(_listed(inputs))
    for folder, names in listed:
        if _REPORT in names:
            found |= {os.path.realpath(folder / name) for name in _written(folder)}
    return Own(frozenset(found), tuple(_notices(listed, found)))


def _notices(listed: Iterable[tuple[Path, Sequence[str]]], passed: set[str]) -> Iterator[Notice]:
    called = {os.path.basename(path) for path in passed}  # noqa: PTH119  few names are looked up
    told: set[str] = set()
    for folder, names in listed:
        own_names = sorted(n for n in names if n in called and os.path.realpath(folder / n) in passed)
        if own_names and (real := os.path.realpath(folder)) not in told:
            told.add(real)
            more = ", …" if len(own_names) > _NAMED else ""
            yield Notice(
                "own-output",
                None,
                f"{_printable(folder)}: {len(own_names)} of what a build has written lie among the inputs and are passed "
                f"over ({', '.join(map(_printable, own_names[:_NAMED]))}{more})",
                "name a file itself to read it all the same; name another folder with -o to keep them apart",
            )


def _printable(path: str | Path) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _listed(inputs: Sequence[str]) -> Iterator[tuple[Path, list[str]]]:
    """The folders that are read, each once for every input, with what is read in it."""
    for given in dict.fromkeys(inputs):
        if os.path.isdir(given):  # noqa: PTH112  what holds a zero is none
            yield from _below(given)
        elif glob.has_magic(given) and not os.path.lexists(given):
            yield from _matching(given)


def _below(given: str) -> Iterator[tuple[Path, list[str]]]:
    for folder, below, files in os.walk(given):
        below[:] = [name for name in below if not name.startswith(".")]
        yield Path(folder), [*below, *files]


def _matching(pattern: str) -> Iterator[tuple[Path, list[str]]]:
    by_folder: dict[Path, list[str]] = {}
    for hit in map(Path, glob.iglob(pattern, recursive=True)):  # noqa: PTH207
        by_folder.setdefault(hit.parent, []).append(hit.name)
        if "**" not in pattern and hit.is_dir():
            yield from _below(str(hit))
    yield from by_folder.items()


def _written(folder: Path) -> list[str]:
    """The names of what builds left in a folder, if the report of one lies there."""
    report = _report(folder / _REPORT)
    if not report.keys() >= _KEYS:
        return []
    skipped = report["skipped"] if isinstance(report["skipped"], list) else []
    held = [_HELD] if any(isinstance(each, dict) and each.get("held") for each in skipped) else []
    try:
        names = os.listdir(folder)  # noqa: PTH208  names are all that is wanted
    except OSError:
        return []
    return [_REPORT, *held, *filter(_FILE.fullmatch, names)]


def _report(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_small(path, _MOST)) if path.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
