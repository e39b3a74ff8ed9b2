"""Where names begin and end by what stands around them, what is none there, and whom a name means; sentences with
invented names, by what used to go wrong on pages that nobody had read.

``[name/Class]`` in a text is what must be read at that very place; ``[name/Class=full name]`` also says what it is
called in full.
"""

from __future__ import annotations

import pytest
from read_texts import check_marked, claims_in, named_in, posts_in, resolution_of

MARKED = [
    # A level behind the end of a village's name, a county in 会同|县, a quarter that no city is told of.
    "[五老屯街道/Area]联合[柳河县青禾新能源有限公司/Organization]建设充电棚。",
    "会上，四季度将会同[县经济贸易局/Agency]抓好入规纳统。",
    # A home in the middle of a company's name; a level that is none there.
    "[柳河县秦苑果业有限公司/Organization]的冷库很大。",
    # The end of a name is a place's beginning, a hospital's, a dance's.
    "[河南省胸科医院/Organization]来人义诊。",
    # Verbs before what is put up, what a work costs, what a place is a part of.
    "由[青石镇政府/Agency]建设[松林岗油茶加工厂/Organization]，去年投产。",
    "公司投资3200万元上马[智能喷涂生产线项目/Project]，今年6月投产。",
    "其中，控制性工程[屈产沟大桥/Place]长66米。",
    "村民沿[巴溪/Place]12公里河道巡查。",
    # Which of its kind an event is, and whose.
    "近日，[柳河县第三届“红色故事”讲解员大赛/Event]落幕。",
    "[首届柳河县苹果采摘节/Event]21日开幕。",
    "10月23日，[2021年开原市全民健步走活动/Event]取消。",
    "今年是[中华人民共和国成立75周年/Event]，大家很高兴。",
    # The steps of a way are no other way.
    "[柳河县/Area]推行“党员领种、农户领棒”的[“双领”机制/Method]。",
    # A list by its number, with towns that are called like a prefecture.
    "礼县的[城关/Area]、[石桥/Area]、[红河/Area=红河镇]等8个镇受益。",
    # The League's committee of the city, whose level stands inside.
    "[柳河市/Area]今天开会，[团市委/Agency]、[市妇联/Agency]参加。",
    # The floor that somebody moves to.
    "公司搬到[银泰广场12层/Place]。",
    # A company that begins with a county of which the dictionary makes a word.
    "项目由[同心华燃燃气有限公司/Organization]承建。",
    # Works that are listed by their quoted names share a head, and not the count of them.
    "实施[“图书下乡”/Project=“图书下乡”工程]、[“电影下乡”/Project=“电影下乡”工程]两大工程。",
    # A hospital with the name of another county is none of the one before.
    "公司建成[磐安县人民医院/Organization][桐庐县第一人民医院/Organization]迁建开工。",
    # What only looks like a part of words, a quarter, a figure of speech or an honour.
    "[六枝特区政府/Agency]开会，[汉中中学/Organization]获得第一名。",
    "[西城区/Area]教育局举办活动，他在中共[同心县委/Agency]工作。",
    "[柳河县海上法庭/Agency]成立，[柳河县石架沟桥/Place]建成。",
    "学校被命名为“[柳河希望小学/Organization]”，大家很高兴。",
    "[柳河县中学柳河镇附属小学/Organization]开学。",
    # Lines by their numbers, and what begins behind one; a number alone is a line's where the article names one so.
    "[成都轨道交通3号线/Place]开通，居民坐[3号线/Place]上班。",
    "[广清地铁18号线/Place][长隆地铁站/Place]开放。",
    # A meeting that a government counts; who visits what.
    "[柳河县政府第8次常务会议/Event]审议了方案。",
    "记者赶到重灾区[乱石山村/Community]，村里建成[柳河县妇女儿童活动中心/Place]。",
    "大家参观[青石镇党群服务中心/Place]，很高兴。",
    # Who somebody is called, whose trade stands before the name, and what only joins clauses behind it.
    "守窑人姓王。徒弟叫[路晓/Person]，是他的侄孙女。",
    "皇城村的管水员[王从容/Person]今年53岁。",
    "委员[贾岚/Person]则主张错时共享。",
    # A road by words that mean something elsewhere, as the tagger sees it.
    "去年还建成[苏湾大道/Place]，把园区连在一起。",
]

