"""The evaluation: by hand on a small invented page, and against the shared scorer where there is one."""

from __future__ import annotations

import copy
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.errors import InputError
from kg.evaluate import MEASURES, Rate, Scores, load_gold, render, score, total

GOLD_FILES = sorted((Path(__file__).parents[1] / "bench" / "data" / "pages").glob("*/*.json"))

PREFIXES = """
@prefix : <https://example.org/id/> .
@prefix kg: <https://w3id.org/minsheng/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix qudt: <http://qudt.org/schema/qudt/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

PAGE = "柳河区民政局局长钟远航说，柳河区养老院2019年建成，投资300万元。"

GOLD: dict[str, Any] = {
    "page": "invented",
    "entities": [
        {"id": "e1", "type": "Person", "name": "钟远航", "aliases": []},
        {"id": "e2", "type": "Agency", "name": "柳河区民政局", "aliases": ["区民政局"]},
        {"id": "e3", "type": "Area", "name": "柳河区", "aliases": ["全区"]},
        {"id": "e4", "type": "Organization", "name": "柳河区养老院", "aliases": []},
    ],
    "facts": [
        {"s": "e1", "p": "holdsPost", "o": "e2", "title": "局长", "quote": "民政局局长钟远航"},
        {"s": "e1", "p": "leads", "o": "e2", "quote": "民政局局长钟远航"},
        {"s": "e2", "p": "subOrganizationOf", "o": "e3", "quote": "柳河区民政局"},
        {"s": "e4", "p": "locatedIn", "o": "e3", "quote": "柳河区养老院"},
        {"s": "e2", "p": "cooperatesWith", "o": "e4", "quote": "……"},
        {"s": "e4", "p": "receives", "value": "“省级示范”称号", "quote": "……"},
    ],
    "measures": [
        {"s": "e4", "property": "investment", "value": 3000000, "unit": "CNY", "quote": "投资300万元"},
        {"s": "e4", "property": "other", "value": "若干", "unit": "count"},
    ],
    "dates": [{"s": "e4", "property": "builtIn", "value": "2019", "quote": "2019年建成"}],
}

WHOLE = """
:zhong a kg:Person, kg:Official ; rdfs:label "钟远航"@zh .
:mzj a kg:Agency ; rdfs:label "柳河区民政局"@zh ; skos:altLabel "区民政局"@zh ; kg:subOrganizationOf :liuhe .
:liuhe a kg:Area ; rdfs:label "柳河区"@zh .
:home a kg:Organization ; rdfs:label "柳河区养老院"@zh ; kg:locatedIn :liuhe ; kg:cooperatesWith :mzj ;
  kg:receives "省级示范称号"@zh ; kg:builtIn "2019"^^xsd:gYear .
:zhong kg:leads :mzj .
:post a org:Membership ; org:member :zhong ; org:organization :mzj ; kg:title "局长"@zh .
:sum a kg:Measure ; kg:measureOf :home ; kg:property kg:investment ; qudt:numericValue 3.0E6 .
"""

EVIDENCE = """
:s1 a rdf:Statement ; rdf:subject :post ; rdf:predicate org:member ; rdf:object :zhong ;
  prov:wasDerivedFrom :r1 .
