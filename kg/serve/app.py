"""The application: which address leads to what."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.serve import graphs, protocol
from kg.serve.describe import void
from kg.serve.guards import LOOPBACK_ORIGIN, Guards
from kg.serve.pages import routes as page_routes
from kg.serve.requests import Problem
from kg.serve.service import Service, service_of


def application(
    service: Service,
    *,
    origins: Sequence[str] = (),
    ready: Callable[[], None] | None = None,
    log: Callable[[str], None] | None = None,
) -> Starlette:
    """``origins`` are pages elsewhere that may ask, ``ready`` is called when all is ready, ``log`` takes a line
    a request."""

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await service.pool.start()
        if ready is not None:
            ready()
        try:
            yield
        finally:
            await service.pool.stop()

    app = Starlette(
        routes=[*_routes(), *page_routes()],
        lifespan=life,
        middleware=[Middleware(Guards, log=log), _cors(origins)],
        exception_handlers={Problem: _problem, HTTPException: _http},
    )
    app.state.service = service
    return app


def _routes() -> list[Route]:
    read = ["GET", "HEAD"]
    return [
        Route("/sparql", protocol.sparql, methods=list(protocol.METHODS), name="sparql"),
        Route("/store", graphs.store, methods=list(graphs.METHODS)),
        Route("/store/{path:path}", graphs.store, methods=list(graphs.METHODS)),
        Route("/.well-known/void", void, methods=read),
        Route("/health", health, methods=read),
    ]


def _cors(origins: Sequence[str]) -> Middleware:
    return Middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_origin_regex=LOOPBACK_ORIGIN,
        allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE"],
        allow_headers=["Accept", "Authorization", "Content-Type"],
        expose_headers=["Location", "Retry-After"],
    )


async def health(request: Request) -> Response:
    """Whether questions are answered."""
    service = service_of(request)
    pool = service.pool
    state = {"status": "ok" if pool.alive else "failed", "triples": pool.triples, "waiting": pool.waiting}
    state |= {
        "workers": service.limits.workers,
        "changes": pool.version,
        "writable": service.token is not None,
    }
    return JSONResponse(state, 200 if pool.alive else 503, {"Cache-Control": "no-store"})


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
