"""Pages become articles. Pages here are invented; an outline is written one block a line: ``kind words``."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.segment import segment
from kg.types import Article, Page

REPLACED = {"‘": "“", "’": "”", "「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”"}
LONG = (
    "清河县今年以来坚持把老旧小区改造作为民生实事，投入资金一千二百万元，改造小区十二个，惠及居民三千余户。"
)


def articles(text: str) -> tuple[Article, ...]:
    return segment(Page("p", text))


def outline(article: Article) -> list[str]:
    return [f"{block.kind} {article.text.chars[block.start : block.end]}" for block in article.blocks]


def people(article: Article) -> list[tuple[str, str]]:
    return [(byline.name, byline.role) for byline in article.bylines]


def test_a_marked_page_with_columns_kickers_subtitles_and_inner_headings() -> None:
    page = f"""# 旧院换新颜

## ——清河县老旧小区改造见闻

□本报记者 赵明远

{LONG}

### 摸清底数 分类推进

{LONG}

## 部门动态

县城市管理局

# 多措并举清运垃圾

本报讯(记者 钱芳 通讯员 孙立国){LONG}

东街社区

# 志愿服务暖人心

本报讯（记者钱芳）{LONG}

## 图说新闻



3月5日,清河县东街社区志愿者为老人理发。(周小雨摄)

争做文明清河人
"""
    found = articles(page)
    assert [outline(article) for article in found] == [
        [
            "title 旧院换新颜",
            "subtitle ——清河县老旧小区改造见闻",
            "byline □本报记者 赵明远",
            f"paragraph {LONG}",
            "heading 摸清底数 分类推进",
            f"paragraph {LONG}",
        ],
        [
            "column 部门动态",
            "kicker 县城市管理局",
            "title 多措并举清运垃圾",
            "byline 本报讯（记者 钱芳 通讯员 孙立国）",
            f"paragraph {LONG}",
        ],
        ["kicker 东街社区", "title 志愿服务暖人心", "byline 本报讯（记者钱芳）", f"paragraph {LONG}"],
        ["column 图说新闻", "paragraph 3月5日，清河县东街社区志愿者为老人理发。", "byline （周小雨摄）"],
    ]
    assert [(article.id, article.title, article.subtitle, article.column) for article in found] == [
        ("a1", "旧院换新颜", "清河县老旧小区改造见闻", None),
        ("a2", "多措并举清运垃圾", "县城市管理局", "部门动态"),
        ("a3", "志愿服务暖人心", "东街社区", "部门动态"),
        ("a4", "图说新闻", None, "图说新闻"),
    ]


def test_equal_marks_are_told_apart_by_bylines() -> None:
    page = f"""## 和平小区：老院新生

{LONG}

## 倾听居民心声 改造势在必行

{LONG}

## 突出组织带动 同建幸福院落

{LONG}

(本报记者 赵明远)

## 多走一步天地宽

钱芳

{LONG}

清河论坛

## 以实干开新局

县政协副主席、城关镇党委书记 孙立国

{LONG}
"""
    found = articles(page)
    assert [(article.title, people(article)) for article in found] == [
        ("和平小区：老院新生", [("赵明远", "reporter")]),
        ("多走一步天地宽", [("钱芳", "author")]),
        ("以实干开新局", [("孙立国", "author")]),
    ]
    assert [line for line in outline(found[0]) if line.startswith("heading")] == [
        "heading 倾听居民心声 改造势在必行",
        "heading 突出组织带动 同建幸福院落",
    ]
    assert "byline 县政协副主席、城关镇党委书记 孙立国" in outline(found[2])
    assert [article.column for article in found] == [None, None, "清河论坛"]


def test_equal_marks_are_told_apart_by_cities_and_notices() -> None:
    text = LONG.replace("清河", "那里")
    page = f"""# 南平行政中心搬迁效应初显

南平市的变化很大。{text}

## 找准路子

南平人说，{text}

# 保山景区提质增效

保山市的景区热闹起来。{text}

# 关于暂时关闭云岭汽车站的公告

