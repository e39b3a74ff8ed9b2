"""Each format read back by a parser that did not write it, and compared with the graph term for term.

`CHECKS` holds a function for each: given quads it writes, reads and compares; AssertionError where anything differs. The
tests give it thousands of names, ``bench/fuzz_formats.py`` a hundred thousand.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from xml.etree import ElementTree

import networkx as nx
import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.term import Literal as RdflibLiteral

from kg.census import census_of
from kg.export import FORMATS, canonical_hash, dataset
from kg.export.property_graph import property_graph
from kg.export.rows import Rows
from kg.export.xml import storable

Quads = Sequence[Quad]
RDF = ("ttl", "nt", "trig", "nq", "jsonld", "rdfxml")
_SYNTAX = {"ttl": "turtle", "rdfxml": "xml", "jsonld": "json-ld", "nq": "nquads"}
_FORMULA = tuple("=+-@＝＋－＠\t\r\n ")
_NUMBER = re.compile(r"[+-]?(?:[0-9]*\.?[0-9]+|[0-9]+\.?)")


def _written(quads: Quads, format: str) -> bytes:
    content = FORMATS[format].write(quads)
    assert isinstance(content, bytes)
    return content


def _files(quads: Quads, format: str) -> dict[str, bytes]:
    content = FORMATS[format].write(quads)
    assert isinstance(content, dict)
    return content


def _table(content: bytes) -> list[dict[str, str]]:
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    assert all(len(row) == len(head) for row in rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


# -- RDF, by rdflib and by rapper


def rdf(format: str, quads: Quads) -> None:
    """rdflib rewrites the digits of numbers unless ``rdflib.NORMALIZE_LITERALS`` is off."""
    with_graphs, clean = format in ("trig", "nq"), format == "rdfxml"
    graph = rdflib.Dataset() if with_graphs else rdflib.Graph()
    graph.parse(data=_written(quads, format), format=_SYNTAX.get(format, format))
    found = graph.quads() if isinstance(graph, rdflib.Dataset) else ((*t, "") for t in graph)
    read = {(str(s), str(p), str(o), _kind(o), str(g) if with_graphs else "") for s, p, o, g in found}
    assert read == {_plain(quad, with_graphs, clean) for quad in quads}


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


#: What rapper cuts a text off at, although RDF allows it.
_NOT_FOR_RAPPER = re.compile("[\ufffe\uffff]")


def rapper(format: str, quads: Quads) -> None:
    """The third parser, where it is installed (Debian's raptor2-utils); it takes all but two characters."""
    program = shutil.which("rapper")
    if program is None:
        return
    tame = [quad for quad in quads if not any(_NOT_FOR_RAPPER.search(t.value) for t in list(quad)[:3])]
    kind = {"ttl": "turtle", "nt": "ntriples", "rdfxml": "rdfxml"}[format]
    command = [program, "-q", "-i", kind, "-o", "ntriples", "-I", "http://base.example/", "-"]
    done = subprocess.run(command, input=_written(tame, format), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    graph = rdflib.Graph().parse(data=done.stdout, format="nt")
    read = {(str(s), str(p), str(o), _kind(o), "") for s, p, o in graph}
    assert read == {_plain(quad, False, format == "rdfxml") for quad in tame}


def canonical(quads: Quads) -> None:
    """The hash, made anew from what rdflib reads: every line of canonical N-Quads written here by the letter of
    https://www.w3.org/TR/rdf-canon/#canonical-quads."""
    graph = rdflib.Graph().parse(data=_written(quads, "ttl"), format="turtle")
    lines = sorted(f"<{s}> <{p}> {_canonical(o)} .\n" for s, p, o in graph)
    assert (
        canonical_hash(quad.triple for quad in quads) == hashlib.sha256("".join(lines).encode()).hexdigest()
    )


_ECHAR = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UCHAR = re.compile('[\x00-\x1f\x7f"\\\\\ufffe\uffff]')


def _canonical(term: object) -> str:
    if not isinstance(term, RdflibLiteral):
        return f"<{term}>"
    text = _UCHAR.sub(lambda m: _ECHAR.get(m[0]) or f"\\u{ord(m[0]):04X}", str(term))
    if term.language:
        return f'"{text}"@{term.language}'
    plain = term.datatype in (None, rdflib.XSD.string)
    return f'"{text}"' if plain else f'"{text}"^^<{term.datatype}>'


# -- tables


def spreadsheet(quads: Quads) -> None:
    """A cell that a spreadsheet would run has one apostrophe in front; taken away, it is the text again."""
    rows = Rows(quads)
    content = _files(quads, "csv")
    for row, node in zip(_table(content["nodes.csv"]), rows.nodes, strict=True):
        assert not row["label"].startswith(_FORMULA) or _NUMBER.fullmatch(row["label"])
        assert [_unguarded(row["iri"]), _unguarded(row["label"])] == [node.iri, node.label]
        assert _unguarded(row["aliases"]) == "; ".join(node.aliases)
    for row, said in zip(_table(content["facts.csv"]), rows.facts, strict=True):
        texts = ("subject", "object", "title", "rule", "quote", "page", "article")
        assert [_unguarded(row[k]) for k in texts] == [getattr(said, k) for k in texts]
    for row, edge in zip(_table(content["edges.csv"]), rows.edges, strict=True):
        assert [_unguarded(row[k]) for k in ("source", "target", "title", "quote")] == [
            edge.source, edge.target, edge.title, edge.quote
        ]  # fmt: skip


def _unguarded(cell: str) -> str:
    return cell.removeprefix("'")


# -- networks


def graphml(quads: Quads) -> None:
    rows = Rows(quads)
    graph = nx.read_graphml(io.BytesIO(_written(quads, "graphml")), force_multigraph=True)
    assert {iri: data["label"] for iri, data in graph.nodes(data=True)} == _labels(rows)
    quotes = sorted(data.get("quote", "") for _, _, data in graph.edges(data=True))
    assert quotes == sorted(storable(edge.quote) for edge in rows.edges)


def gexf(quads: Quads) -> None:
    space = "{http://www.gexf.net/1.2draft}"
    nodes = ElementTree.fromstring(_written(quads, "gexf")).iter(f"{space}node")
    assert {node.get("id"): node.get("label") for node in nodes} == _labels(Rows(quads))


def _labels(rows: Rows) -> dict[str, str]:
    return {storable(row.iri): storable(row.label) for row in rows.nodes}


# -- Neo4j


def neo4j(quads: Quads) -> None:
    graph = property_graph(quads)
    content = _files(quads, "neo4j")
    (code,) = re.findall(r"--array-delimiter=U\+([0-9A-F]+)", content["import.args"].decode())
    delimiter = chr(int(code, 16))
    for kind, nodes in graph.nodes.items():
        for row, node in zip(_table(content[f"{kind}.csv"]), nodes, strict=True):
            assert row["iri:ID"] == node.iri
            assert row[":LABEL"].split(delimiter)[1:] == list(node.labels)
            assert _read_back(row, delimiter) == _as_text(node.properties)
    for kind, ties in graph.relationships.items():
        for row, tie in zip(_table(content[f"{kind}.csv"]), ties, strict=True):
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


def cypher(quads: Quads) -> None:
    """Its grammar (openCypher's, by ANTLR) finds every text, and the texts are those of the graph."""
    graph = property_graph(quads)
    properties = [node.properties for nodes in graph.nodes.values() for node in nodes]
    properties += [tie.properties for ties in graph.relationships.values() for tie in ties]
    wanted = {text for each in properties for value in each.values() for text in _texts(value)}
    assert wanted <= cypher_texts(_files(quads, "neo4j")["load.cypher"].decode())


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value) if isinstance(value, tuple) else []


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


# -- other models


def followthemoney(quads: Quads) -> None:
    """What the model reads is what it made of the name, and the name itself stands beside it."""
    from followthemoney.dataset import Dataset
    from followthemoney.statement.entity import StatementEntity

    home = Dataset.make({"name": "minsheng", "title": "t"})
    originals: dict[str, set[str]] = {}
    for line in _written(quads, "ftm").decode().split("\n")[:-1]:
        entity = StatementEntity(home, json.loads(line), cleaned=True)
        for said in entity.get_statements("name", quiet=True):
            originals.setdefault(said.origin or "", set()).add(said.original_value or said.value)
    for row in Rows(quads).nodes:
        assert row.label in originals[row.iri]


def quickstatements(quads: Quads) -> None:
    labels = []
    for line in _written(quads, "wikibase-quickstatements").decode().split("\n")[:-1]:
        parts = line.split("\t")
        assert parts == ["CREATE"] or (parts[0] == "LAST" and re.fullmatch(r"[LA]zh|P[0-9]+", parts[1]))
        if parts[1:2] == ["Lzh"]:
            (text,) = re.findall(r'^"(.*)"$', parts[2])
            assert text == text.strip()
            labels.append(text)
    wanted = [row.label for row in Rows(quads).nodes]
    assert [_visible(text) for text in labels] == [_visible(name) for name in wanted]


def _visible(text: str) -> str:
    """A Wikibase cannot hold controls and line ends, nor spaces at the ends: without them the names are the same."""
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) != "Cc")


