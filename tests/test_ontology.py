"""The vocabulary: what the loader makes of it, what it refuses, and that all its files agree."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.errors import KnowledgeError
from kg.knowledge.locate import ontology_dir
from kg.knowledge.ontology import KG, load_ontology, ontology, superclasses
from kg.knowledge.ontology_check import check
from kg.types import EntityType, Status

ROOT = Path(__file__).resolve().parent.parent
FACTS = (
    "leads locatedIn subOrganizationOf residentOf funds implements targets participatesIn cooperatesWith "
    "adopts issues receives succeededBy"
)
DATES = "builtIn foundedIn startedOn completedOn heldOn reportedOn occurredOn"
MEASURES = {
    "CNY": "investment revenue tax gdp",
    "m2": "floorArea area",
    "m": "length",
    "t": "waste",
    "percent": "growthRate rate",
    "count": "households residents buildings compounds projects enterprises parkingSpaces chargers villages "
    "events participants",
}


def locals_of(iris: tuple[ox.NamedNode, ...]) -> list[str]:
    return [iri.value.removeprefix(KG) for iri in iris]


def test_the_ten_classes_are_those_of_the_stages() -> None:
    assert ontology().entity_classes == get_args(EntityType)


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("Person", []),
        ("Official", ["Person"]),
        ("Compound", ["Community"]),
        ("SubDistrict", ["Area"]),
        ("Page", []),
    ],
)
def test_superclasses(name: str, above: list[str]) -> None:
    assert locals_of(superclasses(name)) == above


def test_types_are_materialised_with_their_superclasses() -> None:
    assert locals_of(ontology().types("Official", "Person")) == ["Official", "Person"]
    with pytest.raises(KeyError):
        ontology().types("Emperor")


def test_facts_and_dates_of_the_contract() -> None:
    known = ontology()
    assert {p.name for p in known.facts} == set(FACTS.split())
    assert {p.name for p in known.dates} == set(DATES.split())
    assert [p.name for p in known.facts if not p.is_edge] == ["receives"]
    assert [p.name for p in known.properties.values() if p.is_symmetric] == ["cooperatesWith"]
    assert {d.rsplit("#", 1)[-1] for p in known.dates for d in p.datatypes} == {"gYear", "gYearMonth", "date"}


@pytest.mark.parametrize(
    ("name", "subject", "object", "fits"),
    [
        ("leads", "Person", "Agency", True),
        ("leads", "Agency", "Agency", False),
        ("leads", "Person", "Area", False),
        ("locatedIn", "Community", "Area", True),
        ("locatedIn", "Person", "Area", False),
        ("issues", "Event", "Document", True),
        ("receives", "Person", None, True),
        ("receives", "Document", None, False),
        ("reportedOn", "Method", None, True),
    ],
)
def test_what_a_property_accepts(name: str, subject: str, object: str | None, fits: bool) -> None:
    assert ontology().properties[name].accepts(subject, object) is fits


@pytest.mark.parametrize(("unit", "names"), MEASURES.items())
def test_measured_properties_have_their_unit(unit: str, names: str) -> None:
    for name in names.split():
        assert ontology().measures[name].units == (unit,)


def test_units_and_statuses_are_those_of_the_stages() -> None:
    known = ontology()
    assert set(known.measures["other"].units) == set(known.units)
    assert known.measures["duration"].units == ("year", "month", "day", "hour", "minute", "second")
    assert known.units["CNY"].iri.value == "http://qudt.org/vocab/currency/CNY"
    assert {v.name for v in known.values.values() if v.kind == "Status"} == set(get_args(Status))


def test_alignment_says_how_close_and_which_way() -> None:
    def aligned(name: str) -> set[tuple[str, bool, bool]]:
        found = ontology().properties[name].aligned
        return {(a.iri.value.rsplit("/", 1)[-1], a.exact, a.inverse) for a in found}

    assert aligned("funds") == {("funder", True, True)}
    assert aligned("leads") == {("org#headOf", False, False)}
    person = {a.iri.value for a in ontology().classes["Person"].aligned}
    assert person == {"http://xmlns.com/foaf/0.1/Person", "https://schema.org/Person"}


def test_a_membership_draws_as_an_edge() -> None:
    (edge,) = ontology().edges
    assert (edge.name, edge.label(), edge.label("en")) == ("org:Membership", "任职", "membership")
    assert edge.caption.value == KG + "title"


def contrast(colour: str, ground: str) -> float:
    """WCAG contrast of two ``#rrggbb`` colours."""

    def luminance(c: str) -> float:
        channels = [int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_classes_are_told_apart_by_colour_and_shape_and_seen_on_their_ground() -> None:
    drawn = [ontology().classes[name] for name in ontology().entity_classes]
    for values in zip(*((c.colour, c.colour_dark, c.shape, c.icon, c.order) for c in drawn), strict=True):
        assert len(set(values)) == len(drawn)
    for c in drawn:
        assert c.colour and contrast(c.colour, "#ffffff") >= 4.5, c.name
        assert c.colour_dark and contrast(c.colour_dark, "#1b1f24") >= 4.5, c.name
    assert ontology().classes["Village"].colour == ontology().classes["Community"].colour


# (what stands in the vocabulary, what it is changed into, words of the error)
WRONG = [
    ('rdfs:label "人物"@zh, "person"@en', 'rdfs:label "人物"@zh', "kg:Person needs rdfs:label in @en"),
    ("rdfs:subClassOf kg:Person", "rdfs:subClassOf kg:Official", "kg:Official is its own superclass"),
    ("rdfs:domain kg:Project ;", "", "kg:targets needs an rdfs:domain"),
    ("rdfs:domain kg:Project ;", "rdfs:domain kg:Dream ;", "kg:targets names"),
    ("kg:edgeTo org:organization ;", "", "org:Membership draws as an edge"),
    ('unit:M2 kg:unitCode "m2" ;', "unit:M2", "unit:M2 is used as a unit"),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_a_wrong_vocabulary_is_refused_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (ontology_dir() / "minsheng.ttl").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "minsheng.ttl"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"minsheng\.ttl:\d+: .*{re.escape(words)}") as caught:
        load_ontology(path)
    line = int(str(caught.value).split(":")[1])
    assert path.read_text(encoding="utf-8").splitlines()[line - 1].startswith(words.split()[0].split()[0])


def test_broken_turtle_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "minsheng.ttl"
    path.write_text(
        "@prefix kg: <https://w3id.org/minsheng/ontology#> .\nkg:A a kg:B\nkg:C ;", encoding="utf-8"
    )
    with pytest.raises(KnowledgeError, match=r"minsheng\.ttl:3: not valid Turtle"):
        load_ontology(path)
    with pytest.raises(KnowledgeError, match="cannot be read"):
        load_ontology(tmp_path / "none.ttl")


def test_the_ontology_is_consistent() -> None:
    assert check() == []


# (file, what stands in it, what it is changed into, words of the complaint)
INCONSISTENT = [
    (
        "minsheng.ttl",
        '"A named way of working: method, mechanism, model or brand."@en',
        '"?"@fr',
        "kg:Method has no",
    ),
    ("minsheng.ttl", "rdfs:domain kg:Project ;", "", "kg:targets has no rdfs:domain"),
    ("minsheng.ttl", "rdfs:subClassOf kg:Person", "rdfs:subClassOf kg:Official", "own superclass"),
    ("minsheng.ttl", "foaf:Person, schema:Person", "<http://nowhere.example/Person>", "in no namespace"),
    ("minsheng.ttl", "rdfs:range kg:Method ;", "rdfs:range kg:Document ;", "kg:adopts allows Method"),
    ("shapes.ttl", "sh:path kg:former", "sh:path kg:fromer", "kg:fromer is not defined"),
    ("shapes.ttl", "sh:targetSubjectsOf kg:leads", "sh:targetSubjectsOf kg:funds", "kg:leads allows nothing"),
    ("context.jsonld", '"kg:Village"', '"kg:Vilage"', "kg:Village is missing from the context"),
    ("queries/x.rq", "", "SELECT * { ?x kg:rules ?y }", "x.rq:1: kg:rules is not defined"),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), INCONSISTENT)
