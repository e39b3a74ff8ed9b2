"""Messages between processes: JSON and bytes, each with its length before it."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any

#: The lengths of the two parts of a message.
LENGTHS = struct.Struct(">II")


def pack(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """One message."""
    text = json.dumps(head).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


def receive(sock: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """The next message; None when the other side is gone."""
    lengths = _exactly(sock, LENGTHS.size)
    if lengths is None:
        return None
    first, second = LENGTHS.unpack(lengths)
    whole = _exactly(sock, first + second)
    return None if whole is None else (json.loads(whole[:first]), whole[first:])


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = sock.recv(min(size - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)
