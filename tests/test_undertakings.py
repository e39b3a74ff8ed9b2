"""Works and events that no head names, who takes part in them, and names of bodies and areas that act for all."""

from __future__ import annotations

import pytest
from marked_articles import marked_article

from kg.extract import extract
from kg.types import Article, Block, EntityType, Fact, Reading, Span, Text

Triple = tuple[str, str, str]


def _read(text: str, captions: tuple[int, ...] = ()) -> Reading:
    article, _ = marked_article(text)
    blocks = tuple(
        Block("caption" if at in captions else b.kind, b.start, b.end) for at, b in enumerate(article.blocks)
    )
    whole = Span(0, len(text))
    return extract(
        Article("a1", "page", "", whole, None, None, None, (), Text(text, range(len(text))), blocks)
    )


def _said(reading: Reading, predicate: str) -> set[tuple[str, str]]:
    names = reading.mentions
    return {
        (names[c.subject].name, names[c.object].name)
        for c in reading.claims
        if isinstance(c, Fact) and c.predicate == predicate and c.object is not None
    }


def _named(text: str, *types: EntityType) -> set[str]:
    return {m.name for m in _read(text).mentions if m.type in types}


NAMES = [
    ("柳河县档案局正式搬迁至柳河县红旗路18号。", {"柳河县档案局搬迁"}),
    ("柳河县人民医院移址新建。", {"柳河县人民医院移址新建"}),
    ("柳河县档案局举行搬迁揭牌仪式。", {"柳河县档案局搬迁揭牌仪式"}),
    ("柳河县档案局举行乔迁新址揭牌仪式。", {"柳河县档案局乔迁新址揭牌仪式"}),
    ("柳河县的群众搬迁后生活更好。", set()),
    ("2月5日，槐荫镇突发山火。", {"槐荫镇山火"}),
    ("2月5日，槐荫镇的山火被扑灭。", {"槐荫镇山火"}),
    ("槐荫镇加强山火预防。", set()),
    ("槐树社区在改造中听取民意，实施墙体改造、线路改造等工程。", {"槐树社区改造"}),
    ("“清水进城”活动在柳河县举行。", {"“清水进城”活动"}),
    ("青岩湿地公园总投资约1.2亿元。", {"青岩湿地公园建设"}),
    ("青岩湿地公园于2021年开始建设，", {"青岩湿地公园建设"}),
    ("青岩湿地公园去年接待游客80万人次。", set()),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_what_is_named(text: str, names: set[str]) -> None:
    assert _named(text, "Project", "Event") == names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“清水进城”活动在柳河县举行。", "Event"),
        ("柳河县开展“清水进城”活动。", "Project"),
    ],
)
def test_a_campaign_that_is_held_is_an_event(text: str, kind: str) -> None:
    assert {m.type for m in _read(text).mentions if "清水进城" in m.name} == {kind}


def test_a_move_is_for_the_new_site() -> None:
    reading = _read("柳河县档案局要搬迁了。柳河县档案局已搬迁至柳河县红旗路18号。")
    assert _said(reading, "implements") == {("柳河县档案局", "柳河县档案局搬迁")}
    assert _said(reading, "targets") == {("柳河县档案局搬迁", "红旗路")}


def test_a_move_to_nowhere_told_is_for_the_body() -> None:
    assert _said(_read("柳河县档案局要搬迁了。"), "targets") == {("柳河县档案局搬迁", "柳河县档案局")}


def test_a_station_lends_its_name_to_the_police() -> None:
    names = _named("东岭站派出所民警赵国栋巡逻。", "Agency")
    assert "东岭站派出所" in names and "东岭站" not in names


