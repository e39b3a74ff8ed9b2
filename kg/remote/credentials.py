"""Who asks, and the words that prove it, which no message ever shows."""

from __future__ import annotations

import base64
from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

import httpx

from kg.errors import RemoteError

Scheme = Literal["auto", "basic", "digest"]


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """A user with a password, or a bearer token, or neither. ``scheme`` is ``auto`` to do as the server asks."""

    user: str | None = None
    password: str | None = None
    token: str | None = None
    scheme: Scheme = "auto"

    def __post_init__(self) -> None:
        if self.token is not None and not (self.token.isascii() and self.token.isprintable()):
            raise RemoteError(
                "the token holds characters that no token has: copy it again, without line ends"
            )

    def __repr__(self) -> str:
        kind = "token" if self.token else "password" if self.password else "nobody"
        return f"<Credentials: {kind}>"

    def __bool__(self) -> bool:
        return self.token is not None or self.user is not None

    def auth(self) -> httpx.Auth | None:
        """What signs the requests."""
        if self.token is not None:
            return _Bearer(self.token)
        if self.user is None:
            return None
        password = self.password or ""
        if self.scheme == "basic":
            return httpx.BasicAuth(self.user, password)
        if self.scheme == "digest":
            return httpx.DigestAuth(self.user, password)
        return _AsAsked(self.user, password)

    def hidden(self, text: str) -> str:
        """``text`` without the secrets, should a server have repeated them."""
        for secret in self._secrets():
            text = text.replace(secret, "***")
        return text

    def _secrets(self) -> list[str]:
        pair = f"{self.user}:{self.password}".encode()
        found = [base64.b64encode(pair).decode()] if self.password else []
        return [*found, *filter(None, (self.password, self.token))]


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _AsAsked(httpx.Auth):
    """Basic or Digest, whichever the server asks for first; from then on that one. Of both, Digest."""

    def __init__(self, user: str, password: str) -> None:
        self._digest = httpx.DigestAuth(user, password)
        self._basic = httpx.BasicAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != 401:
                return
            self._chosen = self._choice(response)
        if self._chosen is not None:
            yield from self._chosen.auth_flow(request)

    def _choice(self, response: httpx.Response) -> httpx.Auth | None:
        asked = " ".join(response.headers.get_list("www-authenticate")).lower()
        return self._digest if "digest" in asked else self._basic if "basic" in asked else None
