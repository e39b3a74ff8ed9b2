"""The pages that are served: every IRI has one, for people and for programs, and no text of the graph can do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from serving import BEARER, GRAPH, Served, serving
from test_view import HOSTILE, hostile_graph

from kg.assemble.iri import Minter
from kg.query import explain
from kg.query.terms import KG, RDFS

PERSON = "https://example.org/id/p1"
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(GRAPH, "--quiet") as running:
        yield running


def quads() -> list[ox.Quad]:
    return list(ox.parse(path=GRAPH, format=ox.RdfFormat.TURTLE))


def iris() -> list[str]:
    terms = {term for q in quads() for term in (q.subject, q.predicate, q.object)}
    return sorted(term.value for term in terms if isinstance(term, ox.NamedNode))


def test_every_iri_of_the_graph_has_a_page(served: Served) -> None:
    labels = {q.subject.value: q.object.value for q in quads() if q.predicate.value == RDFS + "label"}  # type: ignore[union-attr]
    for iri in iris():
        page = served.client.get("/entity", params={"iri": iri}, headers=HTML)
        assert page.status_code == 200 and page.headers["content-type"].startswith("text/html"), iri
        assert f"<h1>{labels.get(iri, '')}" in page.text, iri


def test_a_page_tells_facts_with_their_sentence_and_who_points_here(served: Served) -> None:
    """The same words as ``kg explain`` finds."""
    told = [*explain("柳大川", quads()), *explain("云岭区民生事务局", quads())]
    seen = 0
    for one in told:
        page = served.client.get("/entity", params={"iri": one.iri}, headers=HTML).text
        for source in (source for finding in one.findings for source in finding.evidence):
            assert f"<mark>{source.quote}</mark>" in page and f"[{source.start}:{source.end}]" in page
            seen += 1
    assert seen > 5
    about = {q.subject.value for q in quads() if q.object == ox.NamedNode(PERSON)}  # type: ignore[union-attr]
    page = served.client.get("/entity", params={"iri": PERSON}, headers=HTML).text
    incoming = page.split('<section id="incoming">')[1]
    assert {m for m in about if f"iri={quote(m, safe='')}" in incoming} == about and about


FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("accept", FORMATS)
def test_programs_get_the_triples_around_it(served: Served, accept: str) -> None:
    answer = served.client.get("/entity", params={"iri": PERSON}, headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == accept and "Accept" in answer.headers["vary"]
    found = {quad.triple for quad in ox.parse(answer.content, format=FORMATS[accept])}
    node = ox.NamedNode(PERSON)
    assert found == {q.triple for q in quads() if node in (q.subject, q.object)}
    again = served.client.get(answer.headers["content-location"], headers=HTML)
    assert again.content == answer.content


def test_what_the_graph_does_not_know_has_no_page(served: Served) -> None:
    for headers in (HTML, {"Accept": "text/turtle"}):
        assert (
            served.client.get("/entity", params={"iri": "http://x/none"}, headers=headers).status_code == 404
        )
    assert served.client.get("/entity", params={"iri": "no iri"}).status_code == 400
    assert served.client.get("/entity").status_code == 400
    assert served.client.get("/entity", params={"iri": PERSON, "format": "pdf"}).status_code == 400
    assert (
        served.client.get("/entity", params={"iri": PERSON}, headers={"Accept": "image/png"}).status_code
        == 406
    )


NAMES = [
    "王小明",
    "a b",
    "50%",
    "a%20b",
    "x/y",
    "(甲)",
    "e\u0301",
    "\u200bhidden",
    "q?x#y",
    "..",
    "𠮷野",
    "A&B;=+",
]


@pytest.mark.parametrize("encoded", [quote, lambda name: quote(name, safe="()&;=+!,'*:@$")])
def test_a_path_leads_to_the_thing_that_was_minted_for_a_name(tmp_path: Path, encoded: object) -> None:
    minter, graph = Minter("https://example.org/id/"), tmp_path / "names.nt"
    iris = {name: minter.entity(f"Person/{name}") for name in NAMES}
    lines = [f'<{iri}> <{RDFS}label> "n" .\n' for iri in iris.values()]
    lines.append(
        f"<https://example.org/id/page/p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{KG}Page> ."
    )
    graph.write_text("".join(lines), encoding="utf-8")
    with serving(graph, "--quiet") as running:
        for name, iri in iris.items():
            path = "/".join(encoded(part) for part in name.split("/"))  # type: ignore[operator]
            # A client would take the dots away.
            answer = running.client.get(f"/id/Person/{path.replace('..', '%2E%2E')}")
            assert answer.status_code == 303, name
            assert answer.headers["location"] == f"/entity?iri={quote(iri, safe='')}", name
            assert running.client.get(answer.headers["location"]).status_code == 200, name


def test_entities_are_found_by_a_part_of_any_name(served: Served) -> None:
    label = next(
        q.object.value for q in quads() if q.subject.value == PERSON and "label" in q.predicate.value
    )  # type: ignore[union-attr]
    page = served.client.get("/find", params={"q": label[:2]}).text
    assert f"iri={quote(PERSON, safe='')}" in page
    assert "没有找到" in served.client.get("/find", params={"q": "无此名"}).text
    people = served.client.get("/find", params={"class": KG + "Person"}).text
    assert f"iri={quote(PERSON, safe='')}" in people
    assert served.client.get("/find").status_code == 200
    assert served.client.get("/find", params={"class": "no iri"}).status_code == 400


def test_parameters_of_named_queries_are_bound_as_literals(served: Served) -> None:
    bound = served.client.get("/queries/officials", params={"in": '"} DROP ALL #'}).text
    assert 'VALUES ?in { "\\"} DROP ALL #" }' in bound
    assert served.client.get("/queries/officials", params={"no": "x"}).status_code == 400
    assert served.client.get("/queries/nobody").status_code == 404
    listed = {query["name"]: query for query in served.client.get("/queries").json()}
    assert listed["renewals"]["parameters"][0]["default"] == "改造"


def test_pages_allow_nothing_from_elsewhere(served: Served) -> None:
    for path in ("/", "/query", "/find?q=x", f"/entity?iri={quote(PERSON, safe='')}", "/sparql?query=ASK{}"):
        headers = served.client.get(path, headers=HTML if "entity" in path else {}).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy, path
        assert headers["x-content-type-options"] == "nosniff"


def test_pages_name_no_other_host(served: Served) -> None:
    for name in ("/", "/query", "/assets/query.js", "/assets/network.js", "/assets/pages.css"):
        addresses = re.findall(
            r"(?:src|href|url|import|from)\W{1,3}(https?:[^\s\"')]+)", served.client.get(name).text
        )
        assert addresses == [], name


def test_only_assets_are_served_as_assets(served: Served) -> None:
    for name in ("base.html", "..%2fapp.py", "%2e%2e/app.py", "nothing.js"):
        assert served.client.get(f"/assets/{name}").status_code == 404


def test_the_picture_is_drawn_anew_after_a_change() -> None:
    with serving(GRAPH, "--write", "--quiet") as running:
        first = running.client.get("/view")
        assert first.status_code == 200 and "script-src 'sha256-" in first.text
        assert first.text == running.client.get("/view").text and "新来的人" not in first.text
        update = f'INSERT DATA {{ <a:new> a kg:Person ; <{RDFS}label> "新来的人" }}'
        running.client.post("/sparql", data={"update": update}, headers=BEARER).raise_for_status()
        assert "新来的人" in running.client.get("/view").text


def test_hostile_names_are_only_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.nq"
    path.write_bytes(ox.serialize(hostile_graph(HOSTILE), format=ox.RdfFormat.N_QUADS) or b"")
    subjects = sorted({q.subject.value for q in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)})  # type: ignore[union-attr]
    with serving(path, "--quiet") as running:
        for iri in [iri for iri in subjects if "/x/" in iri]:
            page = running.client.get("/entity", params={"iri": iri}, headers=HTML)
            assert page.status_code == 200
            tags = set(re.findall(r"<(\w+)", page.text.lower()))
            assert tags <= PLAIN, (iri, tags - PLAIN)
            assert not re.search(r"<[^>]*\son\w+\s*=", page.text)
        for words in HOSTILE:
            page = running.client.get("/find", params={"q": words})
            assert page.status_code in (200, 400) and set(re.findall(r"<(\w+)", page.text.lower())) <= PLAIN


#: The elements of the templates.
PLAIN = set(
    re.findall(
        r"\w+",
        "html head meta title link body header a span nav form input button main h1 h2 p code section ol ul li em "
        "blockquote mark footer table tr th td small b dl dt dd",
    )
)
