"""What stands before every request: who may ask, what every answer says, and the log."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: This machine, by the names that a browser on it may use.
LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.IGNORECASE)
#: Pages that this machine serves itself, such as a notebook.
LOOPBACK_ORIGIN = rf"https?://(?i:{LOOPBACK.pattern})"

#: Nothing from elsewhere, nothing inline, in no frame.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
}
_PIECE = 1 << 16
_SHOWN = 300


class Guards:
    """Refuses a request that names another host: a page elsewhere whose name was made to lead here could
    otherwise read the graph. Ends the connection of a client that takes no data for ``send_s`` seconds."""

    def __init__(self, app: ASGIApp, log: Callable[[str], None] | None = None, send_s: float = 30.0) -> None:
        self._app = app
        self._log = log
        self._send_s = send_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = _Sent(send, self._send_s)
        try:
            if LOOPBACK.fullmatch(Headers(scope=scope).get("host", "")):
                await self._app(scope, receive, sent)
            else:
                refusal = "this server answers on this machine only, as localhost or 127.0.0.1\n"
                await PlainTextResponse(refusal, 421)(scope, receive, sent)
        except Exception as error:  # told in one line; the server goes on
            sent.failure = " ".join(f" {type(error).__name__}: {error}".split())[:_SHOWN]
            if not sent.status:
                defect = f"unexpected {sent.failure} (a defect: please report it)\n"
                await PlainTextResponse(defect, 500)(scope, receive, sent)
        finally:
            if self._log is not None:
                self._log(sent.line(scope))


class _Sent:
    """Passes an answer on, in pieces that a client must take in time, and counts."""

    def __init__(self, send: Send, patience_s: float) -> None:
        self._send = send
        self._patience_s = patience_s
        self._start = time.monotonic()
        self.status = 0
        self.failure = ""
        self._bytes = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            await self._send(message)
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        self._bytes += len(body)
        for at in range(0, max(len(body), 1), _PIECE):
            last = at + _PIECE >= len(body)
            piece = {**message, "body": body[at : at + _PIECE], "more_body": more or not last}
            async with asyncio.timeout(self._patience_s):
                await self._send(piece)

    def line(self, scope: Scope) -> str:
        """Who asked for what, what it came to: status, bytes, milliseconds."""
        host = (scope.get("client") or ("-",))[0]
        target = unquote(scope["raw_path"].decode("latin-1"), errors="replace")
        query = (
            f"?{unquote(scope['query_string'].decode('latin-1'), errors='replace')}"
            if scope["query_string"]
            else ""
        )
        shown = f"{target}{query}"
        shown = f"{shown[:_SHOWN]}…" if len(shown) > _SHOWN else shown
        took = (time.monotonic() - self._start) * 1000
        failure = f" {self.failure}" if self.failure else ""
        return (
            f'{host} "{scope["method"]} {shown}" {self.status or "-"} {self._bytes} B {took:.0f} ms{failure}'
        )
