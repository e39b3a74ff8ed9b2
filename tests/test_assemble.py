"""What a resolved corpus becomes: the graph that the contract describes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from resolutions import (
    AREA,
    BUREAU,
    ESTATE,
    GROUP,
    LIU,
    LU,
    MEETING,
    QI,
    RENEWAL,
    SCHOOL,
    corpus,
    hostile_corpus,
    source,
)

from kg.assemble import Minter, assemble
from kg.assemble.terms import iso, number
from kg.errors import KnowledgeError
from kg.types import Dating, Fact, Resolution

KG = "https://w3id.org/minsheng/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
ORG = "http://www.w3.org/ns/org#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
QUDT = "http://qudt.org/schema/qudt/"
FOAF = "http://xmlns.com/foaf/0.1/"
MINTER = Minter()
FACTS = ("leads", "locatedIn", "subOrganizationOf", "targets", "participatesIn", "cooperatesWith", "receives")


class Index:
    """The union of a graph's pages, looked up by subject and property."""

    def __init__(self, quads: tuple[Quad, ...]) -> None:
        self.found: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.subjects: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            value = quad.object.value
            self.found[quad.subject.value, quad.predicate.value].add(value)
            if quad.predicate.value == RDF + "type":
                self.subjects[value].add(quad.subject.value)

    def get(self, subject: str, predicate: str) -> set[str]:
        return self.found.get((subject, predicate), set())

    def one(self, subject: str, predicate: str) -> str:
        (value,) = self.get(subject, predicate)
        return value

    def statements(self, subject: str, predicate: str, value: str) -> list[str]:
        wanted = (RDF + "subject", subject), (RDF + "predicate", predicate), (RDF + "object", value)
        every = sorted(self.subjects[RDF + "Statement"])
        return [iri for iri in every if all(v in self.get(iri, p) for p, v in wanted)]


@pytest.fixture(scope="module")
def quads() -> tuple[Quad, ...]:
    return assemble(corpus())


@pytest.fixture(scope="module")
def graph(quads: tuple[Quad, ...]) -> Index:
    return Index(quads)


def entity(key: str) -> str:
    return MINTER.entity(key)


def test_quads_are_sorted_unique_and_without_blank_nodes(quads: tuple[Quad, ...]) -> None:
    lines = [str(quad) for quad in quads]
    assert lines == sorted(set(lines))
    assert not [q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


@pytest.mark.parametrize(
    ("key", "classes"),
    [
        (QI, {KG + "Official", KG + "Person", FOAF + "Person", SCHEMA + "Person"}),
        (LIU, {KG + "Person", FOAF + "Person", SCHEMA + "Person"}),
        (
            ESTATE,
            {
                KG + "Compound",
                KG + "Community",
                SCHEMA + "Place",
                "http://www.opengis.net/ont/geosparql#Feature",
            },
        ),
        (
            BUREAU,
            {
                KG + "Agency",
                ORG + "FormalOrganization",
                FOAF + "Organization",
                SCHEMA + "GovernmentOrganization",
            },
        ),
    ],
)
def test_classes_above_are_written_out(graph: Index, key: str, classes: set[str]) -> None:
    assert graph.get(entity(key), RDF + "type") == classes


def test_each_entity_has_one_label(graph: Index) -> None:
    for resolved in corpus().entities:
        assert graph.one(entity(resolved.key), RDFS + "label") == resolved.name


def test_other_names_stand_on_the_page_that_uses_them(quads: tuple[Quad, ...]) -> None:
    first, second = (MINTER.page(page) for page in corpus().pages)
    found = {
        (quad.graph_name.value, quad.object.value)
        for quad in quads
        if quad.predicate.value == SKOS + "altLabel" and quad.subject.value == entity(BUREAU)
    }
    assert found == {(first, "区住建局"), (second, "区住建局"), (second, "云溪区住建局")}


def test_every_quad_stands_in_the_graph_of_a_page(quads: tuple[Quad, ...]) -> None:
    assert {quad.graph_name.value for quad in quads} == {MINTER.page(page) for page in corpus().pages}


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (QI, "leads", entity(BUREAU)),
        (BUREAU, "subOrganizationOf", entity(AREA)),
        (ESTATE, "locatedIn", entity(AREA)),
        (ESTATE, "builtIn", "1998"),
        (RENEWAL, "targets", entity(ESTATE)),
        (LU, "receives", "金穗奖"),
    ],
)
def test_facts_are_direct_triples(graph: Index, subject: str, predicate: str, value: str) -> None:
    assert graph.get(entity(subject), KG + predicate) == {value}
    assert graph.statements(entity(subject), KG + predicate, value)


