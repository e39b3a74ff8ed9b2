"""Posts of villages and neighbourhoods that do not say their names, of who is sent to them, and jobs that are posts."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.knowledge.lexicon import roles
from kg.knowledge.posts import post_words
from kg.types import Fact, Post
from tests.marked_articles import marked_article

POSTS = [
    # The village that the text speaks of.
    ("青禾镇石湾村修了路。村支书苗春生说，路通了。", {"苗春生 支书 石湾村"}),
    ("青禾镇石湾村修了路。在村委会主任苗春生的带领下，路通了。", {"苗春生 主任 石湾村村委会"}),
    ("青禾镇石湾村修了路。记者跟着村委会主任苗春生来到田边。", {"苗春生 主任 石湾村村委会"}),
    ("青禾镇石湾村修了路。提起村党支部书记苗春生，大家都夸。", {"苗春生 书记 石湾村党支部"}),
    (
        "青禾镇石湾村修了路。苗春生先后担任村委会主任、党支部书记。",
        {"苗春生 主任 石湾村村委会", "苗春生 书记 石湾村党支部"},
    ),
    (
        "青禾镇石湾村热闹起来。村妇联主席苗春生、村会计白雪莲、村监委会主任何远山带头。",
        {"苗春生 主席 石湾村妇联", "白雪莲 会计 石湾村", "何远山 村监委会主任 石湾村"},
    ),
    ("村支书苗春生说，路通了。", set()),
    # Who is sent to a village has no post of his there in the body that sends him.
    (
        "县水利局干部苗春生到青禾镇石湾村任第一书记、驻村工作队队长。",
        {
            "苗春生 干部 县水利局",
            "苗春生 第一书记 石湾村",
            "苗春生 队长 石湾村驻村工作队",
        },
    ),
    (
        "苗春生是柳河海关派驻青禾镇石湾村的第一书记、驻村工作队队长。",
        {"苗春生 第一书记 石湾村", "苗春生 队长 石湾村驻村工作队"},
    ),
    # 的 between a body and who is its.
    ("来自柳湾中学的体育教师苗春生说。", {"苗春生 体育教师 柳湾中学"}),
    ("来自县人民医院的护士苗春生说。", {"苗春生 护士 县人民医院"}),
    ("石湾村的书记苗春生说。", {"苗春生 书记 石湾村"}),
    ("柳湾医院的队员苗春生说。", set()),
    ("石湾村的退休教师苗春生说。", set()),
    # The party in the bureau that was named last.
    (
        "县水利局投资200万元修渠。“渠好用。”局党组成员、副局长苗春生说。",
        {"苗春生 成员 县水利局党组", "苗春生 副局长 县水利局"},
    ),
    ("局党组书记、局长苗春生表示，要加快。", set()),
    (
        "任命苗春生为县人民法院副院长、审判委员会委员。",
        {"苗春生 副院长 县人民法院", "苗春生 委员 县人民法院审判委员会"},
    ),
    # Jobs.
    ("县环卫处保洁员苗春生说。", {"苗春生 保洁员 县环卫处"}),
    ("柳河公交公司驾驶员苗春生说。", {"苗春生 驾驶员 柳河公交公司"}),
    ("石湾村保洁员苗春生说。", set()),
]


@pytest.mark.parametrize(("text", "posts"), POSTS)
def test_posts(text: str, posts: set[str]) -> None:
    reading = extract(marked_article(text)[0])
    names = [m.name for m in reading.mentions]
    found = (c for c in reading.claims if isinstance(c, Post))
    assert {f"{names[p.person]} {p.title} {names[p.body]}" for p in found} == posts


@pytest.mark.parametrize("title", ["河长", "监委会主任", "妇联主席"])
def test_not_all_chairs_of_a_village_lead_it(title: str) -> None:
    reading = extract(marked_article(f"青禾镇石湾村{title}苗春生说。")[0])
    led = {
        reading.mentions[c.object or 0].name
        for c in reading.claims
        if isinstance(c, Fact) and c.predicate == "leads"
    }
    assert "石湾村" not in led


def test_every_job_is_a_role() -> None:
    assert post_words().jobs <= roles().keys()


LIVING = [
    ("青禾镇石湾村村民苗春生、白雪莲来了。", {("苗春生", "石湾村"), ("白雪莲", "石湾村")}),
    ("走访慰问青禾镇石湾村困难党员苗春生和退役军人何远山。", {("苗春生", "石湾村"), ("何远山", "石湾村")}),
    ("青禾镇石湾村村民苗春生和镇长何远山来了。", {("苗春生", "石湾村")}),
    ("家住柳湾街道的苗女士来到派出所。", {("苗女士", "柳湾街道")}),
]


@pytest.mark.parametrize(("text", "homes"), LIVING)
def test_those_named_together_live_in_one_place(text: str, homes: set[tuple[str, str]]) -> None:
    reading = extract(marked_article(text)[0])
    facts = (c for c in reading.claims if isinstance(c, Fact) and c.predicate == "residentOf")
    assert {(reading.mentions[f.subject].name, reading.mentions[f.object or 0].name) for f in facts} == homes


NAMED = [
    ("赵先生：您好！您反映的事收悉。", "Person", {"赵先生"}),
    ("来信人赵先生反映，路灯坏了。", "Person", {"赵先生"}),
    # The committee of a consultative conference is none of the party's; its area is named by it.
    ("1月5日，政协第九届浏阳市委员会第四次会议召开。", "Agency", {"政协第九届浏阳市委员会"}),
    ("1月5日，政协第九届浏阳市委员会第四次会议召开。", "Area", {"浏阳市"}),
    ("1月5日，政协枞阳县第十一届委员会第三次会议开幕。", "Area", {"枞阳县"}),
    ("枞阳县大会执行主席苗春生主持会议。", "Agency", set()),
]


@pytest.mark.parametrize(("text", "kind", "names"), NAMED)
def test_names(text: str, kind: str, names: set[str]) -> None:
    assert {m.name for m in extract(marked_article(text)[0]).mentions if m.type == kind} == names
