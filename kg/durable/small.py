"""Files that a user names and that are read whole, such as a table of judgements or a query."""

from __future__ import annotations

import errno
from pathlib import Path

_MOST = 64 << 20


def read_small(path: Path, most: int = _MOST) -> bytes:
    """The bytes of a file, or of what comes over a pipe. Raises OSError, also where they are more than ``most``: the file
    may be a device that never ends."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"more than {most:,} bytes", str(path))
    return data


def read_small_text(path: Path) -> str:
    """The same as text in UTF-8, without its byte-order mark, its lines ended by ``\\n``. Raises also UnicodeDecodeError."""
    text = read_small(path).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")
