"""What the user named becomes a sorted list of files: paths, folders (with all below them), globs, standard
input.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.reader.registry import SUFFIXES
from kg.types import Skipped

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or standard input (``path`` is None). ``id`` is its path as it was given. ``data`` is what came
    from standard input, once it is read."""

    id: str
    path: Path | None
    data: bytes | None = None


def find(inputs: Sequence[str]) -> list[Source | Skipped]:
    """The files that ``inputs`` name, each once, sorted by id whatever the order of ``inputs``.

    In folders only files with a known suffix are taken and the others reported; names that begin with a dot
    are passed over, as a shell does. Raises `InputError` if not one file is found.
    """
    found = sorted(
        (item for given in inputs for item in _expand(given)), key=lambda item: (item.id, repr(item))
    )
    unique = sorted(_without_repeats(found), key=lambda item: item.id)
    if not any(isinstance(item, Source) for item in unique):
        named = ", ".join(inputs) or "nothing"
        raise InputError(f"no page found in {named}: name .txt, .md or .jsonl files, a folder, a glob, or -")
    return unique


def _expand(given: str) -> Iterator[Source | Skipped]:
    if given == STDIN:
        yield Source(STDIN, None)
    elif Path(given).is_dir():
        yield from _below(given)
    elif Path(given).exists():
        yield Source(_printable(given), Path(given))
    elif glob.has_magic(given):
        yield from _matching(given)
    else:
        yield Skipped(_printable(given), "no such file or folder", "check the path")


def _matching(pattern: str) -> Iterator[Source | Skipped]:
    hits = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  it keeps the pattern as given
    if not hits:
        yield Skipped(_printable(pattern), "no file matches this pattern", "check the pattern")
    for hit in hits:
        # ** also names the folders on its way: what lies in them is matched by itself, or was not asked for
        if not Path(hit).is_dir():
            yield Source(_printable(hit), Path(hit))
        elif "**" not in pattern:
            yield from _below(hit)


def _below(folder: str) -> Iterator[Source | Skipped]:
    problems: list[OSError] = []
    empty = True
    for at, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            empty = False
            yield _in_folder(Path(at, name), f"{folder.rstrip('/') or '/'}{_below_path(at, folder)}/{name}")
    for problem in problems:
        yield Skipped(
            _printable(str(problem.filename)), "the folder cannot be opened", "check its permissions"
        )
    if empty and not problems:
        yield Skipped(_printable(folder), "the folder holds no files", "check the path")


def _below_path(at: str, folder: str) -> str:
    inside = os.path.relpath(at, folder).replace(os.sep, "/")
    return "" if inside == "." else f"/{inside}"


def _in_folder(path: Path, given: str) -> Source | Skipped:
    identifier = _printable(given)
    if not path.is_file():
        return Skipped(identifier, "not a regular file", "remove it from the folder")
    if path.suffix.lower() not in SUFFIXES:
        kind = path.suffix or "no suffix"
        return Skipped(
            identifier, f"not a known kind of file ({kind})", "name the file itself to read it as text"
        )
    return Source(identifier, path)


def _without_repeats(items: list[Source | Skipped]) -> Iterator[Source | Skipped]:
    """Each file once, under the first of its names; a file that was read under one name is not skipped
    under another.
    """
    seen: set[str] = set()
    for item in sorted(items, key=lambda item: isinstance(item, Skipped)):
        key = _identity(item)
        if key not in seen:
            seen.add(key)
            yield item


def _identity(item: Source | Skipped) -> str:
    if isinstance(item, Source) and item.path is None:
        return STDIN
    return str(Path(item.id).resolve()) if isinstance(item, Skipped) else str((item.path or Path()).resolve())


def _printable(path: str) -> str:
    """A path as text: bytes of a file name that are no UTF-8 are written as escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
