"""One writer at a time in an output folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.durable.disk import lock, open_folder, told
from kg.errors import OutputError


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Keep others that claim it out of ``folder``, which is made where it is missing, until the block or the process
    ends. Nothing is left in the folder for it.

    Raises OutputError if another process has claimed it, or it cannot be made. Where folders cannot be locked (Windows,
    some network file systems) nobody is kept out.
    """
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = open_folder(folder)
    try:
        if lock(handle, wait=False) is False:
            raise OutputError(
                f"{folder}: another process is building there; wait until it has ended, or name another folder with -o"
            )
        yield
    finally:
        if handle is not None:
            os.close(handle)
