"""A real HTTP server that fails on demand: what it does not answer itself it passes on to a store."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Response:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


#: Answers a request itself, or leaves it to the store.
Answer = Callable[[Request], Response | None]


@dataclass
class Faulty:
    """A running server, what it was asked so far, and how it answers from now on."""

    url: str
    store: str | None
    answer: Answer
    asked: list[Request] = field(default_factory=list)
    acknowledged: list[Request] = field(default_factory=list)

    def sent(self) -> list[Request]:
        """The requests that carry triples."""
        return [r for r in self.asked if r.headers.get("content-type") == "application/n-triples"]

    def handle(self, request: Request) -> Response:
        self.asked.append(request)
        found = self.answer(request)
        return found if found is not None else self.forward(request)

    def forward(self, request: Request) -> Response:
        assert self.store is not None, request
        names = ("content-type", "accept", "authorization")
        headers = {name: value for name, value in request.headers.items() if name in names}
        url = self.store + request.path
        got = httpx.request(request.method, url, content=request.body, headers=headers, timeout=60)
        kept = ("content-type", "server", "www-authenticate")
        if got.is_success:
            self.acknowledged.append(request)
        return Response(got.status_code, got.content, {n: v for n, v in got.headers.items() if n in kept})


def failing(*faults: Response, only: Callable[[Request], bool] = lambda _: True) -> Answer:
    """These answers first, one after the other, to the requests that ``only`` picks."""
    left = list(faults)
    return lambda request: left.pop(0) if left and only(request) else None


@contextmanager
def faulty(
    store: str | None = None, answer: Answer = lambda _: None, tls: ssl.SSLContext | None = None
) -> Iterator[Faulty]:
    """A server on a free port of loopback."""
    http = _Server(("127.0.0.1", 0), _Handler)
    http.daemon_threads = True
    if tls is not None:
        http.socket = tls.wrap_socket(http.socket, server_side=True)
    http.faulty = Faulty(f"http://127.0.0.1:{http.server_port}", store, answer)  # type: ignore[attr-defined]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield http.faulty  # type: ignore[attr-defined]
    finally:
        http.shutdown()
        http.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked hung up: a test's business, not one to print in the middle of what it looks at."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _do(self) -> None:
        body = self._body()
        headers = {name.lower(): value for name, value in self.headers.items()}
        response = self.server.faulty.handle(Request(self.command, self.path, headers, body))  # type: ignore[attr-defined]
        try:
            self.send_response_only(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            self.wfile.write(response.body)
        except OSError:  # whoever asked is gone
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = _do

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
