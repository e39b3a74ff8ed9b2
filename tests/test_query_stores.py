"""The named queries give the same rows in every engine: pyoxigraph, rdflib, Oxigraph's server and Virtuoso.

Rows are compared by value and in order: 1.50 is 1.5, and a store that writes a truth value as 1 means true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from triple_stores import Server, oxigraph, virtuoso

from kg.cli import main
from kg.engine import build
from kg.export import export
from kg.knowledge.locate import ontology_dir
from kg.query import find, prefixes, run
from kg.remote import Client, ask

ROOT = Path(__file__).resolve().parents[1]
#: Every class and relation of the vocabulary, and everything that the sample pages say.
GRAPHS = ("sample", "pages")
NAMES = sorted(path.stem for path in (ontology_dir() / "queries").glob("*.rq"))
NUMBERS = {
    ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{name}") for name in ("integer", "decimal", "double")
}
Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    built = tmp_path_factory.mktemp("graphs") / "pages.ttl"
    export(build([str(ROOT / "seeds" / "pages")], jobs=1).quads, built, "ttl")
    return {"sample": ROOT / "tests" / "data" / "query" / "graph.ttl", "pages": built}


@pytest.fixture(scope="module")
def stores(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """Both servers, with each graph under its own name."""
    with (
        pytest.MonkeyPatch.context() as patch,
        oxigraph(tmp_path_factory.mktemp("oxigraph")) as one,
        virtuoso(tmp_path_factory.mktemp("virtuoso")) as other,
    ):
        patch.setenv("KG_PASSWORD", "dba")
        for server in (one, other):
            signed = ["--user", server.user] if server.user else []
            for name, path in files.items():
                assert main(["push", server.url, str(path), "--graph", iri(name), *signed]) == 0
        yield {"oxigraph": one, "virtuoso": other}


def iri(graph: str) -> str:
    return f"https://example.org/graph/{graph}"


def rows(table: Sequence[Sequence[object]]) -> Rows:
    return [tuple(map(value, row)) for row in table]


def value(term: object) -> object:
    """A term by value; plain text has no language to compare, since MIN, COALESCE and the like keep it or not."""
    if isinstance(term, ox.Literal):
        return Decimal(term.value).normalize() if term.datatype in NUMBERS else term.value
    return None if term is None else getattr(term, "value", term)


@cache
def loaded(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path)


def by_rdflib(sparql: str, path: Path) -> Rows:
    found = loaded(path).query(sparql, initNs=prefixes())
    return [tuple(value(None if term is None else term_of(term)) for term in row) for row in found]  # type: ignore[union-attr]


def term_of(term: rdflib.term.Node) -> ox.Literal | ox.NamedNode:
    if isinstance(term, rdflib.Literal):
        datatype = ox.NamedNode(str(term.datatype or rdflib.XSD.string))
        return ox.Literal(str(term), datatype=datatype)
    return ox.NamedNode(str(term))


def by_server(sparql: str, server: Server, graph: str) -> Rows:
    endpoint = server.url + ("/query" if server.name == "oxigraph" else "/sparql")
    client = Client(timeout_s=120, retries=0)
    try:
        return rows(
            ask(endpoint, sparql, client, prefixes=prefixes(), graphs=[iri(graph)], timeout_s=120).rows
        )
    finally:
        client.close()


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("name", NAMES)
def test_every_engine_gives_the_same_rows(
    name: str, graph: str, files: dict[str, Path], stores: dict[str, Server]
) -> None:
    sparql, _ = find(name)
    wanted = rows(run(sparql, files[graph]).rows)
    assert by_rdflib(sparql, files[graph]) == wanted
    for server in stores.values():
        assert by_server(sparql, server, graph) == wanted, server.name


PARAMETERS = [
    ("persons-of-body", {"body": "区委"}),
    ("posts-of-person", {"person": "小溪"}),
    ("officials", {"in": "区"}),
    ("low-confidence", {"below": "0.9"}),
    ("projects-by-investment", {"least": "1000000"}),
    ("located-in", {"place": "区"}),
    ("names", {"form": "区"}),
    ("measures", {"about": "小区"}),
    ("facts-with-sentence", {"about": "社区"}),
    ("facts-with-sentence", {"about": "=柳岸小区"}),
    ("holders-of-post", {"body": "=云岭区民生事务局"}),
    ("located-in", {"place": "=远山市云岭区"}),
    ("measures", {"about": "=柳岸小区改造"}),
    ("officials", {"in": "=云岭区民生事务局"}),
    ("persons-of-body", {"body": "=云岭区民生事务局"}),
    ("posts-of-person", {"person": "=柳大川"}),
]


@pytest.mark.parametrize(("name", "params"), PARAMETERS, ids=[case[0] for case in PARAMETERS])
def test_also_with_a_parameter(
    name: str, params: dict[str, str], files: dict[str, Path], stores: dict[str, Server]
) -> None:
    sparql, _ = find(name, params)
    wanted = rows(run(sparql, files["sample"]).rows)
    assert wanted and by_rdflib(sparql, files["sample"]) == wanted
    for server in stores.values():
        assert by_server(sparql, server, "sample") == wanted, server.name


def test_there_are_enough() -> None:
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_the_order_leaves_nothing_open(name: str, files: dict[str, Path]) -> None:
    """Whatever order the triples come in, the rows come in one: with the graph turned round they are the same."""
    sparql, _ = find(name)
    quads = list(ox.parse(path=files["pages"], format=ox.RdfFormat.TURTLE))
    assert run(sparql, quads[::-1]).rows == run(sparql, files["pages"]).rows
