"""Serve a graph on this machine: SPARQL, graph store, the picture, a page for every entity, a page to ask on."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kg.errors import KgError
from kg.serve.limits import Limits

__all__ = ["Limits", "serve"]


def serve(
    path: Path,
    *,
    port: int = 0,
    token: str | None = None,
    limits: Limits | None = None,
    origins: Sequence[str] = (),
    ready: Callable[[str], None] | None = None,
    log: Callable[[str], None] | None = None,
) -> None:
    """Serve a graph file, the folder of a build, or a store until SIGTERM or SIGINT.

    With a ``token`` those who send it may change the graph; changes to a store last, those to a file are gone
    when the server ends. ``ready`` is told the address when the graph is loaded, ``log`` gets a line a
    request. Raises InputError if there is nothing to serve or the port is taken, KgError if the graph cannot
    be held in memory.
    """
    if not hasattr(os, "fork"):
        raise KgError("kg serve needs a system that forks processes: use Linux, macOS or WSL")
    from kg.serve import http
    from kg.serve.app import application
    from kg.serve.holder import Holder
    from kg.serve.pool import Pool
    from kg.serve.service import Service
    from kg.serve.source import read

    limits = limits or Limits()
    with http.listen(port) as sock:
        source = read(path, write=token is not None)
        holder = Holder.start(source.nquads, source.graphs)
        service = Service(source.name, Pool(holder, limits), limits, source.keeper, token)
        del source  # the graph is the holder's now
        address = f"http://127.0.0.1:{sock.getsockname()[1]}/"
        told = None if ready is None else partial(ready, address)
        app = application(service, origins=origins, ready=told, log=log)
        http.run(app, sock, head_s=limits.body_s, stop_s=limits.timeout_s + 1)
