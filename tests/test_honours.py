"""Who receives which honour: those who are named behind who gives it, lists of honours, those counted with others."""

from __future__ import annotations

import pytest

from kg.extract.awards import awards
from kg.extract.given import given
from kg.extract.measures import measures
from kg.extract.subjects import Scene
from kg.types import Measure
from tests.marked_articles import marked_article

GIVEN = [
    (
        "[柳河县委/Agency]、[柳河县政府/Agency]授予[青禾镇/Area]、[白石镇/Area]“生态先进乡镇”称号。",
        {("青禾镇", "“生态先进乡镇”"), ("白石镇", "“生态先进乡镇”")},
    ),
    (
        "县长[苗春生/Person]宣读决定，授予[县水利局/Agency]“先进单位”称号，授予[白雪莲/Person]、[何远山/Person]“先进个人”称号。",
        {("县水利局", "“先进单位”"), ("白雪莲", "“先进个人”"), ("何远山", "“先进个人”")},
    ),
    ("[柳河县委/Agency]授予[县水利局/Agency]局长[白雪莲/Person]“先进个人”称号。", {("白雪莲", "“先进个人”")}),
    ("[柳河县委/Agency]授予[白雪莲/Person]柳河县劳动模范称号。", {("白雪莲", "柳河县劳动模范")}),
    (
        "[柳河县委/Agency]授予[县水利局/Agency]等5个单位“先进单位”、[白雪莲/Person]等3人“先进个人”称号。",
        {("县水利局", "“先进单位”"), ("白雪莲", "“先进个人”")},
    ),
    ("[柳河县委/Agency]授予他“先进个人”称号。", set()),
    ("[柳河县委/Agency]宣读授予[白雪莲/Person]这一荣誉的决定。", set()),
    ("2019年，[白雪莲/Person]获[柳河县委/Agency]授予的奖章。", set()),
    (
        "会议表彰了[青禾镇/Area]、[石湾村/Community]等20个先进集体和[白雪莲/Person]、[何远山/Person]等30名先进个人。",
        {
            ("青禾镇", "先进集体"),
            ("石湾村", "先进集体"),
            ("白雪莲", "先进个人"),
            ("何远山", "先进个人"),
        },
    ),
    (
        "会上，对[柳湾社区党委/Agency]等5个先进基层党组织、[白雪莲/Person]等20名优秀共产党员进行了表彰。",
        {("柳湾社区党委", "先进基层党组织"), ("白雪莲", "优秀共产党员")},
    ),
    (
        "[县公安局/Agency]给予[白雪莲/Person]、[何远山/Person]等8名同志嘉奖。",
        {("白雪莲", "嘉奖"), ("何远山", "嘉奖")},
    ),
    ("[青禾镇/Area]、[石湾村/Community]等20个先进集体参加游园。", set()),
    ("会议表彰了[青禾镇/Area]等20个村的干部。", set()),
]
WON = [
    ("[县环卫处/Agency]保洁员[白雪莲/Person]荣获全国五一劳动奖章。", {("白雪莲", "全国五一劳动奖章")}),
    ("[公交公司/Organization]驾驶员[何远山/Person]被评为柳河好人。", {("何远山", "柳河好人")}),
    (
        "[县水利局/Agency]、[县公安局/Agency]等6个单位获得体育道德风尚奖。",
        {("县水利局", "体育道德风尚奖"), ("县公安局", "体育道德风尚奖")},
    ),
    (
        "[石湾岛/Place]很美。[青禾镇/Area]先后获评国家全域旅游示范区、中国最美海岛。",
        {("青禾镇", "国家全域旅游示范区"), ("青禾镇", "中国最美海岛")},
    ),
    (
        "[柳河小学/Organization]先后荣获全国文明校园、柳河省绿色学校等称号。",
        {("柳河小学", "全国文明校园"), ("柳河小学", "柳河省绿色学校")},
    ),
    ("[县养老中心/Organization]被评为全省敬老文明号。", {("县养老中心", "全省敬老文明号")}),
    ("[县消防救援大队/Agency]荣立集体二等功。", {("县消防救援大队", "集体二等功")}),
    ("[石湾村/Community]入选“全国乡村旅游重点村”。", {("石湾村", "“全国乡村旅游重点村”")}),
    ("[青禾区/Area]荣获2023年度全省城市更新先进区。", {("青禾区", "2023年度全省城市更新先进区")}),
    ("副县长[白雪莲/Person]为获奖企业颁奖。", set()),
    ("[白雪莲/Person]为获奖代表队颁奖。", set()),
    ("[柳河县委/Agency]授予[青禾镇/Area]“先进乡镇”称号。", set()),
    ("[白雪莲/Person]荣获二等奖，[何远山/Person]获奖牌一块。", {("白雪莲", "二等奖")}),
]


@pytest.mark.parametrize(("marked", "honours"), GIVEN)
def test_honours_that_are_given(marked: str, honours: set[tuple[str, str]]) -> None:
    article, mentions = marked_article(marked)
    facts = given(Scene(article, mentions, ()))
    assert {(mentions[f.subject].text, f.value) for f in facts} == honours


@pytest.mark.parametrize(("marked", "honours"), WON)
def test_honours_that_are_won(marked: str, honours: set[tuple[str, str]]) -> None:
    article, mentions = marked_article(marked)
    facts = awards(Scene(article, mentions, ()), {})
    assert {(mentions[f.subject].text, f.value) for f in facts if f.predicate == "receives"} == honours


def test_a_listed_honour_is_quoted_in_its_evidence() -> None:
    article, mentions = marked_article("[柳河小学/Organization]荣获全国文明校园、柳河省绿色学校等称号。")
    for fact in awards(Scene(article, mentions, ()), {}):
        assert (fact.value or "") in article.text.chars[fact.source.span.start : fact.source.span.end]


COUNTED = [
    "会议表彰了[青禾镇/Area]、[石湾村/Community]等20个先进集体。",
    "[县水利局/Agency]、[县公安局/Agency]等6个单位获得体育道德风尚奖。",
    "[县公安局/Agency]给予[白雪莲/Person]等8名同志嘉奖。",
    "[青禾镇代表队/Organization]分获二、三名。",
]


@pytest.mark.parametrize("marked", COUNTED)
def test_how_many_are_honoured_is_nobodys_number(marked: str) -> None:
    article, mentions = marked_article(marked)
    assert list(measures(Scene(article, mentions, [0]))) == []


def test_how_many_are_led_is_still_counted() -> None:
    article, mentions = marked_article("[青禾镇/Area]组织[石湾村/Community]等6个村种茶。")
    assert [m.value for m in measures(Scene(article, mentions, [0])) if isinstance(m, Measure)] == [6]
