"""Visits, ceremonies and activities that a text tells of: what they are called, who is there, whose their numbers and
days are."""

from __future__ import annotations

import pytest
from marked_articles import marked_article

from kg.extract import extract
from kg.types import Dating, EntityType, Fact, Measure, Reading

Triple = tuple[str, str, str]


def _read(text: str, published: str | None = "2023-05-20") -> Reading:
    return extract(marked_article(text, published)[0])


def _named(text: str, *types: EntityType) -> set[str]:
    return {m.name for m in _read(text).mentions if m.type in types}


def _said(text: str) -> set[Triple]:
    reading = _read(text)
    return {
        (reading.mentions[c.subject].name, c.predicate, reading.mentions[c.object].name)
        for c in reading.claims
        if isinstance(c, Fact) and c.object is not None
    }


VISITS = [
    ("区委书记赵国栋到槐荫镇枫林社区调研老旧小区改造工作。", {"赵国栋调研老旧小区改造工作"}),
    ("区长钱守成一行先后来到槐树小区、青岩公园，专题调研绿化提升情况。", {"钱守成调研绿化提升情况"}),
    ("副市长孙晓楠率队深入青岩水库，检查防汛备汛工作。", {"孙晓楠检查防汛备汛工作"}),
    ("县长赵国栋走访慰问困难群众。", {"赵国栋走访慰问困难群众"}),
    ("县委书记赵国栋到槐荫镇调研。", {"赵国栋调研槐荫镇"}),
    ("县委书记赵国栋指出，要到基层调研，", set()),
    ("县委书记赵国栋在市长钱守成等陪同下考察青岩公园。", set()),
    ("县长赵国栋听取了调研组的汇报。", set()),
    ("居民赵国栋到槐树小区慰问邻居。", set()),
    ("县长赵国栋来到槐树小区，为老人送去慰问金。", set()),
]


@pytest.mark.parametrize(("text", "events"), VISITS)
def test_a_visit_is_called_after_who_comes_and_what_for(text: str, events: set[str]) -> None:
    assert _named(text, "Event") == events


def test_who_comes_who_comes_along_and_where_to() -> None:
    said = _said("区委书记赵国栋到槐荫镇枫林社区调研加装电梯工作。副区长钱守成陪同调研。")
    visit = "赵国栋调研加装电梯工作"
    assert {
        ("赵国栋", "participatesIn", visit),
        ("钱守成", "participatesIn", visit),
        (visit, "locatedIn", "枫林社区"),
    } <= said | {(s, p, o.removeprefix("槐荫镇")) for s, p, o in said}


JOINED = [
    ("枫林镇举行新时代文明实践站启动仪式暨工作推进会，", {"枫林镇新时代文明实践站启动仪式暨工作推进会"}),
    ("柳河中学举行开学典礼暨教师表彰大会。", {"开学典礼暨教师表彰大会"}),
    (
        "柳河市第三届创业大赛启动仪式暨投资推介会在会展中心举行。",
        {"柳河市第三届创业大赛启动仪式暨投资推介会"},
    ),
]


@pytest.mark.parametrize(("text", "events"), JOINED)
def test_two_halves_are_one_event(text: str, events: set[str]) -> None:
    assert _named(text, "Event") == events


CEREMONIES = [
    ("柳河县人民医院迁建工程开工。5月8日，县长赵国栋出席开工仪式。", {"柳河县人民医院迁建工程开工仪式"}),
    ("青岩智能科技有限公司成立签约仪式在柳河县举行。", {"青岩智能科技有限公司成立签约仪式"}),
    ("5月8日，枫林街道在青岩广场举办“邻里节”活动。", {"“邻里节”活动"}),
    ("枫林街道开展“邻里节”活动。", set()),
    ("柳河县2023年第二季度重点项目集中开工活动举行。", {"柳河县2023年第二季度重点项目集中开工活动"}),
    ("柳河县书法学会召开成立大会，为柳河县书法学会揭牌。", {"柳河县书法学会成立大会"}),
]


@pytest.mark.parametrize(("text", "events"), CEREMONIES)
def test_a_ceremony_is_called_after_what_it_marks(text: str, events: set[str]) -> None:
    assert _named(text, "Event") == events


