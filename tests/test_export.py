"""Every format, read back by a parser that did not write it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.term import Literal as RdflibLiteral
from resolutions import ENTITIES, HOSTILE, SECOND, corpus, hostile_corpus

from kg.assemble import assemble
from kg.errors import ExportError, InputError
from kg.export import FORMATS, export, load, network, turtle
from kg.export.rdf import rdfxml
from kg.export.xml import storable

PLAIN, HOSTILE_QUADS = assemble(corpus()), assemble(hostile_corpus())
GRAPHS = pytest.mark.parametrize("quads", [PLAIN, HOSTILE_QUADS], ids=["plain", "hostile"])
RDF_FORMATS = ("ttl", "nt", "trig", "nq", "jsonld", "rdfxml")
DATASETS = ("trig", "nq")
#: Formats of so many lines an entity, without a head.
BY_ENTITY = ("ftm", "wikibase-quickstatements")
#: ftm needs a package that is an extra.
INSTALLED = [name for name in FORMATS if name != "ftm" or find_spec("followthemoney")]
Facts = set[tuple[str, ...]]


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib rewrites the digits of numbers unless told otherwise."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def written(quads: tuple[Quad, ...], folder: Path, name: str) -> Path:
    path = folder / f"graph.{FORMATS[name].ending}"
    export(quads, path, name)
    return path


def plain(quads: tuple[Quad, ...], with_graphs: bool, clean: bool = False) -> Facts:
    """Quads (or triples) as tuples of strings, to be compared with what another parser read."""
    found = set()
    for quad in quads:
        value = quad.object
        words = storable(value.value) if clean else value.value
        kind = (value.language or value.datatype.value) if isinstance(value, Literal) else "iri"
        graph = (quad.graph_name.value,) if with_graphs else ()
        found.add((quad.subject.value, quad.predicate.value, words, kind, *graph))
    return found


def read_by_rdflib(path: Path, with_graphs: bool) -> Facts:
    syntax = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nq": "nquads"}
    graph = rdflib.Dataset() if with_graphs else rdflib.Graph()
    graph.parse(path, format=syntax.get(path.suffix[1:], path.suffix[1:]))
    statements = graph.quads() if isinstance(graph, rdflib.Dataset) else ((*t, None) for t in graph)
    return {
        (str(s), str(p), str(o), _kind(o), *((str(g),) if with_graphs else ())) for s, p, o, g in statements
    }


def _kind(term: rdflib.term.Node) -> str:
    if isinstance(term, RdflibLiteral):
        return term.language or str(term.datatype or rdflib.XSD.string)
    return "iri"


@GRAPHS
@pytest.mark.parametrize("name", RDF_FORMATS)
def test_rdf_is_read_back_by_rdflib(quads: tuple[Quad, ...], name: str, tmp_path: Path) -> None:
    path = written(quads, tmp_path, name)
    with_graphs = name in DATASETS
    assert read_by_rdflib(path, with_graphs) == plain(quads, with_graphs, clean=name == "rdfxml")


@GRAPHS
@pytest.mark.parametrize("name", RDF_FORMATS)
def test_rdf_is_loaded_again(quads: tuple[Quad, ...], name: str, tmp_path: Path) -> None:
    loaded = load(written(quads, tmp_path, name))
    with_graphs = name in DATASETS
    assert plain(loaded, with_graphs) == plain(quads, with_graphs, clean=name == "rdfxml")
    assert list(loaded) == sorted(loaded, key=str)


@GRAPHS
def test_turtle_is_read_by_rapper(quads: tuple[Quad, ...], tmp_path: Path) -> None:
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed (Debian package raptor2-utils)")
    # rapper refuses U+FFFE and its like, which Turtle allows.
    tame = tuple(quad for quad in quads if "\ufffe" not in quad.object.value)
    path = written(tame, tmp_path, "ttl")
    done = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", path], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    read = tuple(parse(done.stdout, format=RdfFormat.N_TRIPLES))
    assert plain(read, with_graphs=False) == plain(tame, with_graphs=False)


def test_turtle_is_written_for_readers() -> None:
    text = turtle(PLAIN).decode()
    assert "\n@prefix kg: <https://w3id.org/minsheng/ontology#> .\n" in text
    assert (
        "\n\n<Community/云溪区/枫林苑小区> a geo:Feature , schema:Place , kg:Community , kg:Compound ;\n"
        in text
    )
    assert "qudt:numericValue 292000000.0 ;" in text
    assert "kg:approximate false ;" in text
    head = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert head == sorted(head)


def test_the_hash_seed_and_the_order_do_not_matter(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, random; from resolutions import *\n"
        "from kg.assemble import assemble; from kg.export import *\n"
        "quads = list(assemble(corpus()) + assemble(hostile_corpus()))\n"
        "random.Random(int(os.environ['PYTHONHASHSEED'])).shuffle(quads)\n"
        "names = os.environ['FORMATS'].split()\n"
        "[export(quads, pathlib.Path(os.environ['OUT']) / f'g.{FORMATS[n].ending}', n) for n in names]"
    )
    contents = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "OUT": str(out),
            "FORMATS": " ".join(INSTALLED),
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
        }
        subprocess.run([sys.executable, "-c", code], env=environment, cwd=Path(__file__).parent, check=True)
        files = (path for path in out.rglob("*") if path.is_file())
        contents.append({str(path.relative_to(out)): path.read_bytes() for path in files})
    # csv is three files, neo4j eight.
    assert len(contents[0]) == len(INSTALLED) + 2 + 7
    assert contents[0] == contents[1]


def test_jsonld_carries_its_context(tmp_path: Path) -> None:
    document = json.loads(written(PLAIN, tmp_path, "jsonld").read_text(encoding="utf-8"))
    assert isinstance(document["@context"], dict)
    labels = {str(node.get("label")) for node in document["@graph"]}
    assert {entity.name for entity in ENTITIES} <= labels


def test_jsonld_refuses_what_it_cannot_say(tmp_path: Path) -> None:
    iri = NamedNode("https://example.org/x")
    nested = Quad(iri, iri, Triple(iri, iri, Literal("x")))
    with pytest.raises(ExportError, match="trig"):
        export([nested], tmp_path / "x.jsonld", "jsonld")


def test_rdfxml_keeps_line_ends_and_replaces_what_xml_cannot_hold() -> None:
    iri = NamedNode("https://example.org/x")
    text = rdfxml([Quad(iri, NamedNode("https://example.org/p"), Literal("a\r\nb\rc\x00\ufffe"))])
    (found,) = parse(text, format=RdfFormat.RDF_XML)
    assert found.object.value == "a\r\nb\rc\ufffd\ufffd"


def test_rdfxml_refuses_a_property_that_is_no_xml_name(tmp_path: Path) -> None:
    quad = Quad(NamedNode("https://e.org/s"), NamedNode("https://e.org/1"), Literal("x"))
    with pytest.raises(ExportError, match="use another format"):
        export([quad], tmp_path / "x.rdf", "rdfxml")


@GRAPHS
def test_graphml_is_read_back(quads: tuple[Quad, ...], tmp_path: Path) -> None:
    path = written(quads, tmp_path, "graphml")
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(path).getroot()
    labels = sorted(e.text or "" for e in root.iter(f"{space}data") if e.get("key") == "label")
    edges = [data["label"] for _, _, data in network(quads).edges(data=True)]
    nodes = [data["label"] for _, data in network(quads).nodes(data=True)]
    assert labels == sorted(map(storable, (*nodes, *edges)))
    again = nx.read_graphml(path)
    assert (len(again), again.number_of_edges()) == (len(nodes), len(edges))


@GRAPHS
def test_gexf_is_read_back(quads: tuple[Quad, ...], tmp_path: Path) -> None:
    path = written(quads, tmp_path, "gexf")
    space = "{http://www.gexf.net/1.2draft}"
    root = ElementTree.parse(path).getroot()
    labels = sorted(node.get("label", "") for node in root.iter(f"{space}node"))
    assert labels == sorted(storable(data["label"]) for _, data in network(quads).nodes(data=True))
    assert "lastmodifieddate" not in path.read_text(encoding="utf-8")
    again = nx.read_gexf(path)
    assert again.number_of_edges() == network(quads).number_of_edges()


def test_the_network_knows_names_confidence_and_words() -> None:
    graph = network(PLAIN)
    assert len(graph) == len(ENTITIES)
    edges = {(d["relation"], d["label"], d["confidence"], d["quote"]) for _, _, d in graph.edges(data=True)}
    assert ("locatedIn", "位于", 0.6, "位于云溪区") in edges
    assert ("holdsPost", "局长", 0.9, "原局长卢沟月") in edges


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def test_csv_tables(tmp_path: Path) -> None:
    export(PLAIN, tmp_path / "graph.csv", "csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "graph.edges.csv",
        "graph.facts.csv",
        "graph.nodes.csv",
    ]
    assert (tmp_path / "graph.nodes.csv").read_bytes().startswith(b"\xef\xbb\xbfiri,label,")
    assert {row["label"] for row in read_csv(tmp_path / "graph.nodes.csv")} == {e.name for e in ENTITIES}
    facts = read_csv(tmp_path / "graph.facts.csv")
    money = next(row for row in facts if row["quote"] == "29200万元")
    assert (money["subject"], money["predicate"]) == ("枫林苑小区改造", "investment")
    assert (money["object"], money["unit"], money["start"]) == (
        "292000000.0",
        "CNY",
        str(SECOND.index("29200")),
    )
    posts = [row for row in facts if row["predicate"] == "holdsPost" and row["subject"] == "祁连山"]
    assert [(row["title"], row["object"]) for row in posts] == [("局长", "云溪区住房和城乡建设局")] * 2
    denied = [row for row in facts if row["status"] == "denied"]
    assert [row["role"] for row in denied] == ["attendee"]


def test_csv_in_a_folder(tmp_path: Path) -> None:
    export(PLAIN, tmp_path / "tables", "csv")
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == [
        "edges.csv",
        "facts.csv",
        "nodes.csv",
    ]


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    export(HOSTILE_QUADS, tmp_path, "csv")
    cells = [cell for path in tmp_path.glob("*.csv") for row in read_csv(path) for cell in row.values()]
    assert [c for c in cells if c and c[0] in "=+-@\t\r\n＝＋－＠" and c != "-3.5"] == []
    assert "-3.5" in cells
    labels = {unguarded(row["label"]) for row in read_csv(tmp_path / "nodes.csv")}
    assert labels == {name.replace("\ud800", "\ufffd") for name in HOSTILE}


@given(st.text(st.characters(exclude_categories=("Cs",))), st.sampled_from(["zh", None]))
def test_any_text_survives_turtle_and_jsonld(text: str, language: str | None) -> None:
    iri = NamedNode("https://w3id.org/minsheng/id/x")
    literal = Literal(text, language=language) if language else Literal(text)
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for name, syntax in (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)):
        content = FORMATS[name].write([Quad(iri, label, literal), Quad(iri, iri, literal)])
        assert isinstance(content, bytes)
        assert {quad.object for quad in parse(io.BytesIO(content), format=syntax)} == {literal}


def test_foreign_graphs_with_blank_nodes_are_exported(tmp_path: Path) -> None:
    quad = Quad(BlankNode("a"), NamedNode("https://e.org/p"), Literal(7))
    for name in RDF_FORMATS:
        (found,) = load(written((quad,), tmp_path, name))
        assert (found.predicate, found.object) == (quad.predicate, quad.object)


@pytest.mark.parametrize("name", INSTALLED)
def test_an_empty_graph_can_be_written(name: str, tmp_path: Path) -> None:
    path = written((), tmp_path, name)
    if name in RDF_FORMATS:
        assert load(path) == ()
    elif name in BY_ENTITY:
        assert path.read_bytes() == b""
    else:
        assert all(file.stat().st_size > 0 for file in tmp_path.rglob("*"))


def test_an_unknown_format_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"'docx' is no export format; use one of ttl, nt"):
        export(PLAIN, tmp_path / "graph.docx", "docx")


def test_a_file_that_cannot_be_replaced_keeps_its_content(tmp_path: Path) -> None:
    blocked = tmp_path / "graph.ttl"
    blocked.mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        export(PLAIN, blocked, "ttl")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(ExportError, match="name a place you may write to"):
        export(PLAIN, tmp_path / "file" / "graph.ttl", "ttl")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_writing_again_replaces_the_file(tmp_path: Path) -> None:
    path = written(HOSTILE_QUADS, tmp_path, "ttl")
    export(PLAIN, path, "ttl")
    assert path.read_bytes() == turtle(PLAIN)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True))
    + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    '<rdf:Description rdf:about="http://e/s"><e:p>&l;</e:p></rdf:Description></rdf:RDF>'
)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("broken.ttl", "<http://e/s> <http://e/p>\n nonsense .", r"broken\.ttl:2: not valid Turtle"),
        ("broken.nt", "<http://e/s> <http://e/p> .", "not valid N-Triples"),
        ("relative.ttl", "<s> <p> <o> .", "not valid Turtle"),
        ("broken.rdf", "<rdf:RDF", "not valid RDF/XML"),
        ("bomb.rdf", BOMB, "bomb.rdf"),
        ("broken.jsonld", "{", "not valid JSON-LD"),
        ("deep.jsonld", '{"http://e/p":' * 50_000, "deep.jsonld"),
        ("graph.docx", "", "names no graph format"),
    ],
    ids=lambda value: value[:20],
)
def test_a_broken_file_is_named_with_its_fault(name: str, content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such graph file"):
        load(tmp_path / "none.ttl")
