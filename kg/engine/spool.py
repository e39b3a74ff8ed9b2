"""Pages that were read, kept in files until all are: each process writes a file of its own, anyone reads.

What lies there is this program's own and private (the folder is made for one build, readable by its user alone), so it is
pickled.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from kg.durable import told


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies: ``size`` bytes of a file from ``start`` on."""

    file: str
    start: int
    size: int


@dataclass(slots=True)
class Spool:
    """Keeps values in ``folder``. It may be handed to other processes, which then write to other files."""

    folder: Path
    _file: BinaryIO | None = field(default=None, init=False, repr=False)
    _process: int = field(default=0, init=False, repr=False)
    _name: str = field(default="", init=False, repr=False)

    def __getstate__(self) -> Path:
        return self.folder

    def __setstate__(self, folder: Path) -> None:
        self.__init__(folder)  # type: ignore[misc]

    def put(self, value: Any) -> Place:
        """Keep a value. Raises OutputError if there is no room."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        with told(self.folder.parent):
            file = self._own()
            place = Place(self._name, file.tell(), len(data))
            file.write(data)
            file.flush()
        return place

    def _own(self) -> BinaryIO:
        """The file of this process."""
        if self._file is None or self._process != os.getpid():
            handle, name = tempfile.mkstemp(prefix="read-", dir=self.folder)
            self._file, self._process = os.fdopen(handle, "wb"), os.getpid()
            self._name = Path(name).name
        return self._file

    def get(self, place: Place) -> Any:
        """The value at a place."""
        with (self.folder / place.file).open("rb") as file:
            file.seek(place.start)
            return pickle.loads(file.read(place.size))
