"""The pages for people: the start, the picture, search, and a page to ask on."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.knowledge.ontology import KG, ontology
from kg.knowledge.queries import NamedQuery, named_queries
from kg.query import bind
from kg.serve.entity import entity, thing
from kg.serve.environment import environment
from kg.serve.protocol import while_wanted
from kg.serve.requests import Parameters, Problem
from kg.serve.service import Service, service_of
from kg.serve.templates import ASSETS, page

_PICTURE_S = 300.0
_FOUND = 200
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


def routes() -> list[Route]:
    """The addresses of the pages."""
    read = ["GET", "HEAD"]
    pages = {
        "/": start,
        "/view": Picture().view,
        "/find": find,
        "/query": query,
        "/queries": queries,
        "/queries/{name}": bound,
        "/entity": entity,
        "/id/{path:path}": thing,
        "/assets/{name}": asset,
    }
    return [Route(path, handler, methods=read) for path, handler in pages.items()]


async def start(request: Request) -> Response:
    """What is served, and the ways into it."""
    service = service_of(request)
    sparql = "SELECT ?class (COUNT(DISTINCT ?e) AS ?n) { VALUES ?class { %s } ?e a ?class } GROUP BY ?class"
    classes = " ".join(f"<{KG}{name}>" for name in ontology().entity_classes)
    rows = await _rows(request, service, sparql % classes)
    sizes = {row["class"]["value"]: int(row["n"]["value"]) for row in rows if "class" in row}
    return page(
        "start.html",
        name=service.name,
        triples=service.pool.triples,
        writable=service.token is not None,
        classes=sorted(sizes.items(), key=lambda item: (-item[1], item[0])),
        queries=list(named_queries().values()),
    )


async def find(request: Request) -> Response:
    """Entities by a part of their names, or by class."""
    parameters = Parameters.of(request)
    words, kind = (parameters.one("q") or "").strip(), parameters.one("class") or ""
    limits = [f"FILTER(CONTAINS(LCASE(STR(?name)), LCASE({Literal(words)})))"] if words else []
    limits += [f"?e a {_class(kind)} ."] if kind else []
    rows = []
    if limits:
        select = (
            "SELECT ?e (MIN(?said) AS ?label) { ?e rdfs:label|skos:altLabel ?name . %s ?e rdfs:label ?said }"
        )
        order = f"GROUP BY ?e ORDER BY STRLEN(STR(?label)) STR(?label) ?e LIMIT {_FOUND}"
        rows = await _rows(request, service_of(request), f"{select % ' '.join(limits)} {order}")
    found = [(row["e"]["value"], row["label"]["value"]) for row in rows if row["e"]["type"] == "uri"]
    return page("find.html", words=words, kind=kind, found=found, most=_FOUND)


def _class(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise Problem(400, f"{iri[:200]!r} is no absolute IRI ({error})") from None


async def _rows(request: Request, service: Service, sparql: str) -> list[dict[str, dict[str, str]]]:
    task: dict[str, Any] = {
        "op": "query",
        "query": sparql,
        "default": [],
        "named": [],
        "base": None,
        "table": "json",
        "graph": None,
    }
    reply = await while_wanted(request, service.ask(task))
    rows: list[dict[str, dict[str, str]]] = json.loads(reply.body)["results"]["bindings"]
    return rows


async def query(_: Request) -> Response:
    """A page to ask on."""
    return page("query.html")


async def queries(_: Request) -> Response:
    """The named queries."""
    return JSONResponse([_told(query) for query in named_queries().values()])


def _told(query: NamedQuery) -> dict[str, Any]:
    parameters = [
        {"name": p.name, "description": p.description, "default": _plain(p.default)} for p in query.parameters
    ]
    titles = {"zh": query.title_zh, "en": query.title_en, "description": query.description}
    return {"name": query.name, **titles, "parameters": parameters}


def _plain(default: str) -> str:
    """The default as a reader would type it."""
    if not default.startswith('"'):
        return default
    text = default[1 : default.rindex('"')]
    return text.replace('\\"', '"').replace("\\\\", "\\")


async def bound(request: Request) -> Response:
    """The SPARQL of a named query, its parameters set as the URL says."""
    named = named_queries().get(request.path_params["name"])
    if named is None:
        raise Problem(404, "there is no such named query; /queries lists them")
    try:
        sparql = bind(named, dict(Parameters.of(request).items()))
    except QueryError as error:
        raise Problem(400, str(error)) from None
    return PlainTextResponse(sparql, media_type="application/sparql-query")


async def asset(request: Request) -> Response:
    """A script or style of these pages, or the library that draws networks."""
    name = request.path_params["name"]
    known = {path.name: path for path in ASSETS.iterdir() if path.suffix in _TYPES}
    if name == "vis-network.js":
        content = await asyncio.to_thread(_drawing_library)
        return Response(content, media_type=_TYPES[".js"], headers={"Cache-Control": "max-age=3600"})
    if name not in known:
        raise Problem(404, "there is no such file")
    path = known[name]
    return Response(path.read_bytes(), media_type=_TYPES[path.suffix], headers={"Cache-Control": "no-cache"})


def _drawing_library() -> bytes:
    from kg.view import drawing_library  # brings much along that only this needs

    return drawing_library().encode()


class Picture:
    """The page that `kg view` makes, made when it is first asked for, and anew after a change."""

    def __init__(self) -> None:
        self._made: tuple[int, bytes] | None = None
        self._making = asyncio.Lock()

    async def view(self, request: Request) -> Response:
        """``/view``."""
        service = service_of(request)
        async with self._making:
            version = service.pool.version
            if self._made is None or self._made[0] != version:
                quads = await service.ask({"op": "graph", "name": None, "format": "nq"})
                self._made = version, await _drawn(quads.body)
        # The page itself says what it may run: exactly its own scripts, by their hashes.
        policy = {"Content-Security-Policy": "frame-ancestors 'none'"}
        return Response(self._made[1], media_type="text/html; charset=utf-8", headers=policy)


async def _drawn(nquads: bytes) -> bytes:
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-P", "-m", "kg.serve.picture"]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment(), start_new_session=True
    )
    try:
        async with asyncio.timeout(_PICTURE_S):
            page, said = await process.communicate(nquads)
    except BaseException as error:
        process.kill()
        await process.wait()
        if isinstance(error, TimeoutError):
            raise Problem(
                503, f"the picture took longer than {_PICTURE_S:g} s: draw a part with kg view"
            ) from None
        raise
    if process.returncode != 0:
        reason = said.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it broke down"]
        raise Problem(503, f"the picture could not be drawn ({reason[0][:300]}): draw a part with kg view")
    return page
