"""The gazetteer: finding areas, telling namesakes apart, and reading its tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.knowledge.gazetteer import LEVELS, Area, gazetteer, load
from kg.knowledge.locate import seeds_dir


def one(name: str) -> Area:
    (area,) = gazetteer().find(name)
    return area


def codes(areas: tuple[Area, ...]) -> list[str]:
    return [area.code for area in areas]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("河南省", ["41"]),
        ("文峰区", ["410502"]),
        ("郏县", ["410425"]),
        ("郟县", ["410425"]),  # a variant glyph
        ("郟縣", ["410425"]),  # and a traditional one
        ("蓟县", ["120119"]),  # a former name
        ("东莞市", ["4419"]),  # listed twice by the statistics, once here
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("文峰", []),
        ("", []),
        ("市辖区", []),
    ],
)
def test_find(name: str, found: list[str]) -> None:
    assert codes(gazetteer().find(name)) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("河南", ["41", "632324"]),
        ("安阳", ["4105"]),  # the city, not the county in it
        ("吉林", ["22"]),
        ("恩施", ["4228"]),
        ("内蒙古", ["15"]),
        ("香港", ["81"]),
        ("大兴安岭", ["2327"]),
        ("鹰城", ["4104"]),
        ("鹤城", ["4106", "2302"]),
        ("豫", ["41"]),
        ("安阳高新区", ["410571"]),
        ("安阳市高新区", ["410571"]),
        ("商丘经开区", ["411472"]),
        ("宁蒗县", ["530724"]),
        ("黔东南州", ["5226"]),
        ("文峰区", []),
        ("安", []),
    ],
)
def test_find_short(name: str, found: list[str]) -> None:
    assert codes(gazetteer().find_short(name)) == found


@pytest.mark.parametrize(
    ("name", "qualified"),
    [
        ("文峰区", "河南省安阳市文峰区"),
        ("宝莲寺镇", "河南省安阳市文峰区宝莲寺镇"),
        ("浦东新区", "上海市浦东新区"),  # the municipality stands once
        ("济源市", "河南省济源市"),  # directly under the province
        ("安阳高新技术产业开发区", "河南省安阳高新技术产业开发区"),
        ("恩施土家族苗族自治州", "湖北省恩施土家族苗族自治州"),
    ],
)
def test_qualified(name: str, qualified: str) -> None:
    assert gazetteer().qualified(one(name)) == qualified


def test_chain_children_within_and_until() -> None:
    g, city, district = gazetteer(), one("安阳市"), one("文峰区")
    assert [area.name for area in g.chain(district)] == ["河南省", "安阳市", "文峰区"]
    assert district in g.children(city)
    assert g.within(district, city) and g.within(city, city) and not g.within(city, district)
    assert g.area("410502") == district
    assert (g.until("蓟县"), g.until("蓟州区")) == ("2016", None)


@pytest.mark.parametrize(
    ("name", "near", "code"),
    [
        ("鼓楼区", ["开封市"], "410204"),
        ("鼓楼区", ["江苏省", "徐州市"], "320302"),
        ("鼓楼区", ["江苏省"], None),  # Nanjing has one and Xuzhou has one
        ("鼓楼区", [], None),
        ("高新区", ["文峰区"], "410571"),
        ("城关镇", ["汤阴县"], "410523100"),
        ("北关区", [], "410503"),  # there is but one
        ("河南", [], "41"),  # a short name is the wider area's
        ("申城", ["信阳市"], "4115"),
        ("鹤城", ["齐齐哈尔市"], "2302"),
        ("鹤城", [], None),
        ("宝莲寺镇", ["四川省"], None),  # the one town of that name lies too far away
        ("没有这个县", ["河南省"], None),
    ],
)
def test_resolve(name: str, near: list[str], code: str | None) -> None:
    found = gazetteer().resolve(name, [one(other) for other in near])
    assert (found and found.code) == code


@pytest.mark.parametrize(
    "marked",
    [
        "在[河南省][安阳市][文峰区][宝莲寺镇]召开",
        "走进[郟县][东城街道]的社区",
        "[安阳/short]市场繁荣,[安阳/short]百姓受益",  # 市 belongs to 市场
        "建设宜居乡村",  # 宜居乡 is a township elsewhere
        "高标准建设示范区,城区、郊区和矿区都合作、共和",
        "[平顶山/short]城区的绿化",
        "代表[高新区/short]发言,来自[恩施/short]",
        "[开封县]撤销",
    ],
)
def test_scan(marked: str) -> None:
    text = marked.replace("[", "").replace("/short]", "").replace("]", "")
    shown, at = "", 0
    for match in gazetteer().scan(text):
        assert match.name == text[match.start : match.end]
        shown += text[at : match.start] + f"[{match.name}{'/short' if match.short else ''}]"
        at = match.end
    assert shown + text[at:] == marked


@given(st.text(st.sampled_from("河南省安阳市文峰区郟縣街道乡镇村鼓楼高新·，a1\n𠮷"), max_size=40))
def test_scan_gives_ordered_matches_that_are_known(text: str) -> None:
    g, end = gazetteer(), 0
    for match in g.scan(text):
        assert end <= match.start < match.end <= len(text)
        assert g.find(match.name) or g.find_short(match.name)
        end = match.end


def test_every_area_lies_in_a_wider_one() -> None:
    g = gazetteer()
    for prefecture in g.children(one("河南省")):
        for area in (prefecture, *g.children(prefecture)):
            levels = [LEVELS.index(each.level) for each in g.chain(area)]
            assert levels == sorted(set(levels))


@pytest.mark.parametrize(
    ("file", "row", "words"),
    [
        ("areas.tsv", "99\t某省\tempire\t", "level 'empire'"),
        ("areas.tsv", "9901\t某市\tprefecture\t98", "parent 98"),
        ("areas.tsv", "11\t北京市\tprovince\t", "a second time"),
        ("renamed.tsv", "某县\t990000\t2000", "no area has the code 990000"),
        ("nicknames.tsv", "某城", "1 cells"),
        ("ambiguous.tsv", "某城\tsometimes", "neither never nor weak"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, file: str, row: str, words: str) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(seeds_dir() / "gazetteer", folder)
    lines = (folder / file).read_text(encoding="utf-8").count("\n")
    with (folder / file).open("a", encoding="utf-8") as table:
        table.write(row + "\n")
    with pytest.raises(KnowledgeError, match=words) as error:
        load(folder, {})
    assert f"{file}, line {lines + 1}:" in str(error.value)
