"""A tar archive, packed or not, or one packed file: the pages of all files in it, each of its own kind."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from kg.reader.document import Budget, Document
from kg.reader.members import check_depth, is_hidden, refusal, skipped, taken, unpacked
from kg.reader.opening import pages_in
from kg.reader.unreadable import Unreadable
from kg.types import Page, Skipped

_PACKED = re.compile(r"\.(?:gz|bz2|xz|tgz|tbz2|txz)$", re.IGNORECASE)
#: So often may be asked for more where there is no more.
_ENOUGH_ENDS = 64
_BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


def pages(document: Document) -> Iterator[Page | Skipped]:
    """The pages of its members in their order. Raises `Unreadable` where the archive is damaged or unpacks to too much;
    what stands before is kept."""
    check_depth(document)
    with document.open() as packed:
        buffered = io.BufferedReader(
            _Counted(_unpacking(packed, document.head[:3]), document.budget), 1 << 20
        )
        try:
            if buffered.peek(512)[257:262] == b"ustar":
                yield from _members(document, buffered)
            else:
                yield from _single(document, buffered)
        except _BROKEN as error:
            raise Unreadable(f"a damaged archive: {error or type(error).__name__}", "pack it again") from None


def _unpacking(stream: BinaryIO, head: bytes) -> Any:
    """The stream of what is packed in a stream."""
    if head[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=stream)
    if head == b"BZh":
        return bz2.BZ2File(stream)
    return lzma.LZMAFile(stream) if head == b"\xfd7z" else stream


class _Counted(io.RawIOBase):
    """A stream that counts what it has unpacked, passed over or not."""

    def __init__(self, stream: Any, budget: Budget) -> None:
        self._stream, self._budget = stream, budget
        self._ends = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        self._ends += not data
        if (
            self._ends > _ENOUGH_ENDS
        ):  # a member that claims to be larger than the archive would be looked for for hours
            raise EOFError("it ends before a file in it does")
        self._budget.unpack(len(data))
        view[: len(data)] = data
        return len(data)


def _members(document: Document, stream: io.BufferedReader[Any]) -> Iterator[Page | Skipped]:
    with tarfile.open(fileobj=cast(BinaryIO, stream), mode="r|") as archive:
        for info in archive:
            if info.isdir() or is_hidden(info.name):
                continue
            document.budget.member()
            # The mode of a link in its header is that of a file.
            reason = refusal(info.name) if info.isreg() else "a link or device, not a file"
            if reason is None and info.size > document.options.limits.member_bytes:
                reason = f"larger than {document.options.limits.member_bytes >> 20} MiB"
                yield skipped(document, info.name, reason, "split it", "too-large")
                continue
            if reason is not None:
                yield skipped(document, info.name, reason)
                continue
            inside = archive.extractfile(info)
            data = inside.read() if inside else b""
            for item in taken(document, info.name, data):
                yield from [item] if isinstance(item, Skipped) else pages_in(item)


def _single(document: Document, stream: io.BufferedReader[Any]) -> Iterator[Page | Skipped]:
    """What is packed alone keeps its name without the ending."""
    name = _PACKED.sub("", document.name) or document.name
    data = unpacked(stream, Budget(document.options.limits, document.size))
    part = document.part(name, data)
    yield from pages_in(part)