def test_what_is_denied_is_stated_but_not_asserted(graph: Index) -> None:
    assert not graph.get(entity(BUREAU), KG + "participatesIn")
    (statement,) = graph.statements(entity(BUREAU), KG + "participatesIn", entity(MEETING))
    assert graph.one(statement, KG + "status") == KG + "denied"


def test_a_plan_and_its_fulfilment_are_two_statements(graph: Index) -> None:
    statements = graph.statements(entity(RENEWAL), KG + "targets", entity(ESTATE))
    assert {graph.one(iri, KG + "status") for iri in statements} == {KG + "done", KG + "planned"}


def test_two_roles_are_two_statements(graph: Index) -> None:
    statements = graph.statements(entity(QI), KG + "participatesIn", entity(MEETING))
    assert {graph.one(iri, KG + "role") for iri in statements} == {KG + "chair", KG + "speaker"}


def test_a_symmetric_fact_is_written_once(graph: Index) -> None:
    pair = sorted((entity(GROUP), entity(SCHOOL)))
    assert graph.get(pair[0], KG + "cooperatesWith") == {pair[1]}
    assert not graph.get(pair[1], KG + "cooperatesWith")
    assert len(graph.statements(pair[0], KG + "cooperatesWith", pair[1])) == 1


def test_one_statement_has_all_sources_and_the_confidence_of_the_best(graph: Index) -> None:
    (statement,) = graph.statements(entity(QI), KG + "leads", entity(BUREAU))
    assert graph.one(statement, KG + "confidence") == "0.9"
    sources = graph.get(statement, PROV + "wasDerivedFrom")
    assert {graph.one(iri, OA + "hasSource") for iri in sources} == {MINTER.page(p) for p in corpus().pages}


def test_rules_are_named_activities(graph: Index) -> None:
    rule = MINTER.rule("test.money")
    assert graph.get(rule, RDF + "type") == {KG + "Extraction", PROV + "Activity"}
    assert graph.one(rule, RDFS + "label") == "test.money"


def test_a_post_gathers_its_dates(graph: Index) -> None:
    post = MINTER.membership(QI, BUREAU, "局长")
    assert graph.get(post, RDF + "type") == {ORG + "Membership"}
    assert graph.one(post, ORG + "member") == entity(QI)
    assert graph.one(post, ORG + "organization") == entity(BUREAU)
    assert graph.one(post, KG + "title") == "局长"
    assert graph.get(post, KG + "attestedOn") == {"2021-01-15", "2021-03"}
    assert not graph.get(post, KG + "former")
    assert graph.statements(post, ORG + "member", entity(QI))


def test_a_former_post_says_so(graph: Index) -> None:
    assert graph.one(MINTER.membership(LU, BUREAU, "局长"), KG + "former") == "true"


def test_the_same_number_in_other_words_is_one_measure(graph: Index) -> None:
    (node,) = [
        m for m in graph.subjects[KG + "Measure"] if KG + "investment" in graph.get(m, KG + "property")
    ]
    assert graph.one(node, QUDT + "numericValue") == "292000000.0"
    assert graph.one(node, QUDT + "hasUnit") == "http://qudt.org/vocab/currency/CNY"
    assert graph.one(node, KG + "text") == "2.92亿元"
    assert graph.one(node, KG + "asOf") == "2021"
    assert graph.one(node, KG + "approximate") == "false"
    (statement,) = graph.statements(node, KG + "measureOf", entity(RENEWAL))
    assert len(graph.get(statement, PROV + "wasDerivedFrom")) == 2


