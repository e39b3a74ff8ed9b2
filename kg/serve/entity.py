"""A page for every IRI of the graph: HTML for people, RDF for programs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

import pyoxigraph as ox
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.assemble.iri import segment
from kg.errors import QueryError
from kg.knowledge.ontology import KG
from kg.query import Explanation, explain, shorten
from kg.query.index import Index
from kg.query.table import Term, text
from kg.query.tasks import Reply
from kg.serve.negotiate import GRAPHS, HTML, Media, best
from kg.serve.protocol import while_wanted
from kg.serve.requests import Parameters, Problem
from kg.serve.service import Service, service_of
from kg.serve.templates import entity_link, page

#: Of what points at an entity, so much is shown.
_SHOWN = 500
_FORMATS = {media.format: media for media in reversed(GRAPHS)}


@dataclass(frozen=True, slots=True)
class Line:
    """A triple as a reader sees it: the property, and the other end with its IRI if it has one."""

    predicate: str
    words: str
    iri: str


async def thing(request: Request) -> Response:
    """``/id/…``: the thing itself, which no document is; its page is elsewhere (303)."""
    base = await service_of(request).base()
    if base is None:
        raise Problem(404, "the graph has no page from whose IRI its base could be told: use /entity?iri=IRI")
    raw = request.scope["raw_path"].decode("latin-1").split("/id/", 1)[1]
    # The way IRIs are minted is the way back: whoever wrote the link may have encoded more or less.
    name = "/".join(segment(unquote(part)) for part in raw.split("/"))
    return RedirectResponse(entity_link(base + name), 303)


async def entity(request: Request) -> Response:
    """``/entity?iri=IRI``, in the representation that Accept or ``format`` names."""
    parameters = Parameters.of(request)
    iri = _iri(parameters.one("iri"))
    media = _media(request, parameters.one("format"))
    service = service_of(request)
    if media is not HTML:
        task = {"op": "description", "iri": iri, "format": media.format}
        reply = await while_wanted(request, service.ask(task))
        location = f"{entity_link(iri)}&format={media.format}"
        headers = {"Content-Type": media.header, "Vary": "Accept", "Content-Location": location}
        return Response(reply.body, headers=headers)
    return await _html(request, service, iri)


def _iri(given: str | None) -> str:
    if not given:
        raise Problem(400, "which entity? Name it with ?iri=IRI")
    try:
        return NamedNode(given).value
    except ValueError as error:
        raise Problem(400, f"{given[:200]!r} is no absolute IRI ({error})") from None


def _media(request: Request, format: str | None) -> Media:
    if format is not None:
        if format not in _FORMATS:
            raise Problem(400, f"there is no format {format!r}; there are {', '.join(sorted(_FORMATS))}")
        return _FORMATS[format]
    media = best(request.headers.get("accept"), (*GRAPHS, HTML))
    if media is None:
        raise Problem(406, f"Accept names none of {', '.join(m.type for m in (HTML, *GRAPHS))}")
    return media


async def _html(request: Request, service: Service, iri: str) -> Response:
    reply = await while_wanted(request, service.ask({"op": "about", "iri": iri, "limit": _SHOWN}))
    if not reply.head["known"]:
        raise Problem(404, f"the graph knows no <{iri}>")
    return await asyncio.to_thread(_rendered, iri, reply)


def _rendered(iri: str, reply: Reply) -> Response:
    index = Index(ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES))
    explanation = _explanation(iri, index)
    return page(
        "entity.html",
        iri=iri,
        name=index.label(iri),
        classes=index.types(iri),
        explanation=explanation,
        outgoing=list(_outgoing(index, iri)),
        incoming=list(_incoming(index, iri)),
        counts=reply.head,
        formats=[(name, f"{entity_link(iri)}&format={name}") for name in ("ttl", "nt", "jsonld", "rdfxml")],
        query=quote(f"SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }}", safe=""),
    )


def _explanation(iri: str, index: Index) -> Explanation | None:
    """What is known of it, in words; nothing where it is only a property, or only pointed at."""
    if not index.about(iri):
        return None
    try:
        return explain(iri, index.quads())[0]
    except QueryError:
        return None


def _outgoing(index: Index, iri: str) -> Iterable[Line]:
    for predicate, terms in index.about(iri).items():
        for term in terms:
            shown = index.show(term)
            yield Line(predicate, shorten(shown) if shown == text(term) else shown, _named(term))


def _incoming(index: Index, iri: str) -> Iterable[Line]:
    """What the vocabulary says first, then what is said about that."""
    pointing = sorted(index.pointing_at(iri), key=lambda found: (not found[1].startswith(KG), found[1]))
    for subject, predicate in pointing:
        yield Line(predicate, shorten(index.label(subject)), "" if subject.startswith("_:") else subject)


def _named(term: Term) -> str:
    return text(term) if isinstance(term, NamedNode) else ""
