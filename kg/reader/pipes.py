"""Standard input and pipes, which only this process can read and only once."""

from __future__ import annotations

import os
import select
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO

from kg.reader.finding import Source
from kg.reader.unreadable import Unreadable
from kg.types import Limits

_PIECE = 1 << 16


def taken(source: Source, limits: Limits, stdin: BinaryIO | None = None) -> Iterator[bytes]:
    """What comes, piece by piece as it comes.

    Raises Unreadable if a pipe that was named says nothing for longer than a page may take.
    """
    if source.path is None:
        stream = stdin or sys.stdin.buffer
        yield from iter(lambda: stream.read(_PIECE), b"")
        return
    handle = os.open(source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        while piece := _piece(handle, limits.seconds):
            yield piece
    finally:
        os.close(handle)


def _piece(handle: int, patience: float) -> bytes:
    if stat.S_ISFIFO(os.fstat(handle).st_mode):
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        if not poll.poll(patience * 1000):
            raise Unreadable(
                f"a pipe into which nobody has written for {patience:g} s",
                "see to what should write into it, or allow more with --max-seconds",
                code="too-slow",
            )
    return os.read(handle, _PIECE)
