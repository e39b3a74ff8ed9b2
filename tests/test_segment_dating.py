"""When a page appeared, by what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.segment import segment
from kg.segment.dating import page_date
from kg.types import Page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("回复时间：2021-08-17 03:25", "2021-08-17"),
        ("2020-07-26 15:43:42 来源：某某网", "2020-07-26"),
        ("2021年1月18日 星期一 清河日报", "2021-01-18"),
        ("会议总结2020年工作，部署2021年工作。1月12日，居民说。1月15日，会议召开。", "2021-01"),
        ("以优异成绩庆祝建党100周年。3月5日，志愿者走上街头。", "2021-03"),
        ("为庆祝中国共产主义青年团成立100周年，5月6日开展活动。2021年开展活动40余次。", "2022-05"),
        ("庆祝新中国成立70周年。9月30日，文艺演出举行。", "2019-09"),
        ("她曾在去年杭州亚运会上夺冠。3月5日，志愿者走上街头。", "2024-03"),
        ("为今年杭州亚运会加油，3月5日，志愿者走上街头。", "2023-03"),
        ("备战明年杭州亚运会，3月5日，志愿者走上街头。", "2022-03"),
        ("上月，县总工会通报了2023年主题阅读典型成果。岁末年初，1月5日，居民在广场游玩。", "2024-01"),
        ("县里召开2020年重点工作推进会。", "2020"),
        ("书记就做好2022年经济工作作出安排。2022年要稳中求进。12月28日，会议召开。", "2021-12"),
        ("12月25日是周六，居民扫楼道。许昌2020年争创文明城市。", "2021-12"),
        ("县里就做好2022年经济工作作出安排。2月8日，会议召开。", "2022-02"),
        ("12月4日是第十个国家宪法日，县里开展宣传。", "2023-12"),
        ("第38个教师节之际，9月8日，县里座谈。", "2022-09"),
        ("第三十三次全国助残日，5月21日，残联慰问。", "2023-05"),
        ("小区建于1998年。3月5日，居民说。", None),
        # A part of a year is told of in that year, or in the next where the page is of a month before it.
        ("2024年一季度，全区实现地区生产总值80亿元。4月22日，居民说。", "2024-04"),
        ("2022年1至8月，全县规上工业增加值增长7%。9月5日，居民说。", "2022-09"),
        ("2023年前三季度，全市实现地区生产总值80亿元。11月2日，居民说。", "2023-11"),
        ("2023年四季度重大项目集中开工仪式11月6日举行。", "2023-11"),
        ("2023年四季度，全区签约12个项目，2023年全年签约40个。1月22日，居民说。", "2024-01"),
        # The year in the name of an event that is held, or of a year's works that begin on a day.
        ("2023柳泉山采茶节在柳泉镇开幕。4月8日，居民说。", "2023-04"),
        ("去年，2022柳泉山采茶节在柳泉镇举行。4月8日，居民说。", None),
        ("2022柳泉采茶节开幕时有人来。2023柳泉采茶节举行。4月8日，居民说。", None),
        ("柳泉区2022年老旧小区改造项目于3月6日开工。6月1日，居民说。", "2022-06"),
        ("2022年老旧小区改造项目多。6月1日，居民说。", None),
        ("工程2020年4月开工，计划明年（2022年）5月复工。11月5日，居民说。", "2021-11"),
        ("2019年3月，改造启动。4月29日，居民说。", None),
        ("到2035年基本实现目标。3月5日，居民说。", None),
        ("学习贯彻二十大精神。2021年获奖，2021年又获奖，2021年再获奖。3月5日，居民说。", None),
        ("（原载2022年5月12日《清河都市报》）", "2022-05-12"),
        ("（来源：清河日报2022年5月12日）", "2022-05-12"),
        ("（据清河网2022-05-12）", "2022-05-12"),
        ("据县统计局介绍，2022年5月12日改造完工。", None),
        ("今年（2023年），县里改造小区十二个。", "2023"),
        ("2023年是全面推进改造的第一年。4月2日，居民说。", "2023-04"),
        ("2024年春节将近，居民说。", "2024"),
        ("截至2023年5月，改造完工。", "2023"),
        ("截至2023年底，改造完工。2024年计划再改造十二个。1月16日，居民说。", "2024-01"),
        ("2023年12月，小区被评为示范点。2024年计划再改造十二个。1月16日，居民说。", "2024-01"),
        ("2018年9月，社区成立。2022年底获奖。2023年2月，改造动工。3月9日，居民说。", "2023-03"),
        ("2023年4月，改造动工。2024年3月动工，7月竣工。8月29日，居民说。", None),
        ("方案是2019年12月出台的。5月18日，改造启动。", "2020-05"),
        ("2013年9月，县里改造公园。6月30日，居民说。", None),
        ("已在2019年11月8日全部迁出，预计今年6月底交付。", "2020"),
        ("清河县决战决胜脱贫攻坚。4月30日，居民说。", "2020-04"),
        ("学习贯彻党的二十大精神。清河县开展主题教育。3月5日，居民说。", None),
        ("党史学习教育开展以来，3月5日，居民说。", "2021-03"),
        ("会议传达学习党的二十大精神。11月10日，居民说。", "2022-11"),
        ("会议传达学习党的十九届六中全会精神。1月10日，居民说。", "2022-01"),
        ("第七次全国人口普查。11月1日，居民说。", None),
        ("小区2022年改造完工。1月18日（星期四），居民说。", "2024-01"),
        ("2022年，全县计划改造小区82个。6月1日，居民说。", "2022-06"),
        ("2022年，全县计划改造小区82个。12月30日，居民说。", None),
        ("公园5月10日恢复开放。自2020年5月10日起，游客须预约。", "2020-05"),
        ("发布时间：2020年06月10日11时06分", "2020-06-10"),
        ("2017年4月23日开业的书店，6月30日说要搬家。", None),
        ("2017年8月31日，歌舞厅停业。5月11日，居民说。", None),
        ("主题教育开展常态化，6月23日，居民说。", None),
        ("“不忘初心、牢记使命”主题教育开展常态化，6月23日，居民说。", None),
        ("2019年12月19日，学校签约。12月24日，学校动工。建党100周年之际，5月27日，学校启用。", "2021-05"),
        ("公司将从2021年4月1日起改名。", None),
        ("预计2025年将完成改造。6月1日，居民说。", None),
        ("阳光洒在大地上。", None),
        ("", None),
    ],
)
def test_the_date_of_a_page(text: str, expected: str | None) -> None:
    assert page_date(text) == expected


def test_a_full_date_at_the_beginning_of_an_article_is_that_of_its_news() -> None:
    (article,) = segment(
        Page("p", "和平广场启用\n2020年6月12日上午，清河县举行和平广场启用仪式，全县各部门参加了活动。\n")
    )
    assert article.published == "2020-06"


def test_a_dateline_gives_the_day_and_the_page_the_year() -> None:
    page = (
        "用好清洁能源\n2020-07-27 08:00:00 来源：某某网\n"
        "中新社清河7月26日电 题：用好清洁能源\n清河县有一片电站，去年底并网。\n"
    )
    assert [article.published for article in segment(Page("p", page))] == ["2020-07-26"]


def test_a_date_cut_by_a_line_end_is_one_date() -> None:
    page = "# 新年新气象\n\n□本报记者 赵明远\n\n会议部署2021年工作。1月1\n\n3日，会议召开。\n"
    assert [article.published for article in segment(Page("p", page))] == ["2021-01"]


@given(st.text(alphabet="0123456789年月日前去上今于到，。-：: 周年建党", max_size=120))
def test_any_text_gives_an_iso_prefix_or_nothing(text: str) -> None:
    found = page_date(text)
    assert found is None or len(found) in (4, 7, 10)


@given(
    st.integers(2005, 2030),
    st.sampled_from(
        [
            "# 和平小区换新颜",
            "□本报记者 赵明远",
            "2019年3月，改造启动。",
            "第七次全国人口普查",
            "去年，居民说。",
        ]
    ),
)
def test_a_stamp_outweighs_all_other_evidence(year: int, words: str) -> None:
    assert page_date(f"{words}\n发布时间：{year}-05-12\n{words}") == f"{year}-05-12"


@given(
    st.lists(
        st.sampled_from(
            [
                "2019年3月，改造启动。",
                "3月5日，居民说。",
                "建党100周年。",
                "截至2022年底，完工。",
                "2024年计划改造。",
                "疫情防控",
                "9月1日（周五）",
            ]
        ),
        max_size=8,
    )
)
def test_no_page_is_older_than_what_it_tells_of(parts: list[str]) -> None:
    found = page_date("".join(parts))
    told = [
        year
        for year, words in (("2019", "2019年3月"), ("2022", "2022年底"), ("2020", "疫情"))
        if words in "".join(parts)
    ]
    assert found is None or found[:4] >= max(told, default="0000")


def test_a_date_on_a_line_of_its_own_dates_the_page_unless_something_later_is_told() -> None:
    news = "网友您好，清河县和平小区的改造已经完工，居民三百余户搬进新家，感谢您的关注。"
    signed = f"和平小区何时完工\n{news}\n清河县住建局\n2022年4月25日\n"
    assert [article.published for article in segment(Page("p", signed))] == ["2022-04-25"]
    later = signed.replace(news, f"{news}2022年6月3日，居民搬进新家。")
    assert [article.published for article in segment(Page("p", later))] != ["2022-04-25"]


def test_a_dateline_before_its_place_dates_the_article() -> None:
    page = "# 2023清河采茶节开幕\n\n本报4月8日清河讯（记者 赵明）今天上午，2023清河采茶节在清河县城开幕，居民三百人到场。\n"
    assert [article.published for article in segment(Page("p", page))] == ["2023-04-08"]