{text}
"""
    flat = page.replace("## ", "# ")
    for each in (page, flat):
        titles = [article.title for article in articles(each)]
        assert titles == ["南平行政中心搬迁效应初显", "保山景区提质增效", "关于暂时关闭云岭汽车站的公告"]


DATED = "发布日期：2024-06-18　来源：涪城发布"


@pytest.mark.parametrize(
    "page",
    [
        f"【要闻】市长调研城市更新\n{LONG}\n\n【民生】首个养老中心揭牌\n{LONG}",
        f"# 老人有了直达梯\n{DATED}\n{LONG}\n\n# 党员回家办实事\n{DATED}\n{LONG}",
        f"# 老人有了直达梯\n\n{LONG}\n\n# 党员回家办实事\n\n6月14日，社区开展活动。{LONG}",
        f"老人有了直达梯\n\n{LONG}\n\n城北街道党员回家办实事\n\n城北街道警钟街社区近日开展活动。{LONG}",
    ],
)
def test_what_opens_another_article(page: str) -> None:
    assert len(articles(page)) == 2


def test_a_label_before_the_first_headline_alone_opens_nothing() -> None:
    assert len(articles(f"【民生】老人有了直达梯\n\n{LONG}\n\n改出新生活\n\n{LONG}")) == 1


@pytest.mark.parametrize(
    ("page", "stops"),
    [
        ('县长王建国说:"好."3月23日,柳河县财政局开会.会后,局长李明到了3.5公里外的槐荫镇.', 3),
        ("全县种柚4200亩.2019年,村里成立合作社.占比40%.大家都好.", 4),
        ("阿依古丽.买买提来了。", 1),
        ("他看了U.S.A.的地图.", 1),
    ],
)
def test_points_that_end_sentences_are_full_stops(page: str, stops: int) -> None:
    (article,) = articles(page)
    assert article.text.chars.count("。") == stops
    at = [article.text.span(i, i + 1).start for i, char in enumerate(article.text.chars) if char == "。"]
    assert all(page[i] in ".。" for i in at)


@pytest.mark.parametrize(
    "opening",
    ["本报讯（记者 王彤）", "现代快报讯（通讯员 王彤 记者 刘伟）", "新华社重庆7月26日电（记者 王彤）"],
)
def test_a_short_item_behind_its_opening_is_text(opening: str) -> None:
    (article,) = articles(f"{opening}柳河县财政局开会。")
    assert outline(article) == [f"byline {opening}", "paragraph 柳河县财政局开会。"]


def test_an_unmarked_page() -> None:
    page = f"""旧院换新颜 小巷展新姿

——清河县老旧小区改造见闻

赵明远 钱芳

{LONG}

“化散为整”、修管结合，不断增强居民幸福感

{LONG}

临江严抓食品安全

本报讯(孙立国 李小曼){LONG}

云岭市白石镇多措并举为文明创建添彩

为提升居民对文明创建的知晓率，连日来，云岭市白石镇组织志愿者入户宣传，发放资料两千余份。

(据云岭市人民政府网)

平湖市税务局“严管善待”活基层

周小雨

{LONG}
"""
    found = articles(page)
    assert [(article.title, [name for name, _ in people(article)]) for article in found] == [
        ("旧院换新颜 小巷展新姿", ["赵明远", "钱芳"]),
        ("临江严抓食品安全", ["孙立国", "李小曼"]),
        ("云岭市白石镇多措并举为文明创建添彩", []),
        ("平湖市税务局“严管善待”活基层", ["周小雨"]),
    ]
    assert outline(found[2])[-1] == "byline （据云岭市人民政府网）"


def test_a_paragraph_broken_by_a_column_and_a_caption_is_joined() -> None:
    page = """# 旧院换新颜

□本报记者 赵明远

县住房和城乡建设局局长李



3月5日，居民在和平小区长廊下散步。翻修后的院子干净整洁。

本报记者 孙立国 摄

文博介绍，今年改造小区十二个。

和平小区居民说，路修了，灯

亮了。
"""
    (article,) = articles(page)
    assert outline(article)[2:] == [
        "paragraph 县住房和城乡建设局局长李文博介绍，今年改造小区十二个。",
        "caption 3月5日，居民在和平小区长廊下散步。翻修后的院子干净整洁。",
        "byline 本报记者 孙立国 摄",
        "paragraph 和平小区居民说，路修了，灯亮了。",
    ]
    at = article.text.chars.index("李文博")
    span = article.text.span(at, at + 3)
    assert page[span.start] == "李" and page[span.end - 2 : span.end] == "文博"
    assert people(article) == [("赵明远", "reporter"), ("孙立国", "photographer")]


def test_a_caption_with_a_bracketed_note_stands_inside_a_sentence() -> None:
    page = """# 环卫工人登上邮票

