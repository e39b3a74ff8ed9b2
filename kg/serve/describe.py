"""What the service says of itself: a SPARQL service description, and VoID of the graph."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from kg.knowledge.ontology import KG
from kg.query import prefixes
from kg.query.results import graph
from kg.query.terms import DCTERMS, RDF, XSD
from kg.serve.negotiate import GRAPHS, best
from kg.serve.requests import Problem
from kg.serve.service import Service, service_of

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_SYNTAXES = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG")


async def service_description(request: Request) -> Response:
    """At the endpoint, where nothing is asked."""
    return _respond(
        request, list(_service(str(request.url_for("sparql")), await _counts(request), service_of(request)))
    )


async def void(request: Request) -> Response:
    """At ``/.well-known/void``."""
    root = str(request.base_url)
    return _respond(request, list(_dataset(root, await _counts(request))))


async def _counts(request: Request) -> dict[str, object]:
    return dict((await service_of(request).counts()).head)


def _respond(request: Request, triples: list[Triple]) -> Response:
    media = best(request.headers.get("accept"), GRAPHS)
    if media is None:
        raise Problem(406, f"Accept names none of {', '.join(m.type for m in GRAPHS)}")
    known = {"sd": SD, "void": VOID, "dcterms": DCTERMS, "xsd": XSD, **prefixes()}
    body = graph(triples, media.format, known, None, 1 << 24)
    return Response(body, headers={"Content-Type": media.header, "Vary": "Accept"})


def _service(endpoint: str, counts: dict[str, object], service: Service) -> Iterator[Triple]:
    me, dataset = f"{endpoint}#service", f"{endpoint}#dataset"
    yield _link(me, RDF + "type", SD + "Service")
    yield _link(me, SD + "endpoint", endpoint)
    yield _link(me, SD + "supportedLanguage", SD + "SPARQL11Query")
    if service.token is not None:
        yield _link(me, SD + "supportedLanguage", SD + "SPARQL11Update")
    yield _link(me, SD + "feature", SD + "UnionDefaultGraph")
    for name in (*_RESULTS, *_SYNTAXES):
        yield _link(me, SD + "resultFormat", _FORMATS + name)
    yield _link(me, SD + "defaultDataset", dataset)
    yield _link(dataset, RDF + "type", SD + "Dataset")
    yield _link(dataset, SD + "defaultGraph", f"{endpoint}#default")
    yield _link(f"{endpoint}#default", RDF + "type", SD + "Graph")
    yield _count(f"{endpoint}#default", counts["triples"])
    graphs: dict[str, int] = counts["graphs"]  # type: ignore[assignment]
    for number, (name, size) in enumerate(graphs.items(), start=1):
        description, content = f"{endpoint}#named{number}", f"{endpoint}#graph{number}"
        yield _link(dataset, SD + "namedGraph", description)
        yield _link(description, RDF + "type", SD + "NamedGraph")
        yield _link(description, SD + "name", name)
        yield _link(description, SD + "graph", content)
        yield _link(content, RDF + "type", SD + "Graph")
        yield _count(content, size)


def _dataset(root: str, counts: dict[str, object]) -> Iterator[Triple]:
    me = f"{root}.well-known/void#dataset"
    yield _link(me, RDF + "type", VOID + "Dataset")
    yield Triple(NamedNode(me), NamedNode(DCTERMS + "title"), Literal("民生图谱", language="zh"))
    yield Triple(NamedNode(me), NamedNode(DCTERMS + "title"), Literal("Minsheng KG", language="en"))
    yield _link(me, VOID + "sparqlEndpoint", f"{root}sparql")
    yield _link(me, VOID + "dataDump", f"{root}store")
    yield _link(me, VOID + "vocabulary", KG)
    yield _link(me, VOID + "feature", _FORMATS + "Turtle")
    yield _count(me, counts["triples"])
    if counts["base"]:
        yield Triple(NamedNode(me), NamedNode(VOID + "uriSpace"), Literal(str(counts["base"])))


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _count(subject: str, number: object) -> Triple:
    value = Literal(str(number), datatype=NamedNode(XSD + "integer"))
    return Triple(NamedNode(subject), NamedNode(VOID + "triples"), value)
