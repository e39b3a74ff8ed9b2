"""Bylines and names. Expected names are written into the input: ``[赵明远/reporter]``."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.segment.bylines import author_with_post, is_byline, is_name_line, parse_byline
from kg.segment.names import split_names
from kg.segment.openings import closing, opening

MARKED = re.compile(r"\[([^/\]]+)/(\w+)\]")


def unmarked(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The input without its brackets, and the names in them."""
    names = [(name.replace(" ", ""), role) for name, role in MARKED.findall(text)]
    return MARKED.sub(r"\1", text), names


@pytest.mark.parametrize(
    "marked",
    [
        "□本报记者 [赵明远/reporter]",
        "□本报记者 [赵明远/reporter] 通讯员 [钱芳/correspondent]",
        "([周小雨/photographer]摄)",
        "本报记者 [孙立国/photographer] 摄",
        "(本报记者 [赵明远/reporter])",
        "记者[赵明远/reporter]通讯员[钱芳菲/correspondent]",
        "通讯员[赵明远/correspondent][钱芳菲/correspondent]",
        "作者 [赵明远/author] [李小曼/author]",
        "本报记者 [李 明/reporter] 实习生 [张晓雯/reporter] 文/图",
        "文/[赵明远/author] 图/[李小曼/photographer]",
        "文/图 [赵明远/author]",
        "某都市报融媒体记者 [赵明远/reporter] 文/图",
        "经济时报-某某网记者 [吴向东/reporter] [牛海涛/reporter]",
        "2020-07-26 15:43:42 来源：某某网 作者：[赵明远/author] 责任编辑：钱芳",
        "责编 赵明远 校对 钱芳",
        "来源：某市新闻客户端",
        "摄影：[周小雨/photographer]",
    ],
)
def test_a_byline_gives_its_names_and_roles(marked: str) -> None:
    text, names = unmarked(marked)
    parsed = parse_byline(text)
    assert [(name.name, name.role) for name in parsed.names] == names
    assert all(text[name.start : name.end].replace(" ", "") == name.name for name in parsed.names)
    assert is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "县行政审批和数据管理局",
        "记者从县住房和城乡建设局获悉，今年改造小区十二个。",
        "理清工作思路 逐项抓好年度任务",
        "赵明远、钱芳、城关镇党委书记共同揭牌",
        "通讯员队伍建设座谈会召开，会议强调要加强联系。",
        "衷心感谢广大读者的理解、支持和配合。",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert not is_byline(text)


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("赵明远", ("赵明远",)),
        ("赵明远钱芳菲", ("赵明远", "钱芳菲")),
        ("赵明钱芳", ("赵明", "钱芳")),
        ("欧阳明远", ("欧阳明远",)),
        ("阿不力孜·买买提", ("阿不力孜·买买提",)),
        ("县城市管理局", ()),
        ("赵", ()),
        ("", ()),
    ],
)
def test_names_side_by_side_are_split(run: str, names: tuple[str, ...]) -> None:
    assert split_names(run) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("赵明远", True),
        ("赵明远 钱芳", True),
        ("李 明", True),
        ("全力推进 狠抓落实", False),
        ("城市管理", False),
    ],
)
def test_a_line_of_names_alone(text: str, expected: bool) -> None:
    assert is_name_line(text) is expected


def test_an_author_with_a_post_stands_behind_it() -> None:
    text = "县政协副主席、城关镇党委书记 赵明远"
    assert [(name.name, text[name.start : name.end]) for name in author_with_post(text)] == [
        ("赵明远", "赵明远")
    ]
    assert author_with_post("县城管局局长 全力推进") == ()


@pytest.mark.parametrize(
    "text",
    [
        "本报讯(记者 赵明远)|1月15日，全会召开",
        "本报讯（记者赵明远 通讯员钱芳）|1月",
        "本报讯(赵明远 钱芳 孙立国)|“现在",
        "本报清河讯（通讯员赵明远钱芳菲）|近年",
        "本报6月18日清河讯（记者 赵明远）|今天",
        "新华社清河7月26日电(记者赵明远、李松涛)|记者从",
        "中新社清河东山7月26日电 题：清河畔用好清洁能源|",
        "中新网清河7月25日电 (赵明远)|记者25日",
        "某某都市快报讯（通讯员 赵明远 记者 钱芳）|有着",
        "央视网消息：|针对",
        "清河晚报讯　记者赵明远报道：|昨日",
        "|国家电网公司",
        "|新闻资讯平台",
        "|通讯员赵明远说",
        "|近日，本报记者走进清河",
        "|据新华社报道，会议指出",
    ],
)
def test_where_the_opening_of_a_news_item_ends(text: str) -> None:
    assert opening(text.replace("|", "")) == text.index("|")


@pytest.mark.parametrize(
    "text",
    [
        "图为授课现场。|(周小雨摄)",
        "清河邮票|(资料图)",
        "|(据清河县人民政府网)",
        "孩子们在广场玩耍。| 本报记者 赵明远 摄",
        "孩子们在广场玩耍。|赵明远 摄",
        "改善环境。|（下转第四版）",
        "改善环境。|（原载2022年5月12日《清河都市报》）",
        "前来交流学习。|（本报记者 赵明远）",
        "服务群众。|（赵明远 钱芳）",
    ],
)
def test_where_a_closing_credit_begins(text: str) -> None:
    assert closing(text.replace("|", "")) == text.index("|")


@pytest.mark.parametrize(
    "text",
    [
        "严把“三关”(质量关、招标关、验收关)",
        "党建问题(区委)",
        "清河（东山段）",
        "没有括号",
        "他爱好拍摄",
        "居民说。现场拍摄",
    ],
)
def test_brackets_that_are_no_credit(text: str) -> None:
    assert closing(text) is None


@given(st.text(alphabet="赵钱孙李明远芳记者通讯员摄文图/：: （）本报讯", max_size=60))
def test_any_byline_quotes_its_names(text: str) -> None:
    for name in parse_byline(text).names:
        assert re.sub(r"\s", "", text[name.start : name.end]) == name.name
