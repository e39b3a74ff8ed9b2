"""Measures: which property a number measures, and of whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked_articles import marked_article

from kg.extract.counts import Counted, read
from kg.extract.measures import measures
from kg.extract.subjects import Scene
from kg.knowledge.quantities import PropertyRule, measure_words
from kg.types import Measure, Mention


def _read_marked(marked: str) -> Counted:
    text, start = marked.replace("[", "").replace("]", ""), marked.index("[")
    (found,) = (item for item in read(text) if item.quantity.start == start)
    assert text[found.quantity.start : found.quantity.end] == marked[start + 1 : marked.index("]")]
    return found


_EXAMPLES = [(rule, example) for rule in measure_words().rules for example in rule.examples]
_COUNTER = [(rule, example) for rule in measure_words().rules for example in rule.counterexamples]


@pytest.mark.parametrize(("rule", "example"), _EXAMPLES, ids=lambda value: str(getattr(value, "name", value)))
def test_example_of_a_rule(rule: PropertyRule, example: str) -> None:
    assert _read_marked(example).rule.name == rule.name


@pytest.mark.parametrize(("rule", "example"), _COUNTER, ids=lambda value: str(getattr(value, "name", value)))
def test_counterexample_of_a_rule(rule: PropertyRule, example: str) -> None:
    assert _read_marked(example).rule.name != rule.name


def _said(marked: str, topics: tuple[int, ...] = ()) -> list[tuple[str, str, float]]:
    article, mentions = marked_article(marked)
    return [_shown(mentions, measure) for measure in measures(Scene(article, mentions, topics))]


def _shown(mentions: list[Mention], measure: Measure[int]) -> tuple[str, str, float]:
    return mentions[measure.subject].text, measure.property, measure.value


SUBJECTS = [
    (
        "[云湖矿工会/Agency]爱读书。[石桥乡/Area]也读书。去年，该矿工会举办活动23次，46人次参加。",
        [("云湖矿工会", "events", 23), ("云湖矿工会", "participants", 46)],
    ),
    ("[晴川社区/Community]提升服务，还建成[青松馆/Place]，配置9部设备。", [("青松馆", "other", 9)]),
    (
        "[云湖区/Area][晴川苑/Community]老人多，院内多为8层楼，盼着[加装电梯/Project]。",
        [("晴川苑", "other", 8)],
    ),
    (
        "[云湖区老旧小区改造/Project]完成投资2.4亿元，改造面积90万平方米，惠及百姓近三万户。",
        [
            ("云湖区老旧小区改造", "investment", 240_000_000),
            ("云湖区老旧小区改造", "area", 900_000),
            ("云湖区老旧小区改造", "households", 30_000),
        ],
    ),
    ("[晴川苑/Community]院内多为7层楼。", [("晴川苑", "other", 7)]),
    (
        "[云湖区/Area]全年地区生产总值完成312亿元，增长3.5%；固定资产投资下降8%。",
        [("云湖区", "gdp", 31_200_000_000), ("云湖区", "growthRate", 3.5), ("云湖区", "growthRate", -8)],
    ),
    (
        "与[区住建局/Agency]、[区城管局/Agency]座谈后，[晴川社区/Community]召开居民会16场次。",
        [("晴川社区", "events", 16)],
    ),
    ("70多岁的居民[石大娘/Person]笑着说。", [("石大娘", "other", 70)]),
    ("为庆祝[云湖合唱团/Organization]成立50周年，大家欢聚。", [("云湖合唱团", "duration", 50)]),
    ("[云湖纪念馆/Place]开放。[陈店乡/Area]修路。该馆占地1300平方米。", [("云湖纪念馆", "area", 1300)]),
    (
        "[区民政局/Agency]为[“青松”项目/Project]资助6万元。",
        [("“青松”项目", "investment", 60_000)],
    ),
    (
        "[云湖市财政局/Agency]今年安排900万元，支持[云湖市河道整治工程/Project]。",
        [("云湖市河道整治工程", "investment", 9_000_000)],
    ),
    (
        "[云湖纪念馆/Place]落成。[陈店乡/Area]投资2亿元，该馆占地1200平方米。",
        [("陈店乡", "investment", 200_000_000), ("云湖纪念馆", "area", 1200)],
    ),
    (
        "[青松苑加装电梯工程/Project]动工。工程由[区住建局/Agency]负责，总投资560万元。",
        [("青松苑加装电梯工程", "investment", 5_600_000)],
    ),
    (
        "[石桥街道/Area]指导[晴川社区/Community]统筹，召开居民会16场次。",
        [("晴川社区", "events", 16)],
    ),
    ("退休工人[石大有/Person]帮邻居换灯泡300多次。", [("石大有", "other", 300)]),
    ("[石大有/Person]的60多岁老父亲病了。", []),
    ("[石大有/Person]今年八十岁。", [("石大有", "other", 80)]),
    ("18名老党员成立[“红邻”党支部/Agency]。", [("“红邻”党支部", "participants", 18)]),
    (
        "[晴川社区/Community]有14栋、住户620户、2100多人。",
        [
            ("晴川社区", "buildings", 14),
            ("晴川社区", "households", 620),
            ("晴川社区", "residents", 2100),
        ],
    ),
    (
        "[云湖区/Area]很美。\n全区归并楼院42个，[云湖区小区改造/Project]继续推进。",
        [("云湖区小区改造", "compounds", 42)],
    ),
    ("[云湖区/Area]很美。\n油菜增产15%。", []),
    (
        "[青松馆/Place]设有5个展区。[云湖杯/Event]举行，30余名职工参加。",
        [("青松馆", "other", 5), ("云湖杯", "participants", 30)],
    ),
]


@pytest.mark.parametrize(("marked", "expected"), SUBJECTS)
def test_number_is_said_of(marked: str, expected: list[tuple[str, str, float]]) -> None:
    assert _said(marked) == expected


PASSING = [
    # A campaign that is set going owns what is counted behind it, in the next paragraph, too.
    (
        "[云湖区/Area]有80公里河岸。[云湖区/Area]创新实施[“红帆行动”/Project]，组建12支队伍，走进9个行政村。\n"
        "今年以来，累计上门服务360多户家庭。",
        [
            ("云湖区", "length", 80_000),
            ("“红帆行动”", "other", 12),
            ("“红帆行动”", "villages", 9),
            ("“红帆行动”", "households", 360),
        ],
    ),
    # So does an event that is held; a ceremony only opens the work.
    (
        "当日，[云湖助农直播活动/Event]在[青松湖/Place]畔举行，[云湖协会/Organization]推介特产，销售总额近40万元。",
        [("云湖助农直播活动", "revenue", 400_000)],
    ),
    (
        "[青松馆/Place]很美。[云湖开工仪式/Event]举行。占地1300平方米。",
        [("青松馆", "area", 1300)],
    ),
    # An area that only says where somebody is bears no number of later sentences.
    ("集市在[云湖省/Area][陈店镇/Area]上很热闹。\n大家走了13公里。", []),
    ("[云湖省/Area][陈店镇/Area]修路。\n修好了13公里。", [("陈店镇", "length", 13_000)]),
    # Nor does one bear what a common noun of the clause did.
    ("[云湖省/Area][陈店镇/Area]修路。\n大家走了13公里。", []),
    ("[青松馆/Place]项目位于[云湖市/Area][陈店区/Area]，占地1300平方米。", [("青松馆", "area", 1300)]),
    # A number before 的 describes the noun behind it.
    ("[陈店镇/Area]很美。人们修了一条300米的小道。", []),
    ("[陈店镇/Area]很美。人们修了一条长300米的[“同心路”/Place]。", [("“同心路”", "length", 300)]),
    # When something was is not how long it lasted.
    ("十几年来，[晴川社区/Community]变了。[晴川社区/Community]3年内建好。", [("晴川社区", "duration", 3)]),
    ("[晴川社区/Community]变了，10年前还很穷。", []),
]


@pytest.mark.parametrize(("marked", "expected"), PASSING)
def test_what_is_named_in_passing_bears_no_numbers(
    marked: str, expected: list[tuple[str, str, float]]
) -> None:
    assert _said(marked) == expected


BEARERS = [
    # How long something took is a figure of who did it or of the work that went on; which stretch is meant, how often
    # or how soon something is, is none.
    ("[晴川社区/Community]很好，不到三分钟就办完了。", []),
    ("[晴川社区/Community]提醒，潜伏期为14天。", []),
    ("[晴川社区/Community]通报，[马小军/Person]被拘留15天。", []),
    ("[马小军/Person]计划用3个月把路修完，每天走两个小时山路。", []),
    ("受灾3天的[马小军/Person]回家了。", []),
    ("[云湖大桥建设/Project]开工了。[晴川园/Place]从签约到开工仅用40天。", []),
    ("[晴川社区/Community]民警[马小军/Person]10分钟赶到银行。", [("马小军", "duration", 10)]),
    ("在[晴川社区/Community]住了36年的居民[马小军/Person]说，好。", [("马小军", "duration", 36)]),
    (
        "[云湖大桥建设/Project]开工了。[晴川公司/Organization]的项目从签约到拿地只用了76天。",
        [("云湖大桥建设", "duration", 76)],
    ),
    ("[晴川社区/Community]今年前5个月很好。", []),
    ("[晴川社区/Community]水管三天两头坏，国庆8天假也一样。", []),
    ("[云湖公园/Place]很美。[云湖灯会/Event]为期15天。", [("云湖灯会", "duration", 15)]),
    ("经过三四个小时的奋战，[云湖山火/Event]被扑灭。", [("云湖山火", "duration", 3)]),
    ("[云湖馆/Place]都是40多年的老家具。", []),
    # So are ages of service; they are the person's behind them.
    ("有着20余年党龄的[云湖公司/Organization]保安[石大有/Person]说。", [("石大有", "other", 20)]),
    # Of each of them, or of all in the world: nobody's here.
    ("[云湖电站/Organization]安装镜子900块，每块48平方米。", [("云湖电站", "other", 900)]),
    ("[云湖湿地/Place]很美，这种鸟全世界只有2万只。", []),
    # Whose 主任 speaks is not who is spoken of.
    (
        "[云湖市水务中心/Agency]主任[石大有/Person]介绍，如今[云湖市/Area]9条沟变清。",
        [("云湖市", "other", 9)],
    ),
    # What is counted is nobody's subject.
    (
        "[云湖市/Area]拥有5处[国家湿地公园/Place]、8处市级公园。",
        [("云湖市", "other", 5), ("云湖市", "other", 8)],
    ),
    # Ground and floors are the building's, the money is the works'.
    (
        "[云湖馆/Place]落成。[云湖馆建设/Project]总投资200万元，占地900平方米。",
        [("云湖馆建设", "investment", 2_000_000), ("云湖馆", "area", 900)],
    ),
    # What was just set up is told of.
    ("在大厅设立[“暖心”窗口/Method]，去年解决问题7个。[区纪委/Agency]很忙。", [("“暖心”窗口", "other", 7)]),
    # Who led the paragraph still acts.
    (
        "[云湖市/Area]划分600个网格，选好[“暖心”队伍/Organization]。今年以来，已化解300件隐患。",
        [("云湖市", "other", 600), ("云湖市", "other", 300)],
    ),
    # 该市 points at whose growth it is.
    (
        "[云湖市/Area]阳光好。今年该市发电超14亿度，增长14%。",
        [("云湖市", "other", 1.4e9), ("云湖市", "growthRate", 14)],
    ),
    ("[石大有/Person]告诉记者，去年分红得了2800元。", [("石大有", "other", 2800)]),
    # Parts of a sum are for the same work, whoever gives them.
    (
        "[青松苑加装电梯/Project]总投资900万元，其中[市住建局/Agency]补助300万元，居民自筹600万元。",
        [
            ("青松苑加装电梯", "investment", 9_000_000),
            ("青松苑加装电梯", "investment", 3_000_000),
            ("青松苑加装电梯", "investment", 6_000_000),
        ],
    ),
    (
        "[石桥乡/Area]实施[云湖馆建设/Project]，[区财政局/Agency]出资120万元。",
        [("云湖馆建设", "investment", 1_200_000)],
    ),
    # Who leads most clauses of an article acts in its sentences without a subject.
    (
        "[云湖县/Area]办好民生实事。\n[云湖县/Area]组建[“暖心”队/Organization]。\n推动解决用水难题72个。",
        [("云湖县", "other", 72)],
    ),
    # The name right before a number bears it, whatever work was begun before.
    (
        "[云湖局/Agency]开展[“红帆”行动/Project]。他负责[石桥镇/Area]90万平方米道路清扫。",
        [("石桥镇", "area", 900_000)],
    ),
    # Homes lived in are the place's; what is done there is the renewal's.
    (
        "[晴川苑改造/Project]很好。[晴川苑/Community]住着2000余户人家、6100人，新增停车位60个。",
        [
            ("晴川苑", "households", 2000),
            ("晴川苑", "residents", 6100),
            ("晴川苑改造", "parkingSpaces", 60),
        ],
    ),
    # Visitors come to a place, whatever was done to it.
    (
        "[云湖公园/Place]经[云湖公园改造/Project]后免费开放，日均接待游客4万人次。",
        [("云湖公园", "participants", 40_000)],
    ),
    # A gathering that is held is told of.
    (
        "1月14日，[区人社局/Agency]举办[迎春招聘会/Event]，42家企业带来岗位900余个。",
        [("迎春招聘会", "enterprises", 42), ("迎春招聘会", "other", 900)],
    ),
    ("[区人社局/Agency]召开[工作推进会/Event]，走访企业42家。", [("区人社局", "enterprises", 42)]),
    # 该电站 that the article does not name has its numbers for itself; 该项目 is the work before.
    ("[云湖市/Area]阳光好。该电站已发电700万度。", []),
    (
        "[云湖民生实事项目/Project]很多，[云湖学院新建/Project]项目完成一半。该项目投资3亿元。",
        [("云湖学院新建", "investment", 300_000_000)],
    ),
    ("[石桥村/Community]很美。[陈店镇/Area]来人参观，全村320户。", [("石桥村", "households", 320)]),
    # Years of service are nobody's but the person's; how often a day is no number of events.
    ("[云湖环卫站/Agency]的人都说，他在岗位干了22年。", []),
    ("[青松苑/Community]的人每天到工地转3趟。", []),
    # A list has its number, none of its members.
    (
        "[云湖市/Area]迎来降雨，[甲溪/Place]、[乙江/Place]、[丙河/Place]4条河流涨水。",
        [("云湖市", "other", 4)],
    ),
    # A street that only says where; how far away; prices of nobody.
    (
        "[云湖学校/Organization]迁建。新校位于[东风路/Place]以南，[和气路/Place]以西，总建筑面积2.8万平方米。",
        [("云湖学校", "floorArea", 28_000)],
    ),
    ("[云湖站/Place]很近，距出口仅170米。", []),
    ("[云湖市/Area]很美。杨梅都是20元。", []),
]


@pytest.mark.parametrize(("marked", "expected"), BEARERS)
def test_who_bears_a_number(marked: str, expected: list[tuple[str, str, float]]) -> None:
    assert _said(marked) == expected


PERSONS = [
    ("2015年，[石大有/Person]来到[云湖一中/Organization]，资助12名学生。", [("石大有", "other", 12)]),
    ("[石大有/Person]很忙。至今，累计已资助12名学生。", [("石大有", "other", 12)]),
    ("[石大有/Person]很忙。\n2021年起，他30余次奔走协调。", [("石大有", "other", 30)]),
    ("[石大有/Person]在[云湖公司/Organization]工作26年。", [("石大有", "duration", 26)]),
    ("[石大有/Person]家有7亩土地流转给[云湖公司/Organization]。", [("石大有", "area", 4666.67)]),
    ("[云湖公司/Organization]很好。[石大有/Person]介绍，公司有12名学生。", [("云湖公司", "other", 12)]),
    ("[云湖公司/Organization]很好。[石大有/Person]带领公司获得专利12项。", [("云湖公司", "other", 12)]),
]


@pytest.mark.parametrize(("marked", "expected"), PERSONS)
def test_what_a_person_did_is_the_persons(marked: str, expected: list[tuple[str, str, float]]) -> None:
    assert _said(marked) == expected


def test_an_answer_is_about_what_was_asked() -> None:
    answer = (
        "回复时间：2020-09-04\n[云湖区委/Agency]高度重视。经了解，有房屋373套。\n[晴川苑/Community]很好。"
    )
    article, mentions = marked_article(answer)
    (found,) = measures(Scene(article, mentions, [1]))
    assert (mentions[found.subject].text, found.value) == ("晴川苑", 373)


def test_a_bracketed_word_names_nobody() -> None:
    article, mentions = marked_article("以村（[社区/Community]）两委为主，开展活动120次。")
    again = [replace(mentions[0], rule="units.anaphor")]
    assert measures(Scene(article, again, [])) == []


def test_money_for_a_compound_under_renewal_is_the_renewals() -> None:
    marked = "[晴川苑改造工程/Project]今年启动。\n2019年底，[晴川苑/Community]投入资金430余万元实施改造。"
    assert _said(marked) == [("晴川苑改造工程", "investment", 4_300_000)]


def test_numbers_in_a_row_share_the_counted_noun() -> None:
    said = _said("[云湖市小区改造/Project]启动老旧小区改造21个，完成18个。")
    assert said == [("云湖市小区改造", "compounds", 21), ("云湖市小区改造", "compounds", 18)]


def test_a_number_of_nobody_falls_back_on_the_topic_with_less_confidence() -> None:
    far, mentions = marked_article("[晴川苑改造/Project]很好。\n大家高兴。\n共拆除违建80余处。")
    near, _ = marked_article("[晴川苑改造/Project]很好，共拆除违建80余处。")
    (fallback,), (direct,) = measures(Scene(far, mentions, [0])), measures(Scene(near, mentions, [0]))
    assert (fallback.subject, fallback.property) == (0, "other")
    assert fallback.source.confidence < direct.source.confidence


def test_a_number_inside_a_name() -> None:
    assert _said("[5个示范小区建设/Project]") == [("5个示范小区建设", "compounds", 5)]
    assert _said("“[“8分钟微讲堂”/Method]开讲。") == [("“8分钟微讲堂”", "duration", 8)]
    assert _said("[建馆30周年庆典/Event]举行。") == []


@pytest.mark.parametrize("text", ["共拆除违建80余处。", "以优异成绩庆祝建党100周年。"])
def test_without_names_nothing_is_measured(text: str) -> None:
    assert _said(text) == []


ROWS = [
    ("新增120个停车位、16个充电桩", ["parkingSpaces", "chargers"]),
    ("停车位120个、充电桩16个", ["parkingSpaces", "chargers"]),
    ("居民楼37栋、居民480户", ["buildings", "households"]),
    ("建成小区服务站24个", ["other"]),
    ("小区入户涉及8个户型", ["other"]),
    ("将事项从214项压减至37项", ["other", "other"]),
    ("下达资金600万元和200万元", ["investment", "investment"]),
    ("容纳3000名学生", ["other"]),
    ("建筑面积81580平方米（含地下室11463平方米）", ["floorArea", "floorArea"]),
    ("斥资8亿元打造", ["investment"]),
    ("有32个自行车位", ["other"]),
    ("共有56个老旧小区列入计划，其中41个已经完工", ["compounds", "compounds"]),
    ("总投资900万元，其中财政补助300万元", ["investment", "investment"]),
    ("甲村投资900万元。乙村财政补助300万元", ["investment", "other"]),
    # A number with a noun of its own counts nothing else.
    ("小区46个，划分网格212个，成立业委会31个，组建党支部58个", ["compounds", "other", "other", "other"]),
    ("改造老旧小区46个，其中市级12个，已开工9个", ["compounds", "compounds", "compounds"]),
    # Growths in a row, homes in houses, people moved.
    ("分别增长12.4%和20.6%", ["growthRate", "growthRate"]),
    ("分别占12.4%和20.6%", ["rate", "rate"]),
    ("建设安置房8栋420套", ["buildings", "households"]),
    ("转移群众126户410人", ["households", "residents"]),
    # What came on top is no revenue, nor what comes to each.
    ("实现产值5亿元，同比增收1300万元", ["revenue", "other"]),
    ("实现销售收入500万元，户均增收6000元", ["revenue", "other"]),
]


@pytest.mark.parametrize(("text", "properties"), ROWS)
def test_numbers_in_a_row(text: str, properties: list[str]) -> None:
    assert [counted.rule.property for counted in read(text)] == properties


AS_OF = [
    ("2021年，[云湖区/Area]生产总值完成312亿元。", "2021"),
    ("截至2022年6月，[青松工程/Project]完成投资3亿元。", "2022-06"),
    ("[晴川苑/Community]建成于1998年，有居民620户。", None),
    ("[青松工程/Project]预计10月完工，惠及96户。", None),
]


@pytest.mark.parametrize(("marked", "as_of"), AS_OF)
def test_figure_speaks_of_the_date_that_leads(marked: str, as_of: str | None) -> None:
    article, mentions = marked_article(marked)
    found = [each for each in measures(Scene(article, mentions, [])) if isinstance(each, Measure)]
    assert [measure.as_of for measure in found] == [as_of]


def test_what_stands_for_nobody_known_has_no_numbers() -> None:
    article, (mention,) = marked_article("[社区/Community]有居民楼37栋。")
    assert measures(Scene(article, [replace(mention, rule="units.open")], [])) == []


def test_headlines_and_bylines_are_not_read() -> None:
    article, mentions = marked_article("[晴川苑改造/Project]投资3亿元", kind="title")
    assert measures(Scene(article, mentions, [0])) == []


def test_evidence_is_the_clause_of_the_number() -> None:
    article, mentions = marked_article("近日，[晴川苑改造/Project]完成投资3亿元，居民满意。")
    (measure,) = measures(Scene(article, mentions, []))
    span = measure.source.span
    assert article.text.chars[span.start : span.end] == "晴川苑改造完成投资3亿元"
    assert (measure.text, measure.unit, measure.approximate) == ("3亿元", "CNY", False)