OPENING = "柳河县档案局举行揭牌仪式。"
ATTENDING = [
    ("柳河县县长赵国栋，柳河县档案局局长钱守成等领导出席揭牌仪式。", {"赵国栋", "钱守成"}),
    ("柳河县县长赵国栋（右三），柳河县档案局局长钱守成（左一）出席揭牌仪式。", {"赵国栋", "钱守成"}),
    ("柳河县县长赵国栋及县直有关部门领导参加揭牌仪式。", {"赵国栋"}),
    ("仪式由柳河县县长赵国栋主持。", {"赵国栋"}),
    ("参加仪式的领导有柳河县县长赵国栋、柳河县档案局局长钱守成。", {"赵国栋", "钱守成"}),
    ("柳河县县长赵国栋和钱守成同志共同为档案局揭牌。", {"赵国栋", "钱守成"}),
    ("柳河县县长赵国栋慰问群众，领导干部出席揭牌仪式。", set()),
]


@pytest.mark.parametrize(("sentence", "people"), ATTENDING)
def test_who_attends(sentence: str, people: set[str]) -> None:
    reading = _read(OPENING + sentence)
    unveiled = {who for who, event in _said(reading, "participatesIn") if event.endswith("揭牌仪式")}
    assert unveiled - {"柳河县档案局"} == people


def test_who_is_pictured_takes_part() -> None:
    reading = _read(f"{OPENING}\n图为柳河县县长赵国栋（右）致辞。", captions=(1,))
    assert ("赵国栋", "柳河县档案局揭牌仪式") in _said(reading, "participatesIn")


def test_bodies_come_together() -> None:
    reading = _read("“清水进城”活动在柳河县举行，柳河县水务局等多方齐聚。")
    assert ("柳河县水务局", "“清水进城”活动") in _said(reading, "participatesIn")


WIDE = "柳河县推行“清水进城”行动。柳河县群众称赞。柳河县很美。"


@pytest.mark.parametrize("who", ["镇党委", "服务队"])
def test_an_unnamed_arm_acts_for_the_area(who: str) -> None:
    reading = _read(f"{WIDE}\n{who}开展“暖心饭桌”活动。")
    assert ("柳河县", "“暖心饭桌”活动") in _said(reading, "implements")


def test_an_agreement_is_issued_by_who_signs() -> None:
    reading = _read("柳河县水务局与东岭科技有限公司签订蓝莓种植合作协议。")
    assert ("柳河县水务局", "蓝莓种植合作协议") in _said(reading, "issues")
    assert _said(reading, "cooperatesWith") == {("柳河县水务局", "东岭科技有限公司")}


def test_who_answers_a_letter_runs_the_programme() -> None:
    text = "网友您好，您的留言收悉。关于老旧小区改造，柳河县水务局高度重视。柳河县水务局将逐户上门。"
    assert ("柳河县水务局", "老旧小区改造") in {(s, o[-6:]) for s, o in _said(_read(text), "implements")}
    once = "柳河县水务局高度重视老旧小区改造。柳河县水务局将逐户上门。"
    assert not any(s == "柳河县水务局" for s, _ in _said(_read(once), "implements"))


QUOTED: list[tuple[str, EntityType, set[str]]] = [
    (
        "柳河县组建“法进万家”“夕阳余晖”等宣讲队12支。",
        "Organization",
        {"“法进万家”宣讲队", "“夕阳余晖”宣讲队"},
    ),
    ("柳河县组建“守望”巡逻队。", "Organization", {"“守望”巡逻队"}),
    ("柳河县组建“青柳”志愿服务队伍。", "Organization", {"“青柳”志愿服务队伍"}),
    ("柳河县建起“同心”广场和“小青柳”法治教育基地。", "Place", {"“同心”广场", "“小青柳”法治教育基地"}),
    ("社区办起“夕阳红”活动室。", "Place", {"“夕阳红”活动室"}),
    ("柳河县开展“最美邻居”评选。", "Project", {"“最美邻居”评选"}),
]


@pytest.mark.parametrize(("text", "kind", "names"), QUOTED)
def test_the_noun_behind_a_quotation_says_what_it_is(text: str, kind: EntityType, names: set[str]) -> None:
    assert {name for name in _named(text, kind) if name.startswith("“")} == names
