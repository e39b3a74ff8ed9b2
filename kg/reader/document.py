"""What a reader of one kind of file is handed: a file, or what was found inside one."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

#: So much of a file is looked at to tell its kind.
HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much a container may hold before it is refused, so that a hostile one costs only itself.

    ``ratio`` is that of unpacked to packed bytes, tested once more than ``free`` bytes are unpacked; ``depth`` counts
    archives inside archives.
    """

    members: int = 100_000
    member_bytes: int = 256 * 1024 * 1024
    total_bytes: int = 2 * 1024 * 1024 * 1024
    ratio: int = 200
    free: int = 4 * 1024 * 1024
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Options:
    """How the user wants inputs to be read: ``columns`` maps a field of a page (text, title, date …) to the name of the
    column or key that holds it."""

    columns: Mapping[str, str] = field(default_factory=dict)
    limits: ArchiveLimits = ArchiveLimits()


@dataclass(frozen=True)
class Document:
    """Bytes to be read as one kind of file. ``id`` is the id of its page, and begins those of its parts; ``name`` the
    name of the file alone, a hint no more; ``depth`` counts the archives around it.

    Either ``path`` or ``held`` is given: on disk, or in memory.
    """

    id: str
    name: str
    path: Path | None = None
    held: bytes | None = None
    options: Options = Options()
    depth: int = 0

    @cached_property
    def data(self) -> bytes:
        """The whole of it."""
        if self.held is not None:
            return self.held
        assert self.path is not None
        return self.path.read_bytes()

    @cached_property
    def head(self) -> bytes:
        """Its first `HEAD` bytes."""
        with self.open() as stream:
            return stream.read(HEAD)

    def open(self) -> BinaryIO:
        """Its bytes as a stream that can be moved in."""
        return io.BytesIO(self.held) if self.held is not None else (self.path or Path()).open("rb")

    def part(self, name: str, data: bytes) -> Document:
        """A member of this one, with the id ``ID#name``."""
        return Document(
            f"{self.id}#{name}", name.rsplit("/", 1)[-1], None, data, self.options, self.depth + 1
        )
