"""What pages of towns and villages tell: programmes of several years, sites without a name, roads between two places, the
organs of a village, who lives where, what is held there."""

from __future__ import annotations

import pytest
from read_texts import claims_in, names_of, posts_in, resolution_of


def _said(text: str) -> set[tuple[str, str, str]]:
    return claims_in(text) | posts_in(text)


def _names(text: str) -> set[str]:
    return {name for _, name in names_of(resolution_of(text)).values()}


YEARS = (
    "本报讯 2022年12月12日，银州区召开会议。今年银州区实施老旧小区改造项目23个，惠及居民9874户。"
    "明年，银州区计划再改造老旧小区18个。"
)


def test_programmes_of_two_years_are_two() -> None:
    said = _said(YEARS)
    assert ("银州区老旧小区改造", "households", "9874") in said
    assert ("银州区2023年老旧小区改造", "compounds", "18") in said
    (programme,) = [p for p in resolution_of(YEARS).profiles if p.name == "银州区老旧小区改造"]
    assert "银州区2022年老旧小区改造" in programme.forms


def test_a_meeting_has_the_year_that_one_mention_says() -> None:
    names = _names("涉县召开重点项目建设推进会议\n本报讯 5月16日，涉县召开2024年重点项目建设推进会议。")
    assert {n for n in names if n.endswith("推进会议")} == {"涉县2024年重点项目建设推进会议"}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("弋阳县很美。东港村变了。村党支部书记方金林说。", ("方金林", "书记", "东港村党支部")),
        ("弋阳县很美。县民政局党组成员蒋丽萍说。", ("蒋丽萍", "成员", "弋阳县民政局党组")),
        ("柳河县青禾食品有限公司负责人叶国平说。", ("叶国平", "leads", "柳河县青禾食品有限公司")),
        ("柳河县临江家属院很老。居民刘桂兰说。", ("刘桂兰", "residentOf", "临江家属院")),
        (
            "柳河县枫林社区党委书记王建国说，临江家属院很老。居民刘桂兰说。",
            ("刘桂兰", "residentOf", "临江家属院"),
        ),
        ("柳河县临江家属院很老。住在三楼的刘桂兰说。", ("刘桂兰", "residentOf", "临江家属院")),
        ("刘桂兰住的临江家属院很老。", ("刘桂兰", "residentOf", "临江家属院")),
        ("柳河县临江家属院的刘桂兰说。", ("刘桂兰", "residentOf", "临江家属院")),
        (
            "编辑同志：\n我是柳河县临江家属院9号楼的居民，楼道很黑。\n读者 刘桂兰",
            ("刘桂兰", "residentOf", "临江家属院"),
        ),
    ],
    ids=[
        "a village's branch",
        "a party group",
        "in charge",
        "of the home",
        "not of the post's",
        "floor",
        "lived in",
        "of",
        "letter",
    ],
)
def test_people_of_homes_and_bodies(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in _said(text)


@pytest.mark.parametrize(
    ("text", "resident"),
    [
        ("柳河县临江家属院很老。顾客刘桂兰说。", "a customer"),
        ("柳河县枫林社区的刘桂兰正在值班。", "who may work there"),
        ("我是柳河县临江家属院改造的负责人。\n读者 刘桂兰", "a writer who does not live there"),
        ("刘桂兰说，住在柳河县临江家属院的王建国很热心。", "who only speaks of who does"),
    ],
)
def test_who_does_not_live_there(text: str, resident: str) -> None:
    assert not {fact for fact in _said(text) if fact[1] == "residentOf" and fact[0] != "王建国"}, resident


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("弋阳县很美。圭峰镇至叠山镇的县道改建工程通车。", "圭峰镇至叠山镇县道改建工程"),
        ("腾冲市很美。轮马社区至胆扎社区道路很宽。", "轮马社区至胆扎社区道路"),
        ("青山小学新落成的实验楼很亮。", "青山小学实验楼"),
        ("临洮县康家崖村的蔬菜收购点很忙。", "康家崖村蔬菜收购点"),
        ("临洮县康家崖村投资1500万元建成一座占地9亩的笋制品加工厂。", "康家崖村笋制品加工厂"),
        # What only its size or its cost tells of, in a sentence that does not name the village again.
        ("临洮县康家崖村很忙。去年投入100万元，建成480平方米的核桃烘干车间。", "康家崖村核桃烘干车间"),
        ("庆安县投资3150万元的第四中学教学楼正式启用。", "庆安县第四中学教学楼建设"),
        ("双井村的恒温库很忙，化肥厂家属院的小游园很美。", "双井村恒温库"),
        ("化肥厂家属院的小游园里，老人在下棋。", "化肥厂家属院小游园"),
        ("临清市的经验在全市老旧小区改造现场推进会上交流。", "临清市老旧小区改造现场推进会"),
        ("湛河区很忙。去年区十一届人大三次会议期间，代表提出建议。", "湛河区第十一届人民代表大会第三次会议"),
        ("“湘就业”石鼓区秋季招聘会在公园举行。", "“湘就业”石鼓区秋季招聘会"),
        ("湛河区第二期社区工作者能力提升培训班3月18日开班。", "湛河区第二期社区工作者能力提升培训班"),
        ("弋阳县完成了14所农村学校食堂改造。", "弋阳县农村学校食堂改造"),
        ("涉县很忙。国网涉县供电公司经理李明说。", "国网涉县供电公司"),
        ("我们喝金沙江水长大。", "金沙江"),
        ("驱车驶下青兰高速，到了涉县。", "青兰高速"),
    ],
)
def test_what_is_told_of_is_named(text: str, name: str) -> None:
    assert name in _names(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("柳河县青禾食品有限公司生产车间很大。", "a workshop as every company has"),
        ("三个中心卫生院建设血液透析室。", "what is done, no sort"),
    ],
)
def test_no_site_of_its_own(text: str, name: str) -> None:
    assert not {n for n in _names(text) if n.endswith(("车间", "透析室"))}, name


