"""Dates: which words are one, and which year they mean."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_articles import marked_article

from kg.extract.times import times

CASES = [
    ("2021-01", "[2020年10月5日]召开", "2020-10-05", "point"),
    ("2021-01", "[1月12日]，走进小区", "2021-01-12", "point"),
    ("2021-01", "[12月3日]，走进小区", "2020-12-03", "point"),
    ("2021", "[12月3日]，走进小区", "2021-12-03", "point"),
    ("2024-01", "[上月底]竣工", "2023-12", "point"),
    ("2024-01", "[去年4月]完成", "2023-04", "point"),
    ("2024-01", "[去年底]完成", "2023", "point"),
    ("2024-01-16", "[昨日]召开", "2024-01-15", "point"),
    ("2024-01-16", "[28日]召开", "2023-12-28", "point"),
    ("2024-09-05", "[年底]完工", "2024", "point"),
    ("2024-09-05", "[年底前]完工", "2024", "bound"),
    (None, "[1948年春]设立", "1948", "point"),
    (None, "[二〇一九年五月]启动", "2019-05", "point"),
    (None, "辖区[2000年以前]建成的小区", "2000", "bound"),
    (None, "[2020年度]任站长", "2020", "bound"),
    (None, "自[2019年]以来", "2019", "from"),
    (None, "[2022-06-19]回复", "2022-06-19", "point"),
]

NO_DATES = [
    (None, "1月12日，走进小区"),
    (None, "去年完成"),
    ("2024-01", "昨日召开"),
    ("2024-01", "20世纪90年代建成"),
    ("2024-01", "历时3个月"),
    ("2024-01", "2月30日"),
    ("2024-01", "每月28日为议事日"),
    ("2024-01", "每年12月4日宣传宪法"),
    ("2024-01", "谭明年少时"),
    ("2024-01", "8月饼盒"),
    ("2024-01", "三年内建成，半年内投用"),
    ("2024-01", "读每日报道"),
]


@pytest.mark.parametrize(("published", "marked", "iso", "kind"), CASES)
def test_date_is_read(published: str | None, marked: str, iso: str, kind: str) -> None:
    article, _ = marked_article(marked.replace("[", "").replace("]", ""), published)
    text = article.text.chars
    (found,) = times(article)
    assert f"{text[: found.start]}[{text[found.start : found.end]}]{text[found.end :]}" == marked
    assert (found.iso, found.kind) == (iso, kind)
    assert found.granularity == {4: "year", 7: "month", 10: "day"}[len(iso)]


@pytest.mark.parametrize(("published", "text"), NO_DATES)
def test_no_date(published: str | None, text: str) -> None:
    assert times(marked_article(text, published)[0]) == []


def test_a_range_has_two_ends_in_the_year_named_first() -> None:
    article, _ = marked_article("从2020年3月2日到4月6日，共消毒48次。", None)
    assert [(t.iso, t.kind) for t in times(article)] == [("2020-03-02", "from"), ("2020-04-06", "to")]


def test_the_year_named_in_a_sentence_does_not_reach_into_the_next() -> None:
    article, _ = marked_article("2021年3月开工，7月竣工。5月1日，居民说。", "2023-05-20")
    assert [t.iso for t in times(article)] == ["2021-03", "2021-07", "2023-05-01"]


@given(
    st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2099, 12, 31)),
    st.sampled_from([None, "2023", "2023-05", "2023-05-20"]),
)
def test_a_full_date_needs_no_issue(day: dt.date, published: str | None) -> None:
    iso = str(day)
    year, month, date = iso.split("-")
    article, _ = marked_article(f"{year}年{int(month)}月{int(date)}日，会议召开。", published)
    assert [t.iso for t in times(article)] == [iso]


@given(st.text(alphabet="0123456789年月日号去今上底至到从-—，。 一二〇零十", max_size=40))
def test_any_text_gives_valid_ordered_dates(text: str) -> None:
    end = 0
    for found in times(marked_article(text, "2023-05-20")[0]):
        assert end <= found.start < found.end <= len(text)
        assert len(found.iso) in (4, 7, 10)
        end = found.end


SAME = [
    ("2023年2月发布公约；同月，工程动工", ["2023-02", "2023-02"]),
    ("2015年建馆。同年5月，开馆", ["2015", "2015-05"]),
    ("2015年建馆，次年扩建", ["2015", "2016"]),
    ("2023年3月31日开幕。次日闭幕", ["2023-03-31", "2023-04-01"]),
    ("2015年建馆。大家高兴。同年扩建", ["2015"]),
    ("当日开幕", []),
    ("缴费不高于去年同期水平，1月14日恢复供暖", ["2023", "2024-01-14"]),
]


@pytest.mark.parametrize(("text", "dates"), SAME)
def test_the_same_year_is_that_of_the_date_named_last(text: str, dates: list[str]) -> None:
    assert [found.iso for found in times(marked_article(text, "2024-01")[0])] == dates
