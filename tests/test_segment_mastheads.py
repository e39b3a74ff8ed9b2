"""What a newspaper prints around its articles is no part of them, and tells the day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine import build
from kg.segment import segment
from kg.segment.mastheads import jump, read_masthead
from kg.types import Page

NEWS = "清河县和平小区的改造完工了，居民三百余户搬进新家，县里为此投入资金一千二百万元。"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("清河晚报    2024年1月18日    第三版", "2024-01-18"),
        ("2024年1月18日 星期四 农历癸卯年腊月初八", "2024-01-18"),
        ("二〇二四年一月十八日 星期四 甲辰年", "2024-01-18"),
        ("第三版 要闻 2022.05.12", "2022-05-12"),
        ("清河日报 A2 城事 2022-5-12 责任编辑：王明", "2022-05-12"),
        ("１版　２０２４年１月１８日", "2024-01-18"),
        ("2022年2月7日", "2022-02-07"),
        ("二〇二二年十二月三十一日", "2022-12-31"),
        ("03 要闻", None),
        ("1月18日 星期四 第三版", None),
        ("第四版 综合", None),
        ("责编 张明 美编：李晓燕 电话 0372-5551234", None),
        ("今日8版 总第1234期 国内统一连续出版物号 CN 41-0001 邮发代号 35-12", None),
        ("（下转第四版）", None),
        ("上接A1版", None),
    ],
)
def test_a_newspapers_own_lines(line: str, day: str | None) -> None:
    found = read_masthead(line)
    assert found is not None and found.date == day


@pytest.mark.parametrize(
    "line",
    [
        "2024年1月18日，县里召开会议",
        "3 结论",
        "1998年",
        "一版要闻",
        "和平小区 改造",
        "2024年老旧小区改造",
        "编辑部召开会议",
        "清河县第三期改造",
        "清河县改造小区12个",
        NEWS,
    ],
)
def test_lines_of_articles_are_none(line: str) -> None:
    assert read_masthead(line) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("改善环境。（下转第四版）", "（下转第四版）"),
        ("改善环境。(下转A2版)", "(下转A2版)"),
        ("改善环境。", None),
        ("转第四版", None),
    ],
)
def test_where_a_paragraph_goes_on_elsewhere(text: str, words: str | None) -> None:
    at = jump(text)
    assert (None if at is None else text[at:]) == words


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_masthead_dates_the_page_wherever_it_stands_and_is_in_no_story(place: int) -> None:
    lines = ["和平小区换新颜", "□本报记者 赵明远", NEWS, NEWS]
    lines.insert(place, "清河晚报 2024年1月18日 第三版 责编 王明")
    (article,) = segment(Page("p", "\n\n".join(lines)))
    assert (article.title, article.published) == ("和平小区换新颜", "2024-01-18")
    own = {
        article.text.chars[b.start : b.end]: b.kind for b in article.blocks if b.kind in ("paper", "staff")
    }
    assert own == {"清河晚报": "paper", "责编 王明": "staff"}
    told = "".join(article.text.chars[b.start : b.end] for b in article.blocks if b.kind == "paragraph")
    assert "晚报" not in told and "王明" not in told and told.count(NEWS) == 2
    assert [(b.name, b.role) for b in article.bylines if b.role == "editor"] == [("王明", "editor")]


MASTHEADS = [
    "[清河晚报:paper] 2024年1月18日 第三版",
    "清河新闻 · 3 · [责任编辑 吴 敏:staff] [版式 蒋 薇:staff]",
    "2023年11月21日 星期二  [责编:柯尊琴:staff] [版式:明小玲:staff]",
    "[今日清河:paper]　2022年11月18日 星期五　3版　综合新闻",
    "2021年1月18日 星期一      城事      [责任编辑 佟刚:staff]",
]


@pytest.mark.parametrize("marked", MASTHEADS)
def test_whom_a_masthead_names(marked: str) -> None:
    pattern = re.compile(r"\[([^\]]+):(paper|staff)\]")
    line = pattern.sub(r"\1", marked)
    found = read_masthead(line)
    assert found is not None
    assert [(line[a:b], kind) for kind, a, b in found.imprint] == pattern.findall(marked)


@pytest.mark.parametrize(
    "line", ["清河晚报 2024年1月18日 第三版 责编 王明 校对 何 洁", "清河晚报 责编 王明 何洁"]
)
def test_the_paper_and_its_staff_are_in_the_graph_and_sign_no_article(line: str, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(f"和平小区换新颜\n\n□本报记者 赵明远\n\n{NEWS}\n\n{line}\n", encoding="utf-8")
    quads = list(build([str(page)]).quads)
    names = {each.subject: each.object.value for each in quads if each.predicate.value.endswith("#label")}
    signs = {names[each.object] for each in quads if each.predicate.value.endswith("#byline")}
    assert {"清河晚报", "王明", "何洁"} <= set(names.values())
    assert signs == {"赵明远"}


def test_a_masthead_without_a_year_gives_the_day_and_the_words_the_year() -> None:
    page = f"1月18日 星期四 第三版\n\n和平小区换新颜\n\n{NEWS}2023年12月，小区改造完工。\n"
    assert [article.published for article in segment(Page("p", page))] == ["2024-01-18"]


def test_a_masthead_inside_a_sentence_does_not_part_it() -> None:
    page = "# 和平小区换新颜\n\n县住房和城乡建设局局长李\n\n清河晚报 2024年1月18日 A3\n\n文博介绍，小区改造完工。\n"
    (article,) = segment(Page("p", page))
    assert article.text.chars.endswith("\n县住房和城乡建设局局长李文博介绍，小区改造完工。\n清河晚报")


@given(
    st.dates(date(1990, 1, 1), date(2049, 12, 31)),
    st.permutations(["清河晚报", "DATE", "星期四", "第三版", "要闻"]),
)
def test_the_parts_of_a_masthead_stand_in_any_order(day: date, parts: list[str]) -> None:
    line = "  ".join(f"{day.year}年{day.month}月{day.day}日" if part == "DATE" else part for part in parts)
    found = read_masthead(line)
    assert found is not None and found.date == day.isoformat()


@given(st.text(alphabet="0123456789年月日版第期星周一二十责编电话：　 报A-", max_size=60))
def test_any_line_is_read_without_failing_and_dates_are_iso(line: str) -> None:
    found = read_masthead(line)
    assert found is None or found.date is None or len(found.date) == 10
