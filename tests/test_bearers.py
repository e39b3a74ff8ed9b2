"""Whose a number or a date of local news is: what it describes, a work, an event, a campaign, an area."""

from __future__ import annotations

import pytest
from marked_articles import marked_article

from kg.extract import extract
from kg.extract.datings import datings
from kg.extract.measures import measures
from kg.extract.subjects import Scene
from kg.types import Dating, Fact, Measure

#: An article with the names of the reader marked, and what its numbers are of.
NUMBERS = {
    "in an attribute": (
        "[柳泉小区改造/Project]利用旧仓库建成1500平方米的[邻里中心/Place]。",
        [("邻里中心", "area", 1500)],
    ),
    "formed by so many": (
        "[柳泉社区/Community]成立了由9名居民组成的[质量监督小组/Agency]。",
        [("质量监督小组", "other", 9)],
    ),
    "how long a campaign lasts": (
        "[柳泉区城管局/Agency]开展为期三个月的[占道经营整治/Project]。",
        [("占道经营整治", "duration", 3)],
    ),
    "each of many is not the noun behind": (
        "[柳泉医院/Organization]的8名医生轮流在[柳泉高速/Place]值守。",
        [("柳泉医院", "other", 8)],
    ),
    "the economy, not the office that tells of it": (
        "[柳泉县/Area]公布数据，[县统计局/Agency]介绍，第一产业增加值30亿元，增长4.2%。",
        [("柳泉县", "other", 3_000_000_000), ("柳泉县", "growthRate", 4.2)],
    ),
    "the income of a village is its own": (
        "[柳泉镇/Area]很美，[北坡村/Community]人均可支配收入2.1万元。",
        [("北坡村", "other", 21_000)],
    ),
    "not of who builds": (
        "[柳泉小区改造/Project]由[区住建局/Agency]组织实施，[长河建设公司/Organization]中标承建，总造价980万元。",
        [("柳泉小区改造", "investment", 9_800_000)],
    ),
    "who builds and leads the clause": (
        "[长河建设公司/Organization]承建多项工程。[长河建设公司/Organization]现有职工320人。",
        [("长河建设公司", "other", 320)],
    ),
    "who comes": (
        "[供热准备会/Event]召开，[柳泉市政府/Agency]部门及25家供热企业负责人参加会议。",
        [("供热准备会", "enterprises", 25)],
    ),
    "who is led there": (
        "[柳泉区政协/Agency]主席带领15名委员参加[供热视察/Event]。",
        [("供热视察", "participants", 15)],
    ),
    "nobody comes to an office": ("[柳泉区委/Agency]部门负责人共50余人参加会议。", []),
    "what a campaign brought about": (
        "[柳泉区城管局/Agency]开展[飞线整治/Project]。首日，执法人员对[东街/Area]的12个小区进行检查，清理飞线40处，"
        "下达通知书6份。",
        [("飞线整治", "compounds", 12), ("飞线整治", "other", 40), ("飞线整治", "other", 6)],
    ),
    "what an area is made of": (
        "[柳泉街道党工委/Agency]换届。[柳泉街道/Area]位于市区，辖15个社区，常住人口约9万人。",
        [("柳泉街道", "other", 15), ("柳泉街道", "residents", 90_000)],
    ),
    "what was just brought in": (
        "[柳泉医院/Organization]提供协作。社区推出[“时间存折”机制/Method]，已有120名居民注册。",
        [("“时间存折”机制", "residents", 120)],
    ),
    "inside a park": (
        "[柳泉公园/Place]由[长河建设公司/Organization]承建。园内设有球场3个、步道1.2公里。",
        [("柳泉公园", "other", 3), ("柳泉公园", "length", 1200)],
    ),
    "on the spot": (
        "[“双报到”活动/Project]举行。活动现场，[柳泉医院/Organization]医生带领8名医护人员为居民义诊。",
        [("“双报到”活动", "other", 8)],
    ),
    "one of many works": (
        "[柳泉小区改造/Project]是今年实施的26个[老旧小区改造项目/Project]之一，涉及楼房31栋。",
        [("老旧小区改造项目", "projects", 26), ("柳泉小区改造", "buildings", 31)],
    ),
    "examples are no subjects": (
        "[柳溪整治工程/Project]总投资1.2亿元，疏浚河道3.6公里，改造[春晖公园/Place]、[千秋桥/Place]等节点8处。",
        [
            ("柳溪整治工程", "investment", 120_000_000),
            ("柳溪整治工程", "length", 3600),
            ("柳溪整治工程", "other", 8),
        ],
    ),
    "lately is no duration": (
        "[石小芳/Person]介绍，近三年[柳泉区/Area]累计投入教育资金7.4亿元。",
        [("柳泉区", "investment", 740_000_000)],
    ),
    "how far a work has come": (
        "[柳泉小区改造/Project]正在进行，目前已完成工程量的85%。",
        [("柳泉小区改造", "rate", 85)],
    ),
    "how long a building took": (
        "[柳泉公园/Place]占地30亩，[柳泉公园建设/Project]总投资800万元，由[柳泉镇政府/Agency]组织实施，历时10个月建成。",
        [
            ("柳泉公园", "area", 20_000),
            ("柳泉公园建设", "investment", 8_000_000),
            ("柳泉公园建设", "duration", 10),
        ],
    ),
    "a gift is no investment of a person": (
        "[石小芳/Person]捐资150万元。",
        [("石小芳", "other", 1_500_000)],
    ),
}