□本报记者 赵明远

他借助洒水车喷洒范围广的作



环卫工人登上“清河”邮票(资料图)

点，带领职工不分昼夜开展消杀工作。
"""
    (article,) = articles(page)
    assert outline(article)[2:] == [
        "paragraph 他借助洒水车喷洒范围广的作点，带领职工不分昼夜开展消杀工作。",
        "caption 环卫工人登上“清河”邮票（资料图）",
    ] or outline(article)[2:] == [
        "paragraph 他借助洒水车喷洒范围广的作点，带领职工不分昼夜开展消杀工作。",
        "caption 环卫工人登上“清河”邮票",
        "byline （资料图）",
    ]
    assert people(article) == [("赵明远", "reporter")]


@pytest.mark.parametrize(
    ("page", "title", "names"),
    [
        (
            "清河县用好清洁能源-中新网\n"
            f"2020-07-26 15:43:42 来源：清河新闻网 作者：赵明远 责任编辑：钱芳\n{LONG}\n{LONG}\n",
            "清河县用好清洁能源",
            [("赵明远", "author")],
        ),
        (
            "清河湖畔的直播间-中新网\n图为工作人员推介蜂产品。\n孙立国 摄\n"
            "中新网清河7月26日电 题：清河湖畔的直播间\n"
            f"作者 赵明远 李小曼\n{LONG}\n",
            "清河湖畔的直播间",
            [("孙立国", "photographer"), ("赵明远", "author"), ("李小曼", "author")],
        ),
        (f"清河33个乡镇降暴雨\n新华社清河7月26日电(记者赵明远、李松涛){LONG}\n", "清河33个乡镇降暴雨", None),
        (
            "和平小区燃气改造\n留言对象：某省清河县委书记　回复时间：2021-08-17 03:25\n"
            f"网友，您好！\n{LONG}\n",
            "和平小区燃气改造",
            [],
        ),
        (f"本报清河讯（通讯员赵明远钱芳菲）{LONG}\n{LONG}\n", LONG[:25].split("，")[0], None),
        (f"喜讯！和平公园开园了 {LONG} {LONG}", "喜讯！和平公园开园了", []),
        (
            f"和平公园开园_政务_清河新闻 和平公园开园 清河都市报记者 赵明远 文/图。 {LONG}",
            "和平公园开园",
            [("赵明远", "reporter")],
        ),
    ],
)
def test_pages_of_other_kinds_give_one_article(
    page: str, title: str, names: list[tuple[str, str]] | None
) -> None:
    (article,) = articles(page)
    assert article.title == title
    if names is not None:
        assert people(article) == names


def test_letters_of_one_page_are_articles_of_their_own_days() -> None:
    letter = "留言对象：某省清河县委书记　回复时间：{}"
    page = (
        f"和平小区停水没人管\n{letter.format('2021-08-17 03:25')}\n网友，您好！\n{LONG}\n清河县人民政府办公室\n\n"
        f"清河路什么时候打通？？等了五年了\n{letter.format('2021-03-09 19:40')}\n尊敬的网友，\n{LONG}\n"
    )
    first, second = articles(page)
    assert (first.title, first.published) == ("和平小区停水没人管", "2021-08-17")
    assert (second.title, second.published) == ("清河路什么时候打通？？等了五年了", "2021-03-09")


def test_a_record_gives_its_title_and_is_one_article() -> None:
    (article,) = segment(
        Page("p#1", f"{LONG}\n\n云岭市白石镇开展创建\n\n近日，{LONG}", title="旧院换新颜", date="2021-03")
    )
    assert (article.title, article.title_span, article.published) == ("旧院换新颜", None, "2021-03")


def test_numbered_headings_stand_inside_an_article() -> None:
    (article,) = articles(
        f"和平小区燃气改造\n网友，您好！\n一、关于是否安全的问题\n{LONG}\n二、处理意见\n{LONG}\n"
    )
    headings = [line for line in outline(article) if line.startswith("heading")]
    assert headings == ["heading 一、关于是否安全的问题", "heading 二、处理意见"]


def test_lines_wrapped_at_a_fixed_width_are_joined() -> None:
    text = LONG * 6
    wrapped = "\n".join(text[i : i + 18] for i in range(0, len(text), 18))
    (article,) = articles(f"清河县改造老旧小区\n本报记者 赵明远\n{wrapped}\n")
    assert outline(article)[-1] == f"paragraph {text}"


def test_briefs_below_their_column_are_articles_and_their_items_paragraphs() -> None:
    page = f"""# 旧院换新颜

