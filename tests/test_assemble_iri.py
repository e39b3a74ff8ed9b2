"""IRIs: valid whatever a name holds, readable, and different for different names."""

from __future__ import annotations

import unicodedata

import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize
from resolutions import HOSTILE

from kg.assemble import BaseIriError, Minter
from kg.assemble.iri import DEFAULT_BASE, page_name, segment
from kg.types import Page, Span

MINTER = Minter()
ANYTHING = st.text(st.characters())
ANY_CHARACTER = st.integers(0, 0x10FFFF).map(chr)
NAMES = ANYTHING | st.text(ANY_CHARACTER, max_size=8) | st.sampled_from(HOSTILE)


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("Area/河南省安阳市文峰区", "Area/河南省安阳市文峰区"),
        ("Person/文峰区/祁连山", "Person/文峰区/祁连山"),
        ("Method/“三问三送”工作法", "Method/“三问三送”工作法"),
        ("Document/《民法典》(草案)", "Document/《民法典》%28草案%29"),
        ("Organization/A B", "Organization/A%20B"),
        ("Organization/50%", "Organization/50%25"),
        ("Person/e\u0301", "Person/é"),
        ("Person/阿\u202e凡", "Person/阿%E2%80%AE凡"),
        ("Person/..", "Person/%2E%2E"),
        ("Person/\ufdd0\ue000", "Person/%EF%B7%90%EE%80%80"),
        ("Place/\U0002f800", "Place/丽"),
    ],
)
def test_an_entity_is_called_by_its_name(key: str, path: str) -> None:
    assert MINTER.entity(key) == DEFAULT_BASE + path


@given(NAMES)
@example("")
def test_every_name_makes_a_valid_iri(name: str) -> None:
    iri = MINTER.entity(f"Person/{name}")
    turtle = serialize([Triple(NamedNode(iri), NamedNode(iri), Literal("x"))], format=RdfFormat.TURTLE)
    assert [quad.subject.value for quad in parse(turtle, format=RdfFormat.TURTLE)] == [iri]
    assert [str(s) for s in rdflib.Graph().parse(turtle, format="turtle").subjects()] == [iri]
    assert iri == unicodedata.normalize("NFC", iri)
    hidden = {"Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cs", "Mn"}
    assert not [char for char in iri if unicodedata.category(char) in hidden]


@given(NAMES, NAMES)
@example("a%20b", "a b")
@example("\ud800", "%ED%A0%80")
@example(".", "%2E")
def test_different_names_make_different_iris(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (segment(one) == segment(other)) == same


@pytest.mark.parametrize(
    "base", ["", "id/", "https://example.org/id", "https://example.org/a b/", "/x/", "https://例\u202e.cn/"]
)
def test_a_base_that_cannot_carry_names_is_refused(base: str) -> None:
    with pytest.raises(BaseIriError, match="give one such as"):
        Minter(base)


@pytest.mark.parametrize("base", ["https://example.org/id/", "https://例子.cn/#", "urn:minsheng:"])
def test_a_base_of_ones_own(base: str) -> None:
    assert Minter(base).entity("Person/祁连山") == base + "Person/祁连山"


@pytest.mark.parametrize(
    ("page_id", "name"),
    [
        ("pages/000.txt", ("000",)),
        (r"C:\pages\000.txt", ("000",)),
        ("000", ("000",)),
        ("a.b.md", ("a.b",)),
        (".txt", (".txt",)),
        ("-", ("-",)),
        ("x/feed.jsonl#http://a/b.html", ("feed", "http://a/b.html")),
    ],
)
def test_a_page_is_called_by_its_file(page_id: str, name: tuple[str, ...]) -> None:
    assert page_name(page_id) == name


def test_a_page_is_the_same_in_any_folder_but_not_with_other_words() -> None:
    iri = MINTER.page(Page("a/000.txt", "甲"))
    assert iri == MINTER.page(Page("/b/c/000.txt", "甲"))
    assert iri.startswith(DEFAULT_BASE + "page/000-")
    others = {MINTER.page(Page("a/000.txt", "乙")), MINTER.page(Page("a/001.txt", "甲"))}
    assert len({iri} | others) == 3


def test_parts_cannot_be_shifted_from_one_place_to_the_next() -> None:
    minted = [
        MINTER.membership("Person/甲", "Agency/乙", "局长"),
        MINTER.membership("Person/甲", "Agency/乙局", "长"),
        MINTER.membership("Person/甲", "Agency", "乙局长"),
        MINTER.measure("Area/甲", "area", "1.0", "m2", None),
        MINTER.measure("Area/甲", "area", "1.0", None, "m2"),
        MINTER.statement(DEFAULT_BASE + "a", "leads", DEFAULT_BASE + "b", None, None),
        MINTER.statement(DEFAULT_BASE + "a", "leads", DEFAULT_BASE + "b", "done", None),
        MINTER.statement(DEFAULT_BASE + "a", "leads", DEFAULT_BASE + "b", None, "done"),
    ]
    assert len(set(minted)) == len(minted)


@given(NAMES, NAMES)
def test_everything_else_is_valid_too(name: str, other: str) -> None:
    page = MINTER.page(Page(name, other))
    minted = [
        page,
        MINTER.article(page, name),
        MINTER.source(page, name, Span(1, 2), other),
        MINTER.selector(page, Span(1, 2), "quote"),
        MINTER.rule(name),
        MINTER.membership(f"Person/{name}", f"Agency/{other}", name),
        MINTER.measure(f"Area/{name}", "area", other, None),
        MINTER.statement(MINTER.entity(f"Person/{name}"), "receives", str(Literal("x")), None, None),
    ]
    assert [NamedNode(iri).value for iri in minted] == minted
    assert len(set(minted)) == len(minted)
