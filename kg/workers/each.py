"""The verb of this package: `each`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from kg.errors import KgError
from kg.types import Limits
from kg.workers.here import Overdue, here
from kg.workers.hosting import Host

Item = TypeVar("Item")
Result = TypeVar("Result")

Cause = Literal["time", "memory", "died", "broke"]


@dataclass(frozen=True, slots=True)
class Lost:
    """Why an item has no results: it took too long, wanted too much memory, its worker died, or the function broke.

    ``detail`` is the signal that the worker died of, or what the function raised; it may be empty.
    """

    cause: Cause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """An item and what came of it; without results if it is ``lost``."""

    item: Item
    results: Sequence[Result]
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class Each(Generic[Item, Result]):
    """What is done to each item.

    ``function`` gives the results of an item one by one and has to be picklable, as have items and results. ``limits``
    are those of one item: seconds for each of its results, memory for all. ``split`` takes an item apart that has
    failed, so that only the bad part of it is lost. ``prepare`` loads what the function needs, before there are workers.
    """

    function: Callable[[Item], Iterator[Result]]
    limits: Limits = field(default_factory=Limits)
    split: Callable[[Item], Sequence[Item]] | None = None
    prepare: Callable[[], object] | None = None

    def parts(self, item: Item) -> Sequence[Item]:
        """The item, or what it falls apart into."""
        return [item] if self.split is None else self.split(item)


def each(work: Each[Item, Result], items: Iterable[Item], workers: int) -> Iterator[Outcome[Item, Result]]:
    """What comes of every item, in their order, in ``workers`` processes.

    An item that its worker does not survive is tried once more, in parts if it has any, with nothing else going on
    beside it; if that fails, too, it is lost. With no workers all is done in this process, and only what has failed
    here goes to one. Raises the KgError that the function raises: it concerns all items.
    """
    if workers == 0 or not hasattr(os, "fork"):
        for item in items:
            yield from _here(work, item)
        return
    from kg.workers.pool import Pool

    with Host(work.function, work.prepare, work.limits.memory_mb << 20) as host:
        yield from Pool(work, host, workers).outcomes(iter(items))


def _here(work: Each[Item, Result], item: Item) -> Iterator[Outcome[Item, Result]]:
    try:
        yield Outcome(item, here(work.function, item, work.limits.seconds))
        return
    except (Overdue, MemoryError) as error:
        lost = Lost("time") if isinstance(error, Overdue) else Lost("memory")
    except KgError:
        raise
    except Exception as error:
        yield Outcome(item, (), Lost("broke", f"{type(error).__name__}: {error}"))
        return
    if not hasattr(os, "fork"):
        yield Outcome(item, (), lost)
        return
    yield from each(work, work.parts(item), 1)
