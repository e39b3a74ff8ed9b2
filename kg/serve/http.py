"""The HTTP server: uvicorn, with patience that ends and a way out that waits."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import InputError


class _Patient(H11Protocol):
    """Hangs up on a client that does not finish the head of a request in time, the first or a later one."""

    head_s = 10.0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self._wait()
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.head_s, self._give_up)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


class _Server(uvicorn.Server):
    """Ends on SIGTERM and SIGINT when the requests under way are done, and that is no failure."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        former = {sig: signal.signal(sig, self.handle_exit) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sig, handler in former.items():
                signal.signal(sig, handler)


def listen(port: int) -> socket.socket:
    """A socket on loopback; with port 0, on any free port. Raises InputError if the port is taken."""
    # With its protocol named, asyncio sends what is written at once instead of waiting for more (TCP_NODELAY).
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("127.0.0.1", port))
        sock.listen(1024)
    except OSError as error:
        sock.close()
        raise InputError(
            f"port {port} cannot be used ({error.strerror}): choose another with --port"
        ) from error
    return sock


def run(app: ASGIApp, sock: socket.socket, *, head_s: float, stop_s: float) -> None:
    """Serve until a signal ends it. ``head_s``: patience with the head of a request; ``stop_s``: how long
    requests under way may take when it ends."""
    protocol = type("_Protocol", (_Patient,), {"head_s": head_s})
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=max(1, round(stop_s)),
        limit_concurrency=1000,
    )
    # What it would say is said in the log of requests, or to who started the server.
    logger = logging.getLogger("uvicorn.error")
    logger.propagate = False
    logger.addHandler(logging.NullHandler())
    _Server(config).run(sockets=[sock])
