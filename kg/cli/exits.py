"""The exit codes, the same for every command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the shell is told; the worse code wins where two apply."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    VIOLATED = 3
    SKIPPED = 4
    DIFFERS = 5
    INTERRUPTED = 130


EPILOG = (
    "Exit codes: 0 done; 1 failed (one line on standard error says why); 2 wrong usage; "
    "3 the graph violates its shapes; 4 done, but some input was skipped; "
    "5 a store or a folder holds something else than was sent or built; 130 interrupted."
)
