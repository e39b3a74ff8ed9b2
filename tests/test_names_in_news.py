"""Where names begin and end in news, replies and features, and what they are called: sentences with invented names."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_articles import marked_article
from test_mentions import brackets

from kg.extract import extract
from kg.pipeline import understand
from kg.types import Fact, Post, Resolution

MARKED = [
    pytest.param("据[新华社/Organization]报道，项目开工。", id="a medium by its name"),
    pytest.param("网友在[人民网/Organization]留言。", id="a website by its name"),
    pytest.param("学习[枫桥经验/Method]，化解矛盾。", id="no place in a way of working"),
    pytest.param("地处[永定区/Area]中心，交通便利。", id="the middle of a district is no body"),
    pytest.param(
        "[贵州省茶叶种植与花卉栽培促进会/Organization]派人参加。", id="an association of two things"
    ),
    pytest.param("[青云办事处/Area][杨家坪村/Community]召开大会。", id="a village of an office"),
    pytest.param("[湖口县/Area]一蔬菜种植专业合作社受灾。", id="one of many"),
    pytest.param("这是全省最长隧道。", id="a superlative"),
    pytest.param("[青禾（广东）科技有限公司/Organization]落户园区。", id="a company's branch in brackets"),
    pytest.param("[青禾产业园发展有限公司/Organization]签约。", id="a company called after its park"),
    pytest.param("[银泰文化中心/Organization]今日开放。", id="a centre with a proper name"),
    pytest.param(
        "[槐香菜市场/Place]开业，[槐香菜市场/Place]很新，大家喜欢[槐香菜市场/Place]。",
        id="a building named again",
    ),
    pytest.param(
        "[云锦华庭小区/Community]停水，[云锦华庭/Community]的居民着急。", id="a compound by its own part"
    ),
    pytest.param("带动薄弱村发展，千企兴千村有成效。", id="sorts of villages"),
    pytest.param("他成立[陕西同州时禾塑业有限公司/Organization]。", id="a company with odd words in it"),
    pytest.param("根据[《中华人民共和国民法典》/Document]规定办理。", id="no country in a law"),
    pytest.param("在[柳河镇/Area][里杨村/Community]，老人很高兴。", id="an area that ends inside a word"),
    pytest.param("小区位于[雁翎路3434-3587号/Place]。", id="house numbers belong to their road"),
    pytest.param(
        "[青禾二院工程集团有限责任公司/Organization]中标。", id="a company called after its institute"
    ),
    pytest.param("充分发挥“五老”人员经验优势。", id="those who bear a name are no way of working"),
]

RESOLVED = [
    pytest.param(
        "桂林市举行仪式，自治区司法厅来人参加。", "广西壮族自治区司法厅", id="the region of the article"
    ),
    pytest.param("昆明市西山区委高度重视。", "中共西山区委", id="an area before its committee"),
    pytest.param("会理县召开会议，县公安局参加。", "会理县公安局", id="a county by its former name"),
    pytest.param("重庆市大部迎来大雨，綦江、武隆等33个区县降暴雨。", "綦江区", id="a district for short"),
    pytest.param("沾益区来信，区住房城乡建设局答复。", "沾益区住房和城乡建设局", id="a bureau for short"),
    pytest.param("临夏市召开会议，市党委政府重视。", "中共临夏市委", id="the committee of two organs"),
    pytest.param("临夏市召开会议，市党委政府重视。", "临夏市人民政府", id="the government of two organs"),
    pytest.param("贵州省黔东南州有条路。", "黔东南苗族侗族自治州", id="a prefecture for short"),
    pytest.param("家住枫林小区的张先生告诉记者，他很高兴。", "张先生", id="somebody by surname"),
]


@pytest.mark.parametrize("marked", MARKED)
def test_names_stand_where_the_brackets_are(marked: str) -> None:
    article, _ = marked_article(marked)
    assert brackets(article.text.chars, extract(article).mentions) == marked


@pytest.mark.parametrize(("text", "name"), RESOLVED)
def test_names_are_called_in_full(tmp_path: Path, text: str, name: str) -> None:
    assert name in {entity.name for entity in read(tmp_path, text).entities if not entity.passing}


@pytest.mark.parametrize(
    "text", ["这里有5处国家湿地公园。", "门口的渣土山不见了。", "这是全省最长隧道。", "建设省域副中心。"]
)
def test_what_is_no_name_is_no_entity(tmp_path: Path, text: str) -> None:
    assert [e.name for e in read(tmp_path, text).entities if not e.passing] == []


def test_a_part_of_a_school_bears_the_post(tmp_path: Path) -> None:
    found = read(tmp_path, "上海交通大学机械制造与电气工程学院党委书记苗春生出席仪式。")
    names = {entity.key: entity.name for entity in found.entities}
    bodies = [names[claim.body] for claim in found.claims if isinstance(claim, Post)]
    assert bodies == ["上海交通大学机械制造与电气工程学院党委"]


def test_a_title_gives_a_body_no_name(tmp_path: Path) -> None:
    found = read(tmp_path, "蒙阴县公安局党委副书记、副局长苗春生主持会议。")
    assert not {alias for entity in found.entities for alias in entity.aliases} & {"副局长", "局长"}


def test_a_company_named_like_a_far_county_does_not_lie_there(tmp_path: Path) -> None:
    found = read(tmp_path, "上海市浦东新区的浦江物业公司来了。上海市很大。")
    names = {entity.name for entity in found.entities}
    assert "浦江物业公司" in names and "浦江县" not in names


def test_bodies_attend_by_their_leaders(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "7月8日，湄潭县举行茶叶发布会。湄潭县水务局、湄潭县财政局以及相关单位领导参会并见证签约。",
    )
    names = {entity.key: entity.name for entity in found.entities}
    attending = {
        names[claim.subject]
        for claim in found.claims
        if isinstance(claim, Fact) and claim.predicate == "participatesIn"
    }
    assert attending == {"湄潭县水务局", "湄潭县财政局"}


def test_a_name_begins_where_the_tagger_sees_it(tmp_path: Path) -> None:
    found = read(tmp_path, "这里的天下黄河很壮观。苏仙区举行青禾现代物流枢纽产业园项目签约仪式。")
    names = {entity.name for entity in found.entities}
    assert "青禾现代物流枢纽产业园" in names
    assert not any("举行" in name for name in names)


def read(folder: Path, text: str) -> Resolution:
    """The resolution of a page that holds nothing but ``text``."""
    page = folder / "page.txt"
    page.write_text(text, encoding="utf-8")
    return understand([str(page)])
