"""Answers as data frames, and the graph in rdflib and back."""

from __future__ import annotations

import sys
from datetime import date

import pyoxigraph as ox
import pytest
import rdflib
from hostile_names import THOUSANDS
from resolutions import ENTITIES, corpus, hostile_corpus

from kg.api import Graph
from kg.assemble import assemble
from kg.errors import ExportError, KgError
from kg.export.rdflib_graph import quads_of
from kg.query import Table

XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPH = Graph(assemble(corpus()))
TYPED = """SELECT ?name ?value ?exact ?day ?size WHERE {
  VALUES (?name ?value ?exact ?day ?size) {
    ("甲" 292000000.0 true "2021-01-15"^^xsd:date 3) ("乙" 0.5 false UNDEF 4) } }"""


def literal(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def test_columns_have_python_values() -> None:
    assert GRAPH.query(TYPED).values() == {
        "name": ["甲", "乙"],
        "value": [292000000.0, 0.5],
        "exact": [True, False],
        "day": [date(2021, 1, 15), None],
        "size": [3, 4],
    }


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ([literal("1", "integer"), literal("2.5", "decimal")], [1.0, 2.5]),
        ([literal("1", "integer"), ox.Literal("一")], ["1", "一"]),
        ([literal("2021", "gYear"), literal("2021-03", "gYearMonth")], ["2021", "2021-03"]),
        ([literal("2021-02-30", "date"), None], ["2021-02-30", None]),
        ([literal("maybe", "boolean")], ["maybe"]),
        ([ox.NamedNode("https://a/b"), ox.Literal("c", language="zh")], ["https://a/b", "c"]),
        ([None], [None]),
        ([literal("INF", "double")], [float("inf")]),
    ],
)
def test_a_column_is_of_one_kind(cells: list[ox.Literal | None], values: list[object]) -> None:
    table = Table(("x",), tuple((cell,) for cell in cells))
    assert table.values() == {"x": values}
    for package in ("pandas", "polars"):
        module = pytest.importorskip(package)
        frame = getattr(table, f"to_{package}")()
        assert isinstance(frame, module.DataFrame) and frame.shape == (len(cells), 1)


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_frames_hold_the_same_rows(package: str) -> None:
    pytest.importorskip(package)
    answer = GRAPH.query("officials")
    frame = getattr(answer, f"to_{package}")()
    assert list(frame.columns) == list(answer.columns)
    assert list(frame["person"]) == [row["person"] for row in answer.records()]
    empty = getattr(GRAPH.query("SELECT ?a ?b { ?a kg:nothing ?b }"), f"to_{package}")()
    assert empty.shape == (0, 2)
    frames = getattr(GRAPH, f"to_{package}")()
    assert sorted(frames.nodes["label"]) == sorted(entity.name for entity in ENTITIES)
    assert len(frames.edges) == len(GRAPH.edges()) and len(frames.facts) == len(GRAPH.facts())
    nothing = getattr(Graph(()), f"to_{package}")()
    assert list(nothing.facts.columns) == list(frames.facts.columns)


@pytest.mark.parametrize("package", ["pandas", "polars"])
@pytest.mark.parametrize("of", [GRAPH, GRAPH.query("officials")], ids=["graph", "answer"])
def test_without_the_package_it_says_what_to_do(
    package: str, of: Graph | Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(KgError, match=rf"pip install 'minsheng-kg\[{package}\]'"):
        getattr(of, f"to_{package}")()


STORES = pytest.mark.parametrize("fast", [True, False], ids=["oxrdflib", "rdflib alone"])


@STORES
def test_rdflib_and_back(fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    _choose(fast, monkeypatch)
    dataset = GRAPH.to_rdflib()
    assert type(dataset.store).__name__ == ("OxigraphStore" if fast else "Memory")
    assert len(list(dataset.quads())) == len(GRAPH)
    assert Graph.of_rdflib(dataset) == GRAPH
    leads = "SELECT DISTINCT ?p ?b { ?p <https://w3id.org/minsheng/ontology#leads> ?b }"
    found = {(str(p), str(b)) for p, b in dataset.query(leads)}
    wanted = {tuple(row) for row in GRAPH.query(leads).texts()}
    assert found == wanted != set()


@STORES
def test_hostile_names_in_rdflib(fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    _choose(fast, monkeypatch)

    for names in THOUSANDS:
        graph = Graph(assemble(hostile_corpus(names)))
        assert Graph.of_rdflib(graph.to_rdflib()) == graph


def _choose(fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if fast:
        pytest.importorskip("oxrdflib", reason="needs oxrdflib: pip install '.[dev]'")
    else:
        monkeypatch.setitem(sys.modules, "oxrdflib", None)


def test_a_plain_graph_of_rdflib_has_no_names() -> None:
    graph = rdflib.Graph()
    graph.add((rdflib.BNode("x"), rdflib.RDFS.label, rdflib.Literal("名", lang="zh")))
    (quad,) = quads_of(graph)
    assert (quad.graph_name, quad.object) == (ox.DefaultGraph(), ox.Literal("名", language="zh"))
    dataset = rdflib.Dataset()
    dataset.default_graph.add((rdflib.URIRef("a:b"), rdflib.URIRef("a:c"), rdflib.Literal(5)))
    (quad,) = quads_of(dataset)
    assert (quad.graph_name, quad.object) == (ox.DefaultGraph(), literal("5", "integer"))


def test_what_rdf_does_not_have_is_named() -> None:
    for triple in (
        (rdflib.Literal("a"), rdflib.RDFS.label, rdflib.Literal("b")),
        (rdflib.URIRef("a:b"), rdflib.BNode(), rdflib.Literal("b")),
        (rdflib.URIRef("a:b"), rdflib.RDFS.label, rdflib.Variable("b")),
    ):
        graph = rdflib.Graph()
        graph.add(triple)
        with pytest.raises(ExportError, match=r"stands where|where an IRI|is no IRI"):
            list(quads_of(graph))
