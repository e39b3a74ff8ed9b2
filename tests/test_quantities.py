"""Numbers with units: which are read, with what value, and what is no quantity."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cn2an import an2cn
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.extract.numerals import number
from kg.extract.quantities import quantities
from kg.knowledge import datings, rows
from kg.knowledge import quantities as knowledge

READ = [
    ("完成投资[3.18亿元]", 318_000_000, "CNY", False),
    ("投入资金[2700余万元]", 27_000_000, "CNY", True),
    ("罚没[206.41万元]", 2_064_100, "CNY", False),
    ("惠及百姓[近两万户]", 20_000, "count", True),
    ("有[二十三]个".replace("]个", "个]"), 23, "count", False),
    ("问题[十余个]", 10, "count", True),
    ("一条[三四米]宽的小巷", 3, "m", True),
    ("[十七八岁]的青年", 17, "year", True),
    ("面积[64.5万平方米]", 645_000, "m2", False),
    ("占地[3亩]", 2000, "m2", False),
    ("清理河道[5.2公里]", 5200, "m", False),
    ("垃圾[30余吨]", 30, "t", True),
    ("占比达[71.4%]", 71.4, "percent", False),
    ("覆盖率[百分之九十五]", 95, "percent", False),
    ("下降[2.5个百分点]", 2.5, "percent", False),
    ("出动[3700余人次]", 3700, "count", True),
    ("各类车辆[540余台次]", 540, "count", True),
    ("藏书[1.6万册]", 16_000, "count", False),
    ("共[3,600户]", 3600, "count", False),
    ("收入在[5—50万元]之间", 50_000, "CNY", True),
    ("建于[30多年]前", 30, "year", True),
    ("“[10分钟]微课堂”", 10, "minute", False),
    ("[90%以上]的居民", 90, "percent", True),
    ("受损农田[上百亩]", 66_666.67, "m2", True),
    ("[27万居民]受益", 270_000, "count", False),
    ("每人[5000元至1万元]", 5000, "CNY", True),
    ("未来[3年到5年]", 3, "year", True),
    ("增产[15%-30%左右]", 15, "percent", True),
    ("居民楼[37栋]", 37, "count", False),
    ("完成投资[10亿元以上]", 1_000_000_000, "CNY", True),
    ("总投资[超10亿元]", 1_000_000_000, "CNY", True),
    ("组建[12支]队伍", 12, "count", False),
    ("收获[200斤]", 0.1, "t", False),
    ("设 [14 个]窗口", 14, "count", False),
    ("总投资[74.9亿元]", 7_490_000_000, "CNY", False),
    ("库容[55万立方米]", 550_000, "m3", False),
    ("发电[1.1亿度]", 110_000_000, "kWh", False),
    ("装机[250余万千瓦]", 2_500_000, "kW", True),
    ("装机[36兆瓦]", 36_000, "kW", False),
    ("雨量[97.5毫米]", 97.5, "mm", False),
    ("出口[30亿美元]", 3_000_000_000, "USD", False),
    ("设计速度[350公里/小时]", 350, "km/h", False),
    ("设计时速[200公里]", 200, "km/h", False),
    ("占到全市的[三分之一]", 33.33, "percent", False),
    ("[近三分之二]人口", 66.67, "percent", True),
    ("是原来的[近10倍]", 10, "count", True),
    ("拆除房屋[10668.55平方米]", 10_668.55, "m2", False),
    ("成绩[1小时06分38秒]", 3998, "second", False),
    ("缩短为[1小时50分钟]", 110, "minute", False),
    ("用时[仅2分45秒]".replace("[仅", "仅["), 165, "second", False),
    ("用时[58秒]", 58, "second", False),
    ("只用了[两个半小时]", 2.5, "hour", False),
    ("[不到半小时]", 0.5, "hour", True),
    ("听了[半分钟]", 0.5, "minute", False),
]

NOT_READ = [
    "第三批名单",
    "十届七次全会",
    "西二巷社区",
    "在二楼召开",
    "一座座高楼",
    "一方面",
    "两个方面",
    "落实“三个必须”",
    "千家万户",
    "管径为DN40",
    "拨打12345热线",
    "8月5日10时",
    "2019年以来",
    "上世纪90年代",
    "每日不少于两次消毒",
    "三元村",
    "17栋2单元",
    "数十个小区",
    "三位一体",
    "24小时值守",
    "十四届人大三次会议",
    "动漫二次元",
    "对个人处500元以上1万元以下罚款",
    "百户以上集中安置点",
    "1亩苹果的年产值",
    "年收益低于5万元的薄弱村",
    "印发《2022年10件实事清单》",
    "成90度直角",
    "总价79万起",
    "二次砌筑",
    "清光绪18年兴建",
    "翠芽27度国家森林",
    "三分之五",
    "气温20摄氏度",
    "4号楼2单元",
    "3栋402室",
    "5000万元以上工业项目",
    "总投资3亿元以上的产业项目",
    "超10亿元项目有",
    "5吨以上货车禁止通行",
    "20吨以上的渔船",
    "每学期至少开展两次演练",
    "用时不超过2分30秒",
    "秒杀活动58秒杀",
    "得了2分",
]


@pytest.mark.parametrize(("marked", "value", "unit", "about"), READ)
def test_quantity_is_read(marked: str, value: float, unit: str, about: bool) -> None:
    text = marked.replace("[", "").replace("]", "")
    (found,) = quantities(text)
    assert f"{text[: found.start]}[{text[found.start : found.end]}]{text[found.end :]}" == marked
    assert (round(found.value, 6), found.unit, found.approximate) == (round(value, 6), unit, about)


@pytest.mark.parametrize("text", NOT_READ)
def test_no_quantity(text: str) -> None:
    assert quantities(text) == []


def test_numbers_in_a_row_are_read_apart() -> None:
    found = quantities("设置充电桩950余个、停车位420余个，涉及17栋楼、42个单元、861户。")
    assert [item.value for item in found] == [950, 420, 17, 42, 861]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("一百零五", 105),
        ("两千三百万", 23_000_000),
        ("百", 100),
        ("3千万", 30_000_000),
        ("三七", None),
    ],
)
def test_numeral(text: str, value: float | None) -> None:
    assert number(text) == value


@given(st.integers(min_value=100, max_value=10**12 - 1))
def test_a_chinese_numeral_is_the_number_written(value: int) -> None:
    written = an2cn(value)
    assert number(written) == value
    assert number(re.sub("二(?=[百千万亿])", "两", written).replace("零", "〇")) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百四", 340),
        ("三百零四", 304),
        ("两千三", 2_300),
        ("一万二", 12_000),
        ("一百二十五万三", 1_253_000),
        ("一亿五", 150_000_000),
        ("二〇二三", 2023),
        ("一万亿", 10**12),
        ("千百", None),
        ("万万", None),
        ("〇万", None),
        ("十十", None),
        ("零", 0),
        ("", None),
    ],
)
def test_spoken_numerals_and_what_is_none(text: str, value: int | None) -> None:
    assert number(text) == value


@given(st.integers(min_value=2, max_value=10**9))
def test_arabic_value_is_the_number_written(value: int) -> None:
    for written in (str(value), f"{value:,}"):
        (found,) = quantities(f"共有{written}户")
        assert found.value == value


@given(st.text(alphabet="0123456789.,一二两三十百千万亿余多个户元年月日%“”第近约，。公里 ", max_size=60))
def test_any_text_gives_ordered_spans_with_digits(text: str) -> None:
    end = 0
    for item in quantities(text):
        assert end <= item.at < item.after <= item.end <= len(text)
        assert re.search(r"[0-9一二两三十百千万亿]", text[item.at : item.after])
        end = item.after


def test_every_unit_word_belongs_to_a_base() -> None:
    assert {unit.base for unit in knowledge.units().units.values()} == knowledge.BASES - {"second"}


@pytest.mark.parametrize(
    ("file", "body", "says"),
    [
        ("units.toml", '[[unit]]\nbase = "ell"\nwords = ["尺"]\n', "units.toml:2"),
        ("units.toml", '[[unit]]\nbase = "m"\nword = ["尺"]\n', "unknown key 'word'"),
        (
            "measure_properties.toml",
            '[[rule]]\nname = "x"\nproperty = "area"\n',
            "needs a name and an example",
        ),
        ("measure_properties.toml", '[[rule]]\nname = "x"\nexamples = ["a"]\nproperty = "size"\n', "toml:4"),
        ("time_words.toml", "broken", "readable TOML"),
    ],
)
def test_wrong_knowledge_is_named(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, file: str, body: str, says: str
) -> None:
    folder = Path(str(tmp_path)) / "lexicons"
    folder.mkdir()
    (folder / file).write_text(body, encoding="utf-8")
    monkeypatch.setattr(rows, "seeds_dir", lambda: folder.parent)
    loader = {"units.toml": knowledge.units, "measure_properties.toml": knowledge.measure_words}.get(
        file, datings.time_words
    )
    with pytest.raises(KnowledgeError, match=re.escape(says)):
        loader.__wrapped__()
