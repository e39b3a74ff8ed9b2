"""The page as a file: what it holds, that it is always the same, that nothing from the graph runs in it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple
from view_sample import BASE, DCTERMS, KG, RDF, RDFS, Sample, kg, province, town, typed

from kg.errors import ViewError
from kg.knowledge.ontology import ontology
from kg.view import frame, html, view
from kg.view.gather import gather
from kg.view.layout import layout
from kg.view.network import network
from kg.view.overview import OVERVIEW, WHOLE, importance, overview, shorten
from kg.view.places import areas, groups

CLASSES = tuple(ontology().entity_classes)

HOSTILE = (
    "</script><script>alert(1)</script>",
    "</SCRIPT ><script>alert(1)</script>",
    "<!--<script>",
    "--><script>alert(1)</script><!--",
    "]]><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg/onload=alert(1)>",
    "<svg><script href=data:,alert(1) />",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "'\"><iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<base href=https://example.org/>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<form action=https://example.org><button>",
    "<details open ontoggle=alert(1)>",
    "<body onpageshow=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<plaintext>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "@import 'https://example.org/x.css';",
    "*{background:url(https://example.org/x.png)}",
    "expression(alert(1))",
    "${alert(1)}",
    "`${alert(1)}`",
    "{{ 7*7 }}{% raw %}{# x",
    "{{ self.__init__.__globals__ }}",
    "{% include 'page.html' %}",
    "{% endraw %}{{ policy }}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "\\u003cscript\\u003e",
    '\\"};alert(1);//',
    "';alert(1);//",
    "&lt;script&gt;&amp;#x3c;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "＜script＞alert(1)＜/script＞",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "甲\u2028乙\u2029丙",
    "\u202e右到左\u2066",
    "零\u200b宽\ufeff",
    "行一\r\n行二\r行三",
    "\x00\x01\x1f\x7f",
    "=1+1",
    "@SUM(1)",
    "{subject} 任 {object}",
    "$& $1 $` $'",
    "../../etc/passwd",
    "𠮷" * 40,
    "e\u0301" * 9,
    "href http://example.org/x.js",
    '"@zh . <urn:x> <urn:y> "',
    "} INSERT DATA { <urn:x> <urn:y> 1 } #",
    " ",
)


class Parsed(HTMLParser):
    """Elements with their attributes, and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, attributes = self.elements[-1]
            if self.texts and self.texts[-1][1] is attributes:
                data = self.texts.pop()[2] + data
            self.texts.append((tag, attributes, data))

    def data(self, name: str) -> Any:
        return json.loads(next(text for _, attributes, text in self.texts if attributes.get("id") == name))

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table of the graph's data, without what is null."""
        columns = {name: plain(column) for name, column in self.data("graph-data")[table].items()}
        rows = zip(*columns.values(), strict=True)
        return [{k: v for k, v in zip(columns, row, strict=True) if v is not None} for row in rows]


def plain(column: Any) -> list[Any]:
    """A column as a list, however it is written."""
    if isinstance(column, list):
        return column
    return [None if at is None else column["of"][at] for at in column["at"]]


def page(quads: Iterable[Quad | Triple], folder: Path) -> str:
    path = folder / "graph.html"
    view(quads, path)
    return path.read_bytes().decode("utf-8")


def lines(quads: Iterable[Quad | Triple]) -> list[dict[str, Any]]:
    """The lines of the drawn network."""
    picture = gather(quads, CLASSES)
    weights = importance(picture)
    first = overview(picture, weights, groups(picture, areas(picture), weights))
    drawn: list[dict[str, Any]] = network(picture, first, weights).edges
    return drawn


@pytest.fixture(scope="module")
def town_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page(town(), tmp_path_factory.mktemp("view"))


# -- what is taken from the graph


def test_every_class_of_the_sample_is_read() -> None:
    picture = gather(town(), CLASSES)
    assert {item.type for item in picture.entities} == set(CLASSES)
    assert len(picture.entities) > 100
    assert len({item.iri for item in picture.entities}) == len(picture.entities)


