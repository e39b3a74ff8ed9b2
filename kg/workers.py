"""A function over many items, in processes of their own, in the order of the items.

It knows nothing of what the items are: whoever reads pages says what is read, this module says where.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from kg.errors import KgError

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(function: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result]:
    """``function(item)`` of every item, in their order; with one worker, in this process.

    With more, ``function`` and what it returns have to be picklable. Raises KgError if a worker is killed.
    """
    if workers == 1:
        yield from map(function, items)
        return
    # Spawned, not forked: a fork copies the locks of whatever threads the caller runs.
    context = multiprocessing.get_context("spawn")
    chunk = max(1, min(32, len(items) // (workers * 4)))
    try:
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            yield from pool.map(function, items, chunksize=chunk)
    except BrokenProcessPool as error:
        raise KgError("a worker process was killed, probably for want of memory: try --jobs 1") from error
