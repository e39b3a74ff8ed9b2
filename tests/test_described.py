"""Works, ways of working and ceremonies that the text describes rather than names, and who carries them out."""

from __future__ import annotations

import pytest
from marked_articles import marked_article

from kg.extract import extract
from kg.types import EntityType, Fact, Reading

Pair = tuple[str, str]


def _read(text: str) -> Reading:
    return extract(marked_article(text)[0])


def _named(text: str, *types: EntityType) -> set[str]:
    return {m.name for m in _read(text).mentions if m.type in types}


def _said(text: str, predicate: str) -> set[Pair]:
    reading = _read(text)
    return {
        (reading.mentions[c.subject].name, reading.mentions[c.object].name)
        for c in reading.claims
        if isinstance(c, Fact) and c.predicate == predicate and c.object is not None
    }


WORKS = [
    ("done to a place", "柳河县水务局对青岩公园进行了提升改造。", {"青岩公园提升改造"}),
    ("what a place went through", "青岩公园于近日完成升级改造，全新开放。", {"青岩公园升级改造"}),
    ("no renewal of a park that runs one", "青岩公园完成升级改造工作方案的评审。", {"青岩公园升级改造"}),
    ("building under way", "青岩隧道当日全线贯通。", {"青岩隧道建设"}),
    ("a building carried on", "青岩公园正式封顶，居民高兴。", {"青岩公园建设"}),
    ("praise is no name", "全县最长青岩隧道全线贯通。", set()),
    ("a verb, no work", "槐树小区建设于2006年。", set()),
    ("a plan, no programme", "青岩公园计划于7月开放。", set()),
    ("an institution's", "柳河县养老服务中心项目位于城北。", {"柳河县养老服务中心项目"}),
    ("a community's programme", "槐树小区燃气改造开始了。", {"槐树小区燃气改造"}),
    ("part of a company's name", "柳河县青岩电力工程有限公司签约。", set()),
    ("part of a station's name", "小区由安居工程供热站供暖。", set()),
    ("brought about, not carried out", "改造排水管网，使雨污分流。", set()),
    ("done to things", "对全镇范围内的户外广告进行集中排查整治。", {"户外广告集中排查整治"}),
    ("set against a problem", "针对养老服务突出问题开展专项整治工作。", {"养老服务突出问题专项整治"}),
    ("against somebody", "面对困难开展整治。", set()),
    ("a response to a flood", "当地已启动防汛Ⅲ级应急响应。", {"防汛Ⅲ级应急响应"}),
    ("a response that is raised", "当地启动防汛Ⅳ级应急响应。随后升为防汛Ⅲ级应急响应。", {"防汛应急响应"}),
    ("of listed communities", "推进槐树小区、柳树小区等5个示范小区建设。", {"示范小区建设"}),
    ("a noun before 建设", "县政府推进百园建设提质工程。", {"百园建设提质工程"}),
    ("what a body does to another", "槐树社区提档升级了社区服务中心。", {"槐树社区服务中心提档升级"}),
]


@pytest.mark.parametrize(("text", "names"), [w[1:] for w in WORKS], ids=[w[0] for w in WORKS])
def test_works_told_in_passing(text: str, names: set[str]) -> None:
    assert _named(text, "Project") == names


FACTS = [
    ("柳河县水务局对青岩公园进行了提升改造。", "implements", {("柳河县水务局", "青岩公园提升改造")}),
    ("柳河县水务局对青岩公园进行了提升改造。", "targets", {("青岩公园提升改造", "青岩公园")}),
    ("青岩隧道当日全线贯通。", "targets", {("青岩隧道建设", "青岩隧道")}),
    ("柳河县住建局对户外广告进行集中整治。", "implements", {("柳河县住房和城乡建设局", "户外广告集中整治")}),
    (
        "柳河县推进槐树小区、柳树小区等5个示范小区建设。",
        "targets",
        {("示范小区建设", "槐树小区"), ("示范小区建设", "柳树小区")},
    ),
    # A hospital moves itself, and so does an organ; a school is moved.
    ("柳河县医院迁建项目开工。", "implements", {("柳河县医院", "柳河县医院迁建项目")}),
    ("柳河县第一中学迁建项目开工。", "implements", set()),
    ("柳河县档案局整体搬迁至青岩大厦。", "implements", {("柳河县档案局", "柳河县档案局搬迁")}),
    (
        "槐树小区提升改造工程很大。\n槐树小区投入资金实施改造。",
        "implements",
        {("槐树小区", "槐树小区提升改造工程")},
    ),
    (
        "槐树小区提升改造工程很大。柳树小区改造项目也好。\n槐树小区投入资金实施改造。",
        "implements",
        {("槐树小区", "槐树小区提升改造工程")},
    ),
    ("槐树小区提升改造工程很大。\n槐树小区正式启动改造项目。", "implements", set()),
]


