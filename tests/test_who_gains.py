"""Whose a number is where others stand nearer: a villager's, a village's own income, a contest's, whoever signs, what a
place has before it is renewed. Each row with what is said there and what is not."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

ISSUE = "柳河日报 2023年11月21日 星期二\n\n柳河县见闻\n\n本报讯（记者 李明）"

Claim = tuple[str, str, str]

ROWS: list[tuple[str, set[Claim], set[Claim]]] = [
    # What a villager has and earns is his own, what somebody in office did himself, too.
    (
        "枫林村今年种植梨树210亩。养殖户周桂花养蜂60箱，年收入9万元。",
        {("枫林村", "area", "140000"), ("周桂花", "other", "60"), ("周桂花", "other", "90000")},
        {("枫林村", "revenue", "90000")},
    ),
    (
        "枫林村村民周大山介绍，村里种植梨树210亩。",
        {("枫林村", "area", "140000")},
        {("周大山", "area", "140000")},
    ),
    (
        "柳河县委很重视，县长兼河长周大山已巡河14次。",
        {("周大山", "other", "14")},
        {("中共柳河县委", "events", "14")},
    ),
    # The collective income is the village's, whoever is told of; that of many villages is not of one.
    (
        "枫林村成立向阳合作社，合作社实现销售收入260万元，村集体增收18万元，户均增收3200元。",
        {("枫林村", "revenue", "180000"), ("向阳合作社", "revenue", "2.6e+06"), ("枫林村", "other", "3200")},
        {("向阳合作社", "revenue", "180000")},
    ),
    (
        "枫林村党支部书记周大山算了一笔账：去年村集体收入42万元，同比增长12%。",
        {("枫林村", "revenue", "420000"), ("枫林村", "growthRate", "12")},
        {("柳河县", "revenue", "420000")},
    ),
    ("枫林村所在的青石镇去年有12个村集体收入超过50万元。", set(), {("枫林村", "revenue", "500000")}),
    # Who is drawn along is the park's.
    (
        "柳河县青石镇现代农业产业园占地300亩，带动周边4个村210户群众增收，吸纳90名村民务工。",
        {
            ("青石镇现代农业产业园", "households", "210"),
            ("青石镇现代农业产业园", "other", "90"),
        },
        {("柳河县", "households", "210"), ("青石镇现代农业产业园", "residents", "90")},
    ),
    # An event that is not named again is not of who holds it.
    (
        "5月8日，柳河县第二届象棋比赛在县体育馆举行。本次比赛由柳河县总工会主办，县教育局承办，共有18支队伍参赛，设4个项目。"
        "经过两天的激烈角逐，周大山夺冠。",
        {
            ("柳河县第二届象棋比赛", "other", "18"),
            ("柳河县第二届象棋比赛", "other", "4"),
            ("柳河县第二届象棋比赛", "duration", "2"),
        },
        {("柳河县教育局", "other", "18"), ("柳河县第二届象棋比赛", "projects", "4")},
    ),
    (
        "5月8日，柳河县第四届梨花节开幕。梨花节由柳河县文旅局主办，柳河县旅游有限公司承办，将举办12项活动。",
        {("柳河县第四届梨花节", "other", "12")},
        {("柳河县旅游有限公司", "other", "12")},
    ),
    (
        "柳河县召开县政府常务会议。会议指出，全县现有企业286家。",
        {("柳河县", "enterprises", "286")},
        {("柳河县政府常务会议", "enterprises", "286")},
    ),
    # Whoever signs, not who approved it; what it says of others is theirs.
    (
        "经县住建局批准，我公司定于3月5日停水，影响1300户居民用水。\n柳河县自来水有限公司\n2023年11月20日\n",
        {("柳河县自来水有限公司", "households", "1300")},
        {("柳河县住房和城乡建设局", "households", "1300")},
    ),
    (
        "经我局核实，枫林小区共有居民320户。\n柳河县住房和城乡建设局\n2023年11月20日\n",
        {("枫林小区", "households", "320")},
        {("柳河县住房和城乡建设局", "households", "320")},
    ),
    # What a community does is not of its way of working, who came to it is.
    (
        "枫林社区推行“板凳议事”机制，今年以来化解矛盾纠纷52起。",
        {("枫林社区", "other", "52")},
        {("“板凳议事”机制", "other", "52")},
    ),
    # A home has its houses before it is renewed; money is the renewal's.
    (
        "枫林小区建于1992年，共有楼房9栋、住户310户，去年启动改造，投入资金520万元。",
        {
            ("枫林小区", "buildings", "9"),
            ("枫林小区", "households", "310"),
            ("枫林小区改造", "investment", "5.2e+06"),
        },
        {("枫林小区改造", "buildings", "9")},
    ),
    # All of the county is the county's, whatever work was told of.
    (
        "柳河县高标准农田建设项目去年完工。该项目建成高标准农田0.6万亩，全县高标准农田总面积30万亩。",
        {("柳河县", "area", "2e+08")},
        {("柳河县高标准农田建设", "area", "2e+08")},
    ),
    # Where news was sent from, and what something is compared with, bear nothing.
    (
        "今年一季度，全县地区生产总值增长5.2%。规上工业增加值增速比辽源市平均水平高0.6个百分点。",
        {("柳河县", "growthRate", "0.6")},
        {("辽源市", "growthRate", "0.6")},
    ),
    # What somebody tells of where he is from, before he is named; not what he tells of others.
    (
        "“我们社区有小区7个、居民2600户，去年新划停车位80个。”枫林社区党委书记周大山告诉记者。",
        {
            ("枫林社区", "compounds", "7"),
            ("枫林社区", "households", "2600"),
            ("枫林社区", "parkingSpaces", "80"),
        },
        {("柳河县", "households", "2600")},
    ),
    (
        "“小区有居民540户，今年改造了管网和路灯。”枫林小区网格员周大山说。",
        {("枫林小区", "households", "540")},
        {("柳河县", "households", "540")},
    ),
    (
        "“我们村去年变化很大，柳河县宏图公司投资500万元建起大棚30座。”枫林村党支部书记周大山说。",
        {("柳河县宏图公司", "investment", "5e+06")},
        {("枫林村", "investment", "5e+06")},
    ),
    # A team's own members and deeds, whoever leads it; what its community does besides is not the team's.
    (
        "枫林社区成立“红马甲”志愿服务队，由退休教师周大山担任队长，队员由7人发展到88人，累计开展志愿服务310场次。",
        {
            ("“红马甲”志愿服务队", "other", "7"),
            ("“红马甲”志愿服务队", "other", "88"),
            ("“红马甲”志愿服务队", "events", "310"),
        },
        {("枫林社区", "events", "310")},
    ),
    (
        "枫林社区成立“红马甲”志愿服务队，辖区共有楼房88栋。",
        set(),
        {("“红马甲”志愿服务队", "buildings", "88")},
    ),
    # Who has no name did it; 当地 is the area named last.
    (
        "柳河县青石镇发生滑坡。柳河县慈善总会送来价值30万元的物资，当地已设立安置点3个。消防救援大队出动救援人员46人，转移群众218人。",
        {("柳河县慈善总会", "other", "300000"), ("青石镇", "other", "3")},
        {
            ("柳河县慈善总会", "other", "3"),
            ("柳河县慈善总会", "participants", "46"),
            ("柳河县慈善总会", "other", "218"),
        },
    ),
    (
        "柳溪大桥全长420米，建成后村民不必再绕行9公里。",
        {("柳溪大桥", "length", "420")},
        {("柳溪大桥建设", "length", "9000"), ("柳溪大桥", "length", "9000")},
    ),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), ROWS, ids=[row[0][:24] for row in ROWS])
def test_numbers_are_of_whoever_has_them(text: str, said: set[Claim], unsaid: set[Claim]) -> None:
    claims = claims_in(f"{ISSUE}{text}\n")
    assert said - claims == set()
    assert unsaid & claims == set()


def test_where_news_was_sent_from_bears_nothing() -> None:
    page = "柳河日报 2023年11月21日 星期二\n\n见闻\n\n新华社长春6月2日电 （记者 李明）洪峰流量达每秒3200立方米。\n"
    assert not any(claim[2] == "3200" for claim in claims_in(page))


def test_no_disaster_is_called_after_where_news_was_sent_from() -> None:
    page = "新华社成都7月12日电 （记者 李明）受强降雨影响，四川省平武县木座乡发生山洪，3人失联。\n"
    assert named_in(page, "Event") == {"木座乡山洪"}


def test_an_office_that_speaks_first_tells_of_its_area() -> None:
    said = "“今年计划改造老旧小区18个，惠及居民3100户。”柳河县住建局副局长周大山介绍。\n"
    claims = claims_in(f"要闻\n\n{said}")
    assert {("柳河县", "compounds", "18"), ("柳河县", "households", "3100")} <= claims
    told = claims_in(f"要闻\n\n枫林小区年底完工。{said}")
    assert ("柳河县", "households", "3100") not in told
