"""Why the graph says something, and how much it says."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.census import census_of
from kg.errors import QueryError
from kg.query import explain, statistics

GRAPH = Path(__file__).parent / "data" / "query" / "graph.ttl"
BASE = "https://example.org/id/"


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    return list(ox.parse(path=GRAPH))


NAMES = [
    ("柳岸小区", ["c2"]),
    ("区民生局", ["a1"]),
    (BASE + "c2", ["c2"]),
    ("柳岸", ["c2"]),  # another name of one, part of the name of three
]


@pytest.mark.parametrize(("what", "found"), NAMES)
def test_an_entity_is_found_by_any_of_its_names(quads: list[ox.Quad], what: str, found: list[str]) -> None:
    assert [one.iri for one in explain(what, quads)] == [BASE + local for local in found]


def test_an_entity_tells_its_names_classes_posts_measures_and_dates(quads: list[ox.Quad]) -> None:
    (agency,) = explain("云岭区民生事务局", quads)
    assert (agency.name, agency.aliases, agency.classes) == (
        "云岭区民生事务局",
        ("区民生局",),
        ("kg:Agency",),
    )
    said = {(f.kind, f.subject, f.predicate, f.object) for f in agency.findings}
    assert ("post", "柳大川", "holdsPost", "云岭区民生事务局 局长 (attested 2021-03-04, 2021-03-20)") in said
    former = "云岭区民生事务局 局长 (former; since 2016-05; until 2018; attested 2019-01-01)"
    assert ("post", "米高远", "holdsPost", former) in said
    assert ("fact", "柳大川", "leads", "云岭区民生事务局") in said
    assert ("fact", "云岭区民生事务局", "subOrganizationOf", "远山市云岭区") in said
    assert ("fact", "云岭区民生事务局", "foundedIn", "2010") in said
    (work,) = explain("柳岸小区改造", quads)
    assert ("measure", "柳岸小区改造", "investment", "12000000.0 CNY (约1200万元)") in {
        (f.kind, f.subject, f.predicate, f.object) for f in work.findings
    }


def test_every_finding_has_its_words(quads: list[ox.Quad]) -> None:
    (work,) = explain("柳岸小区改造", quads)
    for finding in work.findings:
        for source in finding.evidence:
            assert (
                source.quote and source.page == "云岭日报-2021-03-04" and source.article == "小区新颜暖人心"
            )
            assert source.start is not None and source.end == source.start + len(source.quote)
            assert (source.rule, source.confidence) == ("relations/invented", 0.95)
            assert (source.before, source.after) == ("记者了解到，", "。")
    assert [len(finding.evidence) for finding in work.findings] == [1] * len(work.findings)


def test_a_role_or_a_plan_is_noted(quads: list[ox.Quad]) -> None:
    notes = {
        (finding.predicate, finding.object): source.notes
        for what in ("柳大川", "云岭区民生事务局")
        for one in explain(what, quads)
        for finding in one.findings
        for source in finding.evidence
    }
    assert notes["participatesIn", "云岭区民生工作推进会"] in (("chair",), ())
    assert notes["implements", "云岭暖冬行动"] == ("planned",)


FACTS = [
    ("柳大川 leads", [("柳大川", "leads", "云岭区民生事务局")]),
    ("柳大川 kg:leads 云岭区民生事务局", [("柳大川", "leads", "云岭区民生事务局")]),
    (BASE + "statement/1", [("柳大川", "leads", "云岭区民生事务局")]),
    (BASE + "membership/3", [("米高远", "holdsPost", "中共云岭区委 书记 (attested 2021-03-04)")]),
    (BASE + "measure/2", [("柳岸小区", "households", "480 NUM (480户)")]),
]


@pytest.mark.parametrize(("what", "said"), FACTS)
def test_a_single_fact_is_explained(quads: list[ox.Quad], what: str, said: list[tuple[str, ...]]) -> None:
    (one,) = explain(what, quads)
    assert [(f.subject, f.predicate, f.object) for f in one.findings] == said
    assert all(finding.evidence for finding in one.findings)


UNKNOWN = [
    ("柳大", "near to it: 柳大川"),
    ("无名氏某某", "kg stats"),
    ("柳大川 funds", "kg stats|near to it"),
]


@pytest.mark.parametrize(("what", "hint"), UNKNOWN)
def test_an_unknown_name_is_told_with_what_is_near(quads: list[ox.Quad], what: str, hint: str) -> None:
    with pytest.raises(QueryError, match=hint):
        explain(what, quads)


def test_namesakes_are_both_told(quads: list[ox.Quad]) -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    other = ox.Quad(ox.NamedNode(BASE + "x"), label, ox.Literal("柳大川", language="zh"))
    assert [one.iri for one in explain("柳大川", [*quads, other])] == [BASE + "p1", BASE + "x"]


def test_statistics_count_what_is_there(quads: list[ox.Quad]) -> None:
    counts = statistics(census_of(quads), top=2)
    assert (counts.triples, counts.pages, counts.articles, counts.entities) == (len(set(quads)), 1, 1, 22)
    assert counts.classes["kg:Person"] == 5 and counts.predicates["kg:leads"] == 3
    assert counts.statements == 48 and counts.evidence == 47
    assert counts.top_bodies == (("云岭区民生事务局", 14), ("中共云岭区委", 4))
    assert list(counts.classes.values()) == sorted(counts.classes.values(), reverse=True)


def test_a_triple_in_two_named_graphs_counts_once(quads: list[ox.Quad]) -> None:
    twice = [ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode("http://x/2")) for q in quads]
    assert statistics(census_of([*quads, *twice])) == statistics(census_of(quads))


def test_an_empty_graph_counts_nothing() -> None:
    counts = statistics(census_of([]))
    assert (counts.triples, counts.entities, counts.classes, counts.top_bodies) == (0, 0, {}, ())


@pytest.mark.parametrize("what", ["云岭区民生事务局", "https://example.org/id/a9", "a9"])
def test_whom_an_entity_was_taken_for_is_told(quads: list[ox.Quad], what: str) -> None:
    if what == "a9":
        with pytest.raises(QueryError):
            explain(what, quads)
        return
    (found,) = explain(what, quads)
    assert found.name == "云岭区民生事务局" and found.stands_for == ("https://example.org/id/a9",)
    (decision,) = found.decisions
    assert (decision.verdict, decision.score, decision.left, decision.right) == ("same", 0.97, "a1", "a9")
    assert decision.reasons == ("both are called 民生事务局 (+8.0)",)
