"""What lies where and belongs to what: the next level up, once, and nowhere where it is not clear."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked_readings import Said, facts, reading, resolved


@pytest.mark.parametrize(
    ("marked", "said", "located"),
    [
        pytest.param(
            "[济宁市/Area]的[任城区/Area]。[任城区/Area]启动改造，将[枫林苑/Community.compound]、[柳泉苑/Community.compound]打包。",
            [],
            {("任城区", "济宁市"), ("枫林苑", "任城区"), ("柳泉苑", "任城区")},
            id="the area its sentence names",
        ),
        pytest.param(
            "[任城区/Area]阜桥。走进[枫林苑/Community.compound]。[嘉祥县/Area]也是。[嘉祥县/Area]、[金乡县/Area]。",
            [],
            set(),
            id="several areas: nowhere",
        ),
        pytest.param(
            "走进[枫林苑/Community.compound]。[任城区/Area]启动改造，有[枫林苑/Community.compound]。[嘉祥县/Area]、[金乡县/Area]。",
            [],
            {("枫林苑", "任城区")},
            id="a later sentence decides",
        ),
        pytest.param(
            "# [任城区/Area]换新颜\n[任城区/Area]民生。走进[枫林苑/Community.compound]。",
            [],
            {("枫林苑", "任城区")},
            id="the area its article is about",
        ),
        pytest.param(
            "[任城区/Area]。[柳泉社区/Community.neighbourhood]、[柳泉社区/Community.neighbourhood]。走进[枫林苑/Community.compound]。",
            [],
            {("柳泉社区", "任城区"), ("枫林苑", "柳泉社区")},
            id="the neighbourhood its article is about",
        ),
        pytest.param(
            "[任城区/Area][柳泉社区/Community.neighbourhood]。[阜桥街道/Area]书记说。",
            [("柳泉社区", "locatedIn", "任城区")],
            {("柳泉社区", "任城区"), ("阜桥街道", "任城区")},
            id="the only street of the article may be another one",
        ),
        pytest.param(
            "[任城区/Area][柳泉社区/Community.neighbourhood]。[阜桥街道/Area][柳泉社区/Community.neighbourhood]，",
            [("柳泉社区", "locatedIn", "任城区"), ("柳泉社区", "locatedIn", "阜桥街道")],
            {("柳泉社区", "阜桥街道"), ("阜桥街道", "任城区")},
            id="the narrowest stated",
        ),
        pytest.param(
            "[山东省/Area]、[任城区/Area]、[济宁市/Area]",
            [("任城区", "locatedIn", "山东省")],
            {("任城区", "济宁市"), ("济宁市", "山东省")},
            id="the next level named",
        ),
        pytest.param(
            "[任城区/Area]。[山东省/Area]", [], {("任城区", "山东省")}, id="over a level that is not named"
        ),
        pytest.param(
            "[任城区/Area]民生。[全市/Area@units.relative]领先。",
            [],
            {("任城区", "济宁市")},
            id="an implied level",
        ),
        pytest.param(
            "[嘉祥县/Area]的[任城区/Area]", [("任城区", "locatedIn", "嘉祥县")], set(), id="impossible"
        ),
        pytest.param(
            "[高新区/Area]民生。[济宁市/Area]。[清河新区/Area]、[清河口镇/Area]",
            [],
            {("济宁高新区", "济宁市"), ("清河新区", "济宁市"), ("清河口镇", "济宁高新区")},
            id="never in one of its own level",
        ),
        pytest.param(
            "[任城区/Area][长沟镇/Area]。到[长沟镇文化广场/Place]，[长沟社区/Community.neighbourhood]",
            [],
            {("长沟镇", "任城区"), ("长沟镇文化广场", "长沟镇"), ("长沟社区", "长沟镇")},
            id="a name that contains it",
        ),
        pytest.param(
            "[任城区/Area]清河西岸的[柳泉巷/Place]很美，[枫林巷/Place]也是。",
            [],
            {("柳泉巷", "任城区"), ("枫林巷", "任城区")},
            id="a road by its clause, another one by its article",
        ),
    ],
)
def test_located_in(marked: str, said: list[Said], located: set[tuple[str, str]]) -> None:
    assert facts(resolved(reading(marked, said)), "locatedIn") == located


def test_a_parent_that_only_another_article_names_counts_where_the_page_is_about_it() -> None:
    local = [reading("[济宁市/Area][任城区/Area]"), reading("[济宁市/Area][嘉祥县/Area]", article="a2")]
    other = [*local, reading("[邹城市/Area]", article="a3")]
    assert ("邹城市", "济宁市") in facts(resolved(*other), "locatedIn")
    national = [
        reading("[山东省/Area][任城区/Area]"),
        reading("[广东省/Area][惠东县/Area]", article="a2"),
        reading("[四川省/Area][犍为县/Area]", article="a3"),
        reading("[邹城市/Area]", article="a4"),
    ]
    located = {("任城区", "山东省"), ("惠东县", "广东省"), ("犍为县", "四川省")}
    assert facts(resolved(*national), "locatedIn") == located


@pytest.mark.parametrize(
    ("marked", "said", "organs"),
    [
        pytest.param(
            "[任城区/Area]。[中共任城区委/Agency]、[任城区委常委会/Agency]",
            [],
            {("中共任城区委", "任城区"), ("中共任城区委常委会", "中共任城区委")},
            id="standing committee",
        ),
        pytest.param(
            "[任城区/Area][国家档案局任城区分局/Agency]、[国家档案局/Agency]",
            [
                ("国家档案局任城区分局", "subOrganizationOf", "国家档案局"),
                ("国家档案局任城区分局", "subOrganizationOf", "任城区"),
            ],
            {("国家档案局任城区分局", "国家档案局")},
            id="a body before its area",
        ),
        pytest.param(
            "[中共济宁市委/Agency]、[任城区/Area][中共任城区委/Agency]",
            [
                ("中共任城区委", "subOrganizationOf", "中共济宁市委"),
                ("中共任城区委", "subOrganizationOf", "任城区"),
            ],
            {("中共任城区委", "任城区")},
            id="a committee is its area's",
        ),
        pytest.param(
            "[阜桥街道/Area]。[阜桥街道安监办/Agency]", [], {("阜桥街道安监办", "阜桥街道")}, id="a street's"
        ),
        pytest.param(
            "[阜桥街道/Area][柳泉社区/Community.neighbourhood]。[柳泉社区党支部/Agency]",
            [("柳泉社区", "locatedIn", "阜桥街道")],
            {("柳泉社区党支部", "阜桥街道")},
            id="a neighbourhood's organ",
        ),
        pytest.param(
            "[任城区/Area][柳泉社区/Community.neighbourhood]。[柳泉社区党支部/Agency]",
            [],
            set(),
            id="its street unknown",
        ),
    ],
)
def test_sub_organization_of(marked: str, said: list[Said], organs: set[tuple[str, str]]) -> None:
    assert facts(resolved(reading(marked, said)), "subOrganizationOf") == organs


def test_programmes_are_their_areas() -> None:
    found = resolved(reading("# [任城区/Area]民生\n[老旧小区改造/Project@works.programme.local]"))
    assert facts(found, "implements") == {("任城区", "任城区老旧小区改造")}
    assert facts(found, "targets") == {("任城区老旧小区改造", "任城区")}


@pytest.mark.parametrize(
    ("marked", "aims"),
    [
        ("[枫林广场/Place]很美，[枫林广场提升改造/Project]开工。", {("枫林广场提升改造", "枫林广场")}),
        ("[枫林苑/Community.compound]很美，[枫林苑燃气改造/Project]开工。", {("枫林苑燃气改造", "枫林苑")}),
        ("[青石汽车厂/Organization]很忙，[青石汽车厂整体搬迁/Project]开始。", {("青石汽车厂整体搬迁", "青石汽车厂")}),
        (
            "[枫林河/Place]很美，[枫林河柳泉段/Place]也美。[枫林河柳泉段治理工程/Project]开工。",
            {("枫林河柳泉段治理工程", "枫林河柳泉段"), ("枫林河柳泉段治理工程", "枫林河")},
        ),
        (
            "[枫林社区/Community.neighbourhood]很美，[枫林社区居委会/Agency]很忙，[枫林社区居委会搬迁/Project]开始。",
            {("枫林社区居委会搬迁", "枫林社区居委会")},
        ),
        # What an institution makes is no work on it, nor is what runs from a place to another.
        ("[青石汽车厂/Organization]很忙，[青石汽车厂年产3万吨铸件项目/Project]开工。", set()),
        ("[枫林桥/Place]很美，[枫林桥至柳泉桥绿道建设/Project]开工。", set()),
    ],
)  # fmt: skip
def test_works_are_done_to_the_site_that_their_names_begin_with(
    marked: str, aims: set[tuple[str, str]]
) -> None:
    assert facts(resolved(reading(marked)), "targets") == aims


def test_a_company_carries_out_what_is_called_after_it() -> None:
    found = resolved(reading("[青石食品有限公司/Organization]很忙，[青石食品有限公司二期/Project]开工。"))
    assert facts(found, "implements") == {("青石食品有限公司", "青石食品有限公司二期")}
    assert facts(found, "targets") == set()


@pytest.mark.parametrize(
    ("marked", "where"),
    [
        ("[柳泉社区/Community.neighbourhood]书记说，去年[棉纺厂宿舍/Community.compound]最旧。", "柳泉社区"),
        ("[柳泉社区/Community.neighbourhood]开会。如今[棉纺厂宿舍/Community.compound]很美。", "柳泉社区"),
        # One of many, another area in between, another paragraph, a list.
        (
            "[任城区/Area]、[柳泉社区/Community.neighbourhood]看了[棉纺厂宿舍/Community.compound]等6个小区。",
            "任城区",
        ),
        (
            "[柳泉社区/Community.neighbourhood]来到[任城区/Area]，[棉纺厂宿舍/Community.compound]很美。",
            "任城区",
        ),
        ("[柳泉社区/Community.neighbourhood]。\n[任城区/Area]有[棉纺厂宿舍/Community.compound]。", "任城区"),
        ("[任城区/Area]走访[柳泉社区/Community.neighbourhood]、[棉纺厂宿舍/Community.compound]。", "任城区"),
    ],
)
def test_a_home_lies_in_the_neighbourhood_of_its_paragraph(marked: str, where: str) -> None:
    assert ("棉纺厂宿舍", where) in facts(resolved(reading(marked)), "locatedIn")


def test_what_a_work_is_called_after_says_nothing_of_the_next_home() -> None:
    read = reading(
        "[任城区/Area]看了[柳泉社区/Community.neighbourhood]改造和[棉纺厂宿舍/Community.compound]。"
    )
    (hood,) = (m for m in read.mentions if m.kind == "neighbourhood")
    work = replace(hood, end=hood.end + 2, type="Project", name="柳泉社区改造", kind=None)
    found = resolved(replace(read, mentions=(*read.mentions, work)))
    assert ("棉纺厂宿舍", "任城区") in facts(found, "locatedIn")


def test_what_follows_points_at_words_and_says_so() -> None:
    found = resolved(reading("[任城区/Area]启动，将[枫林苑/Community.compound]打包"))
    (claim,) = found.claims
    assert claim.source.rule == "sentence.place"
    assert found.pages[0].text[claim.source.span.start : claim.source.span.end] == "枫林苑"