def test_pages_articles_and_bylines(graph: Index) -> None:
    first, second = (MINTER.page(page) for page in corpus().pages)
    assert graph.one(first, RDFS + "label") == "云溪日报 01"
    assert graph.one(second, RDFS + "label") == "云溪简讯"
    assert graph.one(second, DCTERMS + "issued") == "2021-03-02"
    assert graph.one(second, DCTERMS + "source") == "https://news.example/7"
    article = MINTER.article(first, "a1")
    assert graph.one(article, RDFS + "label") == "民生工程见成效"
    assert graph.one(article, DCTERMS + "isPartOf") == first
    assert graph.one(article, DCTERMS + "issued") == "2021-01-18"
    assert graph.one(article, KG + "byline") == entity(LIU)
    (statement,) = graph.statements(article, KG + "byline", entity(LIU))
    assert graph.one(statement, KG + "role") == KG + "reporter"
    assert graph.get(article, SCHEMA + "mentions") == {entity(LIU), entity(QI), entity(BUREAU)}
    assert graph.one(MINTER.article(second, "a1"), RDFS + "label").startswith("简讯")


@pytest.mark.parametrize("resolution", [corpus(), hostile_corpus()], ids=["plain", "hostile"])
def test_every_quote_stands_where_it_says(resolution: Resolution) -> None:
    graph = Index(assemble(resolution))
    texts = {MINTER.page(page): page.text for page in resolution.pages}
    sources = graph.subjects[OA + "SpecificResource"]
    assert len(sources) >= 10
    for iri in sources:
        text = texts[graph.one(iri, OA + "hasSource")]
        (start,) = (v for s in graph.get(iri, OA + "hasSelector") for v in graph.get(s, OA + "start"))
        (end,) = (v for s in graph.get(iri, OA + "hasSelector") for v in graph.get(s, OA + "end"))
        (exact,) = (v for s in graph.get(iri, OA + "hasSelector") for v in graph.get(s, OA + "exact"))
        assert text[int(start) : int(end)].replace("\ud800", "\ufffd") == exact


@pytest.mark.parametrize("resolution", [corpus(), hostile_corpus()], ids=["plain", "hostile"])
def test_no_fact_without_its_statement(resolution: Resolution) -> None:
    graph = Index(assemble(resolution))
    backed = {
        tuple(graph.one(iri, RDF + part) for part in ("subject", "predicate", "object"))
        for iri in graph.subjects[RDF + "Statement"]
    }
    wanted = [KG + name for name in (*FACTS, "builtIn", "measureOf", "byline")] + [ORG + "member"]
    facts = {(s, p, value) for (s, p), values in graph.found.items() if p in wanted for value in values}
    assert facts
    assert facts <= backed


def test_the_order_of_everything_does_not_matter(quads: tuple[Quad, ...]) -> None:
    whole = corpus()
    for seed in range(5):
        shuffle = random.Random(seed).sample
        mixed = replace(
            whole,
            pages=tuple(shuffle(whole.pages, len(whole.pages))),
            articles=tuple(shuffle(whole.articles, len(whole.articles))),
            entities=tuple(shuffle(whole.entities, len(whole.entities))),
            mentions=tuple(shuffle(whole.mentions, len(whole.mentions))),
            claims=tuple(shuffle(whole.claims, len(whole.claims))),
        )
        assert assemble(mixed) == quads


def test_the_folder_of_the_pages_does_not_matter(quads: tuple[Quad, ...]) -> None:
    assert assemble(corpus("/elsewhere/deep")) == quads


def test_the_same_page_given_twice_adds_nothing(quads: tuple[Quad, ...]) -> None:
    one, copy = corpus("one"), corpus("copy")
    both = replace(
        one,
        pages=one.pages + copy.pages,
        articles=one.articles + copy.articles,
        mentions=one.mentions + copy.mentions,
        claims=one.claims + copy.claims,
    )
    assert assemble(both) == quads


