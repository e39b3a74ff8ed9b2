"""What XML 1.0 makes of characters: some it cannot hold, some it would change."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storable(text: str) -> str:
    """``text`` with U+FFFD for every character that no XML document can hold, not even escaped."""
    return _FORBIDDEN.sub("\ufffd", text)


def escape_returns(document: bytes) -> bytes:
    """A written document in which carriage returns survive: a parser turns bare ones into line feeds."""
    return document.replace(b"\r", b"&#13;")
