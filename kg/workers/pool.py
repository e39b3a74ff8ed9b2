"""Hands items to workers, watches over them, and puts what comes back into the order of the items."""

from __future__ import annotations

import selectors
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from kg.workers.each import Each, Lost, Outcome
from kg.workers.hosting import Host, Worker

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Items that may be on their way for each worker: a slow one should not hold up the others, nor fill the memory.
_AHEAD = 32
#: Items that a worker has at a time: the one it works on and the next, so that it never waits for us.
_IN_HAND = 2
#: Seconds after which the clock is looked at, if nothing happens.
_TICK = 5.0


@dataclass(eq=False)
class _Job(Generic[Item, Result]):
    """An item on its way. ``again`` if it has failed before."""

    item: Item
    again: bool = False
    results: list[Result] = field(default_factory=list)
    outcome: Outcome[Item, Result] | None = None


@dataclass(eq=False)
class _Desk(Generic[Item, Result]):
    """A worker, the jobs it has, and until when the first of them has to show something."""

    worker: Worker
    jobs: deque[_Job[Item, Result]] = field(default_factory=deque)
    deadline: float = 0.0
    retiring: bool = False
    alone: bool = False


class Pool(Generic[Item, Result]):
    """Works through items with the workers of a host."""

    def __init__(self, work: Each[Item, Result], host: Host, workers: int) -> None:
        self._work = work
        self._host = host
        self._workers = workers
        self._window: deque[_Job[Item, Result]] = deque()
        self._ready: deque[_Job[Item, Result]] = deque()
        self._again: deque[_Job[Item, Result]] = deque()
        self._desks: list[_Desk[Item, Result]] = []
        self._selector = selectors.DefaultSelector()

    def outcomes(self, items: Iterator[Item]) -> Iterator[Outcome[Item, Result]]:
        """What comes of every item, in their order."""
        with self._selector:
            while self._take(items):
                self._hand_out()
                self._listen()
                self._end_the_overdue()
                for outcome in self._finished():
                    asked = time.monotonic()
                    yield outcome
                    self._pause(time.monotonic() - asked)

    def _take(self, items: Iterator[Item]) -> bool:
        """Whether there is anything left to do."""
        while len(self._window) < self._workers * _AHEAD:
            try:
                job: _Job[Item, Result] = _Job(next(items))
            except StopIteration:
                break
            self._window.append(job)
            self._ready.append(job)
        return bool(self._window)

    def _hand_out(self) -> None:
        """Give each worker what it can take; what has failed once runs by itself, in a worker made for that."""
        if self._again:
            if not any(desk.jobs for desk in self._desks):
                self._dismiss([desk for desk in self._desks if not desk.alone])
                alone = self._desks[0] if self._desks else self._new_desk()
                alone.alone = True
                self._give(alone, self._again.popleft())
            return
        for _ in range(_IN_HAND):
            while self._ready and (desk := self._free_desk()) is not None:
                self._give(desk, self._ready.popleft())

    def _free_desk(self) -> _Desk[Item, Result] | None:
        """Where the next job goes: to whoever has the fewest, a new worker if all have some."""
        least = min(
            (desk for desk in self._desks if not desk.retiring), key=lambda d: len(d.jobs), default=None
        )
        if least is not None and not least.jobs:
            return least
        if len(self._desks) < self._workers:
            return self._new_desk()
        return least if least is not None and len(least.jobs) < _IN_HAND else None

    def _new_desk(self) -> _Desk[Item, Result]:
        desk: _Desk[Item, Result] = _Desk(self._host.worker())
        self._desks.append(desk)
        self._selector.register(desk.worker.sock, selectors.EVENT_READ, desk)
        return desk

    def _give(self, desk: _Desk[Item, Result], job: _Job[Item, Result]) -> None:
        desk.jobs.append(job)
        if len(desk.jobs) == 1:
            self._wind(desk)
        desk.worker.give(job.item)

    def _wind(self, desk: _Desk[Item, Result]) -> None:
        """Give the first job its time, from now on."""
        if desk.jobs:
            desk.deadline = time.monotonic() + self._work.seconds(desk.jobs[0].item)

    def _listen(self) -> None:
        """Take in whatever has arrived; wait for it if nothing has."""
        due = min((desk.deadline for desk in self._desks if desk.jobs), default=0.0)
        patience = min(_TICK, max(0.0, due - time.monotonic()))
        for key, _ in self._selector.select(patience):
            desk = key.data
            try:
                for kind, value in desk.worker.inbox.arrived():
                    self._heard(desk, kind, value)
            except (EOFError, OSError):
                if desk in self._desks:
                    self._lose(desk, None)

    def _heard(self, desk: _Desk[Item, Result], kind: str, value: Any) -> None:
        job = desk.jobs[0]
        if kind == "result":
            job.results.append(value)
        elif kind == "error":
            raise value
        elif kind == "memory":
            self._lose(desk, Lost("memory"))
        else:
            desk.jobs.popleft()
            lost = Lost("broke", value) if kind == "broke" else None
            job.outcome = Outcome(job.item, () if lost else job.results, lost)
            desk.retiring = desk.retiring or value is True
            if desk.retiring and not desk.jobs:
                self._dismiss([desk])
        self._wind(desk)

    def _end_the_overdue(self) -> None:
        now = time.monotonic()
        for desk in [each for each in self._desks if each.jobs and each.deadline < now]:
            self._lose(desk, Lost("time"))

    def _lose(self, desk: _Desk[Item, Result], lost: Lost | None) -> None:
        """A worker is gone, or has to go: the job it was at has failed, the one that waited has not."""
        signal = self._leave(desk)
        if not desk.jobs:
            return
        job = desk.jobs.popleft()
        self._ready.extendleft(reversed(desk.jobs))
        lost = lost or Lost("died", signal)
        if job.again:
            job.outcome = Outcome(job.item, (), lost)
            return
        parts = [_Job[Item, Result](item, again=True) for item in self._work.parts(job.item)]
        at = self._window.index(job)
        del self._window[at]
        for part in reversed(parts):
            self._window.insert(at, part)
        self._again.extend(parts)

    def _dismiss(self, desks: list[_Desk[Item, Result]]) -> None:
        for desk in list(desks):
            self._leave(desk)

    def _leave(self, desk: _Desk[Item, Result]) -> str:
        self._desks.remove(desk)
        self._selector.unregister(desk.worker.sock)
        return desk.worker.end()

    def _finished(self) -> Iterator[Outcome[Item, Result]]:
        """The outcomes at the head of the window, each of them once."""
        while self._window and self._window[0].outcome is not None:
            yield self._window.popleft().outcome  # type: ignore[misc]

    def _pause(self, seconds: float) -> None:
        """Time that whoever asks takes for itself is no worker's."""
        for desk in self._desks:
            desk.deadline += seconds
