"""The canonical hash: the same for the same graph, another for another, in every syntax and with blank nodes."""

from __future__ import annotations

import hashlib
import json
import random
from itertools import permutations
from pathlib import Path

import pytest
import rdflib
from format_checks import canonical
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from resolutions import corpus, hostile_corpus

from kg.assemble import assemble
from kg.cli import main
from kg.engine import of_quads
from kg.errors import ExportError
from kg.export import FORMATS, canonical_hash, export
from kg.output import write

QUADS = assemble(corpus())
P, Q = NamedNode("http://e.org/p"), NamedNode("http://e.org/q")


def test_one_triple_by_hand() -> None:
    found = canonical_hash([Triple(P, Q, Literal('a"\\\n\t\x01\x7f\u2028\ufffe王', language="zh"))])
    line = '<http://e.org/p> <http://e.org/q> "a\\"\\\\\\n\\t\\u0001\\u007F\u2028\\uFFFE王"@zh .\n'
    assert found == hashlib.sha256(line.encode()).hexdigest()


@pytest.mark.parametrize("quads", [QUADS, assemble(hostile_corpus())], ids=["plain", "hostile"])
def test_rdflib_finds_the_same(quads: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    canonical(quads)


def test_the_order_and_the_syntax_do_not_matter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = {}
    for name in ("ttl", "nt", "jsonld", "rdfxml", "nq", "trig"):
        paths[name] = str(tmp_path / f"graph.{FORMATS[name].ending}")
        export(random.Random(name).sample(QUADS, len(QUADS)), Path(paths[name]), name)
    assert main(["hash", *paths.values()]) == 0
    hashes = dict(
        zip(paths, (line.split("  ")[0] for line in capsys.readouterr().out.splitlines()), strict=True)
    )
    assert hashes["ttl"] == hashes["nt"] == hashes["jsonld"] == hashes["rdfxml"]
    assert hashes["nq"] == hashes["trig"] != hashes["ttl"]


def test_the_report_has_the_hash_of_the_graph(tmp_path: Path) -> None:
    write(of_quads(QUADS, corpus()), tmp_path, view=False, validate=False)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    graph = rdflib.Graph().parse(tmp_path / "graph.ttl", format="turtle")
    lines = sorted(f"{line}\n" for line in graph.serialize(format="nt").split("\n") if line)
    assert report["canonical"]["algorithm"] == "RDFC-1.0, SHA-256"
    assert report["canonical"]["hash"] == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_names_of_blank_nodes_do_not_matter_but_what_they_join_does() -> None:
    def ring(names: tuple[str, ...]) -> list[Triple]:
        return [
            Triple(BlankNode(a), P, BlankNode(b)) for a, b in zip(names, names[1:] + names[:1], strict=True)
        ]

    found = {canonical_hash(ring(names)) for names in list(permutations("abcd"))[::6]}
    assert len(found) == 1
    assert canonical_hash(ring(tuple("abc"))) not in found
    line = "_:c14n0 <http://e.org/p> <http://e.org/q> .\n"
    assert canonical_hash([Triple(BlankNode("x"), P, Q)]) == hashlib.sha256(line.encode()).hexdigest()


def test_blank_nodes_that_are_made_to_take_for_ever_are_given_up() -> None:
    names = [BlankNode(f"n{number}") for number in range(11)]
    clique = [Triple(one, P, two) for one in names for two in names if one != two]
    with pytest.raises(ExportError, match=r"blank nodes .* cannot be named"):
        canonical_hash(clique, timeout_s=1)