:r1 a oa:SpecificResource ; oa:hasSelector :p1, :q1 .
:p1 a oa:TextPositionSelector ; oa:start 3 ; oa:end 11 .
:q1 a oa:TextQuoteSelector ; oa:exact "民政局局长钟远航" .
"""


def quads(turtle: str) -> list[Quad]:
    return list(parse(PREFIXES + turtle, format=RdfFormat.TURTLE))


def f1(scores: Scores) -> dict[str, float]:
    return {name: round(rate.f1, 4) for name, rate in scores.rates().items()}


def test_a_graph_that_says_all_is_perfect() -> None:
    scores = score(GOLD, quads(WHOLE))
    assert set(f1(scores).values()) == {1.0}
    assert all(not m.missed and not m.extra for m in scores.misses.values())


def test_an_empty_graph_scores_nothing_and_names_everything_missed() -> None:
    scores = score(GOLD, [], page=PAGE)
    assert set(f1(scores).values()) == {0.0}
    assert scores.misses["entities"].missed == (
        "Person 钟远航",
        "Agency 柳河区民政局",
        "Area 柳河区",
        "Organization 柳河区养老院",
    )
    assert scores.misses["posts"].missed == ("?钟远航 | holdsPost 局长 | ?柳河区民政局  «民政局局长钟远航»",)


#: What is changed in the whole graph, and the rates (right, found, gold) that must follow.
CHANGES = [
    (
        "another class that readers confuse",
        (":home a kg:Organization", ":home a kg:Place"),
        "entities",
        (4, 4, 4),
    ),
    (
        "another class that they do not",
        (":home a kg:Organization", ":home a kg:Document"),
        "entities",
        (3, 4, 4),
    ),
    (
        "a label that is an alias",
        ('"柳河区民政局"@zh ; skos:altLabel "区民政局"@zh', '"区民政局"@zh'),
        "canonical",
        (3, 4, 4),
    ),
    (
        "an alias still answers",
        ('"柳河区民政局"@zh ; skos:altLabel', '"局"@zh ; skos:altLabel'),
        "core",
        (4, 4, 4),
    ),
    ("a post of another title", ('kg:title "局长"', 'kg:title "副局长"'), "posts", (0, 1, 1)),
    (
        "a post with two titles",
        ('kg:title "局长"@zh', 'kg:title "局长"@zh, "党组书记"@zh'),
        "posts",
        (1, 2, 1),
    ),
    ("a post without a body", ("; org:organization :mzj", ""), "posts", (0, 0, 1)),
    (
        "a symmetric fact both ways",
        (":zhong kg:leads", ":mzj kg:cooperatesWith :home . :zhong kg:leads"),
        "wide",
        (2, 2, 2),
    ),
    (
        "a measure of another property",
        ("kg:property kg:investment", "kg:property kg:revenue"),
        "measures",
        (0, 1, 1),
    ),
    ("a value is a value of whatever", (":measureOf :home", ":measureOf :liuhe"), "values", (1, 1, 1)),
    ("a measure of another entity", (":measureOf :home", ":measureOf :liuhe"), "measures", (0, 1, 1)),
    (
        "a date more precise than the gold",
        ('"2019"^^xsd:gYear', '"2019-05"^^xsd:gYearMonth'),
        "dates",
        (0, 1, 1),
    ),
]


@pytest.mark.parametrize(
    ("change", "measure", "counts"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_a_change_costs_what_it_should(
    change: tuple[str, str], measure: str, counts: tuple[int, int, int]
) -> None:
    old, new = change
    assert old in WHOLE
    rate = getattr(score(GOLD, quads(WHOLE.replace(old, new))), measure)
    assert (rate.right, rate.found, rate.gold) == counts


def test_two_nodes_of_one_name_answer_once() -> None:
    scores = score(GOLD, quads(WHOLE + ':twin a kg:Person ; rdfs:label "钟远航"@zh .'))
    assert (scores.entities.right, scores.entities.found) == (4, 5)
    assert scores.misses["entities"].extra == ("Person 钟远航",)


def test_extra_facts_are_shown_with_their_words() -> None:
    turtle = WHOLE.replace('"局长"', '"副局长"') + EVIDENCE
    misses = score(GOLD, quads(turtle)).misses["posts"]
    assert misses.extra == ("钟远航 | holdsPost 副局长 | 柳河区民政局  «民政局局长钟远航»",)


def test_evidence_counts_exact_quotes_and_facts_with_a_statement() -> None:
    rate = score(GOLD, quads(WHOLE + EVIDENCE), PAGE).evidence
    assert rate is not None
    assert (rate.right, rate.found, rate.answered, rate.gold) == (1, 1, 1, 8)


def test_evidence_that_stands_elsewhere_is_wrong() -> None:
    scores = score(GOLD, quads(WHOLE + EVIDENCE), "前" + PAGE)
    assert scores.evidence is not None
    assert scores.evidence.precision == 0.0
    assert scores.misses["evidence"].extra == ("3…11 民政局局长钟远航",)
    assert len(scores.misses["evidence"].missed) == 7


def test_named_graphs_count_once() -> None:
    triples = quads(WHOLE)
    two = [
        Quad(q.subject, q.predicate, q.object, NamedNode(f"https://example.org/{g}"))
        for q in triples
        for g in "ab"
    ]
    assert f1(score(GOLD, two)) == f1(score(GOLD, triples))


def test_triples_do_as_well_as_quads() -> None:
    assert f1(score(GOLD, [q.triple for q in quads(WHOLE)])) == f1(score(GOLD, quads(WHOLE)))


def test_a_measure_that_is_no_number_is_an_error() -> None:
    broken = WHOLE.replace("qudt:numericValue 3.0E6", 'qudt:numericValue "三百万"')
    with pytest.raises(InputError, match=r"id/sum: the value '三百万' .* kg validate"):
        score(GOLD, quads(broken))


MALFORMED = [
    ("entities", None, r"entities: a list is wanted"),
    ("entities.0", "钟远航", r"entities\[0\]: an object is wanted"),
    ("entities.0.type", "Human", r"entities\[0\]\.type: 'Human' is not known; one of Person"),
    ("entities.1.id", "e1", r"entities: an id is given twice"),
    ("entities.1.name", " ", r"entities\[1\]\.name: is empty"),
    ("entities.1.aliases", "区民政局", r"entities\[1\]\.aliases: a list of texts"),
    ("facts.0.s", "e9", r"facts\[0\]\.s: no entity has the id 'e9'"),
    ("facts.0.p", "likes", r"facts\[0\]\.p: 'likes' is not known"),
    ("facts.5.value", 7, r"facts\[5\]\.value: text is wanted, not 7"),
    ("facts.0.title", 1, r"facts\[0\]\.title: text is wanted"),
    ("measures.0.property", None, r"measures\[0\]\.property: text is wanted, not null"),
    ("dates.0.property", "bornOn", r"dates\[0\]\.property: 'bornOn' is not known"),
    ("dates.0.value", 2019, r"dates\[0\]\.value: text is wanted, not 2019"),
]


@pytest.mark.parametrize(("key", "value", "message"), MALFORMED, ids=[m[0] for m in MALFORMED])
def test_malformed_gold_is_named_with_file_key_and_reason(
    tmp_path: Path, key: str, value: object, message: str
) -> None:
    gold: Any = copy.deepcopy(GOLD)
    *path, last = [int(part) if part.isdigit() else part for part in key.split(".")]
    inner = gold
    for part in path:
        inner = inner[part]
    inner[last] = value
    file = tmp_path / "gold.json"
    file.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.json: " + message):
        load_gold(file)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not JSON in UTF-8"),
        (b"[]", "holds a list"),
        (None, "cannot be read"),
    ],
    ids=["cut short", "not UTF-8", "a list", "absent"],
)
def test_unreadable_gold_is_named_with_its_reason(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    file = tmp_path / "gold.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match=message):
        load_gold(file)


def test_good_gold_is_returned_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "gold.json"
    file.write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    assert load_gold(file) == GOLD


def test_a_table_of_all_rates_with_the_misses_on_request() -> None:
    scores = score(GOLD, quads(WHOLE.replace('"局长"', '"副局长"')), PAGE)
    table = render(scores, errors=False)
    assert [line.split()[0] for line in table.splitlines()[1:]] == list(MEASURES)
    assert "posts       0.000  0.000  0.000      1      1" in table
    assert "副局长" not in table
    assert "posts extra (1)\n  钟远航 | holdsPost 副局长 | 柳河区民政局" in render(scores)


def test_totals_weigh_pages_alike_or_facts_alike() -> None:
    good, bad = score(GOLD, quads(WHOLE)), score(GOLD, [])
    both = total([good, bad])
    assert (both.pages, both.macro.entities.f1, both.micro.entities.recall) == (2, 0.5, 0.5)
    assert both.macro.entities.precision == 0.5
    assert both.micro.entities.precision == 1.0
    assert (both.micro.core.found, both.micro.core.gold) == (4, 8)


def test_a_total_of_no_page_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        total([])


# -- against the shared scorer

SHARED = Path(__file__).resolve().parents[2] / "shared" / "gold" / "score.py"


@pytest.fixture(scope="module")
def peer() -> ModuleType:
    if not SHARED.is_file():
        pytest.skip("no ../shared/gold/score.py beside the project")
    spec = importlib.util.spec_from_file_location("shared_score", SHARED)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def assert_agrees(peer: ModuleType, gold: dict[str, Any], triples: list[Quad], file: Path, page: str) -> None:
    serialize([q.triple for q in triples], str(file), format=RdfFormat.TURTLE)
    theirs, errors = peer.score(gold, str(file), page)
    ours = score(gold, triples, page)
    assert ours.evidence is not None
    assert round(ours.canonical.recall, 4) == theirs.pop("canonical")
    evidence = theirs.pop("evidence")
    assert (ours.evidence.right, ours.evidence.found) == (evidence["exact"], evidence["selectors"])
    for name, rate in theirs.items():
        mine: Rate = getattr(ours, name)
        numbers = {
            "p": mine.precision,
            "r": mine.recall,
            "f1": mine.f1,
            "pred": mine.found,
            "gold": mine.gold,
        }
        assert {k: round(v, 4) for k, v in numbers.items()} == rate, name
        assert bool(errors[f"{name} missed"]) == bool(ours.misses[name].missed), name
        assert bool(errors[f"{name} extra"]) == bool(ours.misses[name].extra), name


@pytest.mark.shared
@pytest.mark.parametrize(
    "change", [("", "")] + [c[1] for c in CHANGES], ids=["whole"] + [c[0] for c in CHANGES]
)
def test_same_numbers_as_the_shared_scorer(peer: ModuleType, tmp_path: Path, change: tuple[str, str]) -> None:
    graph = quads(WHOLE.replace(*change) + EVIDENCE)
    assert_agrees(peer, GOLD, graph, tmp_path / "graph.ttl", PAGE)


KINDS = [
    "Person",
    "Agency",
    "Organization",
    "Area",
    "Community",
    "Place",
    "Project",
    "Event",
    "Method",
    "Document",
]
RELATIONS = [
    "holdsPost",
    "leads",
    "locatedIn",
    "funds",
    "targets",
    "cooperatesWith",
    "receives",
    "participatesIn",
]
NAMES = ["柳河区", "柳河 区", "“柳河区”", "民政局", "区民政局", "养老院", "ＡＢ", "ab", "甲", "乙"]
names = st.sampled_from(NAMES)
entity = st.tuples(st.sampled_from(KINDS), names, st.lists(names, max_size=2))
statement = st.tuples(st.sampled_from(RELATIONS), st.integers(0, 4), st.integers(0, 4), names)
number = st.tuples(
    st.sampled_from(["investment", "households"]), st.integers(0, 4), st.sampled_from([1, 2.5, 3e6])
)
day = st.tuples(
    st.sampled_from(["builtIn", "heldOn"]),
    st.integers(0, 4),
    st.sampled_from(["2019", "2021-01", "2021-01-05"]),
)
world = st.tuples(
    st.lists(entity, min_size=5, max_size=7),
    st.lists(statement, max_size=12),
    st.lists(number, max_size=4),
    st.lists(day, max_size=4),
)


def as_gold(entities: Any, facts: Any, numbers: Any, days: Any) -> dict[str, Any]:
    def fact(p: str, s: int, o: int, words: str) -> dict[str, Any]:
        end = {"value": words} if p == "receives" else {"o": f"e{o}"}
        return {"s": f"e{s}", "p": p, **end} | ({"title": words} if p == "holdsPost" else {})

    return {
        "page": "generated",
        "entities": [
            {"id": f"e{i}", "type": kind, "name": name, "aliases": aliases}
            for i, (kind, name, aliases) in enumerate(entities)
        ],
        "facts": [fact(*f) for f in facts],
        "measures": [{"s": f"e{s}", "property": p, "value": v, "unit": "count"} for p, s, v in numbers],
        "dates": [{"s": f"e{s}", "property": p, "value": v} for p, s, v in days],
    }


def as_graph(entities: Any, facts: Any, numbers: Any, days: Any) -> list[Quad]:
    lines = []
    for i, (kind, name, aliases) in enumerate(entities):
        lines.append(f':n{i} a kg:{kind} ; rdfs:label "{name}"@zh .')
        lines += [f':n{i} skos:altLabel "{alias}"@zh .' for alias in aliases]
    for i, (p, s, o, words) in enumerate(facts):
        if p == "holdsPost":
            lines.append(f":m{i} a org:Membership ; org:member :n{s} ; org:organization :n{o} .")
            lines.append(f':m{i} kg:title "{words}"@zh .')
        else:
            lines.append(f":n{s} kg:{p} " + (f'"{words}"@zh .' if p == "receives" else f":n{o} ."))
    for i, (p, s, v) in enumerate(numbers):
        lines.append(
            f":v{i} a kg:Measure ; kg:measureOf :n{s} ; kg:property kg:{p} ; qudt:numericValue {float(v)!r} ."
        )
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    lines += [f':n{s} kg:{p} "{v}"^^xsd:{kinds[len(v)]} .' for p, s, v in days]
    return quads("\n".join(lines))


@pytest.mark.shared
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gold=world, graph=world, same=st.booleans())
def test_same_numbers_as_the_shared_scorer_on_any_graph(
    peer: ModuleType, tmp_path: Path, gold: Any, graph: Any, same: bool
) -> None:
    # Half of the graphs hold the gold's own entities, so that facts and not only names are compared.
    said = (gold[0], *graph[1:]) if same else graph
    assert_agrees(peer, as_gold(*gold), as_graph(*said), tmp_path / "graph.ttl", "")


@settings(max_examples=100, deadline=None)
@given(world=world)
def test_a_world_scored_against_itself_is_whole_where_names_are_unique(world: Any) -> None:
    entities: list[Any] = [(kind, f"{name}{i}", []) for i, (kind, name, _) in enumerate(world[0])]
    scores = score(as_gold(entities, *world[1:]), as_graph(entities, *world[1:]))
    assert all(rate.right == rate.found == rate.gold for rate in scores.rates().values())


@settings(max_examples=50, deadline=None)
@given(world=world, order=st.randoms(use_true_random=False))
def test_the_order_of_the_triples_is_of_no_account(world: Any, order: Any) -> None:
    triples = as_graph(*world)
    shuffled = list(triples)
    order.shuffle(shuffled)
    assert score(as_gold(*world), shuffled) == score(as_gold(*world), triples)


def test_literals_are_compared_without_marks_and_width() -> None:
    honour = Triple(
        NamedNode("https://example.org/id/home"),
        NamedNode("https://w3id.org/minsheng/ontology#receives"),
        Literal("「省级示范」 称号", language="zh"),
    )
    plain = WHOLE.replace('kg:receives "省级示范称号"@zh ;', "")
    scores = score(GOLD, [*(q.triple for q in quads(plain)), honour])
    assert scores.wide.f1 == 1.0


@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.stem)
def test_annotated_pages_quote_their_page(path: Path) -> None:
    gold, page = load_gold(path), path.with_suffix(".txt").read_text(encoding="utf-8")
    records = [record for key in ("entities", "facts", "measures", "dates") for record in gold[key]]
    assert gold["page"] == path.stem and len(records) > (20 if "-" in path.stem else 100)
    assert [record["quote"] for record in records if record["quote"] not in page] == []


def test_annotated_pages_are_there() -> None:
    assert {path.parent.name for path in GOLD_FILES} == {"open", "held"}
