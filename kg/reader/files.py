"""Files as bytes and as lines, never more of them at once than one document may have."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from kg.reader.unreadable import Unreadable

_PIECE = 1 << 16
#: So many lines of ASCII outweigh one that is no UTF-8.
_PLAIN_FOR_ONE = 4
_AT_ONCE = 1 << 18
#: How a line ends where a character has two bytes.
_WIDE = {"utf-16-le": b"\n\0", "utf-16-be": b"\0\n"}


class Line(NamedTuple):
    """A line with its end, and how many bytes it has; no ``data`` if they are too many to be held."""

    size: int
    data: bytes | None


class Present(io.FileIO):
    """A file whose bytes are there: what has none yet, as some files of the system, is told, and not waited for."""

    def readinto(self, buffer: Any) -> int:
        size = super().readinto(buffer)
        if size is None:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return size


def open_file(path: Path) -> BinaryIO:
    """A file, to be read. Raises Unreadable if that is no regular file, OSError if it cannot be opened.

    What was a file a moment ago may be a pipe now, and opening one would wait for somebody to write into it.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    stream = io.BufferedReader(Present(handle))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        stream.close()
        raise Unreadable("not a regular file", "name a file", code="no-file")
    return stream


def lines_of(stream: BinaryIO, most: int, size: int = sys.maxsize, encoding: str = "utf-8") -> Iterator[Line]:
    """The lines in the next ``size`` bytes; of one of more than ``most`` bytes only its size."""
    if encoding in _WIDE:
        yield from _wide_lines(stream, most, size, _WIDE[encoding])
        return
    while size > 0 and (data := stream.readline(min(most + 1, size))):
        length = len(data)
        if length > most:
            length += _rest(stream, data)
        size -= length
        yield Line(length, data if length <= most else None)


def _wide_lines(stream: BinaryIO, most: int, size: int, end: bytes) -> Iterator[Line]:
    """Lines of two bytes a character."""
    held, dropped = bytearray(), 0
    while size > 0 and (data := stream.read(min(_AT_ONCE, size))):
        size -= len(data)
        seen = len(held) & ~1
        held += data
        start = 0
        while (at := _aligned(held, end, max(start, seen))) >= 0:
            length = dropped + at + 2 - start
            yield Line(length, bytes(held[start : at + 2]) if length <= most else None)
            start, dropped = at + 2, 0
        del held[:start]
        if dropped + len(held) > most:
            whole = len(held) & ~1
            dropped += whole
            del held[:whole]
    if held or dropped:
        length = dropped + len(held)
        yield Line(length, bytes(held) if length <= most else None)


def _aligned(held: bytearray, end: bytes, start: int) -> int:
    """Where ``end`` stands as a character of two bytes, from an even ``start`` on; -1 if nowhere."""
    at = held.find(end, start)
    while at % 2 and at >= 0:
        at = held.find(end, at + 1)
    return at


def read_at_most(stream: BinaryIO, most: int) -> bytes:
    """The rest of a stream; if it is more than ``most`` bytes, ``most`` and some more of them.

    Piece by piece: asked for so many bytes at once, a stream makes room for all of them before it looks how many there are.
    """
    held = bytearray()
    while len(held) <= most and (piece := stream.read(min(_AT_ONCE, most + 1 - len(held)))):
        held += piece
    return bytes(held)


def _rest(stream: BinaryIO, line: bytes) -> int:
    """The number of bytes to the end of a line that begins with ``line``."""
    size = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(_PIECE)
        size += len(line)
    return size


def is_utf8(lines: Iterable[Line]) -> bool:
    """Whether lines are UTF-8 throughout, or most of them: then only the others are broken. Lines of ASCII alone say little:
    they are the same in other encodings; one with a zero is as broken as lines are that are UTF-16."""
    good = plain = bad = 0
    for _, line in lines:
        try:
            text = (line or b"").decode("utf-8").strip()
        except UnicodeDecodeError:
            bad += 1
            continue
        bad += "\0" in text
        good += "\0" not in text and not text.isascii()
        plain += "\0" not in text and text.isascii() and bool(text)
    return good + plain // _PLAIN_FOR_ONE >= bad
