"""The description of a build: what rdflib reads in it agrees with the graph and the files that lie beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, RDF, VOID, XSD
from resolutions import corpus

from kg.assemble import DEFAULT_BASE, assemble
from kg.census import census_of
from kg.cli import main
from kg.errors import ExportError
from kg.export import dataset, licence

QUADS = assemble(corpus())
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PAGE = "柳岸小区旧貌换新颜\n\n本报讯(记者 卓闻笔)文峰区住房和城乡建设局局长柳大川到柳岸小区调研。该小区建于1996年。\n"
KG = "https://w3id.org/minsheng/ontology#"


def described(data: bytes, folder: str = "file:///folder/") -> tuple[rdflib.Graph, rdflib.URIRef]:
    graph = rdflib.Graph().parse(data=data, format="turtle", publicID=folder)
    (node,) = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert (node, RDF.type, VOID.Dataset) in graph and isinstance(node, rdflib.URIRef)
    return graph, node


def number(graph: rdflib.Graph, node: rdflib.term.Node, prop: rdflib.URIRef) -> int:
    (value,) = graph.objects(node, prop)
    return int(str(value))


def test_the_numbers_are_those_of_the_graph() -> None:
    union = rdflib.Graph().parse(data="\n".join(f"{q.triple} ." for q in QUADS), format="nt")
    graph, node = described(dataset(census_of(QUADS), DEFAULT_BASE, {}))
    assert number(graph, node, VOID.triples) == len(union)
    assert number(graph, node, VOID.distinctSubjects) == len(set(union.subjects()))
    assert number(graph, node, VOID.distinctObjects) == len(set(union.objects()))
    assert number(graph, node, VOID.properties) == len(set(union.predicates()))
    assert number(graph, node, VOID.classes) == len(set(union.objects(None, RDF.type)))
    assert number(graph, node, VOID.entities) == 10
    for kind, counted, wanted in (
        (
            "class",
            VOID.entities,
            {c: len(set(union.subjects(RDF.type, c))) for c in union.objects(None, RDF.type)},
        ),
        ("property", VOID.triples, {p: len(set(union.subject_objects(p))) for p in union.predicates()}),
    ):
        parts = graph.objects(node, VOID[f"{kind}Partition"])
        found = {next(graph.objects(part, VOID[kind])): number(graph, part, counted) for part in parts}
        assert found == wanted


def test_the_examples_are_entities_of_different_classes() -> None:
    graph, node = described(dataset(census_of(QUADS), DEFAULT_BASE, {}))
    examples = {str(iri) for iri in graph.objects(node, VOID.exampleResource)}
    kinds = {iri.removeprefix(DEFAULT_BASE).split("/")[0] for iri in examples}
    assert len(kinds) == len(examples) == 7 and {"Person", "Agency", "Area"} < kinds
    assert str(next(graph.objects(node, VOID.uriSpace))) == DEFAULT_BASE


def test_the_period_is_that_of_the_articles() -> None:
    graph, node = described(dataset(census_of(QUADS), DEFAULT_BASE, {}))
    (period,) = graph.objects(node, DCTERMS.temporal)
    start, end = (next(graph.objects(period, DCAT[name])) for name in ("startDate", "endDate"))
    assert (str(start), start.datatype) == ("2021-01-18", XSD.date)  # type: ignore[attr-defined]
    assert str(end) == "2021-03-02"
    undated = [quad for quad in QUADS if quad.predicate.value != str(DCTERMS.issued)]
    graph, node = described(dataset(census_of(undated), DEFAULT_BASE, {}))
    assert not list(graph.objects(node, DCTERMS.temporal))


def test_nothing_but_the_graph_and_its_files_counts() -> None:
    files = {"graph.ttl": 12, "b.csv": 3}
    same = dataset(census_of(reversed(QUADS)), DEFAULT_BASE, dict(reversed(files.items())))
    assert dataset(census_of(QUADS), DEFAULT_BASE, files) == same
    assert dataset(census_of(QUADS), DEFAULT_BASE, {"graph.ttl": 13, "b.csv": 3}) != same
    assert b"@base" not in same and b"folder://" not in same


def test_an_empty_graph_is_described_too() -> None:
    graph, node = described(dataset(census_of(()), DEFAULT_BASE, {}))
    assert number(graph, node, VOID.triples) == 0


@pytest.mark.parametrize("wrong", ["MIT", "", "CC BY 4.0", "https://x/ y", "a:"])
def test_a_licence_is_an_iri(wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ExportError, match="is no IRI"):
        licence(wrong)
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    out = tmp_path / "out"
    # An empty option is a variable that is not set: told before anything of it is looked at.
    assert main(["build", str(tmp_path / "page.txt"), "-o", str(out), "--license", wrong]) == (
        1 if wrong else 2
    )
    assert ("is no IRI" if wrong else "is empty") in capsys.readouterr().err and not out.exists()


def test_a_build_describes_every_file_it_wrote(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    args = ["build", str(tmp_path / "page.txt"), "--no-validate", "--license", LICENCE]
    formats = ["--format", "nq", "--format", "csv", "--format", "neo4j"]
    for name in ("one", "two"):
        assert main([*args, *formats, "-o", str(tmp_path / name)]) == 0
    data = (tmp_path / "one" / "dataset.ttl").read_bytes()
    assert data == (tmp_path / "two" / "dataset.ttl").read_bytes()
    graph, node = described(data, (tmp_path / "one").as_uri() + "/")
    assert set(graph.objects(node, DCTERMS.license)) == {rdflib.URIRef(LICENCE)}
    written = {path for path in (tmp_path / "one").rglob("*") if path.is_file()}
    described_files = {}
    for made in graph.objects(node, DCAT.distribution):
        address = str(next(graph.objects(made, DCAT.downloadURL)))
        described_files[address] = number(graph, made, DCAT.byteSize)
        media = str(next(graph.objects(made, DCAT.mediaType)))
        assert media.startswith("https://www.iana.org/assignments/media-types/")
        assert not address.endswith(".ttl") or media.endswith("text/turtle")
    beside = {"dataset.ttl", "decisions.tsv", "report.json"}
    wanted = {path.as_uri(): path.stat().st_size for path in written if path.name not in beside}
    assert described_files == wanted
    dumps = {Path(str(dump)).name for dump in graph.objects(node, VOID.dataDump)}
    assert dumps == {"graph.ttl", "graph.nq"}
    assert not list(graph.objects(node, VOID.sparqlEndpoint))
    counts = json.loads((tmp_path / "one" / "report.json").read_text(encoding="utf-8"))["counts"]
    assert number(graph, node, VOID.triples) == counts["triples"]
    assert number(graph, node, VOID.entities) == counts["entities"]
