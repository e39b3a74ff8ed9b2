"""Several files of a folder that change together.

They are made in a hidden folder inside it, a draft. When all of them are on the disk the draft is renamed to
``.kg-ready``: from that moment the new files count, and moving them to their places is left to be done. Should the
process end in between, whoever next writes or reads there with ``kg`` moves the rest first (`finish`). A draft whose
process has ended is thrown away by the next writer. Processes show by a lock on their folder that they live.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.durable.disk import lock, open_folder, sync, told
from kg.errors import OutputError

_DRAFT = ".kg-draft-"
_READY = ".kg-ready"
#: Says what the other files are, so it is put in its place after them.
_LAST = "report.json"


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A new folder to make files (and folders of files) in, which replace those of the same names in ``folder`` when the
    block ends: all of them, or none if anything goes wrong before. ``folder`` is made where it is missing.

    Raises OutputError for every OSError, also of the block: then what was there before is still there.
    """
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        finish(folder)
        sweep(folder)
        made, handle = draft(folder)
        try:
            yield made
            _settle(made, folder)
            _publish(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
            if handle is not None:
                os.close(handle)


def finish(folder: Path) -> None:
    """Put in place what a process made ready in ``folder`` and did not live to put there; wait for one that is at it.

    Raises OutputError if there is something to be put in place, and no right or no room to do it.
    """
    ready = folder / _READY
    if not ready.is_dir():
        return
    with told(folder), _locked(ready, wait=True) as ours:
        if ours is not False:
            _move(ready, folder)


def draft(folder: Path) -> tuple[Path, int | None]:
    """A new hidden folder, and the handle that holds its lock."""
    while True:
        made = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=folder))
        try:
            handle = open_folder(made)
        except FileNotFoundError:  # swept away before it was opened
            continue
        lock(handle, wait=True)
        if _is(made, handle):
            return made, handle
        if handle is not None:  # swept away before it was locked
            os.close(handle)


def sweep(folder: Path) -> None:
    """Throw away drafts that nobody works on any more."""
    for left in sorted(folder.glob(f"{_DRAFT}*")):
        with suppress(OSError), _locked(left, wait=False) as ours:
            if ours:
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _locked(path: Path, *, wait: bool) -> Iterator[bool | None]:
    """Whether a folder is locked for this block (see `lock`); False if it went away in the meantime."""
    try:
        handle = open_folder(path)
    except FileNotFoundError:
        yield False
        return
    try:
        held = lock(handle, wait=wait)
        yield held if _is(path, handle) else False
    finally:
        if handle is not None:
            os.close(handle)


def _is(path: Path, handle: int | None) -> bool:
    """Whether there still is a folder of that name, and it is the one that was opened."""
    with suppress(FileNotFoundError):
        return handle is None or os.path.samestat(path.stat(), os.fstat(handle))
    return False


def _settle(made: Path, folder: Path) -> None:
    """Have the disk hold all that was made. Raises OSError if it could not take the place of what is there."""
    for path in sorted(made.iterdir()):
        place = folder / path.name
        if place.is_dir() and not path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
        if path.is_dir() and place.exists() and not place.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place))
        if place.is_file():
            shutil.copymode(place, path)
    for path in sorted(made.rglob("*")):
        sync(path)
    sync(made)


def _publish(made: Path, folder: Path) -> None:
    made_files = sorted(made.iterdir())
    if len(made_files) == 1 and not made_files[0].is_dir():
        made_files[0].replace(folder / made_files[0].name)
        sync(folder)
        return
    while True:
        try:
            made.rename(folder / _READY)
            break
        except OSError as error:  # another process is at this very point
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            finish(folder)
    sync(folder)
    _move(folder / _READY, folder)


def _move(ready: Path, folder: Path) -> None:
    """Each to its place. May be cut off and done again at any point. Raises OutputError."""
    try:
        for path in sorted(ready.iterdir(), key=lambda path: (path.name == _LAST, path)):
            place = folder / path.name
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            elif path.is_dir():
                place.unlink(missing_ok=True)
            path.replace(place)
        sync(folder)
        _remove(ready)
    except OSError as error:
        raise OutputError(
            f"{folder}: new files are complete, but not all can be moved out of {_READY} to their places "
            f"({error.strerror}); the next kg command that may write there does it"
        ) from error


def _remove(ready: Path) -> None:
    """Remove the empty folder, unless another process has put its own, full one in its place."""
    try:
        ready.rmdir()
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
            raise
