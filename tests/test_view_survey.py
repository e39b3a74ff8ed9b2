"""What the view works out from a graph: areas, groups, dates, tables, pinyin, parts, the places of sentences."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple
from test_view import CLASSES, Parsed, plain, said
from view_sample import KG, RDF, Sample, kg, province, town, typed

from kg.assemble.iri import page_name
from kg.engine import Built, build
from kg.errors import ViewError
from kg.view import html, texts
from kg.view.columns import table, utf16
from kg.view.gather import gather
from kg.view.model import Item, Picture
from kg.view.overview import importance
from kg.view.part import around, find
from kg.view.pinyin import spelled
from kg.view.places import CROWD, areas, groups

XSD_DATE = "2021-03-05"


def picture_of(quads: Iterable[Quad | Triple]) -> Picture:
    return gather(quads, CLASSES)


def shown(sample: Sample, **options: Any) -> Parsed:
    return Parsed(html(sample.quads, **options))


def names(parsed: Parsed) -> list[str]:
    return [item["name"] for item in parsed.rows("entities")]


# -- areas and groups


def county() -> Sample:
    """A province, a city in it, a county and a street, a community, an agency, a head, a project."""
    sample = Sample()
    chain = [
        ("云泽省", "Province"),
        ("澜川市", "Prefecture"),
        ("澜东区", "County"),
        ("柳湖街道", "SubDistrict"),
    ]
    places = [sample.entity("Area", name, kinds=(kind,)) for name, kind in chain]
    for upper, lower in pairwise(places):
        sample.fact(lower, "locatedIn", upper, "所在")
    community = sample.entity("Community", "柳湖社区", kinds=("Neighbourhood",))
    sample.fact(community, "locatedIn", places[3], "柳湖街道柳湖社区")
    agency = sample.entity("Agency", "澜东区住建局")
    sample.fact(agency, "subOrganizationOf", places[2], "澜东区住建局")
    person = sample.entity("Person", "甄望舒", kinds=("Official",))
    sample.post(person, agency, "局长", "澜东区住建局局长甄望舒")
    work = sample.entity("Project", "柳湖路改造")
    sample.fact(agency, "implements", work, "澜东区住建局实施柳湖路改造")
    sample.entity("Method", "三问工作法")
    return sample


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("云泽省", "云泽省"),
        ("澜川市", "澜川市"),
        ("澜东区", "澜东区"),
        ("柳湖街道", "澜东区"),
        ("柳湖社区", "澜东区"),
        ("澜东区住建局", "澜东区"),
        ("甄望舒", "澜东区"),
        ("柳湖路改造", "澜东区"),
        ("三问工作法", None),
    ],
)
def test_each_entity_lies_in_its_district(name: str, area: str | None) -> None:
    picture = picture_of(county().quads)
    found = areas(picture)[find(picture, name)]
    assert (None if found is None else picture.entities[found].name) == area


def test_a_circle_of_places_ends() -> None:
    sample = Sample()
    one, two, three = (sample.entity("Area", name) for name in ("甲区", "乙区", "丙区"))
    for lower, upper in ((one, two), (two, three), (three, one)):
        sample.fact(lower, "locatedIn", upper, "所在")
    parsed = shown(sample)
    tree = [(row["depth"], names(parsed)[row["entity"]]) for row in parsed.rows("tree")]
    assert sorted(depth for depth, _ in tree) == [0, 1, 2]
    assert {name for _, name in tree} == {"甲区", "乙区", "丙区"}


@pytest.mark.parametrize("quads", [town(), province(2, 4), county().quads, []])
def test_every_entity_is_in_exactly_one_group(quads: list[Quad]) -> None:
    picture = picture_of(quads)
    found = groups(picture, areas(picture), importance(picture))
    assert sorted(n for group in found for n in group.members) == list(range(len(picture.entities)))
    assert all(group.head is None or group.head in group.members for group in found if group.area is None)


def grouped(quads: list[Quad]) -> dict[str | None, int]:
    """How many entities each group has, by the name of its head."""
    picture = picture_of(quads)
    found = groups(picture, areas(picture), importance(picture))
    return {None if g.head is None else picture.entities[g.head].name: len(g.members) for g in found}


def shires(count: int, bodies: int) -> Sample:
    """A province, a city in it, so many districts, each with so many agencies."""
    sample = Sample()
    province, city = sample.entity("Area", "云泽省"), sample.entity("Area", "澜川市")
    sample.fact(city, "locatedIn", province, "云泽省澜川市")
    for number in range(count):
        district = sample.entity("Area", f"第{number}区")
        sample.fact(district, "locatedIn", city, "澜川市")
        for body in range(bodies + (number == 0)):
            sample.fact(
                sample.entity("Agency", f"第{number}区{body}局"), "subOrganizationOf", district, "第区局"
            )
    return sample


def test_areas_of_few_entities_go_into_the_one_above() -> None:
    assert grouped(shires(3, 2).quads) == {"第0区": 4, "云泽省": 8}


def test_many_areas_go_into_the_one_above_the_smallest_first() -> None:
    found = grouped(shires(100, 5).quads)
    assert len(found) <= 60 and "第0区" in found and sum(found.values()) == 603
    assert max(found.values()) <= CROWD


@pytest.mark.parametrize("count", [2, 3, 70])
def test_areas_in_a_circle_come_to_rest(count: int) -> None:
    sample = Sample()
    places = [sample.entity("Area", f"{number}区") for number in range(count)]
    for lower, upper in pairwise([*places, places[0]]):
        sample.fact(lower, "locatedIn", upper, "所在")
    assert sum(grouped(sample.quads).values()) == count


def test_without_areas_groups_are_what_hangs_together() -> None:
    sample = Sample()
    for part in "甲乙丙":
        hub = sample.entity("Agency", f"{part}局")
        for number in range(15):
            other = sample.entity("Organization", f"{part}{number}公司")
            sample.fact(hub, "cooperatesWith", other, "签约")
    picture = picture_of(sample.quads)
    found = groups(picture, areas(picture), importance(picture))
    assert sorted(picture.entities[group.head or 0].name for group in found) == ["丙局", "乙局", "甲局"]
    assert {len(group.members) for group in found} == {16}


def test_a_large_graph_is_folded_and_nothing_is_lost() -> None:
    parsed = Parsed(html(province(12, 24)))
    entities, parts = parsed.rows("entities"), parsed.rows("groups")
    drawn = {node["id"] for node in parsed.data("network-data")["nodes"]}
    for number, part in enumerate(parts):
        members = [n for n, item in enumerate(entities) if item["group"] == number]
        assert part["count"] == len(members) and part["hidden"] == len(set(members) - drawn)
        assert ("size" in part) == (part["hidden"] > 0)
    assert all("gx" in item and "gy" in item for item in entities)
    nodes = drawn | {-1 - n for n, part in enumerate(parts) if part["hidden"]}
    for bundle in parsed.rows("bundles"):
        assert {bundle["a"], bundle["b"]} <= nodes and bundle["a"] < 0 < bundle["facts"]


# -- dates, pages, confidence


def test_dates_are_those_stated_else_those_of_the_articles() -> None:
    sample = Sample()
    work, body = sample.entity("Project", "改造"), sample.entity("Agency", "甲局")
    sample.fact(work, "startedOn", typed("2019-05", "gYearMonth"), "2019年5月启动")
    sample.fact(body, "implements", work, "甲局实施改造")
    sample.measure(body, "revenue", "1", "currency/CNY", "一元", "收入一元")
    parsed = shown(sample)
    spans = {fact["relation"]: (fact["from"], fact["to"]) for fact in parsed.rows("facts")}
    assert spans == {
        "startedOn": ("2019-05", "2019-05"),
        "implements": (XSD_DATE, XSD_DATE),
        "revenue": ("2021", "2021"),
    }
    item = parsed.rows("entities")[names(parsed).index("改造")]
    assert (item["from"], item["to"], item["pages"], item["confidence"]) == ("2019-05", XSD_DATE, [0], 0.9)
    assert parsed.data("graph-data")["span"] == ["2019-05", XSD_DATE]


def test_what_is_no_date_is_none() -> None:
    sample = Sample()
    work = sample.entity("Project", "改造")
    sample.fact(work, "startedOn", Literal("去年"), "去年启动")
    (fact,) = shown(sample).rows("facts")
    assert (fact["text"], fact["from"]) == ("去年", XSD_DATE)


# -- tables


def test_projects_with_their_figures_the_surest_and_largest_first() -> None:
    sample = Sample()
    small, large = sample.entity("Project", "小改造"), sample.entity("Project", "大改造")
    maker = sample.entity("Agency", "甲局")
    sample.fact(maker, "implements", large, "甲局实施大改造")
    sample.measure(small, "investment", "5", "currency/CNY", "5元", "投资5元")
    for number in ("20", "100"):
        sample.measure(large, "investment", number, "currency/CNY", f"{number}元", f"投资{number}元")
    sample.measure(large, "households", "3", "unit/NUM", "3户", "3户")
    for year in ("2021", "2020"):
        sample.fact(large, "startedOn", typed(year, "gYear"), f"{year}年启动")
    parsed = shown(sample)
    entities, facts = names(parsed), parsed.rows("facts")
    first, second = parsed.rows("projects")
    assert (entities[first["project"]], entities[second["project"]]) == ("大改造", "小改造")
    assert (facts[first["money"]]["number"], facts[first["households"]]["number"]) == (100.0, 3.0)
    assert facts[first["started"]]["text"] == "2020"
    assert [entities[n] for n in first["implementers"]] == ["甲局"]
    assert set(second) == {"project", "money"}


def test_a_plain_area_stands_for_the_surface_only_where_no_floor_area_is_told() -> None:
    sample = Sample()
    built, laid = sample.entity("Project", "甲改造"), sample.entity("Project", "乙改造")
    for work, prop, number in ((built, "floorArea", "7"), (built, "area", "9"), (laid, "area", "4")):
        sample.measure(work, prop, number, "unit/M2", f"{number}平方米", f"面积{number}平方米")
    parsed = shown(sample)
    entities, facts = names(parsed), parsed.rows("facts")
    found = {entities[row["project"]]: facts[row["floor"]]["number"] for row in parsed.rows("projects")}
    assert found == {"甲改造": 7.0, "乙改造": 4.0}


def test_the_tree_runs_from_the_province_to_the_community() -> None:
    parsed = shown(county())
    entities = names(parsed)
    rows = [(row["depth"], entities[row["entity"]], row["below"]) for row in parsed.rows("tree")]
    assert rows == [
        (0, "云泽省", 5),
        (1, "澜川市", 4),
        (2, "澜东区", 3),
        (3, "柳湖街道", 1),
        (4, "柳湖社区", 0),
        (3, "澜东区住建局", 0),
    ]
    parents = [row.get("parent") for row in parsed.rows("tree")]
    assert parents == [None, 0, 1, 2, 3, 2]


def test_posts_in_time() -> None:
    sample = Sample()
    body = sample.entity("Agency", "甲局")
    for name in ("甄望舒", "蔺书禾"):
        sample.post(sample.entity("Person", name), body, "局长", f"局长{name}", former=name == "甄望舒")
    parsed = shown(sample)
    facts, entities = parsed.rows("facts"), names(parsed)
    rows = [
        (entities[facts[row["fact"]]["subject"]], row["from"], row["to"]) for row in parsed.rows("timeline")
    ]
    assert sorted(rows) == [("甄望舒", XSD_DATE, XSD_DATE), ("蔺书禾", XSD_DATE, XSD_DATE)]


def test_sums_for_the_charts() -> None:
    sample = Sample()
    area = sample.entity("Area", "甲区", kinds=("County",))
    for name, number, year in (("改造一", "5", "2020"), ("改造二", "7", "2021"), ("改造三", "0", "")):
        work = sample.entity("Project", name)
        sample.fact(work, "locatedIn", area, f"甲区{name}")
        sample.measure(work, "investment", number, "currency/CNY", f"{number}元", f"投资{number}元")
        if year:
            sample.fact(work, "startedOn", typed(year, "gYear"), f"{year}年启动")
    parsed = shown(sample)
    charts = parsed.data("graph-data")["charts"]
    entities = names(parsed)
    money = {name: plain(column) for name, column in charts["money"].items()}
    assert (money["area"], money["number"]) == ([entities.index("甲区")], [12.0]) and len(
        money["facts"][0]
    ) == 3
    years = {name: plain(column) for name, column in charts["years"].items()}
    assert years["year"] == ["2020", "2021"]
    assert [[entities[n] for n in found] for found in years["started"]] == [["改造一"], ["改造二"]]
    assert [entities[n] for n in years["reported"][1]] == ["改造三"]


# -- pinyin


@pytest.mark.parametrize(
    ("type", "name", "full", "initials"),
    [
        ("Area", "文峰区", "wenfengqu", "wfq"),
        ("Area", "重庆市", "chongqingshi", "cqs"),
        ("Agency", "住房和城乡建设局", "zhufanghechengxiangjiansheju", "zfhcxjsj"),
        ("Community", "柳湖3号院", "liuhu3haoyuan", "lh3hy"),
        ("Community", "A区12号楼", "aqu12haolou", "aq12hl"),
        ("Document", "《条例（试行）》", "tiaolishixing", "tlsx"),
        ("Person", "曾望舒", "zengwangshu", "zws"),
        ("Person", "单望舒", "shanwangshu", "sws"),
        ("Organization", "ABC公司", "abcgongsi", "abcgs"),
        ("Method", "！！", "", ""),
    ],
)
def test_names_are_found_by_pinyin(type: str, name: str, full: str, initials: str) -> None:
    spelling, first = spelled(Item("x", name, type, (), ()))
    assert full in spelling.split(" ") and initials in first.split(" ")


def test_other_names_have_their_pinyin_too() -> None:
    assert spelled(Item("x", "澜东区住建局", "Agency", (), ("区住建局",))) == (
        "landongquzhujianju quzhujianju",
        "ldqzjj qzjj",
    )


@given(st.text(), st.lists(st.text(), max_size=2))
def test_any_name_has_some_pinyin(name: str, aliases: list[str]) -> None:
    for forms in spelled(Item("x", name, "Person", (), tuple(aliases))):
        assert forms == forms.lower().strip() and all(form.isalnum() for form in forms.split())


# -- parts


@pytest.mark.parametrize(
    ("hops", "kept"),
    [
        (0, {"甄望舒"}),
        (1, {"甄望舒", "澜东区住建局"}),
        (2, {"甄望舒", "澜东区住建局", "澜东区", "柳湖路改造"}),
        (3, {"甄望舒", "澜东区住建局", "澜东区", "柳湖路改造", "澜川市", "柳湖街道"}),
        (9, {item.name for item in picture_of(county().quads).entities} - {"三问工作法"}),
    ],
)
def test_what_lies_around_an_entity(hops: int, kept: set[str]) -> None:
    part = around(picture_of(county().quads), "甄望舒", hops)
    assert {item.name for item in part.entities} == kept
    assert part.focus is not None and part.entities[part.focus].name == "甄望舒"
    inside = range(len(part.entities))
    assert all(
        fact.subject in inside and (fact.object is None or fact.object in inside) for fact in part.facts
    )


@pytest.mark.parametrize("name", ["澜东区住建局", " 澜东区住建局 ", "住建局", "IRI", "<IRI>"])
def test_an_entity_is_found_by_name_other_name_or_iri(name: str) -> None:
    sample = Sample()
    iri = sample.entity("Agency", "澜东区住建局", "住建局")
    sample.entity("Agency", "澜西区住建局")
    picture = picture_of(sample.quads)
    assert picture.entities[find(picture, name.replace("IRI", iri.value))].name == "澜东区住建局"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("澜东区住建", "no entity .*near names: 澜东区住建局"),
        ("澜东区住房局", "near names: 澜东区住建局"),
        ("xyz", "no entity of the graph is called 'xyz'; look for its name"),
        ("", "no entity of the graph is called ''"),
        (
            "区住建局",
            "2 entities are called '区住建局': give the IRI of one: .*澜东区住建局 <.*澜西区住建局 <",
        ),
    ],
)
def test_an_unclear_name_is_refused_with_near_ones(name: str, message: str) -> None:
    sample = Sample()
    for first in "东西":
        sample.entity("Agency", f"澜{first}区住建局", "区住建局")
    with pytest.raises(ViewError, match=message):
        find(picture_of(sample.quads), name)


def test_only_what_a_query_answers_is_drawn_with_its_evidence() -> None:
    sample = county()
    wanted = [
        Triple(q.subject, q.predicate, q.object)
        for q in sample.quads
        if q.predicate.value == KG + "implements"
    ]
    parsed = shown(sample, only=wanted)
    (fact,) = parsed.rows("facts")
    assert fact["relation"] == "implements" and len(fact["evidence"]) == 1
    assert set(names(parsed)) == {"澜东区住建局", "柳湖路改造"}


def test_a_conclusion_of_a_query_is_drawn_without_evidence() -> None:
    sample = county()
    person, work = (
        next(q.subject for q in sample.quads if q.predicate.value == RDF + "type" and q.object == kg(cls))
        for cls in ("Person", "Project")
    )
    assert isinstance(person, NamedNode)
    parsed = shown(sample, only=[Triple(person, kg("participatesIn"), work)])
    (fact,) = parsed.rows("facts")
    assert fact["relation"] == "participatesIn" and "evidence" not in fact


def test_posts_and_measures_are_drawn_if_their_node_is_answered() -> None:
    sample = county()
    posts = [q for q in sample.quads if "/post/" in q.subject.value]  # type: ignore[union-attr]
    (fact,) = shown(sample, only=posts).rows("facts")
    assert (fact["kind"], fact["text"]) == ("post", "局长")


def test_an_empty_answer_gives_an_empty_page() -> None:
    assert shown(county(), only=[]).rows("entities") == []


# -- sentences in their articles

ARTICLE = "澜东区动态𠮷\n  “大家的事大家商量着办。”局长甄望\n舒说。甲局实施改造，甲局再次实施改造。"


def reported(*quotes: str) -> Sample:
    sample = Sample(text=ARTICLE)
    body, work = sample.entity("Agency", "甲局"), sample.entity("Project", "改造")
    for words in quotes:
        sample.fact(body, "implements", work, words)
    return sample


@pytest.mark.parametrize(
    "quotes", [("甲局实施改造",), ("局长甄望\n舒", "甲局实施改造"), ("𠮷\n  “大家", "实施改造。")]
)
@pytest.mark.parametrize("key", ["article", "page"])
def test_sentences_point_into_the_text(quotes: tuple[str, ...], key: str) -> None:
    sample = reported(*quotes)
    where = {"article": sample.article.value, "page": sample.page.value}[key]
    parsed = shown(sample, texts={where: ARTICLE, "urn:other": "别的"})
    assert parsed.data("graph-data")["texts"] == [ARTICLE]
    found = parsed.rows("evidence")
    assert [said(parsed, one) for one in found] == sorted(quotes, key=ARTICLE.find)
    assert not {"quote", "before", "after"} & {name for one in found for name in one}
    assert parsed.rows("articles")[0]["text"] == 0


def test_of_two_places_the_one_in_the_page_is_meant() -> None:
    """实施改造 stands twice; where the article begins follows from the words that stand once."""
    sample = reported("局长甄望\n舒", "实施改造")
    parsed = shown(sample, texts={sample.article.value: ARTICLE})
    starts = [one["at"][0] for one in parsed.rows("evidence")]
    assert starts[1] == ARTICLE.index("实施改造") + 1  # one more unit for 𠮷


@pytest.mark.parametrize("given", [{}, {"urn:other": ARTICLE}, {"article": "与此无关的文字"}])
def test_without_the_text_the_context_of_the_graph_is_kept(given: dict[str, str]) -> None:
    sample = reported("甲局实施改造")
    parsed = shown(
        sample, texts={key.replace("article", sample.article.value): t for key, t in given.items()}
    )
    (one,) = parsed.rows("evidence")
    assert one["quote"] == "甲局实施改造" and one["before"] and one["after"] and "at" not in one


def test_a_text_that_differs_at_the_place_is_not_pointed_into() -> None:
    sample = reported("甲局实施改造", "局长甄望\n舒")
    parsed = shown(sample, texts={sample.article.value: ARTICLE.replace("甄望", "甄某")})
    assert ["at" in one for one in parsed.rows("evidence")] == [False, True]


def test_texts_are_kept_while_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = reported("甲局实施改造")
    size = len(ARTICLE.encode())
    for room, kept in ((size, [ARTICLE]), (size - 1, [])):
        monkeypatch.setattr(texts, "MOST", room)
        assert shown(sample, texts={sample.article.value: ARTICLE}).data("graph-data")["texts"] == kept


def test_half_characters_in_a_text_do_no_harm() -> None:
    sample = reported("甲局实施改造")
    parsed = shown(sample, texts={sample.article.value: ARTICLE.replace("“", "\ud83d")})
    assert said(parsed, parsed.rows("evidence")[0]) == "甲局实施改造"


@pytest.fixture(scope="module")
def sample_build() -> Built:
    return build([str(Path(__file__).resolve().parents[1] / "seeds" / "pages")])


def test_each_sentence_of_the_sample_pages_is_what_the_page_says(sample_build: Built) -> None:
    """Every one points into its article, at the very characters that the page holds at its offsets."""
    parsed = Parsed(html(sample_build.quads, texts=sample_build.texts()))
    pages = {"#".join(page_name(page.id)): page.text for page, _ in sample_build.reread()}
    titled = {page.title: page.text for page, _ in sample_build.reread() if page.title}
    names = parsed.data("graph-data")["pages"]
    evidence = parsed.rows("evidence")
    assert len(evidence) > 100
    for one in evidence:
        name = names[one["page"]]
        assert said(parsed, one) == (titled | pages)[name][one["start"] : one["end"]]


# -- columns

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.lists(st.integers())
)


@given(st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES})))
def test_columns_hold_what_rows_held(rows: list[dict[str, Any]]) -> None:
    columns = {name: plain(column) for name, column in table(rows).items()}
    for number, row in enumerate(rows):
        for name, value in row.items():
            back = columns[name][number] if name in columns else None
            empty = value is False or value in ("", [])
            assert (back is None) if empty else (back == value and type(back) is type(value))


@given(st.text())
def test_places_in_utf16(text: str) -> None:
    place = utf16(text)
    for at in range(len(text) + 1):
        assert 2 * place(at) == len(text[:at].encode("utf-16-le", "surrogatepass"))


def test_the_page_opens_with_what_was_asked_for() -> None:
    parsed = shown(county(), focus="澜东区", hops=2)
    assert names(parsed)[parsed.data("graph-data")["focus"]] == "澜东区"
    assert shown(county()).data("graph-data")["focus"] is None
