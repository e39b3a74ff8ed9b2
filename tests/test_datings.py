"""Datings: what happened on a date, and to whom."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from marked_articles import marked_article

from kg.extract.datings import datings, rule_before, rule_behind
from kg.extract.subjects import Scene
from kg.knowledge.datings import DatingRule, time_words


def _rule_of(marked: str) -> DatingRule | None:
    before, behind = re.split(r"\[.*?\]", marked)
    clauses = re.split("[，；：]", behind)
    return rule_before(before)[0] or next(
        (rule for clause in clauses if (rule := rule_behind(clause)[0])), None
    )


_EXAMPLES = [(rule, example) for rule in time_words().rules for example in rule.examples]
_COUNTER = [(rule, example) for rule in time_words().rules for example in rule.counterexamples]


@pytest.mark.parametrize(("rule", "example"), _EXAMPLES, ids=lambda value: str(getattr(value, "name", value)))
def test_example_of_a_rule(rule: DatingRule, example: str) -> None:
    assert _rule_of(example) == rule


@pytest.mark.parametrize(("rule", "example"), _COUNTER, ids=lambda value: str(getattr(value, "name", value)))
def test_counterexample_of_a_rule(rule: DatingRule, example: str) -> None:
    assert _rule_of(example) != rule


CASES = [
    ("[晴川苑/Community]建成于1998年，是安居小区。", [("晴川苑", "builtIn", "1998")]),
    ("走进[晴川苑/Community]，谁也看不出它是1988年建成的老小区。", [("晴川苑", "builtIn", "1988")]),
    ("1948年春，边区在某村设立了[青山印刷厂/Organization]。", [("青山印刷厂", "foundedIn", "1948")]),
    (
        "2019年3月，[云湖区/Area]启动[小区改造/Project]和[街巷整治/Project]工作。",
        [("小区改造", "startedOn", "2019-03"), ("街巷整治", "startedOn", "2019-03")],
    ),
    ("建于1998年的[化肥厂家属院/Community]很旧。", [("化肥厂家属院", "builtIn", "1998")]),
    ("2021年8月，区里组建[云湖物业公司/Organization]。", [("云湖物业公司", "foundedIn", "2021-08")]),
    ("3月8日，[石英/Person]获评劳动模范。", [("石英", "occurredOn", "2023-03-08")]),
    ("[云湖食堂/Organization]3月10日开门迎客。", [("云湖食堂", "startedOn", "2023-03-10")]),
    ("[云湖堤防修复/Project]3月8日进场。", [("云湖堤防修复", "startedOn", "2023-03-08")]),
    (
        "[云湖公园建设/Project]3月8日动工，4月开放。",
        [
            ("云湖公园建设", "startedOn", "2023-03-08"),
            ("云湖公园建设", "completedOn", "2023-04"),
        ],
    ),
    ("[云湖路工程/Project]工期顺延到今年6月。", [("云湖路工程", "completedOn", "2023-06")]),
    ("[《云湖管理办法》/Document]将于今年10月1日起施行。", [("《云湖管理办法》", "startedOn", "2023-10-01")]),
    ("[云湖纪念馆/Place]于上月竣工。", [("云湖纪念馆", "completedOn", "2023-04")]),
    # What is to be done by a limit that lies ahead; a month that is planned for is the issue's year's.
    ("[云湖堤防修复/Project]总投资80万元，9月底前完工。", [("云湖堤防修复", "completedOn", "2023-09")]),
    (
        "[云湖堤防修复/Project]去年11月开工，预计6月底完工。",
        [("云湖堤防修复", "startedOn", "2022-11"), ("云湖堤防修复", "completedOn", "2023-06")],
    ),
    # The rest is not the work that was told of before.
    ("[云湖堤防修复/Project]已完工。后者由县城投承建，9月底前完工。", []),
    ("[云湖堤防修复/Project]8月完工，剩余6个小区9月底前完工。", [("云湖堤防修复", "completedOn", "2022-08")]),
    # The ends of a stretch of days.
    (
        "4月10日至14日，[云湖区/Area]开展[云湖飞线整治/Project]。",
        [("云湖飞线整治", "startedOn", "2023-04-10"), ("云湖飞线整治", "completedOn", "2023-04-14")],
    ),
    # Since when something is carried out; not what is only a reason for something else.
    ("2020年起，[云湖区/Area]投入1.9亿元实施[云湖治理/Project]。", [("云湖治理", "startedOn", "2020")]),
    ("2021年以来，[云湖区/Area]以[文明城市创建/Project]为契机改善环境。", []),
    # What begins with others at a ceremony.
    (
        "5月9日，[云湖区重点项目集中开工仪式/Event]举行。[云湖区集中开工重点项目/Project]共12个。[云湖公路改建/Project]同日开工。",
        [
            ("云湖区重点项目集中开工仪式", "heldOn", "2023-05-09"),
            ("云湖区集中开工重点项目", "startedOn", "2023-05-09"),
            ("云湖公路改建", "startedOn", "2023-05-09"),
        ],
    ),
    ("[云湖供水工程/Project]今年4月正式通水。", [("云湖供水工程", "completedOn", "2023-04")]),
    ("[云湖医院/Organization]始建于1948年。", [("云湖医院", "foundedIn", "1948")]),
    ("[云湖小区/Community]始建于1998年。", [("云湖小区", "builtIn", "1998")]),
    ("2019年，[晴川苑/Community]被纳入首批改造名单。", [("晴川苑", "occurredOn", "2019")]),
    ("5月15日，[云湖街道/Area]召开[安全推进会/Event]。", [("安全推进会", "heldOn", "2023-05-15")]),
    (
        "5月15日，[全委会/Event]召开，传达[省委全会/Event]精神。",
        [("全委会", "heldOn", "2023-05-15")],
    ),
    ("5月15日，[区政务局/Agency]有关负责人介绍。", [("区政务局", "reportedOn", "2023-05-15")]),
    (
        "5月15日，在[晴川社区/Community]，70多岁的居民[石大娘/Person]说。",
        [("石大娘", "reportedOn", "2023-05-15")],
    ),
    ("5月15日，走进[云湖区/Area][晴川苑/Community]，一片新景。", [("晴川苑", "reportedOn", "2023-05-15")]),
    (
        "从3月2日到4月6日，[村庄消毒/Project]共48次。",
        [("村庄消毒", "startedOn", "2023-03-02"), ("村庄消毒", "completedOn", "2023-04-06")],
    ),
    ("[晴川苑/Community]1988年建成，原先是家属院。", [("晴川苑", "builtIn", "1988")]),
    ("2022年2月，市政府印发[《改造管理办法》/Document]。", [("《改造管理办法》", "occurredOn", "2022-02")]),
    ("[云湖局/Agency]5月6日开展了[青年节活动/Project]。", [("青年节活动", "heldOn", "2023-05-06")]),
    (
        "2023年2月，[石桥街道/Area]发布[《公约》/Document]；同月，[青松苑电梯工程/Project]动工。",
        [("《公约》", "occurredOn", "2023-02"), ("青松苑电梯工程", "startedOn", "2023-02")],
    ),
    (
        "自2009年起，[石大有/Person]调任[云湖派出所/Agency]，至今已奋战16年。",
        [("石大有", "occurredOn", "2009")],
    ),
    ("2020年年底，[石大有/Person]调至[云湖派出所/Agency]。", [("石大有", "occurredOn", "2020")]),
    ("1993年，从[云湖局/Agency]岗位退休的[石大有/Person]没有闲下来。", [("石大有", "occurredOn", "1993")]),
    ("2021年，[石大有/Person]被[云湖局/Agency]评为“年度标兵”。", [("石大有", "occurredOn", "2021")]),
    (
        "16日，[石大有/Person]说。\n当日，[助农活动/Event]举行。",
        [
            ("石大有", "reportedOn", "2023-05-16"),
            ("助农活动", "heldOn", "2023-05-16"),
        ],
    ),
    (
        "2022年10月6日，夫妻俩正在吃饭。他们冲了上去。[云湖山火/Event]终于被扑灭。",
        [("云湖山火", "occurredOn", "2022-10-06")],
    ),
    ("2020年春节，一场突如其来的[云湖疫情/Event]打乱了生活。", [("云湖疫情", "occurredOn", "2020")]),
]

OWN_SUBJECTS = [
    # A noun that is no name has the date for itself.
    ("[云湖医院/Organization]搬迁。健康中心已于2019年12月21日完成搬迁。", []),
    ("[晴川苑/Community]很好。原有燃气管网于2008年正式启用。", []),
    ("[晴川苑/Community]很好。2023年12月28日，首批12部电梯投入使用。", []),
    ("[云湖公园/Place]很美。公园2019年5月开始建设。", [("云湖公园", "startedOn", "2019-05")]),
    (
        "[晴川苑改造/Project]很好。云湖燃气于2021年10月正式启动改造项目。",
        [("晴川苑改造", "startedOn", "2021-10")],
    ),
    # What closes does so on the day from which it is closed, and may open again.
    ("自6月17日起，[云湖馆/Place]暂停对外开放。", [("云湖馆", "occurredOn", "2023-06-17")]),
    ("[云湖馆/Place]3月5日至3月10日暂停服务。", []),
    ("2月17日，暂停营业的[云湖店/Organization]重新开放。", [("云湖店", "startedOn", "2023-02-17")]),
    ("2月17日，[云湖店/Organization]未停业。", []),
    # What somebody did some time is no date of his.
    ("[石大有/Person]2015年从省城来到[云湖镇/Area]调研。", []),
    ("去年春节，[石大有/Person]买了一辆车。", []),
    ("2015年，[石大有/Person]说，日子好了。", []),
    ("2025年，[石大有/Person]将去省城读书。", []),
    ("今年5月，集市开张。[石大有/Person]很高兴，买了一辆车。", []),
    (
        "[石大有/Person]想修路。\n2021年起，他多次奔走协调。",
        [],
    ),
    # A date before 的 is the noun's.
    ("[云湖县/Area]很忙，这是2019年12月出台的规划，[云湖县/Area]列入其中。", []),
    # What is done to a place is the date of that work.
    (
        "[云湖公园提升改造/Project]很好。2013年9月，[区政府/Agency]对原[云湖公园/Place]进行了提升改造。",
        [("云湖公园提升改造", "startedOn", "2013-09")],
    ),
    ("2013年9月，正式启动[云湖市场/Organization]搬迁工作。", []),
    ("2022年9月，[东苑社区/Community]污水管网改造工程完工。", []),
    # How often something was done, or how many were begun, is no beginning.
    ("去年，[云湖矿工会/Agency]开展[读书活动/Project]23次。", []),
    ("2022年，[云湖市小区改造/Project]共开工项目92个。", []),
    ("5月16日，[石桥街道/Area]召开[第五次经济普查/Project]推进会。", []),
    (
        "郑州至襄阳段已于2019年12月1日开通运营，[郑万高铁/Place]很好。",
        [],
    ),
    ("5月15日至16日，[全委会/Event]召开。", [("全委会", "heldOn", "2023-05-15")]),
    ("截至5月10日，[云湖镇整治/Project]介绍，出动46人次。", []),
    # A plan, another day, and what is taken up by somebody.
    ("[云湖广场/Place]项目也将于2024年、2025年陆续开业。", []),
    ("5月8日，公园对外开放，但3个多月后，发生[云湖山洪/Event]。", []),
    ("今年，[云湖市/Area]把新馆迁建列入民生实事。", []),
    (
        "今年，[云湖市/Area]把[云湖馆迁建/Project]列入民生实事。",
        [("云湖馆迁建", "occurredOn", "2023")],
    ),
    # An official who came did something there: nobody was visited.
    ("5月13日，[西街街道党工委/Agency]副书记[柏一鸣/Person]来到[云湖小学/Organization]讲故事。", []),
]


@pytest.mark.parametrize(("marked", "expected"), OWN_SUBJECTS)
def test_a_date_has_its_own_subject(marked: str, expected: list[tuple[str, str, str]]) -> None:
    article, mentions = marked_article(marked)
    found = datings(Scene(article, mentions, range(len(mentions))[:1]))
    assert [(mentions[d.subject].text, d.property, d.value) for d in found] == expected


PLANNED = [
    ("[晴川苑改造/Project]计划2024年6月完工。", ("completedOn", "2024-06", "planned")),
    ("[晴川苑改造/Project]预计明年5月开工。", ("startedOn", "2024-05", "planned")),
    ("[晴川苑改造/Project]总投资80万元，9月底前完工。", ("completedOn", "2023-09", "planned")),
    ("[晴川苑改造/Project]年底才能完工。", ("completedOn", "2023", "planned")),
    ("[晴川苑改造/Project]于2023年3月完工。", ("completedOn", "2023-03", None)),
]


@pytest.mark.parametrize(("marked", "expected"), PLANNED)
def test_a_planned_date_says_so(marked: str, expected: tuple[str, str, str | None]) -> None:
    article, mentions = marked_article(marked)
    (dating,) = datings(Scene(article, mentions, [0]))
    assert (dating.property, dating.value, dating.status) == expected


def test_a_building_that_is_begun_is_the_work_on_it() -> None:
    article, mentions = marked_article("[云湖公园/Place]2019年5月开始建设。[云湖公园建设/Project]很顺利。")
    (dating,) = datings(Scene(article, mentions, [0, 1]))
    assert (mentions[dating.subject].text, dating.property) == ("云湖公园建设", "startedOn")


def test_the_day_of_an_answer_is_no_date_of_whoever_signs_it() -> None:
    article, mentions = marked_article(
        "[晴川苑/Community]停气\n回复时间：2020-09-04 02:30\n[晴川苑小区/Community]已恢复。\n[云湖局/Agency]",
        "2020-09-04",
    )
    assert list(datings(Scene(article, mentions, [0, 1]))) == []


NOTHING = [
    "早在2013年，[云湖矿/Organization]就建设了阅览室。",
    "[晴川苑/Community]计划2024年6月建成。",
    "对2000年以前建成的[晴川苑/Community]摸底。",
    "2020年，[晴川社区/Community]获得感不断提升。",
    "会议审议了[《2020年工作回顾》/Document]。",
    "2022年5月，[云湖公司/Organization]很忙。去年，阅览室改造完成。",
    "5月16日，[石桥街道/Area]南巷发生一起电动车起火。",
    "去年，[青松馆/Place]的全体成员在没有开业主大会的情况下辞职。",
    "为防控[云湖疫情/Event]，2020年大家坚守岗位。",
    "2022年10月6日，大家开会。为预防[云湖山火/Event]，村里出动。",
    "2019年，退休工人[石大有/Person]捐款。",
    "[云湖公园建设/Project]原计划3月开工，因故推迟。",
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_date_is_of(marked: str, expected: list[tuple[str, str, str]]) -> None:
    article, mentions = marked_article(marked)
    found = datings(Scene(article, mentions, []))
    assert [(mentions[d.subject].text, d.property, d.value) for d in found] == expected


@pytest.mark.parametrize("marked", NOTHING)
def test_date_of_nothing(marked: str) -> None:
    article, mentions = marked_article(marked)
    assert datings(Scene(article, mentions, [])) == []


def test_a_renewal_starts_when_money_is_put_into_its_compound() -> None:
    article, mentions = marked_article(
        "[晴川苑改造工程/Project]很好。\n2019年底，[晴川苑/Community]投入资金43万元实施改造。"
    )
    (dating,) = datings(Scene(article, mentions, [0]))
    assert (mentions[dating.subject].text, dating.property, dating.value) == (
        "晴川苑改造工程",
        "startedOn",
        "2019",
    )


def test_what_belongs_to_the_one_dated_event_was_held_on_its_day() -> None:
    article, mentions = marked_article("5月6日，[青年节活动/Event]举行。\n活动以[签名仪式/Event]开始。")
    found = datings(Scene(article, mentions, []))
    assert [d.value for d in found] == ["2023-05-06", "2023-05-06"]
    assert found[1].source.rule == "datings.meanwhile"


def test_an_answer_that_nobody_signs_has_no_date() -> None:
    article, mentions = marked_article(
        "[晴川苑/Community]停气\n回复时间：2020-09-04 02:30\n您好。", "2020-09-04"
    )
    titled = replace(article, blocks=(replace(article.blocks[0], kind="title"), *article.blocks[1:]))
    assert datings(Scene(titled, mentions, [0])) == []


def test_a_caption_shows_what_happened() -> None:
    article, mentions = marked_article("5月5日，居民在[晴川广场/Place]上游玩。", kind="caption")
    (dating,) = datings(Scene(article, mentions, []))
    assert (dating.property, dating.value) == ("occurredOn", "2023-05-05")


def test_without_a_date_of_the_issue_only_full_dates_count() -> None:
    article, mentions = marked_article("5月15日，[推进会/Event]召开。[晴川苑/Community]建于1998年。", None)
    assert [(d.property, d.value) for d in datings(Scene(article, mentions, []))] == [("builtIn", "1998")]


def test_evidence_holds_the_date_and_stays_in_the_sentence() -> None:
    article, mentions = marked_article("大家好。[晴川苑/Community]建成于1998年，很好。")
    (dating,) = datings(Scene(article, mentions, []))
    span = dating.source.span
    assert article.text.chars[span.start : span.end] == "晴川苑建成于1998年"
