"""Who is named: the input with every person in brackets."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract
from kg.extract.analysis import analyse
from kg.extract.people import People, _enumerated
from kg.types import Article
from tests.marked_articles import marked_article

ANNOUNCED = [
    "县水利局局长[苗春生]介绍，水渠已经修好。",
    "柳湾社区党委书记[苗春生]、居委会主任[白雪莲]一同走访。",
    "副镇长[苗春生]、[白雪莲]参加活动。",
    "退休教师[苗春生]每天来扫地。",
    "村民[苗大宝]笑着说：“路通了。”",
    "居民[王大妈]说，灯亮了。",
    "志愿者[苗春生]和[白雪莲]在门口值守。",
    "组织委员[苗春生]说，大家都报了名。",
]
#: Names that look like places or words, behind a title or a role.
UNUSUAL = [
    "副区长[田野]出席开幕式并致辞。",
    "县文联主席[贾放声]介绍，展览免费。",
    "县委书记[鲁长江]、县长[方海]到柳湾社区调研。",
    "柳湾镇党委书记[祁连山]说，水渠修好了。",
    "居民[常守田]今年八十岁。",
    "站长[向春阳]说，人手够了。",
]
PLACED = [
    "“路修好了。”[苗春生]说。",
    "[苗春生]家住柳湾社区，今年七十岁。",
    "[苗春生]（县水利局局长）说，水渠已修好。",
    "会议由[苗春生]主持。",
    "图为修好的水渠。[苗春生] 摄",
    "这封信是[苗春生]写的，大家都看过。",
]
#: What stands where a name might, and is none.
NOBODY = [
    "改什么由居民勾选后交给社区。",
    "这是高层住户停水时难熬的日子。",
    "不少市民边逛边拍照。",
    "志愿者向住户讲解垃圾分类。",
    "建立党员楼栋联户制度。",
    "乡镇干部包片抓，薄弱环节专班抓。",
    "六十岁以上的老人占三成。",
    "努力提高市民文明素质。",
    "领导班子成员参加会议。",
    "书记带头，干部任组长。",
    "这是一次高水平的比赛，何时能住上新房？",
]


def _article(marked: str) -> Article:
    return marked_article(re.sub(r"\[([^\[\]]+)\]", r"\1", marked))[0]


def _with_people(article: Article) -> str:
    text = article.text.chars
    for m in sorted(extract(article).mentions, key=lambda m: -m.start):
        if m.type == "Person":
            text = f"{text[: m.start]}[{m.text}]{text[m.end :]}"
    return text


@pytest.mark.parametrize("marked", [*ANNOUNCED, *UNUSUAL, *PLACED, *NOBODY])
def test_people_are_found(marked: str) -> None:
    assert _with_people(_article(marked)) == marked


@pytest.mark.parametrize("marked", UNUSUAL)
def test_an_announced_name_is_no_place(marked: str) -> None:
    names = set(re.findall(r"\[([^\[\]]+)\]", marked))
    others = [m for m in extract(_article(marked)).mentions if m.type != "Person"]
    assert not [m.text for m in others if any(part in name for name in names for part in (m.text,))]


def test_a_name_is_found_again_wherever_it_recurs() -> None:
    marked = "居民[苗春生]很高兴。社区表扬了[苗春生]。"
    assert _with_people(_article(marked)) == marked


def test_a_list_of_names_is_walked_through_once() -> None:
    """And not once for each of its names."""
    (analysis,) = analyse(
        [marked_article("县长苗春生、" + "、".join(["白雪莲", "苗大宝"] * 40) + "参加活动。")[0]]
    )
    people = People(analysis)
    known = people.certain()
    joined = [each.start for each in _enumerated(people._around, known)]
    assert len(known) > 70 and len(joined) == len(set(joined)) > 70


def test_certain_people_are_those_whom_something_announces() -> None:
    article = _article("县水利局局长[苗春生]、[鲁大江]到场。“好。”[钟秀英]说。[鲁大江]走了，[柳春江]留下。")
    analysis = analyse([article])[0]
    names = ["苗春生", "鲁大江", "钟秀英", "鲁大江"]
    assert [analysis.text[p.start : p.end] for p in People(analysis).certain()] == names


@given(st.text(alphabet="局长书记居民王李说，。、（） \n任为由苗春生摄", min_size=1, max_size=40))
def test_people_never_overlap(text: str) -> None:
    article = marked_article(text)[0]
    people = sorted((m.start, m.end) for m in extract(article).mentions if m.type == "Person")
    assert all(before[1] <= after[0] for before, after in pairwise(people))