def test_who_is_addressed_is_whoever_bears_the_surname() -> None:
    """老程 is the one 程 of the article; of two nobody knows which."""
    assert {n for n in _names("高级工程师程卫东来了。老程说，好。") if "程" in n} == {"程卫东"}
    both = {n for n in _names("高级工程师程卫东来了，居民程小兰也在。老程说，好。") if "程" in n}
    assert both == {"程卫东", "程小兰", "老程"}
    polite = {n for n in _names("工程师程卫东来了。居民程女士说，好。") if "程" in n}
    assert polite == {"程卫东", "程女士"}
    official = {n for n in _names("柳河县县长程卫东来了。住在三楼的程大妈说，好。") if "程" in n}
    assert official == {"程卫东", "程大妈"}


def test_who_speaks_below_a_letter_has_not_signed_it() -> None:
    text = "“我家住柳河县临江家属院。”王建国说。柳河县枫林小区改造完成。\n市民刘桂兰说，好。"
    assert "residents.writer" not in {c.source.rule for c in resolution_of(text).claims}
    signed = "我家住柳河县临江家属院，路灯不亮。\n市民 刘桂兰"
    assert "residents.writer" in {c.source.rule for c in resolution_of(signed).claims}


def test_a_label_s_space_is_kept_only_where_something_sets_it_off() -> None:
    """Behind 涉县县委 alone a space divides nothing: a title follows."""
    assert ("王建国", "书记", "中共涉县委") in posts_in("涉县县委 书记王建国说，好。")


def test_a_year_of_a_programme_is_one_with_and_without_du() -> None:
    text = "银州区2022年度老旧小区改造开工。2022年，银州区实施老旧小区改造14个。银州区老旧小区改造很好。"
    assert {n for n in _names(text) if n.endswith("改造")} == {"银州区老旧小区改造"}


def test_an_item_s_label_is_no_part_of_the_name_behind_it() -> None:
    names = _names("禹会区要闻\n●区教育局 滨河小学综合楼11月6日封顶。\n●区民政局 枫林社区开放。")
    assert "滨河小学综合楼" in names


def test_a_line_lies_not_in_its_one_end() -> None:
    said = _said("腾冲市很美。圭峰镇至叠山镇的县道改建工程通车。")
    assert ("圭峰镇", "implements", "圭峰镇至叠山镇县道改建工程") not in said
    assert ("圭峰镇至叠山镇县道", "locatedIn", "圭峰镇") not in said
    assert ("枫林村到青山村通道", "locatedIn", "枫林村") not in _said("李明从枫林村到青山村通道很窄。")
