"""Lines in order, each once, however many they are: sorted in runs that fit into memory, and merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

#: Lines that are sorted in memory: about 100 MB.
_RUN = 200_000


def sorted_lines(lines: Iterable[bytes], run: int = _RUN) -> Iterator[bytes]:
    """``lines`` sorted by their bytes, which is the order of code points in UTF-8, without repetitions.

    Every line ends with a newline and holds no other. ``run`` is how many of them may be in memory.
    """
    with tempfile.TemporaryDirectory(prefix="kg-sort-") as folder, ExitStack() as stack:
        paths = list(_runs(iter(lines), run, Path(folder)))
        last = None
        for line in heapq.merge(*(stack.enter_context(path.open("rb")) for path in paths)):
            if line != last:
                yield line
            last = line


def _runs(lines: Iterator[bytes], run: int, folder: Path) -> Iterator[Path]:
    number = 0
    while gathered := sorted(islice(lines, run)):
        path = folder / str(number)
        with path.open("wb") as file:
            file.writelines(gathered)
        yield path
        number += 1