def test_every_fact_has_its_sentence() -> None:
    picture = gather(town(), CLASSES)
    assert {fact.kind for fact in picture.facts} == {"link", "post", "measure", "value"}
    for fact in picture.facts:
        (one,) = fact.evidence
        assert one.quote and one.before and one.after and one.rule == "title-name" and one.confidence == 0.9
        assert picture.pages[one.page or 0] == "samples/one.txt"
        assert one.article is not None and one.start is not None and one.end == one.start + len(one.quote)


def test_a_post_keeps_title_dates_and_whether_it_is_past() -> None:
    sample = Sample()
    person, body = sample.entity("Person", "甄望舒"), sample.entity("Agency", "澜东区教育局")
    sample.post(person, body, "局长", "原澜东区教育局局长甄望舒", former=True)
    picture = gather(sample.quads, CLASSES)
    (fact,) = picture.facts
    assert (fact.kind, fact.text, fact.former, fact.dates) == ("post", "局长", True, ("2021-03-05",))
    assert picture.entities[fact.subject].name == "甄望舒"
    assert fact.object is not None and picture.entities[fact.object].name == "澜东区教育局"


def test_a_measure_keeps_number_unit_and_words() -> None:
    sample = Sample()
    work = sample.entity("Project", "澜东区改造")
    sample.measure(work, "investment", "292000000.0", "currency/CNY", "2.92亿元", "完成投资2.92亿元")
    (fact,) = gather(sample.quads, CLASSES).facts
    assert (fact.relation, fact.number, fact.unit, fact.text) == (
        "investment",
        292000000.0,
        "CNY",
        "2.92亿元",
    )
    assert fact.approximate and fact.dates == ("2021",)


def test_status_and_role_of_a_statement_are_kept() -> None:
    sample = Sample()
    person, meeting = sample.entity("Person", "甄望舒"), sample.entity("Event", "澜东区推进会")
    sample.fact(person, "participatesIn", meeting, "甄望舒主持会议")
    statement = next(q.subject for q in sample.quads if str(q.object).endswith("#Statement>"))
    assert isinstance(statement, NamedNode)
    sample.add(statement, KG + "role", kg("chair"))
    (fact,) = gather(sample.quads, CLASSES).facts
    assert fact.evidence[0].notes == (("role", "chair"),)


def test_bylines_lead_to_their_articles() -> None:
    sample = Sample()
    author = sample.entity("Person", "蔺书禾")
    sample.add(sample.article, KG + "byline", author)
    picture = gather(sample.quads, CLASSES)
    assert picture.articles[0].byline == (0,) and picture.articles[0].issued == "2021-03-05"


def test_a_fact_without_a_statement_is_shown_without_evidence() -> None:
    sample = Sample()
    a, b = sample.entity("Area", "甲区"), sample.entity("Area", "乙市")
    sample.add(a, KG + "locatedIn", b)
    (fact,) = gather(sample.quads, CLASSES).facts
    assert fact.evidence == ()


@pytest.mark.parametrize("number", ["NaN", "INF", "-INF", "viel", ""])
def test_what_is_no_number_is_not_drawn_as_one(number: str, tmp_path: Path) -> None:
    sample = Sample()
    work = sample.entity("Project", "改造")
    sample.measure(work, "investment", number, "currency/CNY", "若干", "若干元")
    (fact,) = Parsed(page(sample.quads, tmp_path)).rows("facts")
    assert "number" not in fact and fact["text"] == "若干"


# -- the file

_RUN = """
import random, sys
from pathlib import Path
from test_view import hostile_graph, hostile_texts, HOSTILE
from view_sample import province, town
from kg.view import view
quads = {"town": town, "province": lambda: province(12, 24), "hostile": lambda: hostile_graph(HOSTILE)}[sys.argv[3]]()
random.Random(sys.argv[2]).shuffle(quads)
view(quads, Path(sys.argv[1]), texts=hostile_texts(HOSTILE))
"""


@pytest.mark.parametrize("graph", ["town", "province", "hostile"])
def test_same_graph_same_bytes_whatever_the_hash_seed_locale_and_order(graph: str, tmp_path: Path) -> None:
    outputs = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        path = tmp_path / f"{seed}.html"
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "PYTHONPATH": str(Path(__file__).parent),
        }
        subprocess.run([sys.executable, "-c", _RUN, str(path), seed, graph], env=environment, check=True)
        outputs.append(path.read_bytes())
    assert outputs[0] == outputs[1]


