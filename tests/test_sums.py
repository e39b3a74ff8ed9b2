"""Whose a sum is: of the work that a list names behind it, of what a payer lays it out for, of the company of whoever says
so; and who funds, carries out, signs. Each row with what is said there and what is not."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

ISSUE = "柳河日报 2023年11月21日 星期二\n\n柳河县见闻\n\n本报讯（记者 李明）"

Claim = tuple[str, str, str]

ROWS: list[tuple[str, set[Claim], set[Claim]]] = [
    # Each item of a list has the sum that stands before it.
    (
        "柳河县总投资7亿元的玄武岩纤维加工项目、总投资2亿元的罗通山景区提质改造项目正在建设。",
        {("玄武岩纤维加工项目", "investment", "7e+08"), ("罗通山景区提质改造", "investment", "2e+08")},
        {("罗通山景区提质改造", "investment", "7e+08")},
    ),
    (
        "柳河县今年开工建设投资6亿元的凤凰湖温泉度假村、投资1.5亿元的柳河县粮食仓储中心等项目。",
        {("凤凰湖温泉度假村", "investment", "6e+08"), ("柳河县粮食仓储中心项目", "investment", "1.5e+08")},
        {("柳河县粮食仓储中心等项目", "investment", "1.5e+08")},
    ),
    # What all of them cost is of none of them, nor of where they are.
    (
        "柳河县总投资12亿元的柳河电子产业园、柳河县人民医院新院区等重点项目加快推进。",
        set(),
        {("柳河县", "investment", "1.2e+09"), ("柳河电子产业园", "investment", "1.2e+09")},
    ),
    (
        "柳河县举行2023年重点项目集中签约仪式，柳河县松子加工项目、柳河县现代物流项目等6个项目现场签约，总投资18亿元。",
        {
            ("2023年重点项目集中签约仪式", "investment", "1.8e+09"),
            ("2023年重点项目集中签约仪式", "projects", "6"),
        },
        {("柳河县现代物流项目", "investment", "1.8e+09")},
    ),
    # A payer's sum is the work's that the sentence goes on to tell of.
    (
        "去年，柳河县水利局投资700万元，在安口镇实施安全饮水工程。",
        {
            ("安全饮水工程", "investment", "7e+06"),
            ("柳河县水利局", "funds", "安全饮水工程"),
        },
        {("柳河县水利局", "investment", "7e+06")},
    ),
    (
        "去年，柳河县交通运输局投资4600万元，对安口镇至红石镇的安红路实施改建，改造里程11公里。",
        {
            ("安红路改建", "investment", "4.6e+07"),
            ("柳河县交通运输局", "implements", "安红路改建"),
            ("安红路改建", "length", "11000"),
        },
        {("安红路改建", "targets", "安口镇")},
    ),
    (
        "会议决定，由县财政局安排资金500万元，支持安口镇、红石镇实施冷水鱼养殖示范项目。",
        {
            ("柳河县财政局", "funds", "冷水鱼养殖示范项目"),
            ("冷水鱼养殖示范项目", "investment", "5e+06"),
            ("红石镇", "implements", "冷水鱼养殖示范项目"),
        },
        {("柳河县财政局", "implements", "冷水鱼养殖示范项目")},
    ),
    # Not where another sum has the work.
    (
        "柳河县水利局投资300万元的甲河整治和1000万元的安口镇防洪工程同时开工。",
        set(),
        {("安口镇防洪工程", "investment", "3e+06")},
    ),
    # The county, the town as people call them.
    (
        "安口镇烧锅村过去吃水难。今年县上投资860万元实施安口镇供水保障工程，烧锅村家家通了自来水。",
        {("柳河县", "implements", "安口镇供水保障工程"), ("柳河县", "funds", "安口镇供水保障工程")},
        {("烧锅村", "implements", "安口镇供水保障工程")},
    ),
    # What a second payer does with a sum of his own is not of the work named before.
    (
        "安口镇烧锅村地势高。县里投资1500万元建设安口灌区，镇里配套120万元修了8公里机耕路。",
        {("安口灌区建设", "investment", "1.5e+07"), ("柳河县", "funds", "安口灌区建设")},
        {
            ("安口灌区建设", "investment", "1.2e+06"),
            ("安口灌区建设", "length", "8000"),
            ("安口镇", "funds", "安口灌区建设"),
        },
    ),
    # A policy by whose means somebody acts bears nothing.
    (
        "安口镇烧锅村地处山区。依托闽宁协作资金500万元，村里建起养殖大棚40座。",
        {("烧锅村", "other", "40"), ("烧锅村", "investment", "5e+06")},
        {("闽宁协作", "other", "40"), ("闽宁协作", "investment", "5e+06")},
    ),
    # What a county puts in is its own, and schools that are put up are no school.
    (
        "近年来，柳河县累计投入教育资金6.2亿元，新建改扩建学校15所。",
        {("柳河县", "investment", "6.2e+08"), ("柳河县", "other", "15")},
        set(),
    ),
    (
        "今年以来，柳河县投入资金2.4亿元，打造示范村60个。",
        {("柳河县", "investment", "2.4e+08")},
        set(),
    ),
    # What will come of a work that is agreed on is the work's, and the company's alone to carry out.
    (
        "吉林青禾机械有限公司与柳河县政府签订协议，拟投资5亿元建设齿轮生产基地，占地100亩，达产后年产值8亿元、税收3000万元。",
        {
            ("齿轮生产基地建设", "investment", "5e+08"),
            ("齿轮生产基地建设", "revenue", "8e+08"),
            ("齿轮生产基地建设", "tax", "3e+07"),
            ("吉林青禾机械有限公司", "implements", "齿轮生产基地建设"),
        },
        {
            ("柳河县人民政府", "implements", "齿轮生产基地建设"),
            ("吉林青禾机械有限公司", "revenue", "8e+08"),
            ("吉林青禾机械有限公司", "area", "66666.7"),
        },
    ),
    # Who only brings an investor does not pay.
    (
        "柳河县人参产业示范园位于安口镇，由柳河县人民政府引进吉林青禾农业有限公司投资建设，总投资2亿元。",
        {
            ("吉林青禾农业有限公司", "funds", "柳河县人参产业示范园建设"),
            ("吉林青禾农业有限公司", "implements", "柳河县人参产业示范园建设"),
        },
        {("柳河县人民政府", "funds", "柳河县人参产业示范园建设")},
    ),
    # Who gives money for a work does not carry it out.
    (
        "省财政厅紧急下拨救灾资金2000万元，支持柳河县抗洪救灾。",
        set(),
        {("吉林省财政厅", "implements", "吉林省柳河县抗洪救灾")},
    ),
    (
        "柳河县枫林社区争取到柳河县住建局资金120万元，于2019年11月完成了槐树小区管网改造。",
        {
            ("柳河县住房和城乡建设局", "funds", "槐树小区管网改造"),
            ("槐树小区管网改造", "investment", "1.2e+06"),
        },
        {("枫林社区", "investment", "1.2e+06")},
    ),
    (
        "柳河县慈善总会捐赠资金500万元，用于柳河县安口镇敬老院建设。",
        {("安口镇敬老院", "investment", "5e+06")},
        {("柳河县慈善总会", "investment", "5e+06")},
    ),
    # 该园 of another site is none of the work's.
    (
        "柳河县人参产业园建设正酣。该园由吉林青禾集团有限公司投资建设，建设标准厂房、展销中心等，总投资2亿元。"
        "不远处，柳河县冷链物流园也在加紧施工。该园由柳河县兴禾集团投资建设。",
        {("吉林青禾集团有限公司", "implements", "柳河县人参产业园建设")},
        {("柳河县兴禾集团", "implements", "柳河县人参产业园建设")},
    ),
    # 我们 is the company of whoever says so.
    (
        "柳河县老旧供热管网改造项目正在推进。“去年冬天我们接到投诉460多件，今年投入1800万元检修锅炉6台。”"
        "柳河县供热有限责任公司副经理马国庆说。",
        {
            ("柳河县供热有限责任公司", "investment", "1.8e+07"),
            ("柳河县供热有限责任公司", "other", "6"),
        },
        {("柳河县老旧供热管网改造项目", "investment", "1.8e+07")},
    ),
    (
        "柳河县老旧供热管网改造项目正在推进。“我们这个项目今年投入1800万元。”柳河县供热有限责任公司副经理马国庆说。",
        set(),
        {("柳河县供热有限责任公司", "investment", "1.8e+07")},
    ),
    # Loans are no investment.
    (
        "今年以来，柳河农商银行发放贷款3亿元。",
        {("柳河农商银行", "other", "3e+08")},
        {("柳河农商银行", "investment", "3e+08")},
    ),
    # What was just founded signs; who leads a body that founds a group signs himself.
    (
        "安口镇烧锅村党支部书记刘世平带领村民成立了柳河县青禾茶叶专业合作社，流转茶园1800亩，并与吉林绿源茶业有限公司签订了收购协议。",
        {("吉林绿源茶业有限公司", "cooperatesWith", "柳河县青禾茶叶专业合作社")},
        {("烧锅村党支部", "cooperatesWith", "吉林绿源茶业有限公司")},
    ),
    (
        "近日，安口镇中心小学与红石镇中心小学结为友好学校。",
        {("安口镇中心小学", "cooperatesWith", "红石镇中心小学")},
        set(),
    ),
    # With whom somebody did something before does not do the next with a third.
    (
        "柳河县人民医院与吉林省第一人民医院建立医联体，与柳河县妇幼保健院组建医共体。",
        {
            ("柳河县人民医院", "cooperatesWith", "吉林省第一人民医院"),
            ("柳河县人民医院", "cooperatesWith", "柳河县妇幼保健院"),
        },
        {("吉林省第一人民医院", "cooperatesWith", "柳河县妇幼保健院")},
    ),
    # A list may end in 以及.
    (
        "总投资3亿元的柳河县门窗产业园、总投资1亿元的柳河县石砚加工项目以及投资8000万元的安口镇水泥制品厂正在建设。",
        {
            ("柳河县门窗产业园", "investment", "3e+08"),
            ("柳河县石砚加工项目", "investment", "1e+08"),
            ("安口镇水泥制品厂", "investment", "8e+07"),
        },
        {("柳河县门窗产业园", "investment", "1e+08")},
    ),
    # Whom a county brings there pays and builds.
    (
        "今年，柳河县引进吉林正禾食品有限公司投资2.6亿元，在安口镇建设肉鸡屠宰加工厂。",
        {
            ("肉鸡屠宰加工厂建设", "investment", "2.6e+08"),
            ("吉林正禾食品有限公司", "funds", "肉鸡屠宰加工厂建设"),
            ("吉林正禾食品有限公司", "implements", "肉鸡屠宰加工厂建设"),
        },
        {
            ("柳河县", "investment", "2.6e+08"),
            ("柳河县", "implements", "肉鸡屠宰加工厂建设"),
        },
    ),
    # Where somebody invests does not pay.
    (
        "吉林恒远新材料有限公司与柳河县签约，将在柳河经济开发区投资12亿元建设高端膜材料项目。",
        {("吉林恒远新材料有限公司", "funds", "高端膜材料项目")},
        {("柳河经济开发区", "funds", "高端膜材料项目")},
    ),
    (
        "柳河县慈善总会向柳河县安口镇卫生院捐赠资金20万元。",
        {("安口镇卫生院", "investment", "200000")},
        {("柳河县慈善总会", "investment", "200000")},
    ),
    # One plant that a village puts up, counted behind.
    (
        "柳河县安口镇烧锅村争取苏陕协作资金320万元，建成茶叶加工厂一座，占地6亩。",
        {("烧锅村茶叶加工厂建设", "investment", "3.2e+06"), ("烧锅村茶叶加工厂", "area", "4000")},
        {("烧锅村", "area", "4000"), ("苏陕协作", "investment", "3.2e+06")},
    ),
    # 园区 of which the reader knows no name.
    (
        "安口镇农产品加工园建设如火如荼。园区由柳河县兴禾投资有限公司投资建设，总投资4.2亿元，占地260亩。",
        set(),
        {("安口镇", "investment", "4.2e+08"), ("安口镇", "area", "173333")},
    ),
    # Nothing is of a work that comes to word behind a semicolon.
    (
        "柳河县今年计划投资1.6亿元，新建幼儿园12所；投资2300万元，实施安口镇农村公路建设。",
        {("安口镇农村公路建设", "investment", "2.3e+07")},
        {("安口镇农村公路建设", "investment", "1.6e+08"), ("安口镇农村公路建设", "other", "12")},
    ),
    # What runs from one town to the other is kept by neither.
    (
        "省交通运输厅下达资金1500万元，支持柳河县实施安口镇至红石镇公路改造。",
        set(),
        {("红石镇", "implements", "安口镇至红石镇公路改造")},
    ),
    # 我们 in an article on a work that is under way may be its builders.
    (
        "柳河县污水处理厂提标改造项目已完成八成。“我们投入5600万元，新增设备30台套。”柳河县水务集团有限公司总经理刘建平介绍。",
        {("柳河县污水处理厂提标改造项目", "investment", "5.6e+07")},
        {("柳河县水务集团有限公司", "investment", "5.6e+07")},
    ),
    # 村里 is the village named last, whoever gave money before.
    (
        "柳河县安口镇烧锅村过去不通路。省里下拨专项资金120万元，村里自筹30万元修路。",
        {("烧锅村", "investment", "300000")},
        {("吉林省", "investment", "300000")},
    ),
    # A second sum is for what has no name.
    (
        "柳河县安口镇烧锅村投资180万元建起了冷库，今年又争取苏陕协作资金200万元建设果品分拣棚。",
        {("烧锅村冷库建设", "investment", "1.8e+06")},
        {("烧锅村冷库建设", "investment", "2e+06")},
    ),
    # What another gives beside is no part of the first one's sum; both are of the work.
    (
        "吉林青禾基金会捐资60万元，柳河县教育局配套40万元，建设安口镇文化站综合楼。",
        set(),
        {("吉林青禾基金会", "investment", "400000")},
    ),
    (
        "安口镇援助资金80万元，用于建设烧锅村卫生室。",
        {("烧锅村卫生室建设", "investment", "800000")},
        {("烧锅村卫生室", "investment", "800000")},
    ),
    # What two works share is of neither; money of a programme does not carry that out.
    (
        "省水利厅下达柳河县水利发展资金3500万元，用于安口镇山洪沟治理、柳河县水土保持项目建设。",
        set(),
        {("安口镇山洪沟治理", "investment", "3.5e+07")},
    ),
    (
        "柳河县安口镇投入东西部协作资金460万元，建成蓝莓基地1200亩。",
        set(),
        {("安口镇", "implements", "东西部协作")},
    ),
]


def _both_ways(claims: set[Claim]) -> set[Claim]:
    return claims | {(o, p, s) for s, p, o in claims if p == "cooperatesWith"}


@pytest.mark.parametrize(("text", "said", "unsaid"), ROWS)
def test_whose_a_sum_is(text: str, said: set[Claim], unsaid: set[Claim]) -> None:
    claims = _both_ways(claims_in(ISSUE + text))
    assert said - claims == set()
    assert claims & unsaid == set()


def test_what_is_done_to_schools_names_none() -> None:
    text = "近年来，柳河县新建改扩建学校15所，青禾实验学校也搬了新址。"
    assert named_in(ISSUE + text, "Organization") - {"柳河日报"} == {"青禾实验学校"}
    assert named_in(ISSUE + text, "Project") == set()


def test_with_somebody_is_no_other_county() -> None:
    assert "会同县" not in named_in(ISSUE + "县住建局已会同县财政局落实改造资金310万元。", "Area")


def test_a_site_is_not_called_after_who_puts_it_up_for_others() -> None:
    text = "柳河县与吉林大禾家具有限公司签订框架协议，拟在安口镇建设竹木家具产业园，总投资3亿元。"
    assert "竹木家具产业园建设" in named_in(ISSUE + text, "Project")