def test_a_page_alone_gives_the_iris_that_it_gives_among_others(quads: tuple[Quad, ...]) -> None:
    whole = corpus()
    for page in whole.pages:
        alone = replace(
            whole,
            pages=(page,),
            articles=tuple(a for a in whole.articles if a.page == page.id),
            mentions=tuple(m for m in whole.mentions if m.page == page.id),
            claims=tuple(c for c in whole.claims if c.source.page == page.id),
        )
        own = {quad.subject for quad in quads if quad.graph_name.value == MINTER.page(page)}
        assert {quad.subject for quad in assemble(alone)} == own


def test_what_no_page_names_is_in_no_graph() -> None:
    assert assemble(replace(corpus(), articles=(), mentions=(), claims=(), pages=())) == ()


def test_the_hash_seed_does_not_matter() -> None:
    code = (
        "import hashlib; from resolutions import *; from kg.assemble import assemble\n"
        "lines = [str(q) for c in (corpus(), hostile_corpus()) for q in assemble(c)]\n"
        "print(hashlib.sha256('\\n'.join(lines).encode()).hexdigest())"
    )
    printed = set()
    for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("4711", "C")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "1"}
        here = Path(__file__).parent
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            cwd=here,
            capture_output=True,
            text=True,
            check=True,
        )
        printed.add(done.stdout)
    assert len(printed) == 1


def test_a_base_of_ones_own_moves_every_individual() -> None:
    quads = assemble(corpus(), "urn:example:")
    assert not [quad for quad in quads if "w3id.org/minsheng/id" in str(quad)]
    assert entity(QI).replace(MINTER.base, "urn:example:") in {quad.subject.value for quad in quads}


def test_a_word_that_nobody_defined_is_refused() -> None:
    whole = corpus()
    page = whole.pages[0]
    said = source(page, "祁连山")
    wrong = (
        (Fact(QI, "admires", BUREAU, said), "properties"),
        (Fact(QI, "participatesIn", MEETING, said, role="onlooker"), "values"),
    )
    for claim, kind in wrong:
        with pytest.raises(KnowledgeError, match=kind):
            assemble(replace(whole, claims=(claim,)))
    with pytest.raises(KnowledgeError, match="no class 'Dragon'"):
        assemble(
            replace(whole, entities=(replace(whole.entities[0], kinds=("Dragon",)), *whole.entities[1:]))
        )


@pytest.mark.parametrize(
    ("value", "lexical"),
    [
        (292000000.0, "292000000.0"),
        (0.0, "0.0"),
        (-0.0, "0.0"),
        (-3.5, "-3.5"),
        (0.1, "0.1"),
        (1e22, "10000000000000000000000.0"),
        (1.5e-7, "0.00000015"),
        (20000, "20000.0"),
    ],
)
def test_numbers_are_canonical_decimals(value: float, lexical: str) -> None:
    assert str(number(value)) == f'"{lexical}"^^<http://www.w3.org/2001/XMLSchema#decimal>'


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_their_value(value: float) -> None:
    assert float(number(value).value) == value


def test_what_is_no_finite_number_is_a_double() -> None:
    assert [number(v).value for v in (float("inf"), float("-inf"), float("nan"))] == ["INF", "-INF", "NaN"]


@pytest.mark.parametrize(
    ("value", "lexical", "datatype"),
    [
        ("2021", "2021", "gYear"),
        ("2021-01", "2021-01", "gYearMonth"),
        ("2021-01-15", "2021-01-15", "date"),
        ("2021-02-30", "2021-02", "gYearMonth"),
        ("2021-13", "2021", "gYear"),
        ("2021-00-10", "2021", "gYear"),
        ("去年", "去年", "string"),
        ("２０２１", "２０２１", "string"),
    ],
)
def test_dates_are_typed_by_their_length(value: str, lexical: str, datatype: str) -> None:
    assert iso(value) == Literal(lexical, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))


def test_a_date_in_no_calendar_does_not_stop_the_build() -> None:
    whole = corpus()
    dating = Dating(ESTATE, "builtIn", "1998-02-31", source(whole.pages[0], "1998年"))
    graph = Index(assemble(replace(whole, claims=(dating,))))
    assert graph.get(entity(ESTATE), KG + "builtIn") == {"1998-02"}
