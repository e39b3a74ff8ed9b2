"""The process that makes workers: it loads what they need once and then only forks.

So a worker is there in a moment, shares the memory of lexicons and models, and may die of what it is given.
Started with the number of a socket, over which come, as messages, where modules are found, then the function
and what is to be done before. Orders follow, one byte and what belongs to it: ``W`` and a socket (fork a worker),
``E`` and a process id (end that worker and say how it died). It ends when the other side is gone.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.workers.memory import limit, used
from kg.workers.wire import NUMBER, receive, send

#: A worker whose memory has grown by this part of its limit is replaced: it could not give it back.
_GROWN = 4


def main() -> int:
    """Serve the socket; exit code 1 if there is nothing to serve."""
    control = socket.socket(fileno=int(sys.argv[1]))
    try:
        sys.path[:] = receive(control)
        function, prepare, memory = receive(control)
        if prepare is not None:
            prepare()
    except EOFError:
        return 1
    except Exception as error:
        told = isinstance(error, KgError)
        send(
            control, error if told else KgError(f"the workers cannot start: {type(error).__name__}: {error}")
        )
        return 1
    send(control, None)
    gc.collect()
    gc.freeze()  # what is there stays there: a collection in a copy must not touch, and so copy, its pages
    gc.set_threshold(
        100_000, 50, 100
    )  # a worker makes hardly any circles: looking for them often finds nothing
    _serve(control, function, memory)
    return 0


def _serve(control: socket.socket, function: Callable[[Any], Iterator[Any]], memory: int) -> None:
    workers: set[int] = set()
    while True:
        order, handles, _, _ = socket.recv_fds(control, 1 + NUMBER.size, 1)
        if not order:
            break
        if order[:1] == b"E":
            control.sendall(NUMBER.pack(_end(NUMBER.unpack(order[1:])[0], workers)))
            continue
        sock = socket.socket(fileno=handles[0])
        child = os.fork()
        if child == 0:
            control.close()
            _become(sock, function, memory)
        sock.close()
        workers.add(child)
        control.sendall(NUMBER.pack(child))
    for worker in sorted(workers):
        _end(worker, workers)


def _end(worker: int, workers: set[int]) -> int:
    """Kill a worker and return the signal that ended it, its own before ours; 0 if it went by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
    workers.discard(worker)
    try:
        return max(0, -os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))
    except ChildProcessError:
        return 0


def _become(sock: socket.socket, function: Callable[[Any], Iterator[Any]], memory: int) -> None:
    """The life of a worker; it never comes back."""
    code = 1
    try:
        _expendable()
        with contextlib.suppress(EOFError, OSError):  # nobody is there any more
            _work(sock, function, memory)
        code = 0
    finally:
        os._exit(code)


def _expendable() -> None:
    """Where memory runs out, the system ends this process rather than the one that holds the graph."""
    with contextlib.suppress(OSError), Path("/proc/self/oom_score_adj").open("w") as score:
        score.write("900")
    limit("RLIMIT_CORE", 0)


def _work(sock: socket.socket, function: Callable[[Any], Iterator[Any]], memory: int) -> None:
    """Answer item after item: ``result`` and a result any number of times, then how it ended.

    ``done`` comes with whether this worker should be replaced, ``error`` with an exception for the caller, ``broke``
    with what happened; after ``memory`` the worker is gone.
    """
    start = used()
    if start:
        limit("RLIMIT_AS", start + memory)
    while True:
        item = receive(sock)
        ending: tuple[str, Any]
        try:
            for result in function(item):
                send(sock, ("result", result))
                del result
            ending = ("done", bool(start) and used() - start > memory // _GROWN)
        except MemoryError:
            break
        except KgError as error:
            ending = ("error", error)
        except Exception as error:
            ending = ("broke", f"{type(error).__name__}: {error}")
        send(sock, ending)
    limit("RLIMIT_AS", None)
    send(sock, ("memory", None))


if __name__ == "__main__":
    sys.exit(main())
