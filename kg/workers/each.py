"""The verb of this package: `each`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
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
    ``weight`` says how many times the seconds an item may take, 1 or more.
    """

    function: Callable[[Item], Iterator[Result]]
    limits: Limits = field(default_factory=Limits)
    split: Callable[[Item], Sequence[Item]] | None = None
    prepare: Callable[[], object] | None = None
    weight: Callable[[Item], float] | None = None

    def seconds(self, item: Item) -> float:
        """How long each result of an item may take."""
        return self.limits.seconds * (1.0 if self.weight is None else self.weight(item))

    def parts(self, item: Item) -> Sequence[Item]:
        """The item, or what it falls apart into."""
        return [item] if self.split is None else self.split(item)


class Crew(Generic[Item, Result]):
    """Workers for one function, to be given items more than once. Use it as a context.

    With no workers all is done in this process, and only what has failed here goes to one.
    """

    def __init__(self, work: Each[Item, Result], workers: int) -> None:
        self._work = work
        self._workers = workers if hasattr(os, "fork") else 0
        self._open = ExitStack()
        self._host: Host | None = None

    def __enter__(self) -> Crew[Item, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def each(self, items: Iterable[Item], limits: Limits | None = None) -> Iterator[Outcome[Item, Result]]:
        """What comes of every item, in their order.

        An item that its worker does not survive is tried once more, in parts if it has any, with nothing else going on
        beside it; if that fails, too, it is lost. ``limits`` replaces the seconds that a result may take. Raises the
        KgError that the function raises: it concerns all items.
        """
        work = self._work if limits is None else replace(self._work, limits=limits)
        if self._workers:
            yield from self._in_workers(work, items, self._workers)
            return
        for item in items:
            outcome = _here(work, item)
            if outcome.lost is not None and outcome.lost.cause != "broke" and hasattr(os, "fork"):
                yield from self._in_workers(work, work.parts(item), 1)
            else:
                yield outcome

    def _in_workers(
        self, work: Each[Item, Result], items: Iterable[Item], workers: int
    ) -> Iterator[Outcome[Item, Result]]:
        from kg.workers.pool import Pool

        if self._host is None:
            memory = self._work.limits.memory_mb << 20
            self._host = self._open.enter_context(Host(self._work.function, self._work.prepare, memory))
        yield from Pool(work, self._host, workers).outcomes(iter(items))


def each(work: Each[Item, Result], items: Iterable[Item], workers: int) -> Iterator[Outcome[Item, Result]]:
    """What comes of every item, in their order, in ``workers`` processes: see `Crew`."""
    with Crew(work, workers) as crew:
        yield from crew.each(items)


def _here(work: Each[Item, Result], item: Item) -> Outcome[Item, Result]:
    try:
        return Outcome(item, here(work.function, item, work.seconds(item)))
    except (Overdue, MemoryError) as error:
        return Outcome(item, (), Lost("time") if isinstance(error, Overdue) else Lost("memory"))
    except KgError:
        raise
    except Exception as error:
        return Outcome(item, (), Lost("broke", f"{type(error).__name__}: {error}"))
