"""The named queries: each answers, is titled in both languages, and uses only words of the vocabulary."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal

from kg.errors import KnowledgeError, QueryError
from kg.knowledge.locate import ontology_dir
from kg.knowledge.ontology import KG, ontology
from kg.knowledge.queries import NamedQuery, Parameter, named_queries
from kg.query import bind, find, run

ROOT = Path(__file__).resolve().parents[1]
GRAPH = Path(__file__).parent / "data" / "query" / "graph.ttl"
NAMES = sorted(path.stem for path in (ontology_dir() / "queries").glob("*.rq"))


@cache
def sample() -> rdflib.Graph:
    return rdflib.Graph().parse(GRAPH)


@cache
def vocabulary() -> set[str]:
    """Local names of all terms that the ontology file describes."""
    graph = rdflib.Graph().parse(ontology_dir() / "minsheng.ttl")
    return {str(s).removeprefix(KG) for s in graph.subjects() if str(s).startswith(KG)}


def test_there_are_enough() -> None:
    assert len(NAMES) >= 22
    assert list(named_queries()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_answers(name: str) -> None:
    sparql, title = find(name)
    table = run(sparql, GRAPH, title=title)
    assert len(table) > 0
    assert all(any(row) for row in table.texts())


@pytest.mark.parametrize("name", NAMES)
def test_another_engine_gives_the_same_number_of_rows(name: str) -> None:
    sparql, _ = find(name)
    assert len(list(sample().query(sparql))) == len(run(sparql, GRAPH))


@pytest.mark.parametrize("name", NAMES)
def test_it_is_titled_in_both_languages(name: str) -> None:
    query = named_queries()[name]
    assert re.search(r"[\u4e00-\u9fff]", query.title_zh)
    assert re.search(r"[A-Za-z]", query.title_en) and query.title_en.isascii()


@pytest.mark.parametrize("name", NAMES)
def test_its_words_are_in_the_vocabulary(name: str) -> None:
    used = set(re.findall(r"\bkg:(\w+)", named_queries()[name].sparql))
    assert used - vocabulary() == set()


@pytest.mark.parametrize("name", NAMES)
def test_it_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")


def test_the_sample_graph_has_every_class_and_relation() -> None:
    """Otherwise the tests above would not see a query that no longer fits."""
    classes = {str(c).removeprefix(KG) for c in sample().objects(None, rdflib.RDF.type)}
    predicates = {str(p).removeprefix(KG) for p in sample().predicates()}
    assert set(ontology().entity_classes) - classes == set()
    assert {term.name for term in (*ontology().facts, *ontology().dates)} - predicates == set()


PARAMETERS = [
    ("persons-of-body", {"body": "区委"}, [("中共云岭区委", "米高远", "书记", "false")]),
    (
        "posts-of-person",
        {"person": "小溪"},
        [
            (
                "柳小溪",
                "局长",
                "云岭区民生事务局",
                "",
                "",
                "",
                "false",
                "2021-03-20",
                "2021-03-20",
                "2021-03-20",
            )
        ],
    ),
    (
        "holders-of-post",
        {"body": "云岭区", "title": "局长"},
        [
            (
                "云岭区民生事务局 局长",
                "米高远",
                "局长",
                "2016-05",
                "2018",
                "true",
                "2019-01-01",
                "2019-01-01",
                "2016-05",
            ),
            (
                "云岭区民生事务局 局长",
                "柳大川",
                "局长",
                "",
                "",
                "false",
                "2021-03-04",
                "2021-03-20",
                "2021-03-04",
            ),
            (
                "云岭区民生事务局 局长",
                "柳小溪",
                "局长",
                "",
                "",
                "false",
                "2021-03-20",
                "2021-03-20",
                "2021-03-20",
            ),
        ],
    ),
    ("tenures", {"about": "柳"}, []),
    ("officials", {"in": "没有的地方"}, []),
    ("low-confidence", {"below": "0.5"}, []),
    ("renewals", {"word": "重建"}, []),
    ("projects-by-investment", {"least": "12000001"}, []),
    ("names", {"form": "区民生局"}, [("云岭区民生事务局", "区民生局")]),
]


@pytest.mark.parametrize(("name", "params", "rows"), PARAMETERS, ids=[p[0] for p in PARAMETERS])
def test_a_parameter_narrows_the_answer(
    name: str, params: dict[str, str], rows: list[tuple[str, ...]]
) -> None:
    assert list(run(find(name, params)[0], GRAPH).texts()) == rows


#: Queries with a parameter that is a part of a name, a whole name that the graph has, and one that others contain.
WHOLE = [
    ("facts-with-sentence", "about", "柳岸小区", "柳岸"),
    ("holders-of-post", "body", "云岭区民生事务局", "民生事务局"),
    ("located-in", "place", "远山市云岭区", "云岭区"),
    ("measures", "about", "柳岸小区改造", "柳岸"),
    ("officials", "in", "云岭区民生事务局", "云岭区"),
    ("participants", "name", "云岭区民生工作推进会", "推进会"),
    ("persons-of-body", "body", "云岭区民生事务局", "云岭区"),
    ("posts-of-person", "person", "柳大川", "柳"),
]


def test_every_part_of_a_name_is_asked_for() -> None:
    asked = [
        (query.name, each.name)
        for query in named_queries().values()
        for each in query.parameters
        if each.names
    ]
    assert asked == [case[:2] for case in WHOLE]


@pytest.mark.parametrize(("name", "parameter", "whole", "part"), WHOLE, ids=[case[0] for case in WHOLE])
def test_a_whole_name_is_no_part_of_others(name: str, parameter: str, whole: str, part: str) -> None:
    def rows(value: str) -> list[tuple[str, ...]]:
        return list(run(find(name, {parameter: value})[0], GRAPH).texts())

    asked = rows(f"={whole}")
    assert asked and set(asked) <= set(rows(whole)) <= set(rows(part))
    assert rows(f"={part}") == []


HOSTILE = [
    '" } INSERT { ?s',
    "\\",
    'a"} #',
    "\\u0022",
    "line\nbreak",
    "\\1\\g<0>",
    "{}",
    "''' \"\"\"",
    "\u2028\0",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_parameter_is_never_syntax(value: str) -> None:
    asking = NamedQuery("x", "", "", "", (Parameter("x", "", '""'),), 'SELECT ?x { VALUES ?x { "" } }')
    assert run(bind(asking, {"x": value}), []).rows == ((Literal(value),),)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_whole_name_is_never_syntax(value: str) -> None:
    parameter = Parameter("x", "", '""', names="y")
    asking = NamedQuery("x", "", "", "", (parameter,), 'SELECT ?x ?y { VALUES ?x { "" } }')
    found = run(bind(asking, {"x": f"={value}"}), []).rows
    assert found == ((Literal(""), Literal(value, language="zh")), (Literal(""), Literal(value)))


WRONG = [
    ("officers", None, "did you mean officials?"),
    ("officials", {"body": "x"}, "it has in"),
    ("areas", {"body": "x"}, "it has none"),
    ("low-confidence", {"below": "0.5 } DROP"}, "is a number"),
    ("SELECT * { ?s ?p ?o }", {"body": "x"}, "only named queries have parameters"),
    ("@nowhere.rq", None, "cannot be read"),
]


@pytest.mark.parametrize(("what", "params", "reason"), WRONG)
def test_what_cannot_be_meant_is_told(what: str, params: dict[str, str] | None, reason: str) -> None:
    with pytest.raises(QueryError, match=re.escape(reason)):
        find(what, params)


def test_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("\ufeffASK { ?s kg:leads ?o }", encoding="utf-8")
    assert run(find(f"@{file}")[0], GRAPH)


HEAD = "# title-zh: 问\n# title-en: Ask\n# description: d\n"
BROKEN = [
    ("# title-zh: 问\n# description: d\nASK {}", "lacks '# title-en: …'"),
    (HEAD + "# param: x: narrows\nASK { }", "line 4: write"),
    (HEAD + '# param: x\nASK { VALUES ?x { "" } }', "line 4: write"),
    (HEAD + '# param: x: part\n# name: y: ?z\nASK { VALUES ?x { "" } }', "line 5: write"),
    (HEAD + "# name: x: ?y\nASK { }", "line 4: write"),
    (HEAD + '# param: x: twice\nASK { VALUES ?x { "" } VALUES ?x { "" } }', "line 4: write"),
]


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_a_file_with_a_wrong_head_is_named(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "wrong.rq").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=re.escape(reason)) as caught:
        named_queries(tmp_path)
    assert "wrong.rq" in str(caught.value)
