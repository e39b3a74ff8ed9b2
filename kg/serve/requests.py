"""Reading a request: within its limits, and with a clear word where something is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.query.tasks import Reply
from kg.serve.limits import Limits

FORM = "application/x-www-form-urlencoded"

_PARAMETERS = 1000

#: What an error of a worker is in HTTP.
_STATUS = {
    "refused": 400,
    "syntax": 400,
    "missing": 404,
    "format": 406,
    "size": 422,
    "time": 503,
    "memory": 503,
}


class Problem(Exception):
    """A request that is not answered as it was meant: a status and one plain sentence."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The sentence as text."""
        return PlainTextResponse(f"{self}\n", self.status, self.headers)


def checked(reply: Reply) -> Reply:
    """``reply`` if the task was done. Raises Problem."""
    if "error" in reply.head:
        raise Problem(_STATUS[reply.head["error"]], reply.head["message"])
    return reply


async def read_body(request: Request, limits: Limits) -> bytes:
    """The whole body. Raises Problem if it is too long, takes too long, or is compressed."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "send the body as it is: Content-Encoding is not supported")
    most = limits.body_bytes
    too_long = Problem(413, f"the body is longer than {most} bytes", {"Connection": "close"})
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > most:
        raise too_long
    parts = bytearray()
    try:
        async with asyncio.timeout(limits.body_s):
            async for part in request.stream():
                parts += part
                if len(parts) > most:
                    raise too_long
    except TimeoutError:
        message = f"the body did not arrive within {limits.body_s:g} s"
        raise Problem(408, message, {"Connection": "close"}) from None
    return bytes(parts)


def media_type(request: Request) -> str:
    """The type that Content-Type names, without parameters. Raises Problem for a charset other than UTF-8."""
    type, *parameters = (
        piece.strip() for piece in request.headers.get("content-type", "").lower().split(";")
    )
    charset = next((p[8:].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(415, f"the charset is {charset}: send UTF-8")
    return type


def decoded(body: bytes) -> str:
    """Text in UTF-8. Raises Problem."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"the request is not UTF-8 (byte {error.start}): send UTF-8") from None


class Parameters:
    """The parameters of a URL or a form."""

    def __init__(self, encoded: str) -> None:
        try:
            pairs = parse_qsl(
                encoded, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_PARAMETERS
            )
        except UnicodeDecodeError:
            raise Problem(400, "a parameter is not UTF-8: percent-encode UTF-8") from None
        except ValueError:
            raise Problem(400, f"there are more than {_PARAMETERS} parameters") from None
        self._pairs = pairs

    @classmethod
    def of(cls, request: Request) -> Parameters:
        """Those of the URL."""
        return cls(request.scope["query_string"].decode("latin-1"))

    def all(self, name: str) -> list[str]:
        """Every value of a parameter, in order."""
        return [value for key, value in self._pairs if key == name]

    def one(self, name: str) -> str | None:
        """The value of a parameter that may stand once. Raises Problem if it stands twice."""
        found = self.all(name)
        if len(found) > 1:
            raise Problem(400, f"{name} is given {len(found)} times: send one at a time")
        return found[0] if found else None

    def items(self) -> list[tuple[str, str]]:
        """All of them."""
        return self._pairs
