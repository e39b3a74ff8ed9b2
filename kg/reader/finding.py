"""What the user named becomes a sorted list of files: paths, folders (with all below them), globs, standard
input.
"""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError
from kg.reader.document import Options, printable
from kg.reader.files import open_file
from kg.reader.registry import SUFFIXES
from kg.reader.sniffing import shows_kind
from kg.reader.unreadable import Unreadable
from kg.types import Skipped

STDIN = "-"
#: So much of a file with an unknown ending is looked at.
_GLANCE = 4096
#: Places where a path means something else to every process.
_OWN = ("/dev/", "/proc/")
_KINDS = {
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
    stat.S_IFIFO: "a pipe",
}
_SYSTEM = {
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "no such file or folder",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ELOOP: "a link that leads round in a circle",
    errno.ENAMETOOLONG: "its path is longer than the system allows",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or standard input (``path`` is None). ``id`` is its path as it was given.

    ``data`` is what came from standard input or a pipe, once it is taken. A source may be a part of a file of records:
    the bytes from ``start`` to ``end``, the first of which is in line ``line``; ``single`` if that line is all of it;
    ``encoding`` is that of the file. ``options`` say how it is to be read.
    """

    id: str
    path: Path | None
    data: bytes | None = None
    start: int = 0
    end: int | None = None
    line: int = 1
    single: bool = False
    encoding: str | None = None
    options: Options = field(default_factory=Options)

    def size(self) -> int:
        """Bytes, as far as they are known; 0 for what is not there."""
        if self.data is not None:
            return len(self.data)
        if self.end is not None:
            return self.end - self.start
        try:
            return 0 if self.path is None else self.path.stat().st_size
        except (OSError, ValueError):
            return 0


def find(inputs: Sequence[str], passed: Set[str] = frozenset()) -> list[Source | Skipped]:
    """The files that ``inputs`` name, each once, sorted by id whatever the order of ``inputs``.

    In folders only files with a known suffix are taken and the others reported; names that begin with a dot
    are passed over, as a shell does, and so are the real paths in ``passed``. Raises `InputError` if not one file is found.
    """
    over = _Passed(passed)
    found = sorted(
        (item for given in inputs for item in _expand(given, over)), key=lambda item: (item.id, repr(item))
    )
    unique = sorted(_without_repeats(found), key=lambda item: item.id)
    if not any(isinstance(item, Source) for item in unique):
        named = ", ".join(map(printable, inputs)) or "nothing"
        why = f" ({unique[0].reason})" if len(unique) == 1 else ""  # type: ignore[union-attr]
        raise InputError(f"no page found in {named}{why}: name files, a folder, a glob, or -")
    return unique


def os_reason(error: OSError) -> str:
    """Why the system does not let a file be read, in words."""
    return _SYSTEM.get(error.errno or 0, f"it cannot be read ({error.strerror or type(error).__name__})")


class _Passed:
    """Paths that are passed over in folders and by globs: few, so that hardly any name has to be looked up."""

    def __init__(self, paths: Set[str]) -> None:
        self._paths, self._names = paths, {os.path.basename(path) for path in paths}  # noqa: PTH119

    def __contains__(self, path: str) -> bool:
        return os.path.basename(path) in self._names and _real(path) in self._paths  # noqa: PTH119


def _expand(given: str, over: _Passed) -> Iterator[Source | Skipped]:
    if given == STDIN:
        yield Source(STDIN, None)
        return
    try:
        mode = os.stat(given).st_mode  # noqa: PTH116  a Path would drop the ./ of ./-
    except (OSError, ValueError) as error:
        yield from _matching(given, over) if glob.has_magic(given) else [_absent(given, error)]
        return
    if stat.S_ISDIR(mode):
        empty = True
        for item in _below(given, over):
            empty = False
            yield item
        if empty:
            reason = "the folder holds no files to read"
            yield Skipped(printable(given), reason, "check the path", code="not-found")
    else:
        yield _named(given, mode)


def _absent(given: str, error: OSError | ValueError) -> Skipped:
    reason = os_reason(error) if isinstance(error, OSError) else _SYSTEM[errno.ENOENT]
    return Skipped(printable(given), reason, "check the path", code="not-found")


def _named(given: str, mode: int) -> Source | Skipped:
    """A file that is named itself, whatever its suffix; a pipe is read as standard input is."""
    kind = _KINDS.get(stat.S_IFMT(mode))
    if kind is None or stat.S_ISFIFO(mode):
        return Source(printable(given), Path(given))
    return Skipped(
        printable(given), f"{kind}, not a file", "name a file, or - for standard input", code="no-file"
    )


def _matching(pattern: str, over: _Passed) -> Iterator[Source | Skipped]:
    hits = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  it keeps the pattern as given
    if not hits:
        yield Skipped(
            printable(pattern), "no file matches this pattern", "check the pattern", code="not-found"
        )
    for hit in hits:
        # ** also names the folders on its way: what lies in them is matched by itself, or was not asked for
        if hit in over or (Path(hit).is_dir() and "**" in pattern):
            continue
        if Path(hit).is_fifo():  # nobody may be about to write into it
            yield Skipped(printable(hit), "a pipe, not a file", "name the pipe itself", code="no-file")
        elif Path(hit).is_dir():  # an empty one, nobody named
            yield from _below(hit, over)
        else:
            yield from _expand(hit, over)


def _below(folder: str, over: _Passed) -> Iterator[Source | Skipped]:
    """All files below a folder. Links to folders are not followed: they may lead round in a circle."""
    base = folder.rstrip("/") or "/"
    waiting = [(folder, base)]
    while waiting:
        at, given = waiting.pop()
        try:
            with os.scandir(at) as listing:
                entries = [
                    each for each in listing if not each.name.startswith(".") and each.path not in over
                ]
        except OSError as error:
            yield Skipped(
                printable(given),
                f"the folder cannot be opened: {os_reason(error)}",
                "check its permissions, or name what lies in it from nearer by",
                code="unreadable",
            )
            continue
        for entry in entries:
            name = f"{given.rstrip('/')}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, name))
            else:
                yield _in_folder(entry, printable(name))


def _in_folder(entry: os.DirEntry[str], identifier: str) -> Source | Skipped:
    path = Path(entry.path)
    try:
        regular, folder = entry.is_file(), entry.is_dir()
    except OSError as error:
        return Skipped(identifier, os_reason(error), "remove it from the folder", code="unreadable")
    if folder:
        advice = "name the folder itself to read what lies in it"
        return Skipped(identifier, "a link to a folder, which is not followed", advice, code="no-file")
    if not regular:
        what = "a link to nothing" if entry.is_symlink() and not path.exists() else "not a regular file"
        return Skipped(identifier, what, "remove it from the folder", code="no-file")
    if path.suffix.lower() not in SUFFIXES and not _shows_kind(path):
        kind = printable(path.suffix) or "no suffix"
        return Skipped(
            identifier,
            f"not a known kind of file ({kind})",
            "name the file itself to read it as text",
            code="unknown-kind",
        )
    return Source(identifier, path)


def _shows_kind(path: Path) -> bool:
    """Whether a file with an unknown ending is beyond doubt of a kind that is read, or refused by its name."""
    try:
        with open_file(path) as stream:
            return shows_kind(stream.read(_GLANCE))
    except (OSError, Unreadable):
        return False


def _without_repeats(items: list[Source | Skipped]) -> Iterator[Source | Skipped]:
    """Each file once, under the first of its names; a file that was read under one name is not skipped
    under another.
    """
    seen: set[str] = set()
    real = _RealPaths()
    for item in sorted(items, key=lambda item: isinstance(item, Skipped)):
        path = item.id if isinstance(item, Skipped) else item.path
        key = STDIN if path is None else real.of(str(path))
        if key not in seen:
            seen.add(key)
            yield item


class _RealPaths:
    """Paths without links; each folder is looked up once, however many files lie in it."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The real path, as far as there is one."""
        folder, name = os.path.split(path)
        if name in ("", ".", "..") or _is_link(path):
            return _real(path)
        if folder not in self._folders:
            self._folders[folder] = _real(folder or ".")
        return f"{self._folders[folder].rstrip('/')}/{name}"


def _is_link(path: str) -> bool:
    try:
        return os.path.islink(path)  # noqa: PTH114  it is asked for every file
    except ValueError:
        return False


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def own(source: Source) -> bool:
    """Whether only this process can read it: standard input, a pipe, a path that other processes understand
    differently."""
    if source.path is None or str(source.path).startswith(_OWN):
        return source.data is None
    try:
        return source.data is None and stat.S_ISFIFO(source.path.stat().st_mode)
    except OSError:
        return False