FACTS: list[tuple[str, str, set[Triple]]] = [
    (
        "what is unveiled",
        "柳河县人民医院举行揭牌仪式。",
        {("柳河县人民医院", "participatesIn", "柳河县人民医院揭牌仪式")},
    ),
    (
        "who holds an activity",
        "柳河县第三届荷花节在青石湖公园开幕。本次活动由柳河县文旅局主办，柳河县摄影家协会承办。",
        {("柳河县摄影家协会", "participatesIn", "柳河县第三届荷花节")},
    ),
    (
        "so many of an area",
        "柳河区投入资金建设“口袋书屋”。柳河区的15处“口袋书屋”建设进展顺利。",
        {("“口袋书屋”建设", "targets", "柳河区")},
    ),
    (
        "what a letter asks for",
        "网友您好，您的留言收悉。针对您反映的屋顶水管改造、楼道电梯加装等事项，槐树社区已协调处理。",
        {("槐树社区", "implements", "屋顶水管改造")},
    ),
    (
        "what followed a renewal",
        "柳河县人民医院扩建后，新增床位300张。",
        {("柳河县人民医院扩建", "targets", "柳河县人民医院")},
    ),
    (
        "who else builds",
        "青岩大道改造工程开工。该工程由柳河县住建局组织实施，东岭市政公司承建。",
        {("东岭市政公司", "implements", "青岩大道改造工程")},
    ),
    (
        "a part of a home",
        "柳河县水务公司对槐树小区老旧供水管网进行改造。",
        {("槐树小区老旧供水管网改造", "targets", "槐树小区")},
    ),
    (
        "in the area of who holds it",
        "柳河县司法局举行普法宣传启动仪式。",
        {("普法宣传启动仪式", "locatedIn", "柳河县")},
    ),
    (
        "permits",
        "柳河县自然资源局颁发了《建设用地规划许可证》。",
        {("柳河县自然资源局", "issues", "《建设用地规划许可证》")},
    ),
]


@pytest.mark.parametrize(("case", "text", "facts"), FACTS, ids=[case for case, _, _ in FACTS])
def test_what_the_text_tells(case: str, text: str, facts: set[Triple]) -> None:
    assert facts <= _said(text), case


def test_a_meeting_elsewhere_is_nobodys_who_is_only_near() -> None:
    said = _said("柳河机场扩建\n从7月7日召开的青岩市政府新闻发布会上获悉，柳河机场项目开工。")
    assert not any(p == "participatesIn" and s == "柳河机场" for s, p, _ in said)


NUMBERS = [
    ("柳河县人民医院扩建后，新增床位300张。", {("柳河县人民医院扩建", 300)}),
    ("柳河县人民医院很忙。助学基金累计结余220万元。", set()),
    ("组建“银发”志愿服务队65支，柳河县很热闹。", {("“银发”志愿服务队", 65)}),
    ("柳河县很忙。大力推行“邻里对子”互助模式，推选452名热心人。", {("“邻里对子”互助模式", 452.0)}),
    ("柳河县位于青岩路。项目占地30亩。", set()),
    (
        "5月8日，柳河县重点项目集中开工活动举行。据悉，本次开工项目22个，总投资6亿元。",
        {("柳河县重点项目集中开工活动", 22), ("柳河县重点项目集中开工活动", 600_000_000)},
    ),
    ("柳河县水务局投资90万元对青岩公园进行改造。", {("青岩公园改造", 900_000)}),
    ("来自12个村的选手参加柳河县歌唱大赛。", set()),
    ("青岩村种苹果，1亩苹果的年产值2万元，是种玉米的10倍。", set()),
    ("柳河大厦位于红旗路向北150米。", set()),
]


@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_whose_a_number_is(text: str, numbers: set[tuple[str, int]]) -> None:
    reading = _read(text)
    found = {(reading.mentions[c.subject].name, c.value) for c in reading.claims if isinstance(c, Measure)}
    assert found == numbers


DAYS = [
    ("5月6日，柳河县档案局搬迁至柳河县红旗路18号。", {("柳河县档案局搬迁", "completedOn", "2023-05-06")}),
    ("位于红旗路的槐荫客运中心于1999年9月30日竣工。", {("槐荫客运中心", "completedOn", "1999-09-30")}),
    (
        "自2021年5月10日至8月10日对柳河大桥实施全封闭施工。",
        {
            ("柳河大桥全封闭施工", "startedOn", "2021-05-10"),
            ("柳河大桥全封闭施工", "completedOn", "2021-08-10"),
        },
    ),
    ("青岩大道改造工程预计2022年2月建成通车。", {("青岩大道改造工程", "completedOn", "2022-02")}),
    ("2016年7月，柳河县教育局批复同意青岩港对外开放。", set()),
    ("2020年7月2日，东岭公司摘得柳河新区地块，建成后将成为柳河县首座综合体。", set()),
    ("“晨光”是槐荫广场的标志性雕塑，建成于1987年。", set()),
]


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_whose_a_day_is(text: str, days: set[Triple]) -> None:
    reading = _read(text)
    found = {
        (reading.mentions[c.subject].name, c.property, c.value)
        for c in reading.claims
        if isinstance(c, Dating)
    }
    assert found == days


MEETINGS = [
    ("5月8日，云湖街道召开安全生产推进会。", {"云湖街道安全生产推进会"}),
    ("云湖街道举行青岩物流园项目签约仪式。", {"青岩物流园项目签约仪式"}),
]


@pytest.mark.parametrize(("text", "events"), MEETINGS)
def test_a_meeting_is_called_after_the_area_that_holds_it(text: str, events: set[str]) -> None:
    assert _named(text, "Event") == events
