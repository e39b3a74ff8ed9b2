"""The three standard streams, whatever the program was started with."""

from __future__ import annotations

import io
import os
import sys

_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}


def stand_in() -> tuple[str, ...]:
    """Put nothing (the null device) in the place of standard streams that are closed, so that neither a message nor the next
    file that is opened goes astray. Returns their names."""
    closed = tuple(name for name in _MODES if getattr(sys, name) is None)
    for name in closed:  # from the lowest: a file takes the first number that is free
        setattr(sys, name, open(os.devnull, _MODES[name], encoding="utf-8"))  # noqa: SIM115, PTH123
    return closed


def speak_utf8() -> None:
    """Whatever the locale says: names in the graph have no other encoding in common."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
