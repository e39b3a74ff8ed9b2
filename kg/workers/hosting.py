"""The process that makes workers, and the workers, as seen from the one that hands out the items."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.workers.wire import NUMBER, Inbox, exactly, receive, send

#: Each worker has one core: what it calls should not start threads for all of them.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_SECRETS = frozenset({"KG_TOKEN", "KG_PASSWORD"})


class Host:
    """A process that forks workers for one function. Use it as a context."""

    def __init__(
        self, function: Callable[[Any], Iterator[Any]], prepare: Callable[[], object] | None, memory: int
    ) -> None:
        """``prepare`` is called there once, before any worker is made; ``memory`` is in bytes, for each worker."""
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.workers.host", str(theirs.fileno())],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # Ctrl-C is ours to answer
            )
        self._ready = False
        with self._gone_is_an_error():
            send(self._control, sys.path)
            send(self._control, (function, prepare, memory))

    def __enter__(self) -> Host:
        return self

    def __exit__(self, *_: object) -> None:
        """End it, and with it every worker."""
        self._control.close()
        self._process.wait()

    def worker(self) -> Worker:
        """A new worker. Raises KgError if none can be made, with the reason."""
        ours, theirs = socket.socketpair()
        with theirs, self._gone_is_an_error():
            self._wait_until_ready()
            socket.send_fds(self._control, [b"W"], [theirs.fileno()])
            (pid,) = NUMBER.unpack(exactly(self._control, NUMBER.size))
        return Worker(self, ours, pid)

    def end(self, pid: int) -> int:
        """End a worker; the signal that it died of, 0 if of none."""
        with self._gone_is_an_error():
            self._control.sendall(b"E" + NUMBER.pack(pid))
            return int(NUMBER.unpack(exactly(self._control, NUMBER.size))[0])

    def _wait_until_ready(self) -> None:
        if not self._ready:
            error = receive(self._control)
            if error is not None:
                raise error
            self._ready = True

    @contextlib.contextmanager
    def _gone_is_an_error(self) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError):
            raise KgError(
                "the process that makes workers broke down, probably for want of memory: "
                "close other programs, or give fewer pages at a time"
            ) from None


class Worker:
    """A process that works on one item after another."""

    def __init__(self, host: Host, sock: socket.socket, pid: int) -> None:
        self.sock = sock
        self.inbox = Inbox(sock)
        self.pid = pid
        self._host = host

    def give(self, item: Any) -> None:
        """Hand it an item; a worker that is dead takes it, too, and is found out when it is asked."""
        with contextlib.suppress(OSError):
            send(self.sock, item)

    def end(self) -> str:
        """End it; the name of the signal that it had died of, or nothing."""
        self.sock.close()
        number = self._host.end(self.pid)
        return signal.Signals(number).name if number in set(signal.Signals) else ""


def _environment() -> dict[str, str]:
    """That of this process, with this package found where this process has found it, and without secrets."""
    root = str(Path(__file__).parents[2])
    known = os.environ.get("PYTHONPATH")
    return {
        **dict.fromkeys(_ONE_THREAD, "1"),
        **{name: value for name, value in os.environ.items() if name not in _SECRETS},
        "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root,
    }
