"""What a reader of one kind of file is handed: a file, or what was found inside one."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from kg.knowledge.page_fields import Field
from kg.reader.files import open_file, read_at_most
from kg.reader.unreadable import Exhausted, too_large

#: So much of a file is looked at to tell its kind.
HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much a container may hold before it is refused, so that a hostile one costs only itself.

    ``ratio`` is that of unpacked to packed bytes, tested once more than ``free`` bytes are unpacked; ``depth`` counts
    archives inside archives. All but ``member_bytes`` hold for an archive with everything inside it.
    """

    members: int = 100_000
    member_bytes: int = 64 << 20
    total_bytes: int = 2 << 30
    ratio: int = 200
    free: int = 8 << 20
    depth: int = 3


#: Surrogates that stand for no byte of a name.
_NO_BYTES = frozenset(map(chr, (*range(0xD800, 0xDC80), *range(0xDD00, 0xE000))))


def printable(name: str) -> str:
    """A path, or a name in an archive, as text: bytes of it that are no UTF-8 are written as escapes."""
    escaped = "".join(char if char not in _NO_BYTES else f"\\u{ord(char):04x}" for char in name)
    return escaped.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class Budget:
    """What an archive, with the archives inside it, has unpacked so far. Raises `Exhausted` where it is too much."""

    def __init__(self, limits: ArchiveLimits, packed: int) -> None:
        self.limits = limits
        self._packed = max(packed, 1)
        self._members = self._bytes = 0

    def member(self) -> None:
        """Count one more member."""
        self._members += 1
        if self._members > self.limits.members:
            raise Exhausted(f"an archive of more than {self.limits.members:,} files", "split it", "too-large")

    def is_bomb(self, size: int, packed: int) -> bool:
        """Whether a member of that size is packed as no page is."""
        return size > self.limits.free and size > self.limits.ratio * max(packed, 1)

    def unpack(self, size: int) -> None:
        """Count ``size`` more unpacked bytes."""
        self._bytes += size
        if self._bytes > self.limits.total_bytes:
            raise Exhausted(
                f"it unpacks to more than {self.limits.total_bytes >> 20:,} MiB", "split it", "too-large"
            )
        if self._bytes > self.limits.free and self._bytes > self.limits.ratio * self._packed:
            raise Exhausted(
                f"it unpacks to more than {self.limits.ratio} times its size, as no archive of pages does",
                "unpack it, and name the pages in it, if you trust it",
                "too-large",
            )


@dataclass(frozen=True, slots=True)
class Row:
    """What a line of a user's table states of the page at ``path``; ``where`` names file and line."""

    path: str
    stated: Mapping[Field, str]
    where: str


@dataclass(frozen=True, slots=True)
class Options:
    """How the user wants inputs to be read: ``columns`` maps a field of a page (text, title, date …) to the name of the
    column or key that holds it; ``stated`` holds by the id of a page what a table of the user's states of it. ``most`` is
    the number of bytes that may be read as one text."""

    columns: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, Row] = field(default_factory=dict)
    limits: ArchiveLimits = ArchiveLimits()
    most: int = 64 << 20


@dataclass(frozen=True)
class Document:
    """Bytes to be read as one kind of file. ``id`` is the id of its page, and begins those of its parts; ``name`` the
    name of the file alone, a hint no more; ``depth`` counts the archives around it, whose budget is ``around``. ``line``
    and ``encoding`` are given where it is a piece of a file of records: the number of its first line, and how it is written.

    Either ``path`` or ``held`` is given: on disk, or in memory.
    """

    id: str
    name: str
    path: Path | None = None
    held: bytes | None = None
    options: Options = Options()
    depth: int = 0
    around: Budget | None = None
    line: int | None = None
    encoding: str | None = None

    @cached_property
    def budget(self) -> Budget:
        """What it may still unpack, together with the archives around it."""
        return self.around or Budget(self.options.limits, self.size)

    @cached_property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.held) if self.held is not None else (self.path or Path()).stat().st_size

    @cached_property
    def data(self) -> bytes:
        """The whole of it. Raises `Unreadable` if it is more than may be read."""
        with self.open() as stream:
            data = read_at_most(stream, self.options.most)
        if len(data) > self.options.most:
            raise too_large("a document", self.options.most)
        return data

    @cached_property
    def head(self) -> bytes:
        """Its first `HEAD` bytes."""
        with self.open() as stream:
            return stream.read(HEAD)

    def open(self) -> BinaryIO:
        """Its bytes as a stream that can be moved in."""
        return io.BytesIO(self.held) if self.held is not None else open_file(self.path or Path())

    def part(self, name: str, data: bytes) -> Document:
        """A member of this one, with the id ``ID#name``."""
        name = printable(name)
        last = name.rsplit("/", 1)[-1]
        return Document(f"{self.id}#{name}", last, None, data, self.options, self.depth + 1, self.budget)