def test_named_graphs_do_not_matter(town_page: str, tmp_path: Path) -> None:
    triples = [Triple(q.subject, q.predicate, q.object) for q in town()]
    random.Random(3).shuffle(triples)
    assert page(triples + triples[:50], tmp_path) == town_page


def test_nothing_is_loaded_from_anywhere(town_page: str) -> None:
    parsed = Parsed(town_page)
    for tag, attributes in parsed.elements:
        assert "src" not in attributes and attributes.get("href", "#").startswith("#"), tag
    assert not {"link", "iframe", "img", "object", "embed", "base"} & {tag for tag, _ in parsed.elements}
    styles = [text for tag, _, text in parsed.texts if tag == "style"]
    assert styles and not any("url(" in text or "@import" in text for text in styles)
    for trace in ("bootstrap", "cdnjs", "jsdelivr", "<center>"):
        assert trace not in town_page


def test_the_policy_allows_exactly_the_scripts_of_the_page(town_page: str) -> None:
    parsed = Parsed(town_page)
    policy = next(
        a["content"] or "" for t, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy"
    )
    run = [text for tag, a, text in parsed.texts if tag == "script" and a.get("type") != "application/json"]
    wanted = {f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in run}
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert set(rules["script-src"].split()) == wanted and len(wanted) == 2
    assert rules["default-src"] == rules["connect-src"] == "'none'"
    assert "unsafe" not in policy


def test_no_handler_stands_in_the_markup(town_page: str) -> None:
    attributes = {name for _, found in Parsed(town_page).elements for name in found}
    assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_nodes_bear_numbers_and_looks_from_the_ontology(town_page: str) -> None:
    parsed = Parsed(town_page)
    drawn, entities = parsed.data("network-data"), parsed.rows("entities")
    assert [node["id"] for node in drawn["nodes"]] == list(range(len(entities)))
    assert drawn["options"]["physics"]["enabled"] is False
    for node in drawn["nodes"]:
        cls = ontology().classes[entities[node["id"]]["type"]]
        assert (node["shape"], node["color"]) == (cls.shape, cls.colour)
        assert isinstance(node["x"], int) and isinstance(node["y"], int)


def hostile_graph(texts: Iterable[str]) -> list[Quad]:
    """A graph with each of the texts in every field: names, aliases, IRIs, titles, quotes, file names, dates…"""
    quads: list[Quad] = []
    for number, text in enumerate(texts):
        sample = hostile_sample(number, text)
        quads += sample.quads
    return quads


def hostile_sample(number: int, text: str) -> Sample:
    words = quote(text, safe="!$&'()*+,;=:@")  # what an IRI may hold as it is
    sample = Sample(
        page=NamedNode(f"{BASE}page/{number}/{words}"),
        count=1000 * number,
        name=text,
        title=text,
        around=(text, text),
        rule=text,
        text=f"甲{text}乙",
    )
    # An IRI of its own for each, so that names need not differ; the text stands in every field.
    one, two = (NamedNode(f"{BASE}x/{number}/{end}/{words}") for end in "ab")
    for iri, cls in ((one, "Person"), (two, "Agency")):
        sample.add(iri, RDF + "type", kg(cls))
        sample.add(iri, RDF + "type", NamedNode(KG + "kind" + words))
        sample.add(iri, RDFS + "label", Literal(text))
        sample.add(iri, "http://www.w3.org/2004/02/skos/core#altLabel", Literal(text + "!"))
    sample.post(one, two, text, text)
    sample.fact(one, "receives", Literal(text), text)
    sample.fact(one, words, two, text)
    sample.fact(two, "startedOn", Literal(text), text)
    sample.measure(two, "investment", "1", "currency/" + words, text, text)
    for node in sorted({q.subject for q in sample.quads if "/measure/" in str(q.subject)}, key=str):
        assert isinstance(node, NamedNode)
        sample.add(node, KG + "counted", Literal(text))
    sample.add(sample.article, DCTERMS + "issued", Literal(text))
    return sample