def test_each_inconsistency_is_told(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    folder = shutil.copytree(ontology_dir(), tmp_path / "ontology")
    path = folder / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(words in problem for problem in check(folder)), check(folder)


def test_code_names_no_undefined_term() -> None:
    defined = (ontology_dir() / "minsheng.ttl").read_text(encoding="utf-8")
    for path in sorted((ROOT / "kg").rglob("*.py")):
        if path.parent.name == "types":  # writes kg:predicate for any predicate
            continue
        for name in re.findall(r"(?<![\w-])kg:([A-Za-z]\w*)", path.read_text(encoding="utf-8")):
            assert re.search(rf"^kg:{name}\s", defined, re.MULTILINE), f"{path}: kg:{name}"


def test_the_vocabulary_parses_the_same_in_two_libraries() -> None:
    for name in ("minsheng.ttl", "shapes.ttl"):
        path = ontology_dir() / name
        triples = ox.serialize((q.triple for q in ox.parse(path=path)), format=ox.RdfFormat.N_TRIPLES)
        other = rdflib.Graph().parse(path, format="turtle")
        if name == "minsheng.ttl":
            assert isomorphic(rdflib.Graph().parse(triples, format="nt"), other)
        assert triples is not None and len(other) == len(set(triples.splitlines()))


COMPACT = {
    "@graph": [
        {"@id": "ex:lu", "@type": ["Person", "Official"], "label": "陆清和", "altLabel": ["陆局长", "老陆"],
         "leads": "ex:bureau", "receives": "先进个人", "residentOf": ["ex:yard", "ex:area"]},
        {"@id": "ex:post", "@type": "Membership", "member": "ex:lu", "organization": "ex:bureau",
         "title": "局长", "former": True, "attestedOn": {"@value": "2021-03", "@type": "xsd:gYearMonth"}},
        {"@id": "ex:cost", "@type": "Measure", "measureOf": "ex:works", "property": "investment",
         "numericValue": "3600000.0", "hasUnit": "cur:CNY", "approximate": False, "text": "360万元"},
        {"@id": "ex:s", "@type": "Statement", "subject": "ex:lu", "predicate": "leads",
         "object": {"@id": "ex:bureau"},
         "confidence": "0.9", "status": "planned", "role": "chair", "wasDerivedFrom": "ex:r"},
        {"@id": "ex:r", "@type": "SpecificResource", "hasSource": "ex:page", "hasSelector": ["ex:p", "ex:q"]},
        {"@id": "ex:p", "@type": "TextPositionSelector", "start": 3, "end": 8},
        {"@id": "ex:q", "@type": "TextQuoteSelector", "exact": "陆清和局长"},
    ]
}  # fmt: skip

EXPANDED = """
@prefix kg: <https://w3id.org/minsheng/ontology#> . @prefix cur: <http://qudt.org/vocab/currency/> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix qudt: <http://qudt.org/schema/qudt/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix ex: <https://example.org/id/> .
ex:lu a kg:Person, kg:Official ; rdfs:label "陆清和"@zh ; skos:altLabel "陆局长"@zh, "老陆"@zh ;
    kg:leads ex:bureau ; kg:receives "先进个人"@zh ; kg:residentOf ex:yard, ex:area .
ex:post a org:Membership ; org:member ex:lu ; org:organization ex:bureau ; kg:title "局长"@zh ;
    kg:former true ; kg:attestedOn "2021-03"^^xsd:gYearMonth .
ex:cost a kg:Measure ; kg:measureOf ex:works ; kg:property kg:investment ; qudt:numericValue 3600000.0 ;
    qudt:hasUnit cur:CNY ; kg:approximate false ; kg:text "360万元" .
ex:s a rdf:Statement ; rdf:subject ex:lu ; rdf:predicate kg:leads ; rdf:object ex:bureau ; kg:confidence 0.9 ;
    kg:status kg:planned ; kg:role kg:chair ; prov:wasDerivedFrom ex:r .
ex:r a oa:SpecificResource ; oa:hasSource ex:page ; oa:hasSelector ex:p, ex:q .
ex:p a oa:TextPositionSelector ; oa:start 3 ; oa:end 8 .
ex:q a oa:TextQuoteSelector ; oa:exact "陆清和局长" .
"""


def test_the_context_means_the_same_to_two_readers() -> None:
    context = json.loads((ontology_dir() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    document = json.dumps({"@context": [context, {"ex": "https://example.org/id/"}], **COMPACT})
    expected = {str(q.triple) for q in ox.parse(EXPANDED, format=ox.RdfFormat.TURTLE)}
    assert {str(q.triple) for q in ox.parse(document, format=ox.RdfFormat.JSON_LD)} == expected
    read = rdflib.Graph().parse(data=document, format="json-ld")
    assert isomorphic(read, rdflib.Graph().parse(data=EXPANDED, format="turtle"))


def test_the_context_has_the_prefixes_of_the_vocabulary() -> None:
    context = json.loads((ontology_dir() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert {p: context.get(p) for p in ontology().prefixes} == ontology().prefixes


def test_the_pictures_are_those_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "scripts"), *sys.path])
    import draw_ontology

    text = draw_ontology.DOCUMENT.read_text(encoding="utf-8")
    assert text.count("```mermaid") == 3
    assert draw_ontology.drawn(text) == text, "run: python scripts/draw_ontology.py --write"
