"""What every part of the server works with."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from kg.errors import KgError, OutputError
from kg.query.tasks import Reply
from kg.serve.keeper import Keeper
from kg.serve.limits import Limits
from kg.serve.pool import BusyError, Pool
from kg.serve.requests import Problem, checked

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="kg"'}


@dataclass(slots=True)
class Service:
    """The graph that is served, and the rules. Without ``token`` it is read-only; ``name`` is what the user
    calls the graph."""

    name: str
    pool: Pool
    limits: Limits = field(default_factory=Limits)
    keeper: Keeper | None = None
    token: str | None = None
    _counted: tuple[int, Reply] | None = None

    async def ask(self, task: dict[str, Any]) -> Reply:
        """The answer to a task. Raises Problem, also when there is no room for it."""
        try:
            return checked(await self.pool.ask(task))
        except BusyError:
            raise _busy() from None
        except KgError as error:
            raise Problem(503, str(error)) from None

    async def change(self, task: dict[str, Any], body: bytes) -> Reply:
        """A change of the graph, made and kept. Raises Problem."""
        try:
            return checked(await self.pool.change(task, body, self._keep if self.keeper else None))
        except BusyError:
            raise _busy() from None
        except (OutputError, OSError) as error:
            raise Problem(507, f"the store could not be written ({error}): nothing has changed") from None
        except KgError as error:
            raise Problem(503, str(error)) from None

    async def _keep(self, reply: Reply) -> None:
        assert self.keeper is not None
        await asyncio.to_thread(self.keeper.keep, reply)

    async def counts(self) -> Reply:
        """Triples, graphs and base of the graph as it is now."""
        version = self.pool.version
        if self._counted is None or self._counted[0] != version:
            self._counted = version, await self.ask({"op": "counts"})
        return self._counted[1]

    async def base(self) -> str | None:
        """The IRI under which the individuals of the graph are named."""
        base: str | None = (await self.counts()).head["base"]
        return base

    def must_write(self, request: Request) -> None:
        """Raises Problem unless the request may change the graph."""
        if self.token is None:
            raise Problem(403, "this server only reads: start it with --write to change the graph")
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not given:
            raise Problem(401, "changes need the token: send Authorization: Bearer TOKEN", _CHALLENGE)
        if not hmac.compare_digest(given.strip().encode(), self.token.encode()):
            challenge = {"WWW-Authenticate": 'Bearer realm="kg", error="invalid_token"'}
            raise Problem(401, "this is not the token that the server was started with", challenge)


def _busy() -> Problem:
    return Problem(503, "all workers are busy and the queue is full: try again soon", {"Retry-After": "1"})


def service_of(request: Request) -> Service:
    """The service of the application that got the request."""
    found = request.app.state.service
    assert isinstance(found, Service)
    return found
