"""What the disk is asked for: to hold a file, to hold a name, to keep others away from a folder."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import OutputError

if sys.platform != "win32":
    import fcntl

#: What a file system answers that cannot do a thing at all, rather than fail at it.
_CANNOT = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOLCK, errno.ENOSYS)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def sync(path: Path) -> None:
    """Have the disk hold a file, or the names in a folder, before anything else is done.

    Raises OSError, but not where a file system has no such thing for folders.
    """
    handle = open_folder(path) if path.is_dir() else os.open(path, os.O_RDONLY)
    if handle is None:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if not path.is_dir() or error.errno not in _CANNOT:
            raise
    finally:
        os.close(handle)


def open_folder(path: Path) -> int | None:
    """A handle of a folder; None where the system has none."""
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY) if hasattr(os, "O_DIRECTORY") else None


def lock(handle: int | None, *, wait: bool) -> bool | None:
    """Lock an open folder until its handle is closed, however the process ends: False if another process has it locked
    (and ``wait`` is not set), None if folders cannot be locked here."""
    if sys.platform == "win32" or handle is None:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in _CANNOT:
            return None
        raise
    return True


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn an OSError into an OutputError that names ``place``, the reason, and the way out."""
    try:
        yield
    except OSError as error:
        where = place
        if error.filename is not None and not _hidden(Path(os.fsdecode(error.filename)), place):
            where = Path(os.fsdecode(error.filename))
        raise OutputError(f"{where}: cannot be written ({_reason(error)}); {_advice(error)}") from error


def _hidden(path: Path, place: Path) -> bool:
    """Whether ``path`` lies in a hidden folder at ``place``, whose name says nothing to anybody."""
    with suppress(OSError, ValueError):
        return path.relative_to(place if place.is_dir() else place.parent).parts[:1][0].startswith(".kg-")
    return False


def _reason(error: OSError) -> str:
    return "it is there and no folder" if error.errno == errno.EEXIST else error.strerror or str(error)


def _advice(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "make room on that disk, or name another place; what was there before is still there"
    if error.errno == errno.EFBIG:
        return "files may not become as large as this here (ulimit -f); what was there before is still there"
    return "name a place you may write to"
