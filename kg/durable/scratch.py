"""A folder for what is in the making."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path

from kg.durable.disk import told
from kg.durable.staging import draft, sweep


class Scratch:
    """A private, hidden folder that is removed when it is closed, when nobody has it any more, or, where its process was
    killed, by the next one that makes one in the same place. Use it as a context, or not."""

    def __init__(self, place: Path | None = None) -> None:
        """``place`` is the folder that it lies in, which is made where it is missing; by default the system's place for such
        (TMPDIR). Raises OutputError if it cannot be made."""
        place = Path(tempfile.gettempdir()) if place is None else place
        with told(place):
            place.mkdir(parents=True, exist_ok=True)
            sweep(place)
            self.folder, handle = draft(place)
        self.close = weakref.finalize(self, _remove, self.folder, handle)

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _remove(folder: Path, handle: int | None) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if handle is not None:
        os.close(handle)
