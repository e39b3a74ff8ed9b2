"""More than two thousand hostile names through every format, read back by a parser that did not write it."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib
from hostile_names import BATCHES, THOUSANDS
from hypothesis import given
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.term import Literal as RdflibLiteral
from resolutions import hostile_corpus

from kg.assemble import assemble
from kg.export import FORMATS, dataset
from kg.export.property_graph import property_graph
from kg.export.rows import Rows
from kg.export.xml import storable

RDF = ("ttl", "nt", "trig", "nq", "jsonld", "rdfxml")
_SYNTAX = {"ttl": "turtle", "rdfxml": "xml", "jsonld": "json-ld", "nq": "nquads"}
_FORMULA = tuple("=+-@＝＋－＠\t\r\n '")


@lru_cache(maxsize=2)
def quads_of(names: tuple[str, ...]) -> tuple[Quad, ...]:
    return assemble(hostile_corpus(names))


def written(names: Sequence[str], format: str) -> bytes:
    content = FORMATS[format].write(quads_of(tuple(names)))
    assert isinstance(content, bytes)
    return content


def files(names: Sequence[str], format: str) -> dict[str, bytes]:
    content = FORMATS[format].write(quads_of(tuple(names)))
    assert isinstance(content, dict)
    return content


def rows_of(content: bytes) -> list[dict[str, str]]:
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    assert all(len(row) == len(head) for row in rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.parametrize("format", RDF)
def test_rdf(format: str) -> None:
    @THOUSANDS
    @given(BATCHES)
    def check(names: list[str]) -> None:
        with_graphs, clean = format in ("trig", "nq"), format == "rdfxml"
        graph = rdflib.Dataset() if with_graphs else rdflib.Graph()
        graph.parse(data=written(names, format), format=_SYNTAX.get(format, format))
        found = graph.quads() if isinstance(graph, rdflib.Dataset) else ((*t, "") for t in graph)
        read = {(str(s), str(p), str(o), _kind(o), str(g) if with_graphs else "") for s, p, o, g in found}
        assert read == {_plain(quad, with_graphs, clean) for quad in quads_of(tuple(names))}

    check()


def _kind(term: object) -> str:
    if isinstance(term, RdflibLiteral):
        return term.language or str(term.datatype or rdflib.XSD.string)
    return "iri"


def _plain(quad: Quad, with_graphs: bool, clean: bool) -> tuple[str, ...]:
    value = quad.object
    kind = (value.language or value.datatype.value) if isinstance(value, Literal) else "iri"
    words = storable(value.value) if clean else value.value
    graph = quad.graph_name.value if with_graphs and isinstance(quad.graph_name, NamedNode) else ""
    return quad.subject.value, quad.predicate.value, words, kind, graph


@THOUSANDS
@given(BATCHES)
def test_tables_for_spreadsheets(names: list[str]) -> None:
    """A cell that a spreadsheet would run has one apostrophe in front; taken away, it is the text again."""
    rows = Rows(quads_of(tuple(names)))
    content = files(names, "csv")
    for row, wanted in zip(rows_of(content["nodes.csv"]), rows.nodes, strict=True):
        assert not row["label"].startswith(_FORMULA[:-1])
        assert [_unguarded(row["iri"]), _unguarded(row["label"])] == [wanted.iri, wanted.label]
    for row, said in zip(rows_of(content["facts.csv"]), rows.facts, strict=True):
        assert [_unguarded(row[k]) for k in ("subject", "title", "rule", "quote")] == [
            said.subject, said.title, said.rule, said.quote
        ]  # fmt: skip


def _unguarded(cell: str) -> str:
    number = re.fullmatch(r"-?[0-9]*\.?[0-9]+|-?[0-9]+\.?", cell)
    return cell if number else cell.removeprefix("'")


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_networks(format: str) -> None:
    @THOUSANDS
    @given(BATCHES)
    def check(names: list[str]) -> None:
        rows = Rows(quads_of(tuple(names)))
        content = written(names, format)
        if format == "graphml":
            graph = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
            labels = {iri: data["label"] for iri, data in graph.nodes(data=True)}
        else:
            space = "{http://www.gexf.net/1.2draft}"
            nodes = ElementTree.fromstring(content).iter(f"{space}node")
            labels = {node.get("id"): node.get("label") for node in nodes}
        wanted = {storable(row.iri): storable(row.label) for row in rows.nodes}
        assert labels == wanted

    check()


@THOUSANDS
@given(BATCHES)
def test_neo4j_tables(names: list[str]) -> None:
    graph = property_graph(quads_of(tuple(names)))
    content = files(names, "neo4j")
    (code,) = re.findall(r"--array-delimiter=U\+([0-9A-F]+)", content["import.args"].decode())
    delimiter = chr(int(code, 16))
    for kind, nodes in graph.nodes.items():
        rows = rows_of(content[f"{kind}.csv"])
        assert len(rows) == len(nodes)
        for row, node in zip(rows, nodes, strict=True):
            assert row["iri:ID"] == node.iri
            assert row[":LABEL"].split(delimiter)[1:] == list(node.labels)
            assert _read_back(row, delimiter) == _as_text(node.properties)
    for kind, ties in graph.relationships.items():
        for row, tie in zip(rows_of(content[f"{kind}.csv"]), ties, strict=True):
            assert (row[":START_ID"], row[":TYPE"], row[":END_ID"]) == (tie.source, tie.type, tie.target)
            assert _read_back(row, delimiter) == _as_text(tie.properties)


def _read_back(row: dict[str, str], delimiter: str) -> dict[str, object]:
    """The properties of a row; an empty cell is none."""
    found: dict[str, object] = {}
    for head, cell in row.items():
        name, _, kind = head.partition(":")
        if name and name != "iri" and cell:
            found[name] = cell.split(delimiter) if kind.endswith("[]") else cell
    return found


def _as_text(properties: dict[str, object]) -> dict[str, object]:
    return {
        name: list(value)
        if isinstance(value, tuple)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
        for name, value in properties.items()
        if value not in (None, "")
    }


def test_cypher() -> None:
    """Its grammar (openCypher's, by ANTLR) finds every text, and the texts are those of the graph."""
    pytest.importorskip("antlr4_cypher", reason="needs antlr4-cypher: pip install '.[dev]'")
    seen = 0

    @THOUSANDS
    @given(BATCHES)
    def check(names: list[str]) -> None:
        nonlocal seen
        graph = property_graph(quads_of(tuple(names)))
        wanted = {node.properties["label"] for node in graph.nodes["entities"]}
        wanted |= {node.properties["quote"] for node in graph.nodes["evidence"]}
        assert wanted <= cypher_texts(files(names, "neo4j")["load.cypher"].decode())
        seen += len(names)

    check()
    assert seen > 2000


_CYPHER_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_CYPHER_CHARS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def cypher_texts(script: str) -> set[str]:
    """The texts of a script, sums of texts put together. The lexer says where each begins and ends."""
    from antlr4 import InputStream
    from antlr4_cypher import CypherLexer

    # Some versions of the language replace \uXXXX before they parse: it must make no difference.
    assert not re.search(r"\\\\[uU]", script)
    lexer = CypherLexer(InputStream(script))
    lexer.removeErrorListeners()
    texts: list[str] = []
    joined = False
    for token in lexer.getAllTokens():
        kind = lexer.symbolicNames[token.type]
        if kind in ("STRING_LITERAL", "CHAR_LITERAL"):
            text = _CYPHER_ESCAPE.sub(_cypher_char, token.text[1:-1])
            if joined:
                texts[-1] += text
            else:
                texts.append(text)
            joined = False
        elif kind == "PLUS":
            joined = True
        elif kind != "SP":
            joined = False
    return set(texts)


def _cypher_char(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _CYPHER_CHARS.get(match[2], match[2])


@THOUSANDS
@given(BATCHES)
def test_followthemoney(names: list[str]) -> None:
    """What the model reads is what it made of the name, and the name itself stands beside it."""
    pytest.importorskip("followthemoney", reason="needs followthemoney: pip install '.[ftm]'")
    from followthemoney.dataset import Dataset
    from followthemoney.statement.entity import StatementEntity

    lines = written(names, "ftm").decode().split("\n")[:-1]
    home = Dataset.make({"name": "minsheng", "title": "t"})
    originals: dict[str, set[str]] = {}
    for line in lines:
        entity = StatementEntity(home, json.loads(line), cleaned=True)
        for said in entity.get_statements("name", quiet=True):
            originals.setdefault(said.origin or "", set()).add(said.original_value or said.value)
    for row in Rows(quads_of(tuple(names))).nodes:
        assert row.label in originals[row.iri]


@THOUSANDS
@given(BATCHES)
def test_quickstatements(names: list[str]) -> None:
    labels = []
    for line in written(names, "wikibase-quickstatements").decode().split("\n")[:-1]:
        parts = line.split("\t")
        assert parts == ["CREATE"] or (parts[0] == "LAST" and re.fullmatch(r"[LA]zh|P[0-9]+", parts[1]))
        if parts[1:2] == ["Lzh"]:
            (text,) = re.findall(r'^"(.*)"$', parts[2])
            assert text == text.strip()
            labels.append(text)
    wanted = [row.label for row in Rows(quads_of(tuple(names))).nodes]
    assert [_visible(text) for text in labels] == [_visible(name) for name in wanted]


def _visible(text: str) -> str:
    """A Wikibase cannot hold controls and line ends, nor spaces at the ends: without them the names are the same."""
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) != "Cc")


@THOUSANDS
@given(BATCHES)
def test_the_description_of_the_dataset(names: list[str]) -> None:
    quads = quads_of(tuple(names))
    here = "file:///folder/"
    graph = rdflib.Graph().parse(
        data=dataset(quads, "https://w3id.org/minsheng/id/", {"graph.ttl": 1}), format="turtle", publicID=here
    )
    example = rdflib.URIRef("http://rdfs.org/ns/void#exampleResource")
    found = {str(iri) for iri in graph.objects(None, example)}
    assert found and found <= {quad.subject.value for quad in quads}
