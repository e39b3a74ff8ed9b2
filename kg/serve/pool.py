"""The workers that answer: asked one at a time, ended at their limits, replaced at once.

They are copies of one process that holds the graph (``kg.query.resident``). A change makes a copy with
another graph; if it is kept, later questions go to copies of that one, and the old ones finish what they do.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

from kg.query.tasks import Reply, failed
from kg.query.wire import pack
from kg.serve.holder import Holder, Worker
from kg.serve.limits import Limits

#: After so many answers a worker is replaced, whatever it has done.
_ANSWERS = 1000
#: Seconds beyond its own limit after which a worker that does not end is ended.
_GRACE = 0.5

Keep = Callable[[Reply], Awaitable[None]]


class BusyError(Exception):
    """As many requests wait as may wait, or this one has waited too long."""


class Pool:
    """Hands tasks to workers. ``triples`` counts the graph that is served now; ``version`` its changes."""

    def __init__(self, holder: Holder, limits: Limits) -> None:
        self.limits = limits
        self.version = 0
        self._turns = asyncio.Semaphore(limits.workers)
        self._changing = asyncio.Lock()
        self._waiting = 0
        self._idle: list[Worker] = []
        self._holder = holder

    async def start(self) -> None:
        """Have all workers ready."""
        self._idle = [await self._holder.fork() for _ in range(self.limits.workers)]

    async def stop(self) -> None:
        """End every worker."""
        for worker in self._idle:
            worker.close()
        await self._holder.stop()

    @property
    def triples(self) -> int:
        """Different triples of all graphs."""
        return self._holder.triples

    @property
    def waiting(self) -> int:
        """Requests that wait for a worker."""
        return self._waiting

    @property
    def alive(self) -> bool:
        """Whether there is a graph to ask."""
        return self._holder.alive

    async def ask(self, task: dict[str, Any]) -> Reply:
        """The answer of a worker. Raises BusyError."""
        async with contextlib.AsyncExitStack() as stack:
            await self._enter(stack, self._turns)
            worker = await self._worker()
            try:
                reply = await self._exchange(worker, task, b"")
            except BaseException:  # the request was given up: whatever the worker does now, nobody wants it
                await worker.end()
                raise
            if self._reusable(worker, reply):
                self._idle.append(worker)
            else:
                worker.retire()
            return reply

    async def change(self, task: dict[str, Any], body: bytes, keep: Keep | None = None) -> Reply:
        """Change the graph, one change at a time; ``keep`` writes it down before anybody sees it, and if that
        fails nothing has changed. Raises BusyError."""
        async with contextlib.AsyncExitStack() as stack:
            await self._enter(stack, self._changing)  # first: changes that wait keep no question out
            await self._enter(stack, self._turns)
            worker = await self._holder.fork(changes=True)
            try:
                reply = await self._exchange(worker, task | {"diff": keep is not None}, body)
                if "error" not in reply.head:
                    if keep is not None:
                        await keep(reply)
                    self._follow(await self._holder.succeed(worker, reply.head["triples"]))
                return reply
            finally:
                await worker.end()

    def _follow(self, holder: Holder) -> None:
        """From here on the changed graph is asked; those who are still asking the old one may finish."""
        for worker in self._idle:
            worker.retire()
        self._idle = []
        self._holder = holder
        self.version += 1

    async def _enter(self, stack: contextlib.AsyncExitStack, gate: asyncio.Semaphore | asyncio.Lock) -> None:
        if gate.locked() and self._waiting >= self.limits.queue:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.timeout_s):
                await stack.enter_async_context(gate)
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1

    async def _worker(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if not worker.gone:
                return worker
            worker.retire()
        return await self._holder.fork()

    def _reusable(self, worker: Worker, reply: Reply) -> bool:
        worker.answers += 1
        fresh = worker.answers < _ANSWERS and worker.holder is self._holder
        return fresh and worker.alive and not reply.head.get("retire")

    async def _exchange(self, worker: Worker, task: dict[str, Any], body: bytes) -> Reply:
        limits = self.limits
        whole = task | {
            "timeout_s": limits.timeout_s,
            "memory_mb": limits.memory_mb,
            "max_rows": limits.rows,
            "max_bytes": limits.answer_bytes,
            "max_depth": limits.depth,
        }
        start = time.monotonic()
        try:
            async with asyncio.timeout(limits.timeout_s + _GRACE):
                return await worker.exchange(pack(whole, body))
        except TimeoutError:
            await worker.end()
            return self._too_slow()
        except (asyncio.IncompleteReadError, OSError):
            died_of = await worker.end()
            # Where the system does not tell, the clock does.
            slow = died_of == signal.SIGALRM or time.monotonic() - start >= limits.timeout_s
            return self._too_slow() if slow else self._too_big()

    def _too_slow(self) -> Reply:
        return failed(
            "time",
            f"the query took longer than {self.limits.timeout_s:g} s: narrow it down, or allow more time",
        )

    def _too_big(self) -> Reply:
        most = self.limits.memory_mb
        return failed("memory", f"the query needs more than {most} MiB or is nested too deeply: simplify it")