@pytest.mark.parametrize(("marked", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_is_of(marked: str, expected: list[tuple[str, str, float]]) -> None:
    article, mentions = marked_article(marked)
    found = measures(Scene(article, mentions, ()))
    assert [(mentions[m.subject].text, m.property, m.value) for m in found] == expected


DATES = {
    "a limit that is set": (
        "[柳泉区小区改造/Project]正在进行，确保10月底前全部竣工。",
        [("柳泉区小区改造", "completedOn", "2023-10", "planned")],
    ),
    "a limit that is none": ("[柳泉区小区改造/Project]正在进行，10月底前气温很高，已竣工。", []),
    "a limit behind what is planned": (
        "下一步还将实施[柳泉区小区改造/Project]，6月底前全部完工。",
        [("柳泉区小区改造", "completedOn", "2023-06", "planned")],
    ),
    "nearly done is no pointer": (
        "[柳泉区小区改造/Project]于4月6日开工，5月初基本完工。",
        [
            ("柳泉区小区改造", "startedOn", "2023-04-06", None),
            ("柳泉区小区改造", "completedOn", "2023-05", None),
        ],
    ),
    "a work that is used is at its end": (
        "[柳泉桥工程/Project]2020年11月开工，预计2024年6月投入使用。",
        [
            ("柳泉桥工程", "startedOn", "2020-11", None),
            ("柳泉桥工程", "completedOn", "2024-06", "planned"),
        ],
    ),
    "what is planned for a month that is past is next year's": (
        "[柳泉区小区改造/Project]预计3月完工。",
        [("柳泉区小区改造", "completedOn", "2024-03", "planned")],
    ),
    "not of who builds": (
        "[柳泉小区改造/Project]由[长河建设公司/Organization]负责施工。项目于去年8月动工。",
        [("柳泉小区改造", "startedOn", "2022-08", None)],
    ),
    "a body exists since its plate is unveiled": (
        "5月6日，[柳泉养老中心/Organization]里外一新，[柳泉养老中心揭牌仪式/Event]举行。",
        [
            ("柳泉养老中心揭牌仪式", "heldOn", "2023-05-06", None),
            ("柳泉养老中心", "foundedIn", "2023-05-06", None),
        ],
    ),
    "a body that moves was there before": (
        "5月6日，[柳泉养老中心/Organization]乔迁，[柳泉养老中心揭牌仪式/Event]举行。",
        [("柳泉养老中心揭牌仪式", "heldOn", "2023-05-06", None)],
    ),
    "a body that is unveiled at an event": (
        "5月6日，[合作签约仪式/Event]举行。双方共同为[“柳泉工作站”/Organization]揭牌。",
        [
            ("合作签约仪式", "heldOn", "2023-05-06", None),
            ("“柳泉工作站”", "foundedIn", "2023-05-06", None),
        ],
    ),
    "a work begins with its ground-breaking": (
        "5月6日，[柳泉小学迁建工程/Project]热火朝天，[柳泉小学迁建工程奠基仪式/Event]举行。",
        [
            ("柳泉小学迁建工程奠基仪式", "heldOn", "2023-05-06", None),
            ("柳泉小学迁建工程", "startedOn", "2023-05-06", None),
        ],
    ),
    "since when money is put in": (
        "[柳泉区/Area]自2019年以来累计投入6.9亿元实施[旧城更新/Project]。",
        [("旧城更新", "startedOn", "2019", None)],
    ),
    "who speaks in the end": (
        "5月6日，[北坡村/Community]村民[石小芳/Person]在[柳泉卫生院/Organization]做完检查后说，真方便。",
        [("石小芳", "reportedOn", "2023-05-06", None)],
    ),
}


@pytest.mark.parametrize(("marked", "expected"), DATES.values(), ids=DATES)
def test_a_date_is_of(marked: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    article, mentions = marked_article(marked)
    found = datings(Scene(article, mentions, ()))
    assert [(mentions[d.subject].text, d.property, d.value, d.status) for d in found] == expected


#: Articles without marks: what the reader finds in them, and a number of it.
READ = {
    "named in the headline, then word for word": (
        "柳泉区开展飞线充电集中整治\n5月1日起，柳泉区消防救援大队开展为期两个月的飞线充电集中整治行动。",
        ("飞线充电集中整治", "duration", 2),
    ),
    "introduced by its money": (
        "柳泉智造有限公司投资3.2亿元建设的新能源壳体项目占地78亩。",
        ("新能源壳体项目", "investment", 320_000_000),
    ),
    "taken into a programme": (
        "柳泉东院建于1986年。去年6月，该院与铁西小区一并列入柳泉区2022年老旧小区改造计划，由区住建局牵头实施。"
        "经过施工，两个小区拆除违建67处，总投资2600万元。",
        ("柳泉东院、铁西小区改造", "investment", 26_000_000),
    ),
    "named by its output": (
        "柳泉智造有限公司年产300万件阀门项目总投资2.6亿元。",
        ("柳泉智造有限公司年产300万件阀门项目", "other", 3_000_000),
    ),
    "a block of a compound": ("柳泉小区A区改造涉及楼房31栋。", ("柳泉小区A区改造", "buildings", 31)),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_what_the_reader_finds_bears_its_numbers(text: str, expected: tuple[str, str, float]) -> None:
    article, _ = marked_article(text)
    reading = extract(article)
    said = [
        (reading.mentions[claim.subject].name, claim.property, claim.value)
        for claim in reading.claims
        if isinstance(claim, Measure)
    ]
    assert expected in said


def test_compounds_that_were_taken_into_a_programme_are_renewed() -> None:
    article, _ = marked_article("柳泉小区去年6月被列入柳泉区老旧小区改造计划，由区住建局牵头实施。")
    reading = extract(article)
    names = [m.name for m in reading.mentions]
    facts = {
        (names[c.subject], c.predicate, names[c.object])
        for c in reading.claims
        if isinstance(c, Fact) and c.object is not None
    }
    assert ("柳泉小区改造", "targets", "柳泉小区") in facts
    dates = {(names[c.subject], c.property, c.value) for c in reading.claims if isinstance(c, Dating)}
    assert ("柳泉小区改造", "occurredOn", "2022-06") in dates


def test_the_noun_behind_a_work_is_a_form_of_its_name() -> None:
    article, _ = marked_article("2022年9月，柳泉区建设局启动柳溪综合整治工程，总投资1.2亿元。")
    reading = extract(article)
    (work,) = {m.name: m for m in reading.mentions if m.type == "Project"}.values()
    assert {work.name, *work.aliases} >= {"柳溪综合整治工程"}
    assert any(isinstance(claim, Dating) and claim.property == "startedOn" for claim in reading.claims)