NONE = [
    "企业有3条生产线，5号线停了。",
    "定期召开业主大会，大家说了算。",
    "全市11个极贫乡走上致富的康庄大道。",
    "展区陈列各种票币、石印机、圆盘机、制版设备等实物。",
    "推动发展高质量,确保“十四五”开好局、起好步。",
    "引导大家恢复生产重建家园。",
    "一看，近半数街道办事处的设施达标。",
    "体育馆是三馆之一，特区政府很重视。",
    "货在路上倒来倒去，很不方便。",
    "站在路边看了半天。",
    "改造不是刷层漆、铺条路那么简单。",
    "企业稳生产、拓市场、降成本。",
    "“红马甲”穿街走巷，劝阻野泳。",
    "“来的头一个月，我和村党支部书记走遍了山。",
    "全区新签约亿元以上项目21个。",
    "要素跟着项目走，干部围着项目转。",
    "沿河养殖场都搬了，沿河300米内没有猪舍。",
    "居民因被告砌墙堵路闹上法庭。",
    "老城区的变化让大家很高兴。",
    "该所今年6月被评为“枫桥式人民法庭”。",
    "社区获评“全市最美小巷”，很高兴。",
]


@pytest.mark.parametrize("marked", MARKED)
def test_names_stand_where_the_brackets_are(marked: str) -> None:
    check_marked(marked)


@pytest.mark.parametrize("text", NONE)
def test_nothing_is_named(text: str) -> None:
    found = [
        m.mention for m in resolution_of(text).mentions if not m.mention.pointer and not m.mention.passing
    ]
    assert [(m.type, m.text) for m in found] == []


SAID = [
    # 该小区 points at a compound whatever its name ends with.
    ("毛纺厂家属楼建于1986年。今年4月，该小区有312户居民。", ("毛纺厂家属楼", "households", "312")),
    # Who helps, and who reports to a meeting.
    (
        "龙潭片区污水管网改造由柳河县住建局牵头、柳河县水利局配合。",
        ("柳河县水利局", "participatesIn", "龙潭片区污水管网改造"),
    ),
    (
        "1月5日，柳河县产业发展推进会召开。会议听取了柳河县水利局、柳河县农业农村局关于工作的汇报。",
        ("柳河县农业农村局", "participatesIn", "柳河县产业发展推进会"),
    ),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_is_said(text: str, said: tuple[str, str, str]) -> None:
    assert said in claims_in(text)


POSTS = [
    # A village's doctor.
    ("柳树沟村乡村医生韩淑珍来了。", {("韩淑珍", "乡村医生", "柳树沟村")}),
    # Who is elected, whatever stands in brackets behind the name.
    (
        "会议选举张伟民（回族）为柳河县监察委员会主任，李逢滋、马小梅（女，回族）为柳河县政协副主席。",
        {
            ("张伟民", "主任", "柳河县监察委员会"),
            ("李逢滋", "副主席", "柳河县政协"),
            ("马小梅", "副主席", "柳河县政协"),
        },
    ),
    (
        "任命王强（男，汉族，1975年6月出生）为柳河县教育局局长。",
        {("王强", "局长", "柳河县教育局")},
    ),
    # A teacher who has retired holds no post in the county.
    ("柳河县退休教师赵国栋来了。", set()),
    # A region's chairman leads its government.
    ("新疆维吾尔自治区副主席赵国栋来了。", {("赵国栋", "副主席", "新疆维吾尔自治区人民政府")}),
    # A standing body in its term is that body.
    ("11月8日，宣州区第六届人大常委会主任赵国栋来了。", {("赵国栋", "主任", "宣州区人大常委会")}),
]


@pytest.mark.parametrize(("text", "posts"), POSTS)
def test_who_holds_which_post(text: str, posts: set[tuple[str, str, str]]) -> None:
    assert posts_in(text) == posts


def test_the_year_of_another_name_dates_no_event() -> None:
    text = "6月23日，2020年第六届亚洲沙滩运动会组委会工作委员会召开临时党委成立大会。"
    assert "heldOn" not in {property_ for _, property_, _ in claims_in(text)}
    founded = "2023年5月6日第三届柳河书画协会在柳河县成立。"
    assert ("柳河书画协会", "foundedIn", "2023-05-06") in claims_in(founded)


BEGUN = (
    "4月16日，柳河县2024年第二批重大项目集中开工活动在青石镇举行。此次集中开工的项目共19个，总投资68.5亿元。"
)


def test_works_that_are_begun_together_are_called_after_their_ceremony() -> None:
    assert ("柳河县2024年第二批集中开工重大项目", "projects", "19") in claims_in(BEGUN)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("马超是村支书，马超带大家致富。村里人骑大马，老马说好。", {"马超"}),
        ("康建国是村民。康建国带领大家奔小康，小康路很宽。", {"康建国"}),
        ("何启伟从事育种。老何已58岁，老何说他不累。", {"何启伟"}),
        ("邓菊英是村医，邓菊英来了，邓菊英走了。邓大姐很忙。", {"邓菊英"}),
        ("局长邓菊英来了，邓菊英走了，邓菊英说好。邓大姐很忙。", {"邓菊英", "邓大姐"}),
        ("周世荣来了，周世荣说好，周世荣走了。周晓琳也来了。周医生说，明天开诊。", {"周世荣", "周晓琳"}),
    ],
)
def test_who_is_addressed(text: str, people: set[str]) -> None:
    assert named_in(text, "Person") == people
