"""Names, posts and places in local news of other papers: sentences with invented names, by what used to go wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_articles import marked_article
from test_mentions import brackets
from test_names_in_news import read

from kg.extract import extract
from kg.types import Fact, Post

MARKED = [
    pytest.param(
        "[市交警支队/Agency]联合火车站保安、[交通局执法支队/Agency]行动。", id="a verb right behind a body"
    ),
    pytest.param("[槐荫大道/Place][柳河县行政服务中心/Place]很大。", id="a body on a road"),
    pytest.param("材料交到[柳河县林业局/Agency]院内。", id="a yard"),
    pytest.param("[青禾新能源（集团）股份有限公司/Organization]签约。", id="a sort in brackets"),
    pytest.param("它在[桃溪路/Place]以东、[沧江道/Place]以南。", id="a road that something lies beside"),
    pytest.param("车辆绕行[329省道/Place]，或走[国道214线/Place]。", id="roads by their numbers"),
    pytest.param("[县道X041线梨园至白塔段公路/Place]通车。", id="a stretch of a road by its number"),
    pytest.param("公司搬到[银泰广场12层/Place]。", id="a floor"),
    pytest.param(
        "到会的有[民政局/Agency]、[规划与自然资源局/Agency]、[行政审批局/Agency]等部门。", id="bureaus"
    ),
    pytest.param("[市公共文化中心/Organization]落成。", id="a centre of common words of an area"),
    pytest.param("会议在市里举行，分包老旧小区名单公布。", id="a verb before common words"),
    pytest.param("又一所学校开工，两所百年老校合并。", id="one of many"),
    pytest.param("[花苑小区/Community]的居民很高兴。", id="a home that is called by a right end"),
    pytest.param("豫政办〔2019〕4号文件印发。", id="the sign of a document"),
    pytest.param("[秋树沟棚户区/Community]的居民很高兴。", id="a name with a season in it"),
    pytest.param("道路东接[沧浪西路/Place]。", id="what a road runs to"),
]

MARKED += [
    pytest.param("[中铁九局/Organization]承建。", id="a builder's bureau"),
    pytest.param("[落霞轩演出厅/Place]开放。", id="a hall"),
    pytest.param("全市口袋公园很多。", id="the parks of a whole city"),
    pytest.param("[东市南街/Place]的车站很大。", id="a market in a street's name"),
    pytest.param("[枫林街道/Area]圆满完成[兰花广场建设/Project]。", id="an idiom before a name"),
    pytest.param("[锦绣湾小区/Community]业主很高兴。", id="residents behind a home"),
    pytest.param("3.9万人巡堤查险。", id="people who are counted"),
    pytest.param("这是首个公益性社区。", id="a sort of communities"),
    pytest.param("走进[黄鹤楼/Place]楼内。", id="the inside of a building"),
    pytest.param("要求党委政府重视。", id="the party and the government"),
    pytest.param("[柳河县精神卫生中心/Organization]开业。", id="a centre of mental health"),
    pytest.param("高速电梯试验塔封顶。", id="fast is no road"),
    pytest.param("打造[空港新城/Community]中心地块。", id="the middle of something"),
    pytest.param("[人民路第二小学/Organization]开学。", id="a numbered school"),
    pytest.param("[临江文化公园/Place]开放。", id="a park called after a water"),
    pytest.param("我县是项目建设的示范县。", id="a county inside a word"),
    pytest.param("乡镇政府要加强巡查。", id="governments of towns"),
    pytest.param("[宁波南苑集团股份有限公司/Organization]签约。", id="a company called after a home"),
    pytest.param("位于东至[嘉合路/Place]、西至[汇祥路/Place]的地块。", id="sides"),
]

#: Common words that only look like names.
MARKED += [
    pytest.param(text, id=text)
    for text in (
        "要为改革铺平道路。",
        "到了晚上才上街买菜。",
        "演员们上山下乡、到工厂演出。",
        "以爱山、爱水、爱家乡为主题。",
        "队伍正在筑路。",
        "这只是小区的一角。",
        "入库小区137个，单体楼院很多。",
        "建立社会主义市场经济体制。手机市场很大，手机市场看好，手机市场还会大。",
    )
]
MARKED += [pytest.param("[光大街片区/Place]正在更新。", id="a road of one character")]

RESOLVED = [
    pytest.param("广东省召开会议，省法院派人参加。", "广东省高级人民法院", id="the court of a province"),
    pytest.param("安阳市召开会议，市法院派人参加。", "安阳市中级人民法院", id="the court of a city"),
    pytest.param("湖口县召开会议，县法院派人参加。", "湖口县人民法院", id="the court of a county"),
    pytest.param("崇仁县召开会议，在高新区设立中心。", "崇仁高新区", id="the zone of a county"),
    pytest.param("湖口县召开会议，财政局、公安局等部门参加。", "湖口县公安局", id="a bureau at home"),
    pytest.param(
        "由中共富川瑶族自治县委员会主办。", "中共富川瑶族自治县委", id="a committee by all its words"
    ),
    pytest.param("贺州市召开会议，共青团贺州市委参加。", "共青团贺州市委", id="the League"),
    pytest.param(
        "闽江师范高等专科学校揭牌。闽江师专有新生。", "闽江师范高等专科学校", id="a college for short"
    ),
    pytest.param("湖口一小封顶，湖口县第一小学搬迁。", "湖口县第一小学", id="a school for short"),
]

RESOLVED += [
    pytest.param("上海市召开会议，长宁唯一一家门店营业。", "长宁区", id="a district for short"),
    pytest.param("襄阳市规划展览馆开放。", "襄阳市规划展览馆", id="a hall of common words"),
    pytest.param("项目位于官黎坪办事处杆子坪村。", "官黎坪街道", id="a village behind an office"),
    pytest.param("汉阳镇向阳村5组的广场很大。", "向阳村5组", id="a group by number"),
    pytest.param("永康市召开会议。近日，永康第三小学封顶。", "永康第三小学", id="a county for short"),
    pytest.param(
        "苏州高新区召开会议，虎丘区派人参加。高新区很大。", "苏州高新区", id="the zone that is named in full"
    ),
    pytest.param("南阳市召开会议，市人防办参加。", "南阳市人民防空办公室", id="civil air defence"),
]

POSTS = [
    pytest.param("柳河镇槐荫村有变化，挂村干部胡琴说。", ("胡琴", "挂村干部", "槐荫村"), id="of a village"),
    pytest.param(
        "市卫健委主任郭春曦、叶晓霞副主任到会。", ("叶晓霞", "副主任", "市卫生健康委员会"), id="in a list"
    ),
    pytest.param("粤华物业李健辉董事长到会。", ("李健辉", "董事长", "粤华物业"), id="behind body and name"),
    pytest.param(
        "柳河县政府副县长、党组成员徐克俭到会。", ("徐克俭", "成员", "柳河县人民政府党组"), id="a party group"
    ),
    pytest.param("长宏科技执行副总裁罗宏伟介绍。", ("罗宏伟", "执行副总裁", "长宏科技"), id="executive"),
    pytest.param(
        "闽江师专党委书记陈荣生、校长林贤出席。", ("林贤", "校长", "闽江师专"), id="behind the party's"
    ),
]


@pytest.mark.parametrize("marked", MARKED)
def test_names_stand_where_the_brackets_are(marked: str) -> None:
    article, _ = marked_article(marked)
    assert brackets(article.text.chars, extract(article).mentions) == marked


@pytest.mark.parametrize(("text", "name"), RESOLVED)
def test_names_are_called_in_full(tmp_path: Path, text: str, name: str) -> None:
    names = [e.name for e in read(tmp_path, text).entities if not e.passing]
    assert name in names


@pytest.mark.parametrize(("text", "post"), POSTS)
def test_who_holds_which_post(tmp_path: Path, text: str, post: tuple[str, str, str]) -> None:
    found = read(tmp_path, text)
    names = {entity.key: entity.name for entity in found.entities}
    assert post in {(names[c.person], c.title, names[c.body]) for c in found.claims if isinstance(c, Post)}


def test_a_title_behind_one_person_is_no_post_of_the_next(tmp_path: Path) -> None:
    found = read(tmp_path, "领导张东峰县长、县水利局副局长王馨参加。")
    names = {entity.key: entity.name for entity in found.entities}
    posts = {(names[c.person], c.title) for c in found.claims if isinstance(c, Post)}
    assert posts == {("张东峰", "县长"), ("王馨", "副局长")}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("南岭报快讯，位于孔庙周边的新桥街道封闭。", set()),
        ("[通知]位于清水镇的宏大机械厂开业。", {("宏大机械厂", "清水镇")}),
    ],
    ids=["what is only near", "what is there"],
)
def test_what_stands_in_a_place_by_an_attribute(
    tmp_path: Path, text: str, held: set[tuple[str, str]]
) -> None:
    found = read(tmp_path, text)
    names = {entity.key: entity.name for entity in found.entities}
    said = {
        (names[c.subject], names[c.object or ""])
        for c in found.claims
        if isinstance(c, Fact) and c.predicate == "locatedIn"
    }
    assert said == held


def test_what_is_called_after_somebody_is_nobody() -> None:
    article, _ = marked_article("杨森代表钱学森学院签字。")
    people = {m.name for m in extract(article).mentions if m.type == "Person"}
    assert people == {"杨森"}


def test_a_far_county_that_only_begins_a_name_is_not_named(tmp_path: Path) -> None:
    found = read(tmp_path, "滕州市召开会议，推动龙山龙湖风景区建设。")
    assert "龙山县" not in {entity.name for entity in found.entities}


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("柳河县组建“红马甲”“小喇叭”等宣讲队16支。", {"柳河县"}),
        ("柳河县很大，居民成立“红马甲”志愿服务队。", set()),
    ],
    ids=["of whoever sets it up", "of nobody by name"],
)
def test_teams_belong_to_whoever_sets_them_up(tmp_path: Path, text: str, whose: set[str]) -> None:
    found = read(tmp_path, text)
    names = {entity.key: entity.name for entity in found.entities}
    said = {
        names[c.object or ""]
        for c in found.claims
        if isinstance(c, Fact) and c.predicate == "subOrganizationOf"
    }
    assert said == whose


def test_quoted_places_are_where_they_are_built_or_named(tmp_path: Path) -> None:
    text = "清水镇回龙村“打谷场”食堂开张。柳河县打造“初心”广场以及“鱼跃”法治教育基地。"
    found = read(tmp_path, text)
    names = {entity.key: entity.name for entity in found.entities}
    said = {
        (names[c.subject], names[c.object or ""])
        for c in found.claims
        if isinstance(c, Fact) and c.source.rule == "founded.place"
    }
    assert said == {
        ("“打谷场”食堂", "回龙村"),
        ("“初心”广场", "柳河县"),
        ("“鱼跃”法治教育基地", "柳河县"),
    }


def test_companies_bear_no_marks(tmp_path: Path) -> None:
    found = read(tmp_path, "公司名称变更为“青禾汽车有限公司”。")
    assert "青禾汽车有限公司" in {entity.name for entity in found.entities}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("青禾水电站位于柳河县境内的青龙河干流。", {("青禾水电站", "柳河县")}),
        ("青禾客运站位于柳河县青山路青桥村。", {("青禾客运站", "青桥村")}),
    ],
    ids=["what its area's river is", "the end of a chain"],
)
def test_where_things_stand(tmp_path: Path, text: str, held: set[tuple[str, str]]) -> None:
    found = read(tmp_path, text)
    names = {entity.key: entity.name for entity in found.entities}
    said = {
        (names[c.subject], names[c.object or ""])
        for c in found.claims
        if isinstance(c, Fact) and c.predicate == "locatedIn" and c.source.rule.startswith("relations")
    }
    assert said == held
