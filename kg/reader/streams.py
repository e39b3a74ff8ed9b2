"""Bytes of files, pipes and standard input, never more of them at once than one document may have."""

from __future__ import annotations

import io
import os
import select
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.reader.finding import Source
from kg.reader.refusal import Refused, too_large
from kg.types import Limits

_PIECE = 1 << 16


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The bytes of a source that lies in a file or has been taken; a part of a file begins where it begins.

    Raises Refused if the path names no regular file (any more), OSError if it cannot be opened.
    """
    if source.data is not None:
        yield io.BytesIO(source.data)
        return
    assert source.path is not None
    # What was a file a moment ago may be a pipe now, and opening one waits for somebody to write into it.
    handle = os.open(source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Refused("not a regular file", "name a file", code="no-file")
        stream.seek(source.start)
        yield stream


def content(source: Source, most: int) -> bytes:
    """All bytes of a source. Raises Refused if they are more than ``most``."""
    with opened(source) as stream:
        wanted = most + 1 if source.end is None else min(source.end - source.start, most + 1)
        data = stream.read(wanted)
    if len(data) > most:
        raise too_large("a file", most)
    return data


class Line(NamedTuple):
    """A line with its end, and how many bytes it has; no ``data`` if they are too many to be held."""

    size: int
    data: bytes | None


def lines(source: Source, most: int) -> Iterator[Line]:
    """The lines of a source; of one of more than ``most`` bytes only its size."""
    with opened(source) as stream:
        left = sys.maxsize if source.end is None else source.end - source.start
        while left > 0 and (data := stream.readline(min(most + 1, left))):
            size = len(data)
            if size > most:
                size += _rest(stream, data)
            left -= size
            yield Line(size, data if size <= most else None)


def _rest(stream: BinaryIO, line: bytes) -> int:
    """The number of bytes to the end of a line that begins with ``line``."""
    size = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(_PIECE)
        size += len(line)
    return size


def taken(source: Source, limits: Limits, stdin: BinaryIO | None = None) -> Iterator[bytes]:
    """Standard input or a pipe, piece by piece as it comes.

    Raises Refused if it says nothing for longer than a page may take.
    """
    if source.path is None:
        stream = stdin or sys.stdin.buffer
        handle = _handle(stream)
        if handle is None:
            yield from iter(lambda: stream.read(_PIECE), b"")
            return
        yield from _pieces(handle, None)
        return
    handle = os.open(source.path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        yield from _pieces(handle, limits.seconds)
    finally:
        os.close(handle)


def _handle(stream: BinaryIO) -> int | None:
    try:
        return stream.fileno()
    except OSError:
        return None


def _pieces(handle: int, patience: float | None) -> Iterator[bytes]:
    while True:
        _wait(handle, patience)
        try:
            piece = os.read(handle, _PIECE)
        except BlockingIOError:
            continue
        if not piece:
            return
        yield piece


def _wait(handle: int, patience: float | None) -> None:
    if patience is None or not stat.S_ISFIFO(os.fstat(handle).st_mode):
        return
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    if not poll.poll(patience * 1000):
        raise Refused(
            f"a pipe into which nobody has written for {patience:g} s",
            "see to what should write into it, or allow more with --max-seconds",
            code="too-slow",
        )


def copy(source: Source, to: Path, limits: Limits) -> bool:
    """Write the bytes of a source, as they are, into a file; whether that was possible."""
    try:
        to.write_bytes(content(source, limits.bytes))
    except (OSError, Refused):
        to.unlink(missing_ok=True)
        return False
    return True
