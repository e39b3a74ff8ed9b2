"""The tests of the W3C's suites for the SPARQL 1.1 Protocol and the Graph Store Protocol, by their names.

The suites are prose and traces of HTTP; here each is written out anew and asked of a real server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from serving import BEARER, ROOT, Served, serving

D1, D2, D3 = (f"http://example.org/data/{number}" for number in (1, 2, 3))
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
DATA = "DROP ALL ; " + " ; ".join(
    f"INSERT DATA {{ GRAPH <{iri}> {{ <{iri}> a <{DOCUMENT}> }} }}" for iri in (D1, D2, D3)
)
GOOD, BAD = range(200, 300), range(400, 500)

Check = Callable[[httpx.Response], object]


@dataclass(frozen=True)
class Step:
    """A request, the statuses that answer it as the suite wants, and what else must hold."""

    method: str
    path: str
    status: range | tuple[int, ...]
    params: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | str | None = None
    form: Any = None
    check: Check = lambda _: True

    def run(self, served: Served) -> httpx.Response:
        asked = served.client.request(
            self.method,
            self.path,
            params=self.params,
            headers={**BEARER, **self.headers},
            content=self.content,
            data=self.form,
        )
        assert asked.status_code in self.status, (asked.status_code, asked.text)
        assert self.check(asked), asked.text
        return asked


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(ROOT / "tests" / "data" / "query" / "graph.ttl", "--write", "--quiet") as running:
        yield running


def says(answer: bool) -> Check:
    return lambda response: response.json()["boolean"] is answer


def typed(*types: str) -> Check:
    return lambda response: response.headers["content-type"].split(";")[0] in types


# -- query

RESULTS = ("application/sparql-results+json", "application/sparql-results+xml")
TRIPLES = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")


def get(query: str, check: Check = lambda _: True, accept: str = RESULTS[0], **dataset: Any) -> Step:
    return Step("GET", "/sparql", GOOD, {"query": query, **_named(dataset)}, {"Accept": accept}, check=check)


def post(query: str, check: Check, **dataset: Any) -> Step:
    return Step("POST", "/sparql", GOOD, form={"query": query, **_named(dataset)}, check=check)


def direct(query: str, check: Check, **dataset: Any) -> Step:
    headers = {"Content-Type": QUERY}
    return Step("POST", "/sparql", GOOD, _named(dataset), headers, query, check=check)


def _named(dataset: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("_", "-"): value for name, value in dataset.items()}


ONE = f"ASK {{ <{D1}> ?p ?o }}"
BOTH = f"ASK {{ <{D1}> a ?type . <{D2}> a ?type }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{D1}> a ?t }} GRAPH ?h {{ <{D2}> a ?t }} }}"
FULL = (
    f"ASK {{ <{D3}> a ?t . GRAPH ?x {{ <{D1}> a ?t }} GRAPH ?y {{ <{D2}> a ?t }} "
    f"FILTER NOT EXISTS {{ <{D1}> ?p ?o }} }}"
)
FOUR = {"default_graph_uri": D3, "named_graph_uri": [D1, D2]}

PROTOCOL: dict[str, list[Step]] = {
    "query-get": [get("ASK {}", says(True))],
    "query-post-form": [post("ASK {}", says(True))],
    "query-post-direct": [direct("ASK {}", says(True))],
    "query-dataset-default-graph-get": [
        get(ONE, says(True), default_graph_uri=D1),
        get(ONE, says(False), default_graph_uri=D2),
    ],
    "query-dataset-default-graph-post": [
        direct(ONE, says(True), default_graph_uri=D1),
        post(ONE, says(False), default_graph_uri=D2),
    ],
    "query-dataset-default-graphs-get": [
        get(BOTH, says(True), default_graph_uri=[D1, D2]),
        get(BOTH, says(False), default_graph_uri=[D1, D3]),
    ],
    "query-dataset-default-graphs-post": [
        direct(BOTH, says(True), default_graph_uri=[D1, D2]),
        post(BOTH, says(True), default_graph_uri=[D1, D2]),
    ],
    "query-dataset-named-graphs-get": [
        get(NAMED, says(True), named_graph_uri=[D1, D2]),
        get(NAMED, says(False), named_graph_uri=[D1, D3]),
        get(ONE, says(False), named_graph_uri=[D1, D2]),
    ],
    "query-dataset-named-graphs-post": [
        direct(NAMED, says(True), named_graph_uri=[D1, D2]),
        post(NAMED, says(True), named_graph_uri=[D1, D2]),
    ],
    "query-dataset-full": [
        get(FULL, says(True), **FOUR),
        post(FULL, says(True), **FOUR),
        direct(FULL, says(True), **FOUR),
    ],
    "query-multiple-dataset": [
        get(f"ASK FROM <{D1}> {{ <{D2}> ?p ?o }}", says(True), default_graph_uri=D2),
        get(f"ASK FROM <{D1}> {{ <{D1}> ?p ?o }}", says(False), default_graph_uri=D2),
    ],
    "query-content-type-select": [
        get("SELECT (1 AS ?value) {}", typed(accept), accept)
        for accept in (*RESULTS, "text/csv", "text/tab-separated-values")
    ],
    "query-content-type-ask": [get("ASK {}", typed(accept), accept) for accept in RESULTS],
    "query-content-type-describe": [
        get(f"DESCRIBE <{D1}>", typed(accept), accept) for accept in (*TRIPLES, "application/trig")
    ],
    "query-content-type-construct": [
        get("CONSTRUCT { <a:s> <a:p> 1 } {}", typed(accept), accept)
        for accept in (*TRIPLES, "application/trig")
    ],
    "bad-query-method": [
        Step("PUT", "/sparql", (405,), {"query": "ASK {}"}, check=lambda r: "POST" in r.headers["allow"]),
    ],
    "bad-multiple-queries": [
        Step("GET", "/sparql", BAD, [("query", "ASK {}"), ("query", "SELECT * {}")]),
        Step("POST", "/sparql", BAD, form={"query": ["ASK {}", "SELECT * {}"]}),
        Step("POST", "/sparql", BAD, headers={"Content-Type": QUERY}, content="ASK {} SELECT * {}"),
    ],
    "bad-query-wrong-media-type": [
        Step("POST", "/sparql", BAD, headers={"Content-Type": "text/plain"}, content="ASK {}"),
    ],
    "bad-query-missing-form-type": [Step("POST", "/sparql", BAD, content="query=ASK%20%7B%7D")],
    "bad-query-missing-direct-type": [Step("POST", "/sparql", BAD, content="ASK {}")],
    "bad-query-non-utf8": [
        Step(
            "POST",
            "/sparql",
            BAD,
            headers={"Content-Type": f"{QUERY}; charset=UTF-16"},
            content="ASK {}".encode("utf-16"),
        ),
        Step("POST", "/sparql", BAD, headers={"Content-Type": QUERY}, content=b'ASK { ?s ?p "\xff\xfe" }'),
        Step("GET", "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%7D", BAD),
    ],
    "bad-query-syntax": [Step("GET", "/sparql", (400,), {"query": "ASK {"})],
}

# -- update

TARGET = "http://example.org/protocol-update-dataset-test/"
COPY = f"INSERT {{ GRAPH <{TARGET}> {{ ?s a <urn:x> }} }} WHERE {{ ?s a <{DOCUMENT}> }}"
COPY_NAMED = f"INSERT {{ GRAPH <{TARGET}> {{ ?s a <urn:x> }} }} WHERE {{ GRAPH ?g {{ ?s a <{DOCUMENT}> }} }}"
COPY_FULL = (
    f"INSERT {{ GRAPH <{TARGET}> {{ ?s a <urn:x> . ?in a <urn:in> }} }} "
    f"WHERE {{ ?s a <{DOCUMENT}> . GRAPH ?g {{ ?in a <{DOCUMENT}> }} }}"
)


def change(update: str, **dataset: Any) -> Step:
    headers = {"Content-Type": UPDATE}
    return Step("POST", "/sparql", GOOD, _named(dataset), headers, f"{DATA} ; {update}")


def copied(*present: str, kind: str = "urn:x") -> Step:
    """Exactly these are in the target."""
    found = "".join(
        f"{'' if iri in present else 'FILTER NOT EXISTS '}{{ <{iri}> a <{kind}> }} " for iri in (D1, D2, D3)
    )
    return get(f"ASK {{ GRAPH <{TARGET}> {{ {found} }} }}", says(True))


UPDATES: dict[str, list[Step]] = {
    "update-post-form": [
        Step("POST", "/sparql", GOOD, form={"update": "INSERT DATA { <a:form> <a:p> 1 }"}),
        get("ASK { <a:form> <a:p> 1 }", says(True)),
    ],
    "update-post-direct": [
        Step(
            "POST", "/sparql", GOOD, headers={"Content-Type": UPDATE}, content="INSERT DATA { <a:d> <a:p> 1 }"
        ),
        get("ASK { <a:d> <a:p> 1 }", says(True)),
    ],
    "update-dataset-default-graph": [change(COPY, using_graph_uri=D1), copied(D1)],
    "update-dataset-default-graphs": [change(COPY, using_graph_uri=[D1, D2]), copied(D1, D2)],
    "update-dataset-named-graphs": [change(COPY_NAMED, using_named_graph_uri=[D1, D2]), copied(D1, D2)],
    "update-dataset-full": [
        change(COPY_FULL, using_graph_uri=D1, using_named_graph_uri=D2),
        copied(D1),
        copied(D2, kind="urn:in"),
    ],
    "update-base-uri": [
        change(f"INSERT DATA {{ GRAPH <{TARGET}> {{ <a:s> <a:p> <test> }} }}"),
        get(
            f"SELECT ?o {{ GRAPH <{TARGET}> {{ <a:s> <a:p> ?o }} }}",
            lambda r: re.fullmatch(
                r"http://127.0.0.1:\d+/test", r.json()["results"]["bindings"][0]["o"]["value"]
            ),
        ),
    ],
    "bad-update-get": [Step("GET", "/sparql", BAD, {"update": "CLEAR NAMED"})],
    "bad-multiple-updates": [
        Step("POST", "/sparql", BAD, form={"update": ["CLEAR NAMED", "CLEAR DEFAULT"]}),
    ],
    "bad-update-wrong-media-type": [
        Step("POST", "/sparql", BAD, headers={"Content-Type": "text/plain"}, content="CLEAR NAMED"),
    ],
    "bad-update-missing-form-type": [Step("POST", "/sparql", BAD, content="update=CLEAR%20NAMED")],
    "bad-update-non-utf8": [
        Step(
            "POST",
            "/sparql",
            BAD,
            headers={"Content-Type": f"{UPDATE}; charset=UTF-16"},
            content="CLEAR NAMED".encode("utf-16"),
        ),
    ],
    "bad-update-syntax": [
        Step("POST", "/sparql", (400,), headers={"Content-Type": UPDATE}, content="CLEAR XYZ"),
    ],
    "bad-update-dataset-conflict": [
        Step(
            "POST",
            "/sparql",
            (400,),
            {"using-graph-uri": D1},
            {"Content-Type": UPDATE},
            f"INSERT {{ ?s <a:p> 1 }} USING <{D2}> WHERE {{ ?s ?p ?o }}",
        ),
    ],
}

# -- graph store

PERSON = "/store/person/1.ttl"
TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
BOUNDARY = {"Content-Type": "multipart/form-data; boundary=a6fe4cd636164618814be9f8d3d1a0de"}


def vcard(name: str) -> str:
    return f'<http://example.org/me> <http://www.w3.org/2006/vcard/ns#fn> "{name}" .'


def is_graph(*lines: str) -> Check:
    wanted = {quad.triple for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.TURTLE)}
    return lambda r: {quad.triple for quad in ox.parse(r.content, format=ox.RdfFormat.TURTLE)} == wanted


def put(path: str, body: str, status: range | tuple[int, ...] = GOOD, **more: Any) -> Step:
    return Step("PUT", path, status, headers=TURTLE, content=body, **more)


def read(path: str, check: Check = lambda _: True, status: range | tuple[int, ...] = (200,)) -> Step:
    return Step("GET", path, status, headers={"Accept": "text/turtle"}, check=check)


JOHN, JANE, ANNA = vcard("John Doe"), vcard("Jane Doe"), vcard("Anna Wilder")
MULTIPART = (
    "--a6fe4cd636164618814be9f8d3d1a0de\r\n"
    'Content-Disposition: form-data; name="lastName.ttl"; filename="lastName.ttl"\r\n'
    "Content-Type: text/turtle; charset=utf-8\r\n\r\n"
    f"{ANNA}\r\n"
    "--a6fe4cd636164618814be9f8d3d1a0de--\r\n"
)

STORE: dict[str, list[Step]] = {
    "put-initial-state": [put(PERSON, JOHN, (201,))],
    "get-of-put-initial-state": [read(PERSON, is_graph(JOHN))],
    "put-graph-already-in-store": [put(PERSON, JANE, (200, 204))],
    "get-of-put-graph-already-in-store": [read(PERSON, is_graph(JANE))],
    "put-default-graph": [put("/store?default", ANNA)],
    "get-of-put-default-graph": [read("/store?default", is_graph(ANNA))],
    "put-mismatched-payload": [
        put(PERSON, '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', (400,)),
        read(PERSON, is_graph(JANE)),
    ],
    "put-empty-graph": [put("/store/person/2.ttl", "", (201,))],
    "get-of-put-empty-graph": [read("/store/person/2.ttl", is_graph())],
    "put-replace-empty-graph": [put("/store/person/2.ttl", JOHN, (200, 204))],
    "get-of-replacement-for-empty-graph": [read("/store/person/2.ttl", is_graph(JOHN))],
    "delete-existing-graph": [Step("DELETE", "/store/person/2.ttl", (200, 204))],
    "get-of-delete-existing-graph": [read("/store/person/2.ttl", status=(404,))],
    "delete-nonexistent-graph": [Step("DELETE", "/store/person/2.ttl", (404,))],
    "post-existing-graph": [Step("POST", PERSON, (200, 204), headers=TURTLE, content=JOHN)],
    "get-of-post-existing-graph": [read(PERSON, is_graph(JANE, JOHN))],
    "post-multipart-formdata": [Step("POST", PERSON, (200, 204), headers=BOUNDARY, content=MULTIPART)],
    "get-of-post-multipart-formdata": [read(PERSON, is_graph(JANE, JOHN, ANNA))],
    "post-empty-graph-to-existing-graph": [
        Step("POST", PERSON, (200, 204), headers=TURTLE, content=""),
    ],
    "get-of-post-after-noop": [read(PERSON, is_graph(JANE, JOHN, ANNA))],
    "head-on-an-existing-graph": [
        Step("HEAD", PERSON, (200,), check=lambda r: not r.content and int(r.headers["content-length"]) > 0),
    ],
    "head-on-a-nonexisting-graph": [Step("HEAD", "/store/person/9.ttl", (404,))],
    "get-indirect": [
        put("/store", JOHN, (201,), params={"graph": "http://example.org/indirect"}),
        Step(
            "GET",
            "/store",
            (200,),
            {"graph": "http://example.org/indirect"},
            {"Accept": "application/ld+json"},
        ),
        Step("GET", "/store", (404,), {"graph": "http://example.org/nowhere"}),
    ],
}


@pytest.mark.parametrize("name", PROTOCOL)
def test_query_protocol(served: Served, name: str) -> None:
    served.update(DATA).raise_for_status()
    for step in PROTOCOL[name]:
        step.run(served)


@pytest.mark.parametrize("name", UPDATES)
def test_update_protocol(served: Served, name: str) -> None:
    served.update(DATA).raise_for_status()
    for step in UPDATES[name]:
        step.run(served)


def test_graph_store_protocol(served: Served) -> None:
    """One after the other: each reads what the one before has left."""
    served.update("DROP ALL").raise_for_status()
    for name, steps in STORE.items():
        for step in steps:
            try:
                step.run(served)
            except AssertionError as error:
                raise AssertionError(name) from error


def test_graph_store_post_makes_a_new_graph(served: Served) -> None:
    """``post-create-new-graph`` and ``get-of-post-create-new-graph``."""
    asked = Step("POST", "/store", (201,), headers=TURTLE, content=ANNA).run(served)
    made = asked.headers["location"]
    assert made.startswith(f"{served.url}/store/")
    read(made.removeprefix(served.url), is_graph(ANNA)).run(served)


CREATED = {"post-create-new-graph", "get-of-post-create-new-graph"}


def test_the_document_names_each_test_and_no_other() -> None:
    text = (ROOT / "docs" / "sparql.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \|", text, re.MULTILINE)
    assert sorted(name for name, _ in rows) == sorted({*PROTOCOL, *UPDATES, *STORE, *CREATED})
    assert {result for _, result in rows} == {"passes"}
