"""The process that holds a graph and has copies of itself answer questions about it.

It reads the graph once and then only forks, so that a worker is there in a moment, shares the memory of the
graph, and may be killed for a query. A worker can open no file and no socket, and is ended by the system when
its time is over. A change is made by such a copy, too: if it succeeds, the copy takes this process' place.

Started by ``kg.serve`` with the number of a socket; orders come over that socket, one byte and what belongs
to it: ``W`` and a socket (fork a worker), ``C`` and two sockets (fork one that changes the graph), ``E`` and a
process id (end that worker and say how it died). It ends when the other side of the socket is gone.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.query.changes import change
from kg.query.dataset import Dataset
from kg.query.tasks import Reply, Task, failed, run
from kg.query.terms import prefixes
from kg.query.wire import pack, receive

NUMBER = struct.Struct(">q")
#: A worker whose memory has grown by this part of its limit is replaced: it could not give it back.
_GROWN = 4


def main() -> int:
    """Read the graph that standard input holds, as a message, and serve the socket."""
    control = socket.socket(fileno=int(sys.argv[1]))
    with socket.socket(fileno=int(sys.argv[2])) as source:
        message = receive(source)
    if message is None:
        return 1
    dataset = Dataset(ox.parse(message[1], format=ox.RdfFormat.N_QUADS), message[0]["graphs"])
    del message
    prefixes()  # while files can still be read
    control.sendall(NUMBER.pack(dataset.triples()))
    _serve(control, dataset)
    return 0


def _serve(control: socket.socket, dataset: Dataset) -> None:
    gc.collect()
    gc.freeze()  # what is there stays there: a collection in a copy must not touch, and so copy, its pages
    workers: set[int] = set()
    while True:
        order, handles, _, _ = socket.recv_fds(control, 1 + NUMBER.size, 2)
        sockets = [socket.socket(fileno=handle) for handle in handles]
        if not order:
            break
        if order[:1] == b"E":
            control.sendall(NUMBER.pack(_end(NUMBER.unpack(order[1:])[0], workers)))
            continue
        child = os.fork()
        if child == 0:
            control.close()
            _become(order[:1], sockets, dataset)
        for each in sockets:
            each.close()
        # One that changes the graph may outlive this process.
        workers |= {child} if order == b"W" else set()
        control.sendall(NUMBER.pack(child))
    for worker in sorted(workers):
        _end(worker, workers)


def _end(worker: int, workers: set[int]) -> int:
    """Kill a worker and return the signal that ended it, its own before ours."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
    workers.discard(worker)
    try:
        return -os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
    except ChildProcessError:
        return 0


def _become(order: bytes, sockets: list[socket.socket], dataset: Dataset) -> None:
    """The life of a copy; it never comes back."""
    code = 1
    try:
        _quiet()
        if order == b"W":
            _expendable()
        if order == b"W":
            _work(sockets[0], dataset)
        elif _change(sockets[0], dataset):
            _serve(sockets[1], dataset)
        code = 0
    finally:
        os._exit(code)


def _quiet() -> None:
    """What dies of a query tells nobody's terminal about it."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)


def _expendable() -> None:
    """Where memory runs out, the system ends this process rather than the one that holds the graph."""
    with contextlib.suppress(OSError), Path("/proc/self/oom_score_adj").open("w") as score:
        score.write("900")


def _work(sock: socket.socket, dataset: Dataset) -> None:
    memory = _Memory()
    _limit(resource.RLIMIT_NOFILE, 0, hard=True)
    start = memory.used()
    while (message := receive(sock)) is not None:
        task = message[0]
        budget = int(task["memory_mb"]) << 20
        if start:
            _limit(resource.RLIMIT_AS, start + budget, hard=False)
        reply = _timed(task, lambda task=task: run(task, dataset))  # type: ignore[misc]
        retire = memory.used() - start > budget // _GROWN
        sock.sendall(pack(reply.head | {"retire": retire}, reply.body))


def _change(sock: socket.socket, dataset: Dataset) -> bool:
    """Change the graph and tell; whether the other side wants to have it so."""
    message = receive(sock)
    if message is None:
        return False
    task, body = message
    usual = {kind: resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_AS)}
    start = _Memory().used()
    _limit(resource.RLIMIT_NOFILE, 0, hard=False)
    if start:
        _limit(resource.RLIMIT_AS, start + (int(task["memory_mb"]) << 20), hard=False)
    reply = _timed(task, lambda: change(task, body, dataset))
    sock.sendall(pack(reply.head, reply.body))
    for kind, value in usual.items():
        _limit(kind, value, hard=False)
    return receive(sock) is not None


def _timed(task: Task, work: Callable[[], Reply]) -> Reply:
    """Do it; when the time is over, the system ends this process (``SIGALRM``), whatever it is doing."""
    signal.setitimer(signal.ITIMER_REAL, float(task["timeout_s"]))
    try:
        return work()
    except MemoryError:
        return failed("memory", f"the query needs more than {task['memory_mb']} MiB: narrow it down")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit(kind: int, value: int, *, hard: bool) -> None:
    """A soft limit can be lifted again, a hard one cannot. Not every system has every limit."""
    most = resource.getrlimit(kind)[1]
    if most != resource.RLIM_INFINITY and value != resource.RLIM_INFINITY:
        value = min(value, most)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, value if hard else most))


class _Memory:
    """Says how much address space this process has taken, 0 where the system does not tell."""

    def __init__(self) -> None:
        with contextlib.suppress(OSError):
            self._file: int | None = None
            self._file = os.open("/proc/self/statm", os.O_RDONLY)

    def used(self) -> int:
        """Bytes."""
        if self._file is None:
            return 0
        return int(os.pread(self._file, 100, 0).split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    sys.exit(main())
