"""What a text does not say of somebody that a careless reader might: each row with what is said there and what is not."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

from kg.segment import segment
from kg.types import Page

ISSUE = "柳河日报 2023年11月21日 星期二\n\n柳河县见闻\n\n本报讯（记者 李明）"

Claim = tuple[str, str, str]

ROWS: list[tuple[str, set[Claim], set[Claim]]] = [
    # The newspaper in the page's head bears none of its dates and numbers.
    (
        "公司成立于1998年，现有员工300人。",
        set(),
        {("柳河日报", "foundedIn", "1998"), ("柳河日报", "employees", "300")},
    ),
    # A plant is what is done to.
    (
        "柳河县城南水厂改扩建工程去年开工。",
        {("柳河县城南水厂改扩建工程", "targets", "柳河县城南水厂")},
        {("柳河县城南水厂", "implements", "柳河县城南水厂改扩建工程")},
    ),
    # Towns that are counted up are what a work is for only behind a word that says so.
    (
        "柳河县背街小巷整治今年开工，暂不包括青石镇、云桥镇2个乡镇。",
        set(),
        {("柳河县背街小巷整治", "targets", "青石镇")},
    ),
    (
        "柳河县背街小巷整治今年开工，学习借鉴青石镇、云桥镇2个乡镇经验。",
        set(),
        {("柳河县背街小巷整治", "targets", "青石镇")},
    ),
    # So many lifts are the area's, whatever home was told of before.
    (
        "枫林小区改造去年进场，总投资2160万元。小区共有电梯46部。柳河县新增电梯52部。",
        {("柳河县", "other", "52")},
        {("枫林小区", "other", "52")},
    ),
    # The day of what takes place at a festival is not the festival's.
    (
        "第三届柳河文化节期间，县招商会议将于12月9日召开。",
        set(),
        {("第三届柳河文化节", "heldOn", "2023-12-09")},
    ),
    (
        "第三届柳河文化节，将于12月9日在县文化馆举行。",
        {("第三届柳河文化节", "heldOn", "2023-12-09")},
        set(),
    ),
    # A court's cases are not its method's.
    (
        "柳河县人民法院推行“云上庭审”，受理案件1200件。",
        {("柳河县人民法院", "other", "1200")},
        {("“云上庭审”", "other", "1200")},
    ),
    # Which house it is, not how many.
    (
        "柳河县枫林新村5幢外墙脱落，枫林新村共有住宅32幢。",
        {("枫林新村", "buildings", "32")},
        {("枫林新村", "buildings", "5")},
    ),
    # Some of the works are done.
    (
        "柳河县2023年计划改造老旧小区29个，目前已完工17个。",
        {("柳河县老旧小区改造", "compounds", "17")},
        {("柳河县老旧小区改造", "completedOn", "2023")},
    ),
    # A ceremony is not the only thing of its name, and who comes to it is not what is built.
    (
        "柳河县人民医院迁建工程奠基仪式举行，青石大学附属第二医院院长王强出席。\n据介绍，该工程用地86亩，总投资8.9亿元。",
        {("柳河县人民医院迁建工程", "investment", "8.9e+08")},
        {("青石大学附属第二医院建设", "investment", "8.9e+08")},
    ),
    # Who gave is the person, whatever he leads; nobody takes part in what befalls him.
    (
        "柳河县青石村推行共享食堂。鑫海船务有限公司董事长张海根连续两年各捐20万元。",
        {("张海根", "other", "200000")},
        {("鑫海船务有限公司", "other", "200000")},
    ),
    (
        "6月18日，柳河县遭遇强降雨，1.2万人受灾。",
        {("柳河县强降雨", "other", "12000")},
        {("柳河县强降雨", "participants", "12000")},
    ),
    # The one programme of an article does not reach what is left out of it.
    (
        "今年柳河县改造老旧小区11个。枫林小区改造不在其列，由枫林公司自费实施。",
        set(),
        {("柳河县老旧小区改造", "targets", "枫林小区")},
    ),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), ROWS)
def test_what_is_said_of_whom(text: str, said: set[Claim], unsaid: set[Claim]) -> None:
    found = claims_in(ISSUE + text)
    assert said - found == set()
    assert unsaid & found == set()


NAMES: list[tuple[str, str, set[str], set[str]]] = [
    # A town may be called small; its other parts are none.
    ("柳河县小江口乡受灾较大，小江口乡党委组织转移。", "Area", {"小江口乡"}, {"江口乡"}),
    # Nobody only wants a lift, or has it elsewhere, as a work.
    ("枫林小区改造去年进场。枫林小区居民盼望加装电梯。", "Project", {"枫林小区改造"}, {"枫林小区加装电梯"}),
    # Set phrases in names of works.
    ("柳河县皇甫川防洪工程去年4月开工。", "Project", {"柳河县皇甫川防洪工程"}, set()),
    ("柳河县孤山川综合治理工程去年4月开工。", "Project", {"柳河县孤山川综合治理工程"}, set()),
    # The stage of a plant is no home.
    ("柳河县清水川煤电三期去年4月开工。", "Project", {"柳河县清水川煤电三期"}, set()),
    ("柳河县清水川煤电三期去年4月开工。", "Community", set(), {"清水川煤电三期"}),
    # One body under its short and its full name.
    ("柳河县妇女联合会召开会议，柳河县妇联主席王强主持。", "Agency", {"柳河县妇女联合会"}, {"柳河县妇联"}),
    (
        "柳河县第十九届人民代表大会第三次会议召开。柳河县人大副主任王强主持。",
        "Agency",
        {"柳河县人大"},
        {"柳河县人民代表大会"},
    ),
    # Who only says what she is signs nothing.
    ("外墙什么时候修？（居民 刘女士）", "Person", {"刘女士"}, {"居民"}),
]


@pytest.mark.parametrize(("text", "kind", "named", "not_named"), NAMES)
def test_names_that_are_whole(text: str, kind: str, named: set[str], not_named: set[str]) -> None:
    found = named_in(ISSUE + text, kind)
    assert named - found == set()
    assert not_named & found == set()


@pytest.mark.parametrize("head", ["天气预报", "灾情通报", "工作简报", "灾情公报"])
def test_not_every_bulletin_is_a_newspaper(head: str) -> None:
    page = f"{head} 2023年11月21日 星期二\n\n柳河县见闻\n\n本报讯（记者 李明） 大家都满意。"
    assert head not in named_in(page, "Organization")


def test_a_letter_is_an_article_of_its_own() -> None:
    page = (
        "柳河大道通车\n本报讯（记者 李明） 11月5日，柳河大道通车，总投资1.2亿元。\n读者来信\n青石镇的路灯为何不亮？\n"
        "编辑同志：我是青石镇红星村村民，去年装了22盏路灯，今年没有亮过。\n读者 王大林\n"
    )
    news, letter = segment(Page("p", page))
    assert (news.title, letter.title) == ("柳河大道通车", "青石镇的路灯为何不亮？")
    assert "22盏路灯" in letter.text.chars and "王大林" in letter.text.chars
