"""Whose a number is that its own clause does not say: what goes on about a programme, a home without its name, what somebody
tells of himself, who eats at a canteen, how far somebody goes. Each row with what is said there and what is not."""

from __future__ import annotations

import pytest
from read_texts import claims_in

ISSUE = "柳河日报 2023年11月21日 星期二\n\n柳河县见闻\n\n本报讯（记者 李明）"

Claim = tuple[str, str, str]

ROWS: list[tuple[str, set[Claim], set[Claim]]] = [
    # A sentence that names nobody goes on about the programme that the one before counted.
    (
        "2021年以来，柳河县累计改造老旧小区73个，惠及居民1.12万户。今年计划再改造18个小区、2640户，总投资约9300万元。",
        {
            ("柳河县老旧小区改造", "compounds", "18"),
            ("柳河县老旧小区改造", "households", "2640"),
            ("柳河县老旧小区改造", "investment", "9.3e+07"),
        },
        set(),
    ),
    # So many that are done or left are compounds as well.
    (
        "柳河县今年改造老旧小区23个。已开工12个，其余11个将于年底前开工。",
        {("柳河县老旧小区改造", "compounds", "12"), ("柳河县老旧小区改造", "compounds", "11")},
        {("柳河县老旧小区改造", "other", "11")},
    ),
    # A number of compounds is the programme's, whoever was told of since.
    (
        "柳河县今年改造老旧小区44个。国网柳河供电公司拿出640万元，用于线路入地。截至8月底，40个小区开工。",
        {("柳河县老旧小区改造", "compounds", "40")},
        {("国网柳河供电公司", "compounds", "40")},
    ),
    # The whole street is told of, not the programme.
    (
        "柳河县今年改造老旧小区44个。全街道28个无物业小区都有了管家。",
        set(),
        {("柳河县老旧小区改造", "compounds", "28")},
    ),
    # 小区 at the head of a clause is the home named last.
    (
        "记者来到枫林小区。小区建于1998年，共14幢楼、560户。小区现有车位780个。",
        {
            ("枫林小区", "buildings", "14"),
            ("枫林小区", "households", "560"),
            ("枫林小区", "parkingSpaces", "780"),
        },
        set(),
    ),
    # A clause that begins with the end of the bearer's own name goes on about it.
    (
        "今年以来，柳河县投入湿地保护工程项目资金1200万元。目前，柳溪湿地面积为1900公顷，湿地保护率达78.5%，有湖泊近200个。",
        {("柳溪湿地", "rate", "78.5"), ("柳溪湿地", "other", "200")},
        {("柳河县湿地保护工程项目", "rate", "78.5")},
    ),
    # 企业 at the head of a clause is the company named last; inside a park is the park.
    (
        "麻阳社区与柳河宏图农业有限公司建起养殖场，企业每年给脱贫户分红500元。",
        {("柳河宏图农业有限公司", "other", "500")},
        {("麻阳社区", "other", "500")},
    ),
    ("柳溪海洋公园今年闭园100天。园内饲养的7500只动物等着游客。", {("柳溪海洋公园", "other", "7500")}, set()),
    # Where the work lies has no ground of its own; who is drawn along has no households.
    (
        "柳溪智能器材项目总投资5.2亿元，选址柳河科技城，用地86亩。",
        {("柳溪智能器材项目", "area", "57333.3")},
        {("柳河科技城", "area", "57333.3")},
    ),
    (
        "枫林村来了新办法。柳溪种植专业合作社去年发展到620亩，带动本村和周边85户脱贫户增收。",
        {("柳溪种植专业合作社", "households", "85")},
        {("枫林村", "households", "85")},
    ),
    # What is done on a site is so large of the work.
    (
        "柳溪公园升级改造项目去年启动，柳溪公园新建园路447平方米。",
        {("柳溪公园升级改造项目", "area", "447")},
        {("柳溪公园", "area", "447")},
    ),
    # What somebody earns and has, he says of himself.
    (
        "“在家门口干活，一天能挣120元。”枫林村村民李金水说。",
        {("李金水", "other", "120")},
        {("枫林村", "other", "120")},
    ),
    (
        "“我家3亩田，往年卖不到4000元。”村民李正福说。",
        {("李正福", "area", "2000"), ("李正福", "other", "4000")},
        set(),
    ),
    # What he says of others is theirs, or nobody's.
    (
        "“村集体一年能挣12万元。”村民李金水说。",
        set(),
        {("李金水", "other", "120000")},
    ),
    (
        "“这片田一亩比单种水稻多挣2000元。”枫林村党支部书记徐圣华说。",
        set(),
        {("徐圣华", "other", "2000")},
    ),
    # A street that has come to word has its own compounds.
    (
        "柳河县今年改造老旧小区44个。城关街道今年忙着拆墙并院，14个小区已完工5个。",
        set(),
        {("柳河县老旧小区改造", "compounds", "14")},
    ),
    # Who eats there is the canteen's, not of who runs it; how many have room is no number of guests.
    (
        "枫林社区老年食堂由柳河县康福养老服务中心运营，每天有90多人前来就餐。",
        {("枫林社区老年食堂", "participants", "90")},
        {("柳河县康福养老服务中心", "participants", "90")},
    ),
    (
        "枫林社区老年食堂去年开张，可同时容纳80人就餐。",
        {("枫林社区老年食堂", "other", "80")},
        {("枫林社区老年食堂", "participants", "80")},
    ),
    (
        "柳河县推行“打平伙”食堂、人民食堂模式，为1.2万余名老人提供就餐服务。",
        set(),
        {("“打平伙”食堂", "other", "12000"), ("“打平伙”食堂", "participants", "12000")},
    ),
    # So far somebody goes; a team goes by itself.
    (
        "护林员林国财守护着枫林村的山林，每天巡山20多公里。",
        {("林国财", "length", "20000")},
        {("枫林村", "length", "20000")},
    ),
    (
        "“红色勒勒车”流动服务队成立了。队长王强说，服务队累计出车870趟，行程21.8万公里。",
        set(),
        {("王强", "length", "2.18e+08")},
    ),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), ROWS, ids=[row[0][:24] for row in ROWS])
def test_numbers_are_of_whoever_is_told_of(text: str, said: set[Claim], unsaid: set[Claim]) -> None:
    claims = claims_in(f"{ISSUE}{text}\n")
    assert said - claims == set()
    assert unsaid & claims == set()
