"""The process that holds a graph, and the copies it makes of itself, as seen from the server."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys

from kg.errors import KgError
from kg.query.resident import NUMBER
from kg.query.tasks import Reply
from kg.query.wire import LENGTHS, pack
from kg.serve.environment import environment


class Holder:
    """One graph that does not change, in a process that forks workers."""

    def __init__(self, control: socket.socket, triples: int, process: subprocess.Popen[bytes] | None) -> None:
        self.triples = triples
        self._control = control
        self._process = process
        self._orders = asyncio.Lock()
        self._workers = 0
        self._done = False
        self.alive = True

    @classmethod
    def start(cls, nquads: bytes, graphs: list[str]) -> Holder:
        """Start the process and have it load the graph. Raises KgError if it does not come up."""
        (ours, theirs), (source, sink) = socket.socketpair(), socket.socketpair()
        command = [
            sys.executable,
            "-P",
            "-m",
            "kg.query.resident",
            str(theirs.fileno()),
            str(source.fileno()),
        ]
        process = subprocess.Popen(
            command,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(), source.fileno()),
            start_new_session=True,  # Ctrl-C is the server's affair
        )
        theirs.close()
        source.close()
        try:
            sink.sendall(pack({"graphs": graphs}, nquads))
            sink.close()
            (triples,) = NUMBER.unpack(_exactly(ours, NUMBER.size))
        except (OSError, EOFError):
            process.kill()
            process.wait()
            raise KgError(
                "the process that should hold the graph broke down: the graph may need more memory than there is"
            ) from None
        return cls(ours, triples, process)

    async def fork(self, *, changes: bool = False) -> Worker:
        """A copy that answers, or one that may change its graph. Raises KgError if the process is gone."""
        ours, theirs = socket.socketpair()
        pairs = [(ours, theirs), *([socket.socketpair()] if changes else [])]
        sent = [theirs.fileno() for _, theirs in pairs]
        try:
            pid = await self._order(b"C" if changes else b"W", sent)
        except (OSError, EOFError):
            self.alive = False
            for pair in pairs:
                for each in pair:
                    each.close()
            raise KgError("the process that holds the graph is gone: start the server again") from None
        for _, theirs in pairs:
            theirs.close()
        self._workers += 1
        reader, writer = await asyncio.open_connection(sock=ours)
        return Worker(self, pid, reader, writer, pairs[1][0] if changes else None)

    async def end(self, pid: int) -> int:
        """End a worker; the signal that it died of. The last worker of a graph that is no longer served takes
        the process along."""
        try:
            return await self._order(b"E" + NUMBER.pack(pid), [])
        except (OSError, EOFError):
            self.alive = False
            return 0
        finally:
            await self.left()

    async def left(self) -> None:
        """A worker is no longer this process' affair."""
        self._workers -= 1
        if self._done and self._workers == 0:
            await self.stop()

    async def succeed(self, worker: Worker, triples: int) -> Holder:
        """The holder of the graph that a worker has changed."""
        worker.writer.write(pack({"keep": True}))
        await worker.writer.drain()
        holder = Holder(worker.control_taken(), triples, None)
        self._done = True
        return holder

    async def stop(self) -> None:
        """End the process and its workers."""
        self.alive = False
        self._control.close()
        if self._process is not None:
            await asyncio.to_thread(self._process.wait)

    async def _order(self, order: bytes, handles: list[int]) -> int:
        """Whoever asked may give up; an order that is under way is not."""
        return await asyncio.shield(asyncio.create_task(self._in_turn(order, handles)))

    async def _in_turn(self, order: bytes, handles: list[int]) -> int:
        async with self._orders:
            return await asyncio.to_thread(self._ask, order, handles)

    def _ask(self, order: bytes, handles: list[int]) -> int:
        socket.send_fds(self._control, [order], handles)
        return int(NUMBER.unpack(_exactly(self._control, NUMBER.size))[0])


class Worker:
    """A copy of the process that holds a graph."""

    def __init__(
        self,
        holder: Holder,
        pid: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        control: socket.socket | None,
    ) -> None:
        self.holder = holder
        self.writer = writer
        self.answers = 0
        self.alive = True
        self._pid = pid
        self._reader = reader
        self._control = control
        self._ending: asyncio.Task[int] | None = None

    @property
    def gone(self) -> bool:
        """Whether it has died while nothing was asked of it."""
        return self._reader.at_eof()

    async def exchange(self, message: bytes) -> Reply:
        """Send a task and read the reply. Raises IncompleteReadError or OSError if the worker dies of it."""
        self.writer.write(message)
        await self.writer.drain()
        first, second = LENGTHS.unpack(await self._reader.readexactly(LENGTHS.size))
        head = json.loads(await self._reader.readexactly(first))
        return Reply(head, await self._reader.readexactly(second))

    def control_taken(self) -> socket.socket:
        """The socket over which a copy that has become a holder is ordered; from now on it is not this
        worker's to end."""
        assert self._control is not None
        control, self._control = self._control, None
        self._pid = 0
        return control

    def close(self) -> None:
        """Hang up."""
        self.alive = False
        self.writer.close()
        if self._control is not None:
            self._control.close()

    def retire(self) -> None:
        """End it in the background."""
        self._ending = self._ending or asyncio.create_task(self._end())

    async def end(self) -> int:
        """End it, once; the signal that it died of, 0 if none is known."""
        self.retire()
        assert self._ending is not None
        return await asyncio.shield(self._ending)

    async def _end(self) -> int:
        self.close()
        if self._pid == 0:  # it has become a holder itself
            await self.holder.left()
            return 0
        return await self.holder.end(self._pid)


def _exactly(sock: socket.socket, size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        part = sock.recv(size - len(parts))
        if not part:
            raise EOFError
        parts += part
    return parts
