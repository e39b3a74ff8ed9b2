"""What is known of the stores: data of ``stores.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from kg.errors import RemoteError

_FILE = Path(__file__).with_name("stores.toml")


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of store; ``stores.toml`` says what each field means."""

    name: str
    title: str
    query: str
    update: str
    replace: Literal["put", "stage"]
    server: str = ""
    data: str | None = None
    graph_parameter: str = "graph"
    load: Mapping[str, str] = field(default_factory=dict)
    load_from: int = 0
    copy: tuple[str, ...] = ("COPY {source} TO {target}",)
    drop: str = "DROP SILENT GRAPH {graph}"
    default_graph: bool = True
    count_default: str = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    piece: int = 50_000
    max_rows: int = 0
    system_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Services:
    """The URLs at which one store is asked, changed, and given whole graphs."""

    query: str
    update: str
    data: str | None


@cache
def profiles() -> Mapping[str, Profile]:
    """The known stores by name, ``generic`` last."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: _profile(name, entry) for name, entry in found.items()}


def _profile(name: str, entry: dict[str, object]) -> Profile:
    frozen = {field: tuple(value) if isinstance(value, list) else value for field, value in entry.items()}
    return Profile(name=name, **frozen)  # type: ignore[arg-type]


def recognised(server: str) -> Profile:
    """The store that calls itself ``server`` in its answers; ``generic`` if none is known by that name."""
    known = profiles()
    return next((p for p in known.values() if p.server and server.startswith(p.server)), known["generic"])


def services(url: str, profile: Profile) -> Services:
    """Where the services of the store at ``url`` are; ``url`` may also be that of one of its services."""
    base = _base(url, profile)
    data = None if profile.data is None else base + profile.data
    return Services(base + profile.query, base + profile.update, data)


def _base(url: str, profile: Profile) -> str:
    parts = urlsplit(checked(url))
    path = parts.path.rstrip("/")
    known = sorted(filter(None, (profile.query, profile.update, profile.data)), key=len, reverse=True)
    path = next((path.removesuffix(service) for service in known if path.endswith(service)), path)
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def checked(url: str) -> str:
    """``url`` if it can be asked. Raises RemoteError, which does not repeat what may be a password."""
    try:
        parts = urlsplit(url)
        host, named, _ = parts.hostname, parts.username or parts.password, parts.port
    except ValueError as error:
        raise RemoteError(f"the URL is malformed ({error}); write http://HOST:PORT/PATH") from None
    if named is not None:
        raise RemoteError(
            "the URL holds a user or a password: leave them out; name the user with --user, "
            "and put the password into KG_PASSWORD"
        )
    if parts.scheme not in ("http", "https") or not host:
        raise RemoteError(f"{url!r} is no URL of a store: write http://HOST:PORT/PATH")
    return url
