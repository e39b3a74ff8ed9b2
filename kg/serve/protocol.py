"""The SPARQL 1.1 Protocol at ``/sparql``."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.query.tasks import Reply
from kg.serve.describe import service_description
from kg.serve.negotiate import GRAPHS, TABLES, best
from kg.serve.requests import FORM, Parameters, Problem, decoded, media_type, read_body
from kg.serve.service import Service, service_of

_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Operation:
    """What is asked for: the text of a query or an update, and the graphs that the request chooses for it."""

    is_update: bool
    text: str
    default: list[str]
    named: list[str]


async def sparql(request: Request) -> Response:
    """A query or an update; without either, what the service can do."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    service = service_of(request)
    operation = await _operation(request, service)
    if operation is None:
        return await service_description(request)
    if operation.is_update:
        return await _update(request, service, operation)
    return await _query(request, service, operation)


async def _operation(request: Request, service: Service) -> Operation | None:
    """Raises Problem if the request is none of the protocol's."""
    url = Parameters.of(request)
    if request.method != "POST":
        if url.all("update"):
            raise Problem(400, "an update must be sent by POST")
        text = url.one("query")
        return None if text is None else _chosen(url, False, text)
    type = media_type(request)
    if type not in (FORM, _QUERY, _UPDATE):
        said = f"a body of the type {type!r}" if type else "a body without Content-Type"
        raise Problem(415, f"{said} is not understood: send {FORM}, {_QUERY} or {_UPDATE}")
    body = decoded(await read_body(request, service.limits))
    if type != FORM:
        return _chosen(url, type == _UPDATE, body)
    form = Parameters(body)
    query, update = form.one("query"), form.one("update")
    if (query is None) == (update is None):
        raise Problem(400, "the form must hold either one query or one update")
    return _chosen(form, query is None, str(update if query is None else query))


def _chosen(parameters: Parameters, is_update: bool, text: str) -> Operation:
    names = (
        ("using-graph-uri", "using-named-graph-uri")
        if is_update
        else ("default-graph-uri", "named-graph-uri")
    )
    return Operation(is_update, text, *map(parameters.all, names))


async def _query(request: Request, service: Service, operation: Operation) -> Response:
    accept = request.headers.get("accept")
    table, graph = best(accept, TABLES), best(accept, GRAPHS)
    task = {
        "op": "query",
        "query": operation.text,
        "default": operation.default,
        "named": operation.named,
        "base": _base(request),
        "table": table and table.format,
        "graph": graph and graph.format,
    }
    reply = await while_wanted(request, service.ask(task))
    media = graph if "graph" in reply.head else table
    assert media is not None
    return Response(reply.body, headers={"Content-Type": media.header, "Vary": "Accept"})


async def _update(request: Request, service: Service, operation: Operation) -> Response:
    service.must_write(request)
    task = {"op": "update", "default": operation.default, "named": operation.named, "base": _base(request)}
    await service.change(task, operation.text.encode())
    return Response(status_code=204)


def _base(request: Request) -> str:
    """Relative IRIs are relative to the endpoint."""
    return str(request.url.replace(query="", fragment=""))


async def while_wanted(request: Request, work: Coroutine[Any, Any, Reply]) -> Reply:
    """The result of ``work``, which is given up when the client goes away."""
    asking = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise Problem(499, "the client has gone away")
        return asking.result()
    finally:
        for task in (asking, leaving):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await leaving


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
