"""What the graph says in Neo4j, in FollowTheMoney and in a Wikibase."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from resolutions import BUREAU, ENTITIES, ESTATE, GROUP, QI, RENEWAL, corpus, hostile_corpus

from kg.assemble import DEFAULT_BASE, assemble
from kg.cli import main
from kg.errors import ExportError, KnowledgeError
from kg.export import FORMATS, export, load
from kg.export.ftm import ftm, ftm_id
from kg.export.neo4j import neo4j
from kg.export.quickstatements import quickstatements, text, time
from kg.knowledge.mappings import ftm_mapping, wikibase_mapping
from kg.knowledge.ontology import ontology

QUADS = assemble(corpus())
GRAPH = Path(__file__).parent / "data" / "query" / "graph.ttl"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"


def iri(key: str) -> str:
    return DEFAULT_BASE + key


# -- Neo4j


def tables(quads: tuple[Quad, ...] = QUADS) -> dict[str, list[dict[str, str]]]:
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))
        for name, data in neo4j(quads).items()
        if name.endswith(".csv")
    }


def test_every_entity_is_a_node_with_its_labels() -> None:
    rows = {row["iri:ID"]: row for row in tables()["entities"]}
    assert {row["label"] for row in rows.values()} == {entity.name for entity in ENTITIES}
    assert rows[iri(QI)][":LABEL"] == "Resource;Entity;Official;Person"
    assert rows[iri(BUREAU)]["aliases:string[]"] == "云溪区住建局;区住建局"


def test_a_fact_is_a_relationship_and_knows_its_evidence() -> None:
    found = tables()
    facts = {(row[":START_ID"], row[":TYPE"], row[":END_ID"]): row for row in found["facts"]}
    post = facts[iri(QI), "holdsPost", iri(BUREAU)]
    assert (post["title"], post["former:boolean"], post["attested:string[]"]) == (
        "局长", "false", "2021-01-15;2021-03"
    )  # fmt: skip
    assert post["confidence:double"] == "0.9" and post["quote"] == "云溪区住建局局长祁连山"
    links = {(row[":START_ID"], row[":TYPE"]): row[":END_ID"] for row in found["links"]}
    evidence = [row for row in found["evidence"] if row["predicate"] == "investment"]
    assert {row["quote"] for row in evidence} == {"枫林苑小区翻修花去资金2.92亿元", "29200万元"}
    values = {row["iri:ID"]: row for row in found["values"]}
    for row in evidence:
        assert links[row["iri:ID"], "SUBJECT"] == iri(RENEWAL)
        assert values[links[row["iri:ID"], "OBJECT"]]["value"] == "292000000.0"
        page = links[row["iri:ID"], "ON_PAGE"]
        assert links[links[row["iri:ID"], "IN_ARTICLE"], "PART_OF"] == page
    denied = [row for row in found["evidence"] if row["status"] == "denied"]
    assert [row["predicate"] for row in denied] == ["participatesIn"]
    assert (iri(BUREAU), "participatesIn", iri("Event/云溪区民生工作会议")) not in facts


@pytest.mark.parametrize("quads", [QUADS, assemble(hostile_corpus())], ids=["plain", "hostile"])
def test_every_relationship_has_both_its_nodes(quads: tuple[Quad, ...]) -> None:
    found = tables(quads)
    ids = [row["iri:ID"] for kind in ("entities", "sources", "values", "evidence") for row in found[kind]]
    assert len(set(ids)) == len(ids)
    ends = {
        row[end] for kind in ("facts", "links") for row in found[kind] for end in (":START_ID", ":END_ID")
    }
    assert ends <= set(ids)


def test_the_headers_are_what_neo4j_admin_reads() -> None:
    """``name:type``, with types of Neo4j; one id a node, two ends and a type a relationship."""
    types = {"", "ID", "LABEL", "START_ID", "END_ID", "TYPE", "string[]", "boolean", "int", "double"}
    for kind, rows in tables().items():
        heads = [head.partition(":")[::2] for head in rows[0]]
        assert {type_ for _, type_ in heads} <= types, kind
        special = sorted(type_ for _, type_ in heads if type_.isupper())
        assert special == (["END_ID", "START_ID", "TYPE"] if kind in ("facts", "links") else ["ID", "LABEL"])


def test_the_arguments_name_every_file() -> None:
    files = neo4j(QUADS)
    lines = files["import.args"].decode().splitlines()
    named = {line.partition("=")[2] for line in lines if line.startswith(("--nodes", "--relationships"))}
    assert named == {name for name in files if name.endswith(".csv")}
    assert "--array-delimiter=U+003B" in lines and "--multiline-fields=true" in lines


def test_the_delimiter_is_in_no_name() -> None:
    other = Quad(NamedNode(iri(BUREAU)), NamedNode(ALIAS), Literal("a;b|c", language="zh"))
    args = neo4j((*QUADS, other))["import.args"].decode()
    assert "--array-delimiter=U+001F" in args
    every = "".join((";|\x1c\x1d\x1e\x1f", *map(chr, range(0xE000, 0xE100))))
    with pytest.raises(ExportError, match="every character"):
        neo4j((*QUADS, Quad(NamedNode(iri(BUREAU)), NamedNode(ALIAS), Literal(every, language="zh"))))


@pytest.mark.parametrize("quads", [QUADS, assemble(hostile_corpus())], ids=["plain", "hostile"])
def test_the_script_is_cypher(quads: tuple[Quad, ...]) -> None:
    pytest.importorskip("antlr4_cypher", reason="needs antlr4-cypher: pip install '.[dev]'")
    from antlr4 import CommonTokenStream, InputStream
    from antlr4_cypher import CypherLexer, CypherParser

    head, *statements = neo4j(quads)["load.cypher"].decode().split(";\n")
    # Constraints are Neo4j's own, and in no grammar of openCypher.
    assert head.startswith("CREATE CONSTRAINT minsheng_iri IF NOT EXISTS FOR (n:Resource)")
    for statement in filter(None, statements):
        parser = CypherParser(CommonTokenStream(CypherLexer(InputStream(statement + ";"))))
        parser.script()
        assert parser.getNumberOfSyntaxErrors() == 0, statement[:200]


def test_both_ways_load_the_same() -> None:
    """As many rows in the script as in the tables, with the same ids."""
    script = neo4j(QUADS)["load.cypher"].decode()
    found = tables()
    nodes = re.findall(r"^\{`iri`: '([^']*)'", script, re.MULTILINE)
    ids = [row["iri:ID"] for kind in ("entities", "sources", "values", "evidence") for row in found[kind]]
    assert sorted(nodes) == sorted(ids)
    ties = re.findall(r"^\{a: '([^']*)', b: '([^']*)'", script, re.MULTILINE)
    ends = [(row[":START_ID"], row[":END_ID"]) for kind in ("facts", "links") for row in found[kind]]
    assert sorted(ties) == sorted(ends)


# -- FollowTheMoney

FTM = pytest.mark.skipif(
    find_spec("followthemoney") is None,
    reason="needs followthemoney: pip install '.[ftm]'",
)


def entities(quads: tuple[Quad, ...] = QUADS) -> dict[str, dict[str, Any]]:
    found = {record["id"]: record for record in map(json.loads, ftm(quads).decode().split("\n")[:-1])}
    assert list(found) == sorted(found)
    return found


def of_schema(schema: str, quads: tuple[Quad, ...] = QUADS) -> list[dict[str, Any]]:
    return [each["properties"] for each in entities(quads).values() if each["schema"] == schema]


@FTM
@pytest.mark.parametrize("quads", [QUADS, assemble(hostile_corpus())], ids=["plain", "hostile"])
def test_the_model_accepts_every_entity(quads: tuple[Quad, ...]) -> None:
    from followthemoney import model
    from followthemoney.dataset import Dataset
    from followthemoney.statement.entity import StatementEntity

    home = Dataset.make({"name": "minsheng", "title": "t"})
    found = entities(quads)
    for record in found.values():
        proxy = model.get_proxy({key: record[key] for key in ("id", "schema", "properties")}, cleaned=False)
        proxy.schema.validate({"properties": record["properties"]})
        for prop, value in proxy.itervalues():
            assert prop.type.name != "entity" or value in found
        said = StatementEntity(
            home, {"id": record["id"], "schema": record["schema"], "statements": record["statements"]}
        )
        assert {name: sorted(values) for name, values in said.properties.items()} == record["properties"]
        assert all(statement.dataset == "minsheng" for statement in said.statements)


@FTM
def test_people_posts_and_bodies() -> None:
    found = entities()
    person, body = found[ftm_id(iri(QI))], found[ftm_id(iri(BUREAU))]
    assert (person["schema"], person["properties"]["name"]) == ("Person", ["祁连山"])
    assert body["schema"] == "PublicBody" and body["properties"]["alias"] == ["云溪区住建局", "区住建局"]
    (held,) = [each for each in of_schema("Occupancy") if each["holder"] == [person["id"]]]
    position = found[held["post"][0]]
    assert position["properties"] == {"name": ["云溪区住房和城乡建设局局长"], "organization": [body["id"]]}
    assert held["date"] == ["2021-01-15", "2021-03"]
    assert set(held["description"]) == {"云溪区住房和城乡建设局局长祁连山", "云溪区住建局局长祁连山"}
    articles = {found[id]["schema"] for id in held["proof"]}
    assert articles == {"Article"} and len(held["proof"]) == 2
    (former,) = [each for each in of_schema("Occupancy") if "status" in each]
    assert former["status"] == ["ended"] and found[former["holder"][0]]["caption"] == "卢沟月"


@FTM
def test_projects_sums_places_and_awards() -> None:
    found = entities()
    project = found[ftm_id(iri(RENEWAL))]["properties"]
    assert (project["amount"], project["currency"]) == (["292000000.0"], ["CNY"])
    assert "户数 20000 NUM 居民" in project["notes"]
    estate = found[ftm_id(iri(ESTATE))]
    assert estate["schema"] == "Address" and estate["properties"]["full"] == ["枫林苑小区"]
    assert found[estate["properties"]["addressEntity"][0]]["caption"] == "云溪区"
    assert found[ftm_id(iri(GROUP))]["schema"] == "Company"
    (lu,) = [each for each in of_schema("Person") if each["name"] == ["卢沟月"]]
    assert any("金穗奖" in note for note in lu["notes"])
    (planned,) = [each for each in of_schema("UnknownLink") if each.get("status") == ["planned"]]
    assert planned["role"] == ["targets"]


@FTM
def test_what_is_denied_is_not_stated() -> None:
    (meeting,) = of_schema("Event")
    assert meeting["involved"] == [ftm_id(iri(QI))]


@FTM
def test_a_statement_knows_its_origin_and_its_original() -> None:
    name = "柳\u200b大 川"
    person = NamedNode("https://x/1")
    quads = (
        Quad(person, NamedNode(TYPE), NamedNode("https://w3id.org/minsheng/ontology#Person")),
        Quad(person, NamedNode(LABEL), Literal(name, language="zh")),
    )
    (record,) = entities(quads).values()
    (said,) = record["statements"]
    assert (said["value"], said["original_value"]) == ("柳大 川", name)
    assert (said["lang"], said["origin"]) == ("zho", "https://x/1")


def test_without_followthemoney_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    assert main(["export", str(GRAPH), "--to", "ftm", "-o", str(tmp_path / "x.json")]) == 1
    assert capsys.readouterr().err == (
        "kg: the format ftm needs followthemoney; install it with: pip install 'minsheng-kg[ftm]'\n"
    )


# -- Wikibase


def commands(mapping: Path | None = None, quads: tuple[Quad, ...] = QUADS) -> list[list[str]]:
    lines = quickstatements(quads, wikibase_mapping(mapping)).decode().split("\n")
    assert lines.pop() == ""
    return [line.split("\t") for line in lines]


def test_an_entity_is_created_with_names_class_dates_and_numbers() -> None:
    lines = commands()
    assert sum(line == ["CREATE"] for line in lines) == len(ENTITIES)
    start = lines.index(["LAST", "Lzh", '"枫林苑小区改造"'])
    rest = lines[start:]
    created = rest[: rest.index(["CREATE"])] if ["CREATE"] in rest else rest
    assert ["LAST", "P31", "Q170584"] in created
    cost = [line for line in created if line[1] == "P2130"]
    words = ["S1683", 'zh:"枫林苑小区翻修花去资金2.92亿元"', "S577", "+2021-01-18T00:00:00Z/11"]
    assert cost == [["LAST", "P2130", "292000000U39099", *words]]
    assert next(line for line in created if line[1] == "P1538")[:3] == ["LAST", "P1538", "20000"]
    assert next(line for line in lines if line[1:2] == ["P571"])[2] == "+1998-00-00T00:00:00Z/9"


def test_facts_are_stated_between_items_that_exist(tmp_path: Path) -> None:
    assert not [line for line in commands() if line[1:2] == ["P1037"]]
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        f"[items]\n'{iri(QI)}' = 'Q11'\n'{iri(BUREAU)}' = 'Q22'\n"
        "[instance-of]\nproperty = 'P1'\nPerson = 'Q5'\n"
        "[facts]\nleads = {property = 'P2', reverse = true}\nholdsPost = {property = 'P3'}\n"
        "[qualifiers]\ntitle = 'P4'\n[sources]\nurl = 'P5'\nquotation = 'P6'\n",
        encoding="utf-8",
    )
    lines, url = commands(mapping), '"https://news.example/7"'
    assert [line for line in lines if line[0] in ("Q11", "Q22")] == [
        ["Q22", "P2", "Q11", "S5", url, "S6", 'zh:"云溪区住建局局长祁连山"'],
        ["Q11", "P3", "Q22", "P4", '"局长"', "S5", url, "S6", 'zh:"云溪区住建局局长祁连山"'],
    ]
    assert ["LAST", "Lzh", '"祁连山"'] not in lines and ["LAST", "Lzh", '"卢沟月"'] in lines


def test_the_address_of_a_page_is_a_source() -> None:
    said = [line for line in commands() if '"https://news.example/7"' in line]
    assert said and all(line[line.index('"https://news.example/7"') - 1] == "S854" for line in said)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("甲", '"甲"'),
        ('甲"乙"', '"甲"乙""'),
        (" 甲\t乙\r\n丙\u2028丁 ", '"甲 乙 丙 丁"'),
        ("a\x00b\x1fc\x85d", '"abc d"'),
        ("a||b|c", '"a||b|c"'),
    ],
)
def test_text_is_on_one_line(words: str, written: str) -> None:
    assert text(words) == written


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("1998", "+1998-00-00T00:00:00Z/9"),
        ("2021-03", "+2021-03-00T00:00:00Z/10"),
        ("2021-03-02", "+2021-03-02T00:00:00Z/11"),
    ],
)
def test_time(iso: str, written: str) -> None:
    assert time(iso) == written


_CLASS = "[instance-of]\nproperty = 'P31'\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[items", "readable TOML"),
        (f"{_CLASS}Human = 'Q5'", "'Human' is no term"),
        (f"{_CLASS}Person = '5'", "Q and a number"),
        ("[instance-of]\nproperty = 'Q31'", "P and a number"),
        (f"{_CLASS}[facts]\nlikes = 'P1'", "'likes' is no term"),
        (f"{_CLASS}[facts]\nleads = 1", "leads needs a property"),
        (f"{_CLASS}[facts]\nleads = {{property = 'P1', way = 'back'}}", "no more than unit and reverse"),
        (f"{_CLASS}[dates]\nbornIn = 'P1'", "'bornIn' is no term"),
        (f"{_CLASS}[measures]\nincome = 'P1'", "'income' is no term"),
        (f"{_CLASS}[measures]\narea = {{property = 'P1', unit = 'm'}}", "Q and a number"),
        (f"{_CLASS}[sources]\nurl = 'S854'", "P and a number"),
        (f"{_CLASS}[items]\n'https://x/1' = 'x'", "Q and a number"),
    ],
)
def test_a_wrong_mapping_is_named(
    content: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"mapping\.toml: .*{says}"):
        wikibase_mapping(path)
    out = str(tmp_path / "x.txt")
    assert (
        main(["export", str(GRAPH), "--to", "wikibase-quickstatements", "--mapping", str(path), "-o", out])
        == 1
    )
    assert "mapping.toml" in capsys.readouterr().err and not Path(out).exists()


def test_the_projects_mappings_can_be_read() -> None:
    assert set(ftm_mapping().classes) == set(ontology().entity_classes)
    assert wikibase_mapping().instance_of == "P31"


# -- the command


@pytest.mark.parametrize("format", ["neo4j", "wikibase-quickstatements", "csv"])
@pytest.mark.parametrize("option", ["--to", "--format", "-f"])
def test_the_format_has_one_option_under_three_names(format: str, option: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["export", str(GRAPH), option, format, "-o", str(out)]) == 0
    again = tmp_path / "again"
    export(load(GRAPH), again, format)
    files = sorted(out.rglob("*")) if out.is_dir() else [out]
    assert files
    for path in files:
        same = again / path.relative_to(out) if out.is_dir() else again
        assert path.read_bytes() == same.read_bytes()


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["a.ttl", "b.ttl", "--to", "nt"], 2, "one graph, not from 2"),
        (["a.ttl", "--to", "odt"], 2, "not one of"),
        ([str(GRAPH), "--to", "nt", "--mapping", "x.toml"], 1, "takes no mapping"),
        (["none.txt", "--to", "brat"], 1, "none.txt"),
    ],
)
def test_wrong_exports_are_told(
    args: list[str], code: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *args, "-o", str(tmp_path / "out")]) == code
    assert says in " ".join(capsys.readouterr().err.split())


def test_the_formats_have_titles_and_endings() -> None:
    assert all(each.title and each.ending for each in FORMATS.values())
