"""Every rule of the shapes, broken once: the graph below conforms, and each change to it is found."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
import pytest

from kg.knowledge.ontology import ontology
from kg.knowledge.shapes import shapes
from kg.validate import ValidationReport, lines, validate
from kg.validate.batches import batches
from kg.validate.facts import index
from kg.validate.run import judged
from kg.validate.suspects import Suspicion, suspects

PREFIXES = """
@prefix kg: <https://w3id.org/minsheng/ontology#> . @prefix cur: <http://qudt.org/vocab/currency/> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix qudt: <http://qudt.org/schema/qudt/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/id/> .
"""

GOOD = """
:page a kg:Page ; rdfs:label "页.txt" .
:article a kg:Article ; rdfs:label "清泉旧貌换新颜"@zh ; dcterms:isPartOf :page ;
    dcterms:issued "2021-03"^^xsd:gYearMonth ; kg:byline :wen .

:wen a kg:Person ; rdfs:label "温若谷"@zh .
:lu a kg:Person, kg:Official ; rdfs:label "陆清和"@zh ; skos:altLabel "陆局长"@zh .
:bureau a kg:Agency ; rdfs:label "清泉区建设局"@zh .
:area a kg:Area, kg:County ; rdfs:label "清泉区"@zh .
:yard a kg:Community, kg:Compound ; rdfs:label "纺机家属院"@zh .
:works a kg:Project ; rdfs:label "纺机家属院改造"@zh .
:plan a kg:Document ; rdfs:label "《清泉区改造方案》"@zh .

:lu kg:leads :bureau .
:yard kg:locatedIn :area ; kg:builtIn "1986"^^xsd:gYear .
:wen kg:receives "先进个人"@zh .
:post a org:Membership ; org:member :lu ; org:organization :bureau ; kg:title "局长"@zh ;
    kg:attestedOn "2021-03-08"^^xsd:date ; kg:former false .
:cost a kg:Measure ; kg:measureOf :works ; kg:property kg:investment ; qudt:numericValue 3600000.0 ;
    qudt:hasUnit cur:CNY ; kg:approximate true ; kg:text "近360万元" ; kg:asOf "2021"^^xsd:gYear .

:s1 a rdf:Statement ; rdf:subject :lu ; rdf:predicate kg:leads ; rdf:object :bureau ; kg:confidence 0.95 ;
    kg:status kg:done ; prov:wasGeneratedBy :rule ; prov:wasDerivedFrom :r1 .
:s2 a rdf:Statement ; rdf:subject :yard ; rdf:predicate kg:locatedIn ; rdf:object :area ; kg:confidence 0.9 ;
    prov:wasGeneratedBy :rule ; prov:wasDerivedFrom :r2 .
:s3 a rdf:Statement ; rdf:subject :yard ; rdf:predicate kg:builtIn ; rdf:object "1986"^^xsd:gYear ;
    kg:confidence 1.0 ; prov:wasGeneratedBy :rule ; prov:wasDerivedFrom :r2 .
:s4 a rdf:Statement ; rdf:subject :wen ; rdf:predicate kg:receives ; rdf:object "先进个人"@zh ;
    kg:confidence 0.5 ; prov:wasGeneratedBy :rule ; prov:wasDerivedFrom :r2 .
:s5 a rdf:Statement ; rdf:subject :post ; rdf:predicate org:member ; rdf:object :lu ; kg:confidence 0.95 ;
    prov:wasGeneratedBy :rule ; prov:wasDerivedFrom :r1 .
:s6 a rdf:Statement ; rdf:subject :cost ; rdf:predicate kg:measureOf ; rdf:object :works ; kg:confidence 0.8 ;
    prov:wasGeneratedBy :rule ; prov:wasDerivedFrom :r3 .
:s7 a rdf:Statement ; rdf:subject :bureau ; rdf:predicate kg:implements ; rdf:object :works ;
    kg:confidence 0.7 ; kg:status kg:planned ; prov:wasGeneratedBy :rule ; prov:wasDerivedFrom :r3 .