@pytest.mark.parametrize(("text", "predicate", "pairs"), FACTS)
def test_who_does_them_to_what(text: str, predicate: str, pairs: set[Pair]) -> None:
    assert _said(text, predicate) == pairs


def test_the_work_has_the_name_that_the_article_gives_it() -> None:
    text = "青岩公园改造提升项目很受关注。柳河县水务局对青岩公园进行了改造。"
    assert _said(text, "implements") == {("柳河县水务局", "青岩公园改造提升项目")}


CEREMONIES = [
    (
        "its own words",
        "柳河县绿色家园和柳河县禁毒教育（警示）基地揭牌仪式如期举行。",
        "柳河县绿色家园和柳河县禁毒教育（警示）基地揭牌仪式",
    ),
    ("what holds it", "县城建公司负责的槐树体育园项目举行了开园仪式。", "槐树体育园开园仪式"),
    ("who holds it somewhere", "柳河县档案局在槐树广场举行揭牌仪式。", "柳河县档案局揭牌仪式"),
    (
        "a body by its full name",
        "柳河县文明实践服务中心揭牌。柳河县举行文明实践服务中心揭牌仪式。",
        "柳河县文明实践服务中心揭牌仪式",
    ),
    ("not whose a post is", "柳河县政府副县长赵国栋来了。青岩小学建成，举行交付仪式。", "青岩小学交付仪式"),
]


@pytest.mark.parametrize(("text", "name"), [c[1:] for c in CEREMONIES], ids=[c[0] for c in CEREMONIES])
def test_ceremonies(text: str, name: str) -> None:
    assert _named(text, "Event") == {name}


def test_a_bare_ceremony_is_the_one_named_before() -> None:
    text = "柳河县司法局举行“老赵调解室”揭牌仪式。县长赵国栋出席了揭牌仪式。"
    assert _said(text, "participatesIn") >= {("赵国栋", "“老赵调解室”揭牌仪式")}


DAYS = [
    ("5月6日，柳河县税务局开展了理论学习主题活动。", "Event"),
    ("柳河县税务局开展了理论学习主题活动。", "Project"),
]


@pytest.mark.parametrize(("text", "kind"), DAYS)
def test_a_campaign_on_a_day_is_an_event(text: str, kind: str) -> None:
    assert {m.type for m in _read(text).mentions if m.name == "理论学习主题活动"} == {kind}


METHODS = [
    ("柳河县建立民政系统党建联动工作机制。", {"民政系统党建联动工作机制"}),
    ("柳河县深化落实专人结对联系制度。", {"专人结对联系制度"}),
    ("柳河县建立健全长效机制。", set()),
    ("柳河县完善各项规章制度。", set()),
    ("柳河县探索建立多元化资金筹措机制。", set()),
    ("柳河县推出“四小工作法”。", {"“四小工作法”"}),
    ("大家都夸“四小工作法”。", {"“四小工作法”"}),
    # What it is called behind its quotation, that alone would make none.
    ("柳河县推行“街长+路长”双长制，管好街面。", {"“街长+路长”"}),
    ("柳河县推行“街长+路长”两长制，管好街面。", {"“街长+路长”两长制"}),
    ("柳河县严格执行“四级包保”责任制。", {"“四级包保”责任制"}),
    ("小区实行“六统一”管理，统一门窗。", {"“六统一”管理"}),
    ("派出所实行“河道警长+网格员”联巡。", {"“河道警长+网格员”联巡"}),
]

PLACES = [
    # Common words before the head: the town or the village is a part of the name; a name of its own stands
    # alone.
    ("青石镇大蒜交易市场很大。", {"青石镇大蒜交易市场"}),
    ("青石镇防汛物资仓库很大。", {"青石镇防汛物资仓库"}),
    ("青石镇福华广场很大。", {"福华广场"}),
    ("青石镇龙口村的竹荪烘干房里很热。", {"龙口村竹荪烘干房"}),
    ("青石镇龙口村建起芦笋冷藏物流中心，每年租给别人。", {"龙口村芦笋冷藏物流中心"}),
    ("1月3日，在白楼镇于庄村的黄花菜基地里，村民正忙。", {"于庄村黄花菜基地"}),
]

FULLEST = [
    # Called after who holds it and by the fullest words that the article has for it.
    (
        "青禾局举行乔迁揭牌仪式\n6月12日，青禾局在银隆广场举行乔迁新址揭牌仪式。职工参加了揭牌仪式。",
        {"青禾局乔迁新址揭牌仪式"},
    ),
    ("1月3日，柳河县档案局举行揭牌仪式。\n青石镇财政所举行搬迁揭牌仪式。", {"柳河县档案局揭牌仪式"}),
]


