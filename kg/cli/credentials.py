"""Who asks a store. Secrets come from the environment or from a hidden prompt: an argument can be read by everybody."""

from __future__ import annotations

import ipaddress
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from kg.cli.options import choice
from kg.cli.terminal import note
from kg.errors import RemoteError

if TYPE_CHECKING:
    from kg.remote import Credentials

User = Annotated[
    str | None,
    typer.Option("--user", metavar="NAME", help="Who asks; the password is in KG_PASSWORD or asked for."),
]
Token = Annotated[bool, typer.Option("--token", help="Show a bearer token; it is in KG_TOKEN or asked for.")]
Auth = Annotated[
    str, typer.Option("--auth", metavar="A", help="How the password is shown: auto, basic or digest.")
]


def credentials(url: str, user: str | None, token: bool, auth: str) -> Credentials:
    """Who asks the store at ``url``. Raises RemoteError if there is no secret and nobody to ask for it."""
    from kg.remote import Credentials

    scheme = choice(auth, ("auto", "basic", "digest"), "--auth")
    if user is not None and token:
        raise typer.BadParameter("takes no --user beside it", param_hint="--token")
    if user is None and not token:
        return Credentials()
    _warn(url)
    if token:
        return Credentials(token=_secret("KG_TOKEN", "Token"))
    return Credentials(user, _secret("KG_PASSWORD", f"Password of {user}"), scheme=scheme)  # type: ignore[arg-type]


def _secret(variable: str, question: str) -> str:
    value = os.environ.get(variable)
    if value:
        return value
    if not sys.stdin.isatty():
        raise RemoteError(f"the secret is missing: put it into the environment variable {variable}")
    return str(typer.prompt(question, hide_input=True, err=True))


def _warn(url: str) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    loopback = host == "localhost"
    with suppress(ValueError):
        loopback = loopback or ipaddress.ip_address(host).is_loopback
    if parts.scheme == "http" and not loopback:
        note(f"kg: what proves who you are goes to {host} unencrypted: https would hide it")
