"""Asks one host over HTTP: patient with one that is busy, plain about one that refuses, and led on by nobody.

Redirects are not followed, proxies and ``.netrc`` of the environment are not used: what is sent goes to the host that was
named. Every request of this package may be repeated without harm, so a failed one is.
"""

from __future__ import annotations

import email.utils
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from kg.errors import RemoteError
from kg.remote.credentials import Credentials
from kg.remote.profiles import checked

#: Answers after which the same request may succeed.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Seconds: the first pause between attempts (each next one is twice as long), and the longest.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0
#: Bytes that an answer may have which is held in memory: an acknowledgement, a number, the names of graphs.
_SHORT = 128 << 20
#: Bytes of a refusal that are read, characters of it that are shown.
_READ, _SHOWN = 65_536, 300
_TAG = re.compile(r"<(?:script|style).*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Call:
    """One request; ``content`` can be sent more than once."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str | list[str]] | None = None
    content: bytes | Body | None = None

    @property
    def place(self) -> str:
        """Method and URL for a message, without what stands in the query of the URL."""
        parts = urlsplit(self.url)
        return f"{self.method} {parts.scheme}://{parts.netloc}{parts.path}"


class Body:
    """A content too large for memory: pieces of bytes that can be read again from the start."""

    def __init__(self, read: Callable[[], Iterator[bytes]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[bytes]:
        return self._read()


class Client:
    """Calls services. ``timeout_s`` is how long a host may be silent, ``retries`` how often a call is repeated."""

    def __init__(
        self,
        credentials: Credentials | None = None,
        *,
        timeout_s: float = 600.0,
        retries: int = 4,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._credentials = credentials or Credentials()
        self._retries = retries
        self._tell = tell
        self._reached = False
        self._timeout_s = timeout_s
        timeout = httpx.Timeout(timeout_s, connect=min(timeout_s, 30.0))
        headers = {"User-Agent": "minsheng-kg", "Accept-Encoding": "identity"}
        self._http = httpx.Client(
            auth=self._credentials.auth(),
            timeout=timeout,
            headers=headers,
            verify=ssl.create_default_context(),
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def send(self, call: Call) -> bytes:
        """The body of the answer, which is short. Raises RemoteError if there is none, it is a refusal, or never ends."""
        held = bytearray()
        with self.open(call) as response:
            for chunk in self.chunks(call, response):
                held += chunk
                if len(held) > _SHORT:
                    raise RemoteError(
                        f"{call.place}: answers more than {_SHORT:,} bytes where a few lines are wanted; is this the store?"
                    )
        return bytes(held)

    def chunks(self, call: Call, response: httpx.Response) -> Iterator[bytes]:
        """The body of an open answer as it comes. Raises RemoteError if the connection breaks off."""
        try:
            yield from response.iter_bytes()
        except httpx.HTTPError as error:
            raise self._failure(call, error) from None

    def server(self, call: Call) -> str:
        """What the host calls itself, whatever else it answers; nothing if it does not say."""
        response = self._attempt(call, may_fail=False)
        if response is None:
            return ""
        response.close()
        return str(response.headers.get("server", ""))

    @contextmanager
    def open(self, call: Call) -> Iterator[httpx.Response]:
        """The answer, its body still to be read; repeats the call until it is no passing failure."""
        checked(call.url)
        attempt = 0
        while True:
            response = self._attempt(call, attempt < self._retries)
            if response is not None and not (response.status_code in _PASSING and attempt < self._retries):
                break
            self._pause(call, attempt, response)
            attempt += 1
        try:
            if not 200 <= response.status_code < 300:
                raise self._refusal(call, response, attempt)
            yield response
        finally:
            response.close()

    def _attempt(self, call: Call, may_fail: bool) -> httpx.Response | None:
        """The answer, or None if there was none and another attempt is due."""
        request = self._http.build_request(
            call.method,
            call.url,
            headers=dict(call.headers),
            params=dict(call.params) or None,
            data=dict(call.form) if call.form is not None else None,
            content=call.content,
        )
        try:
            response = self._http.send(request, stream=True)
        except httpx.HTTPError as error:
            if may_fail and self._is_passing(error):
                return None
            raise self._failure(call, error) from None
        self._reached = True
        return response

    def _is_passing(self, error: httpx.HTTPError) -> bool:
        """A host that never answered is down or misspelt; one that is silent may still be at work; and waiting does not
        mend a certificate."""
        passing = isinstance(error, httpx.TransportError) and not isinstance(error, httpx.ReadTimeout)
        return passing and self._reached and "SSL" not in str(error)

    def _pause(self, call: Call, attempt: int, response: httpx.Response | None) -> None:
        pause = min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE)
        what = "no answer"
        if response is not None:
            pause = max(pause, min(_retry_after(response), _LONGEST_PAUSE))
            what = f"answer {response.status_code}"
            response.close()
        self._tell(f"{call.place}: {what}; again in {pause:g} s")
        time.sleep(pause)

    def _failure(self, call: Call, error: httpx.HTTPError) -> RemoteError:
        said = self._credentials.hidden(" ".join(str(error).split())) or type(error).__name__
        if isinstance(error, httpx.TimeoutException):
            return RemoteError(
                f"{call.place}: no answer within {self._timeout_s:g} s; allow more with --timeout"
            )
        if "CERTIFICATE_VERIFY_FAILED" in said:
            return RemoteError(
                f"{call.place}: its certificate is not trusted ({said}); name the file of its authority in SSL_CERT_FILE"
            )
        if "SSL" in said:
            return RemoteError(f"{call.place}: no TLS connection ({said}); is it http instead of https?")
        if isinstance(error, httpx.ConnectError):
            return RemoteError(
                f"{call.place}: cannot be reached ({said}); is it running, and are host and port right?"
            )
        return RemoteError(f"{call.place}: the connection broke off ({said}); try again")

    def _refusal(self, call: Call, response: httpx.Response, attempts: int) -> RemoteError:
        code = response.status_code
        said = self._credentials.hidden(_text(response))
        after = f" after {attempts + 1} attempts" if attempts else ""
        parts = [
            f"{call.place}: answers {code} {response.reason_phrase}{after}",
            self._advice(code, response),
            said,
        ]
        return RemoteError(": ".join(filter(None, parts)))

    def _advice(self, code: int, response: httpx.Response) -> str:
        if code in (401, 403):
            given = "it does not accept these credentials" if self._credentials else "it asks who you are"
            return f"{given}; use --user NAME or --token, with the secret in KG_PASSWORD or KG_TOKEN"
        if code in (404, 405, 410):
            return "there is no such service or graph; are URL and --store right?"
        if 300 <= code < 400:
            there = response.headers.get("location", "nowhere")
            return f"it sends you on to {there}; name that URL yourself if you trust it"
        if code == 413:
            return "a piece is too large for it; make it smaller with --piece"
        return ""


def _retry_after(response: httpx.Response) -> float:
    """Seconds that the server asks to wait: a number, or a date."""
    asked = response.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(asked).timestamp() - time.time())
    except ValueError:
        return 0.0


def _text(response: httpx.Response) -> str:
    """The first words of a refusal, without markup; as much as arrived, if it breaks off."""
    found = b""
    try:
        for chunk in response.iter_bytes():
            found += chunk
            if len(found) >= _READ:
                break
    except httpx.HTTPError:
        pass  # the status says already that it is a refusal
    words = " ".join(_TAG.sub(" ", found.decode("utf-8", "replace")).split())
    return words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")