:r1 a oa:SpecificResource ; oa:hasSource :page ; dcterms:isPartOf :article ; oa:hasSelector :p1, :q1 .
:p1 a oa:TextPositionSelector ; oa:start 10 ; oa:end 20 .
:q1 a oa:TextQuoteSelector ; oa:exact "清泉区建设局局长陆清" .
:r2 a oa:SpecificResource ; oa:hasSource :page ; dcterms:isPartOf :article ; oa:hasSelector :p2, :q2 .
:p2 a oa:TextPositionSelector ; oa:start 30 ; oa:end 36 .
:q2 a oa:TextQuoteSelector ; oa:exact "建于1986" .
:r3 a oa:SpecificResource ; oa:hasSource :page ; dcterms:isPartOf :article ; oa:hasSelector :p3, :q3 .
:p3 a oa:TextPositionSelector ; oa:start 40 ; oa:end 46 .
:q3 a oa:TextQuoteSelector ; oa:exact "近360万元" .
"""

# (what is changed, into what, a node at fault, words of the message)
BROKEN = [
    # entities
    ('rdfs:label "温若谷"@zh', 'skos:altLabel "温若谷"@zh', "wen", "exactly one rdfs:label"),
    ('rdfs:label "温若谷"@zh', 'rdfs:label "温若谷"@zh, "温记者"@zh', "wen", "exactly one rdfs:label"),
    ('rdfs:label "温若谷"@zh', 'rdfs:label "Wen Ruogu"@en', "wen", "exactly one rdfs:label"),
    ('rdfs:label "温若谷"@zh', 'rdfs:label "温若谷"', "wen", "exactly one rdfs:label"),
    ('rdfs:label "温若谷"@zh', 'rdfs:label ""@zh', "wen", "exactly one rdfs:label"),
    ('"陆局长"@zh', '"Director Lu"@en', "lu", "altLabel should be in Chinese"),
    (":lu a kg:Person, kg:Official", ":lu a kg:Official", "lu", "exactly one of the ten classes"),
    (":wen a kg:Person", ":wen a kg:Person, kg:Agency", "wen", "exactly one of the ten classes"),
    # posts
    ("org:member :lu", "org:member :bureau", "post", "exactly one org:member"),
    ("org:member :lu", "org:member :lu, :wen", "post", "exactly one org:member"),
    ("org:member :lu ;", "", "post", "exactly one org:member"),
    ("org:organization :bureau ;", "", "post", "exactly one org:organization"),
    ("org:organization :bureau", "org:organization :plan", "post", "exactly one org:organization"),
    ('kg:title "局长"@zh ;', "", "post", "exactly one kg:title"),
    ('kg:title "局长"@zh', 'kg:title "局长"@zh, "书记"@zh', "post", "exactly one kg:title"),
    ('kg:attestedOn "2021-03-08"^^xsd:date', 'kg:attestedOn "2021-03-08"', "post", "its kg:attestedOn"),
    ("kg:former false", 'kg:former "no"', "post", "kg:former"),
    # measures
    ("kg:measureOf :works ;", "", "cost", "exactly one kg:measureOf"),
    (
        "a kg:Measure ; kg:measureOf :works",
        "a kg:Measure ; kg:measureOf :page",
        "cost",
        "one of the ten classes",
    ),
    ("kg:property kg:investment", "kg:property kg:happiness", "cost", "kg:property of the vocabulary"),
    ("kg:property kg:investment ;", "", "cost", "kg:property of the vocabulary"),
    ("3600000.0", '"3600000"', "cost", "qudt:numericValue"),
    ("3600000.0", "3600000.0, 1.0", "cost", "qudt:numericValue"),
    ("qudt:hasUnit cur:CNY ;", "", "cost", "exactly one qudt:hasUnit"),
    ("qudt:hasUnit cur:CNY", 'qudt:hasUnit "元"', "cost", "exactly one qudt:hasUnit"),
    ("qudt:hasUnit cur:CNY", "qudt:hasUnit cur:USD", "cost", "does not fit"),
    ("qudt:hasUnit cur:CNY", "qudt:hasUnit unit:M2", "cost", "does not fit"),
    ("kg:approximate true ;", "", "cost", "kg:approximate"),
    ("kg:approximate true", 'kg:approximate "about"', "cost", "kg:approximate"),
    ('kg:text "近360万元" ;', "", "cost", "exactly one kg:text"),
    ('kg:asOf "2021"^^xsd:gYear', 'kg:asOf "2021"', "cost", "kg:asOf"),
    ('kg:text "近360万元"', 'kg:text "近360万元" ; kg:counted :works', "cost", "kg:counted"),
    # dates
    ('dcterms:issued "2021-03"^^xsd:gYearMonth', 'dcterms:issued "March"', "article", "dcterms:issued"),
    # pages and articles
    ('rdfs:label "清泉旧貌换新颜"@zh ;', "", "article", "exactly one title"),
    ('换新颜"@zh ; dcterms:isPartOf :page', '换新颜"@zh', "article", "exactly one page"),
    ("kg:byline :wen", "kg:byline :bureau", "article", "kg:byline should be a person"),
    # evidence
    ("rdf:subject :lu ;", "", "s1", "exactly one rdf:subject"),
    ("rdf:predicate kg:leads ;", "", "s1", "exactly one rdf:predicate"),
    ("kg:leads ; rdf:object :bureau", "kg:leads", "s1", "exactly one rdf:object"),
    ("kg:confidence 0.95", "kg:confidence 1.95", "s1", "between 0 and 1"),
    ("kg:confidence 0.95 ;", "", "s1", "between 0 and 1"),
    ("kg:confidence 0.95", "kg:confidence -0.1", "s1", "between 0 and 1"),
    ("kg:status kg:done", "kg:status kg:hoped", "s1", "kg:status"),
    ("kg:status kg:done", "kg:role kg:king", "s1", "kg:role"),
    ("kg:status kg:done ; prov:wasGeneratedBy :rule", "kg:status kg:done", "s1", "prov:wasGeneratedBy"),
    ("kg:done ; prov:wasGeneratedBy :rule ; prov:wasDerivedFrom :r1", "kg:done", "s1", "prov:wasDerivedFrom"),
    (":r1 a oa:SpecificResource", ":r1 a oa:Annotation", "s1", "prov:wasDerivedFrom"),
    (":r1 a oa:SpecificResource ; oa:hasSource :page", ":r1 a oa:SpecificResource", "r1", "oa:hasSource"),
    ("oa:hasSource :page", "oa:hasSource :article", "r1", "oa:hasSource"),
    ("oa:hasSource :page ; dcterms:isPartOf :article", "oa:hasSource :page", "r1", "exactly one article"),
    (":p1, :q1", ":q1", "r1", "exactly one oa:TextPositionSelector"),
    (":p1, :q1", ":p1, :p2, :q1", "r1", "exactly one oa:TextPositionSelector"),
    (":p1, :q1", ":p1", "r1", "exactly one oa:TextQuoteSelector"),
    ("oa:start 10", "oa:start 20", "p1", "below oa:end"),
    ("oa:start 10", "oa:start 21", "p1", "below oa:end"),
    ("oa:start 10", "oa:start -1", "p1", "zero or more"),
    ("oa:start 10", 'oa:start "ten"', "p1", "whole number"),
    ("oa:start 10 ;", "", "p1", "whole number"),
    ("oa:end 20", "oa:end 20, 21", "p1", "oa:end should be"),
    ("oa:start 10 ; oa:end 20", "oa:start 10", "p1", "oa:end should be"),
    ('oa:exact "清泉区建设局局长陆清"', 'oa:exact ""', "q1", "exactly one oa:exact"),
    ('oa:exact "清泉区建设局局长陆清"', "oa:exact :page", "q1", "exactly one oa:exact"),
    ("oa:end 20", "oa:end 19", "r1", "not as long"),
    # no fact without its statement, no statement without its fact
    (":wen kg:receives", ":lu kg:leads :works . :wen kg:receives", "lu", "has no statement"),
    (":wen kg:receives", ':wen kg:receives "劳模"@zh ; kg:receives', "wen", "has no statement"),
    ('rdf:object "1986"^^xsd:gYear', 'rdf:object "1987"^^xsd:gYear', "yard", "has no statement"),
    ("rdf:subject :post", "rdf:subject :lu", "post", "has no statement"),
    ("rdf:predicate kg:measureOf", "rdf:predicate kg:property", "cost", "has no statement"),
    ("kg:status kg:planned", "kg:status kg:done", "s7", "not in the graph"),
]


def report(text: str, **options: int) -> ValidationReport:
    quads = ox.parse((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE)
    return validate(list(quads), **options)


def found(text: str) -> set[tuple[str, str]]:
    return {(v.focus.rsplit("/", 1)[-1], v.message) for v in report(text).violations}


def test_the_good_graph_conforms() -> None:
    result = report(GOOD)
    assert [*lines(result)] == [f"conforms: {result.triples} triples checked"]
    assert result.conforms


def test_nothing_conforms() -> None:
    assert validate([]) == ValidationReport(True, (), 0)


@pytest.mark.parametrize(("old", "new", "focus", "words"), BROKEN)
def test_a_broken_rule_is_found(old: str, new: str, focus: str, words: str) -> None:
    assert old in GOOD
    hits = found(GOOD.replace(old, new, 1))
    assert any(node == focus and words in message for node, message in hits), hits


NODES = {
    "Person": ":wen", "Agency": ":bureau", "Organization": ":firm", "Area": ":area", "Community": ":yard",
    "Place": ":square", "Project": ":works", "Event": ":meeting", "Method": ":way", "Document": ":plan",
}  # fmt: skip
MORE = """
:firm a kg:Organization ; rdfs:label "清泉纺机厂"@zh . :square a kg:Place ; rdfs:label "清泉广场"@zh .
:meeting a kg:Event ; rdfs:label "清泉区改造推进会"@zh . :way a kg:Method ; rdfs:label "三问工作法"@zh .
"""


def stated(subject: str, predicate: str, value: str, number: int = 0) -> str:
    """A fact with its statement."""
    return f"""{subject} kg:{predicate} {value} .
    :t{number} a rdf:Statement ; rdf:subject {subject} ; rdf:predicate kg:{predicate} ; rdf:object {value} ;
        kg:confidence 0.9 ; prov:wasGeneratedBy :rule ; prov:wasDerivedFrom :r1 .
    """


def with_every_class(predicate: str, subject: str | None, value: str | None) -> ValidationReport:
    """The good graph, and the fact with one entity of each class where None stands."""
    rows = [stated(subject or n, predicate, value or n, i) for i, n in enumerate(NODES.values())]
    return report(GOOD + MORE + "".join(rows))


@pytest.mark.parametrize("name", [p.name for p in ontology().facts if p.range])
def test_facts_take_what_the_ontology_says(name: str) -> None:
    fact = ontology().properties[name]
    base = "https://example.org/id"
    found = with_every_class(name, None, NODES[min(fact.range)]).violations
    refused = {v.focus for v in found if f"subject of kg:{name} " in v.message}
    assert refused == {n.replace(":", f"{base}/") for c, n in NODES.items() if c not in fact.domain}
    found = with_every_class(name, NODES[min(fact.domain)], None).violations
    refused = {v.value for v in found if f"its kg:{name} object" in v.message}
    assert len(refused) == len([c for c in NODES if c not in fact.range])


@pytest.mark.parametrize("name", [p.name for p in ontology().dates])
def test_dates_take_what_the_ontology_says(name: str) -> None:
    date = ontology().properties[name]
    found = with_every_class(name, None, '"2020-05-06"^^xsd:date').violations
    assert {v.message.split(" should")[0] for v in found} <= {f"the subject of kg:{name}"}
    refused = {v.focus.replace("https://example.org/id/", ":") for v in found}
    assert refused == {n for c, n in NODES.items() if c not in date.domain}
    node = NODES[min(date.domain)]
    good = ['"2020"^^xsd:gYear', '"2020-11"^^xsd:gYearMonth', '"2020-02-29"^^xsd:date']
    bad = [
        '"2020"',
        '"2020-02-30"^^xsd:date',
        '"2020-13"^^xsd:gYearMonth',
        '"20"^^xsd:gYear',
        "1999",
        ":area",
    ]
    facts = "".join(stated(node, name, value, i) for i, value in enumerate(good + bad))
    refusals = [v for v in report(GOOD + MORE + facts).violations if f"its kg:{name} should be" in v.message]
    assert [v.value for v in refusals] == ["1999", "20", "2020", "2020-02-30", "2020-13", "清泉区"]


def test_receives_takes_words() -> None:
    hits = found(GOOD + MORE + stated(":wen", "receives", ":plan"))
    assert any("its kg:receives value should be words" in m for _, m in hits)
    assert any("subject of kg:receives" in m for _, m in found(GOOD + stated(":plan", "receives", '"奖"@zh')))


@pytest.mark.parametrize("name", list(ontology().measures))
def test_a_measure_takes_its_units_and_no_other(name: str) -> None:
    known = ontology()
    rows = [
        f""":m{i} a kg:Measure ; kg:measureOf :works ; kg:property kg:{name} ; qudt:numericValue 3.0 ;
            qudt:hasUnit <{unit.iri.value}> ; kg:approximate false ; kg:text "{unit.code}" ."""
        for i, unit in enumerate(known.units.values())
    ]
    refused = {v.focus_label for v in report(GOOD + "".join(rows)).violations if "does not fit" in v.message}
    assert refused == set(known.units) - set(known.measures[name].units)


def test_a_violation_tells_its_sentence() -> None:
    result = report(GOOD.replace("qudt:hasUnit cur:CNY", "qudt:hasUnit unit:M2"))
    (v,) = result.violations
    assert (v.focus_label, v.path, v.sentence) == ("近360万元", "qudt:hasUnit", "近360万元")
    assert (v.page, v.start, v.end, v.message_zh) == ("页.txt", 40, 46, "单位与指标不符")
    first, second, last = lines(result, "zh")
    assert first == "violation: 近360万元 <https://example.org/id/cost>: 单位与指标不符 [qudt:hasUnit]"
    assert second == "    页.txt:40-46 “近360万元”"
    assert last.startswith("does not conform: ") and last.endswith(" triples checked, 1 violation")


def test_the_sentence_is_that_of_the_fact_at_fault() -> None:
    text = GOOD + MORE + stated(":lu", "leads", ":plan").replace(":r1", ":r3")
    (v,) = (v for v in report(text).violations if v.path == "kg:leads")
    assert (v.focus_label, v.value, v.sentence) == ("陆清和", "《清泉区改造方案》", "近360万元")


@pytest.mark.parametrize(
    "node", [":s1 rdf:subject :s1", ":r9 oa:hasSelector :r9 . :r9 a oa:SpecificResource"]
)
def test_circles_are_judged_and_end(node: str) -> None:
    assert not report(f"{node} . :s1 a rdf:Statement .").conforms


@pytest.mark.parametrize("size", [1, 20, 60])
def test_pieces_find_what_the_whole_finds(size: int) -> None:
    broken = GOOD
    for old, new, _, _ in BROKEN[:1] + BROKEN[8:9] + BROKEN[25:26] + BROKEN[-6:]:
        broken = broken.replace(old, new, 1)
    whole = report(broken)
    assert len(whole.violations) > 5
    assert report(broken, batch_size=size) == whole


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_the_input_does_not_matter(seed: int) -> None:
    text = PREFIXES + GOOD.replace("oa:start 10", "oa:start 20").replace("kg:Official", "kg:Agency")
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    expected = validate(quads)
    Random(seed).shuffle(quads)
    assert validate(quads) == expected


def test_named_graphs_are_one_graph() -> None:
    quads = list(ox.parse((PREFIXES + GOOD).encode(), format=ox.RdfFormat.TURTLE))
    one, two = ox.NamedNode("https://example.org/g/1"), ox.NamedNode("https://example.org/g/2")
    split = [ox.Quad(*q.triple, (one, two)[i % 2]) for i, q in enumerate(quads)]
    both = [ox.Quad(*q.triple, g) for q in quads for g in (one, two)]
    assert validate(split) == validate(both) == validate(q.triple for q in quads)


def test_every_node_is_judged() -> None:
    facts = index(ox.parse((PREFIXES + GOOD).encode(), format=ox.RdfFormat.TURTLE))
    judged = set().union(*(b.own for b in batches(facts, 15)))
    assert judged == set(facts.about)


def test_each_message_is_in_both_languages() -> None:
    sh = "http://www.w3.org/ns/shacl#message"
    for subject in {s for s, p, _ in shapes() if str(p) == sh}:
        languages = sorted(o.language for s, p, o in shapes() if s == subject and str(p) == sh)  # type: ignore[attr-defined]
        assert languages == ["en", "zh"], subject


def _changed(quads: list[ox.Quad], random: Random) -> list[ox.Quad]:
    """The graph with a few triples lost, moved to another subject or object, or given another literal."""
    nodes = [q.subject for q in quads]
    literals = [*(q.object for q in quads if isinstance(q.object, ox.Literal)), *ODD_LITERALS]
    changed = list(quads)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(changed))
        s, p, o = changed[at].subject, changed[at].predicate, changed[at].object
        others = (
            [],
            [ox.Quad(random.choice(nodes), p, o)],
            [ox.Quad(s, p, random.choice(nodes))],
            [ox.Quad(s, p, random.choice(literals))],
            [changed[at], ox.Quad(s, p, random.choice(literals))],
        )
        changed[at : at + 1] = random.choice(others)
    return changed


ODD_LITERALS = [
    ox.Literal(value, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
    for kind, values in {
        "date": ("2021-02-30", "2021-03-31", "2021-04-31", "2020-02-29", "21-3-8", "2021-03-08Z"),
        "gYear": ("2021", "02021", "２０２１"),
        "integer": ("010", "+10", "ten", "20", "１０"),
        "decimal": ("0.950", ".5", "1e3"),
        "boolean": ("1", "TRUE", "false"),
    }.items()
    for value in values
]


@pytest.mark.parametrize("seed", range(40))
def test_pyshacl_finds_nothing_that_was_not_suspected(seed: int) -> None:
    random = Random(seed)
    changed = _changed(list(ox.parse((PREFIXES + GOOD).encode(), format=ox.RdfFormat.TURTLE)), random)
    assert validate(changed).violations == judged(changed)


def test_a_sound_graph_needs_no_judge() -> None:
    quads = list(ox.parse((PREFIXES + GOOD).encode(), format=ox.RdfFormat.TURTLE))
    assert suspects(quads) == Suspicion(frozenset(), len(quads))


def test_one_value_written_in_two_ways_is_two_values() -> None:
    text = PREFIXES + GOOD.replace("kg:former false", 'kg:former false, "0"^^xsd:boolean')
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    assert ox.NamedNode("https://example.org/id/post") in suspects(quads).nodes


def test_what_many_graphs_say_of_a_node_is_met_once() -> None:
    """Joined over the union of 400 graphs, three values of a node were looked at 64 million times."""
    triples = list(ox.parse((PREFIXES + GOOD).encode(), format=ox.RdfFormat.TURTLE))
    quads = [
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(f"https://example.org/page/{number}"))
        for number in range(400)
        for t in triples
    ]
    found = suspects(quads)
    assert found == suspects(triples)