□本报记者 赵明远

{LONG}

● 短波

▲1月16日，东街社区举办消防演练，居民八十人参加，历时两个小时。

▲西街社区1月15日召开普查推进会，普查员三十人参加。

短讯

东街社区开展消防演练
本报讯（通讯员 钱芳）{LONG}

本报讯（记者 孙立国）{LONG}
"""
    assert [outline(article) for article in articles(page)][1:] == [
        [
            "column ●短波",
            "paragraph 1月16日，东街社区举办消防演练，居民八十人参加，历时两个小时。",
            "paragraph 西街社区1月15日召开普查推进会，普查员三十人参加。",
        ],
        ["column 短讯", "title 东街社区开展消防演练", "byline 本报讯（通讯员 钱芳）", f"paragraph {LONG}"],
        ["byline 本报讯（记者 孙立国）", f"paragraph {LONG}"],
    ]
    assert articles(page)[1].title == "短波"


def test_marked_headlines_among_briefs_open_articles() -> None:
    page = f"简讯\n\n■东街社区：志愿服务进家\n\n{LONG}\n\n■西街社区：普查工作收官\n\n{LONG}\n"
    assert [article.title for article in articles(page)] == [
        "东街社区：志愿服务进家",
        "西街社区：普查工作收官",
    ]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("打造文化新地标\n\n清河县红色纪念馆开馆", ["kicker 打造文化新地标", "title 清河县红色纪念馆开馆"]),
        ("清河县：\n\n“小网格”托起大民生", ["kicker 清河县：", "title “小网格”托起大民生"]),
        ("清河日报\n\n老院子年轻了", ["paper 清河日报", "title 老院子年轻了"]),
        ("老旧小区改造进行时\n\n老院子年轻了", ["column 老旧小区改造进行时", "title 老院子年轻了"]),
        ("基层治理·微观察\n\n小院里的课堂", ["column 基层治理·微观察", "title 小院里的课堂"]),
        (
            "老院子年轻了\n\n——清河县老旧小区改造见闻",
            ["title 老院子年轻了", "subtitle ——清河县老旧小区改造见闻"],
        ),
    ],
)
def test_what_stands_around_a_headline(heads: str, expected: list[str]) -> None:
    (article,) = articles(f"{heads}\n\n本报讯（记者 赵明远）{LONG}\n")
    assert outline(article)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("line", "caption", "names"),
    [
        ("![图为改造后的和平小区。钱芳 摄](a.jpg)", "图为改造后的和平小区。", ["钱芳"]),
        ("①1月5日，孩子们在广场玩耍。 本报记者 孙立国 摄", "①1月5日，孩子们在广场玩耍。", ["孙立国"]),
        ("![](a.jpg)", None, []),
        ("![a](a.jpg)", None, []),
    ],
)
def test_pictures_inside_a_sentence(line: str, caption: str | None, names: list[str]) -> None:
    page = f"# 旧院换新颜\n\n□本报记者 赵明远\n\n居民们坐在新\n{line}\n修的亭子里聊天，孩子们在一旁玩耍。\n"
    (article,) = articles(page)
    assert "paragraph 居民们坐在新修的亭子里聊天，孩子们在一旁玩耍。" in outline(article)
    found = [row.removeprefix("caption ") for row in outline(article) if row.startswith("caption")]
    assert found == ([caption] if caption else [])
    assert [name for name, role in people(article) if role == "photographer"] == names


def test_a_full_stop_of_another_kind_ends_a_paragraph() -> None:
    (article,) = articles(f"# 旧院换新颜\n\n□本报记者 赵明远\n\n居民笑得合不拢嘴．\n\n路修好了.\n\n{LONG}\n")
    assert outline(article)[2:] == [
        "paragraph 居民笑得合不拢嘴．",
        "paragraph 路修好了.",
        f"paragraph {LONG}",
    ]


def test_a_page_with_single_line_ends_and_no_marks_falls_into_its_articles() -> None:
    page = (
        f"旧院换新颜\n——清河县老旧小区改造见闻\n赵明远\n{LONG}\n{LONG}\n"
        f"东街社区开展消防演练\n本报讯（记者 钱芳）{LONG}\n"
        f"云岭市白石镇多措并举为文明创建添彩\n近日，{LONG}\n(据云岭市人民政府网)\n"
    )
    assert [article.title for article in articles(page)] == [
        "旧院换新颜",
        "东街社区开展消防演练",
        "云岭市白石镇多措并举为文明创建添彩",
    ]


@given(st.integers(14, 45), st.integers(2, 3), st.sampled_from(["\n", "\n\n", "\n　　"]))
def test_wrapping_at_any_width_changes_no_paragraph(width: int, repeats: int, newline: str) -> None:
    text = LONG * (3 * repeats)
    wrapped = newline.join(text[i : i + width] for i in range(0, len(text), width))
    (article,) = articles(f"清河县改造老旧小区\n本报记者 赵明远\n{wrapped}\n")
    assert "".join(line.removeprefix("paragraph ") for line in outline(article)[2:]) == text


@pytest.mark.parametrize("page", ["", " \n\n", "争做文明清河人", "\n\n## 学习贯彻重要精神\n\n"])
def test_a_page_without_words_or_with_slogans_alone_does_not_fail(page: str) -> None:
    assert len(articles(page)) <= 1


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_any_newline_gives_the_same_articles(newline: str) -> None:
    page = f"# 旧院换新颜\n\n□本报记者 赵明远\n\n{LONG}\n\n# 志愿服务暖人心\n\n本报讯(记者 钱芳){LONG}\n"
    expected = [(article.title, article.text.chars) for article in articles(page)]
    assert [
        (article.title, article.text.chars) for article in articles(page.replace("\n", newline))
    ] == expected


def same(clean: str, given: str) -> bool:
    """Whether ``clean`` may stand for ``given``: itself, or one of the documented replacements."""
    return (
        clean in (given, REPLACED.get(given))
        or unicodedata.normalize("NFKC", given) == unicodedata.normalize("NFKC", clean)
        or (given == '"' and clean in "“”")
        or (clean == " " and given.isspace())
        or (clean == "。" and given in ".．｡")
    )


PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "\n",
        "\n\n",
        "\n\n\n\n",
        "\r\n",
        LONG,
        "赵明远",
        "本报讯(记者 钱芳)",
        "□本报记者 孙立国",
        "部门动态",
        "——清河县纪实",
        "图为现场。(周小雨摄)",
        "(据某某网)",
        "2021年1月5日",
        "1月12日，",
        "，",
        "。",
        "“",
        "”",
        '"',
        "(",
        ")",
        "（",
        "１２",
        "Ａ",
        " ",
        "\u3000",
        "摄",
        "县城市管理局",
        "\u200b",
        "清河县东街",
        "![x](y)",
        "来源：某网 作者：赵明远",
        "⽅",
        "**",
        "3.5",
        "15:43",
    ]
)
PAGES = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


@given(PAGES)
def test_every_clean_character_stands_at_its_offset(page: str) -> None:
    for article in articles(page):
        text = article.text
        starts = {block.start for block in article.blocks}
        for block in article.blocks:
            places = text.offsets[block.start : block.end]
            assert list(places) == sorted(set(places))
            assert all(same(text.chars[i], page[text.offsets[i]]) for i in range(block.start, block.end))
            assert all(article.span.start <= place < article.span.end for place in places)
        separators = [i for i in range(1, len(text.chars)) if i in starts]
        assert all(
            text.chars[i - 1] == "\n" and text.offsets[i - 1] == text.offsets[i - 2] + 1 for i in separators
        )


@given(PAGES)
def test_blocks_cover_the_text_and_bylines_quote_the_page(page: str) -> None:
    found = articles(page)
    assert [article.id for article in found] == [f"a{i}" for i in range(1, len(found) + 1)]
    for article in found:
        assert article.text.chars == "\n".join(article.text.chars[b.start : b.end] for b in article.blocks)
        assert article.title
        for byline in article.bylines:
            assert re.sub(r"\s", "", page[byline.span.start : byline.span.end]) == byline.name


@pytest.mark.parametrize(
    "unit",
    ["的", "（", "“", " ", "#", "1月", "本报讯(", "赵", "，", "2021年", "报", "A ", "记者", "\n# 赵", "——"],
)
def test_long_runs_take_linear_time(unit: str) -> None:
    """Not a measure of time: a page of this size would not end if any step were worse than linear."""
    assert len(articles(unit * 20_000)) >= 0
