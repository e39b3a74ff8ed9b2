"""The SPARQL 1.1 Graph Store HTTP Protocol at ``/store``.

A graph is named by ``?graph=IRI`` or ``?default``, or it is the URL itself: ``/store/PATH``.
"""

from __future__ import annotations

import email.parser
import email.policy
import uuid

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.negotiate import DATASETS, GRAPHS, best
from kg.serve.protocol import while_wanted
from kg.serve.requests import Parameters, Problem, media_type, read_body
from kg.serve.service import Service, service_of

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
#: Syntaxes in which a graph may be sent; those of several graphs are none.
_SENT = {media.type: media.format for media in GRAPHS if media.format != "trig"}


async def store(request: Request) -> Response:
    """Read, replace, add to or remove one graph."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    service = service_of(request)
    if request.method in ("GET", "HEAD"):
        return await _read(request, service, _name(request))
    service.must_write(request)
    if request.method == "DELETE":
        await service.change({"op": "delete", "name": _one(_name(request))}, b"")
        return Response(status_code=204)
    return await _write(request, service)


async def _read(request: Request, service: Service, name: str | None) -> Response:
    offered = GRAPHS if name is not None else DATASETS
    media = best(request.headers.get("accept"), offered)
    if media is None:
        raise Problem(406, f"Accept names none of {', '.join(m.type for m in offered)}")
    reply = await while_wanted(request, service.ask({"op": "graph", "name": name, "format": media.format}))
    return Response(reply.body, headers={"Content-Type": media.header, "Vary": "Accept"})


async def _write(request: Request, service: Service) -> Response:
    name, headers = _name(request), {}
    if name is None and request.method == "POST":
        # A new graph of the server's naming. Two that are posted must not share a name.
        name = f"{_root(request)}/{uuid.uuid4()}"
        headers["Location"] = name
    type, content = media_type(request), await read_body(request, service.limits)
    if type == "multipart/form-data" and request.method == "POST":
        type, content = _part(request, content)
    task = {"op": request.method.lower(), "name": _one(name), "format": _format(type), "base": _root(request)}
    existed = (await service.change(task, content)).head["existed"]
    return Response(status_code=204 if existed else 201, headers=headers)


def _format(type: str) -> str:
    if type not in _SENT:
        said = f"a body of the type {type!r}" if type else "a body without Content-Type"
        raise Problem(415, f"{said} is no graph: send {', '.join(_SENT)}")
    return _SENT[type]


def _part(request: Request, body: bytes) -> tuple[str, bytes]:
    """The one file of a form."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    parts = list(message.iter_parts())
    content = parts[0].get_payload(decode=True) if len(parts) == 1 else None
    if not isinstance(content, bytes):
        raise Problem(400, f"the form holds {len(parts)} parts: send one graph at a time")
    return parts[0].get_content_type(), content


def _name(request: Request) -> str | None:
    """The IRI of the graph, ``""`` for the default graph, None if the request names none."""
    parameters = Parameters.of(request)
    graph, default = parameters.one("graph"), parameters.one("default")
    path = request.path_params.get("path", "")
    if (graph is not None) + (default is not None) + bool(path) > 1:
        raise Problem(400, "name one graph: by graph, by default, or by the URL itself")
    if path:
        graph = f"{_origin(request)}{request.scope['raw_path'].decode('latin-1')}"
    if graph is None:
        return None if default is None else ""
    try:
        return NamedNode(graph).value
    except ValueError as error:
        raise Problem(400, f"{graph[:200]!r} is no absolute IRI ({error})") from None


def _one(name: str | None) -> str:
    if name is None:
        raise Problem(400, "which graph? Name it with ?graph=IRI, or say ?default")
    return name


def _root(request: Request) -> str:
    return f"{_origin(request)}/store"


def _origin(request: Request) -> str:
    return str(request.base_url).rstrip("/")
