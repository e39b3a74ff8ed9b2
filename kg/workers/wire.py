"""Messages between this process and its workers: pickles, each with its length before it.

A worker is kept apart because it may break, not because it may lie: it runs this program's own code.
"""

from __future__ import annotations

import pickle
import socket
import struct
from collections.abc import Iterator
from typing import Any

NUMBER = struct.Struct(">q")
_PIECE = 1 << 20


def send(sock: socket.socket, value: Any) -> None:
    """Send one message; OSError if the other side is gone."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    sock.sendall(NUMBER.pack(len(body)) + body)


def receive(sock: socket.socket) -> Any:
    """The next message. Raises EOFError when the other side is gone."""
    (size,) = NUMBER.unpack(exactly(sock, NUMBER.size))
    return pickle.loads(exactly(sock, size))


def exactly(sock: socket.socket, size: int) -> bytes:
    """So many bytes. Raises EOFError when the other side is gone before."""
    parts = bytearray()
    while len(parts) < size:
        part = sock.recv(min(size - len(parts), _PIECE))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


class Inbox:
    """Puts messages together from whatever has arrived, and never waits for more."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._bytes = bytearray()

    def arrived(self) -> Iterator[Any]:
        """The messages that are complete; to be asked when the socket has something. Raises EOFError at its end."""
        part = self._sock.recv(_PIECE)
        if not part:
            raise EOFError
        self._bytes += part
        while len(self._bytes) >= NUMBER.size:
            end = NUMBER.size + NUMBER.unpack_from(self._bytes)[0]
            if len(self._bytes) < end:
                return
            body = bytes(self._bytes[NUMBER.size : end])
            del self._bytes[:end]
            yield pickle.loads(body)
