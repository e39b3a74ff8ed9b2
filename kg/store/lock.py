"""One writer at a time, and no reader beside it."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.durable import told
from kg.errors import StoreError

_NAME = "lock"


@contextmanager
def locked_for_writing(folder: Path) -> Iterator[None]:
    """Be the only one who uses the store. Raises StoreError if another process does, with its number and machine where
    it writes. The system ends the lock with the process, however it ends."""
    with (folder / _NAME).open("a+b") as file:
        _take(folder, file.fileno(), fcntl.LOCK_EX)
        with told(folder):
            os.ftruncate(file.fileno(), 0)
            os.write(file.fileno(), f"{os.getpid()} {socket.gethostname()}\n".encode())
        try:
            yield
        finally:
            os.ftruncate(file.fileno(), 0)


@contextmanager
def locked_for_reading(folder: Path) -> Iterator[None]:
    """Keep writers away, not other readers. Raises StoreError if one is at work, or the folder holds no store."""
    try:
        file = (folder / _NAME).open("rb")
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be opened as a store ({error.strerror}); make one with kg build --store"
        ) from error
    with file:
        _take(folder, file.fileno(), fcntl.LOCK_SH)
        yield


def _take(folder: Path, handle: int, kind: int) -> None:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        words = os.pread(handle, 300, 0).decode("utf-8", "replace").split()
        if len(words) == 2:
            who = f"process {words[0]} on {words[1]} is writing to this store"
        else:
            who = "another process is using this store"
        raise StoreError(f"{folder}: {who}; wait until it is done, or end it") from error
    except OSError as error:
        raise StoreError(
            f"{folder}: the store cannot be locked ({error.strerror}); keep it on a file system that has locks"
        ) from error
