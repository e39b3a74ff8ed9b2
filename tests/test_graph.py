"""The graph as an object of the library."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

import pytest
from pyoxigraph import Quad
from resolutions import BUREAU, ENTITIES, QI, corpus, hostile_corpus

from kg.api import Graph
from kg.assemble import Minter, assemble
from kg.errors import ExportError, InputError, KgError, QueryError, ViewError

GRAPH = Graph(assemble(corpus()))
LEADERS = "SELECT (COUNT(*) AS ?n) WHERE { ?person kg:leads ?body }"


def test_it_is_a_sorted_set_of_quads() -> None:
    assert Graph.of(reversed((*GRAPH.quads, *GRAPH.quads))) == GRAPH
    assert len(GRAPH) == len(GRAPH.quads) == len(list(GRAPH))
    assert GRAPH.quads[0] in GRAPH
    assert "nothing" not in GRAPH
    with pytest.raises(AttributeError):
        GRAPH.quads = ()  # type: ignore[misc]


@pytest.mark.parametrize("name", ["graph.trig", "graph.nq"])
def test_datasets_are_saved_and_loaded_whole(name: str, tmp_path: Path) -> None:
    GRAPH.save(tmp_path / name)
    assert Graph.load(tmp_path / name) == GRAPH


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nt", "graph.jsonld", "graph.rdf"])
def test_other_formats_keep_the_union_of_the_pages(name: str, tmp_path: Path) -> None:
    GRAPH.save(tmp_path / name)
    loaded = Graph.load(str(tmp_path / name))
    assert {quad.triple for quad in loaded} == {quad.triple for quad in GRAPH}


def test_the_format_can_be_named(tmp_path: Path) -> None:
    GRAPH.save(tmp_path / "graph.txt", "ttl")
    assert (tmp_path / "graph.txt").read_text(encoding="utf-8").startswith("@base")
    with pytest.raises(ExportError, match="the ending names no format"):
        GRAPH.save(tmp_path / "graph.txt")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("what?", encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.ttl:1"):
        Graph.load(tmp_path / "graph.ttl")


def test_entities_edges_and_facts() -> None:
    assert {row.label for row in GRAPH.entities()} == {entity.name for entity in ENTITIES}
    assert {row.label for row in GRAPH.entities("Official")} == {"祁连山", "卢沟月"}
    assert {row.label for row in GRAPH.entities("Person")} == {"祁连山", "卢沟月", "柳丹青"}
    posts = [edge for edge in GRAPH.edges() if edge.relation == "holdsPost" and not edge.former]
    assert [edge.attested for edge in posts] == [("2021-01-15", "2021-03")]
    texts = {Minter().page(page): page.text for page in corpus().pages}
    facts = GRAPH.facts()
    assert facts
    assert all(texts[fact.page_iri][fact.start : fact.end] == fact.quote for fact in facts)


def test_a_query_counts_what_two_pages_say_once() -> None:
    (row,) = GRAPH.query(LEADERS).records()
    assert row == {"n": "1"}


def test_a_wrong_query_is_refused() -> None:
    with pytest.raises(QueryError):
        GRAPH.query("SELECT nothing")
    with pytest.raises(QueryError, match="no query is named"):
        GRAPH.query("no-such-query")


def test_to_networkx() -> None:
    network = GRAPH.to_networkx()
    person, body = Minter().entity(QI), Minter().entity(BUREAU)
    assert network.nodes[person]["label"] == "祁连山"
    assert network.nodes[person]["classes"] == ("Official", "Person")
    relations = {data["relation"] for data in network.get_edge_data(person, body).values()}
    assert relations == {"leads", "holdsPost"}


def test_to_pandas() -> None:
    pytest.importorskip("pandas")
    frames = GRAPH.to_pandas()
    assert sorted(frames.nodes["label"]) == sorted(entity.name for entity in ENTITIES)
    assert set(frames.edges["relation"]) >= {"leads", "holdsPost", "locatedIn"}
    money = frames.facts[frames.facts["predicate"] == "investment"]
    assert set(money["quote"]) == {"枫林苑小区翻修花去资金2.92亿元", "29200万元"}
    assert list(Graph(()).to_pandas().facts.columns) == list(frames.facts.columns)


def test_without_pandas_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match="pip install"):
        GRAPH.to_pandas()


NOTEBOOK = {"plain": GRAPH.quads, "hostile": assemble(hostile_corpus()), "none": ()}


@pytest.mark.parametrize("quads", NOTEBOOK.values(), ids=NOTEBOOK)
def test_a_notebook_shows_the_page_in_a_closed_frame(quads: tuple[Quad, ...], tmp_path: Path) -> None:
    shown = Graph(quads)._repr_html_()
    found = re.fullmatch(r'<iframe sandbox="allow-scripts" srcdoc="([^"<>]*)" [^<>]*></iframe>', shown)
    assert found
    Graph(quads).view(tmp_path / "graph.html")
    assert html.unescape(found[1]) == (tmp_path / "graph.html").read_bytes().decode("utf-8")


@pytest.mark.parametrize("quads", NOTEBOOK.values(), ids=NOTEBOOK)
def test_of_a_large_graph_a_notebook_shows_a_table_and_runs_nothing(
    quads: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.api._DRAWN", -1)
    shown = Graph(quads)._repr_html_()
    assert set(re.findall(r"<(/?\w+)[^>]*>", shown)) <= {
        *("p", "/p", "b", "/b", "table", "/table", "tr", "/tr", "th", "/th", "td", "/td")
    }
    labels = [row.label for row in Graph(quads).entities()][:3]
    cells = [html.unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", shown, re.DOTALL)]
    assert "http" not in shown.replace(html.escape('=HYPERLINK("http://x")'), "")
    assert not labels or set(cells) & set(labels)


def test_a_part_can_be_drawn() -> None:
    whole, part = GRAPH.view(), GRAPH.view(query="CONSTRUCT { ?a kg:leads ?b } WHERE { ?a kg:leads ?b }")
    assert len(part.html) < len(whole.html) and part._repr_html_().startswith("<iframe sandbox")
    with pytest.raises(QueryError, match="CONSTRUCT"):
        GRAPH.view(query="SELECT * { ?s ?p ?o }")
    with pytest.raises(ViewError, match="no entity"):
        GRAPH.view(focus="谁也不是")


def test_what_a_prompt_shows() -> None:
    assert repr(GRAPH) == f"<Graph: 10 entities, 8 edges, {len(GRAPH)} quads>"
