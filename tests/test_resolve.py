"""Who is who on a page: canonical names, forms of one name, kinds, and keys that depend on nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_readings import names, reading, resolved

from kg.resolve import forms
from kg.types import Fact, Post, Reading, Source, Span

_PLACE = "[济宁市/Area][任城区/Area]，"


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        pytest.param("[区教育局/Agency]", "任城区教育局", id="relative body"),
        pytest.param("[该区纪委监委/Agency]", "任城区纪委监委", id="that district's body"),
        pytest.param("[区委/Agency]", "中共任城区委", id="party committee"),
        pytest.param("[区委常委会/Agency]", "中共任城区委常委会", id="its standing committee"),
        pytest.param("[市委/Agency]", "中共济宁市委", id="the city's committee"),
        pytest.param("[任城区第十四届委员会/Agency]", "中共任城区委", id="elected committee"),
        pytest.param("[中共济宁市委任城区第十四届委员会/Agency]", "中共任城区委", id="in full"),
        pytest.param("[区政府/Agency]", "任城区人民政府", id="government"),
        pytest.param("[区委组织部/Agency]", "任城区委组织部", id="organ of the committee"),
        pytest.param("[党中央/Agency]", "中共中央", id="the whole country's"),
        pytest.param("[阜桥街道党工委/Agency]", "阜桥街道党工委", id="no district before a street's"),
        pytest.param("[高新区/Area][高新区管委会/Agency]", "济宁高新区管委会", id="a zone's body"),
        pytest.param("[建党100周年/Event]", "中国共产党成立100周年", id="anniversary"),
        pytest.param("[全区惠民计划/Document]", "任城区惠民计划", id="unquoted document"),
        pytest.param("[“三清单”要求/Method]", "“三清单”", id="announcing noun"),
        pytest.param(
            "[老旧小区改造/Project@works.programme.local]", "任城区老旧小区改造", id="local programme"
        ),
        pytest.param(
            "[文明城市创建/Project@works.programme.local]", "济宁市文明城市创建", id="a city's programme"
        ),
    ],
)
def test_canonical_name(marked: str, name: str) -> None:
    found = resolved(reading(_PLACE + marked))
    assert name in names(found)


def test_a_zone_is_called_as_everybody_calls_it() -> None:
    found = resolved(reading("[济宁市/Area]。[高新区/Area]"))
    zone = next(e for e in found.entities if e.name == "济宁高新区")
    assert set(zone.aliases) == {"高新区", "济宁高新技术产业开发区"}
    assert zone.kinds == ("DevelopmentZone",)


@pytest.mark.parametrize(
    "marked",
    ["[该小区/Community@units.open]", "[全县/Area@units.relative]", "[开发区/Area]"],
    ids=["open", "unresolved level", "bare noun"],
)
def test_what_names_nothing_is_no_entity(marked: str) -> None:
    assert names(resolved(reading(_PLACE + marked))) == {"济宁市", "任城区"}


@pytest.mark.parametrize(
    ("marked", "name", "form"),
    [
        pytest.param(
            "[任城区环卫中心柳泉环卫站/Agency]。[柳泉环卫站/Agency]",
            "任城区环卫中心柳泉环卫站",
            "柳泉环卫站",
            id="end",
        ),
        pytest.param(
            "[青岩矿业有限公司三号煤矿/Organization]。[青岩矿业三号煤矿/Organization]",
            "青岩矿业有限公司三号煤矿",
            "青岩矿业三号煤矿",
            id="legal form left out",
        ),
        pytest.param(
            "[嘉祥县中心医院/Organization]。[嘉祥中心医院/Organization]",
            "嘉祥县中心医院",
            "嘉祥中心医院",
            id="area in short",
        ),
        pytest.param("[长沟镇/Area]。[长沟/Place]", "长沟镇", "长沟", id="town in short"),
        pytest.param(
            "[柳庄村/Community.village]。[柳庄/Community.village]", "柳庄村", "柳庄", id="village without 村"
        ),
        pytest.param(
            "[枫林苑提升改造工程/Project]。[枫林苑改造提升项目/Project]。[枫林苑改造/Project]",
            "枫林苑提升改造工程",
            "枫林苑改造",
            id="one work",
        ),
        pytest.param(
            "[《惠民办法》/Document]。[〈惠民办法〉/Document]", "《惠民办法》", "〈惠民办法〉", id="brackets"
        ),
        pytest.param(
            "[中共济宁市委任城区第十四届委员会第五次全体会议/Event]。[区委十四届五次全会/Event]",
            "中共济宁市委任城区第十四届委员会第五次全体会议",
            "任城区委十四届五次全会",
            id="session",
        ),
        pytest.param(
            "走进[走进柳泉社区/Community]。[柳泉社区/Community]。[柳泉社区/Community]",
            "柳泉社区",
            None,
            id="stray verb",
        ),
    ],
)
def test_forms_of_one_name(marked: str, name: str, form: str | None) -> None:
    found = [e for e in resolved(reading(_PLACE + marked)).entities if e.name not in {"济宁市", "任城区"}]
    assert [e.name for e in found] == [name]
    assert form is None or form in found[0].aliases


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            "[一中附小/Organization]。[任城一中附小/Organization]。[嘉祥一中附小/Organization]", id="two fit"
        ),
        pytest.param("[嘉祥县中心医院/Organization]。[金乡县中心医院/Organization]", id="two counties"),
        pytest.param("[济宁市中心医院/Organization]。[任城区中心医院/Organization]", id="two levels"),
        pytest.param("[枫林苑改造/Project]。[枫林苑整治/Project]", id="two works"),
        pytest.param("[区委十四届五次全会/Event]。[市委十四届五次全会/Event]", id="two committees"),
        pytest.param(
            "[区委十四届五次全会/Event]。[区政协十四届五次会议/Event]", id="committee and conference"
        ),
        pytest.param("[柳泉小学/Organization]。[柳泉社区/Community]", id="two classes"),
        pytest.param("[新柳泉社区/Community]。[柳泉新村/Community]", id="other ends"),
    ],
)
def test_unlike_names_stay_apart(marked: str) -> None:
    wanted = marked.count("[")
    found = [e for e in resolved(reading(_PLACE + marked)).entities if e.type != "Area"]
    assert len(found) == wanted


def test_a_verb_in_a_name_is_no_junk_where_the_rest_is_never_named_alone() -> None:
    found = resolved(reading(_PLACE + "[建设机械厂家属院/Community]"))
    assert "建设机械厂家属院" in names(found)


def test_a_programme_without_area_is_the_one_its_article_names_with_one() -> None:
    text = "[济宁市/Area]。[济宁市老旧小区改造/Project@works.programme]。[老旧小区改造/Project@works.programme.local]"
    assert names(resolved(reading(_PLACE + text)), "Project") == {"济宁市老旧小区改造"}


def test_a_programme_belongs_to_the_area_of_the_headline() -> None:
    text = "# [任城区/Area]换新颜\n[嘉祥县/Area]、[嘉祥县/Area]、[嘉祥县/Area]，[老旧小区改造/Project@works.programme.local]"
    assert names(resolved(reading(text)), "Project") == {"任城区老旧小区改造"}


def test_schools_are_not_where_their_names_begin() -> None:
    school = resolved(reading("[任城区/Area]。[山东/Area][山东医科大学/Organization]"))
    assert "山东省" not in names(school)
    company = resolved(reading("[任城区/Area]。[山东/Area][山东青岩矿业有限公司/Organization]"))
    assert "山东省" in names(company)


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[山东省/Area]", "Province"),
        ("[济宁市/Area]", "Prefecture"),
        ("[曲阜市/Area]", "County"),
        ("[长沟镇/Area]", "Township"),
        ("[阜桥街道/Area]", "SubDistrict"),
        ("[清河口镇/Area]", "Township"),
        ("[清河口街道/Area]", "SubDistrict"),
        ("[清河产业园区/Area]", "DevelopmentZone"),
        ("[枫林苑/Community.compound]", "Compound"),
        ("[柳泉社区/Community.neighbourhood]", "Neighbourhood"),
        ("[柳庄村/Community.village]", "Village"),
    ],
)
def test_kinds(marked: str, kind: str) -> None:
    found = resolved(reading("[任城区/Area]，" + marked))
    name = marked[1 : marked.index("/")]
    assert next(e for e in found.entities if e.name == name).kinds == (kind,)


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("[区教育局/Agency]", ("Official",)),
        ("[柳泉社区/Community]", ("Official",)),
        ("[柳泉小学/Organization]", ()),
    ],
)
def test_officials(body: str, kinds: tuple[str, ...]) -> None:
    one = reading(_PLACE + body + "[祁连山/Person]")
    post = Post(3, 2, "负责人", Source("p1", "a1", Span(0, 4), "test", 0.9))
    found = resolved(Reading(one.article, one.mentions, (post,)))
    assert next(e for e in found.entities if e.type == "Person").kinds == kinds


_PAGES = (
    reading(
        "[济宁市/Area][任城区/Area]，[区教育局/Agency]、[枫林苑改造/Project]、[柳安然/Person]", page="p1"
    ),
    reading("[曲阜市/Area]，[市教育局/Agency]、[柳安然/Person]", page="p2"),
    reading("[高新区/Area]，[区委/Agency]、[枫林苑提升改造工程/Project]", page="p3"),
    reading("[广东省/Area][惠州市/Area][惠东县/Area]，[县委/Agency]、[柳安然/Person]", page="p4"),
    reading("[任城区教育局/Agency]、[任城区/Area][枫林苑提升改造工程/Project]", page="p5"),
)


def _keys(pages: tuple[Reading, ...] | list[Reading]) -> dict[tuple[str, str], set[str]]:
    found = resolved(*pages)
    keys: dict[tuple[str, str], set[str]] = {}
    for mention in found.mentions:
        keys.setdefault((mention.page, mention.mention.text), set()).add(mention.entity)
    return keys


@given(st.permutations(_PAGES), st.integers(1, len(_PAGES)))
def test_keys_of_a_page_depend_on_no_other_page(order: list[Reading], count: int) -> None:
    alone = _keys(_PAGES)
    assert all(alone[at] == keys for at, keys in _keys(order[:count]).items())


@given(st.permutations(_PAGES))
def test_entities_do_not_depend_on_the_order_of_pages(order: list[Reading]) -> None:
    assert resolved(*order).entities == resolved(*_PAGES).entities


def test_one_key_on_two_pages_is_one_entity() -> None:
    found = resolved(*_PAGES)
    assert [e.name for e in found.entities if e.name == "任城区教育局"] == ["任城区教育局"]
    assert len([e for e in found.entities if e.name == "柳安然"]) == 2  # one in each city


@given(st.text(alphabet="柳泉苑改造提升整治工程项目“”《》（）第十四届次会议区委", min_size=1, max_size=14))
def test_forms_are_total_and_settle(name: str) -> None:
    core = forms.project_core(name)
    assert core and forms.project_core(core) == core
    assert forms.bare(name)
    assert forms.bare(forms.bare(name)) == forms.bare(name)
    forms.session(name)


def test_claims_follow_their_mentions() -> None:
    one = reading(
        _PLACE + "[柳泉环卫站/Agency]。[任城区环卫中心柳泉环卫站/Agency]",
        [("柳泉环卫站", "subOrganizationOf", "任城区环卫中心柳泉环卫站")],
    )
    assert not [c for c in resolved(one).claims if isinstance(c, Fact) and c.subject == c.object]
