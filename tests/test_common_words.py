"""Works and happenings that a text tells in common words: what they are called, whose they are, when they were, and which
numbers are theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked_articles import marked_article

from kg.extract import extract
from kg.extract.datings import datings
from kg.extract.measures import measures
from kg.extract.subjects import Scene
from kg.types import Article, Block, Dating, Fact, Measure, Mention, Reading, Span, Text

ANSWER = "关于{what}的问题\n留言对象：柳河市市长　回复时间：2022-03-18 09:30\n网友您好，{body}"


def _article(text: str, published: str | None = "2023-05-20") -> Article:
    """``text`` with its first line as title where it is the answer to a letter."""
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        title = number == 0 and "回复时间" in text
        blocks.append(Block("title" if title else "paragraph", at, at + len(line)))
        at += len(line) + 1
    span = Span(0, len(text))
    clean = Text(text, range(len(text)))
    return Article("a1", "page", "", span, None, None, None, (), clean, tuple(blocks), published)


def _read(text: str) -> Reading:
    return extract(_article(text))


def _told(text: str) -> set[tuple[str, str]]:
    """The works and events by class and name."""
    return {(m.type, m.name) for m in _read(text).mentions if m.type in ("Project", "Event")}


def _facts(text: str) -> set[tuple[str, str, str]]:
    reading = _read(text)
    names = [m.name for m in reading.mentions]
    found = (c for c in reading.claims if isinstance(c, Fact) and c.object is not None)
    wide = ("implements", "targets", "participatesIn", "adopts")
    return {(names[f.subject], f.predicate, names[f.object or 0]) for f in found if f.predicate in wide}


ACTIVITIES = [
    ("an activity of its own", "社区服务站开设托幼托管服务，居民点赞。", "托幼托管服务"),
    ("what a dated sentence starts", "2016年到2020年，青岩机械公司启动数字化转型。", "数字化转型"),
    ("the nation's", "为深化国家矿山管理体制改革，县里开了会。", "国家矿山管理体制改革"),
    ("people moved away", "当地紧急组织下游群众转移。", "下游群众转移"),
    ("done to a stretch of water", "对青岩江上游水域实施临时交通管制。", "青岩江上游水域临时交通管制"),
    ("so many at once", "24日，30个重点文旅项目落地柳河区。", "30个重点文旅项目"),
    ("a year's list", "项目列入2019年10件民生实事。", "2019年10件民生实事"),
    ("whose list it is", "会议明确柳河民政八方面民生实事。", "柳河民政八方面民生实事"),
    ("what leads its clause", "5月18日，青岩河生态修复工程正式开工。", "青岩河生态修复工程"),
    ("in the country of many", "今年，青岩城区雨污管网提升工程已完工。", "青岩城区雨污管网提升工程"),
    ("what money is for", "县里投入湿地保护工程资金3亿元。", "湿地保护工程"),
]
NO_ACTIVITIES = [
    ("kinds of services", "社区提供精准化、一对一服务。"),
    ("nothing but praise", "为群众提供热情周到的服务。"),
    ("a slogan without a date", "要加快投资体制改革。"),
    ("a verb with its own object", "一是拆除违章建筑，二是整治小区及周边绿化。"),
    ("each of many", "大家办好每一件民生实事。"),
    ("part of a company's name", "柳河市青岩物业服务有限公司签约。"),
    ("so many works, and no name", "目前，该项目已开工，两个项目竣工。"),
    ("examples", "开展健康讲座、义诊服务。"),
]


@pytest.mark.parametrize(("text", "words"), [a[1:] for a in ACTIVITIES], ids=[a[0] for a in ACTIVITIES])
def test_what_is_done_is_a_work(text: str, words: str) -> None:
    assert any(name.endswith(words) for type_, name in _told(text) if type_ == "Project")


@pytest.mark.parametrize("text", [a[1] for a in NO_ACTIVITIES], ids=[a[0] for a in NO_ACTIVITIES])
def test_what_is_said_of_many_is_no_work(text: str) -> None:
    assert not {name for type_, name in _told(text) if type_ == "Project"}


def test_a_work_keeps_the_words_that_it_is_told_in_as_another_name() -> None:
    text = "2016年，青岩机械有限公司启动数字化转型。"
    work = next(m for m in _read(text).mentions if m.type == "Project")
    assert work.name == "青岩机械有限公司数字化转型"
    assert "数字化转型" in work.aliases


HOMES = [
    (
        "what goes wrong",
        "槐树小区停暖",
        "槐树小区自3月2日以来，已停止供暖。",
        ("Event", "槐树小区停暖"),
    ),
    (
        "what is repaired",
        "槐树小区物业",
        "业主同意对电梯及消防设施进行维修。",
        ("Project", "槐树小区电梯及消防设施维修"),
    ),
    (
        "what is repaired on a road",
        "青岩大道路灯",
        "已安排人员对破损路面及路灯进行修复。",
        ("Project", "青岩大道破损路面及路灯修复"),
    ),
    (
        "what is begun",
        "槐树小区停车",
        "物业启动地下车库租赁收费程序。",
        ("Project", "槐树小区地下车库租赁收费"),
    ),
]


@pytest.mark.parametrize(("what", "body", "told"), [h[1:] for h in HOMES], ids=[h[0] for h in HOMES])
def test_an_answer_tells_of_a_home(what: str, body: str, told: tuple[str, str]) -> None:
    assert told in _told(ANSWER.format(what=what, body=body))


def test_the_same_words_outside_an_answer_tell_of_no_home() -> None:
    assert not _told("槐树小区已停止供暖，由青岩热力公司负责供暖。")


FACTS = [
    ("whose money puts a site up", "青岩集团拟投资21亿元建设柳河物流产业园。柳河物流产业园项目明年开工。",
     {("青岩集团", "implements", "柳河物流产业园项目")}),
    ("who signs", "柳河产业园签约仪式举行。\n仪式上，赵国栋代表柳河县政府与青岩集团有限公司签约。",
     {("赵国栋", "participatesIn", "柳河产业园签约仪式"),
      ("柳河县政府", "participatesIn", "柳河产业园签约仪式"),
      ("青岩集团有限公司", "participatesIn", "柳河产业园签约仪式")}),
    ("a known way is adopted", "柳河县于2017年全面推行河湖长制。", {("柳河县", "adopts", "河湖长制")}),
    ("a way without a verb", "柳河县民政局走访困难家庭，“一户一档一策”精准帮扶。",
     {("柳河县民政局", "adopts", "“一户一档一策”")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), [f[1:] for f in FACTS], ids=[f[0] for f in FACTS])
def test_who_does_what_for_whom(text: str, facts: set[tuple[str, str, str]]) -> None:
    assert facts <= _facts(text)


def test_what_somebody_only_speaks_of_is_not_adopted() -> None:
    assert not _facts("柳河县委开会。他多次强调“人民至上、生命至上”的理念。")


CAMPAIGNS = [
    ("carried out", "柳河市开展“邻里面对面交谈”，收集民意。", "Project"),
    ("taken up", "柳河市推行“邻里面对面交谈”，收集民意。", "Method"),
    ("made, with what it is like", "柳河市打造睦邻友好的“熟人小区”。", "Method"),
    ("reached", "真正实现“小事不出村、大事不出镇”。", "Method"),
    ("named with a head that others share", "开展“我们的节日”等文明实践活动。", "Project"),
]


@pytest.mark.parametrize(("text", "type_"), [c[1:] for c in CAMPAIGNS], ids=[c[0] for c in CAMPAIGNS])
def test_the_verb_tells_a_campaign_from_a_way(text: str, type_: str) -> None:
    assert {m.type for m in _read(text).mentions if m.text.startswith("“")} == {type_}


def test_parts_of_unequal_length_are_no_way() -> None:
    assert not [m for m in _read("真正实现“环境优美、百姓安居又乐业”。").mentions if m.text.startswith("“")]


RAIN = [
    ("one rain", "柳河市迎来新一轮强降雨，其中3个区县出现大暴雨。", {("Event", "柳河市强降雨")}),
    ("a landslide", "强降雨导致青岩镇柳溪村出现山体滑坡。", {("Event", "柳溪村山体滑坡")}),
]


@pytest.mark.parametrize(("text", "told"), [r[1:] for r in RAIN], ids=[r[0] for r in RAIN])
def test_a_disaster_breaks_out_where_its_sentence_says(text: str, told: set[tuple[str, str]]) -> None:
    assert told <= _told(text)
    assert len({name for _, name in _told(text) if name.endswith(("雨", "滑坡"))}) == len(told)


def test_an_unveiling_needs_no_word_for_the_ceremony() -> None:
    text = "28日上午，青岩研发中心正式揭牌。县长赵国栋、青岩集团总裁孙立民为中心揭牌并见证签约。"
    assert ("Event", "青岩研发中心揭牌") in _told(text)
    assert ("赵国栋", "participatesIn", "青岩研发中心揭牌") in _facts(text)


def test_a_visit_is_called_after_who_came_and_where() -> None:
    text = "县长赵国栋出席仪式。赵国栋一行实地参观了柳河县青岩博物馆。"
    assert ("Event", "赵国栋一行参观青岩博物馆") in _told(text)


def test_a_ceremony_that_only_the_headline_calls_so_is_the_one_told_of() -> None:
    text = "柳河县司法局举行个人调解室揭牌仪式\n5月27日，柳河县司法局举行“老赵调解室”揭牌仪式。"
    blocks = (Block("title", 0, 18), Block("paragraph", 19, len(text)))
    reading = extract(replace(_article(text), blocks=blocks))
    assert {m.name for m in reading.mentions if m.type == "Event"} == {"“老赵调解室”揭牌仪式"}


def test_a_ceremony_that_is_only_attended_is_the_event_before() -> None:
    text = "7月8日，青岩平台上线发布会举行。县长赵国栋参加启动仪式。"
    assert {name for type_, name in _told(text) if type_ == "Event"} == {"青岩平台上线发布会"}


def _measured(marked: str) -> set[tuple[str, str, float]]:
    article, mentions = marked_article(marked)
    found: list[Measure[int]] = measures(Scene(article, mentions, tuple(range(len(mentions)))))
    return {(mentions[m.subject].text, m.property, m.value) for m in found}


MEASURED = [
    (
        "what money puts up",
        "[青岩集团/Organization]投资21亿元在[柳河区/Area]建设[柳河产业园/Place]。",
        {("柳河产业园", "investment", 2.1e9)},
    ),
    (
        "that project, named only later",
        "[青岩集团/Organization]来了，该项目占地700亩。大家盼着[柳河产业园项目/Project]。",
        {("柳河产业园项目", "area", 466_666.67)},
    ),
    (
        "who gains",
        "[青岩公司/Organization]很大，带动[柳溪村/Community]集体经济增收近40万元。",
        {("柳溪村", "revenue", 400_000.0)},
    ),
    ("where it rained", "雨最大的是[青岩镇/Area][柳溪村/Community]，为197.5毫米。", {("柳溪村", "other", 197.5)}),
    (
        "where it broke out",
        "[柳河强降雨/Event]来袭，33个区县降暴雨。",
        {("柳河强降雨", "other", 33.0)},
    ),
    (
        "like a work by its words",
        "[“村企联建”工作/Project]很好。[柳河市/Area]已有227对村企联建。",
        {("“村企联建”工作", "other", 227.0)},
    ),
    ("how long a team took", "[青岩救援队/Organization]6小时抢通道路。", {("青岩救援队", "duration", 6.0)}),
    (
        "after who gained it is the actor's again",
        "[青岩公司/Organization]带动[柳溪村/Community]增收近40万元。[青岩公司/Organization]有130人。",
        {("柳溪村", "revenue", 400_000.0), ("青岩公司", "other", 130.0)},
    ),
    ("a noun of its own", "[柳河市/Area]很美。\n基层报表从8610张压减至278张。", set()),
    ("that project, and none is named", "[柳河市/Area]很美。\n该项目投资3亿元。", set()),
    ("handed down", "[柳河市/Area]先后下达救灾资金6000万元。", set()),
    (
        "set up so often",
        "[柳河市/Area]强化治理，建立[青松党支部/Agency]402个。",
        {("柳河市", "other", 402.0)},
    ),
    ("homes", "[槐树小区/Community]有房屋373套，地下车库151个。",
     {("槐树小区", "households", 373.0), ("槐树小区", "parkingSpaces", 151.0)}),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "told"), [m[1:] for m in MEASURED], ids=[m[0] for m in MEASURED])
def test_whose_number_it_is(marked: str, told: set[tuple[str, str, float]]) -> None:
    assert _measured(marked) == told


def _dated(text: str) -> set[tuple[str, str, str]]:
    reading = _read(text)
    found = [c for c in reading.claims if isinstance(c, Dating)]
    return {(reading.mentions[d.subject].name, d.property, d.value) for d in found}


DATED = [
    (
        "since when something is wrong",
        ANSWER.format(what="槐树小区停气", body="槐树小区自2022年3月2日以来，已停止供气。"),
        ("槐树小区停气", "occurredOn", "2022-03-02"),
    ),
    (
        "a list by its year",
        "项目列入2019年10件民生实事。",
        ("2019年10件民生实事", "occurredOn", "2019"),
    ),
    ("works that land", "2020年7月24日，30个重点文旅项目落地柳河区。", ("30个重点文旅项目", "startedOn", "2020-07-24")),
    ("a session", "工程于2017年3月27日经十届7次县政府常务会议通过。",
     ("十届7次县政府常务会议", "heldOn", "2017-03-27")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), [d[1:] for d in DATED], ids=[d[0] for d in DATED])
def test_when_it_was(text: str, told: tuple[str, str, str]) -> None:
    assert any(name.endswith(told[0]) and (kind, value) == told[1:] for name, kind, value in _dated(text))


def test_where_the_reporter_was_that_day() -> None:
    marked = "记者18日在[柳河县/Area][青岩镇/Area]的[青岩电站/Place]看到，电站很大。"
    article, mentions = marked_article(marked)
    told = {(mentions[d.subject].text, d.property, d.value) for d in datings(Scene(article, mentions, ()))}
    assert told == {("青岩电站", "reportedOn", "2023-05-18")}


def test_what_is_supplied_has_no_numbers() -> None:
    text = ANSWER.format(what="槐树小区停暖", body="由青岩热力公司负责供暖，供热面积83000平方米。")
    reading = _read(text)
    bearers: set[Mention] = {reading.mentions[c.subject] for c in reading.claims if isinstance(c, Measure)}
    assert {m.name for m in bearers} == {"槐树小区"}