def hostile_texts(texts: Iterable[str]) -> dict[str, str]:
    """The texts of the articles of `hostile_graph`."""
    samples = (hostile_sample(number, text) for number, text in enumerate(texts))
    return {sample.article.value: sample.text for sample in samples}


def test_there_are_sixty_hostile_texts() -> None:
    assert len(set(HOSTILE)) >= 60


def wild(parsed: Parsed) -> list[str]:
    """All that a browser could run: elements, attributes, and what stands in scripts and styles."""
    code = [text for tag, a, text in parsed.texts if a.get("type") != "application/json"]
    return [f"{tag} {sorted(found.items(), key=str)}" for tag, found in parsed.elements] + code


def test_hostile_text_adds_no_element_and_comes_back_as_it_was(tmp_path: Path) -> None:
    calm = Parsed(page(hostile_graph(["甲"]), tmp_path))
    hostile = Parsed(page(hostile_graph(HOSTILE), tmp_path))
    assert wild(hostile) == wild(calm)
    assert {item["name"] for item in hostile.rows("entities")} == set(HOSTILE)
    assert {one["quote"] for one in hostile.rows("evidence")} == set(HOSTILE)
    assert {one["before"] for one in hostile.rows("evidence")} == set(HOSTILE)
    assert {one["title"] for one in hostile.rows("articles")} == set(HOSTILE)
    assert {alias for item in hostile.rows("entities") for alias in item["aliases"]} == {
        t + "!" for t in HOSTILE
    }
    assert set(HOSTILE) <= {fact.get("text") for fact in hostile.rows("facts")}
    assert set(hostile.data("graph-data")["pages"]) == set(HOSTILE)


def test_hostile_articles_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    view(hostile_graph(HOSTILE), path, texts=hostile_texts(HOSTILE))
    hostile = Parsed(path.read_bytes().decode("utf-8"))
    assert wild(hostile) == wild(Parsed(page(hostile_graph(["甲"]), tmp_path)))
    assert set(hostile.data("graph-data")["texts"]) == {f"甲{text}乙" for text in HOSTILE}
    assert {said(hostile, one) for one in hostile.rows("evidence")} == set(HOSTILE)


def said(parsed: Parsed, evidence: dict[str, Any]) -> str:
    """The words of evidence that points into a text, cut out as JavaScript does."""
    units = parsed.data("graph-data")["texts"][evidence["text"]].encode("utf-16-le")
    start, end = evidence["at"]
    return units[2 * start : 2 * end].decode("utf-16-le")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_can_be_the_focus_or_is_refused(name: str) -> None:
    shown = Parsed(
        html(hostile_graph([name, "甲"]), focus=f"{BASE}x/0/a/" + quote(name, safe="!$&'()*+,;=:@"))
    )
    assert {item["name"] for item in shown.rows("entities")} == {name}
    with pytest.raises(ViewError, match="no entity"):
        html(hostile_graph(["甲"]), focus=name)


def test_a_frame_holds_the_whole_page_and_nothing_beside_it() -> None:
    page_text = html(hostile_graph(HOSTILE))
    parsed = Parsed(frame(page_text))
    ((tag, attributes),) = parsed.elements
    assert tag == "iframe" and attributes["srcdoc"] == page_text
    assert attributes["sandbox"] == "allow-scripts"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=4))
def test_any_text_survives(tmp_path: Path, texts: list[str]) -> None:
    parsed = Parsed(page(hostile_graph(texts), tmp_path))
    assert {item["name"] for item in parsed.rows("entities")} == set(texts)


def test_an_empty_graph_gives_a_page(tmp_path: Path) -> None:
    parsed = Parsed(page([], tmp_path))
    assert parsed.data("network-data")["nodes"] == [] and parsed.rows("entities") == []


def test_a_loop_is_a_fact_but_no_line(tmp_path: Path) -> None:
    sample = Sample()
    area = sample.entity("Area", "甲区")
    sample.fact(area, "locatedIn", area, "甲区甲区")
    parsed = Parsed(page(sample.quads, tmp_path))
    assert parsed.data("network-data")["edges"] == [] and len(parsed.rows("facts")) == 1


def test_a_relation_without_direction_bears_no_arrow() -> None:
    sample = Sample()
    one, two = sample.entity("Agency", "甲局"), sample.entity("Organization", "乙公司")
    sample.fact(one, "cooperatesWith", two, "甲局与乙公司签约")
    assert [edge["arrows"] for edge in lines(sample.quads)] == [""]