def description(quads: Quads) -> None:
    here = "file:///folder/"
    graph = rdflib.Graph().parse(
        data=dataset(census_of(quads), "https://w3id.org/minsheng/id/", {"graph.ttl": 1}),
        format="turtle",
        publicID=here,
    )
    example = rdflib.URIRef("http://rdfs.org/ns/void#exampleResource")
    found = {str(iri) for iri in graph.objects(None, example)}
    assert found and found <= {quad.subject.value for quad in quads}


#: By the name of the format, and who reads it back.
CHECKS: dict[str, Callable[[Quads], None]] = {
    **{f"{name} by rdflib": partial(rdf, name) for name in RDF},
    **{f"{name} by rapper": partial(rapper, name) for name in ("ttl", "nt", "rdfxml")},
    "canonical form by rdflib": canonical,
    "csv by csv": spreadsheet,
    "graphml by networkx": graphml,
    "gexf by ElementTree": gexf,
    "neo4j by csv": neo4j,
    "neo4j's Cypher by openCypher's grammar": cypher,
    "ftm by followthemoney": followthemoney,
    "wikibase-quickstatements by its grammar": quickstatements,
    "dataset.ttl by rdflib": description,
}
#: What a check needs beside the project's own dependencies.
NEEDS = {"neo4j's Cypher by openCypher's grammar": "antlr4_cypher", "ftm by followthemoney": "followthemoney"}