@pytest.mark.parametrize(("text", "names"), FULLEST)
def test_the_fullest_words(text: str, names: set[str]) -> None:
    assert _named(text, "Event") == names


GROUPS = [
    # A company is registered under both areas.
    ("六安市金安区青禾建设有限公司来了。", {"六安市金安区青禾建设有限公司"}),
    # What residents set up is their compound's; one that was named in full stays that one.
    ("氮肥厂小区改造了。改造后成立了自治管理小组。", {"氮肥厂小区自治管理小组"}),
    (
        "印刷厂宿舍、纺织新村变了。望溪社区党委成立纺织新村自管小组。印刷厂宿舍也好。自管小组组长卞晓军说，好。",
        {"纺织新村自管小组"},
    ),
]


@pytest.mark.parametrize(("text", "names"), GROUPS)
def test_groups_of_residents(text: str, names: set[str]) -> None:
    assert _named(text, "Organization") == names


@pytest.mark.parametrize(("text", "names"), PLACES)
def test_places_of_common_words(text: str, names: set[str]) -> None:
    assert _named(text, "Place") == names


@pytest.mark.parametrize(("text", "names"), METHODS)
def test_ways_of_working(text: str, names: set[str]) -> None:
    assert _named(text, "Method") == names


def test_a_vanity_project_is_a_figure_of_speech() -> None:
    assert _named("不搞“面子工程”，推进“清泉工程”。", "Project") == {"“清泉工程”"}


AGENTS = [
    ("a later clause", "用好“双报到”机制，柳河县组建队伍。", "柳河县"),
    ("the opening", "柳河县推行新政。\n“很好。”槐树社区居民赵国栋说。\n实行“双报到”机制。", "柳河县"),
    ("not whose somebody is", "柳河县推行新政。\n槐荫镇党委委员赵国栋说。实行“双报到”机制。", "柳河县"),
    ("a bare company", "青岩矿业公司落户县城。\n公司推行“双报到”机制。", "青岩矿业公司"),
    ("whose it is", "居民称赞槐荫镇“双报到”机制。", "槐荫镇"),
    ("since it began", "“双报到”机制实行以来，柳河县变了。", "柳河县"),
    ("as a means", "柳河县以“双报到”机制为抓手，改善服务。", "柳河县"),
]


@pytest.mark.parametrize(("text", "who"), [a[1:] for a in AGENTS], ids=[a[0] for a in AGENTS])
def test_who_acts(text: str, who: str) -> None:
    assert {s for s, _ in _said(text, "adopts")} == {who}


PARTIES = [
    (
        "柳河县举行“清水进城”启动仪式。柳河县水务局、柳河县住建局等部门单位参加。",
        {"柳河县水务局", "柳河县住房和城乡建设局"},
    ),
    ("柳河县举行“清水进城”启动仪式。居民参加。", set()),
]


@pytest.mark.parametrize(("text", "who"), PARTIES)
def test_bodies_join(text: str, who: set[str]) -> None:
    assert {s for s, _ in _said(text, "participatesIn")} == who


RENAMED = [
    ("青岩公园很美，原名柳河公园。柳河公园对外开放。", "Place", {"青岩公园"}),
    ("柳河县市民服务中心（以下简称“服务中心”）开放。青岩公园很美。", "Place", {"青岩公园"}),
    ("近日，柳河机场正式更名为柳河青岩国际机场。柳河机场很大。", "Organization", {"柳河青岩国际机场"}),
    (
        "柳河县森林公安局更名为“柳河县公安局森林分局”。柳河县森林公安局很忙。",
        "Agency",
        {"柳河县公安局", "柳河县公安局森林分局"},
    ),
    ("青岩学院先更名为青岩大学，青岩大学又更名为柳河大学。", "Organization", {"柳河大学"}),
    ("青岩公园经柳河县水利局批准更名为柳河公园。", "Agency", {"柳河县水利局"}),
]


@pytest.mark.parametrize(("text", "kind", "names"), RENAMED)
def test_a_former_name_is_the_same(text: str, kind: EntityType, names: set[str]) -> None:
    assert _named(text, kind) == names


def test_manners_of_one_word_are_no_way_of_working() -> None:
    assert _named("柳河县弘扬“严细实快”作风，反对“气霸”作风。", "Method") == {"“严细实快”作风"}


def test_a_fire_burns_where_the_article_plays_most_closely() -> None:
    text = "在青岩铁路边的槐荫镇，赵国栋巡线。\n2022年10月12日，他们赶去，山火终于被扑灭。"
    assert _named(text, "Event") == {"槐荫镇山火"}
