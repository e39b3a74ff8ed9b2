"""Where things lie in the folder of a store.

``current`` names the folder in use (``1``), which holds the pages and the graph; one that is being made anew lies beside it
until it is complete, and takes its place in one step.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from kg.durable import finish, sync, write_files
from kg.errors import StoreError

_CURRENT = "current"
_DRAFTS = ".kg-"
_FIRST = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of a store. ``folder`` is what a user calls the store."""

    folder: Path

    @property
    def exists(self) -> bool:
        """Whether the folder is a store."""
        return (self.folder / _CURRENT).is_file()

    def make(self) -> None:
        """Make the folder where it is missing. Raises StoreError if it holds something else than a store."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            finish(self.folder)
            strange = sorted(path.name for path in self.folder.iterdir() if not self._own(path.name))
        except OSError as error:
            raise StoreError(
                f"{self.folder}: no store can be made there ({error.strerror}); name a folder you may write to"
            ) from error
        if strange and not self.exists:
            raise StoreError(
                f"{self.folder}: is no store, and holds {strange[0]}; name an empty folder, or one that is not there"
            )

    def _own(self, name: str) -> bool:
        if name.startswith(_DRAFTS):
            return (
                True  # of a process that was cut off while it wrote here; the next one that writes removes it
            )
        return name in ("lock", "quarantine", "judgements.tsv", _CURRENT) or name.isdecimal()

    def current(self) -> Path:
        """The folder in use. Raises StoreError if there is none."""
        return self.folder / str(self._number())

    def following(self) -> Path:
        """The folder in which the next one is made."""
        return self.folder / str(self._number() + 1)

    def _number(self) -> int:
        try:
            return int((self.folder / _CURRENT).read_text("ascii"))
        except (OSError, ValueError) as error:
            raise StoreError(
                f"{self.folder}: is no store, or its file {_CURRENT!r} is damaged: "
                "it must hold the number of a folder beside it"
            ) from error

    def first(self) -> Path:
        """The folder of a new store."""
        return self.folder / str(_FIRST)

    def switch(self, to: Path) -> None:
        """From now on ``to`` is in use; all others go."""
        sync(to)
        write_files({self.folder / _CURRENT: to.name.encode("ascii")})
        self.sweep()

    def sweep(self) -> None:
        """Remove what was in use before."""
        number = self._number()
        for path in self.folder.iterdir():
            if path.name.isdecimal() and int(path.name) < number:
                shutil.rmtree(path, ignore_errors=True)