# -- large graphs


def test_of_a_large_graph_the_important_part_is_drawn_and_all_is_kept(tmp_path: Path) -> None:
    parsed = Parsed(page(province(), tmp_path))
    drawn, entities = parsed.data("network-data"), parsed.rows("entities")
    assert len(entities) > 2500 > WHOLE and len(drawn["nodes"]) == OVERVIEW
    heads = {group["area"] for group in parsed.rows("groups") if group.get("head") == group.get("area", -1)}
    others = sorted(
        (n for n in range(len(entities)) if n not in heads), key=lambda n: -entities[n].get("weight", 0)
    )
    least = entities[others[OVERVIEW]].get("weight", 0)
    assert not heads & {node["id"] for node in drawn["nodes"]}
    assert all(entities[node["id"]]["weight"] >= least for node in drawn["nodes"])


def test_an_overview_hangs_together(tmp_path: Path) -> None:
    parsed = Parsed(page(province(), tmp_path))
    edges = [(edge["from"], edge["to"]) for edge in parsed.data("network-data")["edges"]]
    graph = nx.Graph([*edges, *((line["a"], line["b"]) for line in parsed.rows("bundles"))])
    bubbles = [-1 - n for n, group in enumerate(parsed.rows("groups")) if group["hidden"]]
    assert set(graph) == {*bubbles, *(node["id"] for node in parsed.data("network-data")["nodes"])}
    assert nx.is_connected(graph)


# -- layout


def star_of_stars() -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.star_graph(6)
    for hub in range(1, 7):
        graph.add_edges_from((hub, 7 + 9 * (hub - 1) + leaf) for leaf in range(9))
    return graph


@pytest.mark.parametrize(
    "graph",
    [
        nx.empty_graph(1),
        nx.empty_graph(7),
        nx.path_graph(2),
        nx.path_graph(9),
        nx.star_graph(40),
        nx.complete_graph(12),
        nx.cycle_graph(30),
        star_of_stars(),
        nx.disjoint_union(nx.star_graph(8), nx.path_graph(5)),
    ],
    ids=["one", "apart", "pair", "path", "star", "complete", "cycle", "stars", "two parts"],
)
def test_no_two_boxes_overlap(graph: nx.Graph[int]) -> None:
    boxes = [(30.0 + 10 * (n % 5), 20.0) for n in range(len(graph))]
    places = layout(graph, boxes)
    for a in graph:
        for b in range(a):
            wide = boxes[a][0] + boxes[b][0] - abs(places[a][0] - places[b][0])
            high = boxes[a][1] + boxes[b][1] - abs(places[a][1] - places[b][1])
            assert wide <= 1 or high <= 1, (a, b)
    assert layout(graph, boxes) == places


def test_layout_of_nothing() -> None:
    assert layout(nx.Graph(), []) == []


@pytest.mark.parametrize(
    ("name", "shown"), [("短", "短"), ("一" * 14, "一" * 14), ("一" * 15, "一" * 13 + "…")]
)
def test_long_names_are_cut_on_the_canvas(name: str, shown: str) -> None:
    assert shorten(name) == shown


def test_the_wheel_will_ship_the_assets() -> None:
    folder = Path(view.__code__.co_filename).parent / "assets"
    from kg.view.page import parts

    listed = [*parts()["scripts"], *parts()["styles"], "page.html", "parts.json", "words.json"]
    assert sorted(p.name for p in folder.iterdir()) == sorted(listed)


def test_both_languages_have_the_same_words() -> None:
    from kg.view.data import words

    found = words()
    assert set(found) == {"zh", "en"} and set(found["zh"]) == set(found["en"])
    for key, text in found["zh"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", found["en"][key])), key


def test_years_months_and_other_literals_are_values() -> None:
    sample = Sample()
    place = sample.entity("Community", "甲院")
    sample.fact(place, "builtIn", typed("1998", "gYear"), "建于1998年")
    (fact,) = gather(sample.quads, CLASSES).facts
    assert (fact.kind, fact.relation, fact.text) == ("value", "builtIn", "1998")
