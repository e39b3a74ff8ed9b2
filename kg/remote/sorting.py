"""Lines in order, each once, however many they are: sorted in runs that fit into memory, and merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

#: Lines that are sorted in memory: about 100 MB.
_RUN = 200_000


def sorted_lines(lines: Iterable[bytes], run: int = _RUN) -> Iterator[bytes]:
    """``lines`` sorted by their bytes, which is the order of code points in UTF-8, without repetitions.

    Every line ends with a newline and holds no other. ``run`` is how many of them may be in memory.
    """
    with ExitStack() as stack:
        last = None
        for line in heapq.merge(*_runs(iter(lines), run, stack)):
            if line != last:
                yield line
            last = line


def _runs(lines: Iterator[bytes], run: int, stack: ExitStack) -> list[IO[bytes]]:
    """Files without a name: they vanish with the process, however it ends."""
    files: list[IO[bytes]] = []
    while gathered := sorted(islice(lines, run)):
        file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        file.writelines(gathered)
        file.seek(0)
        files.append(file)
    return files
