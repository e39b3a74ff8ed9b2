"""Graphs on disk, sorted and in pieces: nothing is lost, and memory is bounded by the run and the piece."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.remote import Spool, planned
from kg.remote.sorting import sorted_lines

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
NODES = st.sampled_from([NamedNode(f"https://example.org/{name}") for name in ("柳", "a", "a-b", "b")])
OBJECTS = NODES | TEXTS.map(Literal) | TEXTS.map(lambda text: Literal(text, language="zh"))
GRAPHS = NODES | st.just(DefaultGraph())
QUADS = st.lists(st.builds(Quad, NODES, NODES, OBJECTS, GRAPHS), max_size=30)


@given(st.lists(st.binary(max_size=5).map(lambda line: line.replace(b"\n", b"") + b"\n")), st.integers(1, 5))
def test_lines_are_sorted_whatever_fits_into_memory(lines: list[bytes], run: int) -> None:
    assert list(sorted_lines(lines, run)) == sorted(set(lines))


@given(QUADS)
def test_a_spool_gives_back_what_it_took(quads: list[Quad]) -> None:
    with Spool(quads) as spool:
        assert set(spool.quads()) == set(quads)
        assert len(spool) == len(set(quads))
        lines = list(spool.nquads())
    assert lines == [f"{quad} .\n".encode() for quad in sorted(set(quads), key=str)]


@given(QUADS, st.integers(1, 7), st.integers(1, 400))
def test_pieces_hold_every_triple_once(quads: list[Quad], most: int, most_bytes: int) -> None:
    with Spool(quads) as spool:
        for stretch in spool.stretches:
            name = DefaultGraph() if stretch.graph is None else NamedNode(stretch.graph)
            pieces = list(spool.pieces(stretch, most, most_bytes))
            content = b"".join(piece.content for piece in pieces)
            found = [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES)]
            assert len(found) == len(set(found)) == stretch.triples == sum(piece.triples for piece in pieces)
            assert set(found) == {quad.triple for quad in quads if quad.graph_name == name}
            assert max(piece.triples for piece in pieces) <= most
            assert len({piece.digest for piece in pieces}) == len(pieces)


@pytest.mark.parametrize("blank", [True, False])
def test_blank_nodes_are_seen(blank: bool) -> None:
    node = BlankNode("b") if blank else NamedNode("urn:b")
    with Spool([Quad(NamedNode("urn:s"), NamedNode("urn:p"), node)]) as spool:
        assert spool.blank is blank


def test_a_plan_says_where_everything_goes() -> None:
    quads = [Quad(NamedNode(f"urn:{n}"), NamedNode("urn:p"), Literal(1)) for n in range(5)]
    with Spool(quads) as spool:
        (plan,) = planned(spool, 2)
    assert (plan.graph, plan.triples, plan.pieces) == (None, 5, 3)


def test_what_stands_in_no_graph_is_put_into_one_that_may_be_there_already() -> None:
    named = Quad(NamedNode("urn:1"), NamedNode("urn:p"), Literal(1), NamedNode("urn:g"))
    with Spool(
        [named, Quad(named.subject, named.predicate, Literal(2)), Quad(*named.triple)], "urn:g"
    ) as spool:
        assert [(stretch.graph, stretch.triples) for stretch in spool.stretches] == [("urn:g", 2)]
